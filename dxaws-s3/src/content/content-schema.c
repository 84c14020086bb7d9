/* SPDX-License-Identifier: MIT */
/* Content as tables. */
#include "content-schema.h"

#include <dxaws/kit/description.h>

#include <stddef.h>
#include <stdio.h>

#include "../schema.h"

static const char *const links[] = {DXAWS_S3_CONTENT_LINKS_REFUSE, DXAWS_S3_CONTENT_LINKS_FOLLOW,
                                    NULL};

static const char *const existing[] = {DXAWS_S3_CONTENT_EXISTING_CHANGE,
                                       DXAWS_S3_CONTENT_EXISTING_REFUSE, NULL};

static const struct dx_attribute publish_rows[] = {
    {.name = DOC_EXCLUDE, .type = DX_TEXTS, .check = content_check_exclude},
    {.name = DOC_LINKS,
     .type = DX_TEXT,
     .preset = DX_VALUE_TEXT(DXAWS_S3_CONTENT_DEFAULT_LINKS),
     .choices = links},
    {.name = DOC_RULES, .type = DX_LIST, .check = content_check_rules},
};

static const struct dx_attribute attributes[] = {
    {.name = DOC_BUCKET,
     .type = DX_TEXT,
     .flags = DX_IDENTITY | DX_REQUIRED,
     .check = s3_check_name},
    {.name = DOC_REGION,
     .type = DX_TEXT,
     .flags = DX_OPTION | DX_REQUIRED,
     .check = dx_check_region},
    {.name = DOC_PREFIX, .type = DX_TEXT, .flags = DX_IDENTITY, .check = content_check_prefix},
    DX_PRESENT_ROW(DXAWS_S3_CONTENT_DEFAULT_PRESENT, DX_OPTION),
    {.name = DOC_ACCOUNT,
     .type = DX_TEXT,
     .flags = DX_OPTION,
     .preset = DX_VALUE_TEXT(DXAWS_S3_CONTENT_DEFAULT_ACCOUNT),
     .check = s3_check_account},
    {.name = DOC_AWAITS, .type = DX_BOOLEAN, .flags = DX_OPTION},
    {.name = DOC_FORGETS, .type = DX_BOOLEAN, .flags = DX_OPTION},
    {.name = DOC_EXISTING,
     .type = DX_TEXT,
     .flags = DX_OPTION | DX_REQUIRED,
     .preset = DX_VALUE_TEXT(DXAWS_S3_CONTENT_DEFAULT_EXISTING),
     .choices = existing},
    {.name = DOC_PRUNE,
     .type = DX_INTEGER,
     .flags = DX_OPTION,
     .preset = DX_VALUE_INTEGER(DXAWS_S3_CONTENT_DEFAULT_PRUNE_MS),
     .check = content_check_prune},
    {.name = DOC_SOURCE, .type = DX_TEXT, .flags = DX_OPTION, .check = dx_check_not_empty},
    {.name = DOC_PUBLISH, .type = DX_OBJECT, .flags = DX_OPTION, DX_MEMBERS(publish_rows)},
    {.name = DOC_OBJECTS, .type = DX_OBJECT, .flags = DX_OPTION},
    /* What a run that ended a moment ago knows, so that reading back need not find it out. */
    {.name = DOC_RESUMES, .type = DX_OBJECT, .flags = DX_HIDDEN},
    DX_EXISTS_ROW,
    {.name = DOC_LISTED, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_WANTED, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN | DX_WANTED},
    {.name = DOC_SEEN, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_INDEX, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_INDEX_ETAG, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = DOC_INDEX_MS, .type = DX_INTEGER, .flags = DX_OUTPUT},
    {.name = DOC_NOW_MS, .type = DX_INTEGER, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_LAST_WRITE_MS, .type = DX_INTEGER, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_CLAIM, .type = DX_TEXT, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_ENDED, .type = DX_BOOLEAN, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_OVERTAKEN, .type = DX_BOOLEAN, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_SETTLED, .type = DX_BOOLEAN, .flags = DX_OUTPUT | DX_HIDDEN},
    {.name = DOC_STALE, .type = DX_TEXTS, .flags = DX_OUTPUT},
    {.name = DOC_ALL_STALE, .type = DX_BOOLEAN, .flags = DX_OUTPUT},
    {.name = DOC_REFERENCE, .type = DX_TEXT, .flags = DX_OUTPUT},
    {.name = DOC_WRITTEN, .type = DX_INTEGER, .flags = DX_OUTPUT},
    {.name = DOC_REMOVED_COUNT, .type = DX_INTEGER, .flags = DX_OUTPUT},
    {.name = DOC_BYTES_WRITTEN, .type = DX_INTEGER, .flags = DX_OUTPUT},
    {.name = DOC_NOTES, .type = DX_TEXTS, .flags = DX_OUTPUT},
};

