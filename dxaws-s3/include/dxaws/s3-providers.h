/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-s3. Each is owned by the caller, who releases it with
 * dxaws_s3_provider_unref(), and may be used by several threads at once.
 *
 * Errors: INVALID_ARGUMENT, code InvalidProvider, when what the provider works on is NULL.
 */
#ifndef DXAWS_S3_PROVIDERS_H
#define DXAWS_S3_PROVIDERS_H

#include <dxaws/s3-provider.h>

DXAWS_BEGIN_DECLS

/** S3 itself; takes a reference to @a session. Nothing is asked yet. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_aws(dxaws_session *session,
                                                                  dxaws_s3_provider **provider);

/** The simulated account, with S3's rules and error codes; takes a reference to @a account.
 * @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_memory(dxaws_memory_account *account,
                                                                     dxaws_s3_provider **provider);

/**
 * A provider of any kind that dxaws_module's make() knows: besides "aws" and "memory"
 * - "dry-run" reads through `inner`, once, and simulates all writes on what it read: nothing is
 *   changed, and a second plan finds nothing to do;
 * - "recording" passes everything to `inner` and appends it to the file `path`, as JSON Lines, made
 *   (mode 0600) when missing; secrets and account numbers are masked;
 * - "replay" answers from such a file, without network: equal requests in the order in which they
 *   were recorded; one that was not recorded is INVALID_STATE, code ReplayDiverged.
 *
 *     dxaws_s3_provider_make("dry-run",
 *                             DXAWS_PROVIDER_PARTS(.inner = dxaws_s3_provider_base(provider)),
 * &dry);
 *
 * Takes references to the parts. UNSUPPORTED, code UnknownProvider, for another kind;
 * INVALID_ARGUMENT, code Recording, when the file cannot be opened or read. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_make(const char *kind,
                                                               const dxaws_provider_parts *parts,
                                                               dxaws_s3_provider **provider);

DXAWS_END_DECLS

#endif
