/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a service: what aws and memory have in common. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

/* A refusal that says what was wanted is none. */
static dxaws_error *unless(dxaws_error *error, const char *aws_code)
{
    if (!dxaws_error_is_refusal(error, aws_code)) {
        return error;
    }
    dxaws_error_free(error);
    return NULL;
}

dxaws_error *operations_explain(dxaws_error *refusal, dxaws_error_kind kind, const char *code,
                                const char *bucket, const char *text)
{
    return dxaws_error_explain(refusal,
                               dxaws_error_new(kind, "s3", code, "s3 %s: %s", bucket, text));
}

/* The tags as they are now and as the action would have them; *after is NULL when they are so. */
static dxaws_error *merge_tags(const struct action *action, json_t **found, json_t **after)
{
    *after = NULL;
    dxaws_error *error = operations_ask(action, 1U << S3_PART_TAGS, found);
    return error ? error
                 : dxaws_s3_merge_tags(action->performed, json_object_get(*found, S3_TAGS), after);
}

dxaws_error *operations_finish_tags(const struct action *action, dxaws_error *error, json_t *found,
                                    json_t *after)
{
    if (error == NULL && after != NULL) {
        error = operations_put(action, S3_PART_TAGS, after);
    }
    if (error == NULL) {
        const json_t *tags = after ? after : json_object_get(found, S3_TAGS);
        json_t *members = json_pack("{sO}", S3_TAGS, tags);
        error = dxaws_s3_current_assign_tree(action->observed, members);
        json_decref(members);
    }
    json_decref(found);
    json_decref(after);
    return error;
}

dxaws_error *operations_check(const struct action *action)
{
    json_t *found = NULL;
    if (json_object_get(action->payload, S3_EXPECTED_TAGS) == NULL) {
        return NULL;
    }
    dxaws_error *error = operations_ask(action, 1U << S3_PART_TAGS, &found);
    error =
        error ? error : dxaws_s3_check_action(action->performed, json_object_get(found, S3_TAGS));
    json_decref(found);
    return error;
}

/* Replaces a part that is ours alone. */
static dxaws_error *put_part(const struct action *action, enum s3_part part)
{
    dxaws_error *error = operations_check(action);
    return error ? error
                 : operations_put(action, part,
                                  json_object_get(action->payload, s3_parts[part].member));
}

static dxaws_error *put_public_access_block(const struct action *action)
{
    return put_part(action, S3_PART_BLOCK);
}

static dxaws_error *put_ownership_controls(const struct action *action)
{
    dxaws_error *error = put_part(action, S3_PART_OWNERSHIP);
    return dxaws_error_is_refusal(error, "InvalidBucketAclWithObjectOwnership")
               ? operations_explain(
                     error, DXAWS_ERROR_CONFLICT, DXAWS_S3_ERROR_BUCKET_ACL, action->bucket.name,
                     "reset the bucket's ACL to private: it lets others in, and S3 turns no ACLs "
                     "off with such a grant")
               : error;
}

static dxaws_error *put_encryption(const struct action *action)
{
    return put_part(action, S3_PART_ENCRYPTION);
}

static dxaws_error *put_versioning(const struct action *action)
{
    return put_part(action, S3_PART_VERSIONING);
}

static dxaws_error *put_tags(const struct action *action)
{
    json_t *found = NULL;
    json_t *after = NULL;
    dxaws_error *error = merge_tags(action, &found, &after);
    return operations_finish_tags(action, error, found, after);
}

/* What an action makes of a document of several parties, see <dxaws/extend/s3.h>. */
typedef dxaws_error *merge(const dxaws_action *action, const json_t *tags, const json_t *document,
                           json_t **after);

/* Writes such a document as it is right before, with what is ours. */
static dxaws_error *put_shared(const struct action *action, enum s3_part part, merge *merge_ours)
{
    const char *member = s3_parts[part].member;
    bool marked = json_object_get(action->payload, S3_EXPECTED_TAGS) != NULL;
    json_t *found = NULL;
    json_t *after = NULL;
    dxaws_error *error =
        operations_ask(action, 1U << part | (marked ? 1U << S3_PART_TAGS : 0), &found);
    error = error ? error
                  : merge_ours(action->performed, json_object_get(found, S3_TAGS),
                               json_object_get(found, member), &after);
    if (error == NULL && after != NULL) {
        error = operations_put(action, part, after);
    }
    if (error == NULL) {
        json_t *members = json_pack("{sO}", member, after ? after : json_object_get(found, member));
        error = dxaws_s3_current_assign_tree(action->observed, members);
        json_decref(members);
    }
    json_decref(found);
    json_decref(after);
    return error;
}

