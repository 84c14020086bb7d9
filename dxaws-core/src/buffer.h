/* SPDX-License-Identifier: MIT */
/* Growable bytes with a limit and a sticky failure, so that writers check once, at the end. */
#ifndef DXAWS_CORE_BUFFER_H
#define DXAWS_CORE_BUFFER_H

#include <dxaws/base.h>

/* All zero is an empty buffer without a limit. Always NUL-terminated once it holds something. */
struct aws_buffer {
    char *data;
    size_t size;
    size_t capacity;
    size_t limit;  /* of size; 0 for none */
    bool failed;   /* out of memory, or the limit was hit: the content is incomplete */
    bool borrowed; /* the memory is the caller's, as long as it is enough */
};

/* An empty buffer in an array, which must live as long. */
static inline struct aws_buffer aws_buffer_in(char *array, size_t size)
{
    array[0] = '\0';
    return (struct aws_buffer){.data = array, .capacity = size, .borrowed = true};
}

/* Makes room for so many bytes and a NUL, in other memory than before. False when it failed. */
bool aws_buffer_grow(struct aws_buffer *buffer, size_t size);

/* Makes room, so that it need not grow. */
bool aws_buffer_reserve(struct aws_buffer *buffer, size_t size);

void aws_buffer_append(struct aws_buffer *buffer, const void *data, size_t size);

void aws_buffer_text(struct aws_buffer *buffer, const char *text);

void aws_buffer_char(struct aws_buffer *buffer, char character);

/* In decimal digits. */
void aws_buffer_number(struct aws_buffer *buffer, unsigned number);
void aws_buffer_format(struct aws_buffer *buffer, const char *format, ...) DXAWS_PRINTF(2, 3);
/* Forgets the content, keeps the memory. */
void aws_buffer_clear(struct aws_buffer *buffer);
/* Borrowed; "" when empty. */
const char *aws_buffer_string(const struct aws_buffer *buffer);
/* The content as a string of its own, NULL when the buffer failed; the buffer is freed. */
char *aws_buffer_take(struct aws_buffer *buffer);
/* Wipes before releasing, since what is built here may hold a token. */
void aws_buffer_free(struct aws_buffer *buffer);

/* Wipes and releases a string that may be a secret; NULL is accepted. */
void aws_string_wipe(char *string);

#endif
