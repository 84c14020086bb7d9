/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result of a function: typed accessors over their documents. */
#include "function.h"

#include <dxaws/kit/accessors.h>

dxaws_cloudfront_function_desired *dxaws_cloudfront_function_desired_new(const char *name)
{
    dxaws_cloudfront_function_desired *desired = dx_state_new(sizeof *desired, &function_schema);
    dx_state_set_text((struct dx_state *)desired, FUNCTION_NAME, name);
    return desired;
}

dxaws_error *dxaws_cloudfront_function_desired_check(
    const dxaws_cloudfront_function_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_cloudfront_function_desired_leave(dxaws_cloudfront_function_desired *desired,
                                             const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_cloudfront_function_desired_set_present(dxaws_cloudfront_function_desired *desired,
                                                   bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

DX_PARSE(dxaws_cloudfront_function_desired, &function_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_cloudfront_function_desired)
DX_TEXT_GETTER(dxaws_cloudfront_function_desired, name, FUNCTION_NAME)
DX_SWITCH_GETTER(dxaws_cloudfront_function_desired, is_present, DX_PRESENT, true)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_desired, code, FUNCTION_CODE)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_desired, runtime, FUNCTION_RUNTIME)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_desired, owner, FUNCTION_OWNER)

/* Current */

void dxaws_cloudfront_function_current_set_exists(dxaws_cloudfront_function_current *current,
                                                  bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, DX_EXISTS, exists);
}

DX_PARSE(dxaws_cloudfront_function_current, &function_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_cloudfront_function_current)
DX_SWITCH_GETTER(dxaws_cloudfront_function_current, exists, DX_EXISTS, false)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, code, FUNCTION_CODE)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, draft, FUNCTION_DRAFT)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, runtime, FUNCTION_RUNTIME)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, comment, FUNCTION_COMMENT)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, arn, FUNCTION_ARN)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, status, FUNCTION_STATUS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_function_current, etag, FUNCTION_ETAG)

/* Result */

DX_FORMAT_AND_FREE(dxaws_cloudfront_function_result)
DX_SWITCH_GETTER(dxaws_cloudfront_function_result, exists, DX_EXISTS, false)
DX_TEXT_GETTER(dxaws_cloudfront_function_result, arn, FUNCTION_ARN)
