/* SPDX-License-Identifier: MIT */
/* Lists that are answered page by page. */
#include <dxaws/extend/error.h>

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

/* Reads an answer to the request for *token, which becomes that of the next page, NULL at the end.
 */
static dxaws_error *read_page(const dxaws_aws_pages_ops *ops, void *self,
                              const dxaws_aws_request *request, char **token)
{
    char *next = NULL;
    bool stop = false;
    dxaws_error *error = ops->read(self, request, &next, &stop);
    if (!error && !stop && next && *token && strcmp(next, *token) == 0) {
        error = repeated(request);
    }
    if (error || stop) {
        free(next);
        next = NULL;
    }
    free(*token);
    *token = next;
    return error;
}

static dxaws_error *ask_page(dxaws_session *session, dxaws_context *context,
                             const dxaws_aws_pages_ops *ops, void *self, char **token)
{
    dxaws_aws_request *request = ops->request(self, *token);
    dxaws_error *error =
        request ? dxaws_aws_call(session, context, request) : dxaws_error_out_of_memory();
    if (!error) {
        error = read_page(ops, self, request, token);
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *dxaws_aws_pages(dxaws_session *session, dxaws_context *context,
                             const dxaws_aws_pages_ops *ops, void *self, dxaws_aws_request *first)
{
    if (!session || !ops || !ops->request || !ops->read) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a list of pages needs a session, a request and a reader");
    }
    char *token = NULL;
    dxaws_error *error =
        first ? dxaws_aws_request_take_error(first) : ask_page(session, context, ops, self, &token);
    if (!error && first) {
        error = read_page(ops, self, first, &token);
    }
    while (!error && token) {
        error = ask_page(session, context, ops, self, &token);
    }
    free(token);
    return error;
}
