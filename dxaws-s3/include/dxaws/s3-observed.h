/* SPDX-License-Identifier: MIT */
/** @file
 * What is there: of a bucket as it was read, and as an apply left it.
 * <dxaws/s3.h> includes it, and what that says of errors, ownership and threads holds here.
 */
#ifndef DXAWS_S3_OBSERVED_H
#define DXAWS_S3_OBSERVED_H

#include <dxaws/core.h>
#include <dxaws/s3-values.h>

DXAWS_BEGIN_DECLS

/** What a provider observed: a value. @since 0.1 */
typedef struct dxaws_s3_current dxaws_s3_current;

/** What exists afterwards: a value. @since 0.1 */
typedef struct dxaws_s3_result dxaws_s3_result;

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

DXAWS_END_DECLS

#endif
