/* SPDX-License-Identifier: MIT */
/* Checksums of bodies: S3 is told that of a request's, and an object is compared with its own. */
#include "aws-call.h"

#include <string.h>

#include <openssl/evp.h>
#include <zlib.h>

#include "crc.h"

#define CRC32_SIZE 4
#define CRC64_SIZE 8
#define ALGORITHM "x-amz-sdk-checksum-algorithm"
#define TEXT_SIZE 48 /* of the longest digest in base64, and the final NUL */

/* Operations of S3 that take a checksum of their body: some may go without, the
 * others are refused. */
static const char *const optional[] = {"PutObject",     "UploadPart",
                                       "RestoreObject", "PutBucketAccelerateConfiguration",
                                       "PutBucketAbac", NULL};
static const char *const required[] = {"CreateBucketMetadataConfiguration",
                                       "CreateBucketMetadataTableConfiguration",
                                       "DeleteObjects",
                                       "PutBucketAcl",
                                       "PutBucketCors",
                                       "PutBucketEncryption",
                                       "PutBucketLifecycle",
                                       "PutBucketLifecycleConfiguration",
                                       "PutBucketLogging",
                                       "PutBucketNotification",
                                       "PutBucketOwnershipControls",
                                       "PutBucketPolicy",
                                       "PutBucketReplication",
                                       "PutBucketRequestPayment",
                                       "PutBucketTagging",
                                       "PutBucketVersioning",
                                       "PutBucketWebsite",
                                       "PutObjectAcl",
                                       "PutObjectLegalHold",
                                       "PutObjectLockConfiguration",
                                       "PutObjectRetention",
                                       "PutObjectTagging",
                                       "PutPublicAccessBlock",
                                       "UpdateBucketMetadataInventoryTableConfiguration",
                                       "UpdateBucketMetadataJournalTableConfiguration",
                                       "UpdateObjectEncryption",
                                       NULL};

static bool is_in(const char *const *names, const char *operation)
{
    while (*names && strcmp(*names, operation) != 0) {
        names++;
    }
    return *names != NULL;
}

/* Where nothing is said, stores that are not AWS's are spared what they may not know. */
static bool when_supported(const struct aws_call *call, enum aws_choice choice)
{
    return choice == AWS_UNSET ? !call->endpoint.custom : choice == AWS_YES;
}

static bool is_object(const struct aws_call *call)
{
    return call->service->buckets && strcmp(call->request->operation, "GetObject") == 0;
}

/* ---- of a request ---- */

static bool wants_checksum(const struct aws_call *call)
{
    const dxaws_aws_request *request = call->request;
    if (request->checksum) {
        return true;
    }
    if (!call->service->buckets || request->method[0] != 'P') {
        return false;
    }
    return is_in(required, request->operation) ||
           (when_supported(call, call->settings->calls.request_checksum) &&
            is_in(optional, request->operation));
}

/* Whether the caller has taken care of it. */
static bool has_checksum(const struct aws_headers *headers)
{
    static const char *const others[] = {"x-amz-checksum-mode", "x-amz-checksum-type",
                                         "x-amz-checksum-algorithm"};
    for (size_t i = 0; i < headers->count; i++) {
        const char *name = headers->items[i].name;
        bool other = false;
        for (size_t j = 0; j < sizeof(others) / sizeof(others[0]); j++) {
            other = other || aws_name_compare(name, others[j]) == 0;
        }
        if (aws_name_compare(name, "content-md5") == 0 ||
            (aws_name_starts(name, "x-amz-checksum-") && !other)) {
            return true;
        }
    }
    return false;
}

bool aws_checksum_is_told(const struct aws_call *call)
{
    const struct aws_headers *headers = &call->request->headers;
    const char *algorithm =
        aws_headers_get(headers, ALGORITHM); /* another is the caller's business */
    return !call->presigning && wants_checksum(call) && !has_checksum(headers) &&
           (!algorithm || strcmp(algorithm, "CRC32") == 0);
}

