/* SPDX-License-Identifier: MIT */
/* The provider's operations, over the calls of a store. */
#include "service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3-content.h>

#include "keys.h"
#include "members.h"
#include "state.h"

enum { SECOND_MS = 1000 };

/* The self of a provider over a service. */
struct acting {
    const struct content_service *service;
    void *self;
};

/* Where it is, as a Desired or a payload says. */
static dxaws_error *find_place(const struct acting *on, dxaws_context *context,
                               const json_t *document, struct content_run *run)
{
    const char *account = dx_text(document, DOC_ACCOUNT);
    bool asked = account != NULL && strcmp(account, DXAWS_S3_CONTENT_DEFAULT_ACCOUNT) == 0;
    struct s3_bucket *bucket = &run->place.bucket;
    run->store = on->service->store;
    run->place.self = on->self;
    run->place.part_bytes = on->service->part_bytes;
    run->context = context;
    state_desire(document, run);
    if (account != NULL && !asked) {
        snprintf(bucket->account, sizeof bucket->account, "%s", account);
        return NULL;
    }
    return on->service->account ? on->service->account(on->self, context, asked, bucket->account)
                                : NULL;
}

/* What is missing; AWS names the operation of KMS that it would have made for the caller. */
static dxaws_error *explain_denied(const struct content_run *run, dxaws_error *error)
{
    const char *bucket = run->place.bucket.name;
    if (strstr(dxaws_error_message(error), "kms:") != NULL) {
        return dxaws_error_explain(
            error, dxaws_error_new(
                       DXAWS_ERROR_PERMISSION, "s3", DXAWS_S3_ERROR_MISSING_PERMISSION,
                       "s3 %s: allow kms:GenerateDataKey and kms:Decrypt to these credentials, on "
                       "the key that the bucket's objects are encrypted with: AWS refuses its use",
                       bucket));
    }
    return dxaws_error_explain(
        error, dxaws_error_new(DXAWS_ERROR_PERMISSION, "s3", DXAWS_S3_ERROR_MISSING_PERMISSION,
                               "s3 %s: these credentials may not do what publishing to "
                               "\"%s\" needs: s3:ListBucket, s3:GetObject, s3:PutObject "
                               "and s3:DeleteObject; for what is left of uploads of more than "
                               "16 MiB s3:ListBucketMultipartUploads and "
                               "s3:AbortMultipartUpload",
                               bucket, run->place.prefix));
}

/* A refusal, in this module's words. Takes the error over, which may be NULL. */
static dxaws_error *explain(const struct content_run *run, dxaws_error *error)
{
    const char *bucket = run->place.bucket.name;
    if (dxaws_error_is_refusal(error, "NoSuchBucket")) {
        return dxaws_error_explain(
            error, dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "s3", DXAWS_S3_ERROR_NO_SUCH_BUCKET,
                                   "s3 %s: make the bucket first: there is none of that name, and "
                                   "content is published to one that is there",
                                   bucket));
    }
    if (dxaws_error_is_refusal(error, "BadDigest") ||
        dxaws_error_is_refusal(error, "XAmzContentSHA256Mismatch")) {
        return dxaws_error_explain(
            error, dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_FILE_CHANGED,
                                   "s3 %s: plan again when the files do not change any more: one "
                                   "has other bytes than when it was read",
                                   bucket));
    }
    bool denied = error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION &&
                  dxaws_error_http_status(error) == 403;
    return denied ? explain_denied(run, error) : error;
}

/* ---- reading */

/* The bucket is not there: nothing is, and everything is new. */
static dxaws_error *read_nothing(struct content_run *run, dxaws_error *refusal)
{
    dxaws_error_free(refusal);
    run->exists = false;
    run->now_ms = dxaws_context_now_ms(run->context);
    dxaws_error *error = run_read_wanted(run);
    error = error ? error : run_compare(run);
    return error ? error : run_tell_stale(run);
}

/* Side by side; but after a run of its own the index is of this second, and would have the list
 * that was begun beside it taken again. */
static dxaws_error *read_bucket(struct content_run *run)
{
    bool beside = json_object_get(run->document, DOC_RESUMES) == NULL;
    dxaws_error *error = run_read_index(run, beside);
    return error || beside ? error : run->store->list(&run->place, run->context, &run->listed);
}

static dxaws_error *read_all(struct content_run *run)
{
    dxaws_error *error = read_bucket(run);
    if (dxaws_error_is_refusal(error, "NoSuchBucket")) {
        return read_nothing(run, error);
    }
    run->exists = true;
    error = error ? error : run_read_wanted(run);
    error = error ? error : run_shorten_known(run);
    error = error ? error : run_look(run);
    if (error != NULL) {
        return error;
    }
    return run_judge(run);
}

/* Hands over what a run knows, when it did well. */
static dxaws_error *hand_over(struct content_run *run, dxaws_error *error,
                              dxaws_s3_content_current *current)
{
    json_t *members = error ? NULL : state_write(run);
    error = error ? explain(run, error) : dxaws_s3_content_current_assign_tree(current, members);
    json_decref(members);
    run_clear(run);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context,
                                const dxaws_s3_content_desired *wanted,
                                dxaws_s3_content_current *current)
{
    struct content_run run = {.store = NULL};
    dxaws_error *error = find_place(self, context, dxaws_s3_content_desired_tree(wanted), &run);
    error = error ? error : read_all(&run);
    return hand_over(&run, error, current);
}

