/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4 in the Authorization header. A pure function of its input. */
#ifndef DXAWS_CORE_SIGV4_H
#define DXAWS_CORE_SIGV4_H

#include "buffer.h"
#include "headers.h"

#include <dxaws/error.h>

#define AWS_SHA256_HEX 65 /* with the final NUL */
#define AWS_DATE_SIZE 17  /* "20130524T000000Z" with the final NUL */

struct aws_sigv4_input {
    const char *method;
    const char *path;  /* as on the wire, encoded */
    const char *query; /* as on the wire, without '?'; NULL for none */
    /* All that is sent, with Host and X-Amz-Date; those that a proxy may change are left out. */
    const struct aws_headers *headers;
    const char *payload_hash;
    bool path_as_is; /* S3: the path is neither normalised nor encoded again */
    const char *access_key_id;
    const char *secret;
    const char *region;
    const char *service;
    const char *date; /* the value of X-Amz-Date */
};

/* Writes the value of the Authorization header. canonical and to_sign, for tests, may be NULL. */
dxaws_error *aws_sigv4_sign(const struct aws_sigv4_input *input, struct aws_buffer *authorization,
                            struct aws_buffer *canonical, struct aws_buffer *to_sign);

/* X-Amz-Date of a moment. */
void aws_sigv4_date(int64_t now_ms, char date[AWS_DATE_SIZE]);

/* The SHA-256 of bytes in lower-case hexadecimal. False only when OpenSSL cannot. */
bool aws_sha256_hex(const void *data, size_t size, char hex[AWS_SHA256_HEX]);

#endif
