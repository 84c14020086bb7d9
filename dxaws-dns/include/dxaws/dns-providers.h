/* SPDX-License-Identifier: MIT */
/** @file
 * The providers that come with dxaws-dns. Each is owned by the caller, who releases it with
 * dxaws_dns_provider_unref(), and may be used by several threads at once.
 *
 * Errors: INVALID_ARGUMENT, code InvalidProvider, when what the provider works on is NULL.
 */
#ifndef DXAWS_DNS_PROVIDERS_H
#define DXAWS_DNS_PROVIDERS_H

#include <dxaws/dns-provider.h>

DXAWS_BEGIN_DECLS

/** Route53 itself; takes a reference to @a session. Nothing is asked yet. @since 0.1 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_new_aws(dxaws_session *session,
                                                                   dxaws_dns_provider **provider);

/** The simulated account, with Route53's rules and error codes; takes a reference to @a account.
 * @since 0.1 */
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

/**
 * Makes a CNAME where the simulated account has no say: in the DNS that somebody else runs. No zone
 * of the account has it, and whoever asks the public DNS, as the simulated ACM does, sees it. One
 * that stands there is replaced.
 * @param name such as "_x.www.example.com"; @param value what it leads to. Both are copied, and
 * compared in lower case. INVALID_ARGUMENT, code InvalidDomainName, for what is no name.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_memory_create_cname_elsewhere(
    dxaws_memory_account *account, dxaws_context *context, const char *name, const char *value);

/**
 * A provider of any kind that dxaws_module's make() knows: besides "aws" and "memory"
 * - "dry-run" reads through `inner`, once, and simulates all writes on what it read: nothing is
 *   changed, and a second plan finds nothing to do;
 * - "recording" passes everything to `inner` and appends it to the file `path`, as JSON Lines, made
 *   (mode 0600) when missing; secrets and account numbers are masked;
 * - "replay" answers from such a file, without network: equal requests in the order in which they
 *   were recorded; one that was not recorded is INVALID_STATE, code ReplayDiverged.
 *
 *     dxaws_dns_provider_make("dry-run",
 *                             DXAWS_PROVIDER_PARTS(.inner = dxaws_dns_provider_base(provider)),
 * &dry);
 *
 * Takes references to the parts. UNSUPPORTED, code UnknownProvider, for another kind;
 * INVALID_ARGUMENT, code Recording, when the file cannot be opened or read. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_dns_provider_make(const char *kind,
                                                                const dxaws_provider_parts *parts,
                                                                dxaws_dns_provider **provider);

DXAWS_END_DECLS

#endif
