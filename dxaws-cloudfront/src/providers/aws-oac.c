/* SPDX-License-Identifier: MIT */
/* CloudFront's calls for origin access controls. */
#include "aws-calls.h"

#include <dxaws/extend/error.h>

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
    const char *etag = dxaws_aws_request_answer_header(request, "ETag");
    if (error == NULL && etag != NULL &&
        json_object_set_new(*oac, CF_ETAG, json_string(etag)) != 0) {
        json_decref(*oac);
        *oac = NULL;
        error = dxaws_error_out_of_memory();
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_look_oac(void *self, dxaws_context *context, const char *id, json_t **oac)
{
    const char *operation = "GetOriginAccessControl";
    dxaws_error *error =
        call_for_oac(self, context, aws_new_request(operation, "GET", PATH, id), operation, oac);
    if (dxaws_error_is_refusal(error, "NoSuchOriginAccessControl")) {
        dxaws_error_free(error);
        *oac = NULL;
        return NULL;
    }
    return error;
}

dxaws_error *aws_create_oac(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    const char *operation = "CreateOriginAccessControl";
    dxaws_aws_request *request = aws_new_request(operation, "POST", PATH, NULL);
    dxaws_aws_request_set_resource(request, dx_text(wanted, CF_NAME));
    dxaws_error *error = aws_set_body(request, aws_write_oac(wanted));
    if (error != NULL) {
        dxaws_aws_request_free(request);
        return error;
    }
    return call_for_oac(self, context, request, operation, made);
}

/* CloudFront takes the whole configuration or none: what is not to change is sent back. */
dxaws_error *aws_update_oac(void *self, dxaws_context *context, const json_t *oac, json_t **changed)
{
    const char *operation = "UpdateOriginAccessControl";
    const char *id = dx_text(oac, CF_ID);
    char path[128];
    snprintf(path, sizeof path, PATH "/%s", id);
    dxaws_aws_request *request = aws_new_request(operation, "PUT", path, "config");
    dxaws_aws_request_set_resource(request, id);
    dxaws_aws_request_add_header(request, "If-Match", dx_text(oac, CF_ETAG));
    dxaws_error *error = aws_set_body(request, aws_write_oac(oac));
    if (error != NULL) {
        dxaws_aws_request_free(request);
        return error;
    }
    return call_for_oac(self, context, request, operation, changed);
}

dxaws_error *aws_remove_oac(void *self, dxaws_context *context, const char *id, const char *etag)
{
    dxaws_aws_request *request = aws_new_request("DeleteOriginAccessControl", "DELETE", PATH, id);
    dxaws_aws_request_add_header(request, "If-Match", etag);
    dxaws_error *error = aws_call(self, context, request);
    dxaws_aws_request_free(request);
    return error;
}
