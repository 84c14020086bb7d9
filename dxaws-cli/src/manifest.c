/* SPDX-License-Identifier: MIT */
/* The manifest: fields against the table, and the document made from them. */
#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "duration.h"
#include "error-codes.h"
#include "site-options.h"
#include "suggest.h"

enum { PATH_SIZE = 2 * YAML_KEY_MAX + 2 };

static const struct field *find_field(const char *path)
{
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (strcmp(field->path, path) == 0) {
            return field;
        }
    }
    return NULL;
}

/* The path of a member: "name" at the top, "section.name" below. */
static void join(char *path, const char *section, const char *name)
{
    snprintf(path, PATH_SIZE, "%s%s%s", section ? section : "", section ? "." : "", name);
}

/* The manifest's key for a member of the document, or for an option: a duration's has no unit. */
static bool key_of(const char *member, bool option, char key[PATH_SIZE])
{
    const char *path = option ? site_options_member(member) : member;
    path = option && path == NULL && find_field(member) != NULL ? member : path;
    size_t size = path ? strlen(path) : 0;
    bool seconds = size > 2 && strcmp(path + size - 2, "_s") == 0;
    snprintf(key, PATH_SIZE, "%.*s", (int)(seconds ? size - 2 : size), path ? path : "");
    return path != NULL;
}

/* The key that is right now for a former word of the website's document. */
static bool find_former(const json_t *former, const char *path, char now[PATH_SIZE])
{
    size_t index;
    json_t *row;
    json_array_foreach(former, index, row) {
        char was[PATH_SIZE];
        const char *use = json_string_value(json_object_get(row, "use"));
        key_of(json_string_value(json_object_get(row, "name")), false, was);
        if (strcmp(was, path) == 0) {
            return key_of(use, json_is_true(json_object_get(row, "option")), now);
        }
    }
    return false;
}

static dxaws_error *unknown_key(const struct yaml_node *node, const char *path,
                                const json_t *former)
{
    char now[PATH_SIZE];
    if (find_former(former, path, now)) {
        return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_FORMER_KEY,
                          "\"%s\" is the former word for \"%s\"; write that", path, now);
    }
    const char *colon = strchr(node->key, ':');
    if (colon != NULL && colon[1] != '\0') { /* as in {wait:none} */
        return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_UNKNOWN_KEY,
                          "unknown key \"%.80s\"; write a blank after its colon: %.*s: %.60s", path,
                          (int)(colon - node->key), node->key, colon + 1);
    }
    struct suggestion nearest = {.wanted = path};
    struct suggestion last = {.wanted = node->key}; /* right name, wrong section */
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (field->type == FIELD_LATER) {
            continue;
        }
        const char *dot = strchr(field->path, '.');
        suggestion_try(&nearest, field->path);
        if (dot != NULL && last.distance == 0 && last.best == NULL &&
            strcmp(dot + 1, node->key) == 0) {
            last.best = field->path;
        }
    }
    const char *best = last.best ? last.best : nearest.best;
    if (best != NULL) {
        return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_UNKNOWN_KEY,
                          "unknown key \"%.80s\"; did you mean \"%s\"?", path, best);
    }
    return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_UNKNOWN_KEY,
                      "unknown key \"%.80s\"; leave it out, the keys are in dxaws(1)", path);
}

static dxaws_error *wrong_type(const struct yaml_node *node, const char *path, const char *wanted)
{
    if (node->kind == YAML_NULL) {
        const struct field *field = find_field(path);
        return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_WRONG_TYPE,
                          "%s has no value; it must be %s%s", path, wanted,
                          field && field->required ? "" : ", or leave the key out");
    }
    if (node->text != NULL) {
        return yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE,
                          "%s must be %s, not %s (%.60s)", path, wanted, yaml_kind_name(node->kind),
                          node->text);
    }
    return yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE, "%s must be %s, not %s",
                      path, wanted, yaml_kind_name(node->kind));
}

/* The same, with what would be right. */
static dxaws_error *wrong_type_but(const struct yaml_node *node, const char *path,
                                   const char *wanted, const char *example)
{
    char text[100];
    snprintf(text, sizeof text, "%s such as %s", wanted, example);
    return wrong_type(node, path, text);
}

/* Text, from a value that a person may have meant as text. */
static dxaws_error *check_text(const struct yaml_node *node, const char *path)
{
    const struct field *field = find_field(path);
    if (node->kind == YAML_TEXT) {
        return NULL;
    }
    if (field != NULL && field->example != NULL) {
        return wrong_type_but(node, path, "text", field->example);
    }
    if (node->text != NULL && node->kind != YAML_NULL) {
        return yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE,
                          "%s must be text, not %s; quote it: \"%.60s\"", path,
                          yaml_kind_name(node->kind), node->text);
    }
    return wrong_type(node, path, "text");
}

