/* SPDX-License-Identifier: MIT */
/* YAML and JSON files as trees that remember where each value stands, so that whatever is found
 * wrong with a value later is reported with line and column.
 *
 * The YAML of configuration files: one document of maps, lists and scalars, with the core schema
 * of YAML 1.2 (`no` is text). Anchors, aliases, tags, merge keys and duplicate keys are refused.
 */
#ifndef DXAWS_CLI_YAML_TREE_H
#define DXAWS_CLI_YAML_TREE_H

#include <dxaws/core.h>
#include <jansson.h>

enum {
    YAML_SIZE_MAX = 32 * 1024 * 1024, /* a zone of 10,000 record sets takes one or two */
    YAML_DEPTH_MAX = 16,
    YAML_KEY_MAX = 256,
};

enum yaml_kind {
    YAML_NULL = 1,
    YAML_BOOLEAN,
    YAML_INTEGER,
    YAML_REAL,
    YAML_TEXT,
    YAML_LIST,
    YAML_MAP,
};

/* A value. It owns its children; `origin` is borrowed from the tree. */
struct yaml_node {
    enum yaml_kind kind;
    const char *origin; /* the file's name, or the option that set it */
    size_t line;        /* from 1; 0 when it does not come from a file */
    size_t column;
    char *key; /* of a member of a map */
    size_t key_line;
    size_t key_column;
    char *text; /* of a scalar, as written; NULL for maps and lists */
    bool boolean;
    int64_t integer;
    struct yaml_node *parent;
    struct yaml_node *first; /* children, in the file's order */
    struct yaml_node *last;
    struct yaml_node *next;
};

/* A whole document. */
struct yaml_tree {
    struct yaml_node *root;
    char *origin;
};

/* Parses @a size bytes. INVALID_ARGUMENT, naming @a origin, line and column. On error, and before
 * the call, the tree needs no yaml_clear(). */
dxaws_error *yaml_parse(const char *origin, const char *text, size_t size, struct yaml_tree *tree);
/* Reads and parses a file; "-" is standard input. */
dxaws_error *yaml_load(const char *path, dxaws_context *context, struct yaml_tree *tree);
void yaml_clear(struct yaml_tree *tree);
void yaml_node_free(struct yaml_node *node);

/* The member of a map, or NULL. */
struct yaml_node *yaml_member(const struct yaml_node *map, const char *key);
/* Adds or replaces a member; takes @a value over, also when it returns false: no memory. */
bool yaml_set_member(struct yaml_node *map, const char *key, struct yaml_node *value);
/* What a JSON pointer (RFC 6901) leads to: a member, or an item by its index; a duration's member
 * without its unit, too. *whole is false when it ends on the way: there is no more. */
const struct yaml_node *yaml_find(const struct yaml_node *root, const char *pointer, bool *whole);
/* The JSON pointer that leads to the node, for free(); NULL without memory. */
char *yaml_pointer(const struct yaml_node *node);
/* A new map, or a text, without a place in a file; NULL without memory. */
struct yaml_node *yaml_map_new(const char *origin);
struct yaml_node *yaml_text_new(const char *origin, const char *text);

/* What the node is, for messages: "text", "a list", ... */
const char *yaml_kind_name(enum yaml_kind kind);
/* As JSON, a new reference; NULL without memory. */
json_t *yaml_json(const struct yaml_node *node);

/* Which of a node's two places an error is about. */
enum yaml_place { YAML_AT_VALUE = 1, YAML_AT_KEY };

/* Gives an error the node's place and path. */
void yaml_place_error(const struct yaml_node *node, enum yaml_place place, dxaws_error *error);

/* INVALID_ARGUMENT about the node. */
dxaws_error *yaml_error(const struct yaml_node *node, enum yaml_place place, const char *code,
                        const char *format, ...) DXAWS_PRINTF(4, 5);

#endif
