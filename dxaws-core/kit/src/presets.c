/* SPDX-License-Identifier: MIT */
/* The columns of values: what a Desired is given that does not say, and what a new resource has. */
#include "presets.h"

#include <dxaws/kit/json.h>

#include <string.h>

/* Recursions that gcc -O3 otherwise unrolls, level by level and column by column, into 20 KB in
 * each module. */
#define RECURSION __attribute__((noinline)) static

/* Rows, and whether what they describe should exist. */
struct rows {
    const struct dx_attribute *first;
    size_t count;
    bool present;
};

static struct rows members_of(const struct dx_attribute *row, bool present)
{
    return (struct rows){.first = row->members, .count = row->member_count, .present = present};
}

static json_t *to_json(const struct dx_value *value)
{
    switch (value->type) {
    case DX_TEXT:
        return json_string(value->text);
    case DX_BOOLEAN:
        return json_boolean(value->number != 0);
    case DX_INTEGER:
        return json_integer(value->number);
    case DX_TEXTS:
    case DX_LIST:
        return json_array();
    case DX_MAP:
    case DX_OBJECT:
        return json_object();
    default:
        return NULL;
    }
}

/* One of the two columns of a row. */
typedef const struct dx_value *column(const struct dx_attribute *row);

static const struct dx_value *preset(const struct dx_attribute *row)
{
    return &row->preset;
}

static const struct dx_value *initial(const struct dx_attribute *row)
{
    return &row->initial;
}

RECURSION bool has(const struct dx_attribute *row, column *of)
{
    bool found = of(row)->type != 0;
    for (size_t i = 0; row->type == DX_OBJECT && i < row->member_count && !found; i++) {
        found = has(&row->members[i], of);
    }
    return found;
}

bool presets_has(const struct dx_attribute *row)
{
    return has(row, preset);
}

bool presets_has_initial(const struct dx_attribute *row)
{
    return has(row, initial);
}

RECURSION json_t *value_of(const struct dx_attribute *row, column *of)
{
    if (!has(row, of) || of(row)->type != 0) {
        return to_json(of(row));
    }
    json_t *object = json_object();
    for (size_t i = 0; i < row->member_count && object != NULL; i++) {
        if (has(&row->members[i], of) && json_object_set_new(object, row->members[i].name,
                                                             value_of(&row->members[i], of)) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

json_t *dx_attribute_preset(const struct dx_attribute *row)
{
    return value_of(row, preset);
}

json_t *dx_attribute_initial(const struct dx_attribute *row)
{
    return value_of(row, initial);
}

json_t *dx_schema_initial(const struct dx_schema *schema)
{
    const struct dx_attribute whole = {
        .type = DX_OBJECT, .members = schema->attributes, .member_count = schema->attribute_count};
    json_t *made = value_of(&whole, initial);
    return made != NULL || has(&whole, initial) ? made : json_object();
}

/* null is no value but a wish, to leave the attribute alone: it is remembered apart, so that no
 * check and no planner has to know of it. */
static bool take_nulls(const struct rows *rows, json_t *object, json_t *left)
{
    bool taken = left != NULL;
    for (size_t i = 0; i < rows->count && taken; i++) {
        const struct dx_attribute *row = &rows->first[i];
        json_t *value = json_object_get(object, row->name);
        if (json_is_null(value)) {
            taken = !has(row, preset) || json_object_set(left, row->name, value) == 0;
            json_object_del(object, row->name);
        } else if (row->members != NULL && json_is_object(value)) {
            struct rows members = members_of(row, rows->present);
            json_t *inner = json_object();
            taken = take_nulls(&members, value, inner);
            if (json_object_size(inner) > 0) {
                taken = json_object_set(left, row->name, inner) == 0 && taken;
            } else if (json_object_size(value) == 0) {
                json_object_del(object, row->name); /* it says nothing */
            }
            json_decref(inner);
        }
    }
    return taken;
}

json_t *presets_take_nulls(const struct dx_schema *schema, json_t *desired)
{
    const struct rows rows = {.first = schema->attributes, .count = schema->attribute_count};
    json_t *left = json_object();
    if (!take_nulls(&rows, desired, left)) {
        json_decref(left);
        left = NULL;
    }
    return left;
}

RECURSION bool add(const struct rows *rows, json_t *object, const json_t *left);

/* Into what a Desired says of an attribute that has rows of its own. */
static bool add_members(const struct rows *rows, json_t *value, const json_t *left)
{
    size_t index;
    json_t *item;
    bool added = true;
    if (json_is_object(value)) {
        return add(rows, value, left);
    }
    json_array_foreach(value, index, item) {
        added = added && add(rows, item, NULL);
    }
    return added;
}

RECURSION bool add(const struct rows *rows, json_t *object, const json_t *left)
{
    bool added = object != NULL;
    for (size_t i = 0; i < rows->count && added; i++) {
        const struct dx_attribute *row = &rows->first[i];
        const json_t *alone = json_object_get(left, row->name);
        json_t *value = json_object_get(object, row->name);
        if (value != NULL && row->members != NULL) {
            struct rows members = members_of(row, rows->present);
            added = add_members(&members, value, alone);
        } else if (value == NULL && !json_is_null(alone) && has(row, preset) &&
                   (rows->present || row->action == NULL)) {
            added = json_object_set_new(object, row->name, value_of(row, preset)) == 0;
        }
    }
    return added;
}

dxaws_error *presets_add(const struct dx_schema *schema, json_t *desired, const json_t *left)
{
    const struct rows rows = {
        .first = schema->attributes,
        .count = schema->attribute_count,
        .present = dx_is_present(desired),
    };
    return add(&rows, desired, left) ? NULL : dxaws_error_out_of_memory();
}

json_t *presets_unsaid(const json_t *said, const json_t *desired)
{
    bool whole = true;
    json_t *names = json_array();
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)desired, name, value) {
        if (json_object_get(said, name) == NULL) {
            dx_append(&whole, names, json_string(name));
        }
    }
    return dx_whole(whole, names);
}

json_t *presets_leave_out(const json_t *desired, const json_t *names)
{
    json_t *left = dx_members(desired);
    size_t index;
    json_t *name;
    json_array_foreach((json_t *)(uintptr_t)names, index, name) {
        const char *text = json_string_value(name);
        if (left != NULL && text != NULL) {
            json_object_del(left, text);
        }
    }
    return left;
}
