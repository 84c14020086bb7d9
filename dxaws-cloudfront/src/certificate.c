/* SPDX-License-Identifier: MIT */
/* What CloudFront wants of a certificate, and ACM says of it. Pure. */
#include "ownership.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "providers/service.h"

/* RSA of 1024 to 4096 bits is taken, and of the elliptic ones the smallest. */
bool cloudfront_key_is_taken(const char *algorithm)
{
    return strncmp(algorithm, "RSA", 3) == 0 || strcmp(algorithm, "EC_prime256v1") == 0;
}

bool cloudfront_name_covers(const char *name, const char *alias)
{
    const char *parent = strchr(alias, '.');
    return strcasecmp(name, alias) == 0 ||
           (strncmp(name, "*.", 2) == 0 && strncmp(alias, "*.", 2) != 0 && parent != NULL &&
            strcasecmp(name + 1, parent) == 0);
}

/* The first that it does not cover; NULL when it covers them all. */
static const char *uncovered(const json_t *names, const json_t *aliases)
{
    for (size_t i = 0; i < json_array_size(aliases); i++) {
        const char *alias = json_string_value(json_array_get(aliases, i));
        bool covered = false;
        for (size_t k = 0; k < json_array_size(names) && alias != NULL; k++) {
            const char *name = json_string_value(json_array_get(names, k));
            covered = covered || (name != NULL && cloudfront_name_covers(name, alias));
        }
        if (alias != NULL && !covered) {
            return alias;
        }
    }
    return NULL;
}

bool cloudfront_certificate_fault(const json_t *certificate, const json_t *aliases,
                                  char why[CLOUDFRONT_FAULT_SIZE])
{
    const char *status = dx_text(certificate, CF_STATUS);
    const char *key = dx_text(certificate, CF_KEY);
    const char *alias = uncovered(json_object_get(certificate, CF_NAMES), aliases);
    if (!dx_exists(certificate)) {
        snprintf(why, CLOUDFRONT_FAULT_SIZE, "ACM has no such certificate");
    } else if (status == NULL || strcmp(status, "ISSUED") != 0) {
        snprintf(why, CLOUDFRONT_FAULT_SIZE, "ACM says that it is %.40s",
                 status ? status : "in no status");
    } else if (key != NULL && !cloudfront_key_is_taken(key)) {
        snprintf(why, CLOUDFRONT_FAULT_SIZE, "CloudFront takes no %.40s key", key);
    } else if (alias != NULL) {
        snprintf(why, CLOUDFRONT_FAULT_SIZE, "it does not cover %.255s", alias);
    } else {
        return false;
    }
    return true;
}

dxaws_error *cloudfront_plan_certificate(const struct dx_planner *planner)
{
    char why[CLOUDFRONT_FAULT_SIZE];
    const json_t *certificate = json_object_get(planner->observed, CF_FOUND_CERTIFICATE);
    const json_t *aliases = json_object_get(planner->desired, CF_ALIASES);
    const char *wanted = dx_text(planner->desired, CF_CERTIFICATE);
    const char *arn = dx_text(certificate, CF_ARN);
    if (arn == NULL || wanted == NULL || strcmp(arn, wanted) != 0 ||
        !cloudfront_certificate_fault(
            certificate, aliases ? aliases : json_object_get(planner->observed, CF_ALIASES), why)) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, "cloudfront", DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE,
        "cloudfront %s: \"" CF_CERTIFICATE "\" cannot be used: %s; name one of us-east-1 that is "
        "ISSUED and covers every alias: %s",
        dx_text(planner->desired, CF_NAME), why, arn);
    dxaws_error_set_resource(error, arn);
    return error;
}
