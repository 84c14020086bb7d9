/* SPDX-License-Identifier: MIT */
/** @file
 * For authors of providers who link jansson: a function's Current as a tree. A tree that is lent
 * is never changed by anybody. A state is used by one thread at a time.
 */
#ifndef DXAWS_EXTEND_CLOUDFRONT_FUNCTION_H
#define DXAWS_EXTEND_CLOUDFRONT_FUNCTION_H

#include <dxaws/cloudfront-function-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** Takes the members of an object over into the Current, copied. OUT_OF_MEMORY for a NULL one;
 * INVALID_ARGUMENT for a member of a wrong type. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_current_assign_tree(
    dxaws_cloudfront_function_current *current, const struct json_t *members);
DXAWS_END_DECLS

#endif
