/* SPDX-License-Identifier: MIT */
/* The certificate that a distribution is to have: read where it is new, so that CloudFront need not
 * be asked for what ACM can tell, and read again when CloudFront refuses it: what ACM has issued is
 * not known to CloudFront for some minutes, and what is wrong with it will not pass. */
#include "operations.h"

#include <dxaws/extend/error.h>

#include <string.h>

/* Who may not ask gets CloudFront's own answer. */
static dxaws_error *look(const struct operations *on, dxaws_context *context, const char *arn,
                         json_t **certificate)
{
    *certificate = NULL;
    dxaws_error *error = on->service->certificate(on->self, context, arn, certificate);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

dxaws_error *operations_report_certificate(const struct operations *on, dxaws_context *context,
                                           const json_t *wanted, const json_t *found,
                                           dxaws_cloudfront_current *current)
{
    const char *arn = dx_text(wanted, CF_CERTIFICATE);
    const char *used = dx_text(found, CF_CERTIFICATE);
    json_t *certificate = NULL;
    if (arn == NULL || strncmp(arn, "arn:", 4) != 0 || (used != NULL && strcmp(used, arn) == 0) ||
        !dx_is_present(wanted)) {
        return NULL;
    }
    dxaws_error *error = look(on, context, arn, &certificate);
    if (error != NULL || certificate == NULL) {
        return error;
    }
    json_t *members = json_pack("{so}", CF_FOUND_CERTIFICATE, certificate);
    error = dxaws_cloudfront_current_assign_tree(current, members);
    json_decref(members);
    return error;
}

/* Of what is written, or stays as it was. */
static const json_t *member(const json_t *payload, const dxaws_cloudfront_current *observed,
                            const char *name)
{
    const json_t *value = json_object_get(payload, name);
    return value ? value : json_object_get(dxaws_cloudfront_current_tree(observed), name);
}

static dxaws_error *explain(dxaws_error *error, const json_t *payload, const char *fault)
{
    const char *name = dx_text(payload, CF_NAME);
    dxaws_error *explained =
        fault != NULL
            ? dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "cloudfront",
                              DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE,
                              "cloudfront %s: the certificate is refused: %s; it must exist in "
                              "us-east-1 of this account, be ISSUED, and cover every alias (%s)",
                              name, fault, dxaws_error_message(error))
            : dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "cloudfront",
                              DXAWS_CLOUDFRONT_ERROR_CERTIFICATE_UNSETTLED,
                              "cloudfront %s: CloudFront does not know the certificate yet; run "
                              "again in some minutes (%s)",
                              name, dxaws_error_message(error));
    explained = dxaws_error_explain(error, explained);
    dxaws_error_set_resource(explained, name);
    return explained;
}

dxaws_error *operations_explain_certificate(const struct operations *on, dxaws_context *context,
                                            const json_t *payload,
                                            const dxaws_cloudfront_current *observed,
                                            dxaws_error *error)
{
    char why[CLOUDFRONT_FAULT_SIZE] = "";
    json_t *certificate = NULL;
    const char *arn = json_string_value(member(payload, observed, CF_CERTIFICATE));
    if (!dxaws_error_is_refusal(error, "InvalidViewerCertificate")) {
        return error;
    }
    dxaws_error *failed = arn ? look(on, context, arn, &certificate) : NULL;
    bool wrong =
        certificate != NULL &&
        cloudfront_certificate_fault(certificate, member(payload, observed, CF_ALIASES), why);
    /* Where ACM cannot be asked, CloudFront's own words tell what will not pass. */
    if (certificate == NULL && strstr(dxaws_error_message(error), "cover the al") != NULL) {
        strcpy(why, "it does not cover an alias");
        wrong = true;
    }
    dxaws_error_free(failed);
    json_decref(certificate);
    return explain(error, payload, wrong ? why : NULL);
}
