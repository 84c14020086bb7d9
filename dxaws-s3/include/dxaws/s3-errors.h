/* SPDX-License-Identifier: MIT */
/** @file
 * The codes of errors of the domain "s3", as <dxaws/error-codes.h> has those of core and those
 * that every module gives. A code is stable, and a release only ever adds some. Before each stand
 * the kinds that it comes with. Constants, for any thread.
 */
#ifndef DXAWS_S3_ERRORS_H
#define DXAWS_S3_ERRORS_H

/** @name What only dxaws-s3 gives
 * @since 0.9
 * @{ */
/** STALE: somebody else publishes there, or has since it was planned; nothing of that was
 * overwritten. */
#define DXAWS_S3_ERROR_ANOTHER_PUBLISHER "AnotherPublisher"
/** CONFLICT: the bucket exists, and is not ours to use. */
#define DXAWS_S3_ERROR_BUCKET_ACCESS_DENIED "BucketAccessDenied"
/** CONFLICT: ACLs are to be turned off, and the bucket's own lets others in. */
#define DXAWS_S3_ERROR_BUCKET_ACL "BucketAcl"
/** CONFLICT: somebody else took the name since it was read. */
#define DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS "BucketAlreadyExists"
/** STALE: a tag or a statement of ours, or whose the bucket is, is not as it was when that was
 * planned; nothing was written. */
#define DXAWS_S3_ERROR_BUCKET_CHANGED "BucketChanged"
/** CONFLICT: the bucket is, or is to be, encrypted with AWS's own key, which CloudFront, that reads
 * it, can never use. */
#define DXAWS_S3_ERROR_BUCKET_ENCRYPTION "BucketEncryption"
/** INVALID_ARGUMENT: no bucket can have that name. */
#define DXAWS_S3_ERROR_BUCKET_NAME "BucketNameError"
/** INVALID_STATE: a bucket that holds objects is not destroyed. */
#define DXAWS_S3_ERROR_BUCKET_NOT_EMPTY "BucketNotEmpty"
/** CONFLICT: the bucket is in another region, and cannot move. */
#define DXAWS_S3_ERROR_BUCKET_REGION "BucketRegionError"
/** UNAVAILABLE: S3 contradicts itself: the bucket is being made or removed. Retryable. */
#define DXAWS_S3_ERROR_BUCKET_UNSETTLED "BucketUnsettled"
/** UNAVAILABLE: objects are written by others while they are published. Retryable. */
#define DXAWS_S3_ERROR_CONTENT_UNSETTLED "ContentUnsettled"
/** CONFLICT: others' statements name a user or a role that was deleted, by its id: S3 takes no
 * policy with one, whoever wrote it. AWS: PutBucketPolicy, MalformedPolicy "Invalid principal in
 * policy". */
#define DXAWS_S3_ERROR_DELETED_PRINCIPAL "DeletedPrincipal"
/** INVALID_STATE: files of the folder that is published changed, or vanished, while they were read
 * or written. */
#define DXAWS_S3_ERROR_FILE_CHANGED "FileChanged"
/** INVALID_ARGUMENT: the folder is none, or has files that cannot be published; it names them. */
#define DXAWS_S3_ERROR_FOLDER "FolderError"
/** INVALID_ARGUMENT: an action's payload names no bucket, or no region. */
#define DXAWS_S3_ERROR_INVALID_ACTION "InvalidAction"
/** PROTOCOL: an answer of S3 is not what its documents say. */
#define DXAWS_S3_ERROR_INVALID_RESPONSE "InvalidResponse"
/** INVALID_ARGUMENT: strict, and a statement does not say for which distribution it is. */
#define DXAWS_S3_ERROR_MISSING_CLOUD_FRONT_INFO "MissingCloudFrontInfoError"
/** PERMISSION: the credentials may not do what is needed; the message names the permission. */
#define DXAWS_S3_ERROR_MISSING_PERMISSION "MissingPermission"
/** UNSUPPORTED: the index was written by a newer release, which says that this one must not touch
 * it. */
#define DXAWS_S3_ERROR_NEWER_INDEX "NewerIndex"
/** NOT_FOUND: content is to be published to a bucket that is not there. */
#define DXAWS_S3_ERROR_NO_SUCH_BUCKET "NoSuchBucket"
/** INVALID_STATE: the bucket that is to be emptied has Object Lock: what is locked cannot be
 * removed before its time. AWS: GetObjectLockConfiguration. */
#define DXAWS_S3_ERROR_OBJECT_LOCK "ObjectLock"
/** PERMISSION, UNAVAILABLE: an object could not be deleted; the message names it. */
#define DXAWS_S3_ERROR_OBJECT_NOT_DELETED "ObjectNotDeleted"
/** CONFLICT: with the statements of others the policy would be larger than S3 takes. */
#define DXAWS_S3_ERROR_POLICY_SIZE "PolicySize"
/** CONFLICT: a public statement of others stands where public policies are to be blocked. */
#define DXAWS_S3_ERROR_PUBLIC_STATEMENT "PublicStatement"
/** INVALID_STATE: more published objects are not wanted any more than a mistake should remove. */
#define DXAWS_S3_ERROR_REMOVES_TOO_MUCH "RemovesTooMuch"
/** CONFLICT: with the rules of others there would be more than S3 takes. */
#define DXAWS_S3_ERROR_RULE_COUNT "RuleCount"
/** CONFLICT: a bucket that is to be taken over has another rule under an ID that is wanted. */
#define DXAWS_S3_ERROR_RULE_OF_OTHERS "RuleOfOthers"
/** CONFLICT: a bucket that is to be taken over has another statement under a Sid that is wanted. */
#define DXAWS_S3_ERROR_STATEMENT_OF_OTHERS "StatementOfOthers"
/** @} */

#endif
