/* SPDX-License-Identifier: MIT */
/* How to plan and apply, and which kinds of actions the words of the command line mean. */
#include <string.h>

#include "options-values.h"
#include "suggest.h"

/* A kind as the command line names it: whole, "acm.WAIT_ISSUED", or as a plan shows it,
 * "WAIT_ISSUED"; of all actions, or of waits alone. */
struct wanted {
    const char *name;
    bool wait;
};

static bool has_flag(const json_t *action, const char *name)
{
    size_t index;
    json_t *flag;
    json_array_foreach(json_object_get(action, "flags"), index, flag) {
        if (strcmp(json_string_value(flag), name) == 0) {
            return true;
        }
    }
    return false;
}

static const char *own_name(const char *kind)
{
    const char *dot = strrchr(kind, '.');
    return dot ? dot + 1 : kind;
}

static bool is_meant(const struct wanted *wanted, const json_t *action)
{
    const char *kind = json_string_value(json_object_get(action, "kind"));
    return (!wanted->wait || has_flag(action, "waits")) &&
           (strcmp(kind, wanted->name) == 0 || strcmp(own_name(kind), wanted->name) == 0);
}

static dxaws_error *unknown_kind(const json_t *actions, const struct wanted *wanted)
{
    struct suggestion nearest = {.wanted = wanted->name};
    size_t index;
    json_t *action;
    json_array_foreach(actions, index, action) {
        const char *kind = json_string_value(json_object_get(action, "kind"));
        if (!wanted->wait || has_flag(action, "waits")) {
            suggestion_try(&nearest, kind);
            suggestion_try(&nearest, own_name(kind));
        }
    }
    const char *option = wanted->wait ? "timeout" : "stop-after";
    const char *what = wanted->wait ? "kind of wait" : "kind of action";
    return nearest.best
               ? usage_error("--%s %.60s: there is no such %s; did you mean \"%s\"?", option,
                             wanted->name, what, nearest.best)
               : usage_error("--%s %.60s: there is no such %s; a plan shows them, such as %s",
                             option, wanted->name, what,
                             wanted->wait ? "WAIT_DEPLOYED" : "CREATE_BUCKET");
}

/* Several modules may have a kind of that name; what is stopped after must be one. */
static dxaws_error *take_stop(const json_t *actions, const char *name, dxaws_apply_options *how)
{
    const struct wanted wanted = {.name = name};
    char found[256] = "";
    const char *kind = NULL;
    size_t count = 0;
    size_t index;
    json_t *action;
    json_array_foreach(actions, index, action) {
        if (is_meant(&wanted, action)) {
            kind = json_string_value(json_object_get(action, "kind"));
            size_t used = strlen(found);
            snprintf(found + used, sizeof found - used, "%s%s", count++ ? ", " : "", kind);
        }
    }
    if (count > 1) {
        return usage_error("--stop-after %.60s: there are several; name one of %s", name, found);
    }
    dxaws_apply_options_set_stop_after(how, kind);
    return kind ? NULL : unknown_kind(actions, &wanted);
}

static dxaws_error *take_wait(const json_t *actions, const char *text, int64_t timeout_s,
                              dxaws_apply_options *how)
{
    char name[64];
    const struct wanted wanted = {.name = name, .wait = true};
    bool found = false;
    size_t index;
    json_t *action;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(text, "="), text);
    json_array_foreach(actions, index, action) {
        if (is_meant(&wanted, action)) {
            const char *kind = json_string_value(json_object_get(action, "kind"));
            dxaws_apply_options_set_timeout_ms(how, kind, timeout_s * 1000);
            found = true;
        }
    }
    return found ? NULL : unknown_kind(actions, &wanted);
}

static dxaws_error *take_kinds(const struct options *options, const json_t *actions,
                               dxaws_apply_options *how)
{
    const char *stop = options->stop_after;
    dxaws_error *error = stop ? take_stop(actions, stop, how) : NULL;
    for (size_t i = 0; i < options->wait_count && error == NULL; i++) {
        error = take_wait(actions, options->waits[i].kind, options->waits[i].timeout_s, how);
    }
    return error;
}

dxaws_error *options_how(const struct options *options, const json_t *actions,
                         dxaws_apply_options **made)
{
    dxaws_apply_options *how = dxaws_apply_options_new();
    if (how == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_apply_options_set_allow_destroy(how, options->allow_destroy);
    if (options->wait != DXAWS_WAIT_DEFAULT) {
        dxaws_apply_options_set_wait(how, options->wait);
    }
    if (options->parallelism > 0) {
        dxaws_apply_options_set_parallelism(how, options->parallelism);
    }
    for (size_t i = 0; i < options->adopt_count; i++) {
        dxaws_apply_options_add_adopt(how, options->adopt[i]);
    }
    if (options->command->verb == VERB_ADOPT) {
        dxaws_apply_options_add_adopt(how, options->second_operand);
    }
    dxaws_error *error = take_kinds(options, actions, how);
    error = error ? error : dxaws_apply_options_check(how);
    if (error != NULL) {
        dxaws_apply_options_free(how);
        return error;
    }
    *made = how;
    return NULL;
}
