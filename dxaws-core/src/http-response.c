/* SPDX-License-Identifier: MIT */
/* An answer as it arrives. */
#include "http.h"

void aws_http_response_clear(struct aws_http_response *response)
{
    aws_headers_free(&response->headers);
    aws_buffer_free(&response->body);
    *response = (struct aws_http_response){0};
}

bool aws_http_response_take(struct aws_http_response *response, int status, const void *data,
                            size_t size)
{
    const struct aws_http_sink *sink = response->sink;
    if (!response->body_begun) {
        response->body_begun = true;
        response->streams = sink && sink->wants(sink->self, status, &response->headers);
    }
    if (response->streams) {
        response->refused = response->refused || !sink->write(sink->self, data, size);
        return !response->refused;
    }
    if (size > AWS_HTTP_RESPONSE_LIMIT - response->body.size) {
        response->defect = AWS_HTTP_TOO_LARGE;
        return false;
    }
    aws_buffer_append(&response->body, data, size);
    return !response->body.failed;
}
