/* SPDX-License-Identifier: MIT */
/* The API calls of ACM, each as one function. */
#include "aws-calls.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTENT_TYPE "application/x-amz-json-1.1"

enum { LONGEST_BATCH = 32 };

void acm_aws_remember(const struct acm_target *target, const char *arn, bool made)
{
    struct acm_aws *aws = target->aws;
    pthread_mutex_lock(&aws->lock);
    json_object_set_new(aws->known, arn,
                        json_pack("{ss ss sb}", ACM_DOMAIN, target->domain, ACM_REGION,
                                  target->region, "made", made));
    pthread_mutex_unlock(&aws->lock);
}

bool acm_aws_has_deleted(const struct acm_target *target, const char *arn)
{
    struct acm_aws *aws = target->aws;
    pthread_mutex_lock(&aws->lock);
    bool deleted = json_is_false(json_object_get(json_object_get(aws->known, arn), "made"));
    pthread_mutex_unlock(&aws->lock);
    return deleted;
}

/* Takes @a body over. NULL without memory. */
static dxaws_aws_request *new_request(const struct acm_target *target, const char *region,
                                      const char *operation, json_t *body, const char *resource)
{
    char header[80];
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    dxaws_aws_request *request = text ? dxaws_aws_request_new("acm", operation, "POST", "/") : NULL;
    if (request != NULL) {
        snprintf(header, sizeof header, "CertificateManager.%s", operation);
        dxaws_aws_request_set_region(request, region);
        dxaws_aws_request_add_header(request, "X-Amz-Target", header);
        dxaws_aws_request_set_body(request, text, strlen(text));
        dxaws_aws_request_set_content_type(request, CONTENT_TYPE);
        dxaws_aws_request_set_resource(request, resource ? resource : target->domain);
    }
    free(text);
    return request;
}

/* A used-up quota looks like throttling, but no patience helps. */
static dxaws_error *explain(const struct acm_target *target, dxaws_error *error)
{
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    if (code == NULL || strcmp(code, "LimitExceededException") != 0) {
        return error;
    }
    dxaws_error *quota = dxaws_error_new(
        DXAWS_ERROR_REFUSED, "acm", "CertificateQuota",
        "acm %s: a quota of this account in %s is used up (%s); delete certificates that nobody "
        "uses, or ask AWS for a higher quota",
        target->domain, target->region, dxaws_error_message(error));
    dxaws_error_set_aws(quota, code, dxaws_error_http_status(error), dxaws_error_request_id(error));
    dxaws_error_set_operation(quota, dxaws_error_operation(error));
    dxaws_error_set_cause(quota, error);
    return quota;
}

static struct shapes_answer answer_of(const struct acm_target *target, const char *operation,
                                      const dxaws_aws_request *request)
{
    struct shapes_answer answer = {.operation = operation,
                                   .now_ms = dxaws_context_now_ms(target->context)};
    answer.body = dxaws_aws_request_answer_body(request, &answer.size);
    return answer;
}

/* One call; on success *request holds the answer. Takes @a body over. */
static dxaws_error *call(const struct acm_target *target, const char *operation, json_t *body,
                         const char *resource, dxaws_aws_request **request)
{
    dxaws_aws_request *made = new_request(target, target->region, operation, body, resource);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_aws_call(target->aws->session, target->context, made);
    if (error != NULL) {
        dxaws_aws_request_free(made);
        return explain(target, error);
    }
    *request = made;
    return NULL;
}

/* One call whose answer says nothing. */
static dxaws_error *call_only(const struct acm_target *target, const char *operation, json_t *body,
                              const char *resource)
{
    DXAWS_AUTO(dxaws_aws_request) request = NULL;
    return call(target, operation, body, resource, &request);
}

/* A region's certificates, page by page. */
struct listing {
    const struct acm_target *target;
    json_t *certificates;
};

