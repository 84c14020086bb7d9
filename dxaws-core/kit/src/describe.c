/* SPDX-License-Identifier: MIT */
/* A module's description of itself, from its tables. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/description.h>
#include <dxaws/kit/module.h>

#include "presets.h"

#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {
    [DX_TEXT] = "text", [DX_BOOLEAN] = "boolean", [DX_INTEGER] = "integer", [DX_TEXTS] = "texts",
    [DX_MAP] = "map",   [DX_OBJECT] = "object",   [DX_LIST] = "list",
};

struct flag {
    unsigned flag;
    const char *name;
};

static const struct flag attribute_flags[] = {
    {DX_REQUIRED, "required"}, {DX_IDENTITY, "identity"}, {DX_OPTION, "option"},
    {DX_OUTPUT, "output"},     {DX_HIDDEN, "hidden"},     {DX_WRITTEN, "written"},
    {DX_LINES, "lines"},
};

static const struct flag action_flags[] = {
    {DX_CREATES, "creates"},       {DX_DESTROYS, "destroys"}, {DX_WAITS, "waits"},
    {DX_BY_MANAGER, "by_manager"}, {DX_READS, "reads"},
};

static const char *const level_names[] = {
    [DXAWS_EVENT_TRACE] = "trace", [DXAWS_EVENT_DEBUG] = "debug", [DXAWS_EVENT_INFO] = "info",
    [DXAWS_EVENT_WARN] = "warn",   [DXAWS_EVENT_ERROR] = "error",
};

static const char *const wait_names[] = {
    [DXAWS_WAIT_NONE] = "none",
    [DXAWS_WAIT_ACCEPTED] = "accepted",
    [DXAWS_WAIT_DEPLOYED] = "deployed",
};

static json_t *describe_flags(unsigned flags, const struct flag *rows, size_t count)
{
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < count; i++) {
        if (flags & rows[i].flag) {
            dx_append(&whole, described, json_string(rows[i].name));
        }
    }
    return dx_whole(whole, described);
}

static json_t *describe_words(const char *const *words)
{
    bool whole = true;
    json_t *described = json_array();
    for (; *words != NULL; words++) {
        dx_append(&whole, described, json_string(*words));
    }
    return dx_whole(whole, described);
}

static json_t *describe_attributes(const struct dx_attribute *rows, size_t count);

/* Whether the column of an attribute says something is for its row: only memory may lack here. */
static void describe_value(bool *whole, json_t *described, const char *name, bool said,
                           json_t *(*value)(const struct dx_attribute *row),
                           const struct dx_attribute *row)
{
    if (said) {
        dx_put(whole, described, name, value(row));
    }
}

static json_t *describe_attribute(const struct dx_attribute *row)
{
    bool whole = true;
    json_t *flags = describe_flags(row->flags, attribute_flags,
                                   sizeof attribute_flags / sizeof *attribute_flags);
    json_t *described = json_pack("{ss ss so ss}", "name", row->name, "type", type_names[row->type],
                                  "flags", flags, "since", row->since ? row->since : "0.9");
    if (row->action != NULL) {
        dx_put(&whole, described, "action", json_string(row->action));
    }
    if (row->choices != NULL) {
        dx_put(&whole, described, "choices", describe_words(row->choices));
    }
    describe_value(&whole, described, "preset", presets_has(row), dx_attribute_preset, row);
    describe_value(&whole, described, "initial", presets_has_initial(row), dx_attribute_initial,
                   row);
    if (row->deprecated_since != NULL) {
        dx_put(&whole, described, "deprecated",
               json_pack("{ss ss}", "since", row->deprecated_since, "use", row->use));
    }
    if (row->members != NULL) {
        dx_put(&whole, described, "members", describe_attributes(row->members, row->member_count));
    }
    return dx_whole(whole, described);
}

static json_t *describe_attributes(const struct dx_attribute *rows, size_t count)
{
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < count; i++) {
        dx_append(&whole, described, describe_attribute(&rows[i]));
    }
    return dx_whole(whole, described);
}

/* "a b" as a list. */
static json_t *describe_list(const char *text)
{
    bool whole = true;
    json_t *described = json_array();
    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        dx_append(&whole, described, json_stringn(text, size));
        text += size;
        text += strspn(text, " ");
    }
    return dx_whole(whole, described);
}

static json_t *describe_permission(const struct dx_permission *row)
{
    static const char *const whens[] = {
        [DX_WHEN_SETTING] = "sets", [DX_WHEN_REMOVING] = "removes", [DX_WHEN_ABSENT] = "absent"};
    bool whole = true;
    json_t *described = json_pack("{so so}", "actions", describe_list(row->actions), "resources",
                                  describe_list(row->resources));
    if (row->with != NULL) {
        dx_put(&whole, described, "with", json_string(row->with));
    }
    if (row->when != DX_ALWAYS) {
        dx_put(&whole, described, "when", json_string(whens[row->when]));
    }
    return dx_whole(whole, described);
}

static json_t *describe_permissions(const struct dx_permission *rows)
{
    bool whole = true;
    json_t *described = json_array();
    for (; rows->actions != NULL; rows++) {
        dx_append(&whole, described, describe_permission(rows));
    }
    return dx_whole(whole, described);
}

static json_t *describe_action(const struct dx_action_spec *spec)
{
    bool whole = true;
    json_t *flags =
        describe_flags(spec->flags, action_flags, sizeof action_flags / sizeof *action_flags);
    json_t *described = json_pack("{ss so}", "kind", spec->kind, "flags", flags);
    if (spec->expected_s > 0) {
        dx_put(&whole, described, "expected_s", json_integer(spec->expected_s));
    }
    if (spec->timeout_s > 0) {
        dx_put(&whole, described, "timeout_ms", json_integer(spec->timeout_s * 1000LL));
    }
    if (spec->level != DXAWS_WAIT_DEFAULT) {
        dx_put(&whole, described, "wait", json_string(wait_names[spec->level]));
    }
    if (spec->permissions != NULL) {
        dx_put(&whole, described, "permissions", describe_permissions(spec->permissions));
    }
    return dx_whole(whole, described);
}

