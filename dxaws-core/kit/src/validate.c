/* SPDX-License-Identifier: MIT */
/* Validation of a Desired against its schema, and the checks that several modules share. */
#include <dxaws/kit/engine.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool has_control_character(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0'; p++) {
        if (iscntrl((unsigned char)*p)) {
            return true;
        }
    }
    return false;
}

/* What no XML document can hold, in a text at any depth. */
static bool has_unwritable(const json_t *value)
{
    const char *key;
    size_t index;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        if (has_unwritable(item)) {
            return true;
        }
    }
    json_array_foreach(value, index, item) {
        if (has_unwritable(item)) {
            return true;
        }
    }
    for (const char *p = json_string_value(value); p != NULL && *p != '\0'; p++) {
        if ((unsigned char)*p < ' ' && strchr("\t\r\n", *p) == NULL) {
            return true;
        }
    }
    return false;
}

static dxaws_error *check_attribute(const struct dx_schema *schema, const struct dx_attribute *row,
                                    const json_t *document)
{
    const json_t *value = json_object_get(document, row->name);
    if (value == NULL) {
        return row->flags & DX_REQUIRED
                   ? dx_invalid(schema, "%s: \"%s\" is required", schema->module, row->name)
                   : NULL;
    }
    if (row->flags & DX_OUTPUT) {
        return dx_invalid(schema, "%s: \"%s\" is observed, it cannot be desired", schema->module,
                          row->name);
    }
    if (has_control_character(json_string_value(value)) || has_unwritable(value)) {
        return dx_invalid(schema, "%s: \"%s\" contains a control character", schema->module,
                          row->name);
    }
    if (row->check == NULL || !dx_is_known(value)) {
        return NULL;
    }
    return row->check(schema, row, value);
}

json_t *dx_sorted(const json_t *document)
{
    char *text = json_dumps(document, JSON_COMPACT | JSON_SORT_KEYS);
    json_t *sorted = text ? json_loads(text, 0, NULL) : NULL;
    free(text);
    return sorted;
}

dxaws_error *dx_validate(const struct dx_state *desired, json_t **normalised)
{
    dxaws_error *error = dx_state_check(desired);
    if (error != NULL) {
        return error;
    }
    const struct dx_schema *schema = desired->schema;
    json_t *copy = dx_sorted(desired->document);
    if (copy == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (schema->normalise != NULL) {
        error = schema->normalise(copy);
    }
    for (size_t i = 0; i < schema->attribute_count && error == NULL; i++) {
        error = check_attribute(schema, &schema->attributes[i], copy);
    }
    if (error == NULL && schema->check != NULL) {
        error = schema->check(copy);
    }
    if (error != NULL) {
        json_decref(copy);
        return error;
    }
    *normalised = copy;
    return NULL;
}

dxaws_error *dx_check_not_empty(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value)
{
    if (json_string_length(value) > 0) {
        return NULL;
    }
    return dx_invalid(schema, "%s: \"%s\" must not be empty", schema->module, attribute->name);
}

/* Counts characters, as AWS does, not bytes. */
static size_t utf8_length(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

dxaws_error *dx_check_tags(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    const char *key;
    json_t *item;
    if (json_object_size(value) > 50) {
        return dx_invalid(schema, "%s: \"%s\" has %zu tags; AWS allows 50", schema->module,
                          attribute->name, json_object_size(value));
    }
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        size_t length = utf8_length(key);
        if (length < 1 || length > 128) {
            return dx_invalid(schema, "%s: the tag key \"%s\" must have 1 to 128 characters",
                              schema->module, key);
        }
        if (has_control_character(key) || has_control_character(json_string_value(item))) {
            return dx_invalid(schema, "%s: the tag \"%s\" contains a control character",
                              schema->module, key);
        }
        if (strncasecmp(key, "aws:", 4) == 0) {
            return dx_invalid(schema, "%s: the tag key \"%s\" is reserved: \"aws:\" is for AWS",
                              schema->module, key);
        }
        if (utf8_length(json_string_value(item)) > 256) {
            return dx_invalid(schema, "%s: the value of tag \"%s\" has more than 256 characters",
                              schema->module, key);
        }
    }
    return NULL;
}

dxaws_error *dx_check_timeout(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value)
{
    json_int_t seconds = json_integer_value(value);
    if (seconds >= 1 && seconds <= 7 * 86400) {
        return NULL;
    }
    return dx_invalid(schema, "%s: \"%s\" is %lld; it must be 1 to 604800 seconds", schema->module,
                      attribute->name, (long long)seconds);
}

dxaws_error *dx_check_region(const struct dx_schema *schema, const struct dx_attribute *attribute,
                             const json_t *value)
{
    const char *text = json_string_value(value);
    size_t length = strlen(text);
    size_t valid = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (length >= 1 && length <= 63 && valid == length && text[0] != '-' &&
        text[length - 1] != '-') {
        return NULL;
    }
    return dx_invalid(schema, "%s: \"%s\" is \"%s\", not a region such as \"eu-west-1\"",
                      schema->module, attribute->name, text);
}
