/* SPDX-License-Identifier: MIT */
/* Lists of objects, versions and uploads. A key is any UTF-8, and XML 1.0 is not: lists have it
 * percent-encoded (encoding-type=url), and what a body cannot hold is deleted one by one. */
#include "aws-contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/kit/xml.h>

#include <libxml/chvalid.h>
#include <libxml/xmlstring.h>

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"

enum { SHOWN = 80 };

static int hex_value(char digit)
{
    static const char digits[] = "0123456789abcdef";
    const char *at =
        digit ? strchr(digits, digit >= 'A' && digit <= 'F' ? digit + 32 : digit) : NULL;
    return at ? (int)(at - digits) : -1;
}

void list_decode(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        int high = *from == '%' ? hex_value(from[1]) : -1;
        int low = high >= 0 ? hex_value(from[2]) : -1;
        if (low >= 0) {
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = *from == '+' ? ' ' : *from;
        }
    }
    *to = '\0';
}

/* Appends one item; @a id is the element that says which of the key's it is. */
static bool add_item(json_t *page, const xmlNode *item, const char *id, const char *member,
                     bool encoded)
{
    char *key = dx_xml_text(item, "Key");
    char *which = dx_xml_text(item, id);
    bool whole = key != NULL && which != NULL;
    json_t *made = json_object();
    if (key != NULL && encoded) {
        list_decode(key);
    }
    if (whole) { /* a key is not looked at: it goes back as it came */
        dx_put(&whole, made, S3_KEY, json_string_nocheck(key));
        dx_put(&whole, made, member, json_string(which));
        dx_append(&whole, page, json_incref(made));
    }
    json_decref(made);
    free(key);
    free(which);
    return whole;
}

/* What a list has of the names, which are ended by NULL. */
static dxaws_error *read_page(const char *what, const char *root, const char *const *names,
                              const char *id, const char *member, const char *body, size_t size,
                              json_t **page)
{
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse(what, body, size, root, &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *list = xmlDocGetRootElement(document);
    bool encoded = dx_xml_is(list, "EncodingType", "url");
    bool whole = true;
    json_t *items = json_array();
    for (; *names != NULL; names++) {
        for (const xmlNode *item = dx_xml_child(list, *names); item != NULL && whole;
             item = dx_xml_next(item, *names)) {
            whole = add_item(items, item, id, member, encoded);
        }
    }
    xmlFreeDoc(document);
    if (!whole || items == NULL) {
        json_decref(items);
        return items ? dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                                       "%s: the answer has an item without <Key> or <%s>", what, id)
                     : dxaws_error_out_of_memory();
    }
    *page = items;
    return NULL;
}

dxaws_error *list_read_versions(const char *body, size_t size, json_t **page)
{
    static const char *const names[] = {"Version", "DeleteMarker", NULL};
    return read_page("s3 ListObjectVersions", "ListVersionsResult", names, "VersionId", S3_VERSION,
                     body, size, page);
}

dxaws_error *list_read_uploads(const char *body, size_t size, json_t **page)
{
    static const char *const names[] = {"Upload", NULL};
    return read_page("s3 ListMultipartUploads", "ListMultipartUploadsResult", names, "UploadId",
                     S3_UPLOAD, body, size, page);
}

bool list_can_hold(const char *key)
{
    const unsigned char *at = (const unsigned char *)key;
    while (*at != '\0') {
        int length = (int)strnlen((const char *)at, 4);
        int c = xmlGetUTF8Char(at, &length);
        if (c <= 0 || !xmlIsCharQ(c)) {
            return false;
        }
        at += length;
    }
    return true;
}

char *list_deletion(const json_t *page)
{
    xmlDoc *document = dx_xml_new("Delete", NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    bool whole = true;
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)page, index, item) {
        const char *key = dx_text(item, S3_KEY);
        if (list_can_hold(key)) {
            xmlNode *object = dx_xml_add(root, "Object", NULL);
            whole = dx_xml_add(object, "Key", key) != NULL &&
                    dx_xml_add(object, "VersionId", dx_text(item, S3_VERSION)) != NULL && whole;
        }
    }
    whole = dx_xml_add(root, "Quiet", "true") != NULL && whole;
    char *text = document != NULL && whole ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

/* What a terminal shows as it is, in one line. */
static void show(const char *key, char shown[SHOWN])
{
    snprintf(shown, SHOWN, "%s", key ? key : "");
    for (char *at = shown; *at != '\0'; at++) {
        *at = *at >= ' ' && *at <= '~' ? *at : '?';
    }
}

/* Why an object is still there, in one line; @a permission is what its deletion needs. */
static dxaws_error *not_deleted(const char *bucket, const xmlNode *failed, const char *permission)
{
    char *key = dx_xml_text(failed, "Key");
    char *code = dx_xml_text(failed, "Code");
    char shown[SHOWN];
    show(key, shown);
    bool denied = code != NULL && strcmp(code, "AccessDenied") == 0;
    dxaws_error *error =
        dxaws_error_new(denied ? DXAWS_ERROR_PERMISSION : DXAWS_ERROR_UNAVAILABLE, "s3",
                        DXAWS_S3_ERROR_OBJECT_NOT_DELETED,
                        "s3 %s: the object \"%s\" could not be deleted: %.60s%s%s%s", bucket, shown,
                        code ? code : "S3 does not say why", denied ? "; that needs " : "",
                        denied ? permission : "", denied ? ", and no lock on it" : "");
    dxaws_error_set_aws(error, code, 200, NULL);
    dxaws_error_set_retryable(error, !denied);
    free(key);
    free(code);
    return error;
}

/* What S3 says of the first that it did not delete, but for those with one of the codes. */
static dxaws_error *read_deleted(const char *bucket, const char *body, size_t size,
                                 const char *permission, const char *const *passed_over)
{
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 DeleteObjects", body, size, "DeleteResult", &document);
    const xmlNode *failed = error ? NULL : dx_xml_child(xmlDocGetRootElement(document), "Error");
    for (; failed != NULL && error == NULL; failed = dx_xml_next(failed, "Error")) {
        bool passes = false;
        for (const char *const *code = passed_over; *code != NULL; code++) {
            passes = passes || dx_xml_is(failed, "Code", *code);
        }
        error = passes ? NULL : not_deleted(bucket, failed, permission);
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *list_read_deleted(const char *bucket, const char *body, size_t size)
{
    static const char *const none[] = {NULL};
    return read_deleted(bucket, body, size, "s3:DeleteObjectVersion", none);
}

dxaws_error *list_read_removed(const char *bucket, const char *body, size_t size)
{
    static const char *const changed[] = {"PreconditionFailed", "NoSuchKey", NULL};
    return read_deleted(bucket, body, size, "s3:DeleteObject", changed);
}
