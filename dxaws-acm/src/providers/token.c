/* SPDX-License-Identifier: MIT */
/* The idempotency token of a request. */
#include "token.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool acm_token(const char *domain, const char *region, const char *key_algorithm,
               unsigned generation, char token[static ACM_TOKEN_SIZE])
{
    char *text = NULL;
    unsigned char digest[EVP_MAX_MD_SIZE];
    /* A line feed is in none of them, so different requests never make the same text. */
    int length = asprintf(&text, "%s\n%s\n%s\n%u", domain, region, key_algorithm, generation);
    if (length < 0) {
        return false;
    }
    int done = EVP_Digest(text, (size_t)length, digest, NULL, EVP_sha256(), NULL);
    free(text);
    for (int i = 0; done == 1 && i < (ACM_TOKEN_SIZE - 1) / 2; i++) {
        snprintf(token + (size_t)i * 2, 3, "%02x", digest[i]);
    }
    return done == 1;
}
