/* SPDX-License-Identifier: MIT */
/* The one place that keeps secrets out of text from elsewhere: what a service, a proxy, a metadata
 * service or a program says went wrong may repeat what it was told. (Rule 32.) */
#ifndef DXAWS_CORE_REDACT_H
#define DXAWS_CORE_REDACT_H

#include "buffer.h"
#include "headers.h"

#define AWS_REDACT_RUN                                                                             \
    12 /* what is shared with a secret, from this many characters on, is hidden */

/* What must not be shown; all zero is none. Copies, wiped when freed. */
struct aws_secrets {
    struct aws_buffer known;     /* one a line: as they are, and as base64 has them */
    unsigned char triples[4096]; /* a bit for what three characters of theirs hash to */
};

/* A text that is secret as a whole; NULL is passed over. */
void aws_secrets_add(struct aws_secrets *secrets, const char *text);
/* Of headers to be sent: tokens, keys and the signature. */
void aws_secrets_add_headers(struct aws_secrets *secrets, const struct aws_headers *headers);
/* User and password of a URL, if it has any; NULL is passed over. */
void aws_secrets_add_url(struct aws_secrets *secrets, const char *url);
void aws_secrets_free(struct aws_secrets *secrets);

/* Puts "***" in the place of
 * - every run of a secret, percent-encoded or in base64 too, and every short secret as a whole;
 * - what follows a name such as "SecretAccessKey", "X-Amz-Signature" or "Bearer".
 * The text never grows. False without memory: it is empty then. */
bool aws_redact(char *text, const struct aws_secrets *secrets);

#endif
