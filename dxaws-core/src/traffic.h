/* SPDX-License-Identifier: MIT */
/* What the calls of a session share: tokens for retries, rates, signing keys, the clock's error. */
#ifndef DXAWS_CORE_TRAFFIC_H
#define DXAWS_CORE_TRAFFIC_H

#include <stdatomic.h>

#include "rate-limit.h"
#include "retry.h"
#include "services.h"
#include "signing-key.h"

#define AWS_SKEW_UNKNOWN INT64_MAX
#define AWS_SERVICE_LIMIT 32 /* told apart by a session; further ones share */

struct aws_service_traffic {
    char service[AWS_SERVICE_NAME_SIZE];
    struct aws_retry_quota quota;
    pthread_mutex_t adaptive_lock;
    struct aws_adaptive adaptive;
    atomic_bool sends_ids; /* its configured endpoint has sent a request id */
};

struct aws_traffic {
    pthread_mutex_t lock; /* of the count */
    struct aws_service_traffic services[AWS_SERVICE_LIMIT];
    size_t service_count;
    struct aws_rates rates;
    struct aws_signing_keys keys;
    _Atomic int64_t skew_ms;          /* what the services' clock is ahead of ours */
    _Atomic int64_t measured_skew_ms; /* also when it is not corrected; AWS_SKEW_UNKNOWN at first */
};

void aws_traffic_init(struct aws_traffic *traffic);
void aws_traffic_free(struct aws_traffic *traffic);

/* That of a service, which it is from then on. */
struct aws_service_traffic *aws_traffic_of(struct aws_traffic *traffic,
                                           const struct aws_service *service);
/* How long a request has to wait for its turn (ms). */
int64_t aws_traffic_wait_ms(struct aws_traffic *traffic, const struct aws_service *service,
                            const char *operation, bool own_endpoint, bool adaptive,
                            int64_t now_ms);
/* After every answer, in adaptive mode. */
void aws_traffic_answered(struct aws_traffic *traffic, const struct aws_service *service,
                          bool throttled, int64_t now_ms);

#endif
