/* SPDX-License-Identifier: MIT */
/* The idempotency token of a request: deterministic, so that a request whose answer was lost
 * gives the same certificate when it is repeated. */
#ifndef DXAWS_ACM_TOKEN_H
#define DXAWS_ACM_TOKEN_H

#include <stdbool.h>

/* ACM takes 1 to 32 word characters. */
enum { ACM_TOKEN_SIZE = 33 };

/* What makes a request another one. NULL texts are as empty ones. */
struct acm_request {
    const char *domain;
    const char *region;
    const char *key_algorithm;
    const char *owner;   /* two owners never get one certificate */
    const char *account; /* as far as it is known */
    /* ACM answers an equal token with the same ARN for an hour, even when that certificate is gone:
     * the next generation asks for a new one. */
    unsigned generation;
};

/* A hash of what is requested; false without memory. */
bool acm_token(const struct acm_request *request, char token[static ACM_TOKEN_SIZE]);

#endif
