/* SPDX-License-Identifier: MIT */
/* Functions and not inlines: each is called a hundred times a library, and none is where time
 * goes. */
#include <dxaws/kit/json.h>

#include <string.h>

bool dx_is_present(const json_t *desired)
{
    return !json_is_false(json_object_get(desired, DX_PRESENT));
}

bool dx_exists(const json_t *observed)
{
    return json_is_true(json_object_get(observed, DX_EXISTS));
}

const char *dx_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

bool dx_has_text(const json_t *texts, const char *text)
{
    bool has = false;
    for (size_t i = 0; text != NULL && !has && i < json_array_size(texts); i++) {
        const char *item = json_string_value(json_array_get(texts, i));
        has = item != NULL && strcmp(item, text) == 0;
    }
    return has;
}

void dx_put(bool *whole, json_t *object, const char *name, json_t *value)
{
    *whole = json_object_set_new(object, name, value) == 0 && *whole;
}

void dx_put_from(bool *whole, json_t *object, const char *name, const json_t *other)
{
    json_t *value = json_object_get(other, name);
    if (value != NULL) {
        dx_put(whole, object, name, json_incref(value));
    }
}

void dx_put_text(bool *whole, json_t *object, const char *name, const char *text)
{
    if (text != NULL) {
        dx_put(whole, object, name, json_string(text));
    }
}

json_t *dx_members(const json_t *object)
{
    json_t *members = json_object();
    if (json_object_update(members, (json_t *)(uintptr_t)object) != 0) {
        json_decref(members);
        members = NULL;
    }
    return members;
}

json_t *dx_put_child(bool *whole, json_t *object, const char *name, json_t *child)
{
    bool kept = json_object_set_new(object, name, child) == 0;
    *whole = kept && *whole;
    return kept ? child : NULL;
}

void dx_append(bool *whole, json_t *array, json_t *item)
{
    *whole = json_array_append_new(array, item) == 0 && *whole;
}

json_t *dx_whole(bool whole, json_t *tree)
{
    if (!whole) {
        json_decref(tree);
        return NULL;
    }
    return tree;
}