static void encode(uint64_t value, size_t size, char text[TEXT_SIZE])
{
    unsigned char bytes[sizeof(value)];
    for (size_t i = 0; i < size; i++) {
        bytes[i] = (unsigned char)(value >> 8 * (size - 1 - i));
    }
    EVP_EncodeBlock((unsigned char *)text, bytes, (int)size);
}

void aws_checksum_add(struct aws_call *call, uint32_t crc32)
{
    const dxaws_aws_request *request = call->request;
    const char *const mode = "x-amz-checksum-mode";
    if (is_object(call) && when_supported(call, call->settings->calls.response_checksum) &&
        !aws_headers_get(&request->headers, mode)) {
        aws_headers_add(&call->headers, mode, "ENABLED");
    }
    if (!aws_checksum_is_told(call)) {
        return;
    }
    char text[TEXT_SIZE];
    encode(crc32, CRC32_SIZE, text);
    if (!aws_headers_get(&request->headers, ALGORITHM)) {
        aws_headers_add(&call->headers, ALGORITHM, "CRC32");
    }
    aws_headers_add(&call->headers, "x-amz-checksum-crc32", text);
}

/* ---- of an answer ---- */

static bool encode_crc32(const void *data, size_t size, char text[TEXT_SIZE])
{
    encode(crc32_z(0, data, size), CRC32_SIZE, text);
    return true;
}

static bool encode_crc32c(const void *data, size_t size, char text[TEXT_SIZE])
{
    encode(aws_crc(AWS_CRC32C, data, size), CRC32_SIZE, text);
    return true;
}

static bool encode_crc64nvme(const void *data, size_t size, char text[TEXT_SIZE])
{
    encode(aws_crc(AWS_CRC64NVME, data, size), CRC64_SIZE, text);
    return true;
}

static bool encode_sha1(const void *data, size_t size, char text[TEXT_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(data, size, digest, &length, EVP_sha1(), NULL) != 1) {
        return false; /* where it is forbidden */
    }
    EVP_EncodeBlock((unsigned char *)text, digest, (int)length);
    return true;
}

static bool encode_sha256(const void *data, size_t size, char text[TEXT_SIZE])
{
    unsigned char digest[AWS_SHA256_SIZE];
    aws_sha256(data, size, digest);
    EVP_EncodeBlock((unsigned char *)text, digest, sizeof(digest));
    return true;
}

bool aws_checksum_matches(const struct aws_call *call, struct aws_buffer *problem)
{
    static const struct {
        const char *header;
        bool (*encode)(const void *data, size_t size, char text[TEXT_SIZE]);
    } algorithms[] = {{"x-amz-checksum-crc32", encode_crc32},
                      {"x-amz-checksum-crc32c", encode_crc32c},
                      {"x-amz-checksum-crc64nvme", encode_crc64nvme},
                      {"x-amz-checksum-sha1", encode_sha1},
                      {"x-amz-checksum-sha256", encode_sha256}};
    const struct aws_http_response *response = &call->response;
    /* A part's answer has the checksum of the whole. */
    if (!is_object(call) || response->status != 200 ||
        !aws_headers_get(&call->headers, "x-amz-checksum-mode")) {
        return true;
    }
    for (size_t i = 0; i < sizeof(algorithms) / sizeof(algorithms[0]); i++) {
        const char *header = algorithms[i].header;
        const char *expected = aws_headers_get(&response->headers, header);
        if (!expected || strchr(expected, '-')) { /* that of the checksums of parts: "...-3" */
            continue;
        }
        char got[TEXT_SIZE];
        if (algorithms[i].encode(response->body.data, response->body.size, got) &&
            strcmp(got, expected) != 0) {
            aws_buffer_format(problem, "the body is damaged: %s is %.64s, that of the body %s",
                              header, expected, got);
            return false;
        }
    }
    return true;
}
