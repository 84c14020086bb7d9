/* SPDX-License-Identifier: MIT */
/* Planning: what the tables say, and the tools for a module's own planner. Pure. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "how.h"
#include "presets.h"

/* One action a kind: attributes that one call of the service writes share it, and each adds its
 * change. */
static json_t *find_action(const struct dx_planner *planner, const char *kind)
{
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        if (strcmp(dx_text(action, "kind"), kind) == 0) {
            return action;
        }
    }
    return NULL;
}

/* Every payload can be performed by itself: it names the resource and how to treat it. */
static json_t *base_payload(const struct dx_planner *planner)
{
    bool whole = true;
    json_t *payload = json_object();
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        json_t *value = json_object_get(planner->desired, row->name);
        if ((row->flags & (DX_IDENTITY | DX_OPTION)) && value != NULL) {
            dx_put(&whole, payload, row->name, json_incref(value));
        }
    }
    return dx_whole(whole, payload);
}

bool dx_is_waited_for(dxaws_wait level, const dxaws_apply_options *options)
{
    dxaws_wait wait = dxaws_apply_options_wait(options);
    return wait == DXAWS_WAIT_DEFAULT || level <= wait;
}

static json_t *add_action(struct dx_planner *planner, const char *kind, const char *reason)
{
    json_t *action = find_action(planner, kind);
    if (action != NULL) {
        return action;
    }
    const struct dx_action_spec *spec = dx_schema_action(planner->schema, kind);
    const char *resource = dx_text(planner->desired, planner->schema->identity);
    action = json_pack("{ss ss si s[] so}", "kind", kind, "resource",
                       resource ? resource : planner->schema->module, "expected_s",
                       spec ? spec->expected_s : 0, "changes", "payload", base_payload(planner));
    bool whole = action != NULL;
    if (reason != NULL) {
        dx_put(&whole, action, "reason", json_string(reason));
    }
    dx_append(&whole, planner->actions, action);
    if (!whole) {
        planner->out_of_memory = true;
        return NULL;
    }
    return action;
}

json_t *dx_planner_wait(struct dx_planner *planner, const char *kind, const char *reason,
                        dxaws_wait level)
{
    /* Not planned at all, so that the plan shows what will be waited for, and its end is the
     * end. */
    if (!dx_is_waited_for(level, planner->options)) {
        return NULL;
    }
    json_t *action = add_action(planner, kind, reason);
    if (level != DXAWS_WAIT_DEFAULT) { /* for an apply that waits for less than the plan */
        dx_planner_payload(planner, action, "wait", json_string(dxaws_wait_name(level)));
    }
    return action;
}

json_t *dx_planner_action(struct dx_planner *planner, const char *kind, const char *reason)
{
    const struct dx_action_spec *spec = dx_schema_action(planner->schema, kind);
    return dx_planner_wait(planner, kind, reason, spec ? spec->level : DXAWS_WAIT_DEFAULT);
}

void dx_planner_change(struct dx_planner *planner, json_t *action, const char *path,
                       const json_t *before, const json_t *after)
{
    if (action == NULL) {
        return;
    }
    bool whole = true;
    json_t *change = json_pack("{ss}", "path", path);
    if (before != NULL) {
        dx_put(&whole, change, "before", dxaws_tree_copy(before));
    }
    if (after != NULL) {
        dx_put(&whole, change, "after", dxaws_tree_copy(after));
    }
    /* What goes back as it was observed may look like it. */
    if (!dx_is_known(after) && !dx_is_known(planner->desired)) {
        dx_planner_incomplete(planner, action);
    }
    dx_append(&whole, json_object_get(action, "changes"), change);
    planner->out_of_memory = planner->out_of_memory || !whole;
}

void dx_planner_incomplete(struct dx_planner *planner, json_t *action)
{
    if (action != NULL && json_object_set_new(action, "complete", json_false()) != 0) {
        planner->out_of_memory = true;
    }
}

