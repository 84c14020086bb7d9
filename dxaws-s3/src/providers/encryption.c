/* SPDX-License-Identifier: MIT */
/* How a bucket is encrypted that CloudFront is going to read for the first time: with a key whose
 * policy does not let it, each page is a 403. */
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/s3.h>

/* What may not be read, or is not known to a server, is not in the way. */
static bool is_forgiven(const dxaws_error *error)
{
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    return kind == DXAWS_ERROR_PERMISSION || kind == DXAWS_ERROR_NOT_FOUND ||
           kind == DXAWS_ERROR_UNSUPPORTED;
}

dxaws_error *operations_report_encryption(const struct operations *on, dxaws_context *context,
                                          const struct s3_bucket *bucket, const json_t *wanted,
                                          dxaws_s3_current *current)
{
    const json_t *policy = json_object_get(dxaws_s3_current_tree(current), S3_POLICY);
    json_t *found = NULL;
    if (json_object_get(wanted, S3_ENCRYPTION) != NULL || /* it was read */
        dxaws_s3_current_status(current) != DXAWS_S3_STATUS_EXISTS_HAVE_ACCESS ||
        json_is_false(json_object_get(wanted, "present")) ||
        !policy_opens_to_cloudfront(json_object_get(wanted, S3_STATEMENTS), policy)) {
        return NULL;
    }
    dxaws_error *error = operations_look(on, context, bucket, 1U << S3_PART_ENCRYPTION, &found);
    if (error != NULL && is_forgiven(error)) {
        dxaws_error_free(error);
        return NULL;
    }
    error = error ? error : dxaws_s3_current_assign_tree(current, found);
    json_decref(found);
    return error;
}
