/* SPDX-License-Identifier: MIT */
/* Validation of a Desired against its schema, and the checks that several modules share. */
#include <dxaws/kit/engine.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

#include "document.h"
#include "presets.h"

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
                                    const json_t *value);

/* @a object holds what @a rows describe; @a path leads there: "", "bucket." */
static dxaws_error *check_rows(const struct dx_schema *schema, const char *path,
                               const struct dx_attribute *rows, size_t count, const json_t *object)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < count && error == NULL; i++) {
        char name[DOCUMENT_PATH_SIZE * 2];
        struct dx_attribute named = rows[i];
        snprintf(name, sizeof name, "%s%s", path, rows[i].name);
        named.name = name;
        const json_t *value = json_object_get(object, rows[i].name);
        error = check_attribute(schema, &named, value);
        if (value != NULL) {
            error = dx_at(error, rows[i].name);
        } else {
            dxaws_error_set_path(error, "",
                                 false); /* of what is missing, the object that lacks it */
        }
    }
    return error;
}

static dxaws_error *check_members(const struct dx_schema *schema, const struct dx_attribute *row,
                                  const json_t *value)
{
    char path[DOCUMENT_PATH_SIZE];
    dxaws_error *error = NULL;
    if (json_is_object(value)) {
        document_path(path, "", row->name, DOCUMENT_NO_INDEX);
        return check_rows(schema, path, row->members, row->member_count, value);
    }
    for (size_t i = 0; i < json_array_size(value) && error == NULL; i++) {
        document_path(path, "", row->name, (int)i);
        error = dx_at_index(
            check_rows(schema, path, row->members, row->member_count, json_array_get(value, i)), i);
    }
    return error;
}

static dxaws_error *check_choice(const struct dx_schema *schema, const struct dx_attribute *row,
                                 const char *text)
{
    char list[200] = "";
    for (const char *const *choice = row->choices; *choice != NULL; choice++) {
        size_t used = strlen(list);
        if (strcmp(*choice, text) == 0) {
            return NULL;
        }
        snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", *choice);
    }
    return dx_invalid(schema, "%s: \"%s\" is \"%s\"; it must be one of %s", schema->module,
                      row->name, text, list);
}

static dxaws_error *check_attribute(const struct dx_schema *schema, const struct dx_attribute *row,
                                    const json_t *value)
{
    if (value == NULL) {
        /* What has a preset is only missing when a null keeps it away. */
        return row->flags & DX_REQUIRED
                   ? dx_invalid(schema, "%s: \"%s\" is required%s", schema->module, row->name,
                                presets_has(row) ? ", it cannot be null" : "")
                   : NULL;
    }
    if (row->flags & DX_OUTPUT) {
        dxaws_error *observed =
            dx_invalid(schema, "%s: \"%s\" is observed, it cannot be desired; leave it out",
                       schema->module, row->name);
        dxaws_error_set_path(observed, "", true);
        return observed;
    }
    if (dx_is_unknown(value) && (row->flags & (DX_IDENTITY | DX_OPTION))) {
        return dx_invalid(schema, "%s: \"%s\" must be known before anything is done",
                          schema->module, row->name);
    }
    bool one_line = !(row->flags & DX_LINES);
    if ((one_line && has_control_character(json_string_value(value))) || has_unwritable(value)) {
        return dx_invalid(schema, "%s: \"%s\" contains a control character; take it out",
                          schema->module, row->name);
    }
    dxaws_error *error = row->members ? check_members(schema, row, value) : NULL;
    if (error != NULL || dx_is_unknown(value)) {
        return error; /* a value that will be known later is checked then */
    }
    error = row->choices ? check_choice(schema, row, json_string_value(value)) : NULL;
    return error || row->check == NULL ? error : row->check(schema, row, value);
}

/* Adds the nulls that say something to a canonical form: it is read as the same Desired again. */
static bool put_back(json_t *document, const json_t *left)
{
    const char *name;
    json_t *value;
    bool put = true;
    json_object_foreach((json_t *)(uintptr_t)left, name, value) {
        json_t *object = json_object_get(document, name);
        put = put &&
              (json_is_null(value) || object == NULL ? json_object_set(document, name, value) == 0
                                                     : put_back(object, value));
    }
    return put;
}

/* Gives @a desired, whose presets are there, the canonical form, and checks it. @a said is what it
 * was made from. */
/* The form first, the checks then: rules are written for one spelling of a name, and what is
 * equal must be judged alike. */
static dxaws_error *canonicalise(const struct dx_schema *schema, const json_t *said,
                                 json_t *desired)
{
    dxaws_error *error = schema->normalise ? schema->normalise(desired) : NULL;
    if (error != NULL) {
        return error;
    }
    error = check_rows(schema, "", schema->attributes, schema->attribute_count, desired);
    if (error == NULL && schema->check != NULL) {
        error = schema->check(desired);
    }
    return places_said(schema, said, desired, error);
}