void dx_planner_payload(struct dx_planner *planner, json_t *action, const char *name, json_t *value)
{
    if (action == NULL) {
        json_decref(value);
    } else if (json_object_set_new(json_object_get(action, "payload"), name, value) != 0) {
        planner->out_of_memory = true;
    }
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Member by member, in order of name: equal documents give equal plans. */
static void diff_members(struct dx_planner *planner, json_t *action, const char *path,
                         const json_t *before, const json_t *after)
{
    json_t *both = json_object();
    bool whole = json_object_update(both, (json_t *)(uintptr_t)(before ? before : after)) == 0 &&
                 json_object_update(both, (json_t *)(uintptr_t)(after ? after : before)) == 0;
    const char **names = whole ? calloc(json_object_size(both) + 1, sizeof *names) : NULL;
    size_t count = 0;
    const char *name;
    json_t *value;
    json_object_foreach(both, name, value) {
        if (names != NULL) {
            names[count++] = name;
        }
    }
    planner->out_of_memory = planner->out_of_memory || names == NULL;
    if (count > 0) {
        qsort(names, count, sizeof *names, compare_names);
    }
    for (size_t i = 0; i < count; i++) {
        char *member = NULL;
        if (asprintf(&member, "%s.%s", path, names[i]) < 0) {
            planner->out_of_memory = true;
            break;
        }
        dx_planner_diff(planner, action, member, json_object_get(before, names[i]),
                        json_object_get(after, names[i]));
        free(member);
    }
    free(names);
    json_decref(both);
}

void dx_planner_diff(struct dx_planner *planner, json_t *action, const char *path,
                     const json_t *before, const json_t *after)
{
    if (before == after || (before != NULL && after != NULL && json_equal(before, after))) {
        return;
    }
    bool by_member = !dx_is_unknown(after) && !dx_is_unknown(before);
    by_member =
        by_member && ((json_is_object(after) && json_object_size(after) > 0 &&
                       (before == NULL || json_is_object(before))) ||
                      (after == NULL && json_is_object(before) && json_object_size(before) > 0));
    if (!by_member) {
        dx_planner_change(planner, action, path, before, after);
        return;
    }
    diff_members(planner, action, path, before, after);
}

static bool is_equal(const struct dx_attribute *row, const json_t *desired, const json_t *observed)
{
    bool equal = true;
    if (row->equal == NULL && row->type == DX_OBJECT && row->members != NULL) {
        /* A member that is not said is not managed. */
        for (size_t i = 0; i < row->member_count && equal; i++) {
            const json_t *wanted = json_object_get(desired, row->members[i].name);
            const json_t *found = json_object_get(observed, row->members[i].name);
            equal = wanted == NULL || (found != NULL && is_equal(&row->members[i], wanted, found));
        }
        return equal;
    }
    return row->equal ? row->equal(desired, observed) : json_equal(desired, observed);
}

/* What is compared is what the Desired says: an attribute that it leaves out, or alone, is
 * never looked at. What it says and nobody reported ends the plan: taken for equal it would
 * never converge, taken for drift it would be written in every run. */
dxaws_error *dx_planner_drift(struct dx_planner *planner, const struct dx_attribute *attribute,
                              bool *drifts)
{
    const json_t *desired = json_object_get(planner->desired, attribute->name);
    const json_t *observed = json_object_get(planner->observed, attribute->name);
    *drifts = false;
    if (desired == NULL) {
        return NULL;
    }
    if (observed == NULL) {
        return dxaws_error_new(
            DXAWS_ERROR_UNSUPPORTED, planner->schema->module, "UnsupportedAttribute",
            "%s %s: the provider does not report \"%s\", so it cannot be managed; leave it out",
            planner->schema->module, dx_text(planner->desired, planner->schema->identity),
            attribute->name);
    }
    /* What an earlier step decides is planned as a change, since it may be one; it is planned
     * again when it is known. */
    if (!dx_is_known(desired)) {
        *drifts = true;
        return NULL;
    }
    *drifts = !is_equal(attribute, desired, observed);
    return NULL;
}

/* True when a new resource is so by itself, and nothing has to be written. */
static bool is_initial(const struct dx_attribute *row, const json_t *desired)
{
    json_t *initial = row->flags & DX_WRITTEN ? NULL : dx_attribute_initial(row);
    bool found = initial != NULL && is_equal(row, desired, initial);
    json_decref(initial);
    return found;
}

static dxaws_error *plan_attributes(struct dx_planner *planner, bool exists)
{
    for (size_t i = 0; i < planner->schema->attribute_count; i++) {
        const struct dx_attribute *row = &planner->schema->attributes[i];
        json_t *desired = json_object_get(planner->desired, row->name);
        const json_t *observed = exists ? json_object_get(planner->observed, row->name) : NULL;
        /* Of a new resource nothing was observed, and nothing has to be: what it has by itself
         * the table says, and a call less is a moment less in which it is otherwise than
         * wanted. */
        if (row->action == NULL || desired == NULL || (!exists && is_initial(row, desired))) {
            continue;
        }
        bool drifts = true;
        dxaws_error *error = exists ? dx_planner_drift(planner, row, &drifts) : NULL;
        if (error != NULL) {
            return error;
        }
        if (drifts) {
            json_t *action = dx_planner_action(planner, row->action, exists ? "drift" : "absent");
            dx_planner_diff(planner, action, row->name, observed, desired);
            dx_planner_payload(planner, action, row->name, json_incref(desired));
        }
    }
    return NULL;
}

static void plan_kinds(struct dx_planner *planner, unsigned flag, const char *reason)
{
    for (size_t i = 0; i < planner->schema->action_count; i++) {
        if (planner->schema->actions[i].flags & flag) {
            dx_planner_action(planner, planner->schema->actions[i].kind, reason);
        }
    }
}

dxaws_error *dx_planner_from_tables(struct dx_planner *planner)
{
    bool exists = dx_exists(planner->observed);
    if (!dx_is_present(planner->desired)) {
        if (exists) {
            plan_kinds(planner, DX_DESTROYS, "not wanted");
        }
        return NULL;
    }
    if (!exists) {
        plan_kinds(planner, DX_CREATES, "absent");
    }
    return plan_attributes(planner, exists);
}

/* The table's order is the execution order. */
static json_t *in_table_order(const struct dx_planner *planner)
{
    bool whole = true;
    json_t *sorted = json_array();
    for (size_t i = 0; i < planner->schema->action_count; i++) {
        json_t *action = find_action(planner, planner->schema->actions[i].kind);
        if (action != NULL) {
            dx_append(&whole, sorted, json_incref(action));
        }
    }
    return dx_whole(whole, sorted);
}

/* Adds what the plan was made with, for who applies it; nothing for the defaults. */
static bool keep_options(json_t *document, const dxaws_apply_options *options)
{
    const json_t *tree = dxaws_apply_options_tree(options);
    return json_object_size(tree) == 0 ||
           json_object_set_new(document, "options", dxaws_tree_copy(tree)) == 0;
}

/* Adds which attributes nobody said, where more than their values follows from that. */
static bool keep_unsaid(json_t *document, const struct dx_planner *planner)
{
    return !planner->tells_unsaid ||
           json_object_set_new(document, DX_UNSAID,
                               presets_unsaid(planner->said, planner->desired)) == 0;
}

/* What a plan is made from, checked. */
struct basis {
    json_t *desired;  /* in canonical form */
    json_t *observed; /* all of it, which the plan carries */
    json_t *known;    /* what the schema knows of that, which is planned from */
};

static void basis_clear(const struct basis *basis)
{
    json_decref(basis->desired);
    json_decref(basis->observed);
    json_decref(basis->known);
}

/* @a said is the Desired with what is left alone; it is taken over. */
static dxaws_error *finish(const struct dx_planner *planner, json_t *said, json_t *observed,
                           dxaws_plan **plan)
{
    const char *resource = dx_text(planner->desired, planner->schema->identity);
    json_t *document =
        json_pack("{si ss ss so sO so sO*}", "plan", 1, "module", planner->schema->module,
                  "resource", resource ? resource : planner->schema->module, "desired", said,
                  "observed", observed, "actions", in_table_order(planner), "left", planner->left);
    if (planner->out_of_memory || !keep_options(document, planner->options) ||
        !keep_unsaid(document, planner)) {
        json_decref(document);
        return dxaws_error_out_of_memory();
    }
    return dxaws_plan_new(document, plan);
}

static dxaws_error *prepare(const struct dx_state *desired, const struct dx_state *current,
                            struct basis *basis)
{
    dxaws_error *error = dx_validate(desired, &basis->desired);
    if (error == NULL) {
        error = dx_state_check(current, DX_OBSERVED);
    }
    /* A Current may be somebody's text: planners take it for granted that what they read has
     * its type. */
    if (error == NULL && desired->schema->check_observed != NULL) {
        error = desired->schema->check_observed(current->document);
    }
    if (error == NULL) {
        basis->observed = dxaws_tree_copy(current->document);
        basis->known = basis->observed ? document_known(desired->schema, basis->observed) : NULL;
        error = basis->known ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

dxaws_error *dx_plan(const struct dx_state *desired, const struct dx_state *current,
                     const dxaws_apply_options *options, dxaws_plan **plan)
{
    struct basis basis = {NULL, NULL, NULL};
    dxaws_error *error = prepare(desired, current, &basis);
    error = error ? error : how_check(desired->schema, options);
    if (error == NULL) {
        struct dx_planner planner = {
            .schema = desired->schema,
            .desired = basis.desired,
            .said = desired->document,
            .observed = basis.known,
            .options = options,
            .actions = json_array(),
        };
        planner.out_of_memory = planner.actions == NULL;
        error = planner.schema->plan ? planner.schema->plan(&planner)
                                     : dx_planner_from_tables(&planner);
        /* Checks saw the canonical form; what is told names the place in what the caller wrote. */
        error = places_said(desired->schema, desired->document, basis.desired, error);
        if (error == NULL) {
            error = finish(&planner, dx_canonical(desired, basis.desired), basis.observed, plan);
        }
        json_decref(planner.actions);
        json_decref(planner.left);
    }
    basis_clear(&basis);
    return error;
}
