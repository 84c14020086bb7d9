/* SPDX-License-Identifier: MIT */
/* How long a service may say nothing. */
#include "silence.h"

#include <string.h>

/* Operations that answer only when something of the caller's has ended, with half a minute more
 * than the service lets that take. */
static const struct {
    const char *service, *operation;
    long limit_s;
} slow[] = {
    {"lambda", "Invoke", 930}, /* a function has 15 minutes */
    {"lambda", "InvokeWithResponseStream", 930},
    {"states", "StartSyncExecution", 330},       /* an express workflow has 5 */
    {"states", "GetActivityTask", 90},           /* polls for 60 s */
    {"runtime.sagemaker", "InvokeEndpoint", 90}, /* a model has 60 s */
    {"rds-data", "ExecuteStatement", 75},        /* a statement has 45 s */
};

/* Services whose writes name what they are about, by a name, an ETag or a token of the caller's: a
 * second one finds the first's work, or is refused. */
static const char *const named[] = {"acm", "cloudfront", "oidc", "route53",
                                    "s3",  "s3express",  "sso",  "sts"};

/* What operations that only read are called. */
static const char *const reading[] = {"BatchGet", "Describe", "Get",  "Head",  "List",
                                      "Lookup",   "Query",    "Scan", "Search"};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

long aws_silence_limit_s(const dxaws_aws_request *request)
{
    if (request->idle_limit_s > 0) {
        return request->idle_limit_s;
    }
    for (size_t i = 0; i < COUNT(slow); i++) {
        if (strcmp(slow[i].service, request->service) == 0 &&
            strcmp(slow[i].operation, request->operation) == 0) {
            return slow[i].limit_s;
        }
    }
    return AWS_HTTP_IDLE_TIMEOUT_S;
}

static bool is_repeated(const dxaws_aws_request *request)
{
    if (request->idempotent != AWS_UNSET) {
        return request->idempotent == AWS_YES;
    }
    bool repeated = strcmp(request->method, "POST") != 0 && strcmp(request->method, "PATCH") != 0;
    for (size_t i = 0; i < COUNT(named); i++) {
        repeated = repeated || strcmp(request->service, named[i]) == 0;
    }
    for (size_t i = 0; i < COUNT(reading); i++) {
        repeated = repeated || strncmp(request->operation, reading[i], strlen(reading[i])) == 0;
    }
    return repeated;
}

const char *aws_silence_ends(const dxaws_aws_request *request,
                             const struct aws_http_response *response)
{
    return response->silent && !is_repeated(request) ? "it may have been done" : NULL;
}
