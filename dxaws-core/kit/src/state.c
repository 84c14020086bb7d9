/* SPDX-License-Identifier: MIT */
/* States: setters and getters. */
#include <dxaws/kit/state.h>

#include <stdlib.h>
#include <string.h>

const struct dx_attribute *dx_schema_attribute(const struct dx_schema *schema, const char *name)
{
    for (size_t i = 0; i < schema->attribute_count; i++) {
        if (strcmp(schema->attributes[i].name, name) == 0) {
            return &schema->attributes[i];
        }
    }
    return NULL;
}

const struct dx_action_spec *dx_schema_action(const struct dx_schema *schema, const char *kind)
{
    for (size_t i = 0; i < schema->action_count; i++) {
        if (strcmp(schema->actions[i].kind, kind) == 0) {
            return &schema->actions[i];
        }
    }
    return NULL;
}

bool dx_state_init(struct dx_state *state, const struct dx_schema *schema)
{
    *state = (struct dx_state){.schema = schema, .document = json_object()};
    state->out_of_memory = state->document == NULL;
    return !state->out_of_memory;
}

void dx_state_clear(struct dx_state *state)
{
    json_decref(state->document);
    json_decref(state->index);
    state->document = NULL;
    state->index = NULL;
}

void *dx_state_new(size_t size, const struct dx_schema *schema)
{
    struct dx_state *state = calloc(1, size);
    if (state != NULL && !dx_state_init(state, schema)) {
        free(state);
        state = NULL;
    }
    return state;
}

dxaws_error *dx_state_take(size_t size, const struct dx_schema *schema, json_t *document,
                           void *made)
{
    struct dx_state *state = dx_state_new(size, schema);
    if (state == NULL) {
        json_decref(document);
        return dxaws_error_out_of_memory();
    }
    json_decref(state->document);
    state->document = document;
    memcpy(made, &state, sizeof state);
    return NULL;
}

void dx_state_free(struct dx_state *state)
{
    if (state != NULL) {
        dx_state_clear(state);
        free(state);
    }
}

void dx_state_set_value(struct dx_state *state, const char *name, json_t *value)
{
    if (state == NULL) {
        json_decref(value);
    } else if (json_object_set_new(state->document, name, value) != 0) {
        state->out_of_memory = true;
    }
}

/* A JSON string; remembers the name when the text is not UTF-8, which JSON cannot hold. */
static json_t *make_text(struct dx_state *state, const char *name, const char *text)
{
    json_t *value = json_string(text);
    if (value == NULL && state != NULL && state->refused == NULL) {
        json_t *probe = json_string_nocheck(text);
        value = probe ? json_string(text) : NULL; /* now there is memory */
        if (value == NULL && probe != NULL) {
            const struct dx_attribute *row = dx_schema_attribute(state->schema, name);
            state->refused = row ? row->name : "a text";
        }
        state->out_of_memory |= probe == NULL;
        json_decref(probe);
    }
    return value;
}

void dx_state_set_text(struct dx_state *state, const char *name, const char *text)
{
    if (state == NULL) {
        return;
    }
    if (text == NULL) {
        json_object_del(state->document, name);
        return;
    }
    json_t *value = make_text(state, name, text);
    if (value != NULL) {
        dx_state_set_value(state, name, value);
    }
}

void dx_state_set_boolean(struct dx_state *state, const char *name, bool value)
{
    dx_state_set_value(state, name, json_boolean(value));
}

void dx_state_set_integer(struct dx_state *state, const char *name, int64_t value)
{
    dx_state_set_value(state, name, json_integer(value));
}

/* The container attribute of that name, made when missing, or left alone before. */
static json_t *container(struct dx_state *state, const char *name, json_t *(*make)(void))
{
    json_t *value = json_object_get(state->document, name);
    if (value == NULL || json_is_null(value)) {
        value = make();
        if (json_object_set_new(state->document, name, value) != 0) {
            state->out_of_memory = true;
            return NULL;
        }
    }
    return value;
}

void dx_state_set_member(struct dx_state *state, const char *name, const char *key,
                         const char *value)
{
    if (state == NULL || key == NULL || value == NULL) {
        return;
    }
    json_t *map = container(state, name, json_object);
    json_t *text = make_text(state, name, value);
    json_t *probe = make_text(state, name, key); /* the key must be UTF-8 as well */
    if (map != NULL && text != NULL && probe != NULL) {
        if (json_object_set(map, key, text) != 0) {
            state->out_of_memory = true;
        }
    }
    json_decref(text);
    json_decref(probe);
}

