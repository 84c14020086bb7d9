/* SPDX-License-Identifier: MIT */
#include "operations.h"

#include <string.h>

#include <dxaws/extend/context.h>
#include <dxaws/extend/tree.h>

#include "error-codes.h"
#include "kinds.h"

/* What is performed. */
struct call {
    const struct host *host;
    const dxaws_module *module;
    dxaws_provider *provider; /* NULL: the module has none */
    dxaws_manager *manager;
    dxaws_context *context;
    const json_t *request;
    const dxaws_apply_options *options;
    json_t *reply; /* an object that is filled */
};

/* Between two looks at what is waited for. */
enum { LEAST_WAIT_S = 2, MOST_WAIT_S = 20, LOOKS = 10 };

static dxaws_error *wrong_member(const char *name, const json_t *value, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda",
                           DXAWS_LAMBDA_ERROR_INVALID_REQUEST,
                           "the request's \"%s\" is %s; it must be %s", name,
                           value ? "of another type" : "missing", right);
}

/* A copy, since what the request has is the request's. */
static dxaws_error *document_at(const json_t *parent, const char *name, dxaws_document **document)
{
    const json_t *member = json_object_get(parent, name);
    return json_is_object(member) ? dxaws_document_new(dxaws_tree_copy(member), document)
                                  : wrong_member(name, member, "an object");
}

/* Through its text, which tells whether it is as it was written. */
static dxaws_error *plan_at(const struct call *call, dxaws_plan **plan)
{
    const json_t *member = json_object_get(call->request, "plan");
    if (!json_is_object(member)) {
        return wrong_member("plan", member, "an object");
    }
    char *text = json_dumps(member, JSON_COMPACT);
    dxaws_error *error = text ? dxaws_plan_parse(text, plan) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *put(struct call *call, const char *name, json_t *value)
{
    return json_object_set_new(call->reply, name, value) == 0 ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *put_document(struct call *call, const char *name,
                                 const dxaws_document *document)
{
    return put(call, name, dxaws_tree_copy(dxaws_document_tree(document)));
}

/* With its digests, and how many actions it has, which is what a machine branches on. */
static dxaws_error *put_plan(struct call *call, const dxaws_plan *plan)
{
    const char *text = dxaws_plan_text(plan);
    dxaws_error *error = put(call, "plan", text ? json_loads(text, 0, NULL) : NULL);
    return error ? error : put(call, "actions", json_integer((json_int_t)dxaws_plan_count(plan)));
}

/* Whether the call changed something, or may have: what was done already writes nothing. */
static dxaws_error *put_wrote(struct call *call)
{
    return put(call, "wrote", json_boolean(dxaws_context_writes(call->context) > 0));
}

static dxaws_error *check(struct call *call)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_error *error = document_at(call->request, "desired", &desired);
    return error ? error : call->module->check(call->module, desired);
}

static dxaws_error *read_current(struct call *call)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = document_at(call->request, "desired", &desired);
    error = error
                ? error
                : call->module->read(call->module, call->manager, call->context, desired, &current);
    return error ? error : put_document(call, "current", current);
}

/* Of what the request says that is there, or of what is read. */
static dxaws_error *make_plan(struct call *call, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = document_at(call->request, "desired", &desired);
    if (error == NULL && json_object_get(call->request, "current") != NULL) {
        error = document_at(call->request, "current", &current);
    } else if (error == NULL) {
        error = call->module->read(call->module, call->manager, call->context, desired, &current);
    }
    return error ? error : call->module->plan(call->module, desired, current, call->options, plan);
}

static dxaws_error *plan(struct call *call)
{
    DXAWS_AUTO(dxaws_plan) made = NULL;
    dxaws_error *error = make_plan(call, &made);
    return error ? error : put_plan(call, made);
}

static dxaws_error *apply_plan(struct call *call, const dxaws_plan *planned)
{
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    dxaws_error *error = call->module->apply(call->module, call->manager, call->context, planned,
                                             call->options, &rest, &result);
    error = error ? error : put_plan(call, rest);
    error = error ? error : put_document(call, "result", result);
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

/* A tenth of how long it usually takes. */
static json_int_t wait_s(const dxaws_plan *rest)
{
    int64_t usual = dxaws_action_expected_s(dxaws_plan_at(rest, 0)) / LOOKS;
    return usual < LEAST_WAIT_S ? LEAST_WAIT_S : usual > MOST_WAIT_S ? MOST_WAIT_S : usual;
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
    if (error != NULL) {
        return error;
    }
    json_t *why = json_object_get(dxaws_plan_tree(rest), "waiting");
    error = put(call, "wait_s", json_integer(why ? wait_s(rest) : 0));
    return error || why == NULL ? error : put(call, "waiting", json_incref(why));
}

static dxaws_error *find(struct call *call)
{
    const json_t *owner = json_object_get(call->request, "owner");
    DXAWS_AUTO(dxaws_document) found = NULL;
    if (owner != NULL && !json_is_string(owner)) {
        return wrong_member("owner", owner, "a text, or absent for anybody's");
    }
    dxaws_error *error = call->module->find(call->module, call->manager, call->context,
                                            json_string_value(owner), &found);
    return error ? error
                 : put(call, "found",
                       dxaws_tree_copy(json_object_get(dxaws_document_tree(found), "found")));
}

static dxaws_error *describe(struct call *call)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = call->module->describe(call->module, &description);
    return error ? error : put_document(call, "description", description);
}

static dxaws_error *put_supported(struct call *call)
{
    json_t *kinds = NULL;
    dxaws_error *error = kinds_performed(call->host, call->module, call->provider, &kinds);
    return error ? error : put(call, "supports", kinds);
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
    dxaws_error *error = document_at(call->request, "wanted", &wanted);
    error = error ? error : dxaws_provider_read(call->provider, call->context, wanted, &observed);
    error = error ? error : put_document(call, "observed", observed);
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
        return wrong_member("action", action, "an object with a kind and a resource");
    }
    dxaws_error *error = document_at(call->request, "observed", &before);
    if (error == NULL && json_object_get(action, "payload") != NULL) {
        error = document_at(action, "payload", &payload);
    }
    error =
        error ? error : dxaws_plan_new_action(call->module->name, kind, resource, payload, &one);
    error = error ? error
                  : dxaws_provider_perform(call->provider, call->context, dxaws_plan_at(one, 0),
                                           before, &after);
    error = error ? error : put_document(call, "observed", after);
    return error ? error : put_wrote(call);
}

static const struct operation {
    const char *name;
    dxaws_error *(*run)(struct call *call);
    bool of_provider;
} operations[] = {
    {"check", check, false},    {"read", read_current, false}, {"plan", plan, false},
    {"apply", apply, false},    {"execute", execute, false},   {"step", step, false},
    {"find", find, false},      {"describe", describe, false}, {"observe", observe, true},
    {"perform", perform, true}, {"supports", supports, true},
};

static const struct operation *operation_named(const char *name, bool has_provider)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (strcmp(operations[i].name, name) == 0) {
            return operations[i].of_provider && !has_provider ? NULL : &operations[i];
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
        known ? operation_named(dot + 1, host->modules[index].provider != NULL) : NULL;
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
    if (error != NULL) {
        json_decref(call.reply);
        return error;
    }
    *reply = call.reply;
    return NULL;
}
