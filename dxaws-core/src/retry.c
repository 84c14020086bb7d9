/* SPDX-License-Identifier: MIT */
/* Standard retry behaviour. */
#include "retry.h"

#include <stdlib.h>
#include <string.h>

#include "code-words.h"
#include "http-date.h"

#define QUOTA 500
#define LIMIT_MS 20000
#define HEADER_EXTRA_MS 5000

const struct aws_retry_rates aws_retry_2_1 = {14, 5, 14, 50, 1000};
const struct aws_retry_rates aws_retry_2_0 = {5, 5, 10, 1000, 1000};

/* ---- what is retried ---- */

static const struct {
    const char *service; /* NULL for all; rows of one service come first */
    enum aws_retry kind;
    const char *codes;
} codes[] = {
    /* With these it is a quota, and asking again does not raise that. */
    {"acm", AWS_RETRY_NEVER, "LimitExceededException"},
    {"events", AWS_RETRY_NEVER, "LimitExceededException"},
    {"sts", AWS_RETRY_TRANSIENT, "IDPCommunicationError"},

    {NULL, AWS_RETRY_THROTTLING,
     "Throttling ThrottlingException ThrottledException RequestThrottledException RequestThrottled "
     "TooManyRequestsException ProvisionedThroughputExceededException "
     "TransactionInProgressException RequestLimitExceeded BandwidthLimitExceeded "
     "LimitExceededException SlowDown PriorRequestNotComplete EC2ThrottledException"},
    {NULL, AWS_RETRY_TRANSIENT, "RequestTimeout RequestTimeoutException InternalError"},
};

static const char *const clock_codes[] = {
    "RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch",
    "AuthFailure",          "AccessDeniedException",
};

static const struct {
    const char *service, *operation;
} long_polls[] = {{"states", "GetActivityTask"}};

enum aws_retry aws_retry_classify(const char *service, int status, const char *code)
{
    for (size_t i = 0; code && i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (aws_words_have(codes[i].codes, code) &&
            (!codes[i].service || strcmp(codes[i].service, service) == 0)) {
            return codes[i].kind;
        }
    }
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
    for (size_t i = 0; code && i < sizeof(clock_codes) / sizeof(clock_codes[0]); i++) {
        if (strcmp(clock_codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

bool aws_retry_is_long_poll(const char *service, const char *operation)
{
    for (size_t i = 0; i < sizeof(long_polls) / sizeof(long_polls[0]); i++) {
        if (strcmp(long_polls[i].service, service) == 0 &&
            strcmp(long_polls[i].operation, operation) == 0) {
            return true;
        }
    }
    return false;
}

const char *aws_retry_name(enum aws_retry kind)
{
    static const char *const names[] = {"never", "transient", "throttling", "clock-skew",
                                        "timeout"};
    return names[kind];
}

/* ---- after how long ---- */

#define LARGE 999999999 /* as good as more */

/* A whole number, or -1. */
static int64_t parse_number(const char *text)
{
    if (!text) {
        return -1;
    }
    size_t size = strspn(text, "0123456789");
    if (!size || text[size]) {
        return -1;
    }
    return size <= 9 ? strtol(text, NULL, 10) : LARGE;
}

int64_t aws_retry_delay_ms(const struct aws_retry_rates *rates, enum aws_retry kind,
                           unsigned failed, double jitter, const char *x_amz_retry_after,
                           const char *retry_after, int64_t now_ms)
{
    if (kind == AWS_RETRY_CLOCK_SKEW) {
        return 0;
    }
    double limit =
        (double)(kind == AWS_RETRY_THROTTLING ? rates->base_throttling_ms : rates->base_ms);
    for (unsigned i = 1; i < failed && limit < LIMIT_MS; i++) {
        limit *= 2;
    }
    int64_t delay = (int64_t)(jitter * (limit < LIMIT_MS ? limit : LIMIT_MS));
    int64_t wanted = parse_number(x_amz_retry_after); /* in milliseconds */
    if (wanted > delay) {
        delay = wanted < delay + HEADER_EXTRA_MS ? wanted : delay + HEADER_EXTRA_MS;
    }
    int64_t seconds = parse_number(retry_after);
    int64_t least = seconds > 0 ? seconds * 1000 : 0;
    int64_t date_ms;
    if (retry_after && aws_http_date_parse(retry_after, &date_ms)) {
        least = date_ms - now_ms;
    }
    if (least > LIMIT_MS) {
        least = LIMIT_MS;
    }
    return delay < least ? least : delay;
}

/* ---- for how many tokens ---- */

void aws_retry_quota_init(struct aws_retry_quota *quota)
{
    pthread_mutex_init(&quota->lock, NULL);
    quota->tokens = QUOTA;
}

void aws_retry_quota_free(struct aws_retry_quota *quota)
{
    pthread_mutex_destroy(&quota->lock);
}

bool aws_retry_quota_take(struct aws_retry_quota *quota, const struct aws_retry_rates *rates,
                          enum aws_retry kind, int *cost)
{
    int wanted = kind == AWS_RETRY_THROTTLING ? rates->cost_throttling
                 : kind == AWS_RETRY_TIMEOUT  ? rates->cost_timeout
                                              : rates->cost;
    pthread_mutex_lock(&quota->lock);
    bool enough = quota->tokens >= wanted;
    if (enough) {
        quota->tokens -= wanted;
    }
    pthread_mutex_unlock(&quota->lock);
    if (enough) {
        *cost = wanted;
    }
    return enough;
}

void aws_retry_quota_give(struct aws_retry_quota *quota, int cost)
{
    pthread_mutex_lock(&quota->lock);
    quota->tokens += cost ? cost : 1;
    if (quota->tokens > QUOTA) {
        quota->tokens = QUOTA;
    }
    pthread_mutex_unlock(&quota->lock);
}

int aws_retry_quota_left(struct aws_retry_quota *quota)
{
    pthread_mutex_lock(&quota->lock);
    int tokens = quota->tokens;
    pthread_mutex_unlock(&quota->lock);
    return tokens;
}
