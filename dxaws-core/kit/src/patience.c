/* SPDX-License-Identifier: MIT */
/* Refusals that pass by themselves. */
#include "patience.h"

#include <dxaws/extend/error.h>
#include <dxaws/module.h>

#include <stdio.h>
#include <string.h>

enum { FIRST_PAUSE_MS = 1000, LONGEST_PAUSE_MS = 20000 };

/* Every service says that there are too many requests; how long an account is so busy, nobody
 * knows. */
static const struct dx_refusal throttled = {.patience_s = 3600};

static bool is_of(const struct dx_refusal *row, const char *action, const dxaws_error *error)
{
    return dxaws_error_is_refusal(error, row->aws_code) &&
           (row->action == NULL || (action != NULL && strcmp(row->action, action) == 0)) &&
           (row->code == NULL || strcmp(dxaws_error_code(error), row->code) == 0) &&
           (row->unless == NULL || strstr(dxaws_error_message(error), row->unless) == NULL);
}

/* NULL for what no patience helps against. What an action had done before it was refused does not
 * matter: it can be performed again. */
static const struct dx_refusal *find(const struct patience *patience, const dxaws_error *error)
{
    const struct dx_schema *schema = patience->schema;
    while (dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL && dxaws_error_cause(error) != NULL) {
        error = dxaws_error_cause(error);
    }
    for (size_t i = 0; i < schema->refusal_count; i++) {
        if (is_of(&schema->refusals[i], patience->action, error)) {
            return &schema->refusals[i];
        }
    }
    return dxaws_error_get_kind(error) == DXAWS_ERROR_THROTTLED ? &throttled : NULL;
}

static dxaws_error *timed_out(const struct patience *patience, int64_t elapsed_ms,
                              dxaws_error *refusal)
{
    dxaws_error *error = dxaws_error_explain(
        refusal,
        dxaws_error_new(DXAWS_ERROR_TIMEOUT, patience->schema->module, "WaitTimeout",
                        "%s %s: %s was refused for %lld s: %s; it is safe to run again",
                        patience->schema->module, patience->resource ? patience->resource : "",
                        patience->action ? patience->action : "reading",
                        (long long)(elapsed_ms / 1000), dxaws_error_message(refusal)));
    dxaws_error_set_retryable(error, true);
    return error;
}

/* Waits before the next attempt; an error, with the refusal as its cause, when that is not to be.
 */
static dxaws_error *pause_after(struct patience *patience, dxaws_error *refusal)
{
    dxaws_context *context = patience->context;
    /* Jitter keeps several of them from asking in step. */
    double jitter = 0.8 + 0.4 * dxaws_context_jitter(context);
    dxaws_error *error =
        dxaws_context_sleep_ms(context, (int64_t)((double)patience->pause_ms * jitter));
    int64_t next = patience->pause_ms * 8 / 5;
    patience->pause_ms = next < LONGEST_PAUSE_MS ? next : LONGEST_PAUSE_MS;
    if (error == NULL) {
        dxaws_error_free(refusal);
        return NULL;
    }
    if (dxaws_error_get_kind(error) == DXAWS_ERROR_TIMEOUT) {
        int64_t elapsed = dxaws_context_monotonic_ms(context) - patience->start_ms;
        dxaws_error_free(error);
        return timed_out(patience, elapsed, refusal);
    }
    dxaws_error_set_cause(error, refusal);
    return error;
}

bool patience_lasts(struct patience *patience, dxaws_error **error)
{
    const struct dx_refusal *row = *error ? find(patience, *error) : NULL;
    if (row == NULL) {
        return false;
    }
    int64_t now = dxaws_context_monotonic_ms(patience->context);
    if (patience->pause_ms == 0) {
        patience->start_ms = now;
        patience->pause_ms = FIRST_PAUSE_MS;
    }
    int64_t elapsed = now - patience->start_ms;
    if (elapsed >= row->patience_s * INT64_C(1000)) {
        return false;
    }
    if (patience->tell != NULL) {
        char why[200];
        const char *code = dxaws_error_aws_code(*error);
        snprintf(why, sizeof why, "refused for now: %s",
                 row->why ? row->why
                 : code   ? code
                          : dxaws_error_code(*error));
        patience->tell(patience->tell_self, elapsed, why);
    }
    *error = pause_after(patience, *error);
    return *error == NULL;
}
