/* SPDX-License-Identifier: MIT */
/* The function that a distribution runs for the requests of its viewers: JavaScript, of which what
 * dxaws writes is known in C as well. */
#include "edge.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/cloudfront-rewrite.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

/* The code that is live, for free(); NULL: there is none. */
static dxaws_error *read_code(dxaws_memory_account *account, dxaws_context *context,
                              const char *name, char **code)
{
    dxaws_error *error = dxaws_memory_begin(account, context);
    if (error != NULL) {
        return error;
    }
    json_t *function = dxaws_memory_get_tree(account, "cloudfront", "function", name);
    const char *text = json_string_value(json_object_get(function, "code"));
    *code = text ? strdup(text) : NULL;
    error = text != NULL && *code == NULL ? dxaws_error_out_of_memory() : NULL;
    json_decref(function);
    dxaws_memory_abort(account);
    return error;
}

/* Reads the code; NULL in @a rewrite for what nobody here knows how to run. */
static dxaws_error *recognise(dxaws_memory_account *account, dxaws_context *context,
                              const char *arn, dxaws_cloudfront_rewrite **rewrite)
{
    char *code = NULL;
    const char *slash = strrchr(arn, '/'); /* "arn:aws:cloudfront::123456789012:function/NAME" */
    dxaws_error *error = slash ? read_code(account, context, slash + 1, &code) : NULL;
    if (error == NULL && code != NULL) {
        error = dxaws_cloudfront_rewrite_parse_code(code, rewrite);
    }
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT) {
        dxaws_error_free(error);
        error = NULL;
    }
    free(code);
    return error;
}

dxaws_error *edge_function(dxaws_memory_account *account, dxaws_context *context,
                           const json_t *distribution, const struct edge_request *request,
                           int *status, char **answer, bool *passed)
{
    const char *arn =
        json_string_value(json_object_get(distribution, "viewer_request_function_arn"));
    bool attached = arn != NULL && *arn != '\0';
    const char *query = strchr(request->target, '?');
    DXAWS_AUTO(dxaws_cloudfront_rewrite) rewrite = NULL;
    dxaws_error *error = attached ? recognise(account, context, arn, &rewrite) : NULL;
    if (error != NULL) {
        return error;
    }
    *status = 0;
    *passed = attached && rewrite == NULL;
    char *path = strndup(request->target, strcspn(request->target, "?"));
    if (path == NULL || rewrite == NULL) {
        *answer = path;
        return path ? NULL : dxaws_error_out_of_memory();
    }
    error = dxaws_cloudfront_rewrite_apply(rewrite, request->method, request->host, path,
                                           query ? query + 1 : NULL, status, answer);
    free(path);
    return error;
}
