/* SPDX-License-Identifier: MIT */
/* The body of a request: in memory, in a file, or from a reader of the program's. */
#ifndef DXAWS_CORE_AWS_BODY_H
#define DXAWS_CORE_AWS_BODY_H

#include <dxaws/stream.h>

/* All zero is no body. */
struct aws_body {
    void *bytes;  /* NULL: not in memory */
    char *path;   /* of the file; NULL for none */
    bool is_open; /* while a call is under way: */
    int file;
    bool given; /* there is a reader */
    dxaws_reader_ops reader;
    void *self;
    uint64_t size;     /* of a file, once it is open */
    uint64_t position; /* what was read, unless it is in memory */
};

/* Read piece by piece. */
static inline bool aws_body_is_stream(const struct aws_body *body)
{
    return body->given || body->path;
}

/* Wipes and releases; there is none then. */
void aws_body_clear(struct aws_body *body);
/* Before it is read; its size is known then. */
dxaws_error *aws_body_open(struct aws_body *body);
void aws_body_close(struct aws_body *body);
/* Whether it can be read more than once. */
bool aws_body_repeats(const struct aws_body *body);
/* The next bytes of a stream, no more than are left. */
dxaws_error *aws_body_read(struct aws_body *body, dxaws_context *context, void *buffer,
                           size_t capacity, size_t *count);
/* To the first byte, unless it is there. */
dxaws_error *aws_body_rewind(struct aws_body *body, dxaws_context *context);

#endif
