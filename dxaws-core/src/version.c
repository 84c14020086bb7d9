/* SPDX-License-Identifier: MIT */
/* The library's version, and the one naming helper that every module needs. */
#include <dxaws/extend/names.h>
#include <dxaws/version.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

const char *dxaws_core_version(void)
{
    return DXAWS_VERSION;
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
    unsigned char digest[EVP_MAX_MD_SIZE];
    if (EVP_Digest(name, length, digest, NULL, EVP_sha256(), NULL) != 1) {
        return NULL;
    }
    size_t kept = limit - SUFFIX;
    /* Never cut a UTF-8 character in two. */
    while (kept > 0 && ((unsigned char)name[kept] & 0xc0) == 0x80) {
        kept--;
    }
    char *text = NULL;
    if (asprintf(&text, "%.*s-%02x%02x%02x%02x", (int)kept, name, digest[0], digest[1], digest[2],
                 digest[3]) < 0) {
        return NULL;
    }
    return text;
}
