/* SPDX-License-Identifier: MIT */
/* JSON Schema of values. */
#include "values.h"

#include <stdio.h>
#include <string.h>

#include "yaml-tree.h"

/* What has no schema may be anything. */
static json_t *parsed(const char *text)
{
    json_t *value = json_loads(text, 0, NULL);
    return value ? value : json_object();
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

json_t *schema_of_type(const char *type)
{
    static const struct {
        const char *type;
        const char *schema;
    } rows[] = {
        {"text", "{\"type\":\"string\"}"},
        {"boolean", "{\"type\":\"boolean\"}"},
        {"integer", "{\"type\":\"integer\"}"},
        {"texts", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"},
        {"map", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}"},
        {"object", "{\"type\":\"object\"}"},
        {"list", "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}"},
        {"duration", "{\"type\":\"string\",\"pattern\":\"^([0-9]+[dhms])+$\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].type, type) == 0) {
            return parsed(rows[i].schema);
        }
    }
    return json_object();
}

static bool has_flag(const json_t *attribute, const char *name)
{
    size_t index;
    json_t *flag;
    json_array_foreach(json_object_get(attribute, "flags"), index, flag) {
        if (strcmp(json_string_value(flag), name) == 0) {
            return true;
        }
    }
    return false;
}

/* A Desired may have {"$known": "after apply"} where a text stands. */
static json_t *or_known_later(json_t *schema)
{
    return json_pack("{s[oo]}", "anyOf", schema,
                     parsed("{\"type\":\"object\",\"properties\":{\"$known\":{\"const\":"
                            "\"after apply\"}},\"required\":[\"$known\"],"
                            "\"additionalProperties\":false}"));
}

static json_t *attributes_of(const json_t *attributes, enum schema_role role, bool null);

/* An item of a list is one value: nothing of it can be left alone. */
static json_t *value_of(const json_t *attribute, enum schema_role role, bool null)
{
    const char *type = text_of(attribute, "type");
    const json_t *members = json_object_get(attribute, "members");
    json_t *schema = schema_of_type(type);
    bool later = role == SCHEMA_DESIRED && strcmp(type, "text") == 0;
    if (members != NULL && strcmp(type, "list") == 0) {
        json_object_set_new(schema, "items", attributes_of(members, role, false));
    } else if (members != NULL) {
        json_decref(schema);
        schema = attributes_of(members, role, null);
    }
    if (role == SCHEMA_DESIRED && json_object_get(attribute, "choices") != NULL) {
        json_object_set(schema, "enum", json_object_get(attribute, "choices"));
    }
    if (role == SCHEMA_DESIRED && strcmp(type, "map") == 0) {
        json_object_set_new(schema, "additionalProperties", or_known_later(schema_of_type("text")));
    }
    schema = later ? or_known_later(schema) : schema;
    if (role == SCHEMA_DESIRED && null && !has_flag(attribute, "required")) {
        schema = json_pack("{s[o{ss}]}", "anyOf", schema, "type", "null");
    }
    if (role == SCHEMA_DESIRED && json_object_get(attribute, "preset") != NULL) {
        json_object_set(schema, "default", json_object_get(attribute, "preset"));
    }
    if (json_object_get(attribute, "deprecated") != NULL) {
        json_object_set_new(schema, "deprecated", json_true());
    }
    return schema;
}

static json_t *attributes_of(const json_t *attributes, enum schema_role role, bool null)
{
    json_t *properties = json_object();
    json_t *required = json_array();
    size_t index;
    json_t *attribute;
    json_array_foreach(attributes, index, attribute) {
        const char *name = text_of(attribute, "name");
        const char *other = role == SCHEMA_DESIRED ? "output" : "option";
        if (has_flag(attribute, other)) {
            continue;
        }
        json_object_set_new(properties, name, value_of(attribute, role, null));
        if (role == SCHEMA_DESIRED && has_flag(attribute, "required") &&
            json_object_get(attribute, "preset") == NULL) {
            json_array_append_new(required, json_string(name));
        }
    }
    return json_pack("{ss so so sb}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", role == SCHEMA_OBSERVED);
}

json_t *schema_of_attributes(const json_t *attributes, enum schema_role role)
{
    return attributes_of(attributes, role, true);
}

json_t *schema_of_members(const json_t *members, bool more)
{
    json_t *properties = json_object();
    json_t *required = json_array();
    size_t index;
    json_t *member;
    json_array_foreach(members, index, member) {
        const char *name = text_of(member, "name");
        json_object_set_new(properties, name, schema_of_type(text_of(member, "type")));
        if (!json_is_true(json_object_get(member, "optional"))) {
            json_array_append_new(required, json_string(name));
        }
    }
    return json_pack("{ss so so sb}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", more);
}

static json_t *section(void)
{
    return parsed("{\"type\":\"object\",\"properties\":{},\"required\":[],"
                  "\"additionalProperties\":false}");
}

static json_t *field_of(const json_t *field)
{
    json_t *schema = schema_of_type(text_of(field, "type"));
    if (strcmp(text_of(field, "type"), "object") == 0) {
        json_decref(schema);
        schema = section();
    }
    json_object_set(schema, "description", json_object_get(field, "help"));
    json_object_set(schema, "enum", json_object_get(field, "choices"));
    json_object_set(schema, "minimum", json_object_get(field, "least"));
    json_object_set(schema, "maximum", json_object_get(field, "most"));
    return schema;
}

/* Fields stand behind the section that they are of. */
json_t *schema_of_manifest(const json_t *fields)
{
    json_t *whole = section();
    size_t index;
    json_t *field;
    json_array_foreach(fields, index, field) {
        const char *name = text_of(field, "path");
        json_t *place = whole;
        for (const char *dot = strchr(name, '.'); dot != NULL; dot = strchr(name, '.')) {
            char part[YAML_KEY_MAX];
            snprintf(part, sizeof part, "%.*s", (int)(dot - name), name);
            place = json_object_get(json_object_get(place, "properties"), part);
            name = dot + 1;
        }
        json_object_set_new(json_object_get(place, "properties"), name, field_of(field));
        if (json_is_true(json_object_get(field, "required"))) {
            json_array_append_new(json_object_get(place, "required"), json_string(name));
        }
    }
    return whole;
}
