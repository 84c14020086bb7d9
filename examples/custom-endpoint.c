/* SPDX-License-Identifier: MIT */
/* Uses a store that speaks S3 but is not AWS's: makes a bucket, puts an object, reads it, and
 * tells what happens on the way.
 *   ./custom-endpoint http://127.0.0.1:9000 minioadmin minioadmin */
#include <dxaws/core.h>

#include <stdio.h>
#include <string.h>

static dxaws_error *ask(dxaws_session *session, dxaws_context *context, const char *operation,
                        const char *method, const char *path, const char *body)
{
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", operation, method, path);
    dxaws_aws_request_set_bucket(request, "dxaws-example");
    if (body) {
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "text/plain");
    }
    dxaws_error *error = dxaws_aws_call(session, context, request);
    if (!error && strcmp(operation, "GetObject") == 0) {
        printf("the object says: %s\n", dxaws_aws_request_answer_body(request, NULL));
    }
    return error;
}

static dxaws_error *run(char **arguments)
{
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_endpoint_url(options, arguments[1]);
    dxaws_session_options_set_keys(options, arguments[2], arguments[3], NULL);
    dxaws_session_options_set_region(options, "us-east-1");
    DXAWS_AUTO(dxaws_session) session = NULL;
    dxaws_error *error = dxaws_session_new(options, &session);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    error = dxaws_sink_new_json_lines("-", &sink);
    if (error) {
        return error;
    }
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_sink(context, sink);
    error = ask(session, context, "CreateBucket", "PUT", "/", NULL);
    if (!error) {
        error = ask(session, context, "PutObject", "PUT", "/hello", "hello, store");
    }
    if (!error) {
        error = ask(session, context, "GetObject", "GET", "/hello", NULL);
    }
    return error;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: custom-endpoint URL ACCESS-KEY-ID SECRET\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_error) error = run(arguments);
    if (error) {
        fprintf(stderr, "custom-endpoint: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
