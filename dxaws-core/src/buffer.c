/* SPDX-License-Identifier: MIT */
/* Growable bytes with a limit and a sticky failure. */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void release(struct aws_buffer *buffer)
{
    if (buffer->data) {
        explicit_bzero(buffer->data, buffer->capacity);
    }
    if (!buffer->borrowed) {
        free(buffer->data);
    }
}

/* Never by realloc(): it would leave secrets behind. */
bool aws_buffer_grow(struct aws_buffer *buffer, size_t size)
{
    if (buffer->failed) {
        return false;
    }
    if (size > SIZE_MAX / 4 - buffer->size ||
        (buffer->limit && size > buffer->limit - buffer->size)) {
        buffer->failed = true;
        return false;
    }
    size_t needed = buffer->size + size + 1;
    if (needed <= buffer->capacity) {
        return true;
    }
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 128;
    if (capacity < needed) {
        capacity = needed;
    }
    char *data = malloc(capacity);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    if (buffer->data) {
        memcpy(data, buffer->data, buffer->size + 1);
        release(buffer);
    }
    data[buffer->size] = '\0';
    buffer->data = data;
    buffer->capacity = capacity;
    buffer->borrowed = false;
    return true;
}

bool aws_buffer_reserve(struct aws_buffer *buffer, size_t size)
{
    bool there = !buffer->limit && !buffer->failed && size < buffer->capacity - buffer->size;
    return there || aws_buffer_grow(buffer, size);
}

void aws_buffer_append(struct aws_buffer *buffer, const void *data, size_t size)
{
    if (aws_buffer_reserve(buffer, size)) {
        if (size) {
            memcpy(buffer->data + buffer->size, data, size);
        }
        buffer->size += size;
        buffer->data[buffer->size] = '\0';
    }
}

void aws_buffer_text(struct aws_buffer *buffer, const char *text)
{
    aws_buffer_append(buffer, text, strlen(text));
}

void aws_buffer_char(struct aws_buffer *buffer, char character)
{
    if (aws_buffer_reserve(buffer, 1)) {
        buffer->data[buffer->size++] = character;
        buffer->data[buffer->size] = '\0';
    }
}

void aws_buffer_number(struct aws_buffer *buffer, unsigned number)
{
    char digits[3 * sizeof(number)];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    aws_buffer_append(buffer, digits + at, sizeof(digits) - at);
}

void aws_buffer_format(struct aws_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0) {
        buffer->failed = true;
    } else if (aws_buffer_reserve(buffer, (size_t)size)) {
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

void aws_buffer_clear(struct aws_buffer *buffer)
{
    if (buffer->data) {
        explicit_bzero(buffer->data, buffer->size);
        buffer->data[0] = '\0';
    }
    buffer->size = 0;
    buffer->failed = false;
}

const char *aws_buffer_string(const struct aws_buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

char *aws_buffer_take(struct aws_buffer *buffer)
{
    char *string = NULL;
    if (!buffer->failed) {
        bool own = buffer->data && !buffer->borrowed;
        string = own ? buffer->data : strdup(aws_buffer_string(buffer));
    }
    if (string != buffer->data) {
        aws_buffer_free(buffer);
    }
    *buffer = (struct aws_buffer){.limit = buffer->limit};
    return string;
}

void aws_buffer_free(struct aws_buffer *buffer)
{
    release(buffer);
    *buffer = (struct aws_buffer){.limit = buffer->limit};
}

void aws_string_wipe(char *string)
{
    if (!string) {
        return;
    }
    explicit_bzero(string, strlen(string));
    free(string);
}
