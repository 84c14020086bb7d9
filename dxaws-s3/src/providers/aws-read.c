/* SPDX-License-Identifier: MIT */
/* Reading a bucket from S3: one batch of exactly the sub-resources that are managed. */
#include "aws-read.h"

#include <dxaws/extend/error.h>

#include <string.h>

#include "aws-calls.h"
#include "aws-shapes.h"

enum { UNSETTLED_TRIES = 5, UNSETTLED_PAUSE_MS = 1000 };

static dxaws_error *take_versioning(const char *body, size_t size, dxaws_s3_current *current)
{
    bool enabled = false;
    dxaws_error *error = shape_read_versioning(body, size, &enabled);
    if (error == NULL) {
        dxaws_s3_current_set_versioning(current, enabled);
    }
    return error;
}

static dxaws_error *take_block(const char *body, size_t size, dxaws_s3_current *current)
{
    unsigned blocks = 0;
    dxaws_error *error = body ? shape_read_public_access_block(body, size, &blocks) : NULL;
    if (error == NULL) {
        dxaws_s3_current_set_public_access_block(current, blocks);
    }
    return error;
}

static dxaws_error *take_tags(const char *body, size_t size, dxaws_s3_current *current)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    DXAWS_AUTO(dxaws_tags) system_tags = dxaws_tags_new();
    if (tags == NULL || system_tags == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = body ? shape_read_tagging(body, size, tags, system_tags) : NULL;
    if (error == NULL) {
        dxaws_s3_current_set_tags(current, tags);
        dxaws_s3_current_set_system_tags(current,
                                         dxaws_tags_count(system_tags) ? system_tags : NULL);
    }
    return error;
}

static dxaws_error *take_policy(const char *body, size_t size, dxaws_s3_current *current)
{
    dxaws_error *error = body ? shape_check_policy(body, size) : NULL;
    if (error == NULL) {
        dxaws_s3_current_set_policy(current, body ? body : "{}");
    }
    return error;
}

/* One sub-resource. */
struct probe {
    const char *attribute; /* read when a Desired has it; NULL: read when nothing else is */
    const char *operation;
    const char *method;
    const char *query;
    const char *empty; /* the error code that only says that there is none */
    /* Takes the answer over into Current; a NULL body for the empty value. */
    dxaws_error *(*take)(const char *body, size_t size, dxaws_s3_current *current);
};

static const struct probe probes[] = {
    {S3_VERSIONING, "GetBucketVersioning", "GET", "versioning", NULL, take_versioning},
    {S3_BLOCK, "GetPublicAccessBlock", "GET", "publicAccessBlock",
     "NoSuchPublicAccessBlockConfiguration", take_block},
    {S3_TAGS, "GetBucketTagging", "GET", "tagging", "NoSuchTagSet", take_tags},
    {S3_STATEMENTS, "GetBucketPolicy", "GET", "policy", "NoSuchBucketPolicy", take_policy},
    {NULL, "HeadBucket", "HEAD", NULL, NULL, NULL},
};
enum { PROBE_COUNT = sizeof probes / sizeof *probes, HEAD = PROBE_COUNT - 1 };

/* One look at the bucket. */
struct look {
    const char *bucket;
    const char *region; /* signed for; found out to be another one when the bucket is elsewhere */
    const struct probe *probes[PROBE_COUNT];
    dxaws_aws_request *requests[PROBE_COUNT];
    size_t count;
    /* what the answers say: */
    size_t present;
    size_t absent;
    size_t denied;
    char elsewhere[64]; /* the region that the bucket is really in */
    dxaws_error *error; /* the first that says something else */
};

static void look_add(struct look *look, const struct probe *probe)
{
    look->probes[look->count] = probe;
    look->requests[look->count] =
        s3_request(probe->operation, probe->method, look->bucket, look->region, probe->query);
    look->count++;
}

static void look_clear(struct look *look)
{
    for (size_t i = 0; i < look->count; i++) {
        dxaws_aws_request_free(look->requests[i]);
    }
    dxaws_error_free(look->error);
}

static void look_fail(struct look *look, dxaws_error *error)
{
    if (look->error == NULL) {
        look->error = error;
    } else {
        dxaws_error_free(error);
    }
}

static void note_region(struct look *look, const char *region)
{
    if (region != NULL && strcmp(region, look->region) != 0) {
        snprintf(look->elsewhere, sizeof look->elsewhere, "%s", region);
    }
}

/* True when the answer only says that the bucket is in another region. */
static bool is_elsewhere(const dxaws_aws_request *request, const char *region)
{
    const char *there = dxaws_aws_request_answer_header(request, "x-amz-bucket-region");
    int status = dxaws_aws_request_answer_status(request);
    return (status == 301 || status == 307 || status == 400) && there != NULL &&
           strcmp(there, region) != 0;
}

