/* SPDX-License-Identifier: MIT */
/* A bucket's lifecycle as XML and as the JSON of the AWS CLI, one to one: what this release does
 * not know of others' rules is written back as it was. */
#include "aws-shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/xml.h>

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"
#define OPERATION "GetBucketLifecycleConfiguration"

enum { DEEPEST = 8 };

/* Elements that are repeated, and what the list of them is called. */
static const struct {
    const char *element;
    const char *inside; /* NULL: anywhere */
    const char *list;
} lists[] = {{"Transition", NULL, "Transitions"},
             {"NoncurrentVersionTransition", NULL, "NoncurrentVersionTransitions"},
             {"Tag", "And", "Tags"}};
enum { LISTS = sizeof lists / sizeof *lists };

static const char *const numbers[] = {
    "Days",           "DaysAfterInitiation",   "NewerNoncurrentVersions",
    "NoncurrentDays", "ObjectSizeGreaterThan", "ObjectSizeLessThan"};

static bool is_number(const char *name, const char *text)
{
    size_t length = strlen(text);
    bool named = false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        named = named || strcmp(name, numbers[i]) == 0;
    }
    return named && length > 0 && length < 16 && strspn(text, "0123456789") == length &&
           (*text != '0' || length == 1);
}

static json_t *leaf_json(const char *name, const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent((xmlNode *)(uintptr_t)node);
    const char *text = content ? (const char *)content : "";
    bool marker = strcmp(name, "ExpiredObjectDeleteMarker") == 0;
    bool truth = strcmp(text, "true") == 0;
    json_t *value = strcmp(name, "Filter") == 0 && *text == '\0' ? json_object()
                    : is_number(name, text) ? json_integer(strtoll(text, NULL, 10))
                    : marker && (truth || strcmp(text, "false") == 0) ? json_boolean(truth)
                                                                      : json_string(text);
    xmlFree(content);
    return value;
}

static const char *list_of(const char *element, const char *inside)
{
    for (size_t i = 0; i < LISTS; i++) {
        if (strcmp(lists[i].element, element) == 0 &&
            (lists[i].inside == NULL || strcmp(lists[i].inside, inside) == 0)) {
            return lists[i].list;
        }
    }
    return NULL;
}

static json_t *node_json(bool *whole, const xmlNode *node, int depth)
{
    const char *name = (const char *)node->name;
    const xmlNode *child = xmlFirstElementChild((xmlNode *)(uintptr_t)node);
    if (child == NULL || depth > DEEPEST) {
        return leaf_json(name, node);
    }
    json_t *object = json_object();
    for (; child != NULL; child = xmlNextElementSibling((xmlNode *)(uintptr_t)child)) {
        const char *element = (const char *)child->name;
        const char *list = list_of(element, name);
        json_t *value = node_json(whole, child, depth + 1);
        if (list != NULL && json_object_get(object, list) == NULL) {
            dx_put(whole, object, list, json_array());
        }
        if (list != NULL) {
            dx_append(whole, json_object_get(object, list), value);
        } else {
            dx_put(whole, object, element, value);
        }
    }
    return object;
}

dxaws_error *shape_read_lifecycle(const char *body, size_t size, json_t **found)
{
    xmlDoc *document = NULL;
    bool whole = true;
    json_t *rules = json_array();
    dxaws_error *error =
        dx_xml_parse("s3 " OPERATION, body, size, "LifecycleConfiguration", &document);
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *rule = error ? NULL : dx_xml_child(root, "Rule"); rule != NULL;
         rule = dx_xml_next(rule, "Rule")) {
        json_t *read = node_json(&whole, rule, 0);
        if (!json_is_object(read) && error == NULL) {
            error = shape_incomplete(OPERATION, "Rule");
        }
        dx_append(&whole, rules, read);
    }
    if (error == NULL && json_array_size(rules) == 0) {
        error = shape_incomplete(OPERATION, "Rule");
    }
    xmlFreeDoc(document);
    json_t *lifecycle = json_pack("{s{so}}", S3_LIFECYCLE, "Rules", dx_whole(whole, rules));
    return shape_give(error, lifecycle, found);
}

static bool add_value(xmlNode *parent, const char *name, const json_t *value);

static bool add_members(xmlNode *parent, const json_t *object)
{
    const char *name;
    json_t *value;
    bool complete = parent != NULL;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        complete = add_value(parent, name, value) && complete;
    }
    return complete;
}

/* Lists are elements beside each other, under the name of one. */
static bool add_value(xmlNode *parent, const char *name, const json_t *value)
{
    char number[32];
    bool complete = true;
    const char *element = name;
    for (size_t i = 0; i < LISTS; i++) {
        element = strcmp(name, lists[i].list) == 0 ? lists[i].element : element;
    }
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            complete = add_value(parent, element, json_array_get(value, i)) && complete;
        }
        return complete;
    }
    if (json_is_object(value)) {
        return add_members(dx_xml_add(parent, element, NULL), value);
    }
    snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
    return dx_xml_add(parent, element,
                      json_is_string(value)    ? json_string_value(value)
                      : json_is_integer(value) ? number
                      : json_is_true(value)    ? "true"
                                               : "false") != NULL;
}

char *shape_lifecycle(const json_t *lifecycle)
{
    xmlDoc *document = dx_xml_new("LifecycleConfiguration", NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    const json_t *rules = json_object_get(lifecycle, "Rules");
    bool complete = true;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        complete = add_value(root, "Rule", json_array_get(rules, i)) && complete;
    }
    return shape_finish(document, complete);
}
