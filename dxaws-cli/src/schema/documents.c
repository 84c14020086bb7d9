/* SPDX-License-Identifier: MIT */
/* JSON Schema of whole documents. */
#include "documents.h"

#include <string.h>

#include "values.h"

/* Documents whose form core knows; a description narrows them. */
static const struct {
    const char *name;
    const char *schema;
} forms[] = {
    {"plan", "{\"type\":\"object\",\"required\":[\"plan\",\"module\",\"resource\",\"actions\"],"
             "\"properties\":{\"plan\":{\"const\":1},\"module\":{\"type\":\"string\"},"
             "\"resource\":{\"type\":\"string\"},\"desired\":{\"type\":\"object\"},"
             "\"observed\":{\"type\":\"object\"},\"options\":{\"type\":\"object\"},"
             "\"waiting\":{\"type\":\"string\"},\"digests\":{\"type\":\"object\","
             "\"additionalProperties\":{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{64}$\"}},"
             "\"differs_since_ms\":{\"type\":\"integer\"},"
             "\"notes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
             "\"actions\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
             "\"required\":[\"kind\",\"resource\"],\"properties\":{\"kind\":{\"type\":\"string\"},"
             "\"resource\":{\"type\":\"string\"},\"reason\":{\"type\":\"string\"},"
             "\"expected_s\":{\"type\":\"integer\"},\"complete\":{\"type\":\"boolean\"},"
             "\"payload\":{\"type\":\"object\"},\"changes\":{\"type\":\"array\",\"items\":"
             "{\"type\":\"object\",\"required\":[\"path\"],"
             "\"properties\":{\"path\":{\"type\":\"string\"}}}}}}},"
             "\"left\":{\"type\":\"array\",\"items\":{\"type\":\"object\","
             "\"required\":[\"kind\",\"identity\",\"why\"],"
             "\"properties\":{\"kind\":{\"type\":\"string\"},"
             "\"identity\":{\"type\":\"string\"},\"why\":{\"type\":\"string\"},"
             "\"remedy\":{\"type\":\"string\"},\"settings\":{\"type\":\"object\"}}}}}}"},
    {"options", "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                "\"wait\":{\"enum\":[\"none\",\"accepted\",\"deployed\"]},"
                "\"timeouts_ms\":{\"type\":\"object\",\"additionalProperties\":"
                "{\"type\":\"integer\",\"minimum\":1,\"maximum\":604800000}},"
                "\"stop_after\":{\"type\":\"string\",\"minLength\":1},"
                "\"parallelism\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":64},"
                "\"allow_destroy\":{\"type\":\"string\",\"minLength\":1},"
                "\"adopt\":{\"type\":\"array\","
                "\"items\":{\"type\":\"string\",\"minLength\":1}},"
                "\"release\":{\"type\":\"boolean\"}}}"},
    {"error", "{\"type\":\"object\",\"required\":[\"kind\",\"domain\",\"code\",\"message\","
              "\"retryable\"],\"properties\":{\"kind\":{\"type\":\"string\"},"
              "\"domain\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
              "\"message\":{\"type\":\"string\"},\"aws_code\":{\"type\":\"string\"},"
              "\"http_status\":{\"type\":\"integer\"},\"request_id\":{\"type\":\"string\"},"
              "\"operation\":{\"type\":\"string\"},\"resource\":{\"type\":\"string\"},"
              "\"path\":{\"type\":\"string\"},\"about_name\":{\"type\":\"boolean\"},"
              "\"file\":{\"type\":\"string\"},\"line\":{\"type\":\"integer\"},"
              "\"column\":{\"type\":\"integer\"},"
              "\"retryable\":{\"type\":\"boolean\"},"
              "\"repeated\":{\"type\":\"boolean\"},\"cause\":{\"type\":\"object\"}}}"},
    {"event", "{\"type\":\"object\",\"required\":[\"schema\",\"id\",\"time\",\"source\",\"type\","
              "\"level\"],\"properties\":{\"schema\":{\"const\":\"dxaws.event/1\"},"
              "\"id\":{\"type\":\"string\"},\"time\":{\"type\":\"string\"},"
              "\"source\":{\"type\":\"string\"},\"type\":{\"type\":\"string\"},"
              "\"level\":{\"enum\":[\"trace\",\"debug\",\"info\",\"warn\",\"error\"]},"
              "\"subject\":{\"type\":\"string\"}}}"},
};

