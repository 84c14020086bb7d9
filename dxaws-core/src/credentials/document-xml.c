/* SPDX-License-Identifier: MIT */
/* The XML of the token service into a flat list of values. */
#include "document.h"

#include <string.h>

#define NAME_LIMIT 256

struct reader {
    struct aws_document *document;
    const char *at;
    const char *end;
    char path[NAME_LIMIT];                 /* local names of the open elements, joined with dots */
    const char *names[AWS_DOCUMENT_DEPTH]; /* of the open elements, with prefix, in the text */
    size_t sizes[AWS_DOCUMENT_DEPTH];
    size_t ends[AWS_DOCUMENT_DEPTH]; /* of the path before each was opened */
    size_t depth;
    bool leaf; /* nothing but text since the last start tag */
    struct aws_buffer text;
};

static bool starts_with(const struct reader *reader, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(reader->end - reader->at) >= size && memcmp(reader->at, word, size) == 0;
}

/* Goes behind the next occurrence of a text. */
static bool skip_past(struct reader *reader, const char *text)
{
    for (; reader->at < reader->end; reader->at++) {
        if (starts_with(reader, text)) {
            reader->at += strlen(text);
            return true;
        }
    }
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A name ends at white space or at a sign of the markup. */
static bool read_name(struct reader *reader, const char **name, size_t *size)
{
    *name = reader->at;
    while (reader->at < reader->end && *reader->at && !is_space(*reader->at) &&
           !strchr("<>/=&'\"", *reader->at)) {
        reader->at++;
    }
    *size = (size_t)(reader->at - *name);
    return *size > 0;
}

/* "&amp;" and its like; nothing that a document type could define. */
static bool read_entity(struct reader *reader)
{
    static const struct {
        const char *text;
        char character;
    } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        if (starts_with(reader, entities[i].text)) {
            reader->at += strlen(entities[i].text);
            aws_buffer_char(&reader->text, entities[i].character);
            return true;
        }
    }
    if (!starts_with(reader, "&#")) {
        return false;
    }
    reader->at += 2;
    bool hex = reader->at < reader->end && *reader->at == 'x';
    reader->at += hex;
    unsigned code = 0;
    for (; reader->at < reader->end && *reader->at != ';'; reader->at++) {
        char c = *reader->at;
        unsigned digit = c >= '0' && c <= '9'          ? (unsigned)(c - '0')
                         : hex && c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : hex && c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                       : 99;
        code = code * (hex ? 16 : 10) + digit;
        if (digit == 99 || code > 0x7f) { /* credentials are ASCII; more is not needed here */
            return false;
        }
    }
    if (reader->at == reader->end || code == 0) {
        return false;
    }
    reader->at++;
    aws_buffer_char(&reader->text, (char)code);
    return true;
}

static bool open_element(struct reader *reader)
{
    const char *name;
    size_t size;
    reader->at++;
    if (reader->depth == AWS_DOCUMENT_DEPTH || !read_name(reader, &name, &size)) {
        return false;
    }
    const char *colon = memchr(name, ':', size);
    const char *local = colon ? colon + 1 : name;
    size_t local_size = size - (size_t)(local - name);
    size_t outer = strlen(reader->path);
    reader->names[reader->depth] = name;
    reader->sizes[reader->depth] = size;
    reader->ends[reader->depth] = outer;
    if (reader->depth > 0) { /* the root's name is left out */
        if (outer + local_size + 2 > NAME_LIMIT) {
            return false;
        }
        if (outer) {
            reader->path[outer++] = '.';
        }
        memcpy(reader->path + outer, local, local_size);
        reader->path[outer + local_size] = '\0';
    }
    reader->depth++;
    reader->leaf = true;
    aws_buffer_clear(&reader->text);
    char quote = '\0';
    for (; reader->at < reader->end; reader->at++) {
        char c = *reader->at;
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '<') {
            return false;
        } else if (c == '>') {
            break;
        }
    }
    if (reader->at == reader->end) {
        return false;
    }
    bool empty = reader->at[-1] == '/';
    reader->at++;
    if (empty) {
        reader->depth--;
        reader->path[reader->ends[reader->depth]] = '\0';
        reader->leaf = false;
    }
    return true;
}

static bool close_element(struct reader *reader)
{
    const char *name;
    size_t size;
    reader->at += 2;
    if (!reader->depth || !read_name(reader, &name, &size)) {
        return false;
    }
    while (reader->at < reader->end && is_space(*reader->at)) {
        reader->at++;
    }
    size_t last = reader->depth - 1;
    if (reader->at == reader->end || *reader->at != '>' || size != reader->sizes[last] ||
        memcmp(name, reader->names[last], size) != 0) {
        return false;
    }
    reader->at++;
    if (reader->leaf && last > 0 &&
        !aws_document_add(reader->document, AWS_VALUE_STRING, reader->path,
                          aws_buffer_string(&reader->text), reader->text.size)) {
        return false;
    }
    reader->leaf = false;
    reader->path[reader->ends[last]] = '\0';
    reader->depth--;
    return true;
}

/* One tag, comment, entity or character. */
static bool read_one(struct reader *reader)
{
    if (starts_with(reader, "<!--")) {
        return skip_past(reader, "-->");
    }
    if (starts_with(reader, "<?")) {
        return skip_past(reader, "?>");
    }
    if (starts_with(reader, "<!")) {
        return false;
    }
    if (starts_with(reader, "</")) {
        return close_element(reader);
    }
    if (*reader->at == '<') {
        return open_element(reader);
    }
    if (!reader->depth) {
        return is_space(*reader->at++);
    }
    if (*reader->at == '&') {
        return read_entity(reader);
    }
    aws_buffer_char(&reader->text, *reader->at++);
    return true;
}

bool aws_document_read_xml(struct aws_document *document, const char *text, size_t size)
{
    struct reader reader = {.document = document, .at = text, .end = text + size};
    bool any = false;
    bool done = true;
    while (done && reader.at < reader.end) {
        bool outside = reader.depth == 0;
        done = read_one(&reader) && !(outside && any && reader.depth);
        any = any || reader.depth;
    }
    done = done && any && !reader.depth && !reader.text.failed;
    aws_buffer_free(&reader.text);
    return done;
}
