/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-dns.
 */
#ifndef DXAWS_DNS_PROVIDERS_H
#define DXAWS_DNS_PROVIDERS_H

#include <dxaws/dns-provider.h>

DXAWS_BEGIN_DECLS

/** Route53 itself; takes a reference to @a session. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_aws(dxaws_session *session,
                                                                   dxaws_dns_provider **provider);

/** The simulated account, with Route53's rules and error codes; takes a reference. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_memory(
    dxaws_memory_account *account, dxaws_dns_provider **provider);

/**
 * Makes a hosted zone in the simulated account, with its NS and SOA records. As in Route53,
 * several zones may have the same name.
 * @param zone_id release with free(); may be NULL. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_memory_create_zone(dxaws_memory_account *account,
                                                                     dxaws_context *context,
                                                                     const char *name,
                                                                     bool is_private,
                                                                     char **zone_id);

/** Reads through @a inner once and simulates all writes on what it read. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_dry_run(
    dxaws_dns_provider *inner, dxaws_dns_provider **provider);

/** Passes everything to @a inner and appends it to a file of JSON Lines; secrets and account
 * numbers are masked. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_recording(
    dxaws_dns_provider *inner, const char *path, dxaws_dns_provider **provider);

/** Answers from a recording, without network; INVALID_STATE on any divergence. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_replay(
    const char *path, dxaws_dns_provider **provider);

DXAWS_END_DECLS

#endif
