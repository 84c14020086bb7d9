/* SPDX-License-Identifier: MIT */
/* Credentials that a session's threads share, and when they are renewed (rule 31). */
#ifndef DXAWS_CORE_REFRESH_H
#define DXAWS_CORE_REFRESH_H

#include <pthread.h>

#include "credentials.h"

enum aws_need {
    AWS_NEED_NOTHING = 1,
    AWS_NEED_ADVISED = 2,  /* one thread renews, the others go on */
    AWS_NEED_MANDATORY = 3 /* all wait */
};

/* A pure function. Lifetimes of 20 minutes at most are renewed 5 minutes early, of less than 90
 * minutes 15, longer ones 60; what has less than a minute left must be. */
enum aws_need aws_refresh_need(int64_t obtained_ms, int64_t expires_ms, int64_t now_ms);

/* How they are obtained. */
struct aws_refresher {
    void *self;
    dxaws_error *(*fetch)(void *self, dxaws_context *context, struct aws_credentials **credentials);
};

struct aws_refresh {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct aws_refresher refresher;
    struct aws_credentials *current;
    int64_t obtained_ms;
    bool refused;             /* a service did not accept the current ones: renewing them is due */
    bool flying;              /* somebody is obtaining new ones */
    unsigned flight;          /* how many there were */
    int64_t next_try_ms;      /* not before, while there are current ones */
    dxaws_error *failure;     /* of the last flight */
    int64_t failure_until_ms; /* kept for those who come later, when trying again is no use */
};

void aws_refresh_init(struct aws_refresh *refresh, const struct aws_refresher *refresher);
void aws_refresh_free(struct aws_refresh *refresh);

/* The credentials to use now. Any thread; renews them when it is time. @param skew_ms what the
 * services' clock is ahead. The caller unrefs them. */
dxaws_error *aws_refresh_get(struct aws_refresh *refresh, dxaws_context *context, int64_t skew_ms,
                             struct aws_credentials **credentials);
/* Credentials that somebody obtained otherwise: used from now on, unless they have expired. */
void aws_refresh_offer(struct aws_refresh *refresh, int64_t now_ms,
                       struct aws_credentials *credentials);
/* A service refused these, which makes it due to renew them. It does not make them worse than they
 * are: while their source is away they go on being used, for the service may be wrong. False when
 * there is no use in asking for others now. */
bool aws_refresh_refuse(struct aws_refresh *refresh, dxaws_context *context, int64_t skew_ms,
                        const struct aws_credentials *credentials);

#endif
