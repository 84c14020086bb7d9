/* SPDX-License-Identifier: MIT */
#include "waits.h"

#include <string.h>

#include <dxaws/extend/tree.h>

#include "error-codes.h"

/* Between two looks at what is waited for. */
enum { LEAST_WAIT_S = 2, MOST_WAIT_S = 20, LOOKS = 10 };
/* Of a wait of which its module says nothing. */
static const int64_t PATIENCE_MS = 1800000;

/* A tenth of how long it usually takes. */
static json_int_t wait_s(const dxaws_plan *rest)
{
    int64_t usual = dxaws_action_expected_s(dxaws_plan_at(rest, 0)) / LOOKS;
    return usual < LEAST_WAIT_S ? LEAST_WAIT_S : usual > MOST_WAIT_S ? MOST_WAIT_S : usual;
}

/* The module that a kind such as "acm.WAIT_ISSUED" begins with; that of the call without one. */
static const dxaws_module *module_of(const struct call *call, const char *kind)
{
    const char *dot = strchr(kind, '.');
    for (size_t i = 0; dot != NULL && i < HOST_MODULES; i++) {
        const char *name = call->host->modules[i].module->name;
        if (strlen(name) == (size_t)(dot - kind) && strncmp(name, kind, strlen(name)) == 0) {
            return call->host->modules[i].module;
        }
    }
    return call->module;
}

/* How long a module lets that kind of action wait, when nothing else is said. */
static dxaws_error *described_ms(const dxaws_module *module, const char *kind, int64_t *limit_ms)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(dxaws_document_tree(description), "actions"), index,
                       action) {
        const char *named = json_string_value(json_object_get(action, "kind"));
        json_int_t told = json_integer_value(json_object_get(action, "timeout_ms"));
        if (named != NULL && strcmp(named, kind) == 0 && told > 0) {
            *limit_ms = told;
        }
    }
    return error;
}

static dxaws_error *patience_ms(const struct call *call, const dxaws_plan *rest, const char *kind,
                                int64_t *limit_ms)
{
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    const char *dot = strchr(kind, '.');
    const char *bare = dot ? dot + 1 : kind;
    dxaws_error *error = dxaws_apply_options_merge(rest, call->options, &options);
    *limit_ms = dxaws_apply_options_timeout_ms(options, kind);
    if (*limit_ms <= 0) {
        *limit_ms = dxaws_apply_options_timeout_ms(options, bare);
    }
    if (error == NULL && *limit_ms <= 0) {
        *limit_ms = PATIENCE_MS;
        error = described_ms(module_of(call, kind), bare, limit_ms);
    }
    return error;
}

static dxaws_error *put(struct call *call, json_int_t wait, json_int_t waited, const char *why)
{
    dxaws_error *error = call_put(call, "wait_s", json_integer(wait));
    error = error ? error : call_put(call, "waited_s", json_integer(waited));
    return error || why == NULL ? error : call_put(call, "waiting", json_string(why));
}

dxaws_error *waits_put(struct call *call, const dxaws_plan *rest)
{
    const json_t *told = json_object_get(call->request, "waited_s");
    const char *why = json_string_value(json_object_get(dxaws_plan_tree(rest), "waiting"));
    int64_t limit_ms = 0;
    if (told != NULL && (!json_is_integer(told) || json_integer_value(told) < 0)) {
        return call_wrong_member("waited_s", told, "a number of seconds, or absent");
    }
    if (why == NULL) {
        return put(call, 0, 0, NULL);
    }
    const char *kind = dxaws_action_kind(dxaws_plan_at(rest, 0));
    json_int_t waited = json_integer_value(told);
    dxaws_error *error = patience_ms(call, rest, kind, &limit_ms);
    if (error == NULL && waited >= limit_ms / 1000) {
        return dxaws_error_new(DXAWS_ERROR_TIMEOUT, "lambda", DXAWS_LAMBDA_ERROR_WAIT_TIMEOUT,
                               "%s took %lld s and must take at most %lld: %s; use a new execution "
                               "to go on, or a longer \"timeouts_ms\" of it in the options",
                               kind, (long long)waited, (long long)(limit_ms / 1000), why);
    }
    json_int_t wait = wait_s(rest);
    return error ? error : put(call, wait, waited + wait, why);
}
