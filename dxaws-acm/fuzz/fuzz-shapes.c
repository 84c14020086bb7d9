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
    dxaws_acm_current *observed = dxaws_acm_current_new();
    dx_fuzz_require(certificate_observe(certificate, observed) == NULL);
    dx_fuzz_require(dxaws_acm_current_arn(observed) != NULL);
    dxaws_acm_current_free(observed);
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
    json_decref(certificates_candidates(certificates, "www.example.com", "RSA_2048"));
    json_decref(certificates_sharing(certificates, "*.www.example.com"));
    json_decref(certificates);
    json_decref(certificate);
    json_decref(tags);
    free(token);
    free(arn);
    return 0;
}
