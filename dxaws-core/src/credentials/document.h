/* SPDX-License-Identifier: MIT */
/* What the sources of credentials answer, JSON or XML, as a flat list of values. A reader of our
 * own, because a general one leaves copies of secrets behind in freed memory. */
#ifndef DXAWS_CORE_DOCUMENT_H
#define DXAWS_CORE_DOCUMENT_H

#include "buffer.h"

#define AWS_DOCUMENT_DEPTH 16
#define AWS_DOCUMENT_VALUES 256

enum aws_value_kind { AWS_VALUE_STRING = 1, AWS_VALUE_NUMBER = 2, AWS_VALUE_BOOLEAN = 3 };

struct aws_document_value {
    enum aws_value_kind kind;
    size_t name; /* offsets in text */
    size_t value;
};

/* All zero is an empty document. */
struct aws_document {
    struct aws_buffer text; /* names and values, each ended by a NUL */
    struct aws_document_value values[AWS_DOCUMENT_VALUES];
    size_t count;
};

/* Reads one JSON object. Members of objects in it are named "object.member"; lists and nulls are
 * left out. False when it is not valid JSON (RFC 8259), is no object, or exceeds a limit. */
bool aws_document_read_json(struct aws_document *document, const char *text, size_t size);
/* Reads an XML document, by local names: what is in <a><b>text</b></a> is named "b", deeper ones
 * "b.c"; attributes and comments are left out. False when it is not well-formed, has a document
 * type, or exceeds a limit. */
bool aws_document_read_xml(struct aws_document *document, const char *text, size_t size);

/* The first value of that name, compared by case or not; borrowed, NULL when there is none. */
const char *aws_document_get(const struct aws_document *document, const char *name);
const char *aws_document_get_any_case(const struct aws_document *document, const char *name);
/* The same with its kind; for members that must be of one. */
const struct aws_document_value *aws_document_find(const struct aws_document *document,
                                                   const char *name);
/* Wipes. */
void aws_document_free(struct aws_document *document);

/* For the readers. False when a limit is hit. */
bool aws_document_add(struct aws_document *document, enum aws_value_kind kind, const char *name,
                      const char *value, size_t size);
/* Appends text as a JSON string, with its quotes. */
void aws_json_quote(struct aws_buffer *out, const char *text);

#endif