static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct acm_target *target = ((const struct listing *)self)->target;
    return new_request(target, target->region, "ListCertificates", shapes_list(token), NULL);
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *request, char **next, bool *stop)
{
    (void)stop;
    const struct listing *listing = self;
    const struct shapes_answer answer = answer_of(listing->target, "ListCertificates", request);
    return shapes_parse_list(&answer, listing->certificates, next);
}

/* @param first the request of the first page, or NULL when that was not asked for yet. */
static dxaws_error *list(const struct acm_target *target, dxaws_aws_request *first,
                         json_t *certificates)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    struct listing listing = {target, certificates};
    return explain(
        target, dxaws_aws_pages_from(target->aws->session, target->context, &ops, &listing, first));
}

dxaws_error *acm_list(const struct acm_target *target, json_t *certificates)
{
    return list(target, NULL, certificates);
}

static dxaws_error *send_all(const struct acm_target *target, dxaws_aws_request *const *requests,
                             size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (requests[i] == NULL) {
            return dxaws_error_out_of_memory();
        }
    }
    return dxaws_aws_call_batch(target->aws->session, target->context, requests, count);
}

static void free_all(dxaws_aws_request **requests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dxaws_aws_request_free(requests[i]);
    }
}

dxaws_error *acm_list_regions(const struct acm_target *target, const char *const *regions,
                              size_t count, json_t *certificates)
{
    dxaws_aws_request *requests[LONGEST_BATCH] = {NULL};
    count = count < LONGEST_BATCH ? count : LONGEST_BATCH;
    for (size_t i = 0; i < count; i++) {
        requests[i] = new_request(target, regions[i], "ListCertificates", shapes_list(NULL), NULL);
    }
    dxaws_error *error = send_all(target, requests, count);
    for (size_t i = 0; i < count && error == NULL; i++) {
        struct acm_target there = *target;
        there.region = regions[i];
        dxaws_error *failure = list(&there, requests[i], certificates);
        dxaws_error_kind kind = failure ? dxaws_error_get_kind(failure) : 0;
        if (kind == DXAWS_ERROR_CANCELLED || kind == DXAWS_ERROR_TIMEOUT ||
            kind == DXAWS_ERROR_OUT_OF_MEMORY) {
            error = failure;
        } else if (failure != NULL) {
            json_array_append_new(certificates, json_string(regions[i]));
            dxaws_error_free(failure);
        }
    }
    free_all(requests, count);
    return error;
}

dxaws_error *acm_describe(const struct acm_target *target, const char *arn, json_t **certificate)
{
    DXAWS_AUTO(dxaws_aws_request) request = NULL;
    dxaws_error *error = call(target, "DescribeCertificate", shapes_arn(arn), arn, &request);
    if (error == NULL) {
        const struct shapes_answer answer = answer_of(target, "DescribeCertificate", request);
        error = shapes_parse_certificate(&answer, certificate);
    }
    return error;
}

/* NOT_FOUND when the certificate is listed, but gone. */
static dxaws_error *read_described(const struct acm_target *target, dxaws_aws_request *describe,
                                   dxaws_aws_request *tags, json_t *described)
{
    json_t *certificate = NULL;
    json_t *found = NULL;
    dxaws_error *error = dxaws_aws_request_take_error(describe);
    if (error == NULL) {
        error = dxaws_aws_request_take_error(tags);
    }
    if (error == NULL) {
        const struct shapes_answer answer = answer_of(target, "DescribeCertificate", describe);
        error = shapes_parse_certificate(&answer, &certificate);
    }
    if (error == NULL && tags != NULL) {
        const struct shapes_answer answer = answer_of(target, "ListTagsForCertificate", tags);
        error = shapes_parse_tags(&answer, &found);
    }
    if (error == NULL && found != NULL) {
        json_object_set(certificate, ACM_TAGS, found);
    }
    if (error == NULL && json_array_append(described, certificate) != 0) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(found);
    json_decref(certificate);
    return error;
}

