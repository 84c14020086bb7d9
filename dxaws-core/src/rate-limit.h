/* SPDX-License-Identifier: MIT */
/* How fast a session asks: the limits that a service is known to have, and in adaptive mode the
 * one that its throttling tells. */
#ifndef DXAWS_CORE_RATE_LIMIT_H
#define DXAWS_CORE_RATE_LIMIT_H

#include <pthread.h>

#include <dxaws/base.h>

/* Tokens that drip in. They may be owed: who takes one that is not there waits for it. */
struct aws_token_bucket {
    double tokens;
    double rate; /* a second */
    double capacity;
    int64_t filled_ms;
};

/* Takes a token; how long to wait before using it. */
int64_t aws_token_bucket_take(struct aws_token_bucket *bucket, int64_t now_ms);

/* The rate that a service lets pass, learnt by the CUBIC rule of TCP. All zero at the start. */
struct aws_adaptive {
    bool enabled; /* after the first throttling */
    bool started;
    struct aws_token_bucket bucket;
    double measured;    /* requests a second, smoothed */
    double measured_at; /* in s, a multiple of a half */
    unsigned requests;  /* since then */
    double last_maximum;
    double throttled_at; /* in s */
};

/* After every answer. */
void aws_adaptive_update(struct aws_adaptive *adaptive, bool throttled, int64_t now_ms);

#define AWS_RATE_ENTRIES 48

/* Those of a session. */
struct aws_rates {
    pthread_mutex_t lock;
    struct aws_rate_entry {
        const char *service; /* of the table */
        char operation[48];
        struct aws_token_bucket bucket;
    } entries[AWS_RATE_ENTRIES];
    size_t count;
};

void aws_rates_init(struct aws_rates *rates);
void aws_rates_free(struct aws_rates *rates);
/* How long an operation is to wait before it is asked for (ms). */
int64_t aws_rates_take(struct aws_rates *rates, const char *service, const char *operation,
                       int64_t now_ms);

#endif
