/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of dxaws-s3: how the effects on a bucket happen. For those who write a
 * provider; test yours with the contract suite, <dxaws/s3-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager, so
 * they should be of the kinds that <dxaws/s3.h> names, with the service's own code: see
 * dxaws_error_set_aws().
 */
#ifndef DXAWS_S3_PROVIDER_H
#define DXAWS_S3_PROVIDER_H

#include <dxaws/s3.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): always `name` and `region`,
 * and what the kind needs (below). What the service answered goes into @a observed.
 *
 * `expected_tags` are tags by which the plan took the bucket for ours, null for one that is not
 * there; a provider reads the tags right before it writes, and fails with STALE, writing nothing,
 * when they are others: dxaws_s3_check_action() of <dxaws/extend/s3.h> says so. `account` is whose
 * the bucket has to be.
 *
 * Called by any thread, several at once; honours the context's deadline and cancellation. An action
 * that is already done is a success. @a self is the provider's, the rest borrowed. @since 0.1
 */
typedef dxaws_error *dxaws_s3_action_fn(void *self, dxaws_context *context,
                                        const dxaws_action *action, dxaws_s3_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.1 */
typedef struct dxaws_s3_provider_ops {
    size_t size;                 /**< sizeof(dxaws_s3_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /**
     * Reads the bucket that @a wanted names into @a current: always its status, and every
     * attribute that @a wanted manages; with `mark` true its tags, with `present` false whether
     * it holds objects or uploads. A bucket of somebody else is not an error. Of one that is
     * absent the hidden `caller_account`: in whose account it would be made, where that is known.
     * AWS: HeadBucket, GetBucketVersioning, GetPublicAccessBlock, GetBucketTagging,
     * GetBucketPolicy, GetBucketOwnershipControls, GetBucketEncryption,
     * GetBucketLifecycleConfiguration, ListObjectVersions, ListMultipartUploads. Where a statement
     * lets CloudFront read that is not there yet, the encryption as well, if it can be; where ACLs
     * are to be turned off, the hidden `acl_grantee`: the first whom the bucket's own lets in
     * besides its owner. AWS: GetBucketAcl. Of one that is to be emptied and holds objects the
     * hidden `object_lock`, if it can be read. AWS: GetObjectLockConfiguration.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context, const dxaws_s3_desired *wanted,
                                dxaws_s3_current *current);
    /** `tags`: those that the bucket is made with. One that is there already is a success when it
     * has the `expected_tags`, else STALE. STALE, code StalePlan, before anything is made, when
     * this is known to be another account than `caller_account`. AWS: CreateBucket,
     * LocationConstraint and Tags. */
    dxaws_s3_action_fn *create_bucket;
    /** `public_access_block`: the four switches. AWS: PutPublicAccessBlock. */
    dxaws_s3_action_fn *put_public_access_block;
    /** `versioning`: true for Enabled, false for Suspended. AWS: PutBucketVersioning, Status. */
    dxaws_s3_action_fn *put_versioning;
    /** PUT_TAGS, ADOPT and RELEASE. `tags`: those that are set; `removed_tags`: keys of those that
     * go; all others stay: dxaws_s3_merge_tags() merges. AWS: PutBucketTagging, or
     * DeleteBucketTagging when none is left. */
    dxaws_s3_action_fn *put_tags;
    /** `policy_statements`: those that are put, by Sid; `removed_statements`: the Sids of those
     * that go; `expected_statements`: what stood there of both when it was planned. All others
     * stay: dxaws_s3_merge_policy() merges. AWS: PutBucketPolicy, or DeleteBucketPolicy when none
     * is left. */
    dxaws_s3_action_fn *put_policy;
    /** A bucket that is not there is a success; one that holds objects INVALID_STATE. AWS:
     * DeleteBucket. */
    dxaws_s3_action_fn *destroy_bucket;
    /** Reads back what a caller gets as the result; NULL: get_current() serves. AWS: HeadBucket. */
    dxaws_s3_action_fn *get_outputs;
    /* 0.1 ends here. */
    /** Performs FIND, which no plan has: sets `found` to each bucket of the account that may carry
     * a mark, of the `owner` of the payload when it names one: `{"kind": "bucket", "identity",
     * "region", "tags"}`. AWS: ListBuckets, GetBucketTagging. @since 0.9 */
    dxaws_s3_action_fn *find;
    /** `force_empty`: true; all versions of all objects, delete markers and unfinished uploads go.
     * A bucket that is not there is a success, and so is one that is empty; one that is not, by
     * `expected_tags`, marked as made by us is INVALID_ARGUMENT. AWS: ListObjectVersions,
     * DeleteObjects, ListMultipartUploads, AbortMultipartUpload. @since 0.9 */
    dxaws_s3_action_fn *empty_bucket;
    /** `encryption`: `algorithm`, `kms_key` unless that is SSE-S3, `bucket_key`; all else
     * that stands there goes. AWS: PutBucketEncryption. @since 0.9 */
    dxaws_s3_action_fn *put_encryption;
    /** `object_ownership`. CONFLICT, code BucketAcl, when the bucket's ACL lets others in that are
     * to be turned off. AWS: PutBucketOwnershipControls. @since 0.9 */
    dxaws_s3_action_fn *put_ownership_controls;
    /** `lifecycle_rules`: those that are put, by ID; `removed_rules`: the IDs of those that go;
     * `expected_rules`: what stood there of both when it was planned. All others stay, with what
     * else the document says: dxaws_s3_merge_lifecycle() merges. AWS:
     * PutBucketLifecycleConfiguration, or DeleteBucketLifecycle when none is left. @since 0.9 */
    dxaws_s3_action_fn *put_lifecycle;
    /* 0.9 ends here. */
} dxaws_s3_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes. INVALID_ARGUMENT, code InvalidProvider,
 * without size, name or get_current. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_new(const dxaws_s3_provider_ops *ops,
                                                              void *self,
                                                              dxaws_s3_provider **provider);
DXAWS_API dxaws_s3_provider *dxaws_s3_provider_ref(dxaws_s3_provider *provider);
DXAWS_API dxaws_s3_provider *dxaws_s3_provider_unref(dxaws_s3_provider *provider);
static inline void dxaws_s3_provider_cleanup(dxaws_s3_provider **pointer)
{
    *pointer = dxaws_s3_provider_unref(*pointer);
}

/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_s3_provider_base(dxaws_s3_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_provider_from(dxaws_provider *base,
                                                               dxaws_s3_provider **provider);

/** @name A Current as a document
 * For providers that carry what they observe elsewhere, or bring it from there: next to the typed
 * functions of <dxaws/s3.h>, and of hidden members, which a provider keeps for itself. As trees:
 * <dxaws/extend/s3.h>. @since 0.9
 * @{ */
/**
 * Replaces those members of @a current that the JSON object @a json has, each whole; null takes one
 * back. Members that this release does not know are kept. INVALID_ARGUMENT, naming the member, when
 * one has a wrong type; nothing has changed then.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_current_assign(dxaws_s3_current *current,
                                                                const char *json);
/** The JSON form with sorted keys and all members, hidden ones too, for free(). NULL without
 * memory. */
DXAWS_API char *dxaws_s3_current_format_all(const dxaws_s3_current *current);
/** @} */

/** @name What a Desired says
 * What the setter of its name set; the getter of what was not set is false, and leaves the output
 * alone.
 * @since 0.9
 * @{ */
/** Whether old versions of objects are kept. */
DXAWS_API bool dxaws_s3_desired_versioning(const dxaws_s3_desired *desired, bool *enabled);
/** Whether a statement for CloudFront must say for which distribution. */
DXAWS_API bool dxaws_s3_desired_strict(const dxaws_s3_desired *desired, bool *strict);
/** Or-ed dxaws_s3_public_access_block. */
DXAWS_API bool dxaws_s3_desired_public_access_block(const dxaws_s3_desired *desired,
                                                    unsigned *blocks);
/** Whose objects are to be; borrowed, NULL when it is not said. */
DXAWS_API const char *dxaws_s3_desired_object_ownership(const dxaws_s3_desired *desired);
/** How objects are to be encrypted; borrowed, NULL when it is not said. */
DXAWS_API const char *dxaws_s3_desired_encryption_algorithm(const dxaws_s3_desired *desired);
/** With which key; borrowed, NULL when it is not said. */
DXAWS_API const char *dxaws_s3_desired_encryption_kms_key(const dxaws_s3_desired *desired);
/** Whether by a key of the bucket. */
DXAWS_API bool dxaws_s3_desired_encryption_bucket_key(const dxaws_s3_desired *desired,
                                                      bool *enabled);
/** A new set, owned by the caller; NULL when there is none, or without memory. */
DXAWS_API dxaws_tags *dxaws_s3_desired_tags(const dxaws_s3_desired *desired);
/** Who has the bucket; borrowed, NULL when nobody was named. */
DXAWS_API const char *dxaws_s3_desired_owner(const dxaws_s3_desired *desired);
/** Whether the bucket is marked. */
DXAWS_API bool dxaws_s3_desired_mark(const dxaws_s3_desired *desired, bool *mark);
/** Whether others' tags go. */
DXAWS_API bool dxaws_s3_desired_tags_exact(const dxaws_s3_desired *desired, bool *exact);
/** Whose account the bucket has to be of: 12 digits or "caller"; borrowed, NULL when it is not
 * said.
 */
DXAWS_API const char *dxaws_s3_desired_account(const dxaws_s3_desired *desired);
/** Whether what the bucket holds goes with it. */
DXAWS_API bool dxaws_s3_desired_force_empty(const dxaws_s3_desired *desired, bool *force);
/** How many statements of the policy are ours. */
DXAWS_API size_t dxaws_s3_desired_policy_statement_count(const dxaws_s3_desired *desired);
/** The Sid of one, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_s3_desired_policy_statement_sid_at(const dxaws_s3_desired *desired,
                                                               size_t index);
/** The statement of that Sid as JSON, for free(); NULL when there is none, or without memory. */
DXAWS_API char *dxaws_s3_desired_policy_statement(const dxaws_s3_desired *desired, const char *sid);
/** How many rules of the lifecycle are ours. */
DXAWS_API size_t dxaws_s3_desired_lifecycle_rule_count(const dxaws_s3_desired *desired);
/** The ID of one, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_s3_desired_lifecycle_rule_id_at(const dxaws_s3_desired *desired,
                                                            size_t index);
/** The rule of that ID as JSON, for free(); NULL when there is none, or without memory. */
DXAWS_API char *dxaws_s3_desired_lifecycle_rule(const dxaws_s3_desired *desired, const char *id);
/** @} */

/** @name What a provider observed
 * Copy, and accept a NULL Current; a NULL text takes the attribute back. The getters that are not
 * here are in <dxaws/s3.h>. @since 0.9
 * @{ */
/** Whether the bucket exists and is ours to use: always to be set. AWS: HeadBucket. */
DXAWS_API void dxaws_s3_current_set_status(dxaws_s3_current *current, dxaws_s3_status status);
/** The bucket's name. */
DXAWS_API void dxaws_s3_current_set_name(dxaws_s3_current *current, const char *name);
/** Where the bucket is, which may be elsewhere than wanted. AWS: HeadBucket,
 * x-amz-bucket-region. */
DXAWS_API void dxaws_s3_current_set_region(dxaws_s3_current *current, const char *region);
/** Whether versioning is on; not when suspended. AWS: GetBucketVersioning, Status. */
DXAWS_API void dxaws_s3_current_set_versioning(dxaws_s3_current *current, bool enabled);
/** What is blocked; 0 where there is no block at all. AWS: GetPublicAccessBlock. */
DXAWS_API void dxaws_s3_current_set_public_access_block(dxaws_s3_current *current, unsigned blocks);
/** Whose objects are. AWS: GetBucketOwnershipControls, ObjectOwnership. */
DXAWS_API void dxaws_s3_current_set_object_ownership(dxaws_s3_current *current,
                                                     const char *ownership);
/** How objects to come are encrypted: DXAWS_S3_ENCRYPTION_SSE_S3 and its like, or AWS's own word.
 * AWS: GetBucketEncryption, SSEAlgorithm. */
DXAWS_API void dxaws_s3_current_set_encryption_algorithm(dxaws_s3_current *current,
                                                         const char *algorithm);
/** With which key. AWS: GetBucketEncryption, KMSMasterKeyID. */
DXAWS_API void dxaws_s3_current_set_encryption_kms_key(dxaws_s3_current *current, const char *key);
/** Whether by a key of the bucket. AWS: GetBucketEncryption, BucketKeyEnabled. */
DXAWS_API void dxaws_s3_current_set_encryption_bucket_key(dxaws_s3_current *current, bool enabled);
/** All tags, AWS's own "aws:" ones too. AWS: GetBucketTagging, TagSet. */
DXAWS_API void dxaws_s3_current_set_tags(dxaws_s3_current *current, const dxaws_tags *tags);
/** Whether it holds any object, old versions and delete markers included. AWS: ListObjectVersions.
 */
DXAWS_API void dxaws_s3_current_set_has_objects(dxaws_s3_current *current, bool has);
/** Whether it holds uploads in parts that were not finished. AWS: ListMultipartUploads. */
DXAWS_API void dxaws_s3_current_set_has_uploads(dxaws_s3_current *current, bool has);
/** The whole policy as a JSON object; "{}" for none. AWS: GetBucketPolicy. */
DXAWS_API void dxaws_s3_current_set_policy(dxaws_s3_current *current, const char *policy);
/** The whole lifecycle as a JSON object in the words of the AWS CLI: `{"Rules": [...]}`, and
 * "TransitionDefaultMinimumObjectSize" where S3 says it; "{}" for none. AWS:
 * GetBucketLifecycleConfiguration. */
DXAWS_API void dxaws_s3_current_set_lifecycle(dxaws_s3_current *current, const char *lifecycle);
/** The whole lifecycle as JSON, for free(); NULL when not reported, or without memory. */
DXAWS_API char *dxaws_s3_current_lifecycle(const dxaws_s3_current *current);
/** The bucket's name; borrowed. */
DXAWS_API const char *dxaws_s3_current_name(const dxaws_s3_current *current);
/** The whole policy as JSON, for free(); NULL when not reported, or without memory. */
DXAWS_API char *dxaws_s3_current_policy(const dxaws_s3_current *current);
/** @} */

DXAWS_END_DECLS

#endif
