/* SPDX-License-Identifier: MIT */
/* Derived signing keys: one per secret, day, region and service; the last few are kept. */
#ifndef DXAWS_CORE_SIGNING_KEY_H
#define DXAWS_CORE_SIGNING_KEY_H

#include <pthread.h>

#include "sha256.h"

#define AWS_SIGNING_KEYS 16
#define AWS_SCOPE_LIMIT 96 /* for what is kept */

/* What a key is derived for. */
struct aws_signing_scope {
    const char *secret;
    const unsigned char *fingerprint; /* the secret's SHA-256; NULL: it is computed */
    const char *day;                  /* "20130524", and whatever follows */
    const char *region;
    const char *service;
    const char *text; /* "20130524/eu-west-1/s3/aws4_request" */
};

struct aws_signing_key_entry {
    unsigned char fingerprint[AWS_SHA256_SIZE];
    char scope[AWS_SCOPE_LIMIT];
    struct aws_hmac_key key;
    uint64_t used; /* 0: the entry is free */
};

struct aws_signing_keys {
    pthread_mutex_t lock;
    uint64_t uses;
    struct aws_signing_key_entry *entries; /* secret memory, from the first key on */
};

void aws_signing_keys_init(struct aws_signing_keys *keys);
/* Wipes them all. */
void aws_signing_keys_free(struct aws_signing_keys *keys);

/* The key for a scope, derived unless it is known; to be wiped. An entry that makes room for it is
 * wiped. @param keys NULL: always derived. */
void aws_signing_key(struct aws_signing_keys *keys, const struct aws_signing_scope *scope,
                     struct aws_hmac_key *key);

#endif
