/* SPDX-License-Identifier: MIT */
/* What is white space, what a comment, and what a name. */
#include "config-text.h"

#include <string.h>

/* The bytes of the white space that a text begins with: one character, or 0. */
static size_t white(const char *text, size_t size)
{
    static const char *const wide[] = {"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80",
                                       "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
                                       "\xe2\x81\x9f", "\xe3\x80\x80"};
    unsigned char first = size ? (unsigned char)text[0] : 'x';
    if (first == ' ' || (first >= '\t' && first <= '\r') || (first >= 0x1c && first <= 0x1f)) {
        return 1;
    }
    if (first < 0x80) {
        return 0;
    }
    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        size_t length = strlen(wide[i]);
        if (size >= length && memcmp(text, wide[i], length) == 0) {
            return length;
        }
    }
    bool general = size >= 3 && memcmp(text, "\xe2\x80", 2) == 0 &&
                   (unsigned char)text[2] >= 0x80 && (unsigned char)text[2] <= 0x8a;
    return general ? 3 : 0; /* U+2000 to U+200A */
}

size_t aws_config_indent(const char **text, size_t *size)
{
    size_t count = 0;
    for (size_t length; (length = white(*text, *size)) != 0; count++) {
        *text += length;
        *size -= length;
    }
    return count;
}

void aws_config_trim(const char **text, size_t *size)
{
    aws_config_indent(text, size);
    for (size_t length = 1; length <= 3 && length <= *size; length++) {
        if (white(*text + *size - length, length) == length) {
            *size -= length;
            length = 0; /* and look at what is the end now */
        }
    }
}

void aws_config_strip_comment(const char *text, size_t *size)
{
    for (size_t i = 1; i < *size; i++) {
        bool blank_before = text[i - 1] == ' ' || text[i - 1] == '\t';
        if ((text[i] == '#' || text[i] == ';') && blank_before) {
            *size = i;
            return;
        }
    }
}

static bool is_plain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("_-/%@:+", c));
}

bool aws_config_is_property_name(const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!is_plain(name[i])) {
            return false;
        }
    }
    return size > 0;
}

void aws_config_quote(struct aws_buffer *out, const char *name)
{
    bool plain = true;
    for (const char *p = name; *p; p++) {
        plain = plain && (is_plain(*p) || *p == '.' || (unsigned char)*p >= 0x80);
    }
    const char *quote = plain ? "" : strchr(name, '\'') ? "\"" : "'";
    aws_buffer_format(out, "%s%s%s", quote, name, quote);
}
