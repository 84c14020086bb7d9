/* SPDX-License-Identifier: MIT */
/* Runs every case of the contract suite on the provider of one's own. */
#include "own-s3.h"

#include <dxaws/extend/error.h>
#include <dxaws/provider.h>
#include <dxaws/s3-contract.h>

#include <jansson.h>
#include <stdlib.h>

static json_t *lost; /* the kinds whose first answer was lost; NULL: all answers arrive */

static dxaws_error *lossy_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                               dxaws_document **observed)
{
    return dxaws_provider_read(self, context, wanted, observed);
}

/* What was done, and nobody says so: as when a connection breaks before the answer. */
static dxaws_error *lossy_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  const dxaws_document *before, dxaws_document **after)
{
    const char *kind = dxaws_action_kind(action);
    dxaws_error *error = dxaws_provider_perform(self, context, action, before, after);
    if (error != NULL || lost == NULL || json_object_get(lost, kind) != NULL) {
        return error;
    }
    dxaws_document_unref(*after);
    *after = NULL;
    json_object_set_new(lost, kind, json_true());
    error = dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "s3", "ConnectionError",
                            "own s3: broke before the answer to %s arrived", kind);
    dxaws_error_set_retryable(error, true);
    return error;
}

static bool lossy_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(self, kind);
}

static void lossy_destroy(void *self)
{
    dxaws_provider_unref(self);
}

/* The provider whose answers may be lost, around @a inner, which is taken over. */
static dxaws_error *lossy_new(dxaws_s3_provider *inner, dxaws_s3_provider **provider)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "lossy",
        .destroy = lossy_destroy,
        .read = lossy_read,
        .perform = lossy_perform,
        .supports = lossy_supports,
    };
    dxaws_provider *outer = NULL;
    dxaws_provider *base = dxaws_s3_provider_base(inner);
    dxaws_error *error = dxaws_provider_new(dxaws_provider_module(base), &ops, base, &outer);
    if (error != NULL) {
        dxaws_provider_unref(base);
        return error;
    }
    error = dxaws_s3_provider_from(outer, provider);
    dxaws_provider_unref(outer);
    return error;
}

/* docs: fixture */
static struct own_s3 *table; /* of the case that is run */

static dxaws_error *open_own(void *self, dxaws_s3_provider **provider)
{
    (void)self;
    dxaws_s3_provider *own = NULL;
    table = own_s3_new();
    dxaws_error *error = table ? own_s3_provider_new(table, &own) : dxaws_error_out_of_memory();
    return error ? error : lossy_new(own, provider);
}

/* Nothing here is found by a list, so that none can lag. */
static dxaws_error *lose_answers(void *self, int lag_s)
{
    (void)self;
    (void)lag_s;
    lost = json_object();
    return lost ? NULL : dxaws_error_out_of_memory();
}

static void close_own(void *self)
{
    (void)self;
    own_s3_free(table);
    table = NULL;
    json_decref(lost);
    lost = NULL;
}
/* docs: end */

/* What each breakage makes of a bucket; DXAWS_S3_BREAK_DELETE has nothing to make. */
static const char *const changes[] = {
    [DXAWS_S3_BREAK_TAGS] = "{\"tags\":{\"drifted\":\"yes\"}}",
    [DXAWS_S3_BREAK_VERSIONING] = "{\"versioning\":false}",
    [DXAWS_S3_BREAK_LIFECYCLE] =
        "{\"lifecycle\":{\"Rules\":[{\"ID\":\"Other\",\"Status\":\"Enabled\",\"Filter\":{"
        "\"Prefix\":\"tmp/"
        "\"},\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":3}}]}}",
    [DXAWS_S3_BREAK_OWNERSHIP] =
        "{\"object_ownership\":\"ObjectWriter\",\"acl_grantee\":"
        "\"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\"}",
    [DXAWS_S3_BREAK_ENCRYPTION] = "{\"encryption\":{\"algorithm\":\"SSE-KMS\",\"kms_key\":"
                                  "\"alias/other\",\"bucket_key\":true}}",
    [DXAWS_S3_BREAK_BLOCK] =
        "{\"public_access_block\":{\"block_public_acls\":false,\"ignore_public_acls\":false,"
        "\"block_public_policy\":false,\"restrict_public_buckets\":false}}",
    [DXAWS_S3_BREAK_POLICY] =
        "{\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Other\",\"Effect\":"
        "\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteBucket\",\"Resource\":\"*\"}]}}",
    [DXAWS_S3_BREAK_SYSTEM_TAGS] = "{\"more_tags\":{\"aws:contract\":\"kept\"}}",
    [DXAWS_S3_BREAK_FILL] = "{\"objects\":1}",
    [DXAWS_S3_BREAK_UPLOAD] = "{\"objects\":1}", /* here an upload is an object */
    [DXAWS_S3_BREAK_DELETE] = NULL,
    [DXAWS_S3_BREAK_TAKE] = "{\"owner\":\"somebody else\"}",
    [DXAWS_S3_BREAK_OWN_TAG] = "{\"more_tags\":{\"env\":\"drifted\",\"cost\":\"7\"}}",
    [DXAWS_S3_BREAK_COPY_MARK] = "{\"tags\":{\"dxaws:managed\":\"made another-bucket\"}}",
    [DXAWS_S3_BREAK_PUBLIC] =
        "{\"public_access_block\":{\"block_public_acls\":false,\"ignore_public_acls\":false,"
        "\"block_public_policy\":false,\"restrict_public_buckets\":false},"
        "\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Public\",\"Effect\":"
        "\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}}",
    [DXAWS_S3_BREAK_MAKE] = "{\"region\":\"eu-west-1\",\"tags\":{\"owner\":\"finance\"}}",
};

static dxaws_error *break_own(void *self, const char *bucket, dxaws_s3_contract_breakage breakage)
{
    (void)self;
    return own_s3_change(table, bucket, changes[breakage]);
}

/* docs: run */
int main(void)
{
    const dxaws_s3_contract_fixture fixture = {
        .size = sizeof fixture,
        .level = "0.9",
        .open = open_own,
        .close = close_own,
        .break_state = break_own,
        .lose_answers = lose_answers,
        .lacks = 0, /* of what cases need; what is named here is skipped, and nothing else */
    };
    const dxaws_contract_options options = {.size = sizeof options, .report = dxaws_contract_print};
    dxaws_error *error = dxaws_s3_contract_run_suite(&fixture, &options, NULL);
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
    }
    int status = error ? EXIT_FAILURE : EXIT_SUCCESS;
    dxaws_error_free(error);
    return status;
}
/* docs: end */
