/* SPDX-License-Identifier: MIT */
/* One signed request at a time. */
#include "aws-calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define API "/2020-05-31/"

dxaws_aws_request *aws_new_request(const char *operation, const char *method, const char *path,
                                   const char *id)
{
    char text[256];
    snprintf(text, sizeof text, API "%s%s%s", path, id ? "/" : "", id ? id : "");
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", operation, method, text);
    dxaws_aws_request_set_resource(request, id);
    return request;
}

dxaws_error *aws_set_body(dxaws_aws_request *request, char *body)
{
    if (request == NULL || body == NULL) {
        free(body);
        return dxaws_error_out_of_memory();
    }
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/xml");
    free(body);
    return NULL;
}

dxaws_error *aws_call(void *self, dxaws_context *context, dxaws_aws_request *request)
{
    return request ? dxaws_aws_call(self, context, request) : dxaws_error_out_of_memory();
}

struct aws_answer aws_answer_of(const dxaws_aws_request *request, const char *operation)
{
    struct aws_answer answer = {.operation = operation};
    answer.body = dxaws_aws_request_answer_body(request, &answer.size);
    return answer;
}
