/* SPDX-License-Identifier: MIT */
/* The account's buckets, page by page. */
#include "aws-shapes.h"

#include <stdlib.h>

struct listing {
    const char *prefix;
    json_t *buckets;
};

static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    dxaws_aws_request_add_query(request, "max-buckets", "1000");
    if (listing->prefix != NULL) {
        dxaws_aws_request_add_query(request, "prefix", listing->prefix);
    }
    if (token != NULL) {
        dxaws_aws_request_add_query(request, "continuation-token", token);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **next, bool *stop)
{
    struct listing *listing = self;
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    (void)stop;
    return shape_read_buckets(body, size, listing->prefix, listing->buckets, next);
}

dxaws_error *aws_list(void *self, dxaws_context *context, const char *prefix, json_t *buckets)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    struct listing listing = {.prefix = prefix, .buckets = buckets};
    return dxaws_aws_pages(self, context, &ops, &listing, NULL);
}