static dxaws_error *check_choice(const struct field *field, const struct yaml_node *node)
{
    char list[160] = "";
    for (const char *const *choice = field->choices; *choice != NULL; choice++) {
        if (strcmp(node->text, *choice) == 0) {
            return NULL;
        }
        size_t used = strlen(list);
        const char *comma = used == 0 ? "" : choice[1] == NULL ? " or " : ", ";
        snprintf(list + used, sizeof list - used, "%s%s", comma, *choice);
    }
    return yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST, "%s must be %s, not \"%.60s\"",
                      field->path, list, node->text);
}

static dxaws_error *check_tag_types(const struct yaml_node *tags)
{
    for (const struct yaml_node *tag = tags->first; tag != NULL; tag = tag->next) {
        char path[PATH_SIZE];
        join(path, "tags", tag->key);
        dxaws_error *error = check_text(tag, path);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

static dxaws_error *check_texts(const struct field *field, const struct yaml_node *node)
{
    dxaws_error *error =
        node->kind == YAML_LIST ? NULL : wrong_type(node, field->path, "a list such as [a, b]");
    for (const struct yaml_node *item = node->first; item != NULL && error == NULL;
         item = item->next) {
        error = check_text(item, field->path);
    }
    return error;
}

/* What is in the maps, their module says. */
static dxaws_error *check_list(const struct field *field, const struct yaml_node *node)
{
    bool good = node->kind == YAML_LIST;
    for (const struct yaml_node *item = node->first; good && item != NULL; item = item->next) {
        good = item->kind == YAML_MAP && item->first != NULL;
    }
    return good ? NULL : wrong_type_but(node, field->path, "a list of maps", field->example);
}

static dxaws_error *check_integer(const struct field *field, const struct yaml_node *node)
{
    if (node->kind != YAML_INTEGER) {
        return wrong_type(node, field->path, "a whole number");
    }
    if (node->integer < field->least || node->integer > field->most) {
        return field->least == field->most
                   ? yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST,
                                "%s must be %lld, not %s: this release reads no other", field->path,
                                (long long)field->least, node->text)
                   : yaml_error(node, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST,
                                "%s must be %lld to %lld, not %s", field->path,
                                (long long)field->least, (long long)field->most, node->text);
    }
    return NULL;
}

static int64_t duration_most(const struct field *field)
{
    return field->most > 0 ? field->most : DURATION_MAX_S;
}

static dxaws_error *check_duration(const struct field *field, const struct yaml_node *node)
{
    int64_t seconds;
    int64_t most = duration_most(field);
    const char *text = node->kind == YAML_TEXT || node->kind == YAML_INTEGER ? node->text : NULL;
    if (text == NULL) {
        return wrong_type(node, field->path, "a duration such as 90s, 45m or 1h");
    }
    return duration_parse_up_to(text, most, &seconds)
               ? NULL
               : yaml_error(
                     node, YAML_AT_VALUE, DXAWS_CLI_ERROR_MANIFEST,
                     "%s must be a duration such as 90s, 45m or 1h, at most %dd, not \"%.60s\"",
                     field->path, (int)(most / DURATION_DAY_S), text);
}

/* A null that was written: a key without a value is more likely a mistake. */
static bool leaves_alone(const struct field *field, const struct yaml_node *node)
{
    return field->may_be_left && node->kind == YAML_NULL && node->text != NULL &&
           node->text[0] != '\0';
}

static dxaws_error *check_type(const struct field *field, const struct yaml_node *node)
{
    dxaws_error *error = NULL;
    if (leaves_alone(field, node)) {
        return NULL;
    }
    switch (field->type) {
    case FIELD_TEXT:
        return check_text(node, field->path);
    case FIELD_CHOICE:
        error = check_text(node, field->path);
        return error ? error : check_choice(field, node);
    case FIELD_BOOLEAN:
        return node->kind == YAML_BOOLEAN ? NULL : wrong_type(node, field->path, "true or false");
    case FIELD_INTEGER:
        return check_integer(field, node);
    case FIELD_DURATION:
        return check_duration(field, node);
    case FIELD_TAGS:
        return node->kind == YAML_MAP ? check_tag_types(node)
                                      : wrong_type(node, field->path, "a map such as {team: web}");
    case FIELD_TEXTS:
        return check_texts(field, node);
    case FIELD_LIST:
        return check_list(field, node);
    case FIELD_SECTION:
        return node->kind == YAML_MAP ? NULL
                                      : wrong_type_but(node, field->path, "a map", field->example);
    case FIELD_LATER:
        return yaml_error(node, YAML_AT_KEY, DXAWS_CLI_ERROR_NOT_SUPPORTED,
                          "\"%s\" is not supported yet by this release; leave it out", field->path);
    }
    return NULL;
}

/* The members of a map: the whole manifest, or one section. */
static dxaws_error *check_members(const struct yaml_node *map, const char *section,
                                  const json_t *former)
{
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        char path[PATH_SIZE];
        join(path, section, node->key);
        const struct field *field = strchr(node->key, '.') ? NULL : find_field(path);
        dxaws_error *error = field ? check_type(field, node) : unknown_key(node, path, former);
        if (error == NULL && field->check != NULL && !leaves_alone(field, node)) {
            error = field->check(node);
        }
        if (error == NULL && field->type == FIELD_SECTION) {
            error = check_members(node, field->path, former);
        }
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

static dxaws_error *check_required(const struct yaml_node *root)
{
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (field->required && yaml_member(root, field->path) == NULL) {
            return yaml_error(root, YAML_AT_VALUE, DXAWS_CLI_ERROR_MISSING_KEY,
                              "\"%s\" is missing: %s", field->path, field->help);
        }
    }
    return NULL;
}

static dxaws_error *check_together(const struct yaml_node *root)
{
    const struct yaml_node *certificate = yaml_member(root, "certificate");
    const struct yaml_node *key = yaml_member(certificate, "key_algorithm");
    if (key != NULL && yaml_member(certificate, "arn") != NULL) {
        return yaml_error(key, YAML_AT_KEY, DXAWS_CLI_ERROR_MANIFEST,
                          "certificate.key_algorithm is for a new certificate; leave it or "
                          "certificate.arn out");
    }
    const struct yaml_node *publish = yaml_member(root, "publish");
    if (publish != NULL && yaml_member(root, "source") == NULL) {
        return yaml_error(publish, YAML_AT_KEY, DXAWS_CLI_ERROR_MANIFEST,
                          "publish is of a folder; name it as \"source\", or leave publish out");
    }
    return NULL;
}

static json_t *value_json(const struct field *field, const struct yaml_node *node);

static json_t *members_json(const struct yaml_node *map, const char *section)
{
    json_t *object = json_object();
    for (const struct yaml_node *node = map->first; node != NULL && object; node = node->next) {
        char path[PATH_SIZE];
        char name[YAML_KEY_MAX + 3];
        join(path, section, node->key);
        const struct field *field = find_field(path);
        snprintf(name, sizeof name, "%s%s", node->key, field->type == FIELD_DURATION ? "_s" : "");
        if (json_object_set_new(object, name, value_json(field, node)) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

static json_t *value_json(const struct field *field, const struct yaml_node *node)
{
    int64_t seconds = 0;
    switch (field->type) {
    case FIELD_SECTION:
        return members_json(node, field->path);
    case FIELD_DURATION:
        return duration_parse_up_to(node->text, duration_most(field), &seconds)
                   ? json_integer(seconds)
                   : NULL;
    default:
        return yaml_json(node);
    }
}

/* Domain names are compared without case; the document has one form. */
static int lower_domain(json_t *document)
{
    char domain[YAML_KEY_MAX];
    const char *given = json_string_value(json_object_get(document, "domain"));
    snprintf(domain, sizeof domain, "%s", given ? given : "");
    for (char *letter = domain; *letter != '\0'; letter++) {
        *letter = *letter >= 'A' && *letter <= 'Z' ? (char)(*letter + ('a' - 'A')) : *letter;
    }
    return json_object_set_new(document, "domain", json_string(domain));
}

dxaws_error *manifest_check(const struct yaml_tree *tree, const json_t *former, const char *region,
                            json_t **document)
{
    const struct yaml_node *root = tree->root;
    if (root->kind != YAML_MAP) {
        return yaml_error(root, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE,
                          "a manifest must be a map that begins like \"site: example\"%s, not %s",
                          root->kind == YAML_TEXT ? ", with a blank after the colon" : "",
                          yaml_kind_name(root->kind));
    }
    dxaws_error *error = check_members(root, NULL, former);
    error = error ? error : check_required(root);
    error = error ? error : check_together(root);
    if (error != NULL) {
        return error;
    }
    json_t *made = members_json(root, NULL);
    if (made == NULL || lower_domain(made) != 0 || !manifest_take_content(tree, made)) {
        json_decref(made);
        return dxaws_error_out_of_memory();
    }
    json_object_del(made, "dxaws");
    if (region != NULL && json_object_get(made, "region") == NULL) {
        json_object_set_new(made, "region", json_string(region));
    }
    *document = made;
    return NULL;
}
