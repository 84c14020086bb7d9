/* SPDX-License-Identifier: MIT */
/* Reads the body of a call, once for all its attempts, for what is said of it. */
#include "aws-call.h"

#include <zlib.h>

#define PIECE ((size_t)1 << 20) /* a few milliseconds */

/* Between the pieces of a large body cancelling takes effect. */
static dxaws_error *read_body(const struct aws_call *call, SHA256_CTX *sha256, uint32_t *crc32)
{
    const unsigned char *body = call->request->body;
    size_t left = call->request->body_size;
    dxaws_error *error = NULL;
    while (left && !error) {
        size_t size = left < PIECE ? left : PIECE;
        if (sha256) {
            aws_sha256_add(sha256, body, size);
        }
        if (crc32) {
            *crc32 = (uint32_t)crc32_z(*crc32, body, size);
        }
        body += size;
        left -= size;
        error = left ? dxaws_context_check(call->context) : NULL;
    }
    return error;
}

static dxaws_error *digest(const struct aws_call *call, struct aws_payload *payload)
{
    bool s3 = call->service->payload_header;
    bool is_signed = call->presigning ? !s3
                     : !call->credentials
                         ? false
                         : !call->request->unsigned_payload || !call->endpoint.https;
    SHA256_CTX sha256;
    aws_sha256_begin(&sha256);
    *payload = (struct aws_payload){0};
    dxaws_error *error = read_body(call, is_signed ? &sha256 : NULL,
                                   aws_checksum_is_told(call) ? &payload->crc32 : NULL);
    unsigned char bytes[AWS_SHA256_SIZE];
    aws_sha256_end(&sha256, bytes);
    if (is_signed) {
        aws_digest_hex(bytes, payload->sha256);
    }
    return error;
}

dxaws_error *aws_payload_find(struct aws_call *call, struct aws_payload *payload)
{
    if (!call->request->body_size) { /* also of a probe in the request's place */
        return digest(call, payload);
    }
    dxaws_error *error = call->digested ? NULL : digest(call, &call->payload);
    call->digested = !error;
    *payload = call->payload;
    return error;
}
