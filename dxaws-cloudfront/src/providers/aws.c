/* SPDX-License-Identifier: MIT */
/* CloudFront's calls through signed requests. Independent reads go in one batch. */
#include "aws-calls.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A call whose answer is a distribution. */
static dxaws_error *call_for_distribution(void *self, dxaws_context *context,
                                          dxaws_aws_request *request, const char *operation,
                                          json_t **found)
{
    dxaws_error *error = aws_call(self, context, request);
    if (error == NULL) {
        const struct aws_answer answer = aws_answer_of(request, operation);
        error =
            aws_read_distribution(&answer, dxaws_aws_request_answer_header(request, "ETag"), found);
    }
    return error;
}

/* A list of the account, read page by page. */
struct listing {
    const char *operation;
    const char *path;
    dxaws_error *(*read)(const struct aws_answer *answer, json_t *results, char **next);
    json_t *results;
};

static dxaws_aws_request *request_page(void *self, const char *marker)
{
    const struct listing *listing = self;
    dxaws_aws_request *request = aws_new_request(listing->operation, "GET", listing->path, NULL);
    if (marker != NULL) {
        dxaws_aws_request_add_query(request, "Marker", marker);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *request, char **next, bool *stop)
{
    (void)stop;
    const struct listing *listing = self;
    const struct aws_answer answer = aws_answer_of(request, listing->operation);
    return listing->read(&answer, listing->results, next);
}

static dxaws_error *read_list(void *self, dxaws_context *context, struct listing listing,
                              json_t **results)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    listing.results = json_array();
    dxaws_error *error = listing.results ? dxaws_aws_call_pages(self, context, &ops, &listing, NULL)
                                         : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(listing.results);
        return error;
    }
    *results = listing.results;
    return NULL;
}

static dxaws_error *list(void *self, dxaws_context *context, json_t **summaries)
{
    const struct listing listing = {
        .operation = "ListDistributions", .path = "distribution", .read = aws_read_distributions};
    return read_list(self, context, listing, summaries);
}

static dxaws_error *list_oacs(void *self, dxaws_context *context, json_t **oacs)
{
    const struct listing listing = {.operation = "ListOriginAccessControls",
                                    .path = "origin-access-control",
                                    .read = aws_read_oacs};
    return read_list(self, context, listing, oacs);
}

/* The reads that make up a distribution, in one round. */
enum { CONFIGURATION, TAGS, OAC, READS };

