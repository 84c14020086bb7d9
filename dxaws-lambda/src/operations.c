/* SPDX-License-Identifier: MIT */
#include "operations.h"

#include <string.h>

#include <dxaws/extend/context.h>
#include <dxaws/extend/tree.h>

#include "call.h"
#include "error-codes.h"
#include "inventory.h"
#include "kinds.h"
#include "state.h"
#include "verify.h"
#include "waits.h"

/* Through its text, which tells whether it is as it was written, wherever it was in the meantime.
 */
static dxaws_error *plan_at(const struct call *call, dxaws_plan **plan)
{
    const json_t *member = json_object_get(call->request, "plan");
    char *text = NULL;
    if (!json_is_object(member)) {
        return call_wrong_member("plan", member, "an object");
    }
    dxaws_error *error = state_fetch(call, member, &text);
    if (error == NULL && text == NULL) {
        text = json_dumps(member, JSON_COMPACT);
        error = text ? NULL : dxaws_error_out_of_memory();
    }
    error = error ? error : dxaws_plan_parse(text, plan);
    free(text);
    return error;
}

/* With its digests, how many actions it has and the kind of the first, which is what a machine
 * branches on. */
static dxaws_error *put_plan(struct call *call, const dxaws_plan *plan)
{
    const char *text = dxaws_plan_text(plan);
    size_t count = dxaws_plan_count(plan);
    const char *next = count > 0 ? dxaws_action_kind(dxaws_plan_at(plan, 0)) : "";
    dxaws_error *error = call_put(call, "plan", text ? json_loads(text, 0, NULL) : NULL);
    error = error ? error : call_put(call, "actions", json_integer((json_int_t)count));
    return error ? error : call_put(call, "next", json_string(next));
}

/* The kinds of all its actions, each once, in their order: what a plan is about. */
static dxaws_error *put_kinds(struct call *call, const dxaws_plan *plan)
{
    json_t *kinds = json_array();
    bool whole = kinds != NULL;
    for (size_t i = 0; i < dxaws_plan_count(plan) && whole; i++) {
        json_t *kind = json_string(dxaws_action_kind(dxaws_plan_at(plan, i)));
        bool told = false;
        for (size_t k = 0; k < json_array_size(kinds); k++) {
            told = told || json_equal(json_array_get(kinds, k), kind);
        }
        whole = kind != NULL && (told || json_array_append(kinds, kind) == 0);
        json_decref(kind);
    }
    if (!whole) {
        json_decref(kinds);
        return dxaws_error_out_of_memory();
    }
    return call_put(call, "kinds", kinds);
}

/* Whether the call changed something, or may have: what was done already writes nothing. */
static dxaws_error *put_wrote(struct call *call)
{
    return call_put(call, "wrote", json_boolean(dxaws_context_writes(call->context) > 0));
}

static dxaws_error *check(struct call *call)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_error *error = call_document_at(call->request, "desired", &desired);
    return error ? error : call->module->check(call->module, desired);
}

static dxaws_error *read_current(struct call *call)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = call_document_at(call->request, "desired", &desired);
    error = error
                ? error
                : call->module->read(call->module, call->manager, call->context, desired, &current);
    return error ? error : call_put_document(call, "current", current);
}

/* Of what the request says that is there, or of what is read. */
static dxaws_error *make_plan(struct call *call, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = call_document_at(call->request, "desired", &desired);
    if (error == NULL && json_object_get(call->request, "current") != NULL) {
        error = call_document_at(call->request, "current", &current);
    } else if (error == NULL) {
        error = call->module->read(call->module, call->manager, call->context, desired, &current);
    }
    return error ? error : call->module->plan(call->module, desired, current, call->options, plan);
}

static dxaws_error *plan(struct call *call)
{
    DXAWS_AUTO(dxaws_plan) made = NULL;
    dxaws_error *error = make_plan(call, &made);
    error = error ? error : put_plan(call, made);
    error = error ? error : put_kinds(call, made);
    return error ? error : call_put(call, "waited_s", json_integer(0));
}

static dxaws_error *apply_plan(struct call *call, const dxaws_plan *planned)
{
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    dxaws_error *error = call->module->apply(call->module, call->manager, call->context, planned,
                                             call->options, &rest, &result);
    error = error ? error : put_plan(call, rest);
    error = error ? error : call_put_document(call, "result", result);
    return error ? error : put_wrote(call);
}

/* A plan that was handed on may have been done already. What stands in the way of planning it again
 * is told by applying it. */
static dxaws_error *apply(struct call *call)
{
    DXAWS_AUTO(dxaws_plan) planned = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    dxaws_error *error = plan_at(call, &planned);
    if (error != NULL) {
        return error;
    }
    dxaws_error_free(
        dxaws_module_plan_again(call->module, call->manager, call->context, planned, &again));
    bool done = again != NULL && dxaws_plan_count(again) == 0;
    return apply_plan(call, done ? again : planned);
}

static dxaws_error *execute(struct call *call)
{
    DXAWS_AUTO(dxaws_plan) planned = NULL;
    dxaws_error *error = make_plan(call, &planned);
    return error ? error : apply_plan(call, planned);
}

/* One action, or one look at what is waited for. */
static dxaws_error *step(struct call *call)
{
    DXAWS_AUTO(dxaws_plan) planned = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    dxaws_error *error = plan_at(call, &planned);
    error = error ? error
                  : call->module->step(call->module, call->manager, call->context, planned,
                                       call->options, &rest);
    error = error ? error : put_plan(call, rest);
    error = error ? error : put_wrote(call);
    return error ? error : waits_put(call, rest);
}

