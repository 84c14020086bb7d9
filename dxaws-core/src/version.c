/* SPDX-License-Identifier: MIT */
/* The library's version, and what names are derived with. */
#include <dxaws/extend/names.h>
#include <dxaws/version.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

const char *dxaws_core_version(void)
{
    return DXAWS_VERSION;
}

bool dxaws_digest(const void *data, size_t length, char digest[DXAWS_DIGEST_SIZE])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    ERR_set_mark(); /* what fails here is no news for a program that asks OpenSSL for its errors */
    bool done = EVP_Digest(data, length, bytes, NULL, EVP_sha256(), NULL) == 1;
    ERR_pop_to_mark();
    if (!done) {
        return false;
    }
    for (size_t i = 0; i < (DXAWS_DIGEST_SIZE - 1) / 2; i++) {
        snprintf(digest + i * 2, 3, "%02x", bytes[i]);
    }
    return true;
}

char *dxaws_truncate_with_hash(const char *name, size_t limit)
{
    enum { SUFFIX = 9 }; /* "-" and eight digits */
    if (limit <= SUFFIX) {
        return NULL;
    }
    size_t length = strlen(name);
    if (length <= limit) {
        return strdup(name);
    }
    char digest[DXAWS_DIGEST_SIZE];
    if (!dxaws_digest(name, length, digest)) {
        return NULL;
    }
    size_t kept = limit - SUFFIX;
    /* Never cut a UTF-8 character in two. */
    while (kept > 0 && ((unsigned char)name[kept] & 0xc0) == 0x80) {
        kept--;
    }
    char *text = NULL;
    return asprintf(&text, "%.*s-%.8s", (int)kept, name, digest) < 0 ? NULL : text;
}

bool dxaws_mark_name(const char *text, char name[DXAWS_MARK_NAME_SIZE])
{
    char *bounded = strlen(text) < DXAWS_MARK_NAME_SIZE
                        ? NULL
                        : dxaws_truncate_with_hash(text, DXAWS_MARK_NAME_SIZE - 1);
    bool whole = bounded != NULL || strlen(text) < DXAWS_MARK_NAME_SIZE;
    snprintf(name, DXAWS_MARK_NAME_SIZE, "%s", bounded ? bounded : whole ? text : "");
    free(bounded);
    for (char *at = name; *at != '\0'; at++) {
        if (!isalnum((unsigned char)*at) && strchr("_.:/=+-@", *at) == NULL) {
            *at = '_';
        }
    }
    return whole;
}
