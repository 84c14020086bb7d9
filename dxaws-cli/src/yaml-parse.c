/* SPDX-License-Identifier: MIT */
/* Building the tree from libyaml's events, within bounds. */
#include "yaml-tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"
#include "yaml-pairs.h"
#include "yaml-scalar.h"
#include "yaml-words.h"

enum { JOINS_MAX = 100 }; /* scalars of YAML with pairs, for each of which it is read again */

struct builder {
    yaml_parser_t parser;
    yaml_event_t event; /* the one being looked at */
    const char *origin;
    const char *text; /* all of it */
    size_t size;
    struct yaml_pairs pairs;
};

/* Of the file, from 1. */
static size_t column_of(const struct builder *builder, yaml_mark_t mark)
{
    return yaml_pairs_column(&builder->pairs, mark.line, mark.column) + 1;
}

static dxaws_error *syntax_error(const struct builder *builder, yaml_mark_t mark,
                                 const char *format, ...) DXAWS_PRINTF(3, 4);

static dxaws_error *syntax_error(const struct builder *builder, yaml_mark_t mark,
                                 const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_YAML, "%s", text);
    dxaws_error_set_place(error, builder->origin, mark.line + 1, column_of(builder, mark));
    return error;
}

static dxaws_error *parser_error(const struct builder *builder)
{
    const yaml_parser_t *parser = &builder->parser;
    const char *problem = parser->problem ? parser->problem : "not well-formed";
    const char *words;
    yaml_mark_t mark;
    switch (parser->error) {
    case YAML_MEMORY_ERROR:
        return dxaws_error_out_of_memory();
    case YAML_READER_ERROR:
        yaml_offset_place(builder->text, builder->size, parser->problem_offset, &mark);
        if (builder->size > 1 && (builder->text[0] == '\0') != (builder->text[1] == '\0')) {
            mark = (yaml_mark_t){.index = 0}; /* every other byte is a NUL: UTF-16 without a mark */
            problem = "";
        }
        return strstr(problem, "control") != NULL
                   ? syntax_error(builder, mark, "a control character; take it away")
                   : syntax_error(builder, mark, "this is not UTF-8; write the file in UTF-8");
    default:
        words = yaml_words(parser, builder->text, builder->size, &mark);
        return syntax_error(builder, mark, "not YAML: %s", words);
    }
}

/* Moves on to the next event. */
static dxaws_error *next_event(struct builder *builder)
{
    yaml_event_delete(&builder->event);
    if (!yaml_parser_parse(&builder->parser, &builder->event)) {
        return parser_error(builder);
    }
    return NULL;
}

static dxaws_error *refuse_extras(const struct builder *builder, const yaml_char_t *anchor,
                                  const yaml_char_t *tag)
{
    if (anchor != NULL) {
        return syntax_error(builder, builder->event.start_mark,
                            "anchor \"&%s\": anchors are not supported; write the value out",
                            (const char *)anchor);
    }
    if (tag != NULL) {
        return syntax_error(builder, builder->event.start_mark,
                            "tag \"%s\": tags are not supported; leave it out", (const char *)tag);
    }
    return NULL;
}

/* What is not a plain map, list or scalar. */
static dxaws_error *check_event(const struct builder *builder)
{
    const yaml_event_t *event = &builder->event;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return syntax_error(builder, event->start_mark,
                            "alias \"*%s\": aliases are not supported; write the value out",
                            (const char *)event->data.alias.anchor);
    case YAML_SCALAR_EVENT:
        return refuse_extras(builder, event->data.scalar.anchor, event->data.scalar.tag);
    case YAML_SEQUENCE_START_EVENT:
        return refuse_extras(builder, event->data.sequence_start.anchor,
                             event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return refuse_extras(builder, event->data.mapping_start.anchor,
                             event->data.mapping_start.tag);
    default:
        return NULL;
    }
}

static dxaws_error *node_new(const struct builder *builder, struct yaml_node **node)
{
    const yaml_mark_t mark = builder->event.start_mark;
    struct yaml_node *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    made->origin = builder->origin;
    made->line = mark.line + 1;
    made->column = column_of(builder, mark);
    *node = made;
    return NULL;
}

