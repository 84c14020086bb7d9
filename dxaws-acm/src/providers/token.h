/* SPDX-License-Identifier: MIT */
/* The idempotency token of a request: deterministic, so that a request whose answer was lost
 * gives the same certificate when it is repeated. */
#ifndef DXAWS_ACM_TOKEN_H
#define DXAWS_ACM_TOKEN_H

#include <stdbool.h>

/* ACM takes 1 to 32 word characters. */
enum { ACM_TOKEN_SIZE = 33 };

/**
 * A hash of what is requested. ACM answers an equal token with the same ARN for an hour, even
 * when that certificate is gone: the next @a generation then asks for a new one.
 */
bool acm_token(const char *domain, const char *region, const char *key_algorithm,
               unsigned generation, char token[static ACM_TOKEN_SIZE]);

#endif
