/* SPDX-License-Identifier: MIT */
/* One answer of CloudFront's, element by element. */
#include "aws-reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

dxaws_error *reader_error(const struct reader *reader)
{
    if (reader->whole) {
        return reader->error;
    }
    dxaws_error_free(reader->error);
    return dxaws_error_out_of_memory();
}

void reader_fail(struct reader *reader, const char *element, const char *text)
{
    if (reader->error == NULL) {
        reader->error = dxaws_error_new(
            DXAWS_ERROR_PROTOCOL, "cloudfront", DXAWS_CLOUDFRONT_ERROR_INVALID_RESPONSE,
            "cloudfront %s: in the answer, <%s> is %s%.60s%s", reader->operation, element,
            text ? "\"" : "missing", text ? text : "", text ? "\"" : "");
    }
}

void reader_text(struct reader *reader, json_t *object, const char *name, const xmlNode *node,
                 const char *path, const char *fallback)
{
    char *text = dx_xml_text(node, path);
    const char *value = text ? text : fallback;
    if (value == NULL) {
        reader_fail(reader, path, NULL);
    } else {
        dx_put(&reader->whole, object, name, json_string(value));
    }
    free(text);
}

void reader_boolean(struct reader *reader, json_t *object, const char *name, const xmlNode *node,
                    const char *path, int fallback)
{
    char *text = dx_xml_text(node, path);
    bool is_true = text ? strcmp(text, "true") == 0 : fallback == 1;
    bool is_false = text ? strcmp(text, "false") == 0 : fallback == 0;
    if (!is_true && !is_false) {
        reader_fail(reader, path, text);
    } else {
        dx_put(&reader->whole, object, name, json_boolean(is_true));
    }
    free(text);
}

json_int_t reader_number(struct reader *reader, const xmlNode *node, const char *path,
                         json_int_t fallback)
{
    char *text = dx_xml_text(node, path);
    json_int_t value = fallback;
    if ((text == NULL || *text == '\0') && fallback < 0) {
        reader_fail(reader, path, text);
    } else if (text != NULL && *text != '\0') {
        size_t length = strlen(text);
        if (length > 9 || strspn(text, "0123456789") != length) {
            reader_fail(reader, path, text);
        } else {
            value = strtoll(text, NULL, 10);
        }
    }
    free(text);
    return value;
}

const xmlNode *reader_items(struct reader *reader, const xmlNode *list, const char *item)
{
    const xmlNode *items = dx_xml_child(list, "Items");
    const xmlNode *first = dx_xml_child(items, item);
    json_int_t count = 0;
    for (const xmlNode *node = first; node != NULL; node = dx_xml_next(node, item)) {
        count++;
    }
    if (list != NULL && reader_number(reader, list, "Quantity", items ? count : -1) != count) {
        char *text = dx_xml_text(list, "Quantity");
        reader_fail(reader, "Quantity", text);
        free(text);
    }
    return first;
}

char *reader_marker(struct reader *reader, const xmlNode *list)
{
    char *truncated = dx_xml_text(list, "IsTruncated");
    char *next = dx_xml_text(list, "NextMarker");
    bool more = truncated != NULL && strcmp(truncated, "true") == 0;
    bool named = next != NULL && *next != '\0';
    if (truncated != NULL && !more && strcmp(truncated, "false") != 0) {
        reader_fail(reader, "IsTruncated", truncated);
    } else if (more && !named) {
        reader_fail(reader, "NextMarker", next);
    }
    if (!named || (truncated != NULL && !more)) {
        free(next);
        next = NULL;
    }
    free(truncated);
    return next;
}

dxaws_error *reader_parse(const struct aws_answer *answer, const char *root, xmlDoc **document)
{
    char what[80];
    snprintf(what, sizeof what, "cloudfront %s", answer->operation);
    return dx_xml_parse(what, answer->body, answer->size, root, document);
}

dxaws_error *reader_finish(const struct reader *reader, xmlDoc *document, json_t *value,
                           json_t **output)
{
    xmlFreeDoc(document);
    dxaws_error *error = reader_error(reader);
    if (error == NULL && value != NULL) {
        *output = value;
        return NULL;
    }
    json_decref(value);
    return error ? error : dxaws_error_out_of_memory();
}