bool schema_needs_module(const char *name)
{
    return strcmp(name, "desired") == 0 || strcmp(name, "current") == 0 ||
           strcmp(name, "result") == 0;
}

static json_t *form(const char *name)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(forms[i].name, name) == 0) {
            return json_loads(forms[i].schema, 0, NULL);
        }
    }
    return NULL;
}

static json_t *property(const json_t *schema, const char *name)
{
    return json_object_get(json_object_get(schema, "properties"), name);
}

static json_t *kinds(const json_t *module)
{
    json_t *known = json_array();
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(module, "actions"), index, row) {
        json_array_append(known, json_object_get(row, "kind"));
    }
    return json_pack("{so}", "enum", known);
}

/* What was observed: the module's attributes, or the documents of the modules that it uses. */
static json_t *current(const json_t *module)
{
    size_t index;
    json_t *name;
    if (json_object_get(module, "observes") == NULL) {
        return schema_of_attributes(json_object_get(module, "attributes"), SCHEMA_OBSERVED);
    }
    json_t *schema = schema_of_members(NULL, true);
    json_array_foreach(json_object_get(module, "observes"), index, name) {
        json_object_set_new(json_object_get(schema, "properties"), json_string_value(name),
                            schema_of_type("object"));
    }
    return schema;
}

static json_t *plan(const json_t *module)
{
    json_t *schema = form("plan");
    if (schema != NULL && module != NULL) {
        json_t *items = json_object_get(property(schema, "actions"), "items");
        json_object_set_new(json_object_get(items, "properties"), "kind", kinds(module));
        json_object_set_new(json_object_get(schema, "properties"), "module",
                            json_pack("{sO}", "const", json_object_get(module, "module")));
    }
    return schema;
}

/* Each type of event has members of its own. */
static json_t *event(const json_t *module)
{
    json_t *schema = form("event");
    json_t *cases = json_array();
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(module, "events"), index, row) {
        json_t *own = schema_of_members(json_object_get(row, "members"), true);
        json_array_append_new(cases, json_pack("{s{s{s{sO}}} so}", "if", "properties", "type",
                                               "const", json_object_get(row, "type"), "then", own));
    }
    if (module != NULL) {
        json_object_set(schema, "allOf", cases);
    }
    json_decref(cases);
    return schema;
}

static json_t *with_schema_member(const json_t *row, json_t *schema)
{
    json_object_set_new(json_object_get(schema, "properties"), "schema",
                        json_pack("{sO}", "const", json_object_get(row, "schema")));
    json_array_append_new(json_object_get(schema, "required"), json_string("schema"));
    return schema;
}

/* A document of --json: its members, as far as they are documents themselves those. */
static json_t *of_command(const char *name, const json_t *module, const json_t *command)
{
    size_t index;
    json_t *row;
    json_array_foreach(json_object_get(command, "documents"), index, row) {
        if (strcmp(json_string_value(json_object_get(row, "schema")), name) != 0) {
            continue;
        }
        json_t *schema = schema_of_members(json_object_get(row, "members"), true);
        size_t at;
        json_t *member;
        json_array_foreach(json_object_get(row, "members"), at, member) {
            const char *inner = json_string_value(json_object_get(member, "document"));
            if (inner != NULL && (module != NULL || !schema_needs_module(inner))) {
                json_object_set_new(json_object_get(schema, "properties"),
                                    json_string_value(json_object_get(member, "name")),
                                    schema_document(inner, module, command));
            }
        }
        return with_schema_member(row, schema);
    }
    return NULL;
}

json_t *schema_document(const char *name, const json_t *module, const json_t *command)
{
    const json_t *attributes = json_object_get(module, "attributes");
    const json_t *results = json_object_get(module, "results");
    if (strcmp(name, "desired") == 0) {
        return schema_of_attributes(attributes, SCHEMA_DESIRED);
    }
    if (strcmp(name, "current") == 0 || (strcmp(name, "result") == 0 && results == NULL)) {
        return current(module);
    }
    if (strcmp(name, "result") == 0) {
        return schema_of_attributes(results, SCHEMA_OBSERVED);
    }
    if (strcmp(name, "plan") == 0) {
        return plan(module);
    }
    if (strcmp(name, "event") == 0) {
        return event(module);
    }
    if (strcmp(name, "manifest") == 0) {
        return schema_of_manifest(json_object_get(command, "manifest"));
    }
    json_t *known = form(name);
    return known ? known : of_command(name, module, command);
}
