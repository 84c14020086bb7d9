/* SPDX-License-Identifier: MIT */
/* Whether it is the service that answered, or something on the way to it: a proxy's or a portal's
 * page with status 200 would otherwise be a write that was done.
 *
 * A service's answers have its request id. Servers that others speak S3 with may have none: at an
 * endpoint that was configured by URL, one that never sent an id in this session needs none; once
 * it has, it does. */
#include "aws-call.h"

#include <stdatomic.h>
#include <string.h>
#include <strings.h>

bool aws_call_is_payload(const struct aws_call *call)
{
    static const char *const operations[] = {"GetObject", "GetBucketPolicy", "GetObjectTorrent",
                                             "SelectObjectContent"};
    for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        if (strcmp(call->request->operation, operations[i]) == 0) {
            return true;
        }
    }
    return !call->service->buckets;
}

/* Not x-amz-cf-id, which every page behind CloudFront has. */
static bool has_request_id(const struct aws_call *call)
{
    const struct aws_headers *headers = &call->response.headers;
    const char *const names[] = {"x-amzn-requestid", "x-amz-request-id", call->service->id_header};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = names[i] ? aws_headers_get(headers, names[i]) : NULL;
        if (value && *value) {
            return true;
        }
    }
    return false;
}

bool aws_answer_is_known(const struct aws_call *call)
{
    struct aws_service_traffic *traffic = aws_traffic_of(&call->session->traffic, call->service);
    if (has_request_id(call)) {
        if (call->endpoint.custom) {
            atomic_store(&traffic->sends_ids, true);
        }
        return true;
    }
    return call->endpoint.custom && !atomic_load(&traffic->sends_ids);
}

static bool begins_with(const char *text, size_t size, const char *beginning)
{
    size_t length = strlen(beginning);
    return size >= length && strncasecmp(text, beginning, length) == 0;
}

/* Of one who sends ids only its text says so: some call all that they send text/html. */
static bool is_page(const struct aws_call *call)
{
    const struct aws_http_response *response = &call->response;
    bool known = has_request_id(call);
    const char *type = known ? NULL : aws_headers_get(&response->headers, "content-type");
    const char *body = aws_buffer_string(&response->body);
    size_t size = response->body.size;
    while (size && strchr(" \t\r\n", *body)) {
        body++;
        size--;
    }
    return (type && begins_with(type, strlen(type), "text/html")) ||
           begins_with(body, size, "<!doctype html") || begins_with(body, size, "<html");
}

bool aws_answer_is_foreign(const struct aws_call *call)
{
    if (!aws_answer_is_known(call)) {
        return true;
    }
    /* Objects, and what other services pass on, may be pages. */
    bool may_be_page =
        call->service->any_body || (call->service->buckets && aws_call_is_payload(call));
    return !may_be_page && is_page(call);
}
