/* SPDX-License-Identifier: MIT */
/* Reads the body of a call, once for all its attempts, for what is said of it. */
#include "aws-call.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#define STREAM_PIECE ((size_t)256 << 10)
#define PIECE ((size_t)1 << 20) /* a few milliseconds */

struct sums {
    SHA256_CTX *sha256; /* NULL: not wanted */
    struct aws_checksum *checksum;
};

static void add(const struct sums *sums, const void *data, size_t size)
{
    if (sums->sha256) {
        aws_sha256_add(sums->sha256, data, size);
    }
    if (sums->checksum) {
        aws_checksum_take(sums->checksum, data, size);
    }
}

/* Between the pieces of a large body cancelling takes effect. */
static dxaws_error *read_memory(const struct aws_call *call, const struct sums *sums)
{
    const unsigned char *body = call->request->body.bytes;
    size_t left = (size_t)call->request->body.size;
    dxaws_error *error = NULL;
    while (left && !error) {
        size_t size = left < PIECE ? left : PIECE;
        add(sums, body, size);
        body += size;
        left -= size;
        error = left ? dxaws_context_check(call->context) : NULL;
    }
    return error;
}

static dxaws_error *read_stream(const struct aws_call *call, const struct sums *sums)
{
    struct aws_body *body = &call->request->body;
    if (!aws_body_repeats(body)) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "BodyError",
            "the body is read for its hash before it is sent, and its reader cannot "
            "read it again: let it rewind, give the hash, or leave it unsigned");
    }
    void *piece = malloc(STREAM_PIECE);
    dxaws_error *error = piece ? aws_body_rewind(body, call->context) : dxaws_error_out_of_memory();
    size_t size = 1;
    while (!error && size) {
        error = dxaws_context_check(call->context);
        if (!error) {
            error = aws_body_read(body, call->context, piece, STREAM_PIECE, &size);
        }
        if (!error) {
            add(sums, piece, size);
        }
    }
    if (piece) {
        OPENSSL_cleanse(piece, STREAM_PIECE);
    }
    free(piece);
    return error;
}

/* Whether the signature is of the body. */
static bool is_signed(const struct aws_call *call)
{
    if (call->presigning) {
        return !call->service->payload_header;
    }
    return call->credentials && (!call->request->unsigned_payload || !call->endpoint.https);
}

bool aws_payload_is_read(const struct aws_call *call)
{
    return is_signed(call) && !call->request->body_hash;
}

static dxaws_error *digest(const struct aws_call *call, struct aws_payload *payload)
{
    SHA256_CTX sha256;
    *payload = (struct aws_payload){0};
    const char *told = aws_checksum_told(call);
    struct aws_checksum checksum = {0};
    const struct sums sums = {aws_payload_is_read(call) ? &sha256 : NULL, told ? &checksum : NULL};
    if (told) {
        aws_checksum_named(&checksum, told);
    }
    dxaws_error *error = NULL;
    aws_sha256_begin(&sha256);
    if (!aws_body_is_stream(&call->request->body)) {
        error = read_memory(call, &sums);
    } else if (call->request->body.size && (sums.sha256 || sums.checksum)) {
        error = read_stream(call, &sums);
    }
    if (aws_checksum_end(&checksum, payload->checksum)) {
        payload->checksum_header = aws_checksum_header(&checksum);
    }
    aws_checksum_forget(&checksum);
    if (!error && told && !payload->checksum_header) {
        error = dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "core", "BodyError",
            "the checksum %s of the body cannot be computed here; choose another one", told);
    }
    unsigned char bytes[AWS_SHA256_SIZE];
    aws_sha256_end(&sha256, bytes);
    if (sums.sha256) {
        aws_digest_hex(bytes, payload->sha256);
    } else if (is_signed(call)) {
        memcpy(payload->sha256, call->request->body_hash, sizeof(payload->sha256));
    }
    return error;
}

dxaws_error *aws_payload_find(struct aws_call *call, struct aws_payload *payload)
{
    if (!call->request->body.size) { /* also of a probe in the request's place */
        return digest(call, payload);
    }
    dxaws_error *error = call->digested ? NULL : digest(call, &call->payload);
    call->digested = !error;
    *payload = call->payload;
    return error;
}
