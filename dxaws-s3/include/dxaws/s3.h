/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-s3: converges one S3 bucket: existence, tags, versioning, public access block, and our
 * own statements of its policy.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * Attributes that a Desired neither sets nor presets are never touched. "AWS:" says which
 * operation, and which member of its request, of the Amazon S3 API Reference a declaration stands
 * for. What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or
 * Result may be NULL, as it is when there was no memory for it: setters then do nothing, getters
 * say nothing (NULL, false), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those
 * that getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What reaches S3 fails with UNAUTHENTICATED, PERMISSION, THROTTLED, UNAVAILABLE or PROTOCOL, and
 * with TIMEOUT or CANCELLED when the context says so; S3's own code, such as "AccessDenied", is in
 * dxaws_error_aws_code(). What this module finds itself has the domain "s3" and a code of
 * <dxaws/s3-errors.h>, or one that every module gives, of <dxaws/error-codes.h>.
 *
 * Ownership: a bucket that is made here is marked from the call that makes it, by the tags
 * `dxaws:managed`, and `dxaws:site` with an owner; a third, `dxaws:tags`, remembers which other
 * tags are ours. A bucket without our mark is used as it is, but written to or deleted only after
 * it was adopted: when a write is needed the plan ends with CONFLICT, code NotOurs or
 * AnothersResource, and a destroy leaves it, named in the plan (dxaws_plan_left_at()). Each write
 * reads again whose the bucket is, and fails with STALE, code BucketChanged, when that or our own
 * part has changed since it was planned; what others changed besides stays.
 *
 * Options (<dxaws/options.h>): nothing is waited for. Adoption is consented to as "bucket/NAME";
 * what is adopted is given back by a destroy: our statements, our tags and the mark go, all else
 * stays. With `release` the statements stay as well, since who reads the bucket goes on to.
 */
#ifndef DXAWS_S3_H
#define DXAWS_S3_H

#include <dxaws/core.h>
#include <dxaws/s3-errors.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_s3_desired dxaws_s3_desired;
/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_s3_current dxaws_s3_current;
/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_s3_result dxaws_s3_result;
/** How the effects happen, see <dxaws/s3-providers.h>. Refcounted. @since 0.1 */
typedef struct dxaws_s3_provider dxaws_s3_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.1 */
typedef struct dxaws_s3_manager dxaws_s3_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one.
 * @since 0.9 */
typedef struct dxaws_s3_manager_options dxaws_s3_manager_options;

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
 * - `cloudfront_read` lets the distribution `distribution_arn` read, and no other.
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

/** The version of the loaded dxaws-s3, such as "0.9.0": a static string. @since 0.1 */
DXAWS_API const char *dxaws_s3_version(void);

/** @name Desired
 * JSON form: `{"name", "region", "present", "tags": {}, "versioning", "public_access_block":
 * {"block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets"},
 * "object_ownership", "encryption": {"algorithm", "kms_key", "bucket_key"},
 * "lifecycle_rules": {id: rule}, "policy_statements":
 * {sid: statement}, "strict", "owner", "mark", "tags_exact", "account", "force_empty"}`; only
 * `name` and `region` are required. What it does not say of these is preset when it is consumed,
 * from new() and from parse() alike, to DXAWS_S3_DEFAULT_PRESENT,
 * DXAWS_S3_DEFAULT_BLOCK_PUBLIC_ACCESS and DXAWS_S3_DEFAULT_ACCOUNT:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 * | `public_access_block.block_public_acls` | `true` |
 * | `public_access_block.ignore_public_acls` | `true` |
 * | `public_access_block.block_public_policy` | `true` |
 * | `public_access_block.restrict_public_buckets` | `true` |
 * | `mark` | `true` |
 * | `tags_exact` | `false` |
 * | `account` | `"caller"` |
 *
 * `null`, and dxaws_s3_desired_leave(), leave an attribute alone all the same. A bucket that should
 * not exist is given no preset but `present`.
 *
 * Setters copy and cannot fail: what cannot be stored, such as a text that is not UTF-8, is
 * remembered and reported by the call that consumes the Desired. @since 0.1
 * @{ */
/**
 * A bucket that should exist, of which nothing else is set. AWS: CreateBucket, Bucket and
 * LocationConstraint.
 * @param name   copied: 3 to 63 characters of a-z, 0-9, "." and "-". AWS: "General purpose bucket
 *               naming rules" of the User Guide.
 * @param region copied: where to make the bucket, such as "eu-west-1". One that is elsewhere is a
 *               CONFLICT.
 * @return owned by the caller; NULL without memory.
 */
