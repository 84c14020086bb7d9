/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-acm.
 */
#ifndef DXAWS_ACM_PROVIDERS_H
#define DXAWS_ACM_PROVIDERS_H

#include <dxaws/acm-provider.h>

DXAWS_BEGIN_DECLS

/** ACM itself; takes a reference to @a session. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_aws(dxaws_session *session,
                                                                   dxaws_acm_provider **provider);

/** The simulated account, with ACM's rules and error codes; takes a reference. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_memory(
    dxaws_memory_account *account, dxaws_acm_provider **provider);

/** Reads through @a inner once and simulates all writes on what it read. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_dry_run(
    dxaws_acm_provider *inner, dxaws_acm_provider **provider);

/** Passes everything to @a inner and appends it to a file of JSON Lines; secrets and account
 * numbers are masked. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_recording(
    dxaws_acm_provider *inner, const char *path, dxaws_acm_provider **provider);

/** Answers from a recording, without network; INVALID_STATE on any divergence. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_acm_provider_new_replay(
    const char *path, dxaws_acm_provider **provider);

DXAWS_END_DECLS

#endif
