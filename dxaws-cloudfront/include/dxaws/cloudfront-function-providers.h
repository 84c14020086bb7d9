/* SPDX-License-Identifier: MIT */
/** @file
 * The providers of functions that come with dxaws-cloudfront. Each is owned by the caller, who
 * releases it with dxaws_cloudfront_function_provider_unref(), and may be used by several threads
 * at once.
 */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_PROVIDERS_H
#define DXAWS_CLOUDFRONT_FUNCTION_PROVIDERS_H

#include <dxaws/cloudfront-function-provider.h>

DXAWS_BEGIN_DECLS

/** CloudFront itself, through signed requests; takes a reference to @a session. INVALID_ARGUMENT,
 * code InvalidProvider, without one. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_provider_new_aws(
    dxaws_session *session, dxaws_cloudfront_function_provider **provider);
/** The simulated account; takes a reference to @a account. INVALID_ARGUMENT, code InvalidProvider,
 * without one. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_provider_new_memory(
    dxaws_memory_account *account, dxaws_cloudfront_function_provider **provider);
/** A provider, owned by the caller, of any kind that dxaws_module's make() knows: "aws", "memory",
 * "dry-run", "recording", "replay". UNSUPPORTED, code UnknownProvider, for another one. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_provider_make(
    const char *kind, const dxaws_provider_parts *parts,
    dxaws_cloudfront_function_provider **provider);

DXAWS_END_DECLS

#endif
