/* SPDX-License-Identifier: MIT */
/* In whose account something is made: what is not there can be made anywhere, and nothing but the
 * account tells afterwards that it was the wrong one. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

/* "arn:aws:cloudfront::ACCOUNT:distribution/ID" of any distribution says so for nothing. */
static bool account_of_any(const json_t *summaries, char account[DXAWS_ACCOUNT_SIZE])
{
    const char *arn = dx_text(json_array_get(summaries, 0), CF_ARN);
    account[0] = '\0';
    return arn != NULL && sscanf(arn, "arn:%*[^:]:cloudfront::%12[0-9]:", account) == 1;
}

dxaws_error *operations_report_caller(const struct operations *on, dxaws_context *context,
                                      const json_t *wanted, const json_t *summaries,
                                      dxaws_cloudfront_current *current)
{
    char account[DXAWS_ACCOUNT_SIZE];
    dxaws_error *error = NULL;
    if (!account_of_any(summaries, account) && on->service->account != NULL &&
        dx_is_present(wanted)) {
        error = on->service->account(on->self, context, account);
    }
    if (error != NULL || account[0] == '\0') {
        return error;
    }
    json_t *members = json_pack("{ss}", CF_CALLER, account);
    error = dxaws_cloudfront_current_assign_tree(current, members);
    json_decref(members);
    return error;
}

dxaws_error *operations_check_caller(const struct operations *on, dxaws_context *context,
                                     const json_t *payload)
{
    char account[DXAWS_ACCOUNT_SIZE] = "";
    const char *planned = dx_text(payload, CF_CALLER);
    const char *name = dx_text(payload, CF_NAME);
    dxaws_error *error = planned != NULL && on->service->account != NULL
                             ? on->service->account(on->self, context, account)
                             : NULL;
    if (error != NULL || account[0] == '\0' || strcmp(account, planned) == 0) {
        return error;
    }
    error = dxaws_error_new(DXAWS_ERROR_STALE, "cloudfront", DXAWS_MODULE_ERROR_STALE_PLAN,
                            "cloudfront %s: it was planned for account %s, and this is account "
                            "%s; plan again",
                            name, planned, account);
    dxaws_error_set_resource(error, name);
    return error;
}
