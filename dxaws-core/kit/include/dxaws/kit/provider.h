/* SPDX-License-Identifier: MIT */
/** @file
 * Providers, generically: what a module's typed provider protocol becomes inside, so that the
 * engine and the decorators (dry-run, recording, replay) are written once for all modules.
 *
 * Providers are refcounted and used by several threads at once, so that their functions are called
 * by any thread, several at a time. A decorator takes a reference to its inner provider.
 */
#ifndef DXAWS_KIT_PROVIDER_H
#define DXAWS_KIT_PROVIDER_H

#include <stdatomic.h>

#include <dxaws/kit/state.h>

/** Any function of a typed ops struct; cast back to its true type before the call. */
typedef void (*dx_function)(void);

/** The generic protocol. */
struct dx_provider_ops {
    void (*destroy)(void *self);
    /** Reads what @a wanted names into @a observed. */
    dxaws_error *(*read)(void *self, dxaws_context *context, const struct dx_state *wanted,
                         struct dx_state *observed);
    /** Performs one action; fills what the service answered into @a observed. */
    dxaws_error *(*perform)(void *self, dxaws_context *context, const dxaws_action *action,
                            struct dx_state *observed);
    /** True when the kind can be performed. */
    bool (*supports)(void *self, const char *kind);
};

/** A provider of some module; a module's `struct dxaws_x_provider` has it as its only member. */
struct dx_provider {
    atomic_int references;
    const struct dx_schema *schema;
    const struct dx_provider_ops *ops;
    const char *name; /**< for messages: "aws", "memory", "dry-run" ... */
    void *self;
};

/** On success the provider owns @a self. @a name is borrowed for ever: a literal. */
dxaws_error *dx_provider_new(const struct dx_schema *schema, const char *name,
                             const struct dx_provider_ops *ops, void *self,
                             struct dx_provider **provider);
struct dx_provider *dx_provider_ref(struct dx_provider *provider);
struct dx_provider *dx_provider_unref(struct dx_provider *provider);

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
dxaws_error *dx_typed_provider_new(const struct dx_schema *schema,
                                   const struct dx_protocol *protocol, const void *ops, void *self,
                                   struct dx_provider **provider);

/** INVALID_ARGUMENT: what the provider @a name works on, such as "a session", was NULL. */
dxaws_error *dx_provider_needs(const char *module, const char *name, const char *what);

/** Reads through @a inner once, then simulates: a second apply finds nothing to do. */
dxaws_error *dx_dry_run_new(struct dx_provider *inner, struct dx_provider **provider);
/** Appends each operation with its request and answer to a file of JSON Lines; UNAVAILABLE when
 * that cannot be written. */
dxaws_error *dx_recording_new(struct dx_provider *inner, const char *path,
                              struct dx_provider **provider);
/** Answers from such a file, with no inner provider; INVALID_STATE on any divergence. */
dxaws_error *dx_replay_new(const struct dx_schema *schema, const char *path,
                           struct dx_provider **provider);

#endif
