/* SPDX-License-Identifier: MIT */
/* Runs every case of the contract suite on the provider of one's own. */
#include "own-s3.h"

#include <dxaws/s3-contract.h>

#include <stdlib.h>

/* docs: fixture */
static struct own_s3 *table; /* of the case that is run */

static dxaws_error *open_own(void *self, dxaws_s3_provider **provider)
{
    (void)self;
    table = own_s3_new();
    return table ? own_s3_provider_new(table, provider) : dxaws_error_out_of_memory();
}

static void close_own(void *self)
{
    (void)self;
    own_s3_free(table);
    table = NULL;
}
/* docs: end */

/* What each breakage makes of a bucket; DXAWS_S3_BREAK_DELETE has nothing to make. */
static const char *const changes[] = {
    [DXAWS_S3_BREAK_TAGS] = "{\"tags\":{\"drifted\":\"yes\"}}",
    [DXAWS_S3_BREAK_VERSIONING] = "{\"versioning\":false}",
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
