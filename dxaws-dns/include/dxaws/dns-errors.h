/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors of the domain "dns", as <dxaws/error-codes.h> has those of core and those
 * that every module gives. A code is stable, and a release only ever adds some. Before each stand
 * the kinds that it comes with. Constants, for any thread.
 */
#ifndef DXAWS_DNS_ERRORS_H
#define DXAWS_DNS_ERRORS_H

/** @name What only dxaws-dns gives
 * @since 0.9
 * @{ */
/** INVALID_ARGUMENT: several zones hold the name: set one by its id. */
#define DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE "AmbiguousHostedZone"
/** INVALID_ARGUMENT: more than Route53 takes in one atomic batch. */
#define DXAWS_DNS_ERROR_BATCH_TOO_LARGE "BatchTooLarge"
/** INVALID_ARGUMENT: no CNAME can stand at a zone's own name. */
#define DXAWS_DNS_ERROR_CNAME_AT_APEX "CnameAtApex"
/** NOT_FOUND: no zone of the account holds the name. */
#define DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND "HostedZoneNotFound"
/** INVALID_ARGUMENT: a zone of a simulated account cannot have that name. */
#define DXAWS_DNS_ERROR_INVALID_DOMAIN_NAME "InvalidDomainName"
/** PROTOCOL: an answer of Route53 is not what its documents say. */
#define DXAWS_DNS_ERROR_INVALID_RESPONSE "InvalidResponse"
/** REFUSED: an AWS service owns the zone, and alone writes to it. */
#define DXAWS_DNS_ERROR_LINKED_SERVICE_ZONE "LinkedServiceZone"
/** CONFLICT: somebody else's record set stands at the name. */
#define DXAWS_DNS_ERROR_RECORD_CONFLICT "RecordConflict"
/** STALE: record sets changed since they were read, nothing was done: plan again. */
#define DXAWS_DNS_ERROR_RECORDS_CHANGED "RecordsChanged"
/** UNSUPPORTED: a type that this release does not write. */
#define DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE "UnsupportedRecordType"
/** REFUSED: a zone above it in the account does not delegate the zone: nobody asks it. */
#define DXAWS_DNS_ERROR_ZONE_NOT_DELEGATED "ZoneNotDelegated"
/** @} */

#endif
