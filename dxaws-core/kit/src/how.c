/* SPDX-License-Identifier: MIT */
/* What of dxaws_apply_options means something to a module, and when: an option that would have no
 * effect is refused by its name, before anything is done. A deadline that is misspelt would else
 * be waited past, and what was to be let go be destroyed. */
#include "how.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

static dxaws_error *refuse(const char *module, const char *option, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, module, "InvalidOptions", "%s: \"%s\" %s",
                           module, option, why);
}

/* A wait of the module, alone or with the module's name before it. */
static bool is_wait(const struct dx_schema *schema, const char *kind)
{
    size_t length = strlen(schema->module);
    bool named = strncmp(kind, schema->module, length) == 0 && kind[length] == '.';
    const struct dx_action_spec *spec = dx_schema_action(schema, named ? kind + length + 1 : kind);
    return spec != NULL && (spec->flags & DX_WAITS);
}

static void list_waits(const struct dx_schema *schema, char *list, size_t size)
{
    size_t used = 0;
    *list = '\0';
    for (size_t i = 0; i < schema->action_count && used < size; i++) {
        if (schema->actions[i].flags & DX_WAITS) {
            used += (size_t)snprintf(list + used, size - used, "%s%s", used ? ", " : "",
                                     schema->actions[i].kind);
        }
    }
}

/* Its actions follow one another, so that no number of them at the same time means anything. */
static dxaws_error *check_idle(const struct dx_schema *schema, const dxaws_apply_options *options)
{
    if (!schema->protects && dxaws_apply_options_allow_destroy(options) != NULL) {
        return refuse(schema->module, "allow_destroy",
                      "has no effect, since nothing of this module is protected: leave it out");
    }
    return json_object_get(dxaws_apply_options_tree(options), "parallelism") == NULL
               ? NULL
               : refuse(schema->module, "parallelism",
                        "has no effect, since the actions of this module follow one another: "
                        "leave it out");
}

dxaws_error *how_check(const struct dx_schema *schema, const dxaws_apply_options *options)
{
    const char *kind;
    json_t *value;
    dxaws_error *error = dxaws_apply_options_check(options);
    error = error ? error : check_idle(schema, options);
    if (error != NULL) {
        return error;
    }
    json_object_foreach(json_object_get(dxaws_apply_options_tree(options), "timeouts_ms"), kind,
                        value) {
        char waits[160];
        char why[300];
        if (!is_wait(schema, kind)) {
            list_waits(schema, waits, sizeof waits);
            snprintf(why, sizeof why, "has \"%.60s\", which is no wait of this module; it has %s",
                     kind, waits[0] ? waits : "none");
            return refuse(schema->module, "timeouts_ms", why);
        }
    }
    return NULL;
}

dxaws_error *dx_check_consents(const char *module, const dxaws_plan *plan,
                               const dxaws_apply_options *given)
{
    static const char late[] = "is said when it is planned, and this plan was made without: plan "
                               "again with it, or leave it out";
    DXAWS_AUTO(dxaws_apply_options) planned = NULL;
    size_t index;
    json_t *identity;
    const char *allowed = dxaws_apply_options_allow_destroy(given);
    dxaws_error *error = dxaws_apply_options_merge(plan, NULL, &planned);
    if (error != NULL) {
        return error;
    }
    const char *known = dxaws_apply_options_allow_destroy(planned);
    if (dxaws_apply_options_release(given) && !dxaws_apply_options_release(planned)) {
        return refuse(module, "release", late);
    }
    if (allowed != NULL && (known == NULL || strcmp(allowed, known) != 0)) {
        return refuse(module, "allow_destroy", late);
    }
    json_array_foreach(json_object_get(dxaws_apply_options_tree(given), "adopt"), index, identity) {
        if (!dxaws_apply_options_adopts(planned, json_string_value(identity))) {
            return refuse(module, "adopt", late);
        }
    }
    return NULL;
}

dxaws_error *dx_check_step(const char *module, const dxaws_apply_options *merged)
{
    return dxaws_apply_options_stop_after(merged) == NULL
               ? NULL
               : refuse(module, "stop_after",
                        "is for apply; a step is one action: leave it out, and take no further "
                        "step");
}
