/* SPDX-License-Identifier: MIT */
/* Reading a bucket: exactly the parts that are managed, in one round, and what the answers mean. */
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <stdio.h>
#include <string.h>

enum { UNSETTLED_TRIES = 5, UNSETTLED_PAUSE_MS = 1000 };

#define NOTHING_BLOCKED                                                                            \
    "{\"public_access_block\":{\"block_public_acls\":false,\"ignore_public_acls\":false,"          \
    "\"block_public_policy\":false,\"restrict_public_buckets\":false}}"

const struct s3_part_names s3_parts[S3_PARTS] = {
    [S3_PART_VERSIONING] = {S3_VERSIONING, S3_VERSIONING, "s3:GetBucketVersioning", NULL, NULL},
    [S3_PART_BLOCK] = {S3_BLOCK, S3_BLOCK, "s3:GetBucketPublicAccessBlock",
                       "NoSuchPublicAccessBlockConfiguration", NOTHING_BLOCKED},
    [S3_PART_TAGS] = {S3_TAGS, S3_TAGS, "s3:GetBucketTagging", "NoSuchTagSet", "{\"tags\":{}}"},
    [S3_PART_POLICY] = {S3_STATEMENTS, S3_POLICY, "s3:GetBucketPolicy", "NoSuchBucketPolicy",
                        "{\"policy\":{}}"},
    [S3_PART_OWNERSHIP] = {S3_OWNERSHIP, S3_OWNERSHIP, "s3:GetBucketOwnershipControls",
                           "OwnershipControlsNotFoundError",
                           "{\"" S3_OWNERSHIP "\":\"" DXAWS_S3_OWNERSHIP_WRITER "\"}"},
    [S3_PART_GRANTS] = {NULL, S3_GRANTEE, "s3:GetBucketAcl", NULL, NULL},
    [S3_PART_ENCRYPTION] = {S3_ENCRYPTION, S3_ENCRYPTION, "s3:GetEncryptionConfiguration",
                            "ServerSideEncryptionConfigurationNotFoundError",
                            "{\"encryption\":{}}"},
    [S3_PART_LIFECYCLE] = {S3_RULES, S3_LIFECYCLE, "s3:GetLifecycleConfiguration",
                           "NoSuchLifecycleConfiguration", "{\"" S3_LIFECYCLE "\":{}}"},
    [S3_PART_VERSIONS] = {NULL, S3_HAS_OBJECTS, "s3:ListBucketVersions", NULL, NULL},
    [S3_PART_UPLOADS] = {NULL, S3_HAS_UPLOADS, "s3:ListBucketMultipartUploads", NULL, NULL},
    [S3_PART_LOCK] = {NULL, S3_LOCK, "s3:GetBucketObjectLockConfiguration",
                      "ObjectLockConfigurationNotFoundError", "{\"" S3_LOCK "\":false}"},
    [S3_PART_HEAD] = {NULL, NULL, "s3:ListBucket", NULL, NULL},
};
enum { HEAD_ALONE = 1 << S3_PART_HEAD };

/* One look at the bucket. */
struct look {
    struct s3_bucket bucket; /* the region signed for; the bucket may turn out to be elsewhere */
    unsigned parts;
    size_t count;
    /* what the answers say: */
    size_t present;
    size_t absent;
    size_t denied;
    bool foreign;       /* another account's, whatever it lets us do */
    char elsewhere[64]; /* the region that the bucket is really in */
    dxaws_error *error; /* the first that says something else */
};

static dxaws_error *take(dxaws_s3_current *current, const struct s3_answer *answer)
{
    return answer->found ? dxaws_s3_current_assign_tree(current, answer->found) : NULL;
}

/* A refusal is of use to whoever learns what to allow. */
static dxaws_error *name_permission(const char *bucket, enum s3_part part, dxaws_error *refusal)
{
    return dxaws_error_explain(
        refusal, dxaws_error_new(DXAWS_ERROR_PERMISSION, "s3", DXAWS_S3_ERROR_MISSING_PERMISSION,
                                 "s3 %s: these credentials may not read what is needed of the "
                                 "bucket: they need %s",
                                 bucket, s3_parts[part].permission));
}

