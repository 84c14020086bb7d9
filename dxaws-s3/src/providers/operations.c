/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

enum { PRINCIPAL_MS = 30000, LONGEST_PAUSE_MS = 8000 };

/* One action. */
struct action {
    const struct operations *on;
    dxaws_context *context;
    const json_t *payload;
    struct s3_bucket bucket;
    dxaws_s3_current *observed;
};

/* How long it makes sense to try again after this error; 0 for not at all. */
static int64_t patience_ms(const struct action *action, const dxaws_error *error)
{
    /* The bucket was made by this very run. */
    if (dxaws_error_is_refusal(error, "NoSuchBucket") &&
        json_is_true(json_object_get(dxaws_s3_current_tree(action->observed), S3_CREATED))) {
        return S3_VISIBLE_MS;
    }
    /* A role that was made a moment ago is not known to S3 at once. */
    if (dxaws_error_is_refusal(error, "MalformedPolicy") &&
        strstr(dxaws_error_message(error), "principal") != NULL) {
        return PRINCIPAL_MS;
    }
    return 0;
}

/* Makes the call, again and again while S3 has not caught up with itself. */
static dxaws_error *send(const struct action *action, s3_write *write, const json_t *value)
{
    int64_t start = dxaws_context_monotonic_ms(action->context);
    for (int64_t pause = S3_FIRST_PAUSE_MS;; pause *= 2) {
        dxaws_error *error = write(action->on->self, action->context, &action->bucket, value);
        int64_t left = start + (error ? patience_ms(action, error) : 0) -
                       dxaws_context_monotonic_ms(action->context);
        if (error == NULL || left <= 0) {
            return error;
        }
        pause = pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
        dxaws_error *interrupted =
            dxaws_context_sleep_ms(action->context, pause < left ? pause : left);
        if (interrupted != NULL) {
            dxaws_error_set_cause(interrupted, error);
            return interrupted;
        }
        dxaws_error_free(error);
    }
}

/* Says in this module's words what @a refusal means and what to do. */
static dxaws_error *explain(dxaws_error *refusal, dxaws_error_kind kind, const char *code,
                            const char *bucket, const char *text)
{
    return dxaws_error_explain(refusal,
                               dxaws_error_new(kind, "s3", code, "s3 %s: %s", bucket, text));
}

/* A refusal that says what was wanted is none. */
static dxaws_error *unless(dxaws_error *error, const char *aws_code)
{
    if (!dxaws_error_is_refusal(error, aws_code)) {
        return error;
    }
    dxaws_error_free(error);
    return NULL;
}

