/* SPDX-License-Identifier: MIT */
/* What a provider observed, put into a state: members as they are, hidden and unknown ones too. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/state.h>

#include <stdlib.h>

static dxaws_error *check_members(const struct dx_schema *schema, const json_t *members)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)members, name, value) {
        const struct dx_attribute *row = dx_schema_attribute(schema, name);
        dxaws_error *error = row && !json_is_null(value) ? dx_check_type(schema, row, value) : NULL;
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *dx_state_merge(struct dx_state *state, const json_t *members)
{
    if (state == NULL || members == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_t *copy = dxaws_tree_copy(members);
    dxaws_error *error = copy ? check_members(state->schema, members) : dxaws_error_out_of_memory();
    const char *name;
    void *next;
    json_t *value;
    if (error == NULL) {
        json_object_foreach_safe(copy, next, name, value) {
            if (json_is_null(value)) {
                json_object_del(state->document, name);
                json_object_del(copy, name);
            }
        }
        error = json_object_update(state->document, copy) == 0 ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(copy);
    return error;
}

dxaws_error *dx_state_merge_text(struct dx_state *state, const char *json)
{
    json_error_t where = {.text = "no text"};
    json_t *members = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    dxaws_error *error = NULL;
    if (state == NULL ||
        (json != NULL && members == NULL && dxaws_tree_out_of_memory(&where, json))) {
        error = dxaws_error_out_of_memory();
    } else if (!json_is_object(members)) {
        error = dx_invalid(state->schema, "%s: not a JSON object: %s", state->schema->module,
                           members ? "another type" : where.text);
    } else {
        error = dx_state_merge(state, members);
    }
    json_decref(members);
    return error;
}

char *dx_state_format_all(const struct dx_state *state)
{
    return state ? json_dumps(state->document, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
}
