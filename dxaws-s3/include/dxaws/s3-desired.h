/* SPDX-License-Identifier: MIT */
/** @file
 * What is wanted of a bucket.
 * <dxaws/s3.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_S3_DESIRED_H
#define DXAWS_S3_DESIRED_H

#include <dxaws/core.h>
#include <dxaws/s3-values.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.1 */
typedef struct dxaws_s3_desired dxaws_s3_desired;

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

DXAWS_END_DECLS

#endif