static dxaws_error *put_policy(const struct action *action)
{
    return put_shared(action, S3_PART_POLICY, dxaws_s3_merge_policy);
}

static dxaws_error *put_lifecycle(const struct action *action)
{
    return put_shared(action, S3_PART_LIFECYCLE, dxaws_s3_merge_lifecycle);
}

static dxaws_error *destroy_bucket(const struct action *action)
{
    dxaws_error *error = operations_check(action);
    error = error ? error : operations_send(action, action->on->service->remove, NULL);
    error = unless(error, "NoSuchBucket");
    if (dxaws_error_is_refusal(error, "BucketNotEmpty")) {
        return operations_explain(
            error, DXAWS_ERROR_INVALID_STATE, DXAWS_S3_ERROR_BUCKET_NOT_EMPTY, action->bucket.name,
            "somebody put objects into the bucket since it was looked at; run it again, or "
            "empty it, all versions included");
    }
    if (error == NULL) {
        dxaws_s3_current_set_status(action->observed, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    }
    return error;
}

/* Whether reading back shows what was to be; a bucket without our mark was given back. */
static bool is_settled(const json_t *payload, const dxaws_s3_current *observed)
{
    const json_t *tags = json_object_get(dxaws_s3_current_tree(observed), S3_TAGS);
    bool present = dx_is_present(payload);
    bool exists = dxaws_s3_current_status(observed) != DXAWS_S3_STATUS_DOES_NOT_EXIST;
    bool left = tags != NULL && dx_text(tags, S3_MARK) == NULL;
    return exists == present || (exists && left);
}

/* Reads back, and gives S3 the time to see what was just made or removed. */
static dxaws_error *get_outputs(const struct action *action)
{
    int64_t end = dxaws_context_monotonic_ms(action->context) + S3_VISIBLE_MS;
    for (;;) {
        dxaws_error *error =
            operations_read(action->on, action->context, action->payload, action->observed);
        if (error != NULL || is_settled(action->payload, action->observed) ||
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
                            .performed = performed,
                            .payload = dxaws_action_payload_tree(performed),
                            .observed = observed};
    if (dx_text(action.payload, S3_NAME) == NULL || dx_text(action.payload, S3_REGION) == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_INVALID_ACTION,
                               "s3: the payload of %s has no name or no region; plan again",
                               dxaws_action_kind(performed));
    }
    dxaws_error *error = operations_bucket(self, context, action.payload, &action.bucket);
    return error ? error : run(&action);
}

/* The typed slot of an operation. */
#define SLOT(run)                                                                                  \
    static dxaws_error *run##_slot(void *self, dxaws_context *context, const dxaws_action *action, \
                                   dxaws_s3_current *observed)                                     \
    {                                                                                              \
        return perform(run, self, context, action, observed);                                      \
    }
SLOT(operations_create)
SLOT(put_public_access_block)
SLOT(put_ownership_controls)
SLOT(put_encryption)
SLOT(put_versioning)
SLOT(put_lifecycle)
SLOT(put_tags)
SLOT(put_policy)
SLOT(operations_empty)
SLOT(destroy_bucket)
SLOT(get_outputs)

static dxaws_error *find(void *self, dxaws_context *context, const dxaws_action *action,
                         dxaws_s3_current *observed)
{
    return operations_find(self, context, dxaws_action_payload_tree(action), observed);
}

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
        .create_bucket = operations_create_slot,
        .put_public_access_block = put_public_access_block_slot,
        .put_versioning = put_versioning_slot,
        .put_tags = put_tags_slot,
        .put_policy = put_policy_slot,
        .destroy_bucket = destroy_bucket_slot,
        .get_outputs = get_outputs_slot,
        .find = find,
        .empty_bucket = operations_empty_slot,
        .put_encryption = put_encryption_slot,
        .put_lifecycle = put_lifecycle_slot,
        .put_ownership_controls = put_ownership_controls_slot,
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
