/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-acm. Each is owned by the caller, who releases it with
 * dxaws_acm_provider_unref(), and may be used by several threads at once.
 *
 * Errors: INVALID_ARGUMENT, code InvalidProvider, when what the provider works on is NULL.
 */
#ifndef DXAWS_ACM_PROVIDERS_H
#define DXAWS_ACM_PROVIDERS_H

#include <dxaws/acm-provider.h>

DXAWS_BEGIN_DECLS

/** ACM itself; takes a reference to @a session. Nothing is asked yet. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_aws(dxaws_session *session,
                                                                   dxaws_acm_provider **provider);

/** The simulated account, with ACM's rules and error codes; takes a reference to @a account.
 * @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_memory(
    dxaws_memory_account *account, dxaws_acm_provider **provider);

/** Reads through @a inner, to which it takes a reference, once, and simulates all writes on what it
 * read: nothing is changed, and a second plan finds nothing to do. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_dry_run(
    dxaws_acm_provider *inner, dxaws_acm_provider **provider);

/**
 * Passes everything to @a inner, to which it takes a reference, and appends it to a file of JSON
 * Lines; secrets and account numbers are masked.
 * @param path copied; created (mode 0600) when missing. INVALID_ARGUMENT, code Recording, when it
 *        cannot be opened. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_recording(
    dxaws_acm_provider *inner, const char *path, dxaws_acm_provider **provider);

/**
 * Answers from a recording, without network. Equal requests are answered in the order in which they
 * were recorded; one that was not recorded is INVALID_STATE, code ReplayDiverged.
 * @param path copied; INVALID_ARGUMENT, code Recording, when it cannot be read. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_replay(
    const char *path, dxaws_acm_provider **provider);

DXAWS_END_DECLS

#endif
