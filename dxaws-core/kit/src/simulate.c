/* SPDX-License-Identifier: MIT */
/* What an action makes of what was observed: the tables say it, and a module's hook. */
#include "simulate.h"

#include <dxaws/extend/tree.h>
#include <dxaws/kit/ownership.h>
#include <dxaws/kit/state.h>

#include <string.h>

static dxaws_error *lacks(const struct dx_schema *schema, const dxaws_action *action,
                          const char *name)
{
    return dx_invalid(schema, "%s %s: the payload of %s has no \"%s\"; plan again", schema->module,
                      dxaws_action_resource(action), dxaws_action_kind(action), name);
}

static dxaws_error *check_attributes(const struct dx_schema *schema, const dxaws_action *action)
{
    const json_t *payload = dxaws_action_payload_tree(action);
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    /* What only reads may ask for more than one resource. */
    bool names_one = spec == NULL || (spec->flags & DX_READS) == 0;
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        const json_t *value = json_object_get(payload, row->name);
        bool needed = (row->flags & (DX_IDENTITY | DX_OPTION)) && (row->flags & DX_REQUIRED);
        if (value == NULL && needed && names_one) {
            return lacks(schema, action, row->name);
        }
        dxaws_error *error = value ? dx_check_type(schema, row, value) : NULL;
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *simulation_check_payload(const struct dx_schema *schema, const dxaws_action *action)
{
    const char *kind = dxaws_action_kind(action);
    const json_t *payload = dxaws_action_payload_tree(action);
    const struct dx_action_spec *spec = dx_schema_action(schema, kind);
    dxaws_error *error = check_attributes(schema, action);
    for (const char *const *name = spec ? spec->needs : NULL;
         error == NULL && name != NULL && *name != NULL; name++) {
        error = dx_text(payload, *name) ? NULL : lacks(schema, action, *name);
    }
    bool hooked = error == NULL && schema->check_payload != NULL;
    return hooked ? schema->check_payload(kind, payload) : error;
}

/* Tags are written key by key; a new resource has those that it is made with. */
static bool simulate_tags(const struct dx_action_spec *spec, const json_t *payload,
                          json_t *observed)
{
    const json_t *set = json_object_get(payload, DX_TAGS);
    const json_t *removed = json_object_get(payload, DX_REMOVED_TAGS);
    bool whole = true;
    if (removed != NULL || (set != NULL && (spec->flags & DX_CREATES))) {
        dx_put(&whole, observed, DX_TAGS,
               dx_tags_merged(json_object_get(observed, DX_TAGS), set, removed));
    }
    return whole;
}

/* What the tables alone can say; the module's hook says the rest. */
bool simulation_run(const struct dx_schema *schema, const char *kind, const json_t *payload,
                    json_t *observed)
{
    const struct dx_action_spec *spec = dx_schema_action(schema, kind);
    bool whole = true;
    if (spec->flags & DX_DESTROYS) {
        json_object_clear(observed);
    }
    if (spec->flags & DX_CREATES) {
        json_t *initial = dx_schema_initial(schema);
        whole = initial != NULL && json_object_update(observed, initial) == 0;
        json_decref(initial);
    }
    if (spec->flags & (DX_CREATES | DX_DESTROYS)) {
        dx_put(&whole, observed, DX_EXISTS, json_boolean(spec->flags & DX_CREATES));
    }
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        json_t *value = json_object_get(payload, row->name);
        bool converged = row->action != NULL && strcmp(row->action, kind) == 0;
        if (value != NULL && (converged || (row->flags & DX_IDENTITY))) {
            dx_put(&whole, observed, row->name, json_incref(value));
        }
    }
    whole = whole && simulate_tags(spec, payload, observed);
    return whole && (schema->simulate == NULL || schema->simulate(kind, payload, observed));
}

/* Only the service decides it, or it was never there: nothing to be concluded. */
static bool is_answered_only(const struct dx_schema *schema, const char *name)
{
    const struct dx_attribute *row = dx_schema_attribute(schema, name);
    return row == NULL || ((row->flags & DX_OUTPUT) && row->initial.type == 0);
}

/* Leaves in @a settled what a write makes true without being told; false without memory. */
static bool conclude(const struct dx_schema *schema, const dxaws_action *action, json_t *settled)
{
    const char *name;
    json_t *value;
    json_t *simulated = dxaws_tree_copy(settled);
    bool whole = simulated != NULL && simulation_run(schema, dxaws_action_kind(action),
                                                     dxaws_action_payload_tree(action), simulated);
    json_object_foreach(simulated, name, value) {
        /* An ARN that a simulation makes up must not be taken for one: only what the action
         * itself makes true is concluded. */
        if (!is_answered_only(schema, name) || strcmp(name, DX_EXISTS) == 0) {
            dx_put(&whole, settled, name, json_incref(value));
        }
    }
    void *next;
    json_object_foreach_safe(settled, next, name, value) {
        if (json_object_get(simulated, name) == NULL) {
            json_object_del(settled, name);
        }
    }
    json_decref(simulated);
    return whole;
}

/* Lays what was answered over it, as far as that is news; false without memory. */
static bool answer(json_t *settled, const json_t *before, const json_t *answered)
{
    const char *name;
    json_t *value;
    bool whole = true;
    json_object_foreach((json_t *)(uintptr_t)answered, name, value) {
        const json_t *known = json_object_get(before, name);
        /* A service that repeats what it said before the write has not seen it yet: only what
         * is otherwise than before is news. */
        if (known == NULL || !json_equal(known, value)) {
            dx_put(&whole, settled, name, json_incref(value));
        }
    }
    json_object_foreach((json_t *)(uintptr_t)before, name, value) {
        if (json_object_get(answered, name) == NULL) {
            json_object_del(settled, name);
        }
    }
    return whole;
}

json_t *simulation_settle(const struct dx_schema *schema, const dxaws_action *action,
                          const json_t *before, const json_t *answered)
{
    const struct dx_action_spec *spec = dx_schema_action(schema, dxaws_action_kind(action));
    json_t *settled = dxaws_tree_copy(before);
    if (settled == NULL) {
        return NULL;
    }
    /* a look changes nothing */
    bool concludes = (spec->flags & (DX_WAITS | DX_ANSWERED)) == 0;
    bool whole = !concludes || conclude(schema, action, settled);
    if (!whole || !answer(settled, before, answered)) {
        json_decref(settled);
        settled = NULL;
    }
    return settled;
}
