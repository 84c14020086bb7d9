/* SPDX-License-Identifier: MIT */
/* A provider of one's own for dxaws-s3. Here buckets are rows of a table in memory; where yours
 * are, say in an object store of your own, these functions ask it. */
#include "own-s3.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>
#include <dxaws/extend/tree.h>

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

struct own_s3 {
    pthread_mutex_t lock; /* a provider is called by several threads at once */
    json_t *buckets;
};

/* The bucket that an action is about: the payload always says its name. NULL when there is none. */
static json_t *find(const struct own_s3 *table, const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    return json_object_get(table->buckets, json_string_value(json_object_get(payload, "name")));
}

/* A refusal, in the words and with the code of the service. */
static dxaws_error *refuse(dxaws_error_kind kind, const char *code, const dxaws_action *action,
                           const char *why)
{
    dxaws_error *error = dxaws_error_new(kind, "s3", code, "own s3: bucket %s %s",
                                         dxaws_action_resource(action), why);
    dxaws_error_set_resource(error, dxaws_action_resource(action));
    return error;
}

/* docs: read */
static dxaws_error *own_get_current(void *self, dxaws_context *context,
                                    const dxaws_s3_desired *wanted, dxaws_s3_current *current)
{
    struct own_s3 *table = self;
    dxaws_error *error = NULL;
    (void)context; /* nothing here takes long; else: its deadline, and dxaws_context_check() */
    pthread_mutex_lock(&table->lock);
    json_t *bucket = json_object_get(table->buckets, dxaws_s3_desired_name(wanted));
    if (bucket == NULL) {
        dxaws_s3_current_set_status(current, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    } else if (json_object_get(bucket, "owner") != NULL) {
        dxaws_s3_current_set_status(current,
                                    DXAWS_S3_STATUS_EXISTS_NO_ACCESS); /* and nothing else */
    } else {
        error = dxaws_s3_current_assign_tree(current, bucket);
        dxaws_s3_current_set_status(current, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
        dxaws_s3_current_set_name(current, dxaws_s3_desired_name(wanted));
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}
/* docs: end */

/* docs: create */
static dxaws_error *own_create_bucket(void *self, dxaws_context *context,
                                      const dxaws_action *action, dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    const json_t *payload = dxaws_action_payload_tree(action);
    const char *name = json_string_value(json_object_get(payload, "name"));
    dxaws_error *error = NULL;
    (void)context;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    if (bucket != NULL && json_object_get(bucket, "owner") != NULL) {
        error = refuse(DXAWS_ERROR_CONFLICT, "BucketAlreadyExists", action, "is somebody else's");
    } else if (bucket == NULL) { /* one that is ours is a success: the action is done already */
        bucket = dxaws_s3_initial_tree();
        json_object_set(bucket, "region", json_object_get(payload, "region"));
        if (json_object_set_new(table->buckets, name, bucket) != 0) {
            error = dxaws_error_out_of_memory();
        }
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}
/* docs: end */

/* Writes one member of the payload into the bucket, and says so. */
static dxaws_error *put(struct own_s3 *table, const dxaws_action *action, const char *member,
                        dxaws_s3_current *observed)
{
    json_t *value = json_object_get(dxaws_action_payload_tree(action), member);
    json_t *news = value ? json_pack("{sO}", member, value) : json_object();
    dxaws_error *error = NULL;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    if (bucket == NULL || json_object_get(bucket, "owner") != NULL) {
        error = refuse(DXAWS_ERROR_CONFLICT, "BucketAccessDenied", action, "is not ours any more");
    } else if (json_object_update(bucket, news) != 0) {
        error = dxaws_error_out_of_memory();
    }
    pthread_mutex_unlock(&table->lock);
    error = error ? error : dxaws_s3_current_assign_tree(observed, news);
    json_decref(news);
    return error;
}

/* docs: put */
static dxaws_error *own_put_versioning(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_s3_current *observed)
{
    (void)context;
    return put(self, action, "versioning", observed);
}
/* docs: end */

static dxaws_error *own_put_public_access_block(void *self, dxaws_context *context,
                                                const dxaws_action *action,
                                                dxaws_s3_current *observed)
{
    (void)context;
    return put(self, action, "public_access_block", observed);
}

static dxaws_error *own_put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                                 dxaws_s3_current *observed)
{
    (void)context;
    dxaws_error *error = put(self, action, "system_tags", observed); /* AWS's own are sent along */
    return error ? error : put(self, action, "tags", observed);
}

static dxaws_error *own_put_policy(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    (void)context;
    return put(self, action, "policy", observed);
}

static dxaws_error *own_destroy_bucket(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    dxaws_error *error = NULL;
    (void)context;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    if (bucket != NULL && json_object_get(bucket, "owner") != NULL) {
        error = refuse(DXAWS_ERROR_CONFLICT, "BucketAccessDenied", action, "is not ours");
    } else if (bucket != NULL && json_object_get(bucket, "objects") != NULL) {
        error = refuse(DXAWS_ERROR_INVALID_STATE, "BucketNotEmpty", action, "holds objects");
    } else if (bucket != NULL) {
        json_object_del(table->buckets, dxaws_action_resource(action));
    }
    pthread_mutex_unlock(&table->lock);
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    }
    return error;
}

/* docs: ops */
static const dxaws_s3_provider_ops own_ops = {
    .size = sizeof own_ops,
    .name = "own",
    .get_current = own_get_current,
    .create_bucket = own_create_bucket,
    .put_public_access_block = own_put_public_access_block,
    .put_versioning = own_put_versioning,
    .put_tags = own_put_tags,
    .put_policy = own_put_policy,
    .destroy_bucket = own_destroy_bucket,
    /* .get_outputs is NULL: get_current() serves. */
};

dxaws_error *own_s3_provider_new(struct own_s3 *table, dxaws_s3_provider **provider)
{
    return dxaws_s3_provider_new(&own_ops, table, provider);
}
/* docs: end */

struct own_s3 *own_s3_new(void)
{
    struct own_s3 *table = calloc(1, sizeof *table);
    if (table != NULL) {
        pthread_mutex_init(&table->lock, NULL);
        table->buckets = json_object();
    }
    return table;
}

void own_s3_free(struct own_s3 *table)
{
    if (table != NULL) {
        json_decref(table->buckets);
        pthread_mutex_destroy(&table->lock);
        free(table);
    }
}

dxaws_error *own_s3_change(struct own_s3 *table, const char *bucket, const char *members)
{
    json_t *changes = members ? json_loads(members, 0, NULL) : NULL;
    pthread_mutex_lock(&table->lock);
    json_t *found = json_object_get(table->buckets, bucket);
    int failed = 0;
    if (members == NULL) {
        failed = json_object_del(table->buckets, bucket);
    } else if (found == NULL) {
        failed = json_object_set(table->buckets, bucket, changes);
    } else {
        failed = json_object_update(found, changes);
    }
    pthread_mutex_unlock(&table->lock);
    json_decref(changes);
    return failed ? dxaws_error_new(DXAWS_ERROR_INTERNAL, "own", "Change",
                                    "own s3: %s cannot be changed", bucket)
                  : NULL;
}
