/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-s3.
 */
#ifndef DXAWS_S3_PROVIDERS_H
#define DXAWS_S3_PROVIDERS_H

#include <dxaws/s3-provider.h>

DXAWS_BEGIN_DECLS

/** S3 itself; takes a reference to @a session. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_aws(dxaws_session *session,
                                                                  dxaws_s3_provider **provider);

/** The simulated account, with S3's rules and error codes; takes a reference. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_memory(dxaws_memory_account *account,
                                                                     dxaws_s3_provider **provider);

/** Reads through @a inner once and simulates all writes on what it read. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_dry_run(dxaws_s3_provider *inner,
                                                                      dxaws_s3_provider **provider);

/** Passes everything to @a inner and appends it to a file of JSON Lines; secrets and account
 * numbers are masked. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_recording(
    dxaws_s3_provider *inner, const char *path, dxaws_s3_provider **provider);

/** Answers from a recording, without network; INVALID_STATE on any divergence. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new_replay(const char *path,
                                                                     dxaws_s3_provider **provider);

DXAWS_END_DECLS

#endif
