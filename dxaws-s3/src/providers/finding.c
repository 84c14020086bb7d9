/* SPDX-License-Identifier: MIT */
/* Finding what carries a mark in the whole account. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <stdio.h>
#include <stdlib.h>

/* One that went away meanwhile, or that nobody may look at, is not found. */
static bool is_not_to_be_seen(const dxaws_error *error)
{
    return dxaws_error_is_refusal(error, "NoSuchBucket") ||
           dxaws_error_is_refusal(error, "NoSuchTagSet") ||
           dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION;
}

/* The tags of a bucket; not every list says where it is, but its refusal does. */
static dxaws_error *ask_for_tags(const struct operations *on, dxaws_context *context,
                                 struct s3_bucket *bucket, char there[64], struct s3_answer *answer)
{
    for (int i = 0; i < 2; i++) {
        struct s3_answer answers[S3_PARTS] = {{.found = NULL}};
        dxaws_error *error =
            on->service->ask(on->self, context, bucket, 1U << S3_PART_TAGS, answers);
        if (error != NULL) {
            return error;
        }
        *answer = answers[S3_PART_TAGS];
        if (!answer->elsewhere || i > 0) {
            break;
        }
        dxaws_error_free(answer->error);
        json_decref(answer->found);
        snprintf(there, 64, "%s", answer->region);
        bucket->region = there;
    }
    return answer->error;
}

/* Appends a bucket with its tags, when it has some. */
static dxaws_error *look_at(const struct operations *on, dxaws_context *context,
                            const json_t *listed, json_t *found)
{
    const char *region = dx_text(listed, S3_REGION);
    struct s3_bucket bucket = {.name = dx_text(listed, S3_NAME),
                               .region = region ? region : "us-east-1"};
    struct s3_answer answer = {.found = NULL};
    char there[64];
    bool whole = true;
    dxaws_error *error = ask_for_tags(on, context, &bucket, there, &answer);
    json_t *tags = json_object_get(answer.found, S3_TAGS);
    if (error == NULL && json_object_size(tags) > 0) {
        dx_append(&whole, found,
                  json_pack("{ss ss ss sO}", "kind", "bucket", "identity", bucket.name, S3_REGION,
                            bucket.region, S3_TAGS, tags));
    }
    json_decref(answer.found);
    if (error != NULL && is_not_to_be_seen(error)) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* Derived names begin with the owner's: a list of them is all that one owner needs. */
dxaws_error *operations_find(const struct operations *on, dxaws_context *context,
                             const json_t *payload, dxaws_s3_current *observed)
{
    const char *owner = dx_text(payload, S3_OWNER);
    char *prefix = NULL;
    json_t *buckets = json_array();
    json_t *found = json_array();
    dxaws_error *error = NULL;
    if (buckets == NULL || found == NULL || (owner && asprintf(&prefix, "%s-", owner) < 0)) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : on->service->list(on->self, context, prefix, buckets);
    for (size_t i = 0; error == NULL && i < json_array_size(buckets); i++) {
        error = look_at(on, context, json_array_get(buckets, i), found);
    }
    if (error == NULL) {
        json_t *members = json_pack("{sO}", S3_FOUND, found);
        error = dxaws_s3_current_assign_tree(observed, members);
        json_decref(members);
    }
    free(prefix);
    json_decref(buckets);
    json_decref(found);
    return error;
}
