/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-widget. Each is owned by the caller, who releases it with
 * dxaws_widget_provider_unref(), and may be used by several threads at once.
 */
#ifndef DXAWS_WIDGET_PROVIDERS_H
#define DXAWS_WIDGET_PROVIDERS_H

#include <dxaws/widget-provider.h>

DXAWS_BEGIN_DECLS

/** The simulated account; takes a reference to @a account. INVALID_ARGUMENT, code InvalidProvider,
 * without one. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_provider_new_memory(
    dxaws_memory_account *account, dxaws_widget_provider **provider);
/** A provider, owned by the caller, of any kind that dxaws_module's make() knows: "memory",
 * "dry-run", "recording", "replay". UNSUPPORTED, code UnknownProvider, for another one. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_provider_make(
    const char *kind, const dxaws_provider_parts *parts, dxaws_widget_provider **provider);

DXAWS_END_DECLS

#endif
