/* SPDX-License-Identifier: MIT */
/* Whether it is the account that a manifest names: asked before anything is read from it. */
#include "account.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"

/* The token service has the last word: what files say of their keys' account may be wrong. */
static dxaws_error *ask(struct run *run, char account[DXAWS_ACCOUNT_SIZE])
{
    DXAWS_AUTO(dxaws_aws_env) env = NULL;
    dxaws_error *error = dxaws_session_get_aws_env(run->session, run->context, &env);
    if (error == NULL) {
        snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", dxaws_aws_env_account(env));
    }
    return error;
}

dxaws_error *account_check(struct run *run, const char *wanted)
{
    char account[DXAWS_ACCOUNT_SIZE] = "";
    dxaws_error *error = NULL;
    if (wanted == NULL || run->options->base == ADAPTER_REPLAY) {
        return NULL;
    }
    if (run->options->base == ADAPTER_MEMORY) {
        snprintf(account, sizeof account, "%s", dxaws_memory_account_id(run->account));
    } else {
        error = ask(run, account);
    }
    if (error != NULL || strcmp(account, wanted) == 0) {
        return error;
    }
    bool simulated = run->options->base == ADAPTER_MEMORY;
    error = dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_WRONG_ACCOUNT,
                            simulated ? "account %s is wanted, and the simulated one is %s; add "
                                        "--set account=%s"
                                      : "account %s is wanted, and the credentials are of %s; use "
                                        "others, such as with --profile, or change the number here",
                            wanted, account, account);
    dxaws_error_set_path(error, "/account", false);
    return error;
}
