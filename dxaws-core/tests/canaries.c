/* SPDX-License-Identifier: MIT */
/* Secrets that are looked for in what comes out. */
#include "canaries.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "testing.h"

char *canary_percent(const char *text)
{
    char *out = calloc(3, strlen(text) + 1);
    char *at = out;
    for (; *text; text++) {
        bool plain = isalnum((unsigned char)*text) || strchr("-._~", *text);
        at += plain ? sprintf(at, "%c", *text) : sprintf(at, "%%%02X", (unsigned char)*text);
    }
    return out;
}

/* With some bytes in front, so that it may begin anywhere. */
char *canary_base64(const char *text, size_t before)
{
    size_t size = strlen(text) + before;
    char *bytes = calloc(1, size + 1);
    memset(bytes, ':', before);
    memcpy(bytes + before, text, size - before);
    char *out = calloc(1, size * 2 + 8);
    EVP_EncodeBlock((unsigned char *)out, (unsigned char *)bytes, (int)size);
    free(bytes);
    return out;
}

/* FNV-1a */
static size_t slot_of(const char *run)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < CANARY_RUN; i++) {
        hash = (hash ^ (unsigned char)run[i]) * 16777619U;
    }
    return hash % CANARY_SLOTS;
}

/* The run's slot, or the free one that it would have. */
static size_t find_slot(const struct canaries *canaries, const char *run)
{
    size_t slot = slot_of(run);
    while (canaries->runs[slot][0] && memcmp(canaries->runs[slot], run, CANARY_RUN) != 0) {
        slot = (slot + 1) % CANARY_SLOTS;
    }
    return slot;
}

static void add_runs(struct canaries *canaries, const char *text, size_t size)
{
    for (size_t i = 0; i + CANARY_RUN <= size; i++) {
        ck_assert_uint_lt(canaries->count++, CANARY_SLOTS / 2);
        memcpy(canaries->runs[find_slot(canaries, text + i)], text + i, CANARY_RUN);
    }
}

/* The ends of base64 have a part of what is around it. */
void canaries_add(struct canaries *canaries, const char *secret)
{
    char *encoded = canary_percent(secret);
    add_runs(canaries, secret, strlen(secret));
    add_runs(canaries, encoded, strlen(encoded));
    free(encoded);
    for (size_t before = 0; before < 3; before++) {
        encoded = canary_base64(secret, before);
        add_runs(canaries, encoded + 4, strlen(encoded) - 8);
        free(encoded);
    }
}

const char *canaries_find(const struct canaries *canaries, const char *text)
{
    size_t size = strlen(text);
    for (size_t i = 0; i + CANARY_RUN <= size; i++) {
        if (canaries->runs[find_slot(canaries, text + i)][0]) {
            return text + i;
        }
    }
    return NULL;
}