DXAWS_API dxaws_s3_desired *dxaws_s3_desired_new(const char *name, const char *region);
/** Reads the JSON form; the caller owns the Desired. Names and types are checked, values when it is
 * consumed. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_parse(const char *json,
                                                               dxaws_s3_desired **desired);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_desired_format(const dxaws_s3_desired *desired);
DXAWS_API void dxaws_s3_desired_free(dxaws_s3_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_s3_desired, dxaws_s3_desired_free)
/** The lifecycle switch: false means that the bucket should not exist. AWS: DeleteBucket. */
DXAWS_API void dxaws_s3_desired_set_present(dxaws_s3_desired *desired, bool present);
/**
 * Leaves an attribute alone, although it has a preset: what it is now stays so, and a new bucket
 * has what S3 gives it.
 * @param attribute copied: its JSON name, such as "public_access_block". A wrong one is reported by
 *                  the call that consumes the Desired: INVALID_ARGUMENT, naming it. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_leave(dxaws_s3_desired *desired, const char *attribute);
/** Whether old versions of objects are kept; false suspends that where it is on, and is no change
 * where it was never on. AWS: PutBucketVersioning, Status. */
DXAWS_API void dxaws_s3_desired_set_versioning(dxaws_s3_desired *desired, bool enabled);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_versioning(dxaws_s3_desired *desired);
/** Which public access is blocked: or-ed dxaws_s3_public_access_block, always all four switches.
 * AWS: PutPublicAccessBlock, PublicAccessBlockConfiguration. */
DXAWS_API void dxaws_s3_desired_set_public_access_block(dxaws_s3_desired *desired, unsigned blocks);
/** Takes the block back: it is preset again. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_public_access_block(dxaws_s3_desired *desired);
/**
 * Whose objects are, and so whether there are ACLs. Where they are to be turned off, the bucket's
 * own may let nobody in but its owner: CONFLICT, code BucketAcl, when it does.
 * @param ownership copied: DXAWS_S3_OWNERSHIP_ENFORCED and its like; NULL takes it back. AWS:
 *                  PutBucketOwnershipControls, ObjectOwnership. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_object_ownership(dxaws_s3_desired *desired,
                                                     const char *ownership);
/**
 * How objects to come are encrypted; those that there are stay as they are. Each write replaces all
 * of it, so that SSE-S3 takes a key away again.
 * @param algorithm copied: DXAWS_S3_ENCRYPTION_SSE_S3 and its like; NULL takes it back. SSE-KMS and
 *                  DSSE-KMS need a key. AWS: PutBucketEncryption, SSEAlgorithm. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_encryption_algorithm(dxaws_s3_desired *desired,
                                                         const char *algorithm);
/**
 * With which key. A bucket that CloudFront reads needs one whose policy lets it decrypt: the plan
 * names the key among what it leaves, and is refused, CONFLICT, code BucketEncryption, with AWS's
 * own, "alias/aws/s3", whose policy nobody can write.
 * @param key copied: an id, "alias/NAME", or an ARN, which has to be of the bucket's region and may
 *            be of another account; NULL takes it back. S3 asks the key service when an object is
 *            put, not before. AWS: PutBucketEncryption, KMSMasterKeyID. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_encryption_kms_key(dxaws_s3_desired *desired, const char *key);
/** Whether objects get their keys from one of the bucket's, which asks the key service less often;
 * for SSE-KMS only. Not set is false. AWS: PutBucketEncryption, BucketKeyEnabled. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_encryption_bucket_key(dxaws_s3_desired *desired, bool enabled);
/** Takes all of it back: the encryption is left as it is. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_encryption(dxaws_s3_desired *desired);
/** One more tag; nothing happens when one of the two is NULL. The bucket has these; a key that was
 * ours and is not among them goes, and all that others set stays, see
 * dxaws_s3_desired_set_tags_exact(). At most 50, keys of 1 to 128 and values of at most 256
 * characters. AWS: CreateBucketConfiguration, Tags; PutBucketTagging, TagSet. */
DXAWS_API void dxaws_s3_desired_set_tag(dxaws_s3_desired *desired, const char *key,
                                        const char *value);
/** All tags at once; NULL takes them back, so that tags are left alone; an empty set removes those
 * that are ours. AWS: PutBucketTagging, DeleteBucketTagging. */