static dxaws_error *scalar_text(const struct builder *builder, char **text)
{
    const char *value = (const char *)builder->event.data.scalar.value;
    size_t length = builder->event.data.scalar.length;
    if (memchr(value, '\0', length) != NULL) {
        return syntax_error(builder, builder->event.start_mark,
                            "text with a NUL character; take it out");
    }
    *text = strndup(value, length);
    return *text ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *build_scalar(struct builder *builder, struct yaml_node *node)
{
    dxaws_error *error = scalar_text(builder, &node->text);
    if (error != NULL) {
        return error;
    }
    bool plain = builder->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!plain) {
        node->kind = YAML_TEXT;
    } else if (!yaml_scalar_resolve(node)) {
        return syntax_error(builder, builder->event.start_mark,
                            "%.40s: the number is too large; quote it if it is text", node->text);
    }
    return NULL;
}

static void append(struct yaml_node *parent, struct yaml_node *child)
{
    child->parent = parent;
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

static dxaws_error *build(struct builder *builder, unsigned depth, struct yaml_node **node);

static dxaws_error *build_list(struct builder *builder, unsigned depth, struct yaml_node *list)
{
    list->kind = YAML_LIST;
    for (;;) {
        struct yaml_node *item = NULL;
        dxaws_error *error = next_event(builder);
        if (error != NULL || builder->event.type == YAML_SEQUENCE_END_EVENT) {
            return error;
        }
        error = build(builder, depth + 1, &item);
        if (error != NULL) {
            return error;
        }
        append(list, item);
    }
}

/* The current event as the key of a new member of @a map, whose keys are those of @a known. */
static dxaws_error *check_key(const struct builder *builder, const struct yaml_node *map,
                              json_t *known)
{
    const yaml_event_t *event = &builder->event;
    if (event->type != YAML_SCALAR_EVENT) {
        return syntax_error(builder, event->start_mark, "a key must be text, not a map or a list");
    }
    const char *key = (const char *)event->data.scalar.value;
    if (event->data.scalar.length == 0 || event->data.scalar.length > YAML_KEY_MAX) {
        return syntax_error(builder, event->start_mark, "a key must have 1 to %d characters",
                            YAML_KEY_MAX);
    }
    if (strcmp(key, "<<") == 0) {
        return syntax_error(builder, event->start_mark,
                            "\"<<\": merging is not supported; write the values out");
    }
    if (json_object_get(known, key) != NULL) {
        const struct yaml_node *twin = yaml_member(map, key);
        return syntax_error(builder, event->start_mark,
                            "\"%s\" is there twice: first at line %zu, column %zu; keep one", key,
                            twin->key_line, twin->key_column);
    }
    return json_object_set_new_nocheck(known, key, json_true()) == 0 ? NULL
                                                                     : dxaws_error_out_of_memory();
}

static dxaws_error *build_member(struct builder *builder, unsigned depth, struct yaml_node *map,
                                 json_t *known)
{
    const yaml_mark_t mark = builder->event.start_mark;
    char *key = NULL;
    struct yaml_node *value = NULL;
    dxaws_error *error = check_event(builder);
    if (error == NULL) {
        error = check_key(builder, map, known);
    }
    if (error == NULL) {
        error = scalar_text(builder, &key);
    }
    if (error == NULL) {
        error = next_event(builder);
    }
    if (error == NULL) {
        error = build(builder, depth + 1, &value);
    }
    if (error != NULL) {
        free(key);
        return error;
    }
    value->key = key;
    value->key_line = mark.line + 1;
    value->key_column = column_of(builder, mark);
    append(map, value);
    return NULL;
}

static dxaws_error *build_map(struct builder *builder, unsigned depth, struct yaml_node *map)
{
    map->kind = YAML_MAP;
    json_t *known = json_object();
    dxaws_error *error = known ? NULL : dxaws_error_out_of_memory();
    while (error == NULL) {
        error = next_event(builder);
        if (error != NULL || builder->event.type == YAML_MAPPING_END_EVENT) {
            break;
        }
        error = build_member(builder, depth, map, known);
    }
    json_decref(known);
    return error;
}

/* Builds the value that begins with the current event. */
static dxaws_error *build(struct builder *builder, unsigned depth, struct yaml_node **node)
{
    struct yaml_node *made = NULL;
    dxaws_error *error = check_event(builder);
    if (error == NULL && depth > YAML_DEPTH_MAX) {
        error = syntax_error(builder, builder->event.start_mark,
                             "nested more than %d deep, which is the most", YAML_DEPTH_MAX);
    }
    if (error == NULL) {
        error = node_new(builder, &made);
    }
    if (error != NULL) {
        return error;
    }
    switch (builder->event.type) {
    case YAML_SEQUENCE_START_EVENT:
        error = build_list(builder, depth, made);
        break;
    case YAML_MAPPING_START_EVENT:
        error = build_map(builder, depth, made);
        break;
    default:
        error = build_scalar(builder, made);
        break;
    }
    if (error != NULL) {
        yaml_node_free(made);
        return error;
    }
    *node = made;
    return NULL;
}

static dxaws_error *build_document(struct builder *builder, struct yaml_node **root)
{
    dxaws_error *error = next_event(builder); /* the stream's start */
    if (error == NULL) {
        error = next_event(builder);
    }
    if (error == NULL && builder->event.type == YAML_STREAM_END_EVENT) {
        return syntax_error(builder, (yaml_mark_t){.line = 0},
                            "the file is empty; write \"key: value\" into it");
    }
    if (error == NULL) {
        error = next_event(builder);
    }
    if (error == NULL) {
        error = build(builder, 1, root);
    }
    if (error == NULL) {
        error = next_event(builder); /* the document's end */
    }
    if (error == NULL) {
        error = next_event(builder);
    }
    if (error == NULL && builder->event.type != YAML_STREAM_END_EVENT) {
        error = syntax_error(builder, builder->event.start_mark,
                             "a second document; write each into a file of its own");
    }
    return error;
}

static dxaws_error *build_tree(struct builder *builder, struct yaml_node **root)
{
    if (!yaml_parser_initialize(&builder->parser)) {
        return dxaws_error_out_of_memory();
    }
    yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder->parser, (const unsigned char *)builder->text,
                                 builder->size);
    return build_document(builder, root);
}

