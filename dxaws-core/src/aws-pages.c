/* SPDX-License-Identifier: MIT */
/* Lists that are answered page by page. */
#include <stdlib.h>
#include <string.h>

#include "aws-request.h"

static dxaws_error *repeated(const dxaws_aws_request *request)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "RepeatedPage",
                        "%s %s: a page names itself as the next one: the list would never end",
                        request->service, request->operation);
    dxaws_error_set_operation(error, request->operation);
    dxaws_error_set_resource(error, request->resource ? request->resource : request->bucket);
    return error;
}

/* One page. *token becomes that of the next one, NULL at the end. */
static dxaws_error *walk(dxaws_session *session, dxaws_context *context,
                         const dxaws_aws_pages_ops *ops, void *self, char **token)
{
    char *next = NULL;
    bool stop = false;
    dxaws_aws_request *request = ops->request(self, *token);
    dxaws_error *error =
        request ? dxaws_aws_call(session, context, request) : dxaws_error_out_of_memory();
    if (!error) {
        error = ops->read(self, request, &next, &stop);
    }
    if (!error && !stop && next && *token && strcmp(next, *token) == 0) {
        error = repeated(request);
    }
    dxaws_aws_request_free(request);
    free(*token);
    if (error || stop) {
        free(next);
        next = NULL;
    }
    *token = next;
    return error;
}

dxaws_error *dxaws_aws_pages(dxaws_session *session, dxaws_context *context,
                             const dxaws_aws_pages_ops *ops, void *self)
{
    if (!session || !ops || !ops->request || !ops->read) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "dxaws_aws_pages() needs a session, a request and a reader");
    }
    char *token = NULL;
    dxaws_error *error;
    do {
        error = walk(session, context, ops, self, &token);
    } while (!error && token);
    return error;
}
