/* SPDX-License-Identifier: MIT */
/* A module over documents: what the typed functions do, written once. */
#include <dxaws/kit/module.h>

#include <dxaws/extend/tree.h>

#include <string.h>

#include <dxaws/kit/ownership.h>

#include "simulate.h"

const char *const dx_no_modules[] = {NULL};

static struct dx_manager *engine(dxaws_manager *manager)
{
    return (struct dx_manager *)manager;
}

/* A state that borrows a document's tree; it is only read. */
static struct dx_state state_of(const dxaws_module *module, const dxaws_document *document)
{
    return (struct dx_state){
        .schema = module->self,
        .document = (json_t *)(uintptr_t)dxaws_document_tree(document),
        .out_of_memory = document == NULL, /* what a constructor gives without memory */
    };
}

dxaws_error *dx_module_check(const dxaws_module *module, const dxaws_document *desired)
{
    const struct dx_state state = state_of(module, desired);
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(&state, &normalised);
    json_decref(normalised);
    return error;
}

dxaws_error *dx_module_plan(const dxaws_module *module, const dxaws_document *desired,
                            const dxaws_document *current, const dxaws_apply_options *options,
                            dxaws_plan **plan)
{
    const struct dx_state wanted = state_of(module, desired);
    const struct dx_state found = state_of(module, current);
    return dx_plan(&wanted, &found, options, plan);
}

dxaws_error *dx_module_simulate(const dxaws_module *module, const dxaws_action *action,
                                const dxaws_document *before, dxaws_document **after)
{
    const struct dx_schema *schema = module->self;
    const char *kind = dxaws_action_kind(action);
    struct dx_state state = state_of(module, before);
    if (dx_schema_action(schema, kind) == NULL) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, module->name, "UnsupportedAction",
                               "%s: there is no action \"%s\"", module->name, kind);
    }
    dxaws_error *error = dx_state_check(&state, DX_OBSERVED);
    error = error ? error : simulation_check_payload(schema, action);
    if (error != NULL) {
        return error;
    }
    json_t *made = dxaws_tree_copy(state.document);
    bool whole =
        made != NULL && simulation_run(schema, kind, dxaws_action_payload_tree(action), made);
    return dxaws_document_new(dx_whole(whole, made), after);
}

dxaws_error *dx_module_make(const dxaws_module *module, const char *kind,
                            const dxaws_provider_parts *parts, dxaws_provider **provider)
{
    const struct dx_schema *schema = module->self;
    dxaws_provider_parts known = {.size = sizeof known};
    if (parts != NULL) {
        memcpy(&known, parts, parts->size < sizeof known ? parts->size : sizeof known);
    }
    if (strcmp(kind, "aws") == 0 && schema->make_aws != NULL) {
        return schema->make_aws(known.session, provider);
    }
    if (strcmp(kind, "memory") == 0 && schema->make_memory != NULL) {
        return schema->make_memory(known.account, provider);
    }
    return dxaws_provider_decorate(module, kind, parts, provider);
}

dxaws_error *dx_module_open(const dxaws_module *module, dxaws_provider *provider,
                            dxaws_manager *const *used, dxaws_manager **manager)
{
    const struct dx_schema *schema = module->self;
    DXAWS_AUTO(dxaws_provider) own = NULL;
    struct dx_manager *made = NULL;
    dxaws_error *error = dx_provider_from(module, provider, &own);
    error = error ? error : dx_manager_new(sizeof *made, own, &made);
    if (error == NULL && schema->open != NULL) {
        error = schema->open(made, used);
    }
    if (error != NULL) {
        dx_manager_unref(made);
        return error;
    }
    *manager = (dxaws_manager *)made;
    return NULL;
}

dxaws_manager *dx_module_ref(dxaws_manager *manager)
{
    return (dxaws_manager *)dx_manager_ref(engine(manager));
}

dxaws_manager *dx_module_unref(dxaws_manager *manager)
{
    return (dxaws_manager *)dx_manager_unref(engine(manager));
}

