/* SPDX-License-Identifier: MIT */
/** @file
 * What becomes of a plan's text that somebody edited: cut, doubled, swapped, or with another value
 * in any of its members, it is no plan any more, and the error names the member. Written in another
 * way it is the same plan. Header only; for test programs.
 */
#ifndef DXAWS_KIT_EDITED_PLAN_H
#define DXAWS_KIT_EDITED_PLAN_H

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/check.h>

static inline void dx_edit_cut_first(json_t *actions)
{
    json_array_remove(actions, 0);
}

static inline void dx_edit_cut_last(json_t *actions)
{
    json_array_remove(actions, json_array_size(actions) - 1);
}

static inline void dx_edit_double(json_t *actions)
{
    json_array_append(actions, json_array_get(actions, 0));
}

static inline void dx_edit_swap(json_t *actions)
{
    json_t *last = json_incref(json_array_get(actions, json_array_size(actions) - 1));
    json_array_remove(actions, json_array_size(actions) - 1);
    json_array_insert_new(actions, 0, last);
}

/* Another value than @a value, which is taken over: of what it holds, its first. */
static inline json_t *dx_edit_value(json_t *value)
{
    const char *first = json_object_iter_key(json_object_iter(value));
    if (first != NULL) {
        json_object_set_new(value, first,
                            dx_edit_value(json_incref(json_object_get(value, first))));
        return value;
    }
    if (json_array_size(value) > 0) {
        json_array_set_new(value, 0, dx_edit_value(json_incref(json_array_get(value, 0))));
        return value;
    }
    json_t *other = json_is_string(value)    ? json_sprintf("%s.", json_string_value(value))
                    : json_is_integer(value) ? json_integer(json_integer_value(value) + 1)
                                             : json_boolean(!json_is_true(value));
    json_decref(value);
    return other;
}

/* The tree, which is taken over, as a text and as a tree: neither is a plan. */
static inline void dx_edit_refused(json_t *tree, const char *name)
{
    dxaws_plan *none = NULL;
    char named[80];
    snprintf(named, sizeof named, "the plan was edited: \"%s\" was ", name);
    char *text = json_dumps(tree, JSON_INDENT(1));
    ck_refused(dxaws_plan_parse(text, &none), DXAWS_ERROR_INVALID_ARGUMENT, named);
    ck_refused(dxaws_plan_new(tree, &none), DXAWS_ERROR_INVALID_ARGUMENT, named);
    ck_assert_ptr_null(none);
    free(text);
}

/** All that can be done to one plan by hand. */
static inline void dx_check_edited_plan(const dxaws_plan *plan)
{
    static void (*const edits[])(json_t *) = {dx_edit_cut_first, dx_edit_cut_last, dx_edit_double,
                                              dx_edit_swap};
    json_t *written = json_loads(dxaws_plan_text(plan), 0, NULL);
    const char *name;
    json_t *value;
    size_t count = dxaws_plan_count(plan);
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        json_t *edited = json_deep_copy(written);
        if (count >= (edits[i] == dx_edit_swap ? 2 : 1)) {
            edits[i](json_object_get(edited, "actions"));
            dx_edit_refused(json_incref(edited), "actions");
        }
        json_decref(edited);
    }
    json_object_foreach(json_object_get(written, "digests"), name, value) {
        json_t *edited = json_deep_copy(written);
        json_t *member = json_incref(json_object_get(edited, name));
        json_object_set_new(edited, name, dx_edit_value(member));
        dx_edit_refused(edited, name);
        edited = json_deep_copy(written);
        json_object_del(edited, name);
        dx_edit_refused(edited, name);
    }
    json_t *edited = json_deep_copy(written);
    json_object_set_new(edited, "added", json_true());
    dx_edit_refused(edited, "added");
    DXAWS_AUTO(dxaws_plan) same = NULL;
    char *text = json_dumps(written, JSON_INDENT(4) | JSON_ENSURE_ASCII);
    ck_ok(dxaws_plan_parse(text, &same));
    ck_assert_str_eq(dxaws_plan_hash(same), dxaws_plan_hash(plan));
    free(text);
    json_decref(written);
}

#endif
