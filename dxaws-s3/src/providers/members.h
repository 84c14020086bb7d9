/* SPDX-License-Identifier: MIT */
/* The members of a bucket's documents, as the JSON forms in <dxaws/s3.h> name them. */
#ifndef DXAWS_S3_MEMBERS_H
#define DXAWS_S3_MEMBERS_H

#define S3_NAME "name"
#define S3_REGION "region"
#define S3_SINCE "since"
#define S3_VERSIONING "versioning"
#define S3_BLOCK "public_access_block"
#define S3_TAGS "tags"
#define S3_STRICT "strict"
#define S3_STATEMENTS "policy_statements"
#define S3_POLICY "policy"
#define S3_ENCRYPTION "encryption"
#define S3_OWNERSHIP "object_ownership"
#define S3_GRANTEE "acl_grantee"
#define S3_ALGORITHM "algorithm"
#define S3_KMS_KEY "kms_key"
#define S3_BUCKET_KEY "bucket_key"
#define S3_RULES "lifecycle_rules"
#define S3_LIFECYCLE "lifecycle"
#define S3_REMOVED_RULES "removed_rules"
#define S3_EXPECTED_RULES "expected_rules"
#define S3_TRANSITION_SIZE "TransitionDefaultMinimumObjectSize"
#define S3_REMOVED_STATEMENTS "removed_statements"
#define S3_EXPECTED_STATEMENTS "expected_statements"
#define S3_EXPECTED_TAGS "expected_tags"
/* Of what a bucket holds. */
#define S3_KEY "key"
#define S3_VERSION "version"
#define S3_UPLOAD "upload"
/* The tag that says whose a bucket is. */
#define S3_MARK "dxaws:managed"
#define S3_STATUS "status"
#define S3_CREATED "created"
#define S3_ACCOUNT "account"
#define S3_CALLER "caller_account"
#define S3_MARKED "mark"
#define S3_FORCE_EMPTY "force_empty"
#define S3_OWNER "owner"
#define S3_FOUND "found"
#define S3_HAS_OBJECTS "has_objects"
#define S3_HAS_UPLOADS "has_uploads"
#define S3_LOCK "object_lock" /* what is locked cannot be removed before its time */

#endif
