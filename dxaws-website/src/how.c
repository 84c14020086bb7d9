/* SPDX-License-Identifier: MIT */
/* How the modules are to do what they are asked for: the site's waits, deadlines and consents in
 * the modules' own words. */
#include "how.h"

#include <dxaws/extend/tree.h>

#include <string.h>

#include "places.h"

dxaws_wait how_waits(const dxaws_apply_options *options)
{
    dxaws_wait wait = dxaws_apply_options_wait(options);
    return wait == DXAWS_WAIT_DEFAULT ? DXAWS_WAIT_ACCEPTED : wait;
}

/* A kind as the module knows it: what follows "NAME." at the beginning of @a text, or all of one
 * that names no module; NULL for another module's. */
static const char *after_name(const char *text, enum module module)
{
    const char *name = module_name(module);
    size_t length = strlen(name);
    bool named = strncmp(text, name, length) == 0 && text[length] == '.';
    return named ? text + length + 1 : strchr(text, '.') == NULL ? text : NULL;
}

/* A certificate is always waited for, since the distribution needs it. Of the others, the steps
 * decide at which level there is something to wait for at all. */
static void copy_wait(const dxaws_apply_options *options, enum module module,
                      dxaws_apply_options *made)
{
    if (module == MODULE_CLOUDFRONT || module == MODULE_DNS) {
        bool waits = how_waits(options) != DXAWS_WAIT_NONE;
        dxaws_apply_options_set_wait(made, waits ? DXAWS_WAIT_DEPLOYED : DXAWS_WAIT_NONE);
    }
}

/* Whether the module has a wait of that kind. */
static dxaws_error *find_wait(enum module module, const char *kind, bool *found)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    size_t index;
    json_t *action;
    dxaws_error *error = module_of(module)->describe(module_of(module), &description);
    const json_t *actions =
        error ? NULL : json_object_get(dxaws_document_tree(description), "actions");
    *found = false;
    json_array_foreach((json_t *)(uintptr_t)actions, index, action) {
        const char *flag = json_string_value(json_array_get(json_object_get(action, "flags"), 0));
        *found = *found || (strcmp(dx_text(action, "kind"), kind) == 0 && flag != NULL &&
                            strcmp(flag, "waits") == 0);
    }
    return error;
}

/* To one module its own deadlines; what only has a word that others have too is for all of them. */
static dxaws_error *copy_timeouts(const dxaws_apply_options *options, enum module module,
                                  dxaws_apply_options *made)
{
    const json_t *tree = dxaws_apply_options_tree(options);
    const char *kind;
    json_t *value;
    dxaws_error *error = NULL;
    json_object_foreach(json_object_get(tree, "timeouts_ms"), kind, value) {
        bool found = false;
        const char *own = after_name(kind, module);
        error = error || own == NULL ? error : find_wait(module, own, &found);
        if (found) {
            dxaws_apply_options_set_timeout_ms(made, own, json_integer_value(value));
        }
    }
    return error;
}

dxaws_error *how_check(const dxaws_apply_options *options)
{
    const json_t *tree = dxaws_apply_options_tree(options);
    const char *kind;
    json_t *value;
    dxaws_error *error = dxaws_apply_options_check(options);
    json_object_foreach(json_object_get(tree, "timeouts_ms"), kind, value) {
        bool found = false;
        for (int i = 0; i < MODULE_COUNT && !found && error == NULL; i++) {
            const char *own = after_name(kind, (enum module)i);
            error = own ? find_wait((enum module)i, own, &found) : NULL;
        }
        if (!found && error == NULL) {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE,
                                   DXAWS_MODULE_ERROR_INVALID_OPTIONS,
                                   "website: \"timeouts_ms\" has \"%.60s\", which is no wait; a "
                                   "plan shows them, such as acm.WAIT_ISSUED",
                                   kind);
        }
    }
    return error;
}

/* A consent names a thing by its kind, which no two modules share. */
static void copy_consents(const dxaws_apply_options *options, enum module module,
                          dxaws_apply_options *made)
{
    const json_t *tree = dxaws_apply_options_tree(options);
    size_t index;
    json_t *value;
    json_array_foreach(json_object_get(tree, "adopt"), index, value) {
        dxaws_apply_options_add_adopt(made, json_string_value(value));
    }
    if (module == MODULE_CONTENT) { /* objects of the bucket that it names may go */
        dxaws_apply_options_set_allow_destroy(made, dxaws_apply_options_allow_destroy(options));
    }
    if (dxaws_apply_options_release(options)) {
        dxaws_apply_options_set_release(made, true);
    }
}

dxaws_error *site_plan(const struct site *site, enum module module, const dxaws_document *desired,
                       const dxaws_document *current, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (options == NULL) {
        return dxaws_error_out_of_memory();
    }
    copy_wait(site->options, module, options);
    dxaws_error *error = copy_timeouts(site->options, module, options);
    if (error != NULL) {
        return error;
    }
    copy_consents(site->options, module, options);
    return site_place_in(
        site, module, module_of(module)->plan(module_of(module), desired, current, options, plan));
}

dxaws_error *how_applied(const dxaws_apply_options *given, enum module module,
                         const char *stop_after, dxaws_apply_options **made)
{
    dxaws_apply_options *options = dxaws_apply_options_new();
    if (options == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (dxaws_apply_options_wait(given) != DXAWS_WAIT_DEFAULT) {
        copy_wait(given, module, options);
    }
    dxaws_error *error = copy_timeouts(given, module, options);
    if (error != NULL) {
        dxaws_apply_options_free(options);
        return error;
    }
    dxaws_apply_options_set_stop_after(options, stop_after);
    *made = options;
    return NULL;
}