void dx_state_set_object_member(struct dx_state *state, const char *name, const char *key,
                                json_t *value)
{
    json_t *object = state ? container(state, name, json_object) : NULL;
    json_t *probe = object ? make_text(state, name, key) : NULL; /* the key must be UTF-8 */
    if (probe == NULL) {
        json_decref(value);
    } else if (json_object_set_new(object, key, value) != 0) {
        state->out_of_memory = true;
    }
    json_decref(probe);
}

void dx_state_set_object_text(struct dx_state *state, const char *name, const char *key,
                              const char *text)
{
    json_t *value = state != NULL && text != NULL ? make_text(state, name, text) : NULL;
    if (value != NULL) {
        dx_state_set_object_member(state, name, key, value);
    } else if (state != NULL && text == NULL) {
        json_object_del(json_object_get(state->document, name), key);
    }
}

void dx_state_set_tags(struct dx_state *state, const char *name, const dxaws_tags *tags)
{
    if (state == NULL) {
        return;
    }
    json_object_del(state->document, name);
    if (tags == NULL) {
        return;
    }
    container(state, name, json_object);
    const char *key;
    const char *value;
    for (size_t i = 0; dxaws_tags_at(tags, i, &key, &value); i++) {
        dx_state_set_member(state, name, key, value);
    }
    dxaws_error *error = dxaws_tags_check(tags);
    if (error != NULL) {
        state->out_of_memory = true;
        dxaws_error_free(error);
    }
}

void dx_state_add_text(struct dx_state *state, const char *name, const char *text)
{
    if (state == NULL || text == NULL) {
        return;
    }
    json_t *list = container(state, name, json_array);
    json_t *value = make_text(state, name, text);
    if (list != NULL && value != NULL && json_array_append(list, value) != 0) {
        state->out_of_memory = true;
    }
    json_decref(value);
}

void dx_state_add_item(struct dx_state *state, const char *name, json_t *item)
{
    json_t *list = state ? container(state, name, json_array) : NULL;
    if (list == NULL) {
        json_decref(item);
    } else if (json_array_append_new(list, item) != 0) {
        state->out_of_memory = true;
    }
}

void dx_state_leave(struct dx_state *state, const char *name)
{
    if (state == NULL || name == NULL) {
        return;
    }
    const char *dot = strchr(name, '.');
    char *section = dot ? strndup(name, (size_t)(dot - name)) : NULL;
    json_t *probe = make_text(state, name, name); /* the name must be UTF-8 */
    state->out_of_memory = state->out_of_memory || (dot != NULL && section == NULL);
    if (probe != NULL && section != NULL) {
        dx_state_set_object_member(state, section, dot + 1, json_null());
    } else if (probe != NULL && dot == NULL) {
        dx_state_set_value(state, name, json_null());
    }
    json_decref(probe);
    free(section);
}

const json_t *dx_state_get(const struct dx_state *state, const char *name)
{
    return state ? json_object_get(state->document, name) : NULL;
}

const char *dx_state_text(const struct dx_state *state, const char *name)
{
    return json_string_value(dx_state_get(state, name));
}

bool dx_state_boolean(const struct dx_state *state, const char *name, bool *value)
{
    const json_t *found = dx_state_get(state, name);
    if (!json_is_boolean(found)) {
        return false;
    }
    *value = json_is_true(found);
    return true;
}

bool dx_state_integer(const struct dx_state *state, const char *name, int64_t *value)
{
    const json_t *found = dx_state_get(state, name);
    if (!json_is_integer(found)) {
        return false;
    }
    *value = json_integer_value(found);
    return true;
}

size_t dx_state_count(const struct dx_state *state, const char *name)
{
    const json_t *found = dx_state_get(state, name);
    return json_is_object(found) ? json_object_size(found) : json_array_size(found);
}

const char *dx_state_text_at(const struct dx_state *state, const char *name, size_t index)
{
    return json_string_value(json_array_get(dx_state_get(state, name), index));
}

dxaws_tags *dx_state_tags(const struct dx_state *state, const char *name)
{
    json_t *map = (json_t *)(uintptr_t)dx_state_get(state, name);
    dxaws_tags *tags = json_is_object(map) ? dxaws_tags_new() : NULL;
    const char *key;
    json_t *value;
    if (tags != NULL) {
        json_object_foreach(map, key, value) {
            dxaws_tags_set(tags, key, json_string_value(value));
        }
    }
    return tags;
}
