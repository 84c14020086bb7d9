/* SPDX-License-Identifier: MIT */
/* AWS Signature Version 4, in the Authorization header or in the query of a URL. Pure functions of
 * their input. */
#ifndef DXAWS_CORE_SIGV4_H
#define DXAWS_CORE_SIGV4_H

#include <dxaws/error.h>

#include "buffer.h"
#include "headers.h"
#include "signing-key.h"

#define AWS_DATE_SIZE 17 /* "20130524T000000Z" with the final NUL */
#define AWS_UNSIGNED_PAYLOAD "UNSIGNED-PAYLOAD"

struct aws_sigv4_input {
    const char *method;
    const char *path;  /* as on the wire, encoded */
    const char *query; /* as on the wire, without '?'; NULL for none */
    /* All that is sent, with Host, and X-Amz-Date unless it is in the query; those that a proxy
     * may change are left out. */
    const struct aws_headers *headers;
    const char *payload_hash;
    bool path_as_is; /* S3: the path is neither normalised nor encoded again */
    const char *access_key_id;
    const char *secret;
    const unsigned char *fingerprint; /* the secret's SHA-256; NULL: it is computed */
    const char *region;
    const char *service;
    const char *date;              /* the value of X-Amz-Date */
    struct aws_signing_keys *keys; /* NULL: the key is derived */
};

/* Writes the value of the Authorization header. canonical and to_sign, for tests, may be NULL. */
dxaws_error *aws_sigv4_sign(const struct aws_sigv4_input *input, struct aws_buffer *authorization,
                            struct aws_buffer *canonical, struct aws_buffer *to_sign);

struct aws_sigv4_terms {
    unsigned expires_s;
    const char *token;      /* the session token, or NULL */
    const char *token_name; /* NULL for X-Amz-Security-Token */
    bool token_unsigned;    /* it is added behind what is signed */
};

/* Writes a query: the input's, then the parameters of the signature, which comes last. canonical,
 * for tests, may be NULL. */
dxaws_error *aws_sigv4_presign(const struct aws_sigv4_input *input,
                               const struct aws_sigv4_terms *terms, struct aws_buffer *query,
                               struct aws_buffer *canonical);

/* X-Amz-Date of a moment. */
void aws_sigv4_date(int64_t now_ms, char date[AWS_DATE_SIZE]);

#endif
