/* SPDX-License-Identifier: MIT */
/* Pages of a list of objects. */
#include "listing.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/xml.h>

#include "../providers/aws-contents.h"
#include "keys.h"
#include "times.h"

/* What an element says of one object; borrowed from the document. */
struct listed {
    const char *key, *etag, *size, *modified;
};

static const struct {
    const char *name;
    size_t offset;
} members[] = {
    {"Key", offsetof(struct listed, key)},
    {"ETag", offsetof(struct listed, etag)},
    {"Size", offsetof(struct listed, size)},
    {"LastModified", offsetof(struct listed, modified)},
};

/* The text of an element with nothing but text in one piece, as parsers leave it; NULL: none. */
static const char *text_of(const xmlNode *element)
{
    const xmlNode *text = element->children;
    bool one = text != NULL && text->type == XML_TEXT_NODE && text->next == NULL;
    return one ? (const char *)text->content : NULL;
}

static void read_members(const xmlNode *object, struct listed *found)
{
    for (const xmlNode *node = object->children; node != NULL; node = node->next) {
        for (size_t i = 0; node->type == XML_ELEMENT_NODE && i < sizeof members / sizeof *members;
             i++) {
            if (strcmp((const char *)node->name, members[i].name) == 0) {
                *(const char **)((char *)found + members[i].offset) = text_of(node);
            }
        }
    }
}

static bool read_size(const char *text, int64_t *size)
{
    char *end = NULL;
    if (text == NULL || text[0] < '0' || text[0] > '9') {
        return false;
    }
    long long value = strtoll(text, &end, 10);
    *size = value;
    return *end == '\0' && value < INT64_MAX;
}

static dxaws_error *bad_page(const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                           "s3 ListObjectsV2: the answer has an object %s", why);
}

static dxaws_error *add_object(const xmlNode *object, bool encoded, const char *prefix,
                               struct content_entries *listed)
{
    struct listed found = {0};
    int64_t size = 0;
    int64_t modified = 0;
    read_members(object, &found);
    if (found.key == NULL || !read_size(found.size, &size) || found.modified == NULL ||
        !times_read_list(found.modified, &modified)) {
        return bad_page("without <Key>, <Size> or <LastModified>");
    }
    char *key = (char *)(uintptr_t)found.key;    /* of a document that is ours */
    if (encoded && strstr(key, "%00") == NULL) { /* a key with a NUL is none of ours */
        list_decode(key);
    }
    size_t skipped = strlen(prefix);
    if (strncmp(key, prefix, skipped) != 0) {
        return bad_page("that has another prefix");
    }
    if (strncmp(key + skipped, CONTENT_OWN, strlen(CONTENT_OWN)) == 0) {
        return NULL;
    }
    struct content_entry *entry = entries_add(listed, key + skipped, found.etag);
    if (entry == NULL) {
        return dxaws_error_out_of_memory();
    }
    entry->size = size;
    entry->time_ms = modified;
    return NULL;
}

/* Truncated means that there is a token, and the other way round. */
static dxaws_error *read_next(const xmlNode *list, char **next)
{
    char *token = dx_xml_text(list, "NextContinuationToken");
    bool truncated = dx_xml_is(list, "IsTruncated", "true");
    if (truncated != (token != NULL && token[0] != '\0')) {
        free(token);
        return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                               "s3 ListObjectsV2: the answer is %s",
                               truncated ? "cut, without <NextContinuationToken>"
                                         : "whole, with <NextContinuationToken>");
    }
    if (!truncated) {
        free(token);
        token = NULL;
    }
    *next = token;
    return NULL;
}

dxaws_error *listing_read_page(const char *body, size_t size, const char *prefix,
                               struct content_entries *listed, char **next)
{
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("s3 ListObjectsV2", body, size, "ListBucketResult", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *list = xmlDocGetRootElement(document);
    bool encoded = dx_xml_is(list, "EncodingType", "url");
    for (const xmlNode *object = dx_xml_child(list, "Contents"); object != NULL && error == NULL;
         object = dx_xml_next(object, "Contents")) {
        error = add_object(object, encoded, prefix, listed);
    }
    error = error ? error : read_next(list, next);
    xmlFreeDoc(document);
    return error;
}
