/* SPDX-License-Identifier: MIT */
/** @file
 * Providers, whatever their module: how the effects happen. A module's typed provider, such as
 * dxaws_s3_provider, is one of these; dxaws_s3_provider_base() and dxaws_s3_provider_from() lead
 * from one to the other. Who writes a provider for one module uses that module's typed protocol;
 * who forwards, watches or carries what any provider does uses this one:
 *
 *     static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
 *                                 const dxaws_document *before, dxaws_document **after)
 *     {
 *         log(dxaws_action_kind(action));
 *         return dxaws_provider_perform(self, context, action, before, after);
 *     }
 *
 * Errors are the provider's: those that its module's header names. Providers are used by several
 * threads at once.
 */
#ifndef DXAWS_PROVIDER_H
#define DXAWS_PROVIDER_H

#include <dxaws/context.h>
#include <dxaws/document.h>
#include <dxaws/plan.h>

DXAWS_BEGIN_DECLS

struct dxaws_module; /* <dxaws/module.h> */

/** A provider of some module. Refcounted. @since 0.9 */
typedef struct dxaws_provider dxaws_provider;

/**
 * What a provider does. Called by any thread, several at once. What it is given is borrowed;
 * documents that it answers are the caller's references. @since 0.9
 */
typedef struct dxaws_provider_ops {
    size_t size;                 /**< sizeof(dxaws_provider_ops) */
    const char *name;            /**< for messages: "audit"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /** Reads what the module's Desired @a wanted names: the module's document of what is there,
     * with what it keeps for its own use. */
    dxaws_error *(*read)(void *self, dxaws_context *context, const dxaws_document *wanted,
                         dxaws_document **observed);
    /** Performs one action. @a before is what was observed until now, @a after the same with what
     * the service answered. An action that is already done is a success. What it writes by other
     * means than core's calls it notes with dxaws_context_note_write(), so that what stops it after
     * that is no refusal. */
    dxaws_error *(*perform)(void *self, dxaws_context *context, const dxaws_action *action,
                            const dxaws_document *before, dxaws_document **after);
    /** True when actions of that kind can be performed; asks nobody. */
    bool (*supports)(void *self, const char *kind);
    /** Asks whoever knows what supports() is to say, and keeps it: once for all is enough. May be
     * NULL, for those who know. */
    dxaws_error *(*prepare)(void *self, dxaws_context *context);
    /* 0.9 ends here. */
} dxaws_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes.
 * @param module whose documents and actions it is for; borrowed for ever.
 * INVALID_ARGUMENT, code InvalidProvider, without module, name, read, perform or supports.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_provider_new(const struct dxaws_module *module,
                                                           const dxaws_provider_ops *ops,
                                                           void *self, dxaws_provider **provider);
DXAWS_API dxaws_provider *dxaws_provider_ref(dxaws_provider *provider);
DXAWS_API dxaws_provider *dxaws_provider_unref(dxaws_provider *provider);
static inline void dxaws_provider_cleanup(dxaws_provider **pointer)
{
    *pointer = dxaws_provider_unref(*pointer);
}

/** The module that it is for; borrowed. @since 0.9 */
DXAWS_API const struct dxaws_module *dxaws_provider_module(const dxaws_provider *provider);
/** Its name, such as "aws"; borrowed. @since 0.9 */
DXAWS_API const char *dxaws_provider_name(const dxaws_provider *provider);
/** Reads; the caller owns the reference @a observed. @a wanted is any Desired of the module: it is
 * checked, INVALID_ARGUMENT when it is wrong, and what it leaves alone need not be read. CANCELLED
 * or TIMEOUT as the context says, and the provider's own. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_provider_read(dxaws_provider *provider,
                                                            dxaws_context *context,
                                                            const dxaws_document *wanted,
                                                            dxaws_document **observed);
/** Performs one action; the caller owns the reference @a after. UNSUPPORTED, code
 * UnsupportedAction, for a kind that it does not support. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_provider_perform(dxaws_provider *provider,
                                                               dxaws_context *context,
                                                               const dxaws_action *action,
                                                               const dxaws_document *before,
                                                               dxaws_document **after);
/** Lets a provider whose effects happen elsewhere ask there which actions it can perform. An apply
 * does so before its first effect; until then such a provider supports all. Does nothing for those
 * that know. CANCELLED or TIMEOUT as the context says, and the provider's own. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_provider_prepare(dxaws_provider *provider,
                                                               dxaws_context *context);
/** True when actions of that kind can be performed. @since 0.9 */
DXAWS_API bool dxaws_provider_supports(dxaws_provider *provider, const char *kind);

DXAWS_END_DECLS

#endif
