/* SPDX-License-Identifier: MIT */
/* Random UUIDs, version 4 (RFC 9562). */
#include "uuid.h"

#include <string.h>
#include <unistd.h>

bool aws_uuid_make(char text[AWS_UUID_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    static const char form[AWS_UUID_SIZE] = "00000000-0000-0000-0000-000000000000";
    unsigned char bytes[16];
    memcpy(text, form, AWS_UUID_SIZE);
    /* RAND_bytes() costs more than a signature. */
    if (getentropy(bytes, sizeof(bytes)) != 0) {
        return false;
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    for (size_t i = 0, at = 0; i < sizeof(bytes); i++) {
        at += form[at] == '-';
        text[at++] = digits[bytes[i] >> 4];
        text[at++] = digits[bytes[i] & 0x0f];
    }
    return true;
}