/* Takes one answer over. */
static void judge(struct look *look, size_t index, dxaws_s3_current *current)
{
    dxaws_aws_request *request = look->requests[index];
    const struct probe *probe = look->probes[index];
    dxaws_error *error = dxaws_aws_request_take_error(request);
    note_region(look, dxaws_aws_request_answer_region(request));
    note_region(look, dxaws_aws_request_answer_header(request, "x-amz-bucket-region"));
    bool empty = error != NULL && probe->empty != NULL && s3_error_is(error, probe->empty);
    if (error == NULL || empty) {
        size_t size = 0;
        const char *body = dxaws_aws_request_answer_body(request, &size);
        look->present++;
        dxaws_error_free(error);
        error = probe->take ? probe->take(empty ? NULL : body, size, current) : NULL;
    } else if (is_elsewhere(request, look->region)) {
        look->present++;
        dxaws_error_free(error);
        error = NULL;
    } else if (s3_error_is(error, "NoSuchBucket") ||
               (probe == &probes[HEAD] && dxaws_aws_request_answer_status(request) == 404)) {
        look->absent++;
        dxaws_error_free(error);
        error = NULL;
    } else if (dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        look->denied++;
    }
    if (error != NULL) {
        look_fail(look, error);
    }
}

/* Makes the requests at once and takes the answers over. */
static dxaws_error *look_once(struct look *look, dxaws_session *session, dxaws_context *context,
                              dxaws_s3_current *current)
{
    dxaws_error *error = dxaws_aws_call_batch(session, context, look->requests, look->count);
    for (size_t i = 0; i < look->count && error == NULL; i++) {
        judge(look, i, current);
    }
    return error;
}

/* HeadBucket alone tells "not mine" from "not allowed this", and follows into another region. */
static dxaws_error *ask_head(dxaws_session *session, dxaws_context *context, const char *bucket,
                             const char *region, dxaws_s3_status *status, char found[64])
{
    struct look head = {.bucket = bucket, .region = region};
    look_add(&head, &probes[HEAD]);
    dxaws_error *error = look_once(&head, session, context, NULL);
    if (error == NULL && head.denied == 0 && head.error != NULL) {
        error = head.error;
        head.error = NULL;
    }
    if (error == NULL) {
        *status = head.denied   ? DXAWS_S3_EXISTS_NO_ACCESS
                  : head.absent ? DXAWS_S3_DOES_NOT_EXIST
                                : DXAWS_S3_EXISTS_HAVE_ACCESS;
        if (head.elsewhere[0] != '\0') {
            memcpy(found, head.elsewhere, sizeof head.elsewhere);
        }
    }
    look_clear(&head);
    return error;
}

/* What the answers of a look mean. *settled is false when they contradict each other, as they
 * may while the bucket is being made or removed. */
static dxaws_error *conclude(struct look *look, dxaws_session *session, dxaws_context *context,
                             dxaws_s3_current *current, bool *settled)
{
    dxaws_s3_status status =
        look->absent == look->count ? DXAWS_S3_DOES_NOT_EXIST : DXAWS_S3_EXISTS_HAVE_ACCESS;
    dxaws_error *error = NULL;
    *settled = true;
    if (look->elsewhere[0] != '\0' || (look->denied == look->count && look->count > 0)) {
        const char *region = look->elsewhere[0] != '\0' ? look->elsewhere : look->region;
        char there[64];
        snprintf(there, sizeof there, "%s", region);
        bool asked = look->probes[0] == &probes[HEAD] && look->denied > 0;
        status = DXAWS_S3_EXISTS_NO_ACCESS;
        error = asked ? NULL : ask_head(session, context, look->bucket, there, &status, there);
        memcpy(look->elsewhere, there, sizeof there);
        if (error == NULL && status == DXAWS_S3_EXISTS_HAVE_ACCESS && look->denied > 0) {
            error = look->error; /* the bucket is ours, a permission is missing */
            look->error = NULL;
        }
    } else if (look->error != NULL) {
        error = look->error;
        look->error = NULL;
    } else if (look->absent > 0 && look->present > 0) {
        *settled = false;
    }
    dxaws_s3_current_set_status(current, status);
    dxaws_s3_current_set_name(current, look->bucket);
    dxaws_s3_current_set_region(current,
                                look->elsewhere[0] != '\0' ? look->elsewhere : look->region);
    return error;
}

static dxaws_error *read_once(dxaws_session *session, dxaws_context *context,
                              const dxaws_s3_desired *wanted, dxaws_s3_current *current,
                              bool *settled)
{
    struct look look = {.bucket = dxaws_s3_desired_name(wanted),
                        .region = dxaws_s3_desired_region(wanted)};
    for (size_t i = 0; i < HEAD; i++) {
        if (dx_state_get(&wanted->state, probes[i].attribute) != NULL) {
            look_add(&look, &probes[i]);
        }
    }
    if (look.count == 0) {
        look_add(&look, &probes[HEAD]);
    }
    dxaws_error *error = look_once(&look, session, context, current);
    if (error == NULL) {
        error = conclude(&look, session, context, current, settled);
    }
    look_clear(&look);
    return error;
}

dxaws_error *s3_aws_read(dxaws_session *session, dxaws_context *context,
                         const dxaws_s3_desired *wanted, dxaws_s3_current *current)
{
    for (int i = 0; i < UNSETTLED_TRIES; i++) {
        bool settled = false;
        dxaws_error *error = read_once(session, context, wanted, current, &settled);
        if (error != NULL || settled) {
            return error;
        }
        error = dxaws_context_sleep_ms(context, UNSETTLED_PAUSE_MS);
        if (error != NULL) {
            return error;
        }
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_UNAVAILABLE, "s3", "BucketUnsettled",
        "s3 %s: S3 says at once that the bucket exists and that it does not; it is being made or "
        "removed: try again in a minute",
        dxaws_s3_desired_name(wanted));
    dxaws_error_set_retryable(error, true);
    return error;
}