DXAWS_API void dxaws_s3_desired_set_tags(dxaws_s3_desired *desired, const dxaws_tags *tags);
/**
 * A statement of the bucket's policy, by its Sid; the others are left alone. Compared by meaning:
 * the order of lists, and one value or a list of one, are no difference. AWS: PutBucketPolicy,
 * Policy.
 * @param sid       copied; nothing happens when it is NULL.
 * @param statement copied: a JSON object without "Sid". AWS: "IAM JSON policy elements reference"
 *                  of the IAM User Guide.
 */
DXAWS_API void dxaws_s3_desired_set_policy_statement(dxaws_s3_desired *desired, const char *sid,
                                                     const char *statement);
/**
 * A rule of the bucket's lifecycle, by its ID; the others are left alone, whatever they say.
 * Compared by meaning. Refused is what S3 would refuse. AWS: PutBucketLifecycleConfiguration,
 * Rules.
 * @param id   copied, at most 255 bytes; nothing happens when it is NULL.
 * @param rule copied: a JSON object in the words of the AWS CLI, without "ID"; "Status" is
 *             "Enabled" unless it is said. AWS: LifecycleRule of the API Reference. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_lifecycle_rule(dxaws_s3_desired *desired, const char *id,
                                                   const char *rule);
/** Takes all rules back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_lifecycle_rules(dxaws_s3_desired *desired);
/** Takes all statements back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_policy_statements(dxaws_s3_desired *desired);
/**
 * Whether a policy statement that allows the service principal cloudfront.amazonaws.com has to say
 * for which distribution: by a Condition on AWS:SourceArn whose values are ARNs of distributions,
 * without wildcards, or not known yet. Where it does not, what consumes the Desired fails with
 * INVALID_ARGUMENT, code MissingCloudFrontInfoError. Not set is false. AWS: "Restrict access to an
 * Amazon S3 origin" of the CloudFront Developer Guide. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_strict(dxaws_s3_desired *desired, bool strict);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_strict(dxaws_s3_desired *desired);
/** Who has the bucket: it is marked with that name, and one of another name is another's. Copied;
 * NULL, as at first: nobody in particular. AWS: PutBucketTagging, TagSet. @since 0.9 */
DXAWS_API void dxaws_s3_desired_set_owner(dxaws_s3_desired *desired, const char *owner);
/** Whether the bucket is marked as ours, and has to be so before it is written to or deleted. False
 * is for servers without tags: naming a bucket is consent then. @since 0.9 */
DXAWS_API void dxaws_s3_desired_set_mark(dxaws_s3_desired *desired, bool mark);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_mark(dxaws_s3_desired *desired);
/** Whether tags that others set go as well, but for AWS's own "aws:" ones. AWS: PutBucketTagging,
 * TagSet. @since 0.9 */
DXAWS_API void dxaws_s3_desired_set_tags_exact(dxaws_s3_desired *desired, bool exact);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_tags_exact(dxaws_s3_desired *desired);
/**
 * The account that the bucket has to be of: every call says so, and S3 refuses it for another's,
 * however open that is. AWS: x-amz-expected-bucket-owner.
 * @param account copied: 12 digits, or "caller", the credentials' account, of which the token
 *                service is asked, once a session, where they do not tell. NULL: that again.
 *                dxaws_s3_desired_leave() with "account" asks nobody: it is checked when the
 *                credentials tell. @since 0.9
 */
DXAWS_API void dxaws_s3_desired_set_account(dxaws_s3_desired *desired, const char *account);
/** Whether a bucket that should not exist is emptied first (EMPTY_BUCKET): all versions of its
 * objects, delete markers and unfinished uploads, which cannot be taken back. Only a bucket that is
 * marked as made by us: one that was adopted is given back with all that it holds. Not set is
 * false. AWS: DeleteObjects, AbortMultipartUpload. @since 0.9 */
DXAWS_API void dxaws_s3_desired_set_force_empty(dxaws_s3_desired *desired, bool force);
/** Takes the switch back. @since 0.9 */
DXAWS_API void dxaws_s3_desired_unset_force_empty(dxaws_s3_desired *desired);
/** The bucket's name, borrowed. */
DXAWS_API const char *dxaws_s3_desired_name(const dxaws_s3_desired *desired);
/** The region that was set, borrowed. */
DXAWS_API const char *dxaws_s3_desired_region(const dxaws_s3_desired *desired);
/** Whether the bucket should exist: true unless it was set to false. @since 0.9 */
DXAWS_API bool dxaws_s3_desired_is_present(const dxaws_s3_desired *desired);
/** Checks the whole Desired without reading anything: what every call that consumes it does first.
 * INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_check(const dxaws_s3_desired *desired);
/** @} */