/* What a Desired says in today's words, and apart from it the nulls that say something. */
static dxaws_error *take_apart(const struct dx_state *desired, json_t **said, json_t **left)
{
    *said = dxaws_tree_copy(desired->document);
    dxaws_error *error =
        *said ? deprecated_rename(desired->schema, *said) : dxaws_error_out_of_memory();
    *left = error ? NULL : presets_take_nulls(desired->schema, *said);
    return error || *left ? error : dxaws_error_out_of_memory();
}

/* Words of earlier releases are renamed first, and nulls taken out, so that presets, normal
 * forms and checks see a document as if it had been written today. */
dxaws_error *dx_validate(const struct dx_state *desired, json_t **normalised)
{
    json_t *said = NULL;
    json_t *left = NULL;
    dxaws_error *error = dx_state_check(desired, DX_DESIRED);
    error = error ? error : take_apart(desired, &said, &left);
    error = error ? error : presets_add(desired->schema, said, left);
    error = error ? error : canonicalise(desired->schema, desired->document, said);
    json_decref(left);
    if (error != NULL) {
        json_decref(said);
        return error;
    }
    *normalised = said;
    return NULL;
}

/* What can never be left alone is preset; of the rest, what was validated says what is managed. */
static bool preset_required(const struct dx_schema *schema, json_t *wanted)
{
    bool preset = true;
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        json_t *value = (row->flags & DX_REQUIRED) && !json_object_get(wanted, row->name)
                            ? dx_attribute_preset(row)
                            : NULL;
        preset = preset && (value == NULL || json_object_set_new(wanted, row->name, value) == 0);
    }
    return preset;
}

/* What comes out of a plan was given its presets when that was made: an attribute that it does
 * not have was left alone, and stays so, whatever this release presets. */
dxaws_error *dx_wanted(const struct dx_state *wanted, json_t **normalised)
{
    dxaws_error *error = dx_state_check(wanted, DX_DESIRED);
    json_t *copy = error ? NULL : dx_strip_nulls(wanted->schema, dxaws_tree_copy(wanted->document));
    if (error == NULL && (copy == NULL || !preset_required(wanted->schema, copy))) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : canonicalise(wanted->schema, wanted->document, copy);
    if (error != NULL) {
        json_decref(copy);
        return error;
    }
    *normalised = copy;
    return NULL;
}

static bool has_null(const json_t *value)
{
    const char *key;
    size_t index;
    json_t *item;
    json_object_foreach((json_t *)(uintptr_t)value, key, item) {
        if (has_null(item)) {
            return true;
        }
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        if (has_null(item)) {
            return true;
        }
    }
    return json_is_null(value);
}

/* A plan has to say what is left alone, since who plans again from it would else preset that. */
json_t *dx_canonical(const struct dx_state *desired, const json_t *normalised)
{
    json_t *said = NULL;
    json_t *left = NULL;
    if (!has_null(desired->document)) {
        return json_incref((json_t *)(uintptr_t)normalised);
    }
    dxaws_error *error = take_apart(desired, &said, &left);
    json_t *canonical = error ? NULL : dxaws_tree_copy(normalised);
    if (canonical != NULL && !put_back(canonical, left)) {
        json_decref(canonical);
        canonical = NULL;
    }
    dxaws_error_free(error);
    json_decref(left);
    json_decref(said);
    return canonical;
}

json_t *dx_strip_nulls(const struct dx_schema *schema, json_t *desired)
{
    json_t *left = desired ? presets_take_nulls(schema, desired) : NULL;
    if (left == NULL) { /* some are in it still, and would be taken for values */
        json_decref(desired);
        return NULL;
    }
    json_decref(left);
    return desired;
}

dxaws_error *dx_check_not_empty(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value)
{
    if (json_string_length(value) > 0) {
        return NULL;
    }
    return dx_invalid(schema, "%s: \"%s\" must not be empty", schema->module, attribute->name);
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
        const char *fault = dxaws_tag_key_fault(key);
        if (fault != NULL) {
            return dx_at_name(
                dx_invalid(schema, "%s: the tag key \"%s\" %s", schema->module, key, fault), key);
        }
        fault = dx_is_unknown(item) ? NULL : dxaws_tag_value_fault(json_string_value(item));
        if (fault != NULL) {
            return dx_at(
                dx_invalid(schema, "%s: the value of tag \"%s\" %s", schema->module, key, fault),
                key);
        }
    }
    return NULL;
}

dxaws_error *dx_check_positive(const struct dx_schema *schema, const struct dx_attribute *attribute,
                               const json_t *value)
{
    return json_integer_value(value) > 0
               ? NULL
               : dx_invalid(schema, "%s: \"%s\" is %lld; it must be a whole number above 0",
                            schema->module, attribute->name, (long long)json_integer_value(value));
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
