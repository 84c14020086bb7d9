/* SPDX-License-Identifier: MIT */
/* How long a service may say nothing, and what follows when it does. */
#ifndef DXAWS_CORE_SILENCE_H
#define DXAWS_CORE_SILENCE_H

#include "aws-request.h"
#include "http.h"

/* In seconds: what the request says, what its operation needs, or 30. */
long aws_silence_limit_s(const dxaws_aws_request *request);
/* Why a silence was the last of a request: nobody knows whether it was heard, and to do it twice
 * is not the same. NULL when there was none, or the request says, or its operation is known, to be
 * such that it may be repeated. */
const char *aws_silence_ends(const dxaws_aws_request *request,
                             const struct aws_http_response *response);

#endif
