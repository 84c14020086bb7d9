/* SPDX-License-Identifier: MIT */
/* Looking once more when a site is gone. */
#include "appeared.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <string.h>

#include "looking.h"

/* Whether the text is a value anywhere in what a plan says. */
static bool speaks_of(const json_t *value, const char *text)
{
    bool spoken = false;
    const char *name;
    size_t index;
    json_t *item;
    if (json_is_string(value)) {
        return strcmp(json_string_value(value), text) == 0;
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, item) {
        spoken = spoken || speaks_of(item, text);
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, item) {
        spoken = spoken || speaks_of(item, text);
    }
    return spoken;
}

/* What the plan spoke of its modules have seen gone, given back or left. */
static dxaws_error *judge(const struct run *run, const json_t *item)
{
    const char *site = dxaws_plan_resource(run->plan);
    const char *kind = dx_text(item, "kind");
    const char *identity = dx_text(item, "identity");
    if (json_is_true(json_object_get(item, "copied")) ||
        speaks_of(dxaws_plan_tree(run->plan), identity)) {
        return NULL;
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_PARTIAL, WEBSITE, DXAWS_MODULE_ERROR_NOT_AS_APPLIED,
        "website %s: run again: all that was known of it is removed, but %s %s has appeared "
        "meanwhile with its mark",
        site, kind, identity);
    dxaws_error_set_resource(error, identity);
    dxaws_error_set_retryable(error, true);
    return error;
}

dxaws_error *site_check_appeared(const struct run *run)
{
    struct looking looking[LOOKED_AT] = {{.found = NULL}};
    for (size_t i = 0; i < LOOKED_AT; i++) {
        looking[i].module = site_looked_at[i];
    }
    dxaws_error *error =
        look_for_marked(run->manager, run->context, dxaws_apply_options_parallelism(run->options),
                        dxaws_plan_resource(run->plan), looking, LOOKED_AT);
    for (size_t i = 0; i < LOOKED_AT; i++) {
        size_t index;
        json_t *item;
        json_array_foreach((json_t *)(uintptr_t)looking_found(&looking[i]), index, item) {
            error = error ? error : judge(run, item);
        }
    }
    looking_clear(looking, LOOKED_AT);
    return error;
}
