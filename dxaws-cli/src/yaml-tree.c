/* SPDX-License-Identifier: MIT */
/* Working with the tree: members, JSON. */
#include "yaml-tree.h"

#include <stdlib.h>
#include <string.h>

void yaml_node_free(struct yaml_node *node)
{
    while (node != NULL) {
        struct yaml_node *next = node->next;
        yaml_node_free(node->first); /* as deep as YAML_DEPTH_MAX */
        free(node->key);
        free(node->text);
        free(node);
        node = next;
    }
}

void yaml_clear(struct yaml_tree *tree)
{
    yaml_node_free(tree->root);
    free(tree->origin);
    *tree = (struct yaml_tree){.root = NULL};
}

struct yaml_node *yaml_member(const struct yaml_node *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP) {
        return NULL;
    }
    struct yaml_node *child = map->first;
    while (child != NULL && strcmp(child->key, key) != 0) {
        child = child->next;
    }
    return child;
}

struct yaml_node *yaml_map_new(const char *origin)
{
    struct yaml_node *map = calloc(1, sizeof *map);
    if (map != NULL) {
        map->kind = YAML_MAP;
        map->origin = origin;
    }
    return map;
}

struct yaml_node *yaml_text_new(const char *origin, const char *text)
{
    struct yaml_node *node = calloc(1, sizeof *node);
    char *copy = strdup(text);
    if (node == NULL || copy == NULL) {
        free(node);
        free(copy);
        return NULL;
    }
    *node = (struct yaml_node){.kind = YAML_TEXT, .origin = origin, .text = copy};
    return node;
}

static void remove_member(struct yaml_node *map, const char *key)
{
    struct yaml_node *previous = NULL;
    for (struct yaml_node *child = map->first; child != NULL; child = child->next) {
        if (strcmp(child->key, key) == 0) {
            if (previous != NULL) {
                previous->next = child->next;
            } else {
                map->first = child->next;
            }
            map->last = map->last == child ? previous : map->last;
            child->next = NULL;
            yaml_node_free(child);
            return;
        }
        previous = child;
    }
}

bool yaml_set_member(struct yaml_node *map, const char *key, struct yaml_node *value)
{
    char *copy = strdup(key);
    if (copy == NULL || value == NULL) {
        free(copy);
        yaml_node_free(value);
        return false;
    }
    remove_member(map, key);
    free(value->key);
    value->key = copy;
    value->key_line = value->line;
    value->key_column = value->column;
    value->parent = map;
    if (map->last != NULL) {
        map->last->next = value;
    } else {
        map->first = value;
    }
    map->last = value;
    return true;
}

const char *yaml_kind_name(enum yaml_kind kind)
{
    switch (kind) {
    case YAML_NULL:
        return "nothing";
    case YAML_BOOLEAN:
        return "true or false";
    case YAML_INTEGER:
    case YAML_REAL:
        return "a number";
    case YAML_TEXT:
        return "text";
    case YAML_LIST:
        return "a list";
    case YAML_MAP:
        return "a map";
    }
    return "unknown";
}

static json_t *children_json(const struct yaml_node *node)
{
    json_t *value = node->kind == YAML_MAP ? json_object() : json_array();
    for (const struct yaml_node *child = node->first; child != NULL && value != NULL;
         child = child->next) {
        json_t *member = yaml_json(child);
        int failed = node->kind == YAML_MAP ? json_object_set_new(value, child->key, member)
                                            : json_array_append_new(value, member);
        if (failed) {
            json_decref(value);
            value = NULL;
        }
    }
    return value;
}

json_t *yaml_json(const struct yaml_node *node)
{
    switch (node->kind) {
    case YAML_NULL:
        return json_null();
    case YAML_BOOLEAN:
        return json_boolean(node->boolean);
    case YAML_INTEGER:
        return json_integer(node->integer);
    case YAML_REAL:
    case YAML_TEXT:
        /* No document has reals: as text, the module that reads it names what it wants. */
        return json_string(node->text);
    default:
        return children_json(node);
    }
}