/** @name Current
 * JSON form: that of a Desired without `present`, `policy_statements` and what says how, with
 * `exists`, `status` ("does_not_exist", "exists_have_access", "exists_no_access"), `policy`,
 * `lifecycle`, `arn`,
 * `domain_name`, and of a bucket that is to be destroyed `has_objects` and `has_uploads`.
 *
 * What a provider does not set is unknown, which is not the same as off. Setters are in
 * <dxaws/s3-provider.h>. @since 0.1
 * @{ */
/** Nothing observed yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_s3_current *dxaws_s3_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_current_parse(const char *json,
                                                               dxaws_s3_current **current);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_current_format(const dxaws_s3_current *current);
DXAWS_API void dxaws_s3_current_free(dxaws_s3_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_s3_current, dxaws_s3_current_free)
/** Whether the bucket exists and is ours to use; UNKNOWN when it was not set. */
DXAWS_API dxaws_s3_status dxaws_s3_current_status(const dxaws_s3_current *current);
/** Where the bucket is, borrowed; NULL when not reported. */
DXAWS_API const char *dxaws_s3_current_region(const dxaws_s3_current *current);
/** False, leaving @a enabled alone, when the provider did not report it. */
DXAWS_API bool dxaws_s3_current_versioning(const dxaws_s3_current *current, bool *enabled);
/** Or-ed dxaws_s3_public_access_block. False, leaving @a blocks alone, when not reported. */
DXAWS_API bool dxaws_s3_current_public_access_block(const dxaws_s3_current *current,
                                                    unsigned *blocks);
/** Whose objects are: DXAWS_S3_OWNERSHIP_ENFORCED and its like; borrowed, NULL when not reported.
 * @since 0.9 */
DXAWS_API const char *dxaws_s3_current_object_ownership(const dxaws_s3_current *current);
/** How objects to come are encrypted: DXAWS_S3_ENCRYPTION_SSE_S3 and its like, or AWS's word for
 * what this release does not know; borrowed, NULL when not reported. @since 0.9 */
DXAWS_API const char *dxaws_s3_current_encryption_algorithm(const dxaws_s3_current *current);
/** With which key, borrowed; NULL for none, and where AWS's own is not named. @since 0.9 */
DXAWS_API const char *dxaws_s3_current_encryption_kms_key(const dxaws_s3_current *current);
/** False, leaving @a enabled alone, when not reported. @since 0.9 */
DXAWS_API bool dxaws_s3_current_encryption_bucket_key(const dxaws_s3_current *current,
                                                      bool *enabled);
/** All that the bucket has, our marks and AWS's own "aws:" ones too: a new set, owned by the
 * caller; NULL when not reported, or without memory. */
DXAWS_API dxaws_tags *dxaws_s3_current_tags(const dxaws_s3_current *current);
/** Whether the bucket holds any object, old versions and delete markers included. False, leaving @a
 * has alone, when not reported: it is read of a bucket that is to be destroyed. @since 0.9 */
DXAWS_API bool dxaws_s3_current_has_objects(const dxaws_s3_current *current, bool *has);
/** Whether the bucket holds uploads in parts that were not finished; likewise. @since 0.9 */
DXAWS_API bool dxaws_s3_current_has_uploads(const dxaws_s3_current *current, bool *has);
/** @} */

/** @name Result
 * Texts are borrowed. After a destroy there are the name and the region that were wanted, and
 * nothing else. @since 0.1
 * @{ */
/** The JSON form, that of a Current, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_result_format(const dxaws_s3_result *result);
DXAWS_API void dxaws_s3_result_free(dxaws_s3_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_s3_result, dxaws_s3_result_free)
/** False after a destroy. */
DXAWS_API bool dxaws_s3_result_exists(const dxaws_s3_result *result);
/** The bucket's name. */
DXAWS_API const char *dxaws_s3_result_name(const dxaws_s3_result *result);
/** Where the bucket is. */
DXAWS_API const char *dxaws_s3_result_region(const dxaws_s3_result *result);
/** Such as "arn:aws:s3:::b", in the partition of the region: aws, aws-cn or aws-us-gov. */
DXAWS_API const char *dxaws_s3_result_arn(const dxaws_s3_result *result);
/** The regional host name, such as "b.s3.eu-west-1.amazonaws.com": what CloudFront's origin
 * should be, because the global name redirects for the first hours. */
DXAWS_API const char *dxaws_s3_result_domain_name(const dxaws_s3_result *result);
/** @} */

