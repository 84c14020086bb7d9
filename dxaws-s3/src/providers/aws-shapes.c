/* SPDX-License-Identifier: MIT */
/* S3's request bodies and answers. */
#include "aws-shapes.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/kit/xml.h>

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"

static const struct {
    const char *element;
    unsigned flag;
} switches[] = {
    {"BlockPublicAcls", DXAWS_S3_BLOCK_PUBLIC_ACLS},
    {"IgnorePublicAcls", DXAWS_S3_IGNORE_PUBLIC_ACLS},
    {"BlockPublicPolicy", DXAWS_S3_BLOCK_PUBLIC_POLICY},
    {"RestrictPublicBuckets", DXAWS_S3_RESTRICT_PUBLIC_BUCKETS},
};
enum { SWITCH_COUNT = sizeof switches / sizeof *switches };

/* The document as text; NULL when any part of it could not be made. Releases it. */
static char *finish(xmlDoc *document, bool complete)
{
    char *text = document != NULL && complete ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

/* A document with one child. */
static char *one_element(const char *root, const char *name, const char *text)
{
    xmlDoc *document = dx_xml_new(root, NAMESPACE);
    return finish(document, dx_xml_add(xmlDocGetRootElement(document), name, text) != NULL);
}

char *shape_create_bucket(const char *region)
{
    return one_element("CreateBucketConfiguration", "LocationConstraint", region);
}

char *shape_versioning(bool enabled)
{
    return one_element("VersioningConfiguration", "Status", enabled ? "Enabled" : "Suspended");
}

char *shape_public_access_block(unsigned blocks)
{
    xmlDoc *document = dx_xml_new("PublicAccessBlockConfiguration", NAMESPACE);
    bool complete = true;
    for (size_t i = 0; i < SWITCH_COUNT; i++) {
        complete = dx_xml_add(xmlDocGetRootElement(document), switches[i].element,
                              blocks & switches[i].flag ? "true" : "false") != NULL &&
                   complete;
    }
    return finish(document, complete);
}

static bool add_tags(xmlNode *set, const json_t *tags)
{
    const char *key;
    json_t *value;
    bool complete = true;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        xmlNode *tag = dx_xml_add(set, "Tag", NULL);
        complete = dx_xml_add(tag, "Key", key) != NULL &&
                   dx_xml_add(tag, "Value", json_string_value(value)) != NULL && complete;
    }
    return complete;
}

char *shape_tagging(const json_t *tags, const json_t *system_tags)
{
    xmlDoc *document = dx_xml_new("Tagging", NAMESPACE);
    xmlNode *set = dx_xml_add(xmlDocGetRootElement(document), "TagSet", NULL);
    bool complete = set != NULL && add_tags(set, system_tags);
    return finish(document, add_tags(set, tags) && complete);
}

static dxaws_error *incomplete(const char *operation, const char *element)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", "InvalidResponse",
                           "s3 %s: the answer has no valid <%s>", operation, element);
}

dxaws_error *shape_read_versioning(const char *body, size_t size, bool *enabled)
{
    static const char operation[] = "GetBucketVersioning";
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("s3 GetBucketVersioning", body, size, "VersioningConfiguration", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *root = xmlDocGetRootElement(document);
    if (dx_xml_is(root, "Status", "Enabled")) {
        *enabled = true;
    } else if (dx_xml_child(root, "Status") == NULL || dx_xml_is(root, "Status", "Suspended")) {
        *enabled = false; /* no element at all: it was never on */
    } else {
        error = incomplete(operation, "Status");
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *shape_read_public_access_block(const char *body, size_t size, unsigned *blocks)
{
    static const char operation[] = "GetPublicAccessBlock";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 GetPublicAccessBlock", body, size,
                                      "PublicAccessBlockConfiguration", &document);
    unsigned found = 0;
    for (size_t i = 0; i < SWITCH_COUNT && error == NULL; i++) {
        const xmlNode *root = xmlDocGetRootElement(document);
        if (dx_xml_is(root, switches[i].element, "true")) {
            found |= switches[i].flag;
        } else if (!dx_xml_is(root, switches[i].element, "false")) {
            error = incomplete(operation, switches[i].element);
        }
    }
    if (error == NULL) {
        *blocks = found;
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *shape_read_tagging(const char *body, size_t size, dxaws_tags *tags,
                                dxaws_tags *system_tags)
{
    static const char operation[] = "GetBucketTagging";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("s3 GetBucketTagging", body, size, "Tagging", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *set = dx_xml_child(xmlDocGetRootElement(document), "TagSet");
    error = set ? NULL : incomplete(operation, "TagSet");
    for (const xmlNode *tag = dx_xml_child(set, "Tag"); tag != NULL && error == NULL;
         tag = dx_xml_next(tag, "Tag")) {
        char *key = dx_xml_text(tag, "Key");
        char *value = dx_xml_text(tag, "Value");
        if (key == NULL || *key == '\0' || value == NULL) {
            error = incomplete(operation, "Tag");
        } else {
            dxaws_tags_set(strncasecmp(key, "aws:", 4) == 0 ? system_tags : tags, key, value);
        }
        free(key);
        free(value);
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *shape_check_policy(const char *body, size_t size)
{
    json_t *policy = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
    bool valid = json_is_object(policy);
    json_decref(policy);
    return valid ? NULL
                 : dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", "InvalidResponse",
                                   "s3 GetBucketPolicy: the answer is not a JSON object");
}