dxaws_error *dx_module_read(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const dxaws_document *desired,
                            dxaws_document **current)
{
    const struct dx_state wanted = state_of(module, desired);
    json_t *read = NULL;
    dxaws_error *error = dx_manager_read_state(engine(manager), context, &wanted, &read);
    return error ? error : dxaws_document_new(read, current);
}

dxaws_error *dx_module_apply(const dxaws_module *module, dxaws_manager *manager,
                             dxaws_context *context, const dxaws_plan *plan,
                             const dxaws_apply_options *options, dxaws_plan **rest,
                             dxaws_document **result)
{
    json_t *read = NULL;
    dxaws_plan *left = NULL;
    dxaws_error *error =
        dx_manager_perform(engine(manager), context, plan, options, rest ? &left : NULL, &read);
    if (error == NULL && result != NULL) {
        dx_remove_hidden(module->self, read);
        error = dxaws_document_new(json_incref(read), result);
    }
    json_decref(read);
    if (error != NULL) {
        dxaws_plan_free(left);
        return error;
    }
    if (rest != NULL) {
        *rest = left;
    }
    return NULL;
}

dxaws_error *dx_module_step(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const dxaws_plan *plan,
                            const dxaws_apply_options *options, dxaws_plan **rest)
{
    (void)module;
    return dx_manager_step(engine(manager), context, plan, options, rest);
}

/* Of what a provider answered, what carries the mark. */
static json_t *marked(const json_t *answered, const char *owner)
{
    bool whole = true;
    json_t *list = json_array();
    size_t index;
    json_t *item;
    json_array_foreach(json_object_get(answered, DX_FOUND), index, item) {
        const char *kind = dx_text(item, "kind");
        const char *identity = dx_text(item, "identity");
        if (kind != NULL && identity != NULL) {
            whole = dx_found(list, item, owner) && whole;
        }
    }
    return dx_whole(whole && list != NULL, list);
}

dxaws_error *dx_module_find(const dxaws_module *module, dxaws_manager *manager,
                            dxaws_context *context, const char *owner, dxaws_document **found)
{
    json_t *answered = NULL;
    dxaws_error *error = NULL;
    if (dx_schema_action(module->self, DX_FIND) != NULL) {
        json_t *payload = json_object();
        bool whole = payload != NULL;
        if (owner != NULL) {
            dx_put(&whole, payload, DX_OWNER, json_string(owner));
        }
        error = dx_manager_ask(engine(manager), context, DX_FIND, owner ? owner : module->name,
                               dx_whole(whole, payload), &answered);
    }
    if (error == NULL) {
        json_t *list = marked(answered, owner);
        error = dxaws_document_new(list ? json_pack("{so}", DX_FOUND, list) : NULL, found);
    }
    json_decref(answered);
    return error;
}

/* Whether it is the name, or an ARN, of what the consent names. */
static bool is_named(const json_t *document, const char *member, const char *consent)
{
    const char *text = dx_text(document, member);
    const char *last = text ? strrchr(text, ':') : NULL;
    return text != NULL && (strcmp(text, strchr(consent, '/') + 1) == 0 ||
                            (last != NULL && strcmp(last + 1, consent) == 0));
}

static bool is_observed(const struct dx_consent *row, const json_t *current, const char *consent)
{
    size_t index;
    json_t *other;
    bool named = row->member == NULL || consent[strlen(row->kind)] == '\0' ||
                 (!json_is_false(json_object_get(current, DX_EXISTS)) &&
                  is_named(current, row->member, consent));
    json_array_foreach(row->list ? json_object_get(current, row->list) : NULL, index, other) {
        named = named || is_named(other, row->member, consent);
    }
    return named;
}

bool dx_module_adoptable(const dxaws_module *module, const dxaws_document *current,
                         const char *consent)
{
    const struct dx_schema *schema = module->self;
    size_t length = strcspn(consent, "/");
    bool found = false;
    for (size_t i = 0; i < schema->consent_count; i++) {
        const struct dx_consent *row = &schema->consents[i];
        bool meant = strlen(row->kind) == length && strncmp(row->kind, consent, length) == 0;
        found = found || (meant && is_observed(row, dxaws_document_tree(current), consent));
    }
    return found;
}
