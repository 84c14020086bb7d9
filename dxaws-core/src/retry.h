/* SPDX-License-Identifier: MIT */
/* Standard retry behaviour: what is retried, after how long, and for how many tokens. */
#ifndef DXAWS_CORE_RETRY_H
#define DXAWS_CORE_RETRY_H

#include <pthread.h>

#include <dxaws/base.h>

enum aws_retry {
    AWS_RETRY_NEVER = 0,
    AWS_RETRY_TRANSIENT = 1,
    AWS_RETRY_THROTTLING = 2,
    AWS_RETRY_CLOCK_SKEW = 3,
    AWS_RETRY_TIMEOUT = 4 /* transient: a connection that did not come, or fell silent */
};

/* "transient" and so on, for events. */
const char *aws_retry_name(enum aws_retry kind);

/* What the constants are: 2.1, or those of before 2026. */
struct aws_retry_rates {
    int cost, cost_throttling, cost_timeout;
    int64_t base_ms, base_throttling_ms;
};

extern const struct aws_retry_rates aws_retry_2_1;
extern const struct aws_retry_rates aws_retry_2_0;

/* @param service its name in the table, since the same code means different things.
 * @param code the service's error code, which beats the status; may be NULL. */
enum aws_retry aws_retry_classify(const char *service, int status, const char *code);
/* Codes that a wrong clock may have caused. */
bool aws_retry_may_be_clock_skew(const char *code);
/* An operation that is asked again at once when it ends: it waits even when the quota is used up.
 */
bool aws_retry_is_long_poll(const char *service, const char *operation);

/* How long to wait after the failed-th failed attempt (1 and up). jitter is in [0, 1);
 * headers' values may be NULL. now_ms is the service's time, for a date in Retry-After. */
int64_t aws_retry_delay_ms(const struct aws_retry_rates *rates, enum aws_retry kind,
                           unsigned failed, double jitter, const char *x_amz_retry_after,
                           const char *retry_after, int64_t now_ms);

/* Tokens shared by all requests of a session to a service: when most attempts fail, retrying
 * stops. */
struct aws_retry_quota {
    pthread_mutex_t lock;
    int tokens;
};

void aws_retry_quota_init(struct aws_retry_quota *quota);
void aws_retry_quota_free(struct aws_retry_quota *quota);
/* The cost of one more attempt is taken, or false. */
bool aws_retry_quota_take(struct aws_retry_quota *quota, const struct aws_retry_rates *rates,
                          enum aws_retry kind, int *cost);
/* After a success: gives back the cost of the last retry, or 1 when there was none. */
void aws_retry_quota_give(struct aws_retry_quota *quota, int cost);
int aws_retry_quota_left(struct aws_retry_quota *quota);

#endif
