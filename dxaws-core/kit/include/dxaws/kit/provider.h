/* SPDX-License-Identifier: MIT */
/** @file
 * A module's typed provider protocol behind the generic one of <dxaws/provider.h>, for which the
 * engine is written once for all modules.
 */
#ifndef DXAWS_KIT_PROVIDER_H
#define DXAWS_KIT_PROVIDER_H

#include <dxaws/kit/state.h>

/** Any function of a typed ops struct; cast back to its true type before the call. */
typedef void (*dx_function)(void);

/** The tables of the module that @a provider is for. */
const struct dx_schema *dx_provider_schema(const dxaws_provider *provider);
/** For dxaws_x_provider_from(): another reference to @a provider, when it is one of @a module;
 * INVALID_ARGUMENT, code InvalidProvider, when it is another's. */
dxaws_error *dx_provider_from(const dxaws_module *module, dxaws_provider *provider, void *typed);

/**
 * What a module says about its typed ops struct. Every such struct begins with
 * `size_t size; const char *name; void (*destroy)(void *self);`.
 */
struct dx_protocol {
    size_t size;        /**< sizeof(dxaws_x_provider_ops) as this release knows it */
    size_t get_current; /**< offsetof(dxaws_x_provider_ops, get_current) */
    /** Casts @a function to the type of get_current and calls it. */
    dxaws_error *(*read)(dx_function function, void *self, dxaws_context *context,
                         const struct dx_state *wanted, struct dx_state *observed);
    /** Casts @a function to the module's action type and calls it. */
    dxaws_error *(*perform)(dx_function function, void *self, dxaws_context *context,
                            const dxaws_action *action, struct dx_state *observed);
};

/**
 * Makes a provider from a typed ops struct, which is copied into the newest layout: nothing
 * else ever looks at `size`. A larger size than known is accepted; a missing slot means
 * "not supported".
 */
dxaws_error *dx_typed_provider_new(const dxaws_module *module, const struct dx_protocol *protocol,
                                   const void *ops, void *self, dxaws_provider **provider);

/** INVALID_ARGUMENT: what the provider @a name works on, such as "a session", was NULL. */
dxaws_error *dx_provider_needs(const char *module, const char *name, const char *what);

#endif
