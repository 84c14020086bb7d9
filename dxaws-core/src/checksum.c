/* SPDX-License-Identifier: MIT */
/* Checksums of S3's. */
#include "checksum.h"

#include <stdio.h>
#include <string.h>

#include <zlib.h>

#include "crc.h"

#define CRC32_SIZE 4
#define CRC64_SIZE 8

struct aws_checksum_algorithm {
    const char *name;
    const char *header;
    uint64_t (*crc)(uint64_t crc, const void *data, size_t size); /* or */
    const EVP_MD *(*digest)(void);
    size_t size;
};

static uint64_t crc32_of(uint64_t crc, const void *data, size_t size)
{
    return crc32_z((uLong)crc, data, size);
}

static uint64_t crc32c_of(uint64_t crc, const void *data, size_t size)
{
    return aws_crc_add(AWS_CRC32C, crc, data, size);
}

static uint64_t crc64nvme_of(uint64_t crc, const void *data, size_t size)
{
    return aws_crc_add(AWS_CRC64NVME, crc, data, size);
}

static const struct aws_checksum_algorithm algorithms[] = {
    {"CRC32", "x-amz-checksum-crc32", crc32_of, NULL, CRC32_SIZE},
    {"CRC32C", "x-amz-checksum-crc32c", crc32c_of, NULL, CRC32_SIZE},
    {"CRC64NVME", "x-amz-checksum-crc64nvme", crc64nvme_of, NULL, CRC64_SIZE},
    {"SHA256", "x-amz-checksum-sha256", NULL, EVP_sha256, 0},
    {"SHA1", "x-amz-checksum-sha1", NULL, EVP_sha1, 0},
};

static const struct aws_checksum_algorithm *find(const char *name)
{
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        if (strcmp(algorithms[i].name, name) == 0) {
            return &algorithms[i];
        }
    }
    return NULL;
}

bool aws_checksum_is_known(const char *name)
{
    return find(name) != NULL;
}

/* False where it is forbidden, or without memory. */
static bool start(struct aws_checksum *checksum, const struct aws_checksum_algorithm *algorithm)
{
    aws_checksum_forget(checksum);
    checksum->algorithm = algorithm;
    if (!algorithm->digest) {
        return true;
    }
    checksum->digest = EVP_MD_CTX_new();
    if (!checksum->digest || EVP_DigestInit_ex(checksum->digest, algorithm->digest(), NULL) != 1) {
        aws_checksum_forget(checksum);
    }
    return checksum->algorithm != NULL;
}

void aws_checksum_named(struct aws_checksum *checksum, const char *name)
{
    const struct aws_checksum_algorithm *algorithm = find(name);
    if (algorithm) {
        (void)start(checksum, algorithm);
    }
}

void aws_checksum_begin(struct aws_checksum *checksum, const struct aws_headers *headers)
{
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        const char *expected = aws_headers_get(headers, algorithms[i].header);
        if (expected && !strchr(expected, '-') && /* that of the checksums of parts: "...-3" */
            start(checksum, &algorithms[i])) {
            snprintf(checksum->expected, sizeof(checksum->expected), "%s", expected);
            return;
        }
    }
}

void aws_checksum_take(struct aws_checksum *checksum, const void *data, size_t size)
{
    const struct aws_checksum_algorithm *algorithm = checksum->algorithm;
    if (algorithm && algorithm->crc) {
        checksum->crc = algorithm->crc(checksum->crc, data, size);
    } else if (algorithm && EVP_DigestUpdate(checksum->digest, data, size) != 1) {
        aws_checksum_forget(checksum);
    }
}

const char *aws_checksum_header(const struct aws_checksum *checksum)
{
    return checksum->algorithm ? checksum->algorithm->header : NULL;
}

static void encode(uint64_t value, size_t size, char text[AWS_CHECKSUM_TEXT])
{
    unsigned char bytes[sizeof(value)];
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (unsigned char)(value >> 8 * (size - 1 - i));
    }
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)size);
}

bool aws_checksum_end(struct aws_checksum *checksum, char text[AWS_CHECKSUM_TEXT])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!checksum->algorithm) {
        return false;
    }
    if (checksum->algorithm->crc) {
        encode(checksum->crc, checksum->algorithm->size, text);
        return true;
    }
    if (EVP_DigestFinal_ex(checksum->digest, digest, &size) != 1) {
        return false;
    }
    EVP_EncodeBlock((unsigned char *)text, digest, (int)size);
    return true;
}

void aws_checksum_forget(struct aws_checksum *checksum)
{
    EVP_MD_CTX_free(checksum->digest);
    *checksum = (struct aws_checksum){0};
}
