/* SPDX-License-Identifier: MIT */
/* Cyclic redundancy checks, a byte at a time. */
#include "crc.h"

#define BYTES 256

/* Nothing global is written: the table costs as much as two kilobytes of data. */
static void fill(uint64_t table[BYTES], uint64_t polynomial)
{
    for (unsigned byte = 0; byte < BYTES; byte++) {
        uint64_t value = byte;
        for (int bit = 0; bit < 8; bit++) {
            value = value >> 1 ^ (value & 1 ? polynomial : 0);
        }
        table[byte] = value;
    }
}

uint64_t aws_crc_add(struct aws_crc kind, uint64_t crc, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    const uint64_t ones = UINT64_MAX >> (64 - kind.width);
    uint64_t table[BYTES];
    crc ^= ones;
    fill(table, kind.polynomial);
    for (size_t i = 0; i < size; i++) {
        crc = table[(crc ^ bytes[i]) & (BYTES - 1)] ^ crc >> 8;
    }
    return crc ^ ones;
}