/* Takes one answer over, except what it found. */
static void judge(struct look *look, enum s3_part part, struct s3_answer *answer,
                  dxaws_s3_current *current)
{
    dxaws_error *error = answer->error;
    if (answer->region[0] != '\0' && strcmp(answer->region, look->bucket.region) != 0) {
        memcpy(look->elsewhere, answer->region, sizeof look->elsewhere);
    }
    look->count++;
    if (error == NULL) {
        look->present++;
        error = take(current, answer);
    } else if (s3_parts[part].empty != NULL &&
               dxaws_error_is_refusal(error, s3_parts[part].empty)) {
        look->present++;
        dxaws_error_free(error);
        error = dxaws_s3_current_assign(current, s3_parts[part].nothing);
    } else if (answer->elsewhere) {
        look->present++;
        dxaws_error_free(error);
        error = NULL;
    } else if (dxaws_error_is_refusal(error, "NoSuchBucket") ||
               (part == S3_PART_HEAD && dxaws_error_http_status(error) == 404)) {
        look->absent++;
        dxaws_error_free(error);
        error = NULL;
    } else if (part == S3_PART_POLICY && dxaws_error_is_refusal(error, "MethodNotAllowed")) {
        look->foreign = true; /* a policy is only for the account whose bucket it is */
        dxaws_error_free(error);
        error = NULL;
    } else if (dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        look->denied++;
        error = name_permission(look->bucket.name, part, error);
    }
    if (look->error == NULL) {
        look->error = error;
    } else {
        dxaws_error_free(error);
    }
}

/* Asks, and takes the answers over. */
static dxaws_error *look_once(struct look *look, const struct operations *on,
                              dxaws_context *context, dxaws_s3_current *current)
{
    struct s3_answer answers[S3_PARTS] = {{.found = NULL}};
    dxaws_error *error = on->service->ask(on->self, context, &look->bucket, look->parts, answers);
    for (unsigned part = 0; part < S3_PARTS && error == NULL; part++) {
        if (look->parts & 1U << part) {
            judge(look, part, &answers[part], current);
        }
    }
    for (unsigned part = 0; part < S3_PARTS; part++) {
        json_decref(answers[part].found);
    }
    return error;
}

static dxaws_error *take_error(struct look *look)
{
    dxaws_error *error = look->error;
    look->error = NULL;
    return error;
}

/* HeadBucket alone tells "not mine" from "not allowed this", and follows into another region. */
static dxaws_error *ask_head(struct look *look, const struct operations *on, dxaws_context *context,
                             dxaws_s3_status *status)
{
    struct look head = {.bucket = look->bucket, .parts = HEAD_ALONE};
    if (look->elsewhere[0] != '\0') {
        head.bucket.region = look->elsewhere;
    }
    dxaws_error *error = look_once(&head, on, context, NULL);
    if (error == NULL && head.denied == 0) {
        error = take_error(&head);
    }
    if (error == NULL) {
        *status = head.denied   ? DXAWS_S3_STATUS_EXISTS_NO_ACCESS
                  : head.absent ? DXAWS_S3_STATUS_DOES_NOT_EXIST
                                : DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS;
        if (head.elsewhere[0] != '\0') {
            memcpy(look->elsewhere, head.elsewhere, sizeof look->elsewhere);
        }
    }
    dxaws_error_free(head.error);
    return error;
}

/* What the answers of a look mean. *settled is false when they contradict each other, as they
 * may while the bucket is being made or removed. */
static dxaws_error *conclude(struct look *look, const struct operations *on, dxaws_context *context,
                             dxaws_s3_current *current, bool *settled)
{
    dxaws_s3_status status = look->absent == look->count ? DXAWS_S3_STATUS_DOES_NOT_EXIST
                                                         : DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS;
    dxaws_error *error = NULL;
    *settled = true;
    if (look->foreign) {
        status = DXAWS_S3_STATUS_EXISTS_NO_ACCESS;
    } else if (look->elsewhere[0] != '\0' || look->denied == look->count) {
        bool asked = look->parts == HEAD_ALONE && look->denied > 0;
        status = DXAWS_S3_STATUS_EXISTS_NO_ACCESS;
        error = asked ? NULL : ask_head(look, on, context, &status);
        if (error == NULL && status == DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS && look->denied > 0) {
            error = take_error(look); /* the bucket is ours, a permission is missing */
        }
    } else if (look->error != NULL) {
        error = take_error(look);
    } else if (look->absent > 0 && look->present > 0) {
        *settled = false;
    }
    dxaws_s3_current_set_status(current, status);
    dxaws_s3_current_set_name(current, look->bucket.name);
    dxaws_s3_current_set_region(current,
                                look->elsewhere[0] != '\0' ? look->elsewhere : look->bucket.region);
    return error;
}

/* Whose it is has to be known of all that may be written to, and what it holds of what may be
 * removed; a public statement is in the way of a block. */
static unsigned parts_of(const json_t *wanted)
{
    unsigned wants = 0;
    for (unsigned part = 0; part < S3_PARTS; part++) {
        bool managed =
            s3_parts[part].attribute && json_object_get(wanted, s3_parts[part].attribute);
        wants |= managed ? 1U << part : 0;
    }
    if (json_is_true(json_object_get(wanted, S3_MARKED))) {
        wants |= 1U << S3_PART_TAGS;
    }
    if (!dx_is_present(wanted)) {
        wants |= 1U << S3_PART_VERSIONS | 1U << S3_PART_UPLOADS;
    } else if (wants & 1U << S3_PART_BLOCK) {
        wants |= 1U << S3_PART_POLICY;
    }
    return wants ? wants : HEAD_ALONE;
}

