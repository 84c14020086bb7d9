/* SPDX-License-Identifier: MIT */
/* CRC-32, eight bytes at a time, so that a checksum costs less than the signature beside it. */
#include "crc32.h"

#include <endian.h>
#include <string.h>

/* A CRC is linear: what it becomes of a byte is the sum of what it becomes of the byte's bits. */
#define LOW_BITS(x, a, b, c, d)                                                                    \
    (x), (x) ^ (a), (x) ^ (b), (x) ^ (a) ^ (b), (x) ^ (c), (x) ^ (a) ^ (c), (x) ^ (b) ^ (c),       \
        (x) ^ (a) ^ (b) ^ (c), (x) ^ (d), (x) ^ (a) ^ (d), (x) ^ (b) ^ (d), (x) ^ (a) ^ (b) ^ (d), \
        (x) ^ (c) ^ (d), (x) ^ (a) ^ (c) ^ (d), (x) ^ (b) ^ (c) ^ (d), (x) ^ (a) ^ (b) ^ (c) ^ (d)
#define BITS(a, b, c, d, e, f, g, h)                                                               \
    {                                                                                              \
        LOW_BITS(0u, a, b, c, d), LOW_BITS(e, a, b, c, d), LOW_BITS(f, a, b, c, d),                \
            LOW_BITS((e) ^ (f), a, b, c, d), LOW_BITS(g, a, b, c, d),                              \
            LOW_BITS((e) ^ (g), a, b, c, d), LOW_BITS((f) ^ (g), a, b, c, d),                      \
            LOW_BITS((e) ^ (f) ^ (g), a, b, c, d), LOW_BITS(h, a, b, c, d),                        \
            LOW_BITS((e) ^ (h), a, b, c, d), LOW_BITS((f) ^ (h), a, b, c, d),                      \
            LOW_BITS((e) ^ (f) ^ (h), a, b, c, d), LOW_BITS((g) ^ (h), a, b, c, d),                \
            LOW_BITS((e) ^ (g) ^ (h), a, b, c, d), LOW_BITS((f) ^ (g) ^ (h), a, b, c, d),          \
            LOW_BITS((e) ^ (f) ^ (g) ^ (h), a, b, c, d)                                            \
    }

/* Of a byte behind which so many others follow, by its bits from the lowest on. */
static const uint32_t bytes_follow[8][256] = {
    BITS(0x77073096, 0xee0e612c, 0x076dc419, 0x0edb8832, 0x1db71064, 0x3b6e20c8, 0x76dc4190,
         0xedb88320),
    BITS(0x191b3141, 0x32366282, 0x646cc504, 0xc8d98a08, 0x4ac21251, 0x958424a2, 0xf0794f05,
         0x3b83984b),
    BITS(0x01c26a37, 0x0384d46e, 0x0709a8dc, 0x0e1351b8, 0x1c26a370, 0x384d46e0, 0x709a8dc0,
         0xe1351b80),
    BITS(0xb8bc6765, 0xaa09c88b, 0x8f629757, 0xc5b428ef, 0x5019579f, 0xa032af3e, 0x9b14583d,
         0xed59b63b),
    BITS(0x3d6029b0, 0x7ac05360, 0xf580a6c0, 0x30704bc1, 0x60e09782, 0xc1c12f04, 0x58f35849,
         0xb1e6b092),
    BITS(0xcb5cd3a5, 0x4dc8a10b, 0x9b914216, 0xec53826d, 0x03d6029b, 0x07ac0536, 0x0f580a6c,
         0x1eb014d8),
    BITS(0xa6770bb4, 0x979f1129, 0xf44f2413, 0x33ef4e67, 0x67de9cce, 0xcfbd399c, 0x440b7579,
         0x8816eaf2),
    BITS(0xccaa009e, 0x4225077d, 0x844a0efa, 0xd3e51bb5, 0x7cbb312b, 0xf9766256, 0x299dc2ed,
         0x533b85da),
};

uint32_t aws_crc32(const void *data, size_t size)
{
    const uint32_t(*table)[256] = bytes_follow;
    const unsigned char *bytes = data;
    uint32_t crc = 0xffffffffu;
    for (; size >= 8; size -= 8, bytes += 8) {
        uint64_t word;
        memcpy(&word, bytes, sizeof(word));
        word = le64toh(word) ^ crc;
        crc = table[7][word & 255] ^ table[6][word >> 8 & 255] ^ table[5][word >> 16 & 255] ^
              table[4][word >> 24 & 255] ^ table[3][word >> 32 & 255] ^ table[2][word >> 40 & 255] ^
              table[1][word >> 48 & 255] ^ table[0][word >> 56];
    }
    for (; size; size--, bytes++) {
        crc = crc >> 8 ^ table[0][(crc ^ *bytes) & 255];
    }
    return ~crc;
}
