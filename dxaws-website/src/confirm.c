/* SPDX-License-Identifier: MIT */
/* After a site was applied: the plan of what its modules read back is empty. */
#include "confirm.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>

#include "parts.h"
#include "plan.h"

static dxaws_error *not_as_applied(const struct site *site, const char *what, dxaws_error *cause)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_PARTIAL, WEBSITE, DXAWS_MODULE_ERROR_NOT_AS_APPLIED,
        "website %s: applied, but %s; a service or somebody else changes it: run again",
        site_name(site), what);
    dxaws_error_set_resource(error, site_name(site));
    dxaws_error_set_retryable(error, true);
    dxaws_error_set_cause(error, cause);
    return error;
}

dxaws_error *site_confirm(struct site *site, const dxaws_apply_options *options)
{
    DXAWS_AUTO(dxaws_plan) left = NULL;
    char what[800];
    if (!site_is_present(site)) {
        return NULL; /* each module has seen its own gone */
    }
    struct site *one;
    for (size_t i = 0; (one = site_at(site, i)) != NULL; i++) {
        one->options = options;
        memset(one->progress.done, 0, sizeof one->progress.done);
    }
    dxaws_error *error = plan_site(site, &left);
    if (error != NULL && dxaws_error_get_kind(error) != DXAWS_ERROR_OUT_OF_MEMORY) {
        snprintf(what, sizeof what, "what reads back cannot be gone on from: %.700s",
                 dxaws_error_message(error));
        return not_as_applied(site, what, error);
    }
    if (error == NULL && dxaws_plan_count(left) > 0) {
        snprintf(what, sizeof what, "%.100s is left to do",
                 dxaws_action_kind(dxaws_plan_at(left, 0)));
        return not_as_applied(site, what, NULL);
    }
    return error;
}