/* In whose account a bucket that is absent would be made: nothing else tells afterwards that it is
 * another one than it was planned for. */
static dxaws_error *report_caller(const struct look *look, const struct operations *on,
                                  dxaws_context *context, const json_t *wanted,
                                  dxaws_s3_current *current)
{
    char account[DXAWS_ACCOUNT_SIZE];
    bool makes =
        dxaws_s3_current_status(current) == DXAWS_S3_STATUS_DOES_NOT_EXIST && dx_is_present(wanted);
    const char *named = dx_text(wanted, S3_ACCOUNT);
    bool asked = makes && named != NULL && strcmp(named, DXAWS_S3_DEFAULT_ACCOUNT) != 0;
    snprintf(account, sizeof account, "%s", look->bucket.account);
    dxaws_error *error = asked && on->service->account
                             ? on->service->account(on->self, context, true, account)
                             : NULL;
    if (error != NULL || !makes || account[0] == '\0') {
        return error;
    }
    json_t *members = json_pack("{ss}", S3_CALLER, account);
    error = dxaws_s3_current_assign_tree(current, members);
    json_decref(members);
    return error;
}

static dxaws_error *read_once(const struct operations *on, dxaws_context *context,
                              const json_t *wanted, dxaws_s3_current *current, bool *settled)
{
    struct look look = {.parts = parts_of(wanted)};
    dxaws_error *error = operations_bucket(on, context, wanted, &look.bucket);
    error = error ? error : look_once(&look, on, context, current);
    if (error == NULL) {
        error = conclude(&look, on, context, current, settled);
    }
    error = error ? error : report_caller(&look, on, context, wanted, current);
    error =
        error || !*settled ? error : operations_foresee(on, context, &look.bucket, wanted, current);
    dxaws_error_free(look.error);
    return error;
}

dxaws_error *operations_read(const struct operations *on, dxaws_context *context,
                             const json_t *wanted, dxaws_s3_current *current)
{
    for (int i = 0; i < UNSETTLED_TRIES; i++) {
        bool settled = false;
        dxaws_error *error = read_once(on, context, wanted, current, &settled);
        if (error != NULL || settled) {
            return error;
        }
        error = dxaws_context_sleep_ms(context, UNSETTLED_PAUSE_MS);
        if (error != NULL) {
            return error;
        }
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_UNAVAILABLE, "s3", DXAWS_S3_ERROR_BUCKET_UNSETTLED,
        "s3 %s: S3 says at once that the bucket exists and that it does not; it is being made or "
        "removed: try again in a minute",
        dx_text(wanted, S3_NAME));
    dxaws_error_set_retryable(error, true);
    return error;
}

dxaws_error *operations_bucket(const struct operations *on, dxaws_context *context,
                               const json_t *document, struct s3_bucket *bucket)
{
    const char *account = dx_text(document, S3_ACCOUNT);
    bool asked = account != NULL && strcmp(account, DXAWS_S3_DEFAULT_ACCOUNT) == 0;
    *bucket = (struct s3_bucket){dx_text(document, S3_NAME), dx_text(document, S3_REGION), ""};
    if (account != NULL && !asked) {
        snprintf(bucket->account, sizeof bucket->account, "%s", account);
        return NULL;
    }
    return on->service->account ? on->service->account(on->self, context, asked, bucket->account)
                                : NULL;
}

/* Adds what was answered about one part. */
static dxaws_error *add_answer(enum s3_part part, struct s3_answer *answer, json_t *found)
{
    if (answer->error == NULL) {
        return answer->found == NULL || json_object_update(found, answer->found) == 0
                   ? NULL
                   : dxaws_error_out_of_memory();
    }
    if (s3_parts[part].empty == NULL ||
        !dxaws_error_is_refusal(answer->error, s3_parts[part].empty)) {
        dxaws_error *error = answer->error;
        answer->error = NULL;
        return error;
    }
    json_t *nothing = json_loads(s3_parts[part].nothing, 0, NULL);
    bool whole = nothing != NULL && json_object_update(found, nothing) == 0;
    json_decref(nothing);
    return whole ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *operations_look(const struct operations *on, dxaws_context *context,
                             const struct s3_bucket *bucket, unsigned asked, json_t **found)
{
    struct s3_answer answers[S3_PARTS] = {{.found = NULL}};
    dxaws_error *error = on->service->ask(on->self, context, bucket, asked, answers);
    *found = json_object();
    for (unsigned part = 0; part < S3_PARTS && error == NULL; part++) {
        if (asked & 1U << part) {
            error = add_answer(part, &answers[part], *found);
        }
    }
    for (unsigned part = 0; part < S3_PARTS; part++) {
        dxaws_error_free(answers[part].error);
        json_decref(answers[part].found);
    }
    if (error != NULL) {
        json_decref(*found);
        *found = NULL;
    }
    return error;
}
