/* SPDX-License-Identifier: MIT */
/* Providers: counted references to somebody's functions. */
#include <dxaws/module.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct dxaws_provider {
    atomic_int references;
    const dxaws_module *module;
    dxaws_provider_ops ops; /* in the newest layout; its name is owned */
    char *name;
    void *self;
};

static bool is_whole(const dxaws_provider_ops *ops)
{
    return ops->name != NULL && ops->read != NULL && ops->perform != NULL && ops->supports != NULL;
}

dxaws_error *dxaws_provider_new(const dxaws_module *module, const dxaws_provider_ops *ops,
                                void *self, dxaws_provider **provider)
{
    dxaws_provider_ops known = {.size = sizeof known};
    if (ops != NULL) {
        memcpy(&known, ops, ops->size < sizeof known ? ops->size : sizeof known);
    }
    if (module == NULL || provider == NULL || !is_whole(&known)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module ? module->name : "core",
                               "InvalidProvider",
                               "a provider needs a module, a name, read, perform and supports");
    }
    dxaws_provider *made = calloc(1, sizeof *made);
    char *name = strdup(known.name);
    if (made == NULL || name == NULL) {
        free(made);
        free(name);
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    made->module = module;
    made->ops = known;
    made->name = name;
    made->self = self;
    *provider = made;
    return NULL;
}

dxaws_provider *dxaws_provider_ref(dxaws_provider *provider)
{
    if (provider != NULL) {
        atomic_fetch_add(&provider->references, 1);
    }
    return provider;
}

dxaws_provider *dxaws_provider_unref(dxaws_provider *provider)
{
    if (provider != NULL && atomic_fetch_sub(&provider->references, 1) == 1) {
        if (provider->ops.destroy != NULL) {
            provider->ops.destroy(provider->self);
        }
        free(provider->name);
        free(provider);
    }
    return NULL;
}

const dxaws_module *dxaws_provider_module(const dxaws_provider *provider)
{
    return provider->module;
}

const char *dxaws_provider_name(const dxaws_provider *provider)
{
    return provider->name;
}

dxaws_error *dxaws_provider_read(dxaws_provider *provider, dxaws_context *context,
                                 const dxaws_document *wanted, dxaws_document **observed)
{
    dxaws_error *error = dxaws_context_check(context);
    return error ? error : provider->ops.read(provider->self, context, wanted, observed);
}

dxaws_error *dxaws_provider_perform(dxaws_provider *provider, dxaws_context *context,
                                    const dxaws_action *action, const dxaws_document *before,
                                    dxaws_document **after)
{
    const char *kind = dxaws_action_kind(action);
    if (!dxaws_provider_supports(provider, kind)) {
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, provider->module->name, "UnsupportedAction",
                               "provider \"%s\" cannot perform %s; use another one", provider->name,
                               kind);
    }
    return provider->ops.perform(provider->self, context, action, before, after);
}

dxaws_error *dxaws_provider_prepare(dxaws_provider *provider, dxaws_context *context)
{
    dxaws_error *error = provider->ops.prepare ? dxaws_context_check(context) : NULL;
    return error || provider->ops.prepare == NULL ? error
                                                  : provider->ops.prepare(provider->self, context);
}

bool dxaws_provider_supports(dxaws_provider *provider, const char *kind)
{
    return provider->ops.supports(provider->self, kind);
}