static dxaws_error *create_bucket(const struct action *action)
{
    /* One that is ours: an earlier run was interrupted here. */
    dxaws_error *error =
        unless(send(action, action->on->service->create, NULL), "BucketAlreadyOwnedByYou");
    if (dxaws_error_is_refusal(error, "BucketAlreadyExists")) {
        return explain(error, DXAWS_ERROR_CONFLICT, DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS,
                       action->bucket.name,
                       "the name is taken by another account; bucket names are global: choose "
                       "another name");
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(action->observed, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
        error = dxaws_s3_current_assign(action->observed, "{\"" S3_CREATED "\":true}");
    }
    return error;
}

static dxaws_error *put_public_access_block(const struct action *action)
{
    return send(action, action->on->service->put_public_access_block,
                json_object_get(action->payload, S3_BLOCK));
}

static dxaws_error *put_versioning(const struct action *action)
{
    return send(action, action->on->service->put_versioning,
                json_object_get(action->payload, S3_VERSIONING));
}

static dxaws_error *put_tags(const struct action *action)
{
    const struct s3_service *service = action->on->service;
    json_t *own = json_object_get(action->payload, S3_TAGS);
    json_t *system = json_object_get(action->payload, S3_SYSTEM_TAGS);
    json_t *all = json_object();
    bool whole = all != NULL && (system == NULL || json_object_update(all, system) == 0) &&
                 (own == NULL || json_object_update(all, own) == 0);
    dxaws_error *error =
        whole ? send(action, json_object_size(all) > 0 ? service->put_tags : service->delete_tags,
                     all)
              : dxaws_error_out_of_memory();
    json_decref(all);
    return error;
}

static dxaws_error *put_policy(const struct action *action)
{
    return send(action, action->on->service->put_policy,
                json_object_get(action->payload, S3_POLICY));
}

static dxaws_error *destroy_bucket(const struct action *action)
{
    dxaws_error *error = unless(send(action, action->on->service->remove, NULL), "NoSuchBucket");
    if (dxaws_error_is_refusal(error, "BucketNotEmpty")) {
        return explain(error, DXAWS_ERROR_INVALID_STATE, DXAWS_S3_ERROR_BUCKET_NOT_EMPTY,
                       action->bucket.name,
                       "the bucket holds objects; empty it first, all versions included");
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(action->observed, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    }
    return error;
}

/* Reads back, and gives S3 the time to see what was just made or removed. */
static dxaws_error *get_outputs(const struct action *action)
{
    bool present = !json_is_false(json_object_get(action->payload, "present"));
    int64_t end = dxaws_context_monotonic_ms(action->context) + S3_VISIBLE_MS;
    for (;;) {
        dxaws_error *error =
            operations_read(action->on, action->context, action->payload, action->observed);
        bool exists = dxaws_s3_current_status(action->observed) != DXAWS_S3_STATUS_DOES_NOT_EXIST;
        if (error != NULL || exists == present ||
            dxaws_context_monotonic_ms(action->context) >= end) {
            return error;
        }
        error = dxaws_context_sleep_ms(action->context, S3_FIRST_PAUSE_MS);
        if (error != NULL) {
            return error;
        }
    }
}

static dxaws_error *perform(dxaws_error *(*run)(const struct action *action), void *self,
                            dxaws_context *context, const dxaws_action *performed,
                            dxaws_s3_current *observed)
{
    struct action action = {.on = self,
                            .context = context,
                            .payload = dxaws_action_payload_tree(performed),
                            .observed = observed};
    action.bucket.name = dx_text(action.payload, S3_NAME);
    action.bucket.region = dx_text(action.payload, S3_REGION);
    return action.bucket.name != NULL && action.bucket.region != NULL
               ? run(&action)
               : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_INVALID_ACTION,
                                 "s3: the payload of %s has no name or no region",
                                 dxaws_action_kind(performed));
}

/* The typed slot of an operation. */
#define SLOT(run)                                                                                  \
    static dxaws_error *run##_slot(void *self, dxaws_context *context, const dxaws_action *action, \
                                   dxaws_s3_current *observed)                                     \
    {                                                                                              \
        return perform(run, self, context, action, observed);                                      \
    }
SLOT(create_bucket)
SLOT(put_public_access_block)
SLOT(put_versioning)
SLOT(put_tags)
SLOT(put_policy)
SLOT(destroy_bucket)
SLOT(get_outputs)

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                                dxaws_s3_current *current)
{
    return operations_read(self, context, dxaws_s3_desired_tree(wanted), current);
}

static void destroy(void *self)
{
    struct operations *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *s3_service_provider_new(const char *name, const struct s3_service *service, void *self,
                                     dxaws_s3_provider **provider)
{
    const dxaws_s3_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = get_current,
        .create_bucket = create_bucket_slot,
        .put_public_access_block = put_public_access_block_slot,
        .put_versioning = put_versioning_slot,
        .put_tags = put_tags_slot,
        .put_policy = put_policy_slot,
        .destroy_bucket = destroy_bucket_slot,
        .get_outputs = get_outputs_slot,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER, "s3: the %s provider needs %s",
                               name, service->needs);
    }
    struct operations *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct operations){.service = service, .self = self};
    dxaws_error *error = dxaws_s3_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
