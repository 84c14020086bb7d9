/* SPDX-License-Identifier: MIT */
/* Text of services, made fit for one line of a message. */
#include <stdlib.h>
#include <string.h>

#include "service-error-parts.h"

#define MESSAGE_LIMIT 1000
#define CODE_LIMIT 128

/* The size of the UTF-8 sequence at text, or 0 when it is not one. */
static size_t utf8_size(const unsigned char *text, size_t left)
{
    size_t size = text[0] < 0x80                       ? 1
                  : text[0] >= 0xc2 && text[0] < 0xe0  ? 2
                  : (text[0] & 0xf0) == 0xe0           ? 3
                  : text[0] >= 0xf0 && text[0] <= 0xf4 ? 4
                                                       : 0;
    if (size > left) {
        return 0;
    }
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((size == 3 &&
         ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f))) ||
        (size == 4 &&
         ((text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f)))) {
        return 0;
    }
    return size;
}

/* One line of UTF-8 of bounded size: white space becomes one space, what is no text a '?'. */
void aws_fault_append(struct aws_buffer *out, const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    bool gap = false;
    for (size_t i = 0; i < size;) {
        if (out->size > MESSAGE_LIMIT) {
            aws_buffer_text(out, "...");
            return;
        }
        size_t length = utf8_size(bytes + i, size - i);
        if (bytes[i] <= ' ' || bytes[i] == 0x7f) {
            gap = true;
            i++;
            continue;
        }
        if (gap && out->size) {
            aws_buffer_char(out, ' ');
        }
        gap = false;
        if (length) {
            aws_buffer_append(out, text + i, length);
        } else {
            aws_buffer_char(out, '?');
        }
        i += length ? length : 1;
    }
}

char *aws_fault_line(struct aws_fault *fault, const char *text)
{
    struct aws_buffer line = {0};
    aws_fault_append(&line, text, strlen(text));
    char *copy = aws_buffer_take(&line);
    fault->failed = fault->failed || !copy;
    return copy;
}

/* "namespace#Code:uri" is Code; NULL when that is no code at all. */
char *aws_fault_code(struct aws_fault *fault, const char *text)
{
    size_t size = strcspn(text, ":");
    for (const char *hash; (hash = memchr(text, '#', size));) {
        size -= (size_t)(hash + 1 - text);
        text = hash + 1;
    }
    while (size && strchr(" \t\r\n", text[size - 1])) {
        size--;
    }
    while (size && strchr(" \t\r\n", text[0])) {
        text++;
        size--;
    }
    for (size_t i = 0; i < size; i++) {
        if (text[i] <= ' ' || text[i] > '~') {
            return NULL;
        }
    }
    if (!size || size > CODE_LIMIT) {
        return NULL;
    }
    char *code = strndup(text, size);
    fault->failed = fault->failed || !code;
    return code;
}
