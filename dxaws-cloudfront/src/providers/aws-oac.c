/* SPDX-License-Identifier: MIT */
/* CloudFront's calls for origin access controls. A change or a deletion is made to the version that
 * is there now: the control is named after us, and nobody else has business there. */
#include "aws-calls.h"

#include <stdio.h>

#define PATH "origin-access-control"

/* Sends the request, whose answer is an access control; releases it. */
static dxaws_error *call_for_oac(void *self, dxaws_context *context, dxaws_aws_request *request,
                                 const char *operation, json_t **oac)
{
    dxaws_error *error = aws_call(self, context, request);
    if (error == NULL) {
        const struct aws_answer answer = aws_answer_of(request, operation);
        error = aws_read_oac(&answer, oac);
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_create_oac(void *self, dxaws_context *context, const char *name, json_t **made)
{
    const char *operation = "CreateOriginAccessControl";
    json_t *wanted = json_pack("{ss}", CF_NAME, name);
    dxaws_aws_request *request = aws_new_request(operation, "POST", PATH, NULL);
    dxaws_aws_request_set_resource(request, name);
    dxaws_error *error = aws_set_body(request, wanted ? aws_write_oac(wanted) : NULL);
    json_decref(wanted);
    if (error != NULL) {
        dxaws_aws_request_free(request);
        return error;
    }
    return call_for_oac(self, context, request, operation, made);
}

/* CloudFront takes the whole configuration or none: what is not to change is sent back. */
static dxaws_error *send_update(void *self, dxaws_context *context, const char *id,
                                const json_t *oac, const char *etag, json_t **changed)
{
    const char *operation = "UpdateOriginAccessControl";
    char path[128];
    snprintf(path, sizeof path, PATH "/%s", id);
    dxaws_aws_request *request = aws_new_request(operation, "PUT", path, "config");
    dxaws_aws_request_set_resource(request, id);
    dxaws_aws_request_add_header(request, "If-Match", etag);
    dxaws_error *error = aws_set_body(request, aws_write_oac(oac));
    if (error != NULL) {
        dxaws_aws_request_free(request);
        return error;
    }
    return call_for_oac(self, context, request, operation, changed);
}

dxaws_error *aws_update_oac(void *self, dxaws_context *context, const char *id,
                            const json_t *changes, json_t **changed)
{
    const char *operation = "GetOriginAccessControl";
    json_t *oac = NULL;
    dxaws_aws_request *get = aws_new_request(operation, "GET", PATH, id);
    dxaws_error *error = aws_call(self, context, get);
    if (error == NULL) {
        const struct aws_answer answer = aws_answer_of(get, operation);
        error = aws_read_oac(&answer, &oac);
    }
    if (error == NULL) {
        error = json_object_update(oac, (json_t *)(uintptr_t)changes) == 0
                    ? send_update(self, context, id, oac,
                                  dxaws_aws_request_answer_header(get, "ETag"), changed)
                    : dxaws_error_out_of_memory();
    }
    json_decref(oac);
    dxaws_aws_request_free(get);
    return error;
}

dxaws_error *aws_remove_oac(void *self, dxaws_context *context, const char *id)
{
    dxaws_aws_request *get = aws_new_request("GetOriginAccessControl", "GET", PATH, id);
    dxaws_aws_request *request = aws_new_request("DeleteOriginAccessControl", "DELETE", PATH, id);
    dxaws_error *error = aws_call(self, context, get);
    if (error == NULL) {
        dxaws_aws_request_add_header(request, "If-Match",
                                     dxaws_aws_request_answer_header(get, "ETag"));
        error = aws_call(self, context, request);
    }
    dxaws_aws_request_free(get);
    dxaws_aws_request_free(request);
    return error;
}
