/* SPDX-License-Identifier: MIT */
/* RFC 4648, for 32 bytes. */
#include "base64.h"

#include <string.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { LETTERS = 43, SIX = 6, EIGHT = 8 };

void base64_write(const unsigned char digest[CONTENT_DIGEST], char text[BASE64_DIGEST])
{
    uint32_t bits = 0;
    int held = 0;
    char *to = text;
    for (size_t i = 0; i < CONTENT_DIGEST; i++) {
        bits = bits << EIGHT | digest[i];
        for (held += EIGHT; held >= SIX; held -= SIX) {
            *to++ = letters[bits >> (held - SIX) & 63];
        }
    }
    *to++ = letters[bits << (SIX - held) & 63]; /* four bits are left of 256 */
    *to++ = '=';
    *to = '\0';
}

bool base64_read(const char *text, unsigned char digest[CONTENT_DIGEST])
{
    char again[BASE64_DIGEST];
    unsigned char read[CONTENT_DIGEST];
    size_t count = 0;
    uint32_t bits = 0;
    int held = 0;
    if (strspn(text, letters) != LETTERS || strcmp(text + LETTERS, "=") != 0) {
        return false;
    }
    for (size_t i = 0; i < LETTERS; i++) {
        bits = bits << SIX | (uint32_t)(strchr(letters, text[i]) - letters);
        held += SIX;
        if (held >= EIGHT) {
            held -= EIGHT;
            read[count++] = (unsigned char)(bits >> held & 255);
        }
    }
    base64_write(read, again);
    bool same = strcmp(again, text) == 0; /* or bits behind the last byte are set */
    if (same) {
        memcpy(digest, read, CONTENT_DIGEST);
    }
    return same;
}