/** @name Manager
 * A NULL context means no limits. Plans and outputs are owned by the caller. @since 0.1
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. @a options may be NULL: there
 * are none yet. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_new(
    dxaws_s3_provider *provider, const dxaws_s3_manager_options *options,
    dxaws_s3_manager **manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_ref(dxaws_s3_manager *manager);
DXAWS_API dxaws_s3_manager *dxaws_s3_manager_unref(dxaws_s3_manager *manager);
static inline void dxaws_s3_manager_cleanup(dxaws_s3_manager **pointer)
{
    *pointer = dxaws_s3_manager_unref(*pointer);
}
/** Reads what exists, as far as @a desired manages it; a bucket of somebody else is reported, no
 * error. AWS: GetBucketVersioning, GetPublicAccessBlock, GetBucketTagging, GetBucketPolicy,
 * GetBucketOwnershipControls, GetBucketEncryption, GetBucketLifecycleConfiguration, for what is
 * managed; HeadBucket. Its tags are always read, unless `mark` is false; its policy also with a
 * public access block, which a public statement is in the way of; and with `present` false what it
 * holds: ListObjectVersions, ListMultipartUploads. UNAVAILABLE when S3 contradicts itself for 5 s.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_current(
    dxaws_s3_manager *manager, dxaws_context *context, const dxaws_s3_desired *desired,
    dxaws_s3_current **current);
/** What an apply that changes nothing gives as its result, without planning: reads, and fails, as
 * dxaws_s3_manager_get_current(). @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_outputs(
    dxaws_s3_manager *manager, dxaws_context *context, const dxaws_s3_desired *desired,
    dxaws_s3_result **result);
/** Does the bucket exist, and is it ours to use? It may be in another region. AWS: HeadBucket. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_get_status(dxaws_s3_manager *manager,
                                                                    dxaws_context *context,
                                                                    const char *name,
                                                                    const char *region,
                                                                    dxaws_s3_status *status);
/**
 * Plans purely: no clock, no provider, the same plan for the same documents. CONFLICT when the
 * bucket is in the way and not ours, or elsewhere, when it would have too many tags, or when its
 * policy has a public statement of others that is to be blocked; INVALID_STATE, code
 * BucketNotEmpty, when it is to be destroyed and holds anything; UNSUPPORTED when @a current does
 * not report what is managed.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_desired_plan(const dxaws_s3_desired *desired,
                                                              const dxaws_s3_current *current,
                                                              const dxaws_apply_options *options,
                                                              dxaws_plan **plan);
/**
 * Reads and plans. Action kinds, in order of execution: ADOPT, CREATE_BUCKET,
 * PUT_PUBLIC_ACCESS_BLOCK, PUT_OWNERSHIP_CONTROLS, PUT_ENCRYPTION, PUT_VERSIONING, PUT_LIFECYCLE,
 * PUT_TAGS, PUT_POLICY, EMPTY_BUCKET, DESTROY_BUCKET, RELEASE. Emits manager.plan.start and .done.
 * Fails as reading, and as dxaws_s3_desired_plan(): CONFLICT, UNSUPPORTED.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_plan(dxaws_s3_manager *manager,
                                                              dxaws_context *context,
                                                              const dxaws_s3_desired *desired,
                                                              const dxaws_apply_options *options,
                                                              dxaws_plan **plan);
/**
 * Performs a plan and reads back; an action that was done before is a success. INVALID_ARGUMENT for
 * a plan of another module, INVALID_STATE for one that is not complete, see
 * DXAWS_KNOWN_AFTER_APPLY. PARTIAL when it stopped after some actions: run again. Emits
 * manager.apply.start, .progress and .done.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_apply(dxaws_s3_manager *manager,
                                                               dxaws_context *context,
                                                               const dxaws_plan *plan,
                                                               const dxaws_apply_options *options,
                                                               dxaws_s3_result **result);
/** dxaws_s3_manager_plan() and apply, with the errors of both: CONFLICT, PARTIAL and so on. Emits
 * manager.execute.done besides. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_execute(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 const dxaws_apply_options *options,
                                                                 dxaws_s3_result **result);
/** Execute with present = false; @a desired is left as it is. A bucket that is ours and holds
 * anything is INVALID_STATE, and nothing was written; one that was adopted is given back, and one
 * that is not ours left. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_manager_destroy(dxaws_s3_manager *manager,
                                                                 dxaws_context *context,
                                                                 const dxaws_s3_desired *desired,
                                                                 const dxaws_apply_options *options,
                                                                 dxaws_s3_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_s3_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_s3_module(void);

DXAWS_END_DECLS

#endif