#define SLOT(name) offsetof(dxaws_s3_content_provider_ops, name)

static const char *const claim_needs[] = {DOC_CLAIM, NULL};
enum { SETTLE_S = 600 };

#define BUCKET "arn:aws:s3:::{" DOC_BUCKET "}"
#define OBJECTS BUCKET "/{" DOC_PREFIX "}* " BUCKET "/*"

/* What a key of KMS encrypts is read and written with it. */
static const struct dx_permission reads[] = {
    DX_MAY("s3:ListBucket", BUCKET),
    DX_MAY("s3:GetObject", OBJECTS),
    DX_MAY_WITH("kms:GenerateDataKey kms:Decrypt", "{encryption.kms_key} arn:aws:kms:*:*:key/*",
                "encryption.kms_key"),
    {.actions = NULL},
};

/* What others refer to comes first, and what goes is told of at the edge before all is well. A
 * provider's answer is the whole of what a run knows (s3-content-provider.h). */
static const struct dx_action_spec actions[] = {
    {.kind = CONTENT_DO_CLAIM,
     .slot = SLOT(claim),
     .flags = DX_ANSWERED,
     .needs = claim_needs,
     .permissions = DX_ALLOW(DX_MAY("s3:GetEncryptionConfiguration", BUCKET),
                             DX_MAY("s3:PutObject", OBJECTS))},
    {.kind = CONTENT_DO_ABORT,
     .slot = SLOT(abort_uploads),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:ListBucketMultipartUploads", BUCKET),
                             DX_MAY("s3:AbortMultipartUpload", OBJECTS))},
    {.kind = CONTENT_DO_ASSETS,
     .slot = SLOT(put_assets),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:PutObject s3:GetObject s3:AbortMultipartUpload", OBJECTS))},
    {.kind = CONTENT_DO_PAGES,
     .slot = SLOT(put_pages),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:PutObject s3:GetObject s3:AbortMultipartUpload", OBJECTS))},
    {.kind = CONTENT_DO_ENTRIES,
     .slot = SLOT(put_entries),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:PutObject s3:GetObject s3:AbortMultipartUpload", OBJECTS))},
    {.kind = CONTENT_DO_DELETE,
     .slot = SLOT(delete_objects),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:DeleteObject", OBJECTS))},
    {.kind = CONTENT_DO_SETTLE,
     .slot = SLOT(settle),
     .flags = DX_WAITS,
     .timeout_s = SETTLE_S,
     .permissions = DX_ALLOW_READS},
    {.kind = CONTENT_DO_INDEX,
     .slot = SLOT(put_index),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:ListBucketVersions", BUCKET),
                             DX_MAY("s3:PutObject s3:DeleteObjectVersion", OBJECTS))},
    {.kind = CONTENT_DO_FORGET,
     .slot = SLOT(delete_index),
     .flags = DX_ANSWERED,
     .permissions = DX_ALLOW(DX_MAY("s3:DeleteObject s3:DeleteObjectVersion", OBJECTS),
                             DX_MAY("s3:ListBucketVersions", BUCKET))},
};

/* One look after a claim was taken over. */
static dxaws_error *converged(const char *kind, const json_t *payload, const json_t *observed,
                              struct dx_wait_state *state)
{
    (void)kind;
    (void)payload;
    state->done = json_is_true(json_object_get(observed, DOC_SETTLED));
    snprintf(state->why, sizeof state->why,
             "the run whose claim was taken over still wrote objects, which are written again");
    return NULL;
}

/* A run that ended is not begun again by reading back. */
static bool recall(json_t *wanted, const json_t *observed)
{
    static const char *const members[] = {DOC_CLAIM,         DOC_WANTED,   DOC_WRITTEN,
                                          DOC_REMOVED_COUNT, DOC_STALE,    DOC_BYTES_WRITTEN,
                                          DOC_ALL_STALE,     DOC_REFERENCE};
    bool whole = true;
    json_t *left = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        dx_put_from(&whole, left, members[i], observed);
    }
    dx_put(&whole, wanted, DOC_RESUMES, left);
    return whole;
}

static const struct dx_consent consents[] = {
    {CONTENT_CONSENT, DOC_BUCKET, NULL},
};

const struct dx_schema content_schema = {
    .module = "content",
    .identity = DOC_BUCKET,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = s3_errors,
    .error_count = S3_ERRORS,
    .make_aws = content_make_aws,
    .make_memory = content_make_memory,
    .check = content_check,
    .check_observed = content_check_observed,
    .plan = content_plan_hook,
    .converged = converged,
    .simulate = content_simulate,
    .recall = recall,
    .one_run = true,
    .protects = true,
};
