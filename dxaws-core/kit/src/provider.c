/* SPDX-License-Identifier: MIT */
/* Providers: reference counting, and typed ops structs behind the generic protocol. */
#include <dxaws/kit/engine.h>

#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "simulate.h"

const struct dx_schema *dx_provider_schema(const dxaws_provider *provider)
{
    return dxaws_provider_module(provider)->self;
}

dxaws_error *dx_provider_from(const dxaws_module *module, dxaws_provider *provider, void *typed)
{
    const dxaws_module *given = provider ? dxaws_provider_module(provider) : NULL;
    if (given == NULL || strcmp(given->name, module->name) != 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module->name, "InvalidProvider",
                               "%s: a provider of dxaws-%s was given; give one of its own",
                               module->name, given ? given->name : "nothing");
    }
    provider = dxaws_provider_ref(provider);
    memcpy(typed, &provider, sizeof provider);
    return NULL;
}

dxaws_error *dx_provider_needs(const char *module, const char *name, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module, "InvalidProvider",
                           "%s: the %s provider needs %s", module, name, what);
}

/* The beginning of every typed ops struct. */
struct head {
    size_t size;
    const char *name;
    void (*destroy)(void *self);
};

struct typed {
    const struct dx_schema *schema;
    const struct dx_protocol *protocol;
    struct head *ops; /* protocol->size bytes */
    void *self;
};

/* By offset and not by name: slots of later releases are unknown to this code, and the table of
 * actions says where each stands. */
static dx_function slot_at(const struct typed *typed, size_t offset)
{
    dx_function function = NULL;
    memcpy(&function, (const char *)typed->ops + offset, sizeof function);
    return function;
}

static void typed_free(struct typed *typed)
{
    free(typed->ops);
    free(typed);
}

static void typed_destroy(void *self)
{
    struct typed *typed = self;
    if (typed->ops->destroy != NULL) {
        typed->ops->destroy(typed->self);
    }
    typed_free(typed);
}

/* A state that holds a document; what was lent is copied only to be changed. */
static struct dx_state state_of(const struct typed *typed, json_t *tree)
{
    return (struct dx_state){
        .schema = typed->schema, .document = tree, .out_of_memory = tree == NULL};
}

/* Hands over what a typed provider filled, when it is as it should be. */
static dxaws_error *hand_over(dxaws_error *error, struct dx_state *observed,
                              dxaws_document **document)
{
    error = error ? error : dx_state_check(observed, DX_OBSERVED);
    if (error == NULL) {
        error = dxaws_document_new(json_incref(observed->document), document);
    }
    dx_state_clear(observed);
    return error;
}

static dxaws_error *typed_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                               dxaws_document **observed)
{
    const struct typed *typed = self;
    const struct dx_state asked = state_of(typed, (json_t *)(uintptr_t)dxaws_document_tree(wanted));
    json_t *wants = NULL;
    struct dx_state read;
    dxaws_error *error = dx_wanted(&asked, &wants);
    if (error != NULL) {
        return error;
    }
    const struct dx_state understood = state_of(typed, wants);
    error = dx_state_init(&read, typed->schema) ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = typed->protocol->read(slot_at(typed, typed->protocol->get_current), typed->self,
                                      context, &understood, &read);
    }
    json_decref(wants);
    return hand_over(error, &read, observed);
}

static dx_function spec_function(const struct typed *typed, const struct dx_action_spec *spec)
{
    bool provided = spec != NULL && !(spec->flags & DX_BY_MANAGER);
    return provided ? slot_at(typed, spec->slot) : NULL;
}

static dxaws_error *typed_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  const dxaws_document *before, dxaws_document **after)
{
    const struct typed *typed = self;
    const struct dx_action_spec *spec = dx_schema_action(typed->schema, dxaws_action_kind(action));
    struct dx_state observed = state_of(typed, dxaws_tree_copy(dxaws_document_tree(before)));
    dxaws_error *error = dx_state_check(&observed, DX_OBSERVED);
    error = error ? error : simulation_check_payload(typed->schema, action);
    if (error == NULL) {
        error = typed->protocol->perform(spec_function(typed, spec), typed->self, context, action,
                                         &observed);
    }
    return hand_over(error, &observed, after);
}

/* What the manager does itself is never the provider's to support. */
static bool typed_supports(void *self, const char *kind)
{
    const struct typed *typed = self;
    const struct dx_action_spec *spec = dx_schema_action(typed->schema, kind);
    return spec_function(typed, spec) != NULL;
}

dxaws_error *dx_typed_provider_new(const dxaws_module *module, const struct dx_protocol *protocol,
                                   const void *ops, void *self, dxaws_provider **provider)
{
    const struct head *head = ops;
    if (head == NULL || head->size < protocol->get_current + sizeof(dx_function) ||
        head->name == NULL || provider == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module->name, "InvalidProvider",
                               "%s: a provider needs size, name and get_current", module->name);
    }
    struct typed *typed = calloc(1, sizeof *typed);
    if (typed == NULL) {
        return dxaws_error_out_of_memory();
    }
    *typed = (struct typed){.schema = module->self, .protocol = protocol, .self = self};
    typed->ops = calloc(1, protocol->size);
    dxaws_error *error = typed->ops ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        /* A shorter struct is of a program that was built with an older release: what it does
         * not have is "not supported". Of a longer one the slots that this release knows are
         * taken. */
        memcpy(typed->ops, ops, head->size < protocol->size ? head->size : protocol->size);
        if (slot_at(typed, protocol->get_current) == NULL) {
            error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module->name, "InvalidProvider",
                                    "%s: provider \"%s\" has no get_current; it needs one",
                                    module->name, head->name);
        }
    }
    const dxaws_provider_ops generic = {
        .size = sizeof generic,
        .name = head->name,
        .destroy = typed_destroy,
        .read = typed_read,
        .perform = typed_perform,
        .supports = typed_supports,
    };
    error = error ? error : dxaws_provider_new(module, &generic, typed, provider);
    if (error != NULL) {
        typed_free(typed);
    }
    return error;
}
