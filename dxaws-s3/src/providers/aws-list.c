/* SPDX-License-Identifier: MIT */
/* The account's buckets, page by page. */
#include "aws-shapes.h"

static dxaws_aws_request *request_page(void *self, const char *token)
{
    (void)self;
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    dxaws_aws_request_add_query(request, "max-buckets", "1000");
    if (token != NULL) {
        dxaws_aws_request_add_query(request, "continuation-token", token);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **next, bool *stop)
{
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    (void)stop;
    return shape_read_buckets(body, size, self, next);
}

dxaws_error *aws_list(void *self, dxaws_context *context, json_t *buckets)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    return dxaws_aws_call_pages(self, context, &ops, buckets, NULL);
}
