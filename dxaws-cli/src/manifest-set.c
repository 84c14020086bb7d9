/* SPDX-License-Identifier: MIT */
/* --set key=value: one field of the manifest from the command line. */
#include "manifest.h"

#include <stdlib.h>
#include <string.h>

#include "error-codes.h"

static dxaws_error *bad_assignment(const char *assignment, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_USAGE,
                           "--set %.100s: %s, such as --set protect=false", assignment, why);
}

/* The map that holds the key, in *map; makes it where the file has none. */
static dxaws_error *enter(const char *section, struct yaml_node **map)
{
    struct yaml_node *found = yaml_member(*map, section);
    if (found == NULL) {
        struct yaml_node *made = yaml_map_new("--set");
        if (!yaml_set_member(*map, section, made)) {
            return dxaws_error_out_of_memory();
        }
        found = made;
    }
    if (found->kind != YAML_MAP) {
        return yaml_error(found, YAML_AT_VALUE, DXAWS_CLI_ERROR_WRONG_TYPE,
                          "%s must be a map, not %s", section, yaml_kind_name(found->kind));
    }
    *map = found;
    return NULL;
}

static bool is_section(const char *path, size_t size)
{
    const struct field *field = manifest_fields;
    while (field->path != NULL &&
           (strncmp(field->path, path, size) != 0 || field->path[size] != '\0')) {
        field++;
    }
    return field->path != NULL && field->type == FIELD_SECTION;
}

/* Goes into the sections that a key names, and leaves what is a key of the last: what follows a
 * section's name may hold dots, as keys of tags do. */
static dxaws_error *enter_sections(char **key, struct yaml_node **map)
{
    char *whole = *key;
    dxaws_error *error = NULL;
    for (char *dot = strchr(whole, '.');
         dot != NULL && error == NULL &&
         (*key == whole || is_section(whole, (size_t)(dot - whole)));
         dot = strchr(*key, '.')) {
        *dot = '\0';
        error = enter(*key, map);
        *dot = '.';
        *key = dot + 1;
    }
    return error;
}

/* Where a text belongs, what is typed is one: nobody quotes a number twice in a shell. */
static void take_as_text(const char *key, struct yaml_node *value)
{
    const struct field *field = manifest_fields;
    while (field->path != NULL && strcmp(field->path, key) != 0) {
        field++;
    }
    bool text = field->type == FIELD_TEXT || field->type == FIELD_CHOICE ||
                strncmp(key, "tags.", strlen("tags.")) == 0;
    bool scalar =
        value->kind == YAML_BOOLEAN || value->kind == YAML_INTEGER || value->kind == YAML_REAL;
    if (text && scalar) {
        value->kind = YAML_TEXT;
    }
}

/* Errors about the value name the option instead of a file. */
static void mark(struct yaml_node *node, const char *origin)
{
    for (; node != NULL; node = node->next) {
        node->origin = origin;
        node->line = 0;
        node->key_line = 0;
        mark(node->first, origin);
    }
}

static dxaws_error *parse_value(const char *text, struct yaml_node **value)
{
    struct yaml_tree parsed;
    if (*text == '\0') {
        text = "\"\"";
    }
    dxaws_error *error = yaml_parse("--set", text, strlen(text), &parsed);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT &&
        strchr("[{\"'|>", *text) == NULL) { /* nobody quotes twice in a shell */
        dxaws_error_free(error);
        *value = yaml_text_new("--set", text);
        return *value ? NULL : dxaws_error_out_of_memory();
    }
    if (error == NULL) {
        mark(parsed.root, "--set");
        *value = parsed.root;
        free(parsed.origin);
    }
    return error;
}

dxaws_error *manifest_set(struct yaml_tree *tree, const char *assignment)
{
    const char *equals = strchr(assignment, '=');
    if (equals == NULL || equals == assignment) {
        return bad_assignment(assignment, "must be key=value");
    }
    if (tree->root->kind != YAML_MAP) {
        return NULL; /* the check of the file says what is wrong */
    }
    char *key = strndup(assignment, (size_t)(equals - assignment));
    if (key == NULL) {
        return dxaws_error_out_of_memory();
    }
    struct yaml_node *map = tree->root;
    struct yaml_node *value = NULL;
    char *member = key;
    dxaws_error *error = enter_sections(&member, &map);
    if (error == NULL) {
        error = parse_value(equals + 1, &value);
        if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT) {
            dxaws_error_free(error);
            error = bad_assignment(assignment, "what the value opens is not closed");
        }
    }
    if (error == NULL) {
        take_as_text(key, value);
    }
    if (error == NULL && !yaml_set_member(map, member, value)) {
        error = dxaws_error_out_of_memory();
    }
    free(key);
    return error;
}
