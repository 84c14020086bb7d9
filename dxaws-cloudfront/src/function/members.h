/* SPDX-License-Identifier: MIT */
/* The members of a function's documents, as the JSON forms in <dxaws/cloudfront-function.h> name
 * them, and its kinds of action. */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_MEMBERS_H
#define DXAWS_CLOUDFRONT_FUNCTION_MEMBERS_H

#define FUNCTION_NAME "name"
#define FUNCTION_CODE "code" /* of the stage LIVE */
#define FUNCTION_RUNTIME "runtime"
#define FUNCTION_OWNER "owner"
#define FUNCTION_ARN "arn"
#define FUNCTION_COMMENT "comment"
#define FUNCTION_DRAFT "draft" /* of the stage DEVELOPMENT */
#define FUNCTION_STATUS "status"
#define FUNCTION_ETAG "etag"                   /* of the stage DEVELOPMENT */
#define FUNCTION_EXPECTED_ETAG "expected_etag" /* of a payload: what it was when it was planned */

/* Before the comment of one that was taken over. */
#define FUNCTION_ADOPTED "adopted "

#define FUNCTION_CREATE "CREATE_FUNCTION"
#define FUNCTION_UPDATE "UPDATE_FUNCTION"
#define FUNCTION_PUBLISH "PUBLISH_FUNCTION"
#define FUNCTION_DELETE "DELETE_FUNCTION"

#endif
