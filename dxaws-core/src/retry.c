/* SPDX-License-Identifier: MIT */
/* Standard retry behaviour 2.1. */
#include "retry.h"

#include <stdlib.h>
#include <string.h>

#include "http-date.h"

#define QUOTA 500
#define COST 14
#define COST_THROTTLING 5
#define BASE_MS 50
#define BASE_THROTTLING_MS 1000
#define LIMIT_MS 20000
#define HEADER_EXTRA_MS 5000

/* Not LimitExceededException, which AWS's list has too: with every service of ours it is a quota
 * (ACM, EventBridge), and asking again does not raise that. */
static const char *const throttling_codes[] = {
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "RequestThrottled",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
    NULL,
};

static const char *const transient_codes[] = {
    "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError", "InternalError", NULL,
};

static const char *const clock_codes[] = {
    "RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch",
    "AuthFailure",          "AccessDeniedException",     NULL,
};

static bool is_in(const char *const *list, const char *code)
{
    for (; *list; list++)
        if (strcmp(*list, code) == 0)
            return true;
    return false;
}

enum aws_retry aws_retry_classify(int status, const char *code)
{
    if (code && is_in(throttling_codes, code))
        return AWS_RETRY_THROTTLING;
    if (code && is_in(transient_codes, code))
        return AWS_RETRY_TRANSIENT;
    switch (status) {
    case 429: /* not in AWS's lists, but what S3-compatible stores say */
        return AWS_RETRY_THROTTLING;
    case 500:
    case 502:
    case 503:
    case 504:
        return AWS_RETRY_TRANSIENT;
    default:
        return AWS_RETRY_NEVER;
    }
}

bool aws_retry_may_be_clock_skew(const char *code)
{
    return code && is_in(clock_codes, code);
}

/* A whole number of at most nine digits, or -1. */
static int64_t parse_number(const char *text)
{
    if (!text)
        return -1;
    size_t size = strspn(text, "0123456789");
    return size && size <= 9 && !text[size] ? strtol(text, NULL, 10) : -1;
}

int64_t aws_retry_delay_ms(enum aws_retry kind, unsigned failed, double jitter,
                           const char *x_amz_retry_after, const char *retry_after, int64_t now_ms)
{
    if (kind == AWS_RETRY_CLOCK_SKEW)
        return 0;
    double base = kind == AWS_RETRY_THROTTLING ? BASE_THROTTLING_MS : BASE_MS;
    unsigned doublings = failed > 1 ? failed - 1 : 0;
    double limit = doublings < 16 ? base * (double)(1u << doublings) : LIMIT_MS;
    int64_t delay = (int64_t)(jitter * (limit < LIMIT_MS ? limit : LIMIT_MS));
    int64_t wanted = parse_number(x_amz_retry_after); /* in milliseconds */
    if (wanted > delay)
        delay = wanted < delay + HEADER_EXTRA_MS ? wanted : delay + HEADER_EXTRA_MS;
    int64_t seconds = parse_number(retry_after);
    int64_t least = seconds > 0 ? seconds * 1000 : 0;
    int64_t date_ms;
    if (retry_after && aws_http_date_parse(retry_after, &date_ms))
        least = date_ms - now_ms;
    if (least > LIMIT_MS)
        least = LIMIT_MS;
    return delay < least ? least : delay;
}

void aws_retry_quota_init(struct aws_retry_quota *quota)
{
    pthread_mutex_init(&quota->lock, NULL);
    quota->tokens = QUOTA;
}

void aws_retry_quota_free(struct aws_retry_quota *quota)
{
    pthread_mutex_destroy(&quota->lock);
}

bool aws_retry_quota_take(struct aws_retry_quota *quota, enum aws_retry kind, int *cost)
{
    int wanted = kind == AWS_RETRY_THROTTLING ? COST_THROTTLING : COST;
    pthread_mutex_lock(&quota->lock);
    bool enough = quota->tokens >= wanted;
    if (enough)
        quota->tokens -= wanted;
    pthread_mutex_unlock(&quota->lock);
    if (enough)
        *cost = wanted;
    return enough;
}

void aws_retry_quota_give(struct aws_retry_quota *quota, int cost)
{
    pthread_mutex_lock(&quota->lock);
    quota->tokens += cost ? cost : 1;
    if (quota->tokens > QUOTA)
        quota->tokens = QUOTA;
    pthread_mutex_unlock(&quota->lock);
}
