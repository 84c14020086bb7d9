/* SPDX-License-Identifier: MIT */
/* The program's description of itself. */
#include "command-description.h"

#include <stdio.h>
#include <string.h>

#include "advice.h"
#include "error-codes.h"
#include "exit-status.h"
#include "json-documents.h"
#include "manifest.h"
#include "options.h"

static const char *const field_types[] = {
    [FIELD_TEXT] = "text",         [FIELD_BOOLEAN] = "boolean", [FIELD_INTEGER] = "integer",
    [FIELD_DURATION] = "duration", [FIELD_CHOICE] = "text",     [FIELD_TAGS] = "map",
    [FIELD_TEXTS] = "texts",       [FIELD_LIST] = "list",       [FIELD_SECTION] = "object",
};

static json_t *describe_options_of(const struct command *command)
{
    json_t *described = json_array();
    for (const struct option *option = options_table; option->name != NULL; option++) {
        if (option_is_for(option, command)) {
            json_array_append_new(described, json_string(option->name));
        }
    }
    return described;
}

static json_t *describe_commands(void)
{
    json_t *described = json_array();
    for (const struct command *command = commands; command->name != NULL; command++) {
        json_array_append_new(
            described,
            json_pack("{ss++ ss* so ss}", "name", command->group ? command->group : "",
                      command->group ? " " : "", command->name, "operand", command->operand,
                      "options", describe_options_of(command), "help", command->help));
    }
    return described;
}

static json_t *describe_options(void)
{
    json_t *described = json_array();
    for (const struct option *option = options_table; option->name != NULL; option++) {
        const char letter[2] = {option->letter, '\0'};
        json_array_append_new(described,
                              json_pack("{ss ss* ss* ss}", "name", option->name, "letter",
                                        option->letter ? letter : NULL, "argument",
                                        option->argument, "help", option->help));
    }
    return described;
}

/* The attribute of the site that a field sets, by its path; NULL for none. */
static const json_t *attribute_at(const json_t *attributes, const char *path)
{
    size_t size = strcspn(path, ".");
    size_t index;
    json_t *attribute;
    json_array_foreach(attributes, index, attribute) {
        const char *name = json_string_value(json_object_get(attribute, "name"));
        if (strlen(name) == size && strncmp(name, path, size) == 0) {
            return path[size] == '\0'
                       ? attribute
                       : attribute_at(json_object_get(attribute, "members"), path + size + 1);
        }
    }
    return NULL;
}

static json_t *describe_choices(const struct field *field, const json_t *website)
{
    const json_t *attributes = json_object_get(website, "attributes");
    char member[MANIFEST_PATH_SIZE];
    manifest_member(field->path, member);
    if (field->choices == NULL) {
        return json_incref(json_object_get(attribute_at(attributes, member), "choices"));
    }
    json_t *described = json_array();
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        json_array_append_new(described, json_string(field->choices[i]));
    }
    return described;
}

static json_t *describe_field(const struct field *field, const json_t *website)
{
    json_t *described = json_pack("{ss ss sb so* ss}", "path", field->path, "type",
                                  field_types[field->type], "required", field->required, "choices",
                                  describe_choices(field, website), "help", field->help);
    if (field->type == FIELD_INTEGER) {
        json_object_set_new(described, "least", json_integer(field->least));
        json_object_set_new(described, "most", json_integer(field->most));
    }
    return described;
}

static json_t *describe_manifest(const json_t *website)
{
    json_t *described = json_array();
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (field->type != FIELD_LATER) {
            json_array_append_new(described, describe_field(field, website));
        }
    }
    return described;
}

/* What is only documented, and may be there in any later release. */
static json_t *describe_later(void)
{
    json_t *described = json_array();
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (field->type == FIELD_LATER) {
            json_array_append_new(described, json_string(field->path));
        }
    }
    return described;
}

static json_t *describe_documents(void)
{
    json_t *described = json_array();
    for (const struct json_document *document = json_documents; document->schema; document++) {
        json_t *members = json_array();
        for (const struct json_member *member = document->members; member->name; member++) {
            json_array_append_new(members, json_pack("{ss ss sb ss*}", "name", member->name, "type",
                                                     member->type, "optional", member->optional,
                                                     "document", member->document));
        }
        json_array_append_new(described,
                              json_pack("{ss so}", "schema", document->schema, "members", members));
    }
    return described;
}

static json_t *describe_exit_statuses(void)
{
    json_t *described = json_array();
    for (const struct exit_status *row = exit_statuses; row->name != NULL; row++) {
        json_array_append_new(described, json_pack("{ss si ss}", "name", row->name, "status",
                                                   row->status, "help", row->help));
    }
    return described;
}

static json_t *describe_kinds(const char *kinds)
{
    json_t *described = json_array();
    for (size_t size; *kinds != '\0'; kinds += size + strspn(kinds + size, ", ")) {
        size = strcspn(kinds, ",");
        json_array_append_new(described, json_stringn(kinds, size));
    }
    return described;
}

static json_t *describe_errors(void)
{
    json_t *described = json_array();
    for (const struct cli_error_code *row = cli_errors; row->code != NULL; row++) {
        json_array_append_new(described, json_pack("{ss so ss}", "code", row->code, "kinds",
                                                   describe_kinds(row->kinds), "help", row->help));
    }
    return described;
}

/* What names a row: of whom, which, where, and about what. NULL without memory. */
static json_t *advice_name(const struct advice *row)
{
    char name[160];
    const char *path = row->path && row->path[0] != '\0' ? row->path : "";
    snprintf(name, sizeof name, "%s/%s/%s%s", row->domain ? row->domain : "*",
             row->code ? row->code : dxaws_error_kind_name(row->kind),
             advice_context_name(row->context), path);
    return json_string(name);
}

static json_t *describe_advice(void)
{
    json_t *described = json_array();
    for (const struct advice *row = advice_rows; row->text != NULL; row++) {
        json_array_append_new(described,
                              json_pack("{so ss* ss* ss* ss ss* ss ss* ss* ss*}", "name",
                                        advice_name(row), "domain", row->domain, "code", row->code,
                                        "kind", row->code ? NULL : dxaws_error_kind_name(row->kind),
                                        "context", advice_context_name(row->context), "path",
                                        row->path, "help", row->text, "command", row->command,
                                        "key", row->key, "value", row->value));
    }
    return described;
}

json_t *command_describe(const json_t *website)
{
    return json_pack("{si ss ss so so so so so so so so}", "description", 1, "command", "dxaws",
                     "version", DXAWS_VERSION, "commands", describe_commands(), "options",
                     describe_options(), "manifest", describe_manifest(website), "later",
                     describe_later(), "documents", describe_documents(), "errors",
                     describe_errors(), "exit_statuses", describe_exit_statuses(), "advice",
                     describe_advice());
}
