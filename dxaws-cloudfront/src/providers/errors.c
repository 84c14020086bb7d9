/* SPDX-License-Identifier: MIT */
/* What CloudFront's refusals mean here, and what to do about them. */
#include "service.h"

#include <dxaws/extend/error.h>

#include <string.h>

static const struct {
    const char *aws_code;
    dxaws_error_kind kind;
    const char *code;
    const char *meaning;
} refusals[] = {
    {"CNAMEAlreadyExists", DXAWS_ERROR_CONFLICT, DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
     "an alias is taken: another distribution holds it, perhaps in another account, or its DNS "
     "record still points to another one; free it there and run again. Who holds it is told to a "
     "distribution whose certificate covers it: \"aws cloudfront list-conflicting-aliases "
     "--distribution-id ID --alias NAME\""},
    {"PreconditionFailed", DXAWS_ERROR_STALE, DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
     "the distribution was changed by somebody else since it was read; nothing was overwritten, "
     "plan again"},
    {"InvalidIfMatchVersion", DXAWS_ERROR_STALE, DXAWS_CLOUDFRONT_ERROR_STALE_DISTRIBUTION,
     "the distribution is at another version than the one read; nothing was overwritten, plan "
     "again"},
    {"NoSuchDistribution", DXAWS_ERROR_STALE, DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_GONE,
     "the distribution was deleted by somebody else since it was read; plan again"},
    {"DistributionNotDisabled", DXAWS_ERROR_INVALID_STATE,
     DXAWS_CLOUDFRONT_ERROR_DISTRIBUTION_NOT_DISABLED,
     "CloudFront does not take the distribution for disabled and deployed yet; run again in some "
     "minutes"},
    {"OriginAccessControlInUse", DXAWS_ERROR_CONFLICT,
     DXAWS_CLOUDFRONT_ERROR_ORIGIN_ACCESS_CONTROL_IN_USE,
     "the origin access control is still used by a distribution; run again in some minutes, or "
     "free it where else it is used"},
    {"ResourceInUse", DXAWS_ERROR_CONFLICT, DXAWS_CLOUDFRONT_ERROR_RESOURCE_IN_USE,
     "something else still uses the distribution, such as a continuous deployment policy; free it "
     "there first"},
};

dxaws_error *cloudfront_explain(dxaws_error *error, const json_t *payload)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        if (!dxaws_error_is_refusal(error, refusals[i].aws_code)) {
            continue;
        }
        error = dxaws_error_explain(
            error, dxaws_error_new(refusals[i].kind, "cloudfront", refusals[i].code,
                                   "cloudfront %s: %s (%s)", dx_text(payload, CF_NAME),
                                   refusals[i].meaning, dxaws_error_message(error)));
        dxaws_error_set_resource(error, dx_text(payload, CF_NAME));
        break;
    }
    return error;
}
