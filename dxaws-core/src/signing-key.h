/* SPDX-License-Identifier: MIT */
/* Derived signing keys: one per secret, day, region and service; the last few are kept. */
#ifndef DXAWS_CORE_SIGNING_KEY_H
#define DXAWS_CORE_SIGNING_KEY_H

#include <pthread.h>

#include "sha256.h"

#define AWS_SIGNING_KEYS 16
#define AWS_SCOPE_LIMIT 96 /* "20130524/eu-west-1/s3", for what is kept */

struct aws_signing_key_entry {
    unsigned char secret[AWS_SHA256_SIZE]; /* its fingerprint */
    char scope[AWS_SCOPE_LIMIT];
    unsigned char key[AWS_SHA256_SIZE];
    uint64_t used; /* 0: the entry is free */
};

struct aws_signing_keys {
    pthread_mutex_t lock;
    uint64_t uses;
    struct aws_signing_key_entry entries[AWS_SIGNING_KEYS];
};

void aws_signing_keys_init(struct aws_signing_keys *keys);
/* Wipes them all. */
void aws_signing_keys_free(struct aws_signing_keys *keys);

/* The key for a day ("20130524"), region and service, derived unless it is known. An entry that
 * makes room for it is wiped. @param keys NULL: always derived. */
void aws_signing_key(struct aws_signing_keys *keys, const char *secret, const char *day,
                     const char *region, const char *service, unsigned char key[AWS_SHA256_SIZE]);

#endif
