/* SPDX-License-Identifier: MIT */
/* Any bytes as an answer of ACM: a PROTOCOL error on one line, or what can be observed. */
#include <dxaws/kit/fuzz-main.h>

#include "providers/aws-shapes.h"

#include <stdlib.h>
#include <string.h>

static void check(dxaws_error *error)
{
    if (error != NULL && (dxaws_error_get_kind(error) != DXAWS_ERROR_PROTOCOL ||
                          strchr(dxaws_error_message(error), '\n') != NULL)) {
        abort();
    }
    dxaws_error_free(error);
}

/* What was understood must be of use to the rest of the module. */
static void observe(const json_t *certificate)
{
    struct dx_state observed;
    dx_state_init(&observed, &acm_schema);
    certificate_observe(certificate, &observed);
    dxaws_error *error = dx_state_check(&observed, DX_OBSERVED);
    char *text = dx_state_format(&observed);
    if (error != NULL || text == NULL || dx_state_text(&observed, ACM_ARN) == NULL) {
        abort();
    }
    free(text);
    dx_state_clear(&observed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct shapes_answer answer = {
        .operation = "Fuzz", .body = (const char *)data, .size = size, .now_ms = 1700000000000};
    json_t *certificates = json_array();
    json_t *certificate = NULL;
    json_t *tags = NULL;
    char *token = NULL;
    char *arn = NULL;
    check(shapes_parse_list(&answer, certificates, &token));
    check(shapes_parse_certificate(&answer, &certificate));
    check(shapes_parse_tags(&answer, &tags));
    check(shapes_parse_arn(&answer, &arn));
    if (certificate != NULL) {
        observe(certificate);
        json_array_append(certificates, certificate);
    }
    json_decref(certificates_ours(certificates, "www.example.com", "RSA_2048"));
    json_decref(certificates_sharing(certificates, "*.www.example.com", "arn"));
    json_decref(certificates);
    json_decref(certificate);
    json_decref(tags);
    free(token);
    free(arn);
    return 0;
}
