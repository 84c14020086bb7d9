/* SPDX-License-Identifier: MIT */
/** @file
 * The words and switches of dxaws-s3: what a Desired and a Current consist of, and what is preset.
 * <dxaws/s3.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_S3_VALUES_H
#define DXAWS_S3_VALUES_H

#include <dxaws/base.h>

DXAWS_BEGIN_DECLS

/** Whether a bucket exists and may be used by these credentials. AWS: HeadBucket. @since 0.1 */
typedef enum dxaws_s3_status {
    DXAWS_S3_STATUS_UNKNOWN = 0,            /**< nothing was said */
    DXAWS_S3_STATUS_DOES_NOT_EXIST = 1,     /**< 404 */
    DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS = 2, /**< 200 */
    DXAWS_S3_STATUS_EXISTS_NO_ACCESS =
        3 /**< 403: names are global, somebody else may have this one */
} dxaws_s3_status;
/** Such as "exists_have_access"; "UNKNOWN" for a number that is none. A static string. @since 0.9
 */
DXAWS_API const char *dxaws_s3_status_name(dxaws_s3_status status);
/** Which one a word names: UNKNOWN for NULL, and for a word that is none. @since 0.9 */
DXAWS_API dxaws_s3_status dxaws_s3_status_from_name(const char *name);

/** The four switches of a public access block, to be or-ed. AWS: PutPublicAccessBlock,
 * PublicAccessBlockConfiguration. @since 0.1 */
typedef enum dxaws_s3_public_access_block {
    DXAWS_S3_BLOCK_PUBLIC_ACLS = 1,       /**< BlockPublicAcls */
    DXAWS_S3_IGNORE_PUBLIC_ACLS = 2,      /**< IgnorePublicAcls */
    DXAWS_S3_BLOCK_PUBLIC_POLICY = 4,     /**< BlockPublicPolicy */
    DXAWS_S3_RESTRICT_PUBLIC_BUCKETS = 8, /**< RestrictPublicBuckets */
    DXAWS_S3_BLOCK_ALL = 15               /**< all four */
} dxaws_s3_public_access_block;

/** @name Whose objects are
 * AWS: OwnershipControlsRule, ObjectOwnership. @since 0.9
 * @{ */
/** The bucket's owner's, and there are no ACLs. */
#define DXAWS_S3_OWNERSHIP_ENFORCED "BucketOwnerEnforced"
/** The bucket's owner's, when whoever puts them gives them away; ACLs count. */
#define DXAWS_S3_OWNERSHIP_PREFERRED "BucketOwnerPreferred"
/** Theirs who put them; ACLs count. */
#define DXAWS_S3_OWNERSHIP_WRITER "ObjectWriter"
/** @} */

/** @name How objects are encrypted
 * AWS: ServerSideEncryptionByDefault, SSEAlgorithm. @since 0.9
 * @{ */
/** With keys of S3: AES256. */
#define DXAWS_S3_ENCRYPTION_SSE_S3 "SSE-S3"
/** With a key of the key service: aws:kms. */
#define DXAWS_S3_ENCRYPTION_SSE_KMS "SSE-KMS"
/** In two layers, with a key of the key service: aws:kms:dsse. */
#define DXAWS_S3_ENCRYPTION_DSSE_KMS "DSSE-KMS"
/** @} */

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from: the table below has the
 * attributes. They are interface: a release does not change them. @since 0.9
 * @{ */
/** `present`: the bucket should exist. */
#define DXAWS_S3_DEFAULT_PRESENT true
/** `public_access_block`: all of it. AWS: PublicAccessBlockConfiguration. */
#define DXAWS_S3_DEFAULT_BLOCK_PUBLIC_ACCESS DXAWS_S3_BLOCK_ALL
/** `account`: the credentials'. AWS: GetCallerIdentity, Account. */
#define DXAWS_S3_DEFAULT_ACCOUNT "caller"
/** How S3 itself encrypts each new object of a bucket that nobody configured, since 2023: what a
 * new bucket has by itself. No Desired is given it: one that says nothing of `encryption` leaves
 * it. AWS: "Default encryption FAQ" of the User Guide. */
#define DXAWS_S3_DEFAULT_ENCRYPTION DXAWS_S3_ENCRYPTION_SSE_S3
/** Whose objects of a bucket are that nobody configured, since 2023: what a new bucket has by
 * itself. No Desired is given it. AWS: "Controlling ownership of objects" of the User Guide. */
#define DXAWS_S3_DEFAULT_OBJECT_OWNERSHIP DXAWS_S3_OWNERSHIP_ENFORCED
/** Buckets that dxaws-website makes are read over TLS only: the policy that it asks for denies the
 * rest. There is no attribute for it: this module adds no statement of its own. AWS: IAM condition
 * key aws:SecureTransport. */
#define DXAWS_S3_DEFAULT_ENFORCE_TLS true
/** @} */

/** @name Statements and rules that many need
 * By name, in the place of a policy statement or a lifecycle rule: `{"template": "tls_only"}`.
 * Their other members are parameters. They are written out in the canonical form of a Desired, and
 * so compared, shown and put as if that had been said.
 *
 * Of `policy_statements`:
 * - `tls_only` denies all that does not come over TLS;
 * - `cloudfront_read` lets the distribution `distribution_arn` read, and no other;
 * - `cloudfront_list` lets it know what there is, so that an object that is missing is 404 to its
 *   viewers, and not 403: of one that has a root object or a function, since "/" is the list
 *   itself. AWS: s3:ListBucket.
 *
 * Of `lifecycle_rules`:
 * - `expire_noncurrent` deletes old versions after `days`, but for the `keep` newest (1 to 100);
 * - `abort_uploads` takes away what uploads left that were not finished within `days`;
 * - `intelligent_tiering` moves objects of 128 KiB and more to INTELLIGENT_TIERING after `days`.
 *
 * A statement or a rule that should not be there is `{"present": false}`. @since 0.9
 * @{ */
/** Denies all that does not come over TLS: for dxaws_s3_desired_set_policy_statement(). */
#define DXAWS_S3_STATEMENT_TLS_ONLY "{\"template\":\"tls_only\"}"
/** @} */

DXAWS_END_DECLS

#endif
