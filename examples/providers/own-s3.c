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
#include <string.h>

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
        dxaws_s3_current_set_has_objects(current, json_object_get(bucket, "objects") != NULL);
        dxaws_s3_current_set_status(current, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
        dxaws_s3_current_set_name(current, dxaws_s3_desired_name(wanted));
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}
/* docs: end */

/* The bucket as it is; what is not ours any more is not written to. */
static dxaws_error *check(const json_t *bucket, const dxaws_action *action)
{
    if (bucket == NULL || json_object_get(bucket, "owner") != NULL) {
        return refuse(DXAWS_ERROR_CONFLICT, "BucketAccessDenied", action, "is not ours any more");
    }
    return dxaws_s3_check_action(action, json_object_get(bucket, "tags"));
}

/* docs: create */
static dxaws_error *make(struct own_s3 *table, const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    json_t *bucket = dxaws_s3_initial_tree();
    int failed = json_object_set(bucket, "region", json_object_get(payload, "region"));
    failed |= json_object_set(bucket, "tags", json_object_get(payload, "tags"));
    failed |= json_object_set_new(table->buckets, dxaws_action_resource(action), bucket);
    return failed ? dxaws_error_out_of_memory() : NULL;
}

static dxaws_error *own_create_bucket(void *self, dxaws_context *context,
                                      const dxaws_action *action, dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    dxaws_error *error = NULL;
    (void)context;
    pthread_mutex_lock(&table->lock);
    const json_t *bucket = find(table, action);
    if (bucket != NULL && json_object_get(bucket, "owner") != NULL) {
        error = refuse(DXAWS_ERROR_CONFLICT, "BucketAlreadyExists", action, "is somebody else's");
    } else {
        /* One that says that it is ours is a success: the action is done already. */
        error = bucket ? check(bucket, action) : make(table, action);
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(observed, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}
/* docs: end */

/* Keeps one member of the bucket, which is taken over, and says so. */
static dxaws_error *keep(json_t *bucket, const char *member, json_t *value,
                         dxaws_s3_current *observed)
{
    json_t *news = json_pack("{so}", member, value);
    dxaws_error *error = dxaws_s3_current_assign_tree(observed, news);
    if (error == NULL && json_object_update(bucket, news) != 0) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(news);
    return error;
}

/* Writes one member of the payload into the bucket. */
static dxaws_error *put(struct own_s3 *table, const dxaws_action *action, const char *member,
                        dxaws_s3_current *observed)
{
    json_t *value = json_object_get(dxaws_action_payload_tree(action), member);
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    dxaws_error *error = check(bucket, action);
    error = error ? error : keep(bucket, member, json_incref(value), observed);
    pthread_mutex_unlock(&table->lock);
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

/* What lets others in by an ACL keeps ACLs from being turned off. */
static dxaws_error *own_put_ownership_controls(void *self, dxaws_context *context,
                                               const dxaws_action *action,
                                               dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    const json_t *wanted = json_object_get(dxaws_action_payload_tree(action), "object_ownership");
    (void)context;
    pthread_mutex_lock(&table->lock);
    bool granted = json_object_get(find(table, action), "acl_grantee") != NULL;
    pthread_mutex_unlock(&table->lock);
    return granted && strcmp(json_string_value(wanted), DXAWS_S3_OWNERSHIP_ENFORCED) == 0
               ? refuse(DXAWS_ERROR_CONFLICT, DXAWS_S3_ERROR_BUCKET_ACL, action, "lets others in")
               : put(table, action, "object_ownership", observed);
}

static dxaws_error *own_put_encryption(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_s3_current *observed)
{
    (void)context;
    return put(self, action, "encryption", observed);
}

/* docs: merge */
static dxaws_error *own_put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                                 dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    json_t *after = NULL; /* all tags: those that stand there now, with what the action changes */
    (void)context;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    dxaws_error *error = dxaws_s3_merge_tags(action, json_object_get(bucket, "tags"), &after);
    if (error == NULL && after != NULL) {
        error = keep(bucket, "tags", after, observed);
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}
/* docs: end */

/* Documents of several parties: what stands there now, with what is ours. */
typedef dxaws_error *merge(const dxaws_action *action, const json_t *tags, const json_t *document,
                           json_t **after);

static dxaws_error *put_shared(struct own_s3 *table, const dxaws_action *action, const char *member,
                               merge *merge_ours, dxaws_s3_current *observed)
{
    json_t *after = NULL;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    dxaws_error *error = merge_ours(action, json_object_get(bucket, "tags"),
                                    json_object_get(bucket, member), &after);
    if (error == NULL && after != NULL) {
        error = keep(bucket, member, after, observed);
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}

static dxaws_error *own_put_policy(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_s3_current *observed)
{
    (void)context;
    return put_shared(self, action, "policy", dxaws_s3_merge_policy, observed);
}

static dxaws_error *own_put_lifecycle(void *self, dxaws_context *context,
                                      const dxaws_action *action, dxaws_s3_current *observed)
{
    (void)context;
    return put_shared(self, action, "lifecycle", dxaws_s3_merge_lifecycle, observed);
}

static dxaws_error *own_empty_bucket(void *self, dxaws_context *context, const dxaws_action *action,
                                     dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    (void)context;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    dxaws_error *error = bucket ? check(bucket, action) : NULL;
    if (error == NULL) {
        json_object_del(bucket, "objects");
        dxaws_s3_current_set_has_objects(observed, false);
    }
    pthread_mutex_unlock(&table->lock);
    return error;
}

static dxaws_error *own_destroy_bucket(void *self, dxaws_context *context,
                                       const dxaws_action *action, dxaws_s3_current *observed)
{
    struct own_s3 *table = self;
    dxaws_error *error = NULL;
    (void)context;
    pthread_mutex_lock(&table->lock);
    json_t *bucket = find(table, action);
    error = bucket ? check(bucket, action) : NULL; /* gone already is as good */
    if (error == NULL && json_object_get(bucket, "objects") != NULL) {
        error = refuse(DXAWS_ERROR_INVALID_STATE, "BucketNotEmpty", action, "holds objects");
    } else if (error == NULL && bucket != NULL) {
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
    .empty_bucket = own_empty_bucket,
    .destroy_bucket = own_destroy_bucket,
    .put_encryption = own_put_encryption,
    .put_ownership_controls = own_put_ownership_controls,
    .put_lifecycle = own_put_lifecycle,
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
        json_object_update(json_object_get(found, "tags"), json_object_get(changes, "more_tags"));
        json_object_del(changes, "more_tags");
        failed = json_object_update(found, changes);
    }
    pthread_mutex_unlock(&table->lock);
    json_decref(changes);
    return failed ? dxaws_error_new(DXAWS_ERROR_INTERNAL, "own", "Change",
                                    "own s3: %s cannot be changed", bucket)
                  : NULL;
}
