/* SPDX-License-Identifier: MIT */
/* Plans that somebody edited: what an action would do is no more than what the plan says is wanted.
 */
#include "execute.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One action of a plan, for messages. */
struct place {
    const struct dx_schema *schema;
    const dxaws_plan *plan;
    size_t index;
};

/* @a found and @a wanted as JSON, taken over; NULL for what is missing. */
static dxaws_error *another(const struct place *place, const char *member, char *found,
                            char *wanted)
{
    dxaws_error *error = dx_invalid(
        place->schema, "%s %s: \"actions[%zu].%s\" must be %s, as desired, not %s; plan again",
        place->schema->module, dxaws_plan_resource(place->plan), place->index, member,
        wanted ? wanted : "another", found ? found : "missing");
    free(found);
    free(wanted);
    return error;
}

static char *as_json(const json_t *value)
{
    return json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
}

static char *quoted(const char *text)
{
    char *json = NULL;
    return asprintf(&json, "\"%s\"", text) < 0 ? NULL : json;
}

static dxaws_error *check_resource(const struct place *place, const char *wanted)
{
    const char *found = dxaws_action_resource(dxaws_plan_at(place->plan, place->index));
    return strcmp(found, wanted) == 0 ? NULL
                                      : another(place, "resource", quoted(found), quoted(wanted));
}

/* What a payload has as the Desired has it: what is talked about, how, and what the tables planned.
 */
static bool is_copied(const struct dx_attribute *row, const char *kind, bool present)
{
    return (row->flags & (DX_IDENTITY | DX_OPTION)) != 0 ||
           (present && row->action != NULL && strcmp(row->action, kind) == 0);
}

static dxaws_error *check_payload(const struct place *place, const json_t *wanted)
{
    const dxaws_action *action = dxaws_plan_at(place->plan, place->index);
    const json_t *payload = dxaws_action_payload_tree(action);
    const struct dx_action_spec *spec = dx_schema_action(place->schema, dxaws_action_kind(action));
    bool present = dx_is_present(wanted);
    for (size_t i = 0; i < place->schema->attribute_count && !(spec->flags & DX_ANOTHER); i++) {
        const struct dx_attribute *row = &place->schema->attributes[i];
        const json_t *right = json_object_get(wanted, row->name);
        const json_t *found = json_object_get(payload, row->name);
        bool told = found != NULL || (row->flags & (DX_IDENTITY | DX_OPTION)) != 0;
        if (right != NULL && told && is_copied(row, dxaws_action_kind(action), present) &&
            !json_equal(found, right)) {
            char member[120];
            snprintf(member, sizeof member, "payload.%s", row->name);
            return another(place, member, found ? as_json(found) : NULL, as_json(right));
        }
    }
    return NULL;
}

/* A plan has the table's order, and each kind once. */
static dxaws_error *check_order(const struct place *place)
{
    const struct dx_schema *schema = place->schema;
    const char *kind = dxaws_action_kind(dxaws_plan_at(place->plan, place->index));
    if (place->index == 0) {
        return NULL;
    }
    const char *before = dxaws_action_kind(dxaws_plan_at(place->plan, place->index - 1));
    if (dx_schema_action(schema, before) < dx_schema_action(schema, kind)) {
        return NULL;
    }
    return dx_invalid(schema,
                      "%s %s: \"actions[%zu].kind\" must not be \"%s\" after \"%s\"; plan again",
                      schema->module, dxaws_plan_resource(place->plan), place->index, kind, before);
}

dxaws_error *edited_check(const struct dx_schema *schema, const dxaws_plan *plan,
                          const json_t *wanted)
{
    const char *identity = dx_text(wanted, schema->identity);
    const char *resource = identity ? identity : schema->module;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < dxaws_plan_count(plan) && error == NULL; i++) {
        const struct place place = {.schema = schema, .plan = plan, .index = i};
        error = check_resource(&place, resource);
        error = error ? error : check_payload(&place, wanted);
        error = error ? error : check_order(&place);
    }
    if (error == NULL && strcmp(dxaws_plan_resource(plan), resource) != 0) {
        error = dx_invalid(schema,
                           "%s: \"resource\" must be \"%s\", as desired, not \"%s\"; plan again",
                           schema->module, resource, dxaws_plan_resource(plan));
    }
    return error;
}
