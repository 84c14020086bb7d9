/* SPDX-License-Identifier: MIT */
/* Providers: reference counting, and typed ops structs behind the generic protocol. */
#include <dxaws/kit/provider.h>

#include <stdlib.h>
#include <string.h>

dxaws_error *dx_provider_new(const struct dx_schema *schema, const char *name,
                             const struct dx_provider_ops *ops, void *self,
                             struct dx_provider **provider)
{
    struct dx_provider *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    made->schema = schema;
    made->name = name;
    made->ops = ops;
    made->self = self;
    *provider = made;
    return NULL;
}

dxaws_error *dx_provider_needs(const char *module, const char *name, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module, "InvalidProvider",
                           "%s: the %s provider needs %s", module, name, what);
}

struct dx_provider *dx_provider_ref(struct dx_provider *provider)
{
    if (provider != NULL) {
        atomic_fetch_add(&provider->references, 1);
    }
    return provider;
}

struct dx_provider *dx_provider_unref(struct dx_provider *provider)
{
    if (provider != NULL && atomic_fetch_sub(&provider->references, 1) == 1) {
        if (provider->ops->destroy != NULL) {
            provider->ops->destroy(provider->self);
        }
        free(provider);
    }
    return NULL;
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
    char *name;
    void *self;
};

static dx_function slot_at(const struct typed *typed, size_t offset)
{
    dx_function function = NULL;
    memcpy(&function, (const char *)typed->ops + offset, sizeof function);
    return function;
}

static void typed_free(struct typed *typed)
{
    free(typed->ops);
    free(typed->name);
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

static dxaws_error *typed_read(void *self, dxaws_context *context, const struct dx_state *wanted,
                               struct dx_state *observed)
{
    const struct typed *typed = self;
    return typed->protocol->read(slot_at(typed, typed->protocol->get_current), typed->self, context,
                                 wanted, observed);
}

static dx_function spec_function(const struct typed *typed, const struct dx_action_spec *spec)
{
    bool provided = spec != NULL && !(spec->flags & DX_BY_MANAGER);
    return provided ? slot_at(typed, spec->slot) : NULL;
}

static dxaws_error *typed_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  struct dx_state *observed)
{
    const struct typed *typed = self;
    const struct dx_action_spec *spec = dx_schema_action(typed->schema, dxaws_action_kind(action));
    dx_function function = spec_function(typed, spec);
    if (function == NULL) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, typed->schema->module, "UnsupportedAction",
                               "provider \"%s\" cannot perform %s", typed->name,
                               dxaws_action_kind(action));
    }
    dxaws_error *error = typed->protocol->perform(function, typed->self, context, action, observed);
    return error ? error : dx_state_check(observed, DX_OBSERVED);
}

static bool typed_supports(void *self, const char *kind)
{
    const struct typed *typed = self;
    const struct dx_action_spec *spec = dx_schema_action(typed->schema, kind);
    return spec_function(typed, spec) != NULL;
}

static const struct dx_provider_ops typed_ops = {
    .destroy = typed_destroy,
    .read = typed_read,
    .perform = typed_perform,
    .supports = typed_supports,
};

dxaws_error *dx_typed_provider_new(const struct dx_schema *schema,
                                   const struct dx_protocol *protocol, const void *ops, void *self,
                                   struct dx_provider **provider)
{
    const struct head *head = ops;
    if (head == NULL || head->size < protocol->get_current + sizeof(dx_function) ||
        head->name == NULL || provider == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, schema->module, "InvalidProvider",
                               "%s: a provider needs size, name and get_current", schema->module);
    }
    struct typed *typed = calloc(1, sizeof *typed);
    if (typed == NULL) {
        return dxaws_error_out_of_memory();
    }
    *typed = (struct typed){.schema = schema, .protocol = protocol, .self = self};
    typed->ops = calloc(1, protocol->size);
    typed->name = strdup(head->name);
    dxaws_error *error = NULL;
    if (typed->ops == NULL || typed->name == NULL) {
        error = dxaws_error_out_of_memory();
    } else {
        memcpy(typed->ops, ops, head->size < protocol->size ? head->size : protocol->size);
        typed->ops->name = typed->name;
        if (slot_at(typed, protocol->get_current) == NULL) {
            error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, schema->module, "InvalidProvider",
                                    "%s: provider \"%s\" has no get_current", schema->module,
                                    typed->name);
        }
    }
    if (error == NULL) {
        error = dx_provider_new(schema, typed->name, &typed_ops, typed, provider);
    }
    if (error != NULL) {
        typed_free(typed);
    }
    return error;
}
