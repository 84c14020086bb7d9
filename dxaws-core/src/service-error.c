/* SPDX-License-Identifier: MIT */
/* Decodes what a service says went wrong. */
#include "service-error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "absent-codes.h"
#include "code-words.h"
#include "retry.h"
#include "service-error-parts.h"

#define PLAIN_LIMIT ((size_t)200) /* bytes of a body that is no error of AWS's */

/* ---- JSON ---- */

static void read_json(struct aws_fault *fault, const struct aws_headers *headers, const char *body,
                      size_t size)
{
    const char *type = aws_headers_get(headers, "x-amzn-errortype");
    json_t *root = size ? json_loadb(body, size, 0, NULL) : NULL;
    if (!type) {
        type = json_string_value(json_object_get(root, "__type"));
    }
    if (!type) {
        type = json_string_value(json_object_get(root, "code"));
    }
    if (type) {
        fault->code = aws_fault_code(fault, type);
    }
    const char *message = json_string_value(json_object_get(root, "message"));
    if (!message) {
        message = json_string_value(json_object_get(root, "Message"));
    }
    if (message && *message) {
        fault->message = aws_fault_line(fault, message);
    }
    json_decref(root);
}

/* ---- all of them ---- */

/* What AWS calls a failure of which only the status is known, as of a HEAD request. */
static char *status_code(int status)
{
    static const struct {
        int status;
        const char *code;
    } names[] = {{301, "PermanentRedirect"},  {304, "NotModified"},      {307, "TemporaryRedirect"},
                 {400, "BadRequest"},         {401, "Unauthorized"},     {403, "Forbidden"},
                 {404, "NotFound"},           {405, "MethodNotAllowed"}, {409, "Conflict"},
                 {412, "PreconditionFailed"}, {429, "TooManyRequests"},  {500, "InternalError"},
                 {503, "ServiceUnavailable"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].status == status) {
            return strdup(names[i].code);
        }
    }
    char text[16];
    snprintf(text, sizeof(text), "%d", status);
    return strdup(text);
}

const char *aws_fault_request_id(const struct aws_headers *headers)
{
    static const char *const names[] = {"x-amzn-requestid", "x-amz-request-id", "requestid",
                                        "x-amz-cf-id"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = aws_headers_get(headers, names[i]);
        if (value && *value) {
            return value;
        }
    }
    return NULL;
}

/* Services that speak JSON say so by a header or an object; the others send XML. */
static bool is_json(const struct aws_headers *headers, const char *body, size_t size)
{
    size_t i = 0;
    while (i < size && strchr(" \t\r\n", body[i])) {
        i++;
    }
    return (i < size && body[i] == '{') || aws_headers_get(headers, "x-amzn-errortype");
}

bool aws_fault_read(struct aws_fault *fault, int status, const struct aws_headers *headers,
                    const char *body, size_t size)
{
    *fault = (struct aws_fault){0};
    const char *id = aws_fault_request_id(headers);
    fault->request_id = id ? aws_fault_line(fault, id) : NULL;
    if (is_json(headers, body, size)) {
        read_json(fault, headers, body, size);
    } else {
        aws_fault_read_xml(fault, body, size);
    }
    const char *region = aws_headers_get(headers, "x-amz-bucket-region");
    if (region && *region) {
        free(fault->region);
        fault->region = aws_fault_line(fault, region);
    }
    fault->told = fault->code;
    fault->understood = fault->code || !size;
    if (!fault->understood && !fault->message && status >= 300) { /* of a proxy, perhaps */
        struct aws_buffer line = {0};
        aws_fault_append(&line, body, size < PLAIN_LIMIT ? size : PLAIN_LIMIT);
        fault->failed = fault->failed || line.failed;
        fault->message = aws_buffer_take(&line);
    }
    if (!fault->code) {
        fault->code = status_code(status);
    }
    if (fault->failed || !fault->code) {
        aws_fault_free(fault);
        return false;
    }
    return true;
}

void aws_fault_free(struct aws_fault *fault)
{
    free(fault->code);
    free(fault->message);
    free(fault->request_id);
    free(fault->region);
    *fault = (struct aws_fault){0};
}

dxaws_error_kind aws_fault_kind(const struct aws_fault *fault, const char *service,
                                const char *operation, int status, bool head)
{
    static const struct {
        dxaws_error_kind kind;
        const char *codes;
    } kinds[] = {
        {DXAWS_ERROR_UNAUTHENTICATED,
         "AuthFailure ExpiredToken ExpiredTokenException IncompleteSignature "
         "IncompleteSignatureException InvalidAccessKeyId InvalidClientTokenId InvalidSecurity "
         "InvalidSignatureException InvalidToken MissingAuthenticationToken "
         "MissingAuthenticationTokenException RequestExpired RequestTimeTooSkewed "
         "SignatureDoesNotMatch TokenRefreshRequired UnrecognizedClient "
         "UnrecognizedClientException"},
        {DXAWS_ERROR_PERMISSION,
         "AccessDenied AccessDeniedException AllAccessDisabled UnauthorizedOperation"},
        {DXAWS_ERROR_CONFLICT, "ResourceInUseException"},
        {DXAWS_ERROR_STALE, "InvalidIfMatchVersion PreconditionFailed"},
    };
    const char *code = fault->code;
    for (size_t i = 0; fault->understood && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (aws_words_have(kinds[i].codes, code)) {
            return kinds[i].kind;
        }
    }
    enum aws_retry retry = aws_retry_classify(service, status, code);
    if (retry == AWS_RETRY_THROTTLING) {
        return DXAWS_ERROR_THROTTLED;
    }
    if (retry == AWS_RETRY_TRANSIENT || status >= 500) {
        return DXAWS_ERROR_UNAVAILABLE;
    }
    if (!fault->understood || status < 300) {
        return DXAWS_ERROR_PROTOCOL;
    }
    if (fault->told ? aws_code_says_absent(service, operation, code, status)
                    : head && status == 404) {
        return DXAWS_ERROR_NOT_FOUND;
    }
    switch (status) {
    case 401:
        return DXAWS_ERROR_UNAUTHENTICATED;
    case 403:
        return DXAWS_ERROR_PERMISSION;
    case 404:
        return DXAWS_ERROR_PROTOCOL;
    case 409:
        return DXAWS_ERROR_CONFLICT;
    case 412:
        return DXAWS_ERROR_STALE;
    default:
        return DXAWS_ERROR_INVALID_ARGUMENT;
    }
}
