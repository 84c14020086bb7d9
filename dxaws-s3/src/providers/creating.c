/* SPDX-License-Identifier: MIT */
/* Making a bucket, with its tags: it says whose it is from its first moment. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <string.h>

/* Where a bucket that is there already is answered as if it had been made; elsewhere that is a
 * refusal, so that one that was answered so was made by us. */
static bool answers_alike(const struct action *action)
{
    return strcmp(action->bucket.region, "us-east-1") == 0;
}

/* Tags that were not sent with the bucket show that it had been there. */
static bool has_others(const json_t *found, const json_t *sent)
{
    const char *key;
    json_t *value;
    bool others = false;
    json_object_foreach(json_object_get(found, S3_TAGS), key, value) {
        const json_t *own = json_object_get(sent, key);
        others = others || (strncmp(key, "aws:", 4) != 0 && (!own || !json_equal(own, value)));
    }
    return others;
}

static dxaws_error *made_by_others(const struct action *action)
{
    return dxaws_error_new(DXAWS_ERROR_STALE, "s3", DXAWS_S3_ERROR_BUCKET_CHANGED,
                           "s3 %s: somebody else made the bucket since this was planned; plan "
                           "again",
                           action->bucket.name);
}

/* What became of the tags that the bucket was to be made with: servers that are not AWS drop them
 * without a word, and a bucket that was there already has its own. */
static dxaws_error *settle_tags(const struct action *action, bool existed)
{
    const json_t *sent = json_object_get(action->payload, S3_TAGS);
    bool marked = json_object_get(action->payload, S3_EXPECTED_TAGS) != NULL;
    json_t *found = NULL;
    json_t *after = NULL;
    if (json_object_size(sent) == 0) {
        return NULL;
    }
    dxaws_error *error = operations_ask(action, 1U << S3_PART_TAGS, &found);
    const json_t *tags = json_object_get(found, S3_TAGS);
    if (error == NULL && existed && marked) {
        error = dxaws_s3_check_action(action->performed, tags);
    } else if (error == NULL && !existed && answers_alike(action) && has_others(found, sent)) {
        error = made_by_others(action);
    }
    if (error == NULL) {
        after = json_object();
        bool whole = json_object_update(after, (json_t *)(uintptr_t)tags) == 0 &&
                     json_object_update(after, (json_t *)(uintptr_t)sent) == 0;
        error = whole ? NULL : dxaws_error_out_of_memory();
    }
    if (error == NULL && json_equal(after, tags)) {
        json_decref(after);
        after = NULL;
    }
    return operations_finish_tags(action, error, found, after);
}

/* Where it is answered as if it had been made, its ACL is taken back, too. */
static bool stands_already(const struct action *action)
{
    json_t *found = NULL;
    dxaws_error *error = answers_alike(action)
                             ? operations_look(action->on, action->context, &action->bucket,
                                               1U << S3_PART_HEAD, &found)
                             : NULL;
    bool stands = found != NULL;
    dxaws_error_free(error);
    json_decref(found);
    return stands;
}

/* What a refusal to make the bucket means. */
static dxaws_error *explain_creation(const struct action *action, dxaws_error *error)
{
    if (dxaws_error_is_refusal(error, "BucketAlreadyExists")) {
        return operations_explain(
            error, DXAWS_ERROR_CONFLICT, DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS, action->bucket.name,
            "the name is taken by another account; bucket names are global: choose "
            "another name");
    }
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION &&
        json_object_size(json_object_get(action->payload, S3_TAGS)) > 0) {
        return operations_explain(
            error, DXAWS_ERROR_PERMISSION, DXAWS_S3_ERROR_MISSING_PERMISSION, action->bucket.name,
            "these credentials may not make the bucket with its tags, which say whose "
            "it is; they need s3:CreateBucket and s3:TagResource");
    }
    return error;
}

/* What is not there can be made anywhere: only the account tells that it is the wrong one. */
static dxaws_error *check_caller(const struct action *action)
{
    char account[DXAWS_ACCOUNT_SIZE] = "";
    const struct s3_service *service = action->on->service;
    const char *planned = dx_text(action->payload, S3_CALLER);
    dxaws_error *error = planned && service->account
                             ? service->account(action->on->self, action->context, true, account)
                             : NULL;
    if (error != NULL || account[0] == '\0' || strcmp(account, planned) == 0) {
        return error;
    }
    error = dxaws_error_new(DXAWS_ERROR_STALE, "s3", DXAWS_MODULE_ERROR_STALE_PLAN,
                            "s3 %s: the bucket was planned for account %s, and this is account %s; "
                            "plan again",
                            action->bucket.name, planned, account);
    dxaws_error_set_resource(error, action->bucket.name);
    return error;
}

dxaws_error *operations_create(const struct action *action)
{
    dxaws_error *foreign = check_caller(action);
    if (foreign != NULL) {
        return foreign;
    }
    bool existed = stands_already(action);
    dxaws_error *error = existed ? NULL
                                 : operations_send(action, action->on->service->create,
                                                   json_object_get(action->payload, S3_TAGS));
    if (dxaws_error_is_refusal(error, "BucketAlreadyOwnedByYou")) {
        /* By another run of ours, or by this one, whose answer was lost: the mark tells. */
        existed = true;
        dxaws_error_free(error);
        error = NULL;
    }
    error = explain_creation(action, error);
    if (error == NULL) {
        dxaws_s3_current_set_status(action->observed, DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS);
        error = dxaws_s3_current_assign(action->observed, "{\"" S3_CREATED "\":true}");
    }
    if (error != NULL) {
        return error;
    }
    return settle_tags(action, existed);
}