static json_t *describe_actions(const struct dx_schema *schema)
{
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < schema->action_count; i++) {
        const struct dx_action_spec *spec = &schema->actions[i];
        if (schema->outputs == NULL || strcmp(spec->kind, schema->outputs) != 0) {
            dx_append(&whole, described, describe_action(spec));
        }
    }
    return dx_whole(whole, described);
}

/* "CONFLICT, REFUSED" as a list. */
static json_t *describe_kinds(const char *kinds)
{
    bool whole = true;
    json_t *described = json_array();
    while (*kinds != '\0') {
        size_t size = strcspn(kinds, ",");
        dx_append(&whole, described, json_stringn(kinds, size));
        kinds += size;
        kinds += strspn(kinds, ", ");
    }
    return dx_whole(whole, described);
}

static bool describe_errors(json_t *described, const struct dx_error_code *errors, size_t count)
{
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        /* The list of any kind would grow. */
        json_t *error = strcmp(errors[i].kinds, "Any kind") == 0
                            ? json_pack("{ss}", "code", errors[i].code)
                            : json_pack("{ss so}", "code", errors[i].code, "kinds",
                                        describe_kinds(errors[i].kinds));
        dx_append(&whole, described, error);
    }
    return whole;
}

static json_t *describe_event(const struct dx_event_type *event)
{
    bool whole = true;
    json_t *members = json_array();
    for (size_t i = 0; i < event->member_count; i++) {
        const struct dx_event_member *member = &event->members[i];
        dx_append(&whole, members,
                  json_pack("{ss ss sb}", "name", member->name, "type", type_names[member->type],
                            "optional", member->optional));
    }
    return json_pack("{ss ss so}", "type", event->type, "level", level_names[event->level],
                     "members", dx_whole(whole, members));
}

/* Those of every module, but for those that the module has in another form, and its own. */
static json_t *describe_events(const struct dx_schema *schema)
{
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < dx_event_count; i++) {
        bool own = false;
        for (size_t k = 0; k < schema->event_count; k++) {
            own |= strcmp(schema->events[k].type, dx_events[i].type) == 0;
        }
        if (!own) {
            dx_append(&whole, described, describe_event(&dx_events[i]));
        }
    }
    for (size_t i = 0; i < schema->event_count; i++) {
        dx_append(&whole, described, describe_event(&schema->events[i]));
    }
    return dx_whole(whole, described);
}

/* The documents, with the version of their form; those that grow have members of later releases. */
static json_t *describe_documents(void)
{
    static const char *const names[] = {"desired", "current", "plan", "result", "options"};
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool strict = strcmp(names[i], "desired") == 0 || strcmp(names[i], "options") == 0;
        dx_append(&whole, described,
                  json_pack("{ss si sb}", "name", names[i], "version", 1, "grows", !strict));
    }
    return dx_whole(whole, described);
}

static json_t *describe_formers(const struct dx_schema *schema)
{
    bool whole = true;
    json_t *described = json_array();
    for (size_t i = 0; i < schema->former_count; i++) {
        dx_append(&whole, described,
                  json_pack("{ss ss sb}", "name", schema->formers[i].name, "use",
                            schema->formers[i].use, "option", schema->formers[i].option));
    }
    return dx_whole(whole, described);
}

/* The members of a Current that say what was wanted when it was read; NULL for none, and without
 * memory. */
static json_t *describe_wanted(const struct dx_schema *schema, bool *whole)
{
    json_t *described = NULL;
    for (size_t i = 0; i < schema->attribute_count; i++) {
        if (schema->attributes[i].flags & DX_WANTED) {
            described = described ? described : json_array();
            dx_append(whole, described, json_string(schema->attributes[i].name));
        }
    }
    return described;
}

dxaws_error *dx_describe(const dxaws_module *module, const struct dx_schema *schema,
                         dxaws_document **description)
{
    json_t *errors = json_array();
    bool whole = describe_errors(errors, dx_errors, dx_error_count) &&
                 describe_errors(errors, schema->errors, schema->error_count);
    json_t *described =
        json_pack("{si ss ss so ss so so so so so}", "description", 1, "module", module->name,
                  "version", module->version, "uses", describe_words(module->uses), "identity",
                  schema->identity, "documents", describe_documents(), "attributes",
                  describe_attributes(schema->attributes, schema->attribute_count), "actions",
                  describe_actions(schema), "errors", dx_whole(whole, errors), "events",
                  describe_events(schema));
    whole = described != NULL;
    if (schema->reads != NULL) {
        dx_put(&whole, described, "reads", describe_permissions(schema->reads));
    }
    if (schema->outputs != NULL) {
        dx_put(&whole, described, "outputs", json_string(schema->outputs));
    }
    if (schema->formers != NULL) {
        dx_put(&whole, described, "former", describe_formers(schema));
    }
    json_t *wanted = describe_wanted(schema, &whole);
    if (wanted != NULL) {
        dx_put(&whole, described, "wanted", wanted);
    }
    if (schema->results != NULL) {
        dx_put(&whole, described, "results",
               describe_attributes(schema->results, schema->result_count));
    }
    return dxaws_document_new(dx_whole(whole, described), description);
}

dxaws_error *dx_module_describe(const dxaws_module *module, dxaws_document **description)
{
    return dx_describe(module, module->self, description);
}
