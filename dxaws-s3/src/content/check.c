/* SPDX-License-Identifier: MIT */
/* What a Desired of content may say. Pure. */
#include "content-schema.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "folder.h"
#include "keys.h"
#include "state.h"

dxaws_error *content_check_prefix(const struct dx_schema *schema,
                                  const struct dx_attribute *attribute, const json_t *value)
{
    const char *prefix = json_string_value(value);
    size_t length = strlen(prefix);
    bool slash = length > 1 && prefix[length - 1] == '/';
    char *key = slash ? strndup(prefix, length - 1) : NULL;
    const char *fault = key ? content_key_fault(0, key) : NULL;
    dxaws_error *error = NULL;
    if (slash && key == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (!slash || fault != NULL) {
        error = dx_invalid(schema, "%s: \"%s\" is \"%.200s\"; it must be as \"docs/\": %s",
                           schema->module, attribute->name, prefix,
                           fault ? fault : "with a slash at its end");
    }
    free(key);
    return error;
}

dxaws_error *content_check_prune(const struct dx_schema *schema,
                                 const struct dx_attribute *attribute, const json_t *value)
{
    return json_integer_value(value) >= 0
               ? NULL
               : dx_invalid(schema, "%s: \"%s\" is %lld; it must be 0 or more milliseconds",
                            schema->module, attribute->name, (long long)json_integer_value(value));
}

static dxaws_error *at_fault(const struct dx_schema *schema, const struct dx_attribute *attribute,
                             size_t index, const char *fault)
{
    return dx_at_index(
        dx_invalid(schema, "%s: \"%s[%zu]\" %s", schema->module, attribute->name, index, fault),
        index);
}

dxaws_error *content_check_exclude(const struct dx_schema *schema,
                                   const struct dx_attribute *attribute, const json_t *value)
{
    char fault[FOLDER_FAULT_SIZE];
    size_t index = 0;
    return folder_exclude_fault(value, &index, fault) ? at_fault(schema, attribute, index, fault)
                                                      : NULL;
}

dxaws_error *content_check_rules(const struct dx_schema *schema,
                                 const struct dx_attribute *attribute, const json_t *value)
{
    char fault[FOLDER_FAULT_SIZE];
    size_t index = 0;
    return folder_rules_fault(value, &index, fault) ? at_fault(schema, attribute, index, fault)
                                                    : NULL;
}

static dxaws_error *check_members(const char *key, const json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (strcmp(name, DOC_TEXT) != 0 && strcmp(name, DOC_HEADERS) != 0) {
            return dx_invalid(&content_schema,
                              "content: leave \"%.100s\" out of object \"%.200s\", which may have "
                              "\"" DOC_TEXT "\" and \"" DOC_HEADERS "\"",
                              name, key);
        }
    }
    json_object_foreach(json_object_get(object, DOC_HEADERS), name, value) {
        if (!json_is_string(value)) {
            return dx_invalid(&content_schema,
                              "content: header \"%.100s\" of object \"%.200s\" must be a text",
                              name, key);
        }
    }
    char fault[FOLDER_FAULT_SIZE];
    return folder_headers_fault(json_object_get(object, DOC_HEADERS), true, fault)
               ? dx_invalid(&content_schema, "content: change the headers of object \"%.60s\": %s",
                            key, fault)
               : NULL;
}

static dxaws_error *check_object(size_t prefix, const char *key, const json_t *object)
{
    const char *fault = content_key_fault(prefix, key);
    if (fault != NULL) {
        return dx_invalid(&content_schema, "content: the key \"%.200s\" %s", key, fault);
    }
    if (!json_is_string(json_object_get(object, DOC_TEXT))) {
        return dx_invalid(&content_schema,
                          "content: object \"%.200s\" must have a \"" DOC_TEXT "\"", key);
    }
    return check_members(key, object);
}

dxaws_error *content_check(const json_t *desired)
{
    const json_t *objects = json_object_get(desired, DOC_OBJECTS);
    const char *prefix = dx_text(desired, DOC_PREFIX);
    bool folder = json_object_get(desired, DOC_SOURCE) != NULL;
    bool present = dx_is_present(desired);
    const char *key;
    json_t *object;
    if (folder && objects != NULL) {
        return dx_at_name(dx_invalid(&content_schema, "content: say either \"" DOC_SOURCE
                                                      "\" or \"" DOC_OBJECTS "\", not both"),
                          DOC_OBJECTS);
    }
    if (present && !folder && objects == NULL) {
        dxaws_error *error =
            dx_invalid(&content_schema, "content: say what is published: a folder as \"" DOC_SOURCE
                                        "\", or \"" DOC_OBJECTS "\"");
        dxaws_error_set_path(error, "", false); /* the whole of it: neither is there */
        return error;
    }
    json_object_foreach((json_t *)(uintptr_t)objects, key, object) {
        dxaws_error *error = check_object(prefix ? strlen(prefix) : 0, key, object);
        if (error != NULL) {
            return dx_at(dx_at_name(error, key), DOC_OBJECTS);
        }
    }
    return NULL;
}

dxaws_error *content_check_observed(const json_t *observed)
{
    struct content_run run = {.store = NULL};
    dxaws_error *error = state_read(observed, &run);
    run_clear(&run);
    return error;
}
