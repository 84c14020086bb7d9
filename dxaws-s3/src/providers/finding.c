/* SPDX-License-Identifier: MIT */
/* Finding what carries a mark in the whole account. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No list shows tags, and a bucket may have any name. Of one owner the buckets of derived names are
 * looked at, and so many of the others, the newest: one that was begun and given up is new. */
enum { OF_OTHER_NAMES = 20 };

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
                  json_pack("{ss ss ss ss sO}", "kind", "bucket", "identity", bucket.name, "name",
                            bucket.name, S3_REGION, bucket.region, S3_TAGS, tags));
    }
    json_decref(answer.found);
    if (error != NULL && is_not_to_be_seen(error)) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

static bool is_derived(const json_t *bucket, const char *owner)
{
    const char *name = dx_text(bucket, S3_NAME);
    size_t length = strlen(owner);
    return strncmp(name, owner, length) == 0 && name[length] == '-';
}

/* Derived names begin with the owner's, and come first; of the others it is the newest. */
struct candidate {
    const json_t *bucket;
    bool derived;
};

static int compare(const void *one, const void *other)
{
    const struct candidate *left = one;
    const struct candidate *right = other;
    const char *newer = dx_text(right->bucket, S3_SINCE);
    const char *older = dx_text(left->bucket, S3_SINCE);
    return left->derived != right->derived ? (int)right->derived - (int)left->derived
                                           : strcmp(newer ? newer : "", older ? older : "");
}

static dxaws_error *look_at_all(const struct operations *on, dxaws_context *context,
                                const json_t *buckets, const char *owner, json_t *found)
{
    size_t count = json_array_size(buckets);
    size_t others = 0;
    struct candidate *candidates = calloc(count + 1, sizeof *candidates);
    dxaws_error *error = candidates ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < count; i++) {
        const json_t *bucket = json_array_get(buckets, i);
        candidates[i] = (struct candidate){bucket, owner != NULL && is_derived(bucket, owner)};
    }
    if (error == NULL) {
        qsort(candidates, count, sizeof *candidates, compare);
    }
    for (size_t i = 0; error == NULL && i < count; i++) {
        if (owner == NULL || candidates[i].derived || others++ < OF_OTHER_NAMES) {
            error = look_at(on, context, candidates[i].bucket, found);
        }
    }
    free(candidates);
    return error;
}

dxaws_error *operations_find(const struct operations *on, dxaws_context *context,
                             const json_t *payload, dxaws_s3_current *observed)
{
    json_t *buckets = json_array();
    json_t *found = json_array();
    dxaws_error *error = buckets && found ? NULL : dxaws_error_out_of_memory();
    error = error ? error : on->service->list(on->self, context, buckets);
    error = error ? error : look_at_all(on, context, buckets, dx_text(payload, S3_OWNER), found);
    if (error == NULL) {
        json_t *members = json_pack("{sO}", S3_FOUND, found);
        error = dxaws_s3_current_assign_tree(observed, members);
        json_decref(members);
    }
    json_decref(buckets);
    json_decref(found);
    return error;
}
