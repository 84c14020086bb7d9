/* SPDX-License-Identifier: MIT */
/* Items of lists. */
#include <dxaws/kit/item.h>

#include <dxaws/extend/tree.h>

#include <stdlib.h>

/* A member that only items of a caller have: a number that can be changed without memory, and so
 * can say that there was none. */
#define FAULT ""
enum fault { NO_FAULT, NO_MEMORY, NOT_UTF8 };

static void note(json_t *item, enum fault fault)
{
    json_t *noted = json_object_get(item, FAULT);
    if (noted != NULL && json_integer_value(noted) == NO_FAULT) {
        json_integer_set(noted, fault);
    }
}

json_t *dx_item_new(void)
{
    json_t *item = json_object();
    if (item != NULL && json_object_set_new(item, FAULT, json_integer(NO_FAULT)) != 0) {
        json_decref(item);
        item = NULL;
    }
    return item;
}

/* Without what is the caller's item's own. */
static json_t *copy_of(const json_t *item)
{
    json_t *copy = item ? dxaws_tree_copy(item) : NULL;
    json_object_del(copy, FAULT);
    return copy;
}

/* A JSON string, or NULL after it was noted why not. */
static json_t *make_text(json_t *item, const char *text)
{
    json_t *value = json_string(text);
    if (value == NULL) {
        json_t *probe = json_string_nocheck(text);
        value = probe ? json_string(text) : NULL; /* now there is memory */
        if (value == NULL) {
            note(item, probe ? NOT_UTF8 : NO_MEMORY);
        }
        json_decref(probe);
    }
    return value;
}

static json_t *section_of(json_t *item, const char *section)
{
    json_t *object = section ? json_object_get(item, section) : item;
    if (object == NULL) {
        object = json_object();
        if (json_object_set_new(item, section, object) != 0) {
            note(item, NO_MEMORY);
            return NULL;
        }
    }
    return object;
}

void dx_item_set_value(json_t *item, const char *section, const char *name, json_t *value)
{
    json_t *object = item ? section_of(item, section) : NULL;
    if (object == NULL) {
        json_decref(value);
    } else if (json_object_set_new(object, name, value) != 0) {
        note(item, NO_MEMORY);
    }
}

void dx_item_set_text(json_t *item, const char *section, const char *name, const char *text)
{
    if (item == NULL) {
        return;
    }
    if (text == NULL) {
        json_object_del(section ? json_object_get(item, section) : item, name);
        return;
    }
    json_t *value = make_text(item, text);
    if (value != NULL) {
        dx_item_set_value(item, section, name, value);
    }
}

void dx_item_add_text(json_t *item, const char *name, const char *text)
{
    if (item == NULL || text == NULL) {
        return;
    }
    json_t *list = json_object_get(item, name);
    if (list == NULL) {
        list = json_array();
        dx_item_set_value(item, NULL, name, list);
        list = json_object_get(item, name);
    }
    json_t *value = make_text(item, text);
    if (value != NULL && json_array_append_new(list, value) != 0) {
        note(item, NO_MEMORY);
    }
}

const json_t *dx_item_get(const json_t *item, const char *section, const char *name)
{
    return json_object_get(section ? json_object_get(item, section) : item, name);
}

/* Takes over what the item's setters could not store; false when there was no memory. */
static bool take_faults(struct dx_state *state, const char *name, const json_t *item)
{
    json_int_t fault = item ? json_integer_value(json_object_get(item, FAULT)) : NO_MEMORY;
    if (fault == NOT_UTF8 && state->refused == NULL) {
        const struct dx_attribute *row = dx_schema_attribute(state->schema, name);
        state->refused = row ? row->name : "a list";
    }
    return fault != NO_MEMORY;
}

void dx_state_copy_item(struct dx_state *state, const char *name, const json_t *item)
{
    if (state == NULL) {
        return;
    }
    json_t *list = (json_t *)(uintptr_t)dx_state_get(state, name);
    if (list == NULL) {
        dx_state_set_value(state, name, json_array());
        list = (json_t *)(uintptr_t)dx_state_get(state, name);
    }
    if (!take_faults(state, name, item) || json_array_append_new(list, copy_of(item)) != 0) {
        state->out_of_memory = true;
    }
}

void dx_state_set_item(struct dx_state *state, const char *name, const json_t *item)
{
    if (state == NULL) {
        return;
    }
    dx_state_set_value(state, name, take_faults(state, name, item) ? copy_of(item) : NULL);
}
