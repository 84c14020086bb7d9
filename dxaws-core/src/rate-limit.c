/* SPDX-License-Identifier: MIT */
/* How fast a session asks. */
#include "rate-limit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BETA 0.7 /* what is left of the rate when it was too high */
#define CUBE 0.4
#define SMOOTH 0.8
#define LEAST_RATE 0.5
#define LEAST_CAPACITY 1.0

/* THE table of known limits, per account and operation. */
static const struct {
    const char *service;
    double rate; /* a second */
    double burst;
} limits[] = {
    /* Route 53's quota since July 2026. */
    {"route53", 10, 50},
};

/* ---- tokens ---- */

static void fill(struct aws_token_bucket *bucket, int64_t now_ms)
{
    if (now_ms > bucket->filled_ms) {
        bucket->tokens += (double)(now_ms - bucket->filled_ms) / 1000 * bucket->rate;
    }
    if (bucket->tokens > bucket->capacity) {
        bucket->tokens = bucket->capacity;
    }
    bucket->filled_ms = now_ms; /* also backwards: contexts may have clocks of their own */
}

int64_t aws_token_bucket_take(struct aws_token_bucket *bucket, int64_t now_ms)
{
    fill(bucket, now_ms);
    bucket->tokens -= 1;
    return bucket->tokens < 0 ? (int64_t)ceil(-bucket->tokens / bucket->rate * 1000) : 0;
}

/* ---- known limits ---- */

void aws_rates_init(struct aws_rates *rates)
{
    *rates = (struct aws_rates){0};
    pthread_mutex_init(&rates->lock, NULL);
}

void aws_rates_free(struct aws_rates *rates)
{
    pthread_mutex_destroy(&rates->lock);
}

/* With the lock held. When there are more than fit, the last one is shared. */
static struct aws_token_bucket *find(struct aws_rates *rates, size_t limit, const char *operation,
                                     int64_t now_ms)
{
    const char *service = limits[limit].service;
    for (size_t i = 0; i < rates->count; i++) {
        if (rates->entries[i].service == service &&
            strncmp(rates->entries[i].operation, operation,
                    sizeof(rates->entries[i].operation) - 1) == 0) {
            return &rates->entries[i].bucket;
        }
    }
    if (rates->count == AWS_RATE_ENTRIES) {
        return &rates->entries[rates->count - 1].bucket;
    }
    struct aws_rate_entry *entry = &rates->entries[rates->count++];
    entry->service = service;
    snprintf(entry->operation, sizeof(entry->operation), "%s", operation);
    entry->bucket = (struct aws_token_bucket){.tokens = limits[limit].burst,
                                              .rate = limits[limit].rate,
                                              .capacity = limits[limit].burst,
                                              .filled_ms = now_ms};
    return &entry->bucket;
}

int64_t aws_rates_take(struct aws_rates *rates, const char *service, const char *operation,
                       int64_t now_ms)
{
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        if (strcmp(limits[i].service, service) != 0) {
            continue;
        }
        pthread_mutex_lock(&rates->lock);
        int64_t wait_ms = aws_token_bucket_take(find(rates, i, operation, now_ms), now_ms);
        pthread_mutex_unlock(&rates->lock);
        return wait_ms;
    }
    return 0;
}

/* ---- the learnt limit ---- */

static void measure(struct aws_adaptive *adaptive, double now)
{
    double half = floor(now * 2) / 2;
    adaptive->requests++;
    if (half <= adaptive->measured_at) {
        return;
    }
    double rate = adaptive->requests / (half - adaptive->measured_at);
    adaptive->measured = rate * SMOOTH + adaptive->measured * (1 - SMOOTH);
    adaptive->requests = 0;
    adaptive->measured_at = half;
}

static void set_rate(struct aws_token_bucket *bucket, double rate, int64_t now_ms)
{
    fill(bucket, now_ms);
    bucket->rate = rate > LEAST_RATE ? rate : LEAST_RATE;
    bucket->capacity = rate > LEAST_CAPACITY ? rate : LEAST_CAPACITY;
    if (bucket->tokens > bucket->capacity) {
        bucket->tokens = bucket->capacity;
    }
}

void aws_adaptive_update(struct aws_adaptive *adaptive, bool throttled, int64_t now_ms)
{
    double now = (double)now_ms / 1000;
    if (!adaptive->started) {
        adaptive->started = true;
        adaptive->measured_at = floor(now);
        adaptive->throttled_at = now;
        adaptive->bucket.filled_ms = now_ms;
    }
    measure(adaptive, now);
    double rate;
    if (throttled) {
        rate = adaptive->measured;
        if (adaptive->enabled && adaptive->bucket.rate < rate) {
            rate = adaptive->bucket.rate;
        }
        adaptive->last_maximum = rate;
        adaptive->throttled_at = now;
        adaptive->enabled = true;
        rate *= BETA;
    } else {
        double window = cbrt(adaptive->last_maximum * (1 - BETA) / CUBE);
        double since = now - adaptive->throttled_at - window;
        rate = CUBE * since * since * since + adaptive->last_maximum;
    }
    if (rate > 2 * adaptive->measured) {
        rate = 2 * adaptive->measured;
    }
    set_rate(&adaptive->bucket, rate, now_ms);
}
