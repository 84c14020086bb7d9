/* SPDX-License-Identifier: MIT */
/* The list of values that a document was read into. */
#include "document.h"

#include <string.h>
#include <strings.h>

bool aws_document_add(struct aws_document *document, enum aws_value_kind kind, const char *name,
                      const char *value, size_t size)
{
    if (document->count == AWS_DOCUMENT_VALUES || memchr(value, '\0', size)) {
        return false;
    }
    struct aws_document_value *entry = &document->values[document->count];
    entry->kind = kind;
    entry->name = document->text.size;
    aws_buffer_append(&document->text, name, strlen(name) + 1);
    entry->value = document->text.size;
    aws_buffer_append(&document->text, value, size);
    aws_buffer_char(&document->text, '\0');
    if (document->text.failed) {
        return false;
    }
    document->count++;
    return true;
}

const struct aws_document_value *aws_document_find(const struct aws_document *document,
                                                   const char *name)
{
    for (size_t i = 0; i < document->count; i++) {
        if (strcmp(document->text.data + document->values[i].name, name) == 0) {
            return &document->values[i];
        }
    }
    return NULL;
}

const char *aws_document_get(const struct aws_document *document, const char *name)
{
    const struct aws_document_value *found = aws_document_find(document, name);
    return found ? document->text.data + found->value : NULL;
}

const char *aws_document_get_any_case(const struct aws_document *document, const char *name)
{
    for (size_t i = 0; i < document->count; i++) {
        if (strcasecmp(document->text.data + document->values[i].name, name) == 0) {
            return document->text.data + document->values[i].value;
        }
    }
    return NULL;
}

void aws_document_free(struct aws_document *document)
{
    aws_buffer_free(&document->text);
    document->count = 0;
}

void aws_json_quote(struct aws_buffer *out, const char *text)
{
    aws_buffer_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            aws_buffer_format(out, "\\%c", *text);
        } else if ((unsigned char)*text < ' ') {
            aws_buffer_format(out, "\\u%04x", (unsigned)*text);
        } else {
            aws_buffer_char(out, *text);
        }
    }
    aws_buffer_char(out, '"');
}
