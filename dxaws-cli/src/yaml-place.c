/* SPDX-License-Identifier: MIT */
/* Where a node is: in its document, as a JSON pointer; in its file, as line and column. */
#include "yaml-tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

/* One step of a pointer, read into @a name; returns what follows. */
static const char *read_step(const char *pointer, char name[YAML_KEY_MAX + 1])
{
    size_t size = 0;
    for (pointer++; *pointer != '\0' && *pointer != '/'; pointer++) {
        char letter = *pointer;
        if (letter == '~' && (pointer[1] == '0' || pointer[1] == '1')) {
            letter = *++pointer == '0' ? '~' : '/';
        }
        if (size < YAML_KEY_MAX) {
            name[size++] = letter;
        }
    }
    name[size] = '\0';
    return pointer;
}

static const struct yaml_node *child_of(const struct yaml_node *node, char name[YAML_KEY_MAX + 1])
{
    if (node->kind == YAML_LIST) {
        const struct yaml_node *item = node->first;
        for (size_t i = strtoul(name, NULL, 10); item != NULL && i > 0; i--) {
            item = item->next;
        }
        return item;
    }
    const struct yaml_node *member = yaml_member(node, name);
    size_t size = strlen(name);
    if (member == NULL && size > 2 && strcmp(name + size - 2, "_s") == 0) {
        name[size - 2] = '\0'; /* of a manifest's duration the unit is in the value */
        member = yaml_member(node, name);
    }
    return member;
}

const struct yaml_node *yaml_find(const struct yaml_node *root, const char *pointer, bool *whole)
{
    const struct yaml_node *node = root;
    char name[YAML_KEY_MAX + 1];
    *whole = true;
    while (*pointer == '/') {
        pointer = read_step(pointer, name);
        const struct yaml_node *child = child_of(node, name);
        if (child == NULL) {
            *whole = false;
            break;
        }
        node = child;
    }
    return node;
}

static void write_pointer(FILE *stream, const struct yaml_node *node)
{
    if (node->parent == NULL) {
        return;
    }
    write_pointer(stream, node->parent); /* as deep as YAML_DEPTH_MAX */
    fputc('/', stream);
    if (node->parent->kind == YAML_LIST) {
        size_t index = 0;
        for (const struct yaml_node *item = node->parent->first; item != node; item = item->next) {
            index++;
        }
        fprintf(stream, "%zu", index);
        return;
    }
    for (const char *key = node->key; *key != '\0'; key++) {
        fputs(*key == '~' ? "~0" : *key == '/' ? "~1" : (char[]){*key, '\0'}, stream);
    }
}

char *yaml_pointer(const struct yaml_node *node)
{
    char *pointer = NULL;
    size_t size;
    FILE *stream = open_memstream(&pointer, &size);
    if (stream == NULL) {
        return NULL;
    }
    write_pointer(stream, node);
    if (fclose(stream) != 0) {
        free(pointer);
        return NULL;
    }
    return pointer;
}

/* A key without a value has no other place. */
static bool is_at_key(const struct yaml_node *node, enum yaml_place place)
{
    bool nothing = node->kind == YAML_NULL && node->text != NULL && node->text[0] == '\0';
    return (place == YAML_AT_KEY || nothing) && node->key_line > 0;
}

void yaml_place_error(const struct yaml_node *node, enum yaml_place place, dxaws_error *error)
{
    char *pointer = yaml_pointer(node);
    bool key = is_at_key(node, place);
    dxaws_error_set_path(error, pointer, place == YAML_AT_KEY);
    dxaws_error_set_place(error, node->origin, key ? node->key_line : node->line,
                          key ? node->key_column : node->column);
    free(pointer);
}

dxaws_error *yaml_error(const struct yaml_node *node, enum yaml_place place, const char *code,
                        const char *format, ...)
{
    char text[768];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    dxaws_error *error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", code, "%s", text);
    yaml_place_error(node, place, error);
    return error;
}