/* From a copy of the text, in which the pairs of JSON are joined as the parser meets them. */
static dxaws_error *build_joined(struct builder *builder, struct yaml_node **root)
{
    char *text = malloc(builder->size + 1);
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    memcpy(text, builder->text, builder->size);
    builder->text = text;
    dxaws_error *error;
    bool again;
    unsigned joins = 0;
    do {
        error = build_tree(builder, root);
        again = error != NULL && yaml_stopped_at_pair(&builder->parser) && joins++ < JOINS_MAX &&
                yaml_join_pairs(&builder->pairs, &builder->parser, text, &builder->size);
        if (again) {
            yaml_node_free(*root);
            *root = NULL;
            dxaws_error_free(error);
        }
        yaml_event_delete(&builder->event);
        yaml_parser_delete(&builder->parser);
    } while (again);
    yaml_pairs_clear(&builder->pairs);
    free(text);
    return error;
}

dxaws_error *yaml_parse(const char *origin, const char *text, size_t size, struct yaml_tree *tree)
{
    if (size > YAML_SIZE_MAX) {
        dxaws_error *error =
            dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_YAML,
                            "larger than 32 MiB; give a file that has at most that");
        dxaws_error_set_place(error, origin, 0, 0);
        return error;
    }
    struct yaml_tree made = {.origin = strdup(origin)};
    struct builder builder = {.origin = made.origin};
    if (made.origin == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3; /* libyaml counts a byte order mark as a column, and the next line is off */
        size -= 3;
    }
    builder.text = text;
    builder.size = size;
    dxaws_error *error = build_joined(&builder, &made.root);
    if (error != NULL) {
        yaml_clear(&made);
        return error;
    }
    *tree = made;
    return NULL;
}