dxaws_error *acm_describe_all(const struct acm_target *target, const json_t *certificates,
                              bool with_tags, json_t *described)
{
    dxaws_aws_request *requests[LONGEST_BATCH] = {NULL};
    size_t each = with_tags ? 2 : 1;
    size_t count = json_array_size(certificates);
    count = count < LONGEST_BATCH / 2 ? count : LONGEST_BATCH / 2;
    for (size_t i = 0; i < count; i++) {
        const char *arn = dx_text(json_array_get(certificates, i), ACM_ARN);
        requests[i * each] =
            new_request(target, target->region, "DescribeCertificate", shapes_arn(arn), arn);
        if (with_tags) {
            requests[i * each + 1] =
                new_request(target, target->region, "ListTagsForCertificate", shapes_arn(arn), arn);
        }
    }
    dxaws_error *error = send_all(target, requests, count * each);
    for (size_t i = 0; i < count && error == NULL; i++) {
        dxaws_error *failure = read_described(target, requests[i * each],
                                              with_tags ? requests[i * each + 1] : NULL, described);
        if (failure != NULL && dxaws_error_get_kind(failure) == DXAWS_ERROR_NOT_FOUND) {
            dxaws_error_free(failure); /* deleted a moment ago, and still listed */
        } else {
            error = failure;
        }
    }
    free_all(requests, count * each);
    return error;
}

/* "arn:aws:acm:REGION:..."; false for what is no ARN. */
static bool region_of(const char *arn, char *region, size_t size)
{
    const char *at = arn;
    for (int colons = 0; at != NULL && colons < 3; colons++) {
        at = strchr(at, ':');
        at = at ? at + 1 : NULL;
    }
    const char *end = at ? strchr(at, ':') : NULL;
    if (end == NULL || (size_t)(end - at) >= size) {
        return false;
    }
    memcpy(region, at, (size_t)(end - at));
    region[end - at] = '\0';
    return true;
}

dxaws_error *acm_confirm(const struct acm_target *target, json_t *arns)
{
    dxaws_aws_request *requests[LONGEST_BATCH] = {NULL};
    size_t places[LONGEST_BATCH];
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(arns) && count < LONGEST_BATCH; i++) {
        char region[64];
        const char *arn = json_string_value(json_array_get(arns, i));
        if (region_of(arn, region, sizeof region)) {
            places[count] = i;
            requests[count++] =
                new_request(target, region, "DescribeCertificate", shapes_arn(arn), arn);
        }
    }
    dxaws_error *error = count > 0 ? send_all(target, requests, count) : NULL;
    for (size_t i = count; i > 0 && error == NULL; i--) {
        const dxaws_error *failure = dxaws_aws_request_error(requests[i - 1]);
        if (failure != NULL && dxaws_error_get_kind(failure) == DXAWS_ERROR_NOT_FOUND) {
            json_array_remove(arns, places[i - 1]);
        }
    }
    free_all(requests, count);
    return error;
}

dxaws_error *acm_request(const struct acm_target *target, const json_t *payload, const char *token,
                         char **arn)
{
    DXAWS_AUTO(dxaws_aws_request) request = NULL;
    dxaws_error *error =
        call(target, "RequestCertificate", shapes_request(payload, token), NULL, &request);
    if (error == NULL) {
        const struct shapes_answer answer = answer_of(target, "RequestCertificate", request);
        error = shapes_parse_arn(&answer, arn);
    }
    return error;
}

dxaws_error *acm_add_tags(const struct acm_target *target, const char *arn, const json_t *tags)
{
    return call_only(target, "AddTagsToCertificate", shapes_add_tags(arn, tags), arn);
}

dxaws_error *acm_remove_tags(const struct acm_target *target, const char *arn, const json_t *keys)
{
    return call_only(target, "RemoveTagsFromCertificate", shapes_remove_tags(arn, keys), arn);
}

dxaws_error *acm_delete(const struct acm_target *target, const char *arn)
{
    return call_only(target, "DeleteCertificate", shapes_arn(arn), arn);
}
