/* SPDX-License-Identifier: MIT */
/* Lists of a state, found in by a member of their items. */
#include <dxaws/kit/state.h>

#include <string.h>

/* What is known of a list: the list itself, held so that no other one has its address; the first of
 * its items for each value; and of how many items. */
enum { LIST, ITEMS, COUNT };

/* The entry of a list that only grew since; a fresh one otherwise. NULL without memory. */
static json_t *entry_of(struct dx_state *state, const char *name, json_t *list)
{
    if (state->index == NULL) {
        state->index = json_object();
    }
    json_t *entry = json_object_get(state->index, name);
    bool grew = json_array_get(entry, LIST) == list &&
                (size_t)json_integer_value(json_array_get(entry, COUNT)) <= json_array_size(list);
    if (grew) {
        return entry;
    }
    entry = json_pack("[OoI]", list, json_object(), (json_int_t)0);
    return json_object_set_new(state->index, name, entry) == 0 ? entry : NULL;
}

/* Takes in what has been appended. */
static bool take_new(json_t *entry, const char *key)
{
    const json_t *list = json_array_get(entry, LIST);
    json_t *items = json_array_get(entry, ITEMS);
    json_t *count = json_array_get(entry, COUNT);
    for (size_t i = (size_t)json_integer_value(count); i < json_array_size(list); i++) {
        json_t *item = json_array_get(list, i);
        const char *value = json_string_value(json_object_get(item, key));
        if (value != NULL && json_object_get(items, value) == NULL &&
            json_object_set(items, value, item) != 0) {
            return false;
        }
        json_integer_set(count, (json_int_t)i + 1);
    }
    return true;
}

json_t *dx_state_find_item(struct dx_state *state, const char *name, const char *key,
                           const char *value)
{
    json_t *list = state ? json_object_get(state->document, name) : NULL;
    if (!json_is_array(list) || value == NULL) {
        return NULL;
    }
    json_t *entry = entry_of(state, name, list);
    if (entry == NULL || !take_new(entry, key)) {
        state->out_of_memory = true;
        return NULL;
    }
    return json_object_get(json_array_get(entry, ITEMS), value);
}
