/* SPDX-License-Identifier: MIT */
/* A module's description of itself, from its tables. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/module.h>

static const char *const type_names[] = {
    [DX_TEXT] = "text", [DX_BOOLEAN] = "boolean", [DX_INTEGER] = "integer", [DX_TEXTS] = "texts",
    [DX_MAP] = "map",   [DX_OBJECT] = "object",   [DX_LIST] = "list",
};

static const struct {
    unsigned flag;
    const char *name;
} attribute_flags[] = {
    {DX_REQUIRED, "required"}, {DX_IDENTITY, "identity"}, {DX_OPTION, "option"},
    {DX_OUTPUT, "output"},     {DX_HIDDEN, "hidden"},
};

static const struct {
    unsigned flag;
    const char *name;
} action_flags[] = {
    {DX_CREATES, "creates"},
    {DX_DESTROYS, "destroys"},
    {DX_WAITS, "waits"},
    {DX_BY_MANAGER, "by_manager"},
};

static json_t *describe_attributes(const struct dx_attribute *rows, size_t count);

static json_t *describe_attribute(const struct dx_attribute *row)
{
    json_t *flags = json_array();
    for (size_t i = 0; i < sizeof attribute_flags / sizeof *attribute_flags; i++) {
        if (row->flags & attribute_flags[i].flag) {
            json_array_append_new(flags, json_string(attribute_flags[i].name));
        }
    }
    json_t *members = row->members ? describe_attributes(row->members, row->member_count) : NULL;
    return json_pack("{ss ss so ss* so* so* so*}", "name", row->name, "type", type_names[row->type],
                     "flags", flags, "action", row->action, "preset", dx_attribute_preset(row),
                     "initial", dx_attribute_initial(row), "members", members);
}

static json_t *describe_attributes(const struct dx_attribute *rows, size_t count)
{
    json_t *described = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(described, describe_attribute(&rows[i]));
    }
    return described;
}

static json_t *describe_actions(const struct dx_schema *schema)
{
    json_t *described = json_array();
    for (size_t i = 0; i < schema->action_count; i++) {
        const struct dx_action_spec *spec = &schema->actions[i];
        json_t *flags = json_array();
        for (size_t k = 0; k < sizeof action_flags / sizeof *action_flags; k++) {
            if (spec->flags & action_flags[k].flag) {
                json_array_append_new(flags, json_string(action_flags[k].name));
            }
        }
        json_array_append_new(described,
                              json_pack("{ss so si si}", "kind", spec->kind, "flags", flags,
                                        "seconds", spec->seconds, "timeout_s", spec->timeout_s));
    }
    return described;
}

dxaws_error *dx_module_describe(const dxaws_module *module, dxaws_document **description)
{
    const struct dx_schema *schema = module->self;
    return dxaws_document_new(
        json_pack("{si ss ss ss so so}", "description", 1, "module", module->name, "version",
                  module->version, "identity", schema->identity, "attributes",
                  describe_attributes(schema->attributes, schema->attribute_count), "actions",
                  describe_actions(schema)),
        description);
}
