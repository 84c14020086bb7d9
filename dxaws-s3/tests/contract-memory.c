/* SPDX-License-Identifier: MIT */
/* Contract fixtures on the simulated account, which they also change by other means. */
#include "contract-fixture.h"

#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/jumping-clock.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

dxaws_error *memory_open(void *self, dxaws_s3_provider **provider)
{
    struct memory_fixture *fixture = self;
    DXAWS_AUTO(dxaws_s3_provider) inner = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &fixture->account);
    if (error == NULL) {
        error = dxaws_s3_provider_new_memory(fixture->account, &inner);
    }
    return error ? error
                 : dx_contract_wrap(fixture->kind, fixture->folder, "s3", fixture->opened++,
                                    dxaws_s3_provider_base(inner), (dxaws_provider **)provider);
}

void memory_close(void *self)
{
    struct memory_fixture *fixture = self;
    dx_lossy_end(&fixture->lossy);
    fixture->account = dxaws_memory_account_unref(fixture->account);
    fixture->context = dxaws_context_unref(fixture->context);
}

dxaws_error *memory_context(void *self, dxaws_context **context)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dx_jumping_context_new(NULL, context);
    fixture->context = error ? NULL : dxaws_context_ref(*context);
    return error;
}

dxaws_error *memory_lose_answers(void *self, int lag_s)
{
    struct memory_fixture *fixture = self;
    dx_lossy_begin(&fixture->lossy, fixture->account, fixture->context, lag_s * INT64_C(1000));
    return NULL;
}

/* What each breakage makes of a bucket's document; %s is its name, and "more_tags" stand beside
 * those that there are. */
static const char *const patches[] = {
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
        "\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteBucket\",\"Resource\":\"arn:aws:s3:::%"
        "s\"}]}}",
    [DXAWS_S3_BREAK_SYSTEM_TAGS] = "{\"more_tags\":{\"aws:contract\":\"kept\"}}",
    [DXAWS_S3_BREAK_UPLOAD] = "{\"uploads\":[{\"key\":\"object\",\"upload\":\"1\"}]}",
    [DXAWS_S3_BREAK_FILL] = "{\"objects\":[{\"key\":\"object\"}]}",
    [DXAWS_S3_BREAK_TAKE] = "{\"owner\":\"210987654321\",\"region\":\"eu-west-1\"}",
    [DXAWS_S3_BREAK_OWN_TAG] = "{\"more_tags\":{\"env\":\"drifted\",\"cost\":\"7\"}}",
    [DXAWS_S3_BREAK_COPY_MARK] = "{\"tags\":{\"dxaws:managed\":\"made another-bucket\"}}",
    [DXAWS_S3_BREAK_PUBLIC] =
        "{\"public_access_block\":{\"block_public_acls\":false,\"ignore_public_acls\":false,"
        "\"block_public_policy\":false,\"restrict_public_buckets\":false},"
        "\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Public\",\"Effect\":"
        "\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":"
        "\"arn:aws:s3:::%s/*\"}]}}",
    [DXAWS_S3_BREAK_MAKE] = "{\"region\":\"eu-west-1\",\"tags\":{\"owner\":\"finance\"}}",
};

static dxaws_error *patch_bucket(dxaws_memory_account *account, const char *bucket,
                                 const char *patch)
{
    const char *text = dxaws_memory_get(account, "s3", "bucket", bucket);
    json_t *document = text ? json_loads(text, 0, NULL) : json_object();
    char named[500];
    snprintf(named, sizeof named, patch, bucket);
    json_t *changes = json_loads(named, 0, NULL);
    json_object_update(json_object_get(document, "tags"), json_object_get(changes, "more_tags"));
    json_object_del(changes, "more_tags");
    json_object_update(document, changes);
    char *changed = json_dumps(document, JSON_COMPACT);
    json_decref(changes);
    json_decref(document);
    dxaws_error *error = changed ? dxaws_memory_put(account, "s3", "bucket", bucket, changed)
                                 : dxaws_error_out_of_memory();
    free(changed);
    return error;
}

dxaws_error *memory_break(void *self, const char *bucket, dxaws_s3_contract_breakage breakage)
{
    struct memory_fixture *fixture = self;
    dxaws_error *error = dxaws_memory_begin(fixture->account, NULL);
    if (error != NULL) {
        return error;
    }
    if (breakage == DXAWS_S3_BREAK_DELETE) {
        dxaws_memory_remove(fixture->account, "s3", "bucket", bucket);
    } else {
        error = patch_bucket(fixture->account, bucket, patches[breakage]);
    }
    if (error != NULL) {
        dxaws_memory_abort(fixture->account);
        return error;
    }
    return dxaws_memory_commit(fixture->account);
}
