/* SPDX-License-Identifier: MIT */
/* JSON into a flat list of values. */
#include "document.h"

#include <string.h>

#define NAME_LIMIT 256

struct reader {
    struct aws_document *document;
    const char *at;
    const char *end;
    char path[NAME_LIMIT];    /* of the object that is being read, with a dot at the end, or "" */
    struct aws_buffer string; /* the last one read */
};

static bool read_value(struct reader *reader, const char *name, unsigned depth, bool keep);

static void skip_space(struct reader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at) {
        reader->at++;
    }
}

static bool take(struct reader *reader, char character)
{
    skip_space(reader);
    if (reader->at == reader->end || *reader->at != character) {
        return false;
    }
    reader->at++;
    return true;
}

static bool read_hex(struct reader *reader, unsigned *value)
{
    *value = 0;
    for (int i = 0; i < 4; i++) {
        if (reader->at == reader->end) {
            return false;
        }
        char c = *reader->at++;
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit == 16) {
            return false;
        }
        *value = *value * 16 + digit;
    }
    return true;
}

static void put_utf8(struct aws_buffer *out, unsigned code)
{
    if (code < 0x80) {
        aws_buffer_char(out, (char)code);
    } else if (code < 0x800) {
        aws_buffer_char(out, (char)(0xc0 | code >> 6));
        aws_buffer_char(out, (char)(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        aws_buffer_char(out, (char)(0xe0 | code >> 12));
        aws_buffer_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
        aws_buffer_char(out, (char)(0x80 | (code & 0x3f)));
    } else {
        aws_buffer_char(out, (char)(0xf0 | code >> 18));
        aws_buffer_char(out, (char)(0x80 | (code >> 12 & 0x3f)));
        aws_buffer_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
        aws_buffer_char(out, (char)(0x80 | (code & 0x3f)));
    }
}

static bool read_escape(struct reader *reader)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    if (reader->at == reader->end) {
        return false;
    }
    char c = *reader->at++;
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        aws_buffer_char(&reader->string, to[found - from]);
        return true;
    }
    unsigned code;
    if (c != 'u' || !read_hex(reader, &code) || code == 0 || (code >= 0xdc00 && code <= 0xdfff)) {
        return false;
    }
    if (code >= 0xd800 && code <= 0xdbff) {
        unsigned low;
        if (reader->end - reader->at < 6 || reader->at[0] != '\\' || reader->at[1] != 'u') {
            return false;
        }
        reader->at += 2;
        if (!read_hex(reader, &low) || low < 0xdc00 || low > 0xdfff) {
            return false;
        }
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    put_utf8(&reader->string, code);
    return true;
}

static bool read_string(struct reader *reader)
{
    aws_buffer_clear(&reader->string);
    if (!take(reader, '"')) {
        return false;
    }
    while (reader->at < reader->end) {
        char c = *reader->at++;
        if (c == '"') {
            return !reader->string.failed;
        }
        if ((unsigned char)c < ' ') {
            return false;
        }
        if (c != '\\') {
            aws_buffer_char(&reader->string, c);
        } else if (!read_escape(reader)) {
            return false;
        }
    }
    return false;
}

static size_t count_digits(struct reader *reader)
{
    const char *first = reader->at;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9') {
        reader->at++;
    }
    return (size_t)(reader->at - first);
}

static bool is_at(const struct reader *reader, const char *any)
{
    return reader->at < reader->end && *reader->at && strchr(any, *reader->at);
}

static bool read_number(struct reader *reader)
{
    if (is_at(reader, "-")) {
        reader->at++;
    }
    bool zero = is_at(reader, "0");
    size_t whole = count_digits(reader);
    if (!whole || (zero && whole > 1)) {
        return false;
    }
    if (is_at(reader, ".")) {
        reader->at++;
        if (!count_digits(reader)) {
            return false;
        }
    }
    if (is_at(reader, "eE")) {
        reader->at++;
        if (is_at(reader, "+-")) {
            reader->at++;
        }
        if (!count_digits(reader)) {
            return false;
        }
    }
    return true;
}

static bool read_word(struct reader *reader, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, word, size) != 0) {
        return false;
    }
    reader->at += size;
    return true;
}

static bool read_list(struct reader *reader, unsigned depth)
{
    reader->at++;
    if (take(reader, ']')) {
        return true;
    }
    do {
        if (!read_value(reader, "", depth, false)) {
            return false;
        }
    } while (take(reader, ','));
    return take(reader, ']');
}

static bool read_object(struct reader *reader, const char *name, unsigned depth, bool keep)
{
    reader->at++;
    size_t outer = strlen(reader->path);
    size_t size = strlen(name);
    if (keep && size) {
        if (outer + size + 2 > NAME_LIMIT) {
            return false;
        }
        memcpy(reader->path + outer, name, size);
        memcpy(reader->path + outer + size, ".", 2);
    }
    if (!take(reader, '}')) {
        do {
            char member[NAME_LIMIT];
            if (!read_string(reader) || reader->string.size >= NAME_LIMIT ||
                memchr(aws_buffer_string(&reader->string), '\0', reader->string.size)) {
                return false;
            }
            memcpy(member, aws_buffer_string(&reader->string), reader->string.size + 1);
            if (!take(reader, ':') || !read_value(reader, member, depth, keep)) {
                return false;
            }
        } while (take(reader, ','));
        if (!take(reader, '}')) {
            return false;
        }
    }
    reader->path[outer] = '\0';
    return true;
}

static bool add(struct reader *reader, enum aws_value_kind kind, const char *name, const char *text,
                size_t size)
{
    char full[2 * NAME_LIMIT];
    size_t outer = strlen(reader->path);
    memcpy(full, reader->path, outer);
    memcpy(full + outer, name, strlen(name) + 1);
    return aws_document_add(reader->document, kind, full, text, size);
}

static bool read_value(struct reader *reader, const char *name, unsigned depth, bool keep)
{
    skip_space(reader);
    if (reader->at == reader->end || depth == AWS_DOCUMENT_DEPTH) {
        return false;
    }
    const char *first = reader->at;
    enum aws_value_kind kind = AWS_VALUE_NUMBER;
    switch (*first) {
    case '{':
        return read_object(reader, name, depth + 1, keep);
    case '[':
        return read_list(reader, depth + 1);
    case '"':
        return read_string(reader) &&
               (!keep || add(reader, AWS_VALUE_STRING, name, aws_buffer_string(&reader->string),
                             reader->string.size));
    case 'n':
        return read_word(reader, "null");
    case 't':
    case 'f':
        kind = AWS_VALUE_BOOLEAN;
        if (!read_word(reader, *first == 't' ? "true" : "false")) {
            return false;
        }
        break;
    default:
        if (!read_number(reader)) {
            return false;
        }
    }
    return !keep || add(reader, kind, name, first, (size_t)(reader->at - first));
}

bool aws_document_read_json(struct aws_document *document, const char *text, size_t size)
{
    struct reader reader = {.document = document, .at = text, .end = text + size};
    skip_space(&reader);
    bool done = reader.at < reader.end && *reader.at == '{' && read_value(&reader, "", 0, true);
    skip_space(&reader);
    done = done && reader.at == reader.end;
    aws_buffer_free(&reader.string);
    return done;
}
