/* SPDX-License-Identifier: MIT */
/* Lists the account's buckets with one signed request.
 *   cc list-buckets.c $(pkg-config --cflags --libs dxaws-core) -o list-buckets && ./list-buckets */
#include <dxaws/core.h>

#include <stdio.h>
#include <string.h>

static dxaws_error *list(dxaws_session *session, dxaws_context *context)
{
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "ListBuckets", "GET", "/");
    dxaws_error *error = dxaws_aws_call(session, context, request);
    if (error) {
        return error;
    }
    const char *body = dxaws_aws_request_answer_body(request, NULL);
    for (const char *name = body; (name = strstr(name, "<Name>"));) {
        name += strlen("<Name>");
        printf("%.*s\n", (int)strcspn(name, "<"), name);
    }
    return NULL;
}

int main(void)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    dxaws_context_set_timeout_ms(context, 30000);
    dxaws_error *error = dxaws_session_new(NULL, &session);
    if (!error) {
        error = list(session, context);
    }
    if (error) {
        fprintf(stderr, "list-buckets: %s\n", dxaws_error_message(error));
        dxaws_error_free(error);
        return 1;
    }
    return 0;
}
