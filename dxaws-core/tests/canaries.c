/* SPDX-License-Identifier: MIT */
/* Secrets that are looked for in what comes out. */
#include "canaries.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

enum { RUN = 12 };

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

static bool shares_run(const char *text, const char *secret)
{
    char run[RUN + 1] = "";
    for (size_t i = 0; i + RUN <= strlen(secret); i++) {
        memcpy(run, secret + i, RUN);
        if (strstr(text, run)) {
            return true;
        }
    }
    return false;
}

/* In any of its forms. The ends of base64 have a part of what is around it. */
bool canary_revealed(const char *text, const char *secret)
{
    char *encoded = canary_percent(secret);
    bool found = shares_run(text, secret) || shares_run(text, encoded);
    free(encoded);
    for (size_t before = 0; before < 3 && !found; before++) {
        encoded = canary_base64(secret, before);
        encoded[strlen(encoded) - 4] = '\0';
        found = shares_run(text, encoded + 4);
        free(encoded);
    }
    return found;
}
