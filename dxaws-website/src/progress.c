/* SPDX-License-Identifier: MIT */
/* How far a plan was performed, and whether what it shows is what it leads to. */
#include "progress.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "current.h"
#include "plan.h"

json_t *progress_done(const struct site *site)
{
    json_t *done = json_array();
    size_t count;
    struct part *parts = parts_of(site, &count);
    bool whole = parts != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        char name[PART_NAME_SIZE];
        part_name(&parts[i], name);
        if (*part_done(&parts[i])) {
            dx_append(&whole, done, json_string(name));
        }
    }
    free(parts);
    return dx_whole(whole, done);
}

json_t *progress_running(const struct site *site)
{
    json_t *running = json_object();
    size_t count;
    struct part *parts = parts_of(site, &count);
    bool whole = parts != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        char name[PART_NAME_SIZE];
        const dxaws_plan *plan = *part_under_way(&parts[i]);
        part_name(&parts[i], name);
        if (plan != NULL) {
            dx_put(&whole, running, name, json_incref((json_t *)(uintptr_t)dxaws_plan_tree(plan)));
        }
    }
    free(parts);
    return dx_whole(whole, running);
}

static dxaws_error *parse_done(const json_t *done, const struct part *parts, size_t count)
{
    size_t index;
    json_t *item;
    json_array_foreach(done, index, item) {
        const struct part *part = part_named(parts, count, json_string_value(item));
        if (part == NULL) {
            return invalid_plan("\"done[%zu]\" is no step", index);
        }
        *part_done(part) = true;
    }
    return done == NULL || json_is_array(done) ? NULL : invalid_plan("\"done\" is no list");
}

/* What a step under way works on is what the plan says was observed; what is removed was observed
 * by itself. */
static dxaws_error *check_under_way(const struct part *part, const char *name,
                                    const dxaws_plan *plan)
{
    const struct step *step = part->step;
    if (strcmp(dxaws_plan_module(plan), module_name(step->module)) != 0) {
        return invalid_plan("\"running.%s\" is a plan of module \"%s\", and the step is one of "
                            "\"%s\"",
                            name, dxaws_plan_module(plan), module_name(step->module));
    }
    const json_t *observed = dxaws_plan_observed_tree(plan);
    if (!step->former && !json_equal(observed, site_observed(part->site, step->module))) {
        return invalid_plan("\"running.%s.observed\" is not \"observed.%s\"", name,
                            module_name(step->module));
    }
    return NULL;
}

static dxaws_error *parse_one(const char *name, json_t *tree, const struct part *part)
{
    dxaws_plan *plan = NULL;
    if (part == NULL || *part_done(part)) {
        return invalid_plan("\"running.%s\" is no step that may be under way", name);
    }
    dxaws_error *error = dxaws_plan_new(json_incref(tree), &plan);
    if (error != NULL) {
        dxaws_error *told = invalid_plan("\"running.%s\" is %s", name, dxaws_error_message(error));
        dxaws_error_free(error);
        return told;
    }
    *part_under_way(part) = plan;
    return check_under_way(part, name, plan);
}

static dxaws_error *parse_running(const json_t *running, const struct part *parts, size_t count)
{
    const char *name;
    json_t *tree;
    dxaws_error *error = NULL;
    json_object_foreach((json_t *)(uintptr_t)running, name, tree) {
        error = error ? error : parse_one(name, tree, part_named(parts, count, name));
    }
    return error || running == NULL || json_is_object(running)
               ? error
               : invalid_plan("\"running\" is no object");
}

dxaws_error *progress_parse(const dxaws_plan *plan, struct site *site)
{
    const json_t *tree = dxaws_plan_tree(plan);
    size_t count;
    struct part *parts = parts_of(site, &count);
    dxaws_error *error = parts ? NULL : dxaws_error_out_of_memory();
    error = error ? error : parse_done(json_object_get(tree, "done"), parts, count);
    error = error ? error : parse_running(json_object_get(tree, "running"), parts, count);
    free(parts);
    return error;
}

const char *progress_step(const dxaws_action *action)
{
    const char *name = dx_text(dxaws_action_payload_tree(action), "step");
    return name ? name : "";
}

static dxaws_error *more_than_planned(const struct site *site, const char *kind)
{
    return dxaws_error_new(DXAWS_ERROR_STALE, WEBSITE, DXAWS_WEBSITE_ERROR_MORE_THAN_PLANNED,
                           "website %s: %s is needed now and was not planned; plan again",
                           site_name(site), kind);
}

/* Whether an action of that step and kind is among the plan's. */
static bool shows(const dxaws_plan *plan, const char *step, const char *kind)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        if (strcmp(progress_step(action), step) == 0 &&
            strcmp(dxaws_action_kind(action), kind) == 0) {
            return true;
        }
    }
    return false;
}

dxaws_error *progress_check_share(const struct part *part, const dxaws_plan *plan,
                                  const dxaws_plan *share)
{
    char name[PART_NAME_SIZE];
    part_name(part, name);
    for (size_t i = 0; i < dxaws_plan_count(share); i++) {
        char kind[120];
        snprintf(kind, sizeof kind, "%s.%s", module_name(part->step->module),
                 dxaws_action_kind(dxaws_plan_at(share, i)));
        if (!shows(plan, name, kind)) {
            return more_than_planned(part->site, kind);
        }
    }
    return NULL;
}

json_t *progress_shown(const dxaws_plan *plan, const dxaws_plan *left)
{
    bool whole = true;
    json_t *shown = json_array();
    const json_t *actions = json_object_get(dxaws_plan_tree(left), "actions");
    for (size_t i = 0; i < dxaws_plan_count(left); i++) {
        const dxaws_action *action = dxaws_plan_at(left, i);
        if (shows(plan, progress_step(action), dxaws_action_kind(action))) {
            dx_append(&whole, shown, json_incref(json_array_get(actions, i)));
        }
    }
    return dx_whole(whole, shown);
}

/* What is needed and not shown is the worse of what can be wrong. */
static dxaws_error *check_needed(const struct site *site, const dxaws_plan *plan,
                                 const dxaws_plan *needed)
{
    for (size_t i = 0; i < dxaws_plan_count(needed); i++) {
        const dxaws_action *action = dxaws_plan_at(needed, i);
        if (!shows(plan, progress_step(action), dxaws_action_kind(action))) {
            return more_than_planned(site, dxaws_action_kind(action));
        }
    }
    return NULL;
}

dxaws_error *progress_check(const dxaws_plan *plan, struct site *site)
{
    DXAWS_AUTO(dxaws_plan) needed = NULL;
    if (dxaws_plan_count(plan) == 0) {
        return NULL;
    }
    dxaws_error *error = plan_site(site, &needed);
    error = error ? error : check_needed(site, plan, needed);
    if (error != NULL) {
        return error;
    }
    const json_t *shown = json_object_get(dxaws_plan_tree(plan), "actions");
    const json_t *actions = json_object_get(dxaws_plan_tree(needed), "actions");
    size_t index;
    json_t *action;
    json_array_foreach(shown, index, action) {
        if (!json_equal(action, json_array_get(actions, index))) {
            return invalid_plan("\"actions[%zu]\", %s in step \"%s\", is not what the plan leads "
                                "to",
                                index, dx_text(action, "kind"),
                                progress_step(dxaws_plan_at(plan, index)));
        }
    }
    return json_array_size(shown) == json_array_size(actions)
               ? NULL
               : invalid_plan("\"actions\" has %zu, and the plan leads to %zu",
                              json_array_size(shown), json_array_size(actions));
}
