/* SPDX-License-Identifier: MIT */
/* Whose account a plan was made for. */
#include "plan-account.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

/* "arn:aws:cloudfront::123456789012:distribution/E1": of services that show what the account has. A
 * key or a bucket that something refers to may be anybody's. */
static bool read_arn(const char *arn, char account[DXAWS_ACCOUNT_SIZE])
{
    char service[16];
    int start = 0;
    bool known = sscanf(arn, "arn:%*[^:]:%15[^:]:%n", service, &start) == 1 && start > 0 &&
                 (strcmp(service, "cloudfront") == 0 || strcmp(service, "acm") == 0);
    const char *region = arn + start;
    const char *id = known ? strchr(region, ':') : NULL;
    if (id == NULL || strspn(id + 1, "0123456789") != DXAWS_ACCOUNT_SIZE - 1) {
        return false;
    }
    snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", id + 1);
    return true;
}

static bool find(const json_t *value, char account[DXAWS_ACCOUNT_SIZE])
{
    const char *name;
    json_t *member;
    size_t index;
    const char *caller = json_string_value(json_object_get(value, "caller_account"));
    const char *arn = json_string_value(json_object_get(value, "arn"));
    if (caller != NULL && strlen(caller) == DXAWS_ACCOUNT_SIZE - 1) {
        snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", caller);
        return true;
    }
    if (arn != NULL && read_arn(arn, account)) {
        return true;
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, member) {
        if (find(member, account)) {
            return true;
        }
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, member) {
        if (find(member, account)) {
            return true;
        }
    }
    return false;
}

const char *plan_account(const dxaws_plan *plan, char account[DXAWS_ACCOUNT_SIZE])
{
    return find(dxaws_plan_observed_tree(plan), account) ? account : NULL;
}

dxaws_error *plan_account_check(const struct run *run, const dxaws_plan *plan)
{
    char planned[DXAWS_ACCOUNT_SIZE];
    char caller[DXAWS_ACCOUNT_SIZE] = "";
    if (run->options->base != ADAPTER_AWS || plan_account(plan, planned) == NULL) {
        return NULL;
    }
    dxaws_error *error = dxaws_session_find_account(run->session, run->context, true, caller);
    if (error != NULL) { /* where nobody tells, the services will: they know their own things */
        dxaws_error_free(error);
        return dxaws_context_check(run->context);
    }
    if (caller[0] == '\0' || strcmp(caller, planned) == 0) {
        return NULL;
    }
    const char *module = dxaws_plan_module(plan);
    error = dxaws_error_new(DXAWS_ERROR_STALE, module, DXAWS_MODULE_ERROR_STALE_PLAN,
                            "%s %s: use credentials of account %s, for which this was planned, or "
                            "plan again: these are of account %s; nothing was changed",
                            module, dxaws_plan_resource(plan), planned, caller);
    dxaws_error_set_resource(error, dxaws_plan_resource(plan));
    return error;
}
