/* SPDX-License-Identifier: MIT */
/* What the calls of a session share. */
#include "traffic.h"

#include <stdio.h>
#include <string.h>

void aws_traffic_init(struct aws_traffic *traffic)
{
    for (size_t i = 0; i < AWS_SERVICE_LIMIT; i++) {
        struct aws_service_traffic *of = &traffic->services[i];
        aws_retry_quota_init(&of->quota);
        pthread_mutex_init(&of->adaptive_lock, NULL);
        of->adaptive = (struct aws_adaptive){0};
        atomic_init(&of->sends_ids, false);
    }
    pthread_mutex_init(&traffic->lock, NULL);
    traffic->service_count = 0;
    aws_rates_init(&traffic->rates);
    aws_signing_keys_init(&traffic->keys);
    atomic_init(&traffic->skew_ms, 0);
    atomic_init(&traffic->measured_skew_ms, AWS_SKEW_UNKNOWN);
}

void aws_traffic_free(struct aws_traffic *traffic)
{
    for (size_t i = 0; i < AWS_SERVICE_LIMIT; i++) {
        aws_retry_quota_free(&traffic->services[i].quota);
        pthread_mutex_destroy(&traffic->services[i].adaptive_lock);
    }
    pthread_mutex_destroy(&traffic->lock);
    aws_rates_free(&traffic->rates);
    aws_signing_keys_free(&traffic->keys);
}

struct aws_service_traffic *aws_traffic_of(struct aws_traffic *traffic,
                                           const struct aws_service *service)
{
    size_t i = 0;
    pthread_mutex_lock(&traffic->lock);
    while (i < traffic->service_count && strcmp(traffic->services[i].service, service->name) != 0) {
        i++;
    }
    if (i == AWS_SERVICE_LIMIT) {
        i--;
    } else if (i == traffic->service_count) {
        struct aws_service_traffic *of = &traffic->services[traffic->service_count++];
        snprintf(of->service, sizeof(of->service), "%s", service->name);
    }
    pthread_mutex_unlock(&traffic->lock);
    return &traffic->services[i];
}

int64_t aws_traffic_wait_ms(struct aws_traffic *traffic, const struct aws_service *service,
                            const char *operation, bool own_endpoint, bool adaptive, int64_t now_ms)
{
    /* What AWS allows says nothing of an endpoint that somebody configured. */
    int64_t wait_ms =
        own_endpoint ? aws_rates_take(&traffic->rates, service->name, operation, now_ms) : 0;
    if (!adaptive) {
        return wait_ms;
    }
    struct aws_service_traffic *of = aws_traffic_of(traffic, service);
    pthread_mutex_lock(&of->adaptive_lock);
    int64_t more_ms =
        of->adaptive.enabled ? aws_token_bucket_take(&of->adaptive.bucket, now_ms) : 0;
    pthread_mutex_unlock(&of->adaptive_lock);
    return wait_ms > more_ms ? wait_ms : more_ms;
}

void aws_traffic_answered(struct aws_traffic *traffic, const struct aws_service *service,
                          bool throttled, int64_t now_ms)
{
    struct aws_service_traffic *of = aws_traffic_of(traffic, service);
    pthread_mutex_lock(&of->adaptive_lock);
    aws_adaptive_update(&of->adaptive, throttled, now_ms);
    pthread_mutex_unlock(&of->adaptive_lock);
}
