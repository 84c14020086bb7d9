/* SPDX-License-Identifier: MIT */
/* ACM's DescribeCertificate: the only call that is not CloudFront's own. */
#include "aws-calls.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

#define OPERATION "DescribeCertificate"

static dxaws_aws_request *new_request(const char *arn)
{
    json_t *body = json_pack("{ss}", "CertificateArn", arn);
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    dxaws_aws_request *request = text ? dxaws_aws_request_new("acm", OPERATION, "POST", "/") : NULL;
    if (request != NULL) {
        dxaws_aws_request_set_region(request, "us-east-1"); /* CloudFront's */
        dxaws_aws_request_add_header(request, "X-Amz-Target", "CertificateManager." OPERATION);
        dxaws_aws_request_set_body(request, text, strlen(text));
        dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.1");
        dxaws_aws_request_set_resource(request, arn);
    }
    free(text);
    json_decref(body);
    return request;
}

/* ACM takes RSA_2048 and reports RSA-2048. */
static json_t *key_of(const json_t *certificate)
{
    const char *key = dx_text(certificate, "KeyAlgorithm");
    json_t *value = NULL;
    char *copy = key ? strdup(key) : NULL;
    if (copy != NULL) {
        char *hyphen = strchr(copy, '-');
        if (hyphen != NULL) {
            *hyphen = '_';
        }
        value = json_string(copy);
    }
    free(copy);
    return value;
}

static dxaws_error *read_certificate(const dxaws_aws_request *request, const char *arn,
                                     json_t **found)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    json_t *document = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    json_t *certificate = json_object_get(document, "Certificate");
    json_t *names = json_object_get(certificate, "SubjectAlternativeNames");
    const char *status = dx_text(certificate, "Status");
    dxaws_error *error = NULL;
    if (status == NULL || !json_is_array(names)) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "cloudfront",
                                DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE,
                                "cloudfront " OPERATION
                                ": the answer is not what ACM documents: no \"Certificate\" with "
                                "status and names");
    } else {
        *found = json_pack("{ss sb ss sO so*}", CF_ARN, arn, DX_EXISTS, 1, CF_STATUS, status,
                           CF_NAMES, names, CF_KEY, key_of(certificate));
        error = *found ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(document);
    return error;
}

dxaws_error *aws_look_certificate(void *self, dxaws_context *context, const char *arn,
                                  json_t **found)
{
    dxaws_aws_request *request = new_request(arn);
    dxaws_error *error = aws_call(self, context, request);
    if (dxaws_error_is_refusal(error, "ResourceNotFoundException")) {
        dxaws_error_free(error);
        *found = json_pack("{ss sb}", CF_ARN, arn, DX_EXISTS, 0);
        error = *found ? NULL : dxaws_error_out_of_memory();
    } else if (error == NULL) {
        error = read_certificate(request, arn, found);
    }
    dxaws_aws_request_free(request);
    return error;
}
