/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of dxaws-widget: how the effects on a widget happen. For those who write a
 * provider; test yours with the contract suite, <dxaws/widget-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager.
 */
#ifndef DXAWS_WIDGET_PROVIDER_H
#define DXAWS_WIDGET_PROVIDER_H

#include <dxaws/widget.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): always `name`, and what the
 * kind needs (below). What the service answered goes into @a observed. An action that is already
 * done is a success. @a self is the provider's, the rest borrowed. @since 0.9
 */
typedef dxaws_error *dxaws_widget_action_fn(void *self, dxaws_context *context,
                                            const dxaws_action *action,
                                            dxaws_widget_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.9 */
typedef struct dxaws_widget_provider_ops {
    size_t size;                 /**< sizeof(dxaws_widget_provider_ops) */
    const char *name;            /**< for messages; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /** Reads the widget that @a wanted names: whether it exists, and all of it that is managed. */
    dxaws_error *(*get_current)(void *self, dxaws_context *context,
                                const dxaws_widget_desired *wanted, dxaws_widget_current *current);
    dxaws_widget_action_fn *create_widget; /**< Nothing more. */
    dxaws_widget_action_fn *put_note;      /**< `note`: the text. */
    dxaws_widget_action_fn *put_tags;      /**< `tags`: the whole set. */
    dxaws_widget_action_fn *delete_widget; /**< Nothing more; one that is not there is a success. */
    /* 0.9 ends here. */
} dxaws_widget_provider_ops;

/** Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self.
 * INVALID_ARGUMENT, code InvalidProvider, without size, name or get_current. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_provider_new(
    const dxaws_widget_provider_ops *ops, void *self, dxaws_widget_provider **provider);
DXAWS_API dxaws_widget_provider *dxaws_widget_provider_ref(dxaws_widget_provider *provider);
DXAWS_API dxaws_widget_provider *dxaws_widget_provider_unref(dxaws_widget_provider *provider);
static inline void dxaws_widget_provider_cleanup(dxaws_widget_provider **pointer)
{
    *pointer = dxaws_widget_provider_unref(*pointer);
}
/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_widget_provider_base(dxaws_widget_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_provider_from(
    dxaws_provider *base, dxaws_widget_provider **provider);

/** @name What a provider observed
 * Copy, and accept a NULL Current. @since 0.9
 * @{ */
/** Whether it exists: always to be set. */
DXAWS_API void dxaws_widget_current_set_exists(dxaws_widget_current *current, bool exists);
/** What stands on it. */
DXAWS_API void dxaws_widget_current_set_note(dxaws_widget_current *current, const char *note);
/** All its tags. */
DXAWS_API void dxaws_widget_current_set_tags(dxaws_widget_current *current, const dxaws_tags *tags);
/** What identifies it within AWS. */
DXAWS_API void dxaws_widget_current_set_arn(dxaws_widget_current *current, const char *arn);
/** @} */

DXAWS_END_DECLS

#endif
