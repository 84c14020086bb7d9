/* SPDX-License-Identifier: MIT */
/* Errors of Route53 that mean something special here. */
#include "errors.h"

#include <dxaws/extend/error.h>

#include <stdbool.h>
#include <string.h>

/* Route53 has one code for everything that is wrong with a batch; only its text tells. */
static bool says_changed(const char *message)
{
    return strstr(message, "it already exists") != NULL ||
           strstr(message, "it was not found") != NULL ||
           strstr(message, "do not match the current values") != NULL;
}

dxaws_error *dns_change_error(dxaws_error *error, const char *zone_name)
{
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    if (code == NULL || strcmp(code, "InvalidChangeBatch") != 0 ||
        !says_changed(dxaws_error_message(error))) {
        return error;
    }
    dxaws_error *stale = dxaws_error_new(
        DXAWS_ERROR_STALE, "dns", "RecordsChanged",
        "dns: record sets of zone %s changed since they were read, nothing was changed in it; run "
        "again to plan with what is there now: %s",
        zone_name, dxaws_error_message(error));
    dxaws_error_set_aws(stale, code, dxaws_error_http_status(error), dxaws_error_request_id(error));
    dxaws_error_set_operation(stale, dxaws_error_operation(error));
    dxaws_error_set_resource(stale, zone_name);
    dxaws_error_set_cause(stale, error);
    return stale;
}