/* A site from outside, where what is read is how AWS has it. */
static dxaws_error *verify(struct call *call)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = call_document_at(call->request, "desired", &desired);
    error = error
                ? error
                : call->module->read(call->module, call->manager, call->context, desired, &current);
    return error ? error
                 : verify_served(call->host, call->context, dxaws_document_tree(desired),
                                 dxaws_document_tree(current), call->reply);
}

static dxaws_error *describe(struct call *call)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = call->module->describe(call->module, &description);
    return error ? error : call_put_document(call, "description", description);
}

static dxaws_error *put_supported(struct call *call)
{
    json_t *kinds = NULL;
    dxaws_error *error = kinds_performed(call->host, call->module, call->provider, &kinds);
    return error ? error : call_put(call, "supports", kinds);
}

static dxaws_error *supports(struct call *call)
{
    dxaws_error *error = dxaws_provider_prepare(call->provider, call->context);
    return error ? error : put_supported(call);
}

/* The provider's read, for who has a manager of his own. */
static dxaws_error *observe(struct call *call)
{
    DXAWS_AUTO(dxaws_document) wanted = NULL;
    DXAWS_AUTO(dxaws_document) observed = NULL;
    dxaws_error *error = call_document_at(call->request, "wanted", &wanted);
    error = error ? error : dxaws_provider_read(call->provider, call->context, wanted, &observed);
    error = error ? error : call_put_document(call, "observed", observed);
    return error ? error : put_supported(call);
}

/* The provider's perform, of one action. */
static dxaws_error *perform(struct call *call)
{
    const json_t *action = json_object_get(call->request, "action");
    const char *kind = json_string_value(json_object_get(action, "kind"));
    const char *resource = json_string_value(json_object_get(action, "resource"));
    DXAWS_AUTO(dxaws_document) payload = NULL;
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    DXAWS_AUTO(dxaws_plan) one = NULL;
    if (kind == NULL || resource == NULL) {
        return call_wrong_member("action", action, "an object with a kind and a resource");
    }
    dxaws_error *error = call_document_at(call->request, "observed", &before);
    if (error == NULL && json_object_get(action, "payload") != NULL) {
        error = call_document_at(action, "payload", &payload);
    }
    error =
        error ? error : dxaws_plan_new_action(call->module->name, kind, resource, payload, &one);
    error = error ? error
                  : dxaws_provider_perform(call->provider, call->context, dxaws_plan_at(one, 0),
                                           before, &after);
    error = error ? error : call_put_document(call, "observed", after);
    return error ? error : put_wrote(call);
}

enum whose { EVERY_MODULE, WITH_PROVIDER, SITES };

static const struct operation {
    const char *name;
    dxaws_error *(*run)(struct call *call);
    enum whose whose;
} operations[] = {
    {"check", check, EVERY_MODULE},         {"read", read_current, EVERY_MODULE},
    {"plan", plan, EVERY_MODULE},           {"apply", apply, EVERY_MODULE},
    {"execute", execute, EVERY_MODULE},     {"step", step, EVERY_MODULE},
    {"find", inventory_find, EVERY_MODULE}, {"describe", describe, EVERY_MODULE},
    {"observe", observe, WITH_PROVIDER},    {"perform", perform, WITH_PROVIDER},
    {"supports", supports, WITH_PROVIDER},  {"verify", verify, SITES},
};

static bool has_operation(const dxaws_module *module, const dxaws_provider *provider,
                          const struct operation *operation)
{
    return operation->whose == EVERY_MODULE ||
           (operation->whose == WITH_PROVIDER ? provider != NULL
                                              : strcmp(module->name, "website") == 0);
}

static const struct operation *operation_named(const char *name, const dxaws_module *module,
                                               const dxaws_provider *provider)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operations[i].name, name) == 0) {
            return has_operation(module, provider, &operations[i]) ? &operations[i] : NULL;
        }
    }
    return NULL;
}

/* The request's "options", as dxaws_apply_options_parse() reads them; NULL without. */
static dxaws_error *options_of(const json_t *request, dxaws_apply_options **options)
{
    const json_t *member = json_object_get(request, "options");
    if (member == NULL || json_is_null(member)) {
        return NULL;
    }
    char *text = json_dumps(member, JSON_COMPACT | JSON_ENCODE_ANY);
    dxaws_error *error =
        text ? dxaws_apply_options_parse(text, options) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

dxaws_error *operations_perform(const struct host *host, dxaws_context *context,
                                const char *operation, const json_t *request, json_t **reply)
{
    const char *dot = strchr(operation, '.');
    size_t index = 0;
    while (
        dot != NULL && index < HOST_MODULES &&
        (strlen(host->modules[index].module->name) != (size_t)(dot - operation) ||
         strncmp(host->modules[index].module->name, operation, (size_t)(dot - operation)) != 0)) {
        index++;
    }
    bool known = dot != NULL && index < HOST_MODULES;
    const struct operation *found =
        known ? operation_named(dot + 1, host->modules[index].module, host->modules[index].provider)
              : NULL;
    if (found == NULL) {
        return dxaws_error_new(
            DXAWS_ERROR_UNSUPPORTED, "lambda", DXAWS_LAMBDA_ERROR_UNKNOWN_OPERATION,
            "no module has the operation \"%s\"; use one such as \"s3.plan\"", operation);
    }
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    struct call call = {.host = host,
                        .module = host->modules[index].module,
                        .provider = host->modules[index].provider,
                        .manager = host->modules[index].manager,
                        .context = context,
                        .request = request,
                        .reply = json_object()};
    dxaws_error *error = call.reply ? options_of(request, &options) : dxaws_error_out_of_memory();
    call.options = options;
    error = error ? error : found->run(&call);
    error = error ? error : state_fit(&call);
    if (error != NULL) {
        json_decref(call.reply);
        return error;
    }
    *reply = call.reply;
    return NULL;
}