static dxaws_error *read_parts(dxaws_aws_request *const *requests, const char *listed_oac,
                               json_t *found)
{
    struct aws_answer answer = aws_answer_of(requests[TAGS], "ListTagsForResource");
    json_t *tags = NULL;
    json_t *oac = NULL;
    dxaws_error *error = aws_read_tags(&answer, &tags);
    if (error != NULL) {
        return error;
    }
    if (json_object_set_new(found, CF_TAGS, tags) != 0) {
        return dxaws_error_out_of_memory();
    }
    const char *used = dx_text(found, CF_ORIGIN_OAC);
    /* The list may lag behind; what was read for another access control says nothing. */
    if (requests[OAC] == NULL || dxaws_aws_request_error(requests[OAC]) != NULL || used == NULL ||
        strcmp(used, listed_oac) != 0) {
        return NULL;
    }
    answer = aws_answer_of(requests[OAC], "GetOriginAccessControl");
    error = aws_read_oac(&answer, &oac);
    if (error == NULL && json_object_set_new(found, CF_ORIGIN_CONTROL, oac) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

/* What failed in a batch; that something is gone already is no failure. */
static dxaws_error *batch_error(dxaws_aws_request *const *requests, bool *gone)
{
    *gone = dxaws_error_is_refusal(dxaws_aws_request_error(requests[CONFIGURATION]),
                                   "NoSuchDistribution");
    for (size_t i = 0; i < READS; i++) {
        const dxaws_error *failed = requests[i] ? dxaws_aws_request_error(requests[i]) : NULL;
        if (failed != NULL && !*gone &&
            !dxaws_error_is_refusal(failed, "NoSuchOriginAccessControl")) {
            return dxaws_aws_request_take_error(requests[i]);
        }
    }
    return NULL;
}

static dxaws_error *describe(void *self, dxaws_context *context, const json_t *summary,
                             json_t **found)
{
    const char *id = dx_text(summary, CF_ID);
    const char *listed_oac = dx_text(summary, CF_ORIGIN_OAC);
    bool has_oac = listed_oac != NULL && *listed_oac != '\0';
    bool gone = false;
    json_t *made = NULL;
    dxaws_aws_request *requests[READS] = {
        [CONFIGURATION] = aws_new_request("GetDistribution", "GET", "distribution", id),
        [TAGS] = aws_new_request("ListTagsForResource", "GET", "tagging", NULL),
        [OAC] = has_oac ? aws_new_request("GetOriginAccessControl", "GET", "origin-access-control",
                                          listed_oac)
                        : NULL,
    };
    dxaws_aws_request_add_query(requests[TAGS], "Resource", dx_text(summary, CF_ARN));
    dxaws_error *error = dxaws_error_out_of_memory();
    if (requests[CONFIGURATION] != NULL && requests[TAGS] != NULL &&
        (requests[OAC] != NULL || !has_oac)) {
        error = dxaws_aws_call_batch(self, context, requests, has_oac ? READS : OAC);
    }
    if (error == NULL) {
        error = batch_error(requests, &gone);
    }
    if (error == NULL && !gone) {
        const struct aws_answer answer = aws_answer_of(requests[CONFIGURATION], "GetDistribution");
        error = aws_read_distribution(
            &answer, dxaws_aws_request_answer_header(requests[CONFIGURATION], "ETag"), &made);
    }
    if (error == NULL && !gone) {
        error = read_parts(requests, has_oac ? listed_oac : "", made);
    }
    for (size_t i = 0; i < READS; i++) {
        dxaws_aws_request_free(requests[i]);
    }
    if (error != NULL) {
        json_decref(made);
        return error;
    }
    *found = made;
    return NULL;
}

static dxaws_error *look(void *self, dxaws_context *context, const char *id, json_t **found)
{
    dxaws_aws_request *request = aws_new_request("GetDistribution", "GET", "distribution", id);
    dxaws_error *error = call_for_distribution(self, context, request, "GetDistribution", found);
    dxaws_aws_request_free(request);
    if (dxaws_error_is_refusal(error, "NoSuchDistribution")) {
        dxaws_error_free(error);
        *found = NULL;
        return NULL;
    }
    return error;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    const char *operation = "CreateDistributionWithTags";
    dxaws_aws_request *request = aws_new_request(operation, "POST", "distribution", NULL);
    dxaws_aws_request_add_query(request, "WithTags", NULL);
    dxaws_aws_request_set_resource(request, dx_text(wanted, CF_NAME));
    dxaws_error *error = aws_set_body(request, aws_write_creation(wanted));
    if (error == NULL) {
        error = call_for_distribution(self, context, request, operation, made);
    }
    if (error == NULL) {
        json_t *tags = json_object_get(wanted, CF_TAGS);
        bool whole = true;
        dx_put(&whole, *made, CF_TAGS, tags ? json_incref(tags) : json_object());
        error = whole ? NULL : dxaws_error_out_of_memory();
    }
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *update(void *self, dxaws_context *context, const json_t *found,
                           const json_t *changes, json_t **changed)
{
    char path[128];
    char *body = NULL;
    snprintf(path, sizeof path, "distribution/%s", dx_text(found, CF_ID));
    dxaws_error *error = aws_write_update(dx_text(found, CF_DOCUMENT), changes, &body);
    if (error != NULL) {
        return error;
    }
    dxaws_aws_request *request = aws_new_request("UpdateDistribution", "PUT", path, "config");
    dxaws_aws_request_set_resource(request, dx_text(found, CF_ID));
    dxaws_aws_request_add_header(request, "If-Match", dx_text(found, CF_ETAG));
    error = aws_set_body(request, body);
    if (error == NULL) {
        error = call_for_distribution(self, context, request, "UpdateDistribution", changed);
    }
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *remove_distribution(void *self, dxaws_context *context, const char *id,
                                        const char *etag)
{
    dxaws_aws_request *request =
        aws_new_request("DeleteDistribution", "DELETE", "distribution", id);
    dxaws_aws_request_add_header(request, "If-Match", etag);
    dxaws_error *error = aws_call(self, context, request);
    dxaws_aws_request_free(request);
    return error;
}

/* Tag or Untag; takes @a body over. */
static dxaws_error *change_tags(void *self, dxaws_context *context, const char *operation,
                                const char *arn, char *body)
{
    bool adds = strcmp(operation, "TagResource") == 0;
    dxaws_aws_request *request = aws_new_request(operation, "POST", "tagging", NULL);
    dxaws_aws_request_add_query(request, "Operation", adds ? "Tag" : "Untag");
    dxaws_aws_request_add_query(request, "Resource", arn);
    dxaws_aws_request_set_resource(request, arn);
    dxaws_error *error = aws_set_body(request, body);
    if (error == NULL) {
        error = aws_call(self, context, request);
    }
    dxaws_aws_request_free(request);
    return error;
}

static dxaws_error *tag(void *self, dxaws_context *context, const char *arn, const json_t *tags)
{
    return change_tags(self, context, "TagResource", arn, aws_write_tags(tags));
}

static dxaws_error *untag(void *self, dxaws_context *context, const char *arn, const json_t *keys)
{
    return change_tags(self, context, "UntagResource", arn, aws_write_tag_keys(keys));
}

/* Who may not ask makes distributions all the same; what was not answered is not taken for that. */
static dxaws_error *account_of(void *self, dxaws_context *context, char account[DXAWS_ACCOUNT_SIZE])
{
    dxaws_error *error = dxaws_session_find_account(self, context, true, account);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

static void destroy(void *self)
{
    dxaws_session_unref(self);
}

static const struct cloudfront_service service = {
    .needs = "a session",
    .destroy = destroy,
    .list = list,
    .describe = describe,
    .look = look,
    .create = create,
    .update = update,
    .remove = remove_distribution,
    .tag = tag,
    .untag = untag,
    .list_oacs = list_oacs,
    .look_oac = aws_look_oac,
    .create_oac = aws_create_oac,
    .update_oac = aws_update_oac,
    .remove_oac = aws_remove_oac,
    .invalidate = aws_invalidate,
    .look_invalidation = aws_look_invalidation,
    .find_invalidation = aws_find_invalidation,
    .certificate = aws_look_certificate,
    .list_conflicts = aws_list_conflicts,
    .account = account_of,
};

dxaws_error *dxaws_cloudfront_provider_new_aws(dxaws_session *session,
                                               dxaws_cloudfront_provider **provider)
{
    return cloudfront_service_provider_new("aws", &service, dxaws_session_ref(session), provider);
}
