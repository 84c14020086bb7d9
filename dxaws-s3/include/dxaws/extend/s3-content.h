/* SPDX-License-Identifier: MIT */
/** @file
 * The documents of content as trees, for authors of providers who link jansson (soname 4); who does
 * not uses the texts of <dxaws/s3-content-provider.h>. What <dxaws/extend/s3.h> says of trees holds
 * here; a value is for one thread at a time.
 */
#ifndef DXAWS_EXTEND_S3_CONTENT_H
#define DXAWS_EXTEND_S3_CONTENT_H

#include <dxaws/s3-content-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** The Desired's JSON form, an object; borrowed. NULL for a NULL Desired. @since 0.9 */
DXAWS_API const struct json_t *dxaws_s3_content_desired_tree(
    const dxaws_s3_content_desired *desired);
/** The Current's JSON form, hidden members included; borrowed. NULL for a NULL Current.
 * @since 0.9 */
DXAWS_API const struct json_t *dxaws_s3_content_current_tree(
    const dxaws_s3_content_current *current);
/** dxaws_s3_content_current_assign() with an object, which is copied. OUT_OF_MEMORY for a NULL one,
 * so that the outcome of json_pack() may be passed on unchecked; INVALID_ARGUMENT. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_current_assign_tree(
    dxaws_s3_content_current *current, const struct json_t *members);

DXAWS_END_DECLS

#endif