/* ---- actions */

/* The index has to lie in a later second than what it vouches for, whoever wrote that: so too the
 * last objects of a run that was killed a moment ago. */
static void remember_last(struct content_run *run)
{
    int64_t last_ms = 0;
    for (size_t i = 0; i < run->listed.count; i++) {
        last_ms = run->listed.items[i].time_ms > last_ms ? run->listed.items[i].time_ms : last_ms;
    }
    if (last_ms + SECOND_MS > run->now_ms) {
        run->last_write_ms = dxaws_context_now_ms(run->context);
    }
}

static dxaws_error *claim(struct content_run *run)
{
    const char *by = dx_text(run->document, DOC_CLAIM);
    bool taken_over = index_claim(&run->index) != NULL;
    snprintf(run->by, sizeof run->by, "%s", by ? by : "");
    dxaws_error *error = run_tell_stale(run);
    error = error ? error : run_claim(run);
    /* Whoever had claimed it may have written until then. */
    if (error == NULL && taken_over) {
        error = run_read_objects(run);
        error = error ? error : run_tell_stale(run);
    }
    run->exists = true;
    remember_last(run);
    return error || run_refer(run) ? error : dxaws_error_out_of_memory();
}

static dxaws_error *put_assets(struct content_run *run)
{
    return run_write(run, CONTENT_ASSETS);
}

static dxaws_error *put_pages(struct content_run *run)
{
    return run_write(run, CONTENT_PAGES);
}

static dxaws_error *put_entries(struct content_run *run)
{
    return run_write(run, CONTENT_ENTRIES);
}

/* One look after a claim was taken over: who held it may have written after all. */
static dxaws_error *settle(struct content_run *run)
{
    dxaws_error *error = run_check_claim(run);
    error = error ? error : run_abort_uploads(run);
    error = error ? error : run_read_objects(run);
    error = error ? error : run_tell_stale(run);
    run->settled = run->made.writes == 0;
    if (error == NULL && !run->settled) {
        error = run_write(run, CONTENT_ENTRIES);
    }
    return error;
}

static dxaws_error *forget(struct content_run *run)
{
    static const char *const keys[] = {CONTENT_OWN "content.gz"};
    const char *etags[] = {run->token ? run->token : ""};
    dxaws_error *error = run_check_claim(run);
    error = error ? error : run->store->remove(&run->place, run->context, keys, etags, 1);
    if (error == NULL) {
        free(run->token);
        run->token = NULL;
        index_clear(&run->index);
    }
    return error;
}

static dxaws_error *perform(dxaws_error *(*act)(struct content_run *run), void *self,
                            dxaws_context *context, const dxaws_action *action,
                            dxaws_s3_content_current *observed)
{
    struct content_run run = {.store = NULL};
    dxaws_error *error = state_read(dxaws_s3_content_current_tree(observed), &run);
    error = error ? error : find_place(self, context, dxaws_action_payload_tree(action), &run);
    error = error ? error : run_compare(&run);
    error = error ? error : act(&run);
    return hand_over(&run, error, observed);
}

/* The typed slot of an action. */
#define SLOT(act)                                                                                  \
    static dxaws_error *act##_slot(void *self, dxaws_context *context, const dxaws_action *action, \
                                   dxaws_s3_content_current *observed)                             \
    {                                                                                              \
        return perform(act, self, context, action, observed);                                      \
    }
SLOT(claim)
SLOT(run_abort_uploads)
SLOT(put_assets)
SLOT(put_pages)
SLOT(put_entries)
SLOT(run_remove)
SLOT(settle)
SLOT(run_finish)
SLOT(forget)

static void destroy(void *self)
{
    struct acting *on = self;
    on->service->destroy(on->self);
    free(on);
}

dxaws_error *content_service_provider_new(const char *name, const struct content_service *service,
                                          void *self, dxaws_s3_content_provider **provider)
{
    const dxaws_s3_content_provider_ops ops = {
        .size = sizeof ops,
        .name = name,
        .destroy = destroy,
        .get_current = get_current,
        .claim = claim_slot,
        .put_assets = put_assets_slot,
        .put_pages = put_pages_slot,
        .put_entries = put_entries_slot,
        .delete_objects = run_remove_slot,
        .settle = settle_slot,
        .put_index = run_finish_slot,
        .delete_index = forget_slot,
        .abort_uploads = run_abort_uploads_slot,
    };
    if (self == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3",
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "s3: the %s provider of content needs %s", name, service->needs);
    }
    struct acting *on = calloc(1, sizeof *on);
    if (on == NULL) {
        service->destroy(self);
        return dxaws_error_out_of_memory();
    }
    *on = (struct acting){.service = service, .self = self};
    dxaws_error *error = dxaws_s3_content_provider_new(&ops, on, provider);
    if (error != NULL) {
        destroy(on);
    }
    return error;
}
