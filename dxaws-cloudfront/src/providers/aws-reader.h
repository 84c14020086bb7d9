/* SPDX-License-Identifier: MIT */
/* One answer of CloudFront's, element by element. */
#ifndef DXAWS_CLOUDFRONT_AWS_READER_H
#define DXAWS_CLOUDFRONT_AWS_READER_H

#include "aws-shapes.h"

/* A reader of one answer: the first thing that is wrong stays. */
struct reader {
    const char *operation;
    dxaws_error *error;
    bool whole; /* there was memory for all; what comes out of XML is UTF-8 */
};

/* The first thing that was wrong, which a lack of memory may have caused. */
dxaws_error *reader_error(const struct reader *reader);
void reader_fail(struct reader *reader, const char *element, const char *text);
/* Sets a text; @a fallback for an element that is not there, NULL when there must be one. */
void reader_text(struct reader *reader, json_t *object, const char *name, const xmlNode *node,
                 const char *path, const char *fallback);
/* @a fallback is -1 when there must be an element. */
void reader_boolean(struct reader *reader, json_t *object, const char *name, const xmlNode *node,
                    const char *path, int fallback);
/* A whole number at a path; @a fallback, when it is not negative, for none or an empty one. */
json_int_t reader_number(struct reader *reader, const xmlNode *node, const char *path,
                         json_int_t fallback);
/* The items of a <Quantity/><Items/> list: the first one, or NULL. Their number, of which the list
 * has to say something in one way or the other, must be right. */
const xmlNode *reader_items(struct reader *reader, const xmlNode *list, const char *item);
/* The marker of the next page, for free(), or NULL: without a word on whether it is the last, one
 * that names no other is. */
char *reader_marker(struct reader *reader, const xmlNode *list);
dxaws_error *reader_parse(const struct aws_answer *answer, const char *root, xmlDoc **document);
/* Gives @a value to the caller, or releases it when something was wrong. */
dxaws_error *reader_finish(const struct reader *reader, xmlDoc *document, json_t *value,
                           json_t **output);

#endif
