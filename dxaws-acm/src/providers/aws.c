/* SPDX-License-Identifier: MIT */
/* ACM's calls through signed requests. Independent reads go in one batch. */
#include "service.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws-shapes.h"

#define CONTENT_TYPE "application/x-amz-json-1.1"

/* To @a region; takes @a body over. NULL without memory. */
static dxaws_aws_request *new_request(const char *operation, const char *region, json_t *body,
                                      const char *resource)
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
        dxaws_aws_request_set_resource(request, resource);
    }
    free(text);
    return request;
}

static struct shapes_answer answer_of(const struct acm_target *target, const char *operation,
                                      const dxaws_aws_request *request)
{
    struct shapes_answer answer = {.operation = operation,
                                   .now_ms = dxaws_context_now_ms(target->context)};
    answer.body = dxaws_aws_request_answer_body(request, &answer.size);
    return answer;
}

static dxaws_error *send_all(void *session, const struct acm_target *target,
                             dxaws_aws_request *const *requests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (requests[i] == NULL) {
            return dxaws_error_out_of_memory();
        }
    }
    return dxaws_aws_call_batch(session, target->context, requests, count);
}

static void free_all(dxaws_aws_request **requests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dxaws_aws_request_free(requests[i]);
    }
}

/* A region's certificates, page by page. */
struct listing {
    const struct acm_target *target;
    const char *region;
    json_t *certificates;
};

static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    const char *domain = listing->target->domain; /* NULL: of all names */
    return new_request("ListCertificates", listing->region, shapes_list(token),
                       domain ? domain : listing->region);
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *request, char **next, bool *stop)
{
    (void)stop;
    const struct listing *listing = self;
    const struct shapes_answer answer = answer_of(listing->target, "ListCertificates", request);
    return shapes_parse_list(&answer, listing->certificates, next);
}

static void read_region(void *self, struct listing listing, dxaws_aws_request *first,
                        struct acm_answer *answer)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    listing.certificates = json_array();
    answer->error = dxaws_aws_call_pages(self, listing.target->context, &ops, &listing, first);
    if (answer->error == NULL) {
        answer->found = listing.certificates;
    } else {
        json_decref(listing.certificates);
    }
}

/* The first pages at once. */
static dxaws_error *list(void *self, const struct acm_target *target, const char *const *regions,
                         size_t count, struct acm_answer *answers)
{
    dxaws_aws_request *requests[ACM_MOST_ANSWERS] = {NULL};
    struct listing listing = {.target = target};
    for (size_t i = 0; i < count; i++) {
        listing.region = regions[i];
        requests[i] = request_page(&listing, NULL);
    }
    dxaws_error *error = send_all(self, target, requests, count);
    for (size_t i = 0; i < count && error == NULL; i++) {
        listing.region = regions[i];
        read_region(self, listing, requests[i], &answers[i]);
    }
    free_all(requests, count);
    return error;
}

/* "arn:aws:acm:REGION:..."; that of the target for what is no ARN. */
static const char *region_of(const char *arn, const struct acm_target *target, char region[64])
{
    return sscanf(arn, "arn:%*[^:]:acm:%63[^:]:", region) == 1 ? region : target->region;
}

static void read_described(const struct acm_target *target, dxaws_aws_request *describe,
                           dxaws_aws_request *tags, struct acm_answer *answer)
{
    json_t *certificate = NULL;
    json_t *found = NULL;
    dxaws_error *error = dxaws_aws_request_take_error(describe);
    if (error == NULL) {
        error = dxaws_aws_request_take_error(tags);
    }
    if (error == NULL) {
        const struct shapes_answer described = answer_of(target, "DescribeCertificate", describe);
        error = shapes_parse_certificate(&described, &certificate);
    }
    if (error == NULL && tags != NULL) {
        const struct shapes_answer tagged = answer_of(target, "ListTagsForCertificate", tags);
        error = shapes_parse_tags(&tagged, &found);
    }
    if (error == NULL && found != NULL) {
        error =
            json_object_set(certificate, ACM_TAGS, found) == 0 ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(found);
    if (error != NULL) {
        json_decref(certificate);
        certificate = NULL;
    }
    *answer = (struct acm_answer){.found = certificate, .error = error};
}

static dxaws_error *describe(void *self, const struct acm_target *target, const char *const *arns,
                             size_t count, bool with_tags, struct acm_answer *answers)
{
    dxaws_aws_request *requests[2 * ACM_MOST_ANSWERS] = {NULL};
    size_t each = with_tags ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        char buffer[64];
        const char *region = region_of(arns[i], target, buffer);
        requests[i * each] =
            new_request("DescribeCertificate", region, shapes_arn(arns[i]), arns[i]);
        if (with_tags) {
            requests[i * each + 1] =
                new_request("ListTagsForCertificate", region, shapes_arn(arns[i]), arns[i]);
        }
    }
    dxaws_error *error = send_all(self, target, requests, count * each);
    for (size_t i = 0; i < count && error == NULL; i++) {
        read_described(target, requests[i * each], with_tags ? requests[i * each + 1] : NULL,
                       &answers[i]);
    }
    free_all(requests, count * each);
    return error;
}

/* One call; @a request may be NULL, for want of memory. */
static dxaws_error *call(void *self, const struct acm_target *target, dxaws_aws_request *request)
{
    return request ? dxaws_aws_call(self, target->context, request) : dxaws_error_out_of_memory();
}

/* One call about a certificate, whose answer says nothing. */
static dxaws_error *change(void *self, const struct acm_target *target, const char *operation,
                           json_t *body, const char *arn)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request(operation, target->region, body, arn);
    return call(self, target, request);
}

static dxaws_error *request_certificate(void *self, const struct acm_target *target,
                                        const json_t *payload, const char *token, char **arn)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request("RequestCertificate", target->region, shapes_request(payload, token),
                          target->domain);
    dxaws_error *error = call(self, target, request);
    if (error == NULL) {
        const struct shapes_answer answer = answer_of(target, "RequestCertificate", request);
        error = shapes_parse_arn(&answer, arn);
    }
    return error;
}

static dxaws_error *add_tags(void *self, const struct acm_target *target, const char *arn,
                             const json_t *tags)
{
    return change(self, target, "AddTagsToCertificate", shapes_tags(arn, tags), arn);
}

static dxaws_error *remove_tags(void *self, const struct acm_target *target, const char *arn,
                                const json_t *tags)
{
    return change(self, target, "RemoveTagsFromCertificate", shapes_tags(arn, tags), arn);
}

static dxaws_error *remove_certificate(void *self, const struct acm_target *target, const char *arn)
{
    return change(self, target, "DeleteCertificate", shapes_arn(arn), arn);
}

/* Who may not ask makes certificates all the same; what was not answered is not taken for that. */
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

const struct acm_service acm_aws_service = {
    .needs = "a session",
    .destroy = destroy,
    .list = list,
    .describe = describe,
    .request = request_certificate,
    .add_tags = add_tags,
    .remove_tags = remove_tags,
    .remove = remove_certificate,
    .account = account_of,
};

dxaws_error *dxaws_acm_provider_new_aws(dxaws_session *session, dxaws_acm_provider **provider)
{
    return acm_service_provider_new("aws", &acm_aws_service, dxaws_session_ref(session), provider);
}
