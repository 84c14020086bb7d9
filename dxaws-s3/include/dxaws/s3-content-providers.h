/* SPDX-License-Identifier: MIT */
/** @file
 * The providers of content that come with dxaws-s3. Each is owned by the caller, who releases it
 * with dxaws_s3_content_provider_unref(), and may be used by several threads at once.
 *
 * Errors: INVALID_ARGUMENT, code InvalidProvider, when what the provider works on is NULL.
 */
#ifndef DXAWS_S3_CONTENT_PROVIDERS_H
#define DXAWS_S3_CONTENT_PROVIDERS_H

#include <dxaws/memory.h>
#include <dxaws/s3-content-provider.h>

DXAWS_BEGIN_DECLS

/** S3 itself; takes a reference to @a session. Nothing is asked yet. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_provider_new_aws(
    dxaws_session *session, dxaws_s3_content_provider **provider);

/** The simulated account; takes a reference to @a account. It has S3's rules: conditions,
 * checksums, ETags that are no digests under a KMS key, versions. The bytes of objects lie beside
 * the account's file, or, without one, in memory, at most 64 MiB. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_provider_new_memory(
    dxaws_memory_account *account, dxaws_s3_content_provider **provider);

/**
 * A provider of any kind that dxaws_module's make() knows, "dry-run", "recording" and "replay"
 * among them: see dxaws_s3_provider_make() of <dxaws/s3-providers.h>. Takes references to the
 * parts. UNSUPPORTED, code UnknownProvider, for another kind; INVALID_ARGUMENT, code Recording,
 * when the file cannot be opened or read. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_provider_make(
    const char *kind, const dxaws_provider_parts *parts, dxaws_s3_content_provider **provider);

DXAWS_END_DECLS

#endif
