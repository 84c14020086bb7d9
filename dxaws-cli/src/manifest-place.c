/* SPDX-License-Identifier: MIT */
/* Where in the file the cause of a module's error stands. */
#include "manifest.h"

#include <dxaws/extend/error.h>

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* The field that makes the bucket's name. */
static const struct yaml_node *bucket_place(const struct yaml_tree *tree)
{
    const struct yaml_node *name = yaml_member(yaml_member(tree->root, "bucket"), "name");
    const struct yaml_node *site = yaml_member(tree->root, "site");
    return name ? name : site;
}

static bool is_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

/* Where @a message has @a word on its own, as an offset; SIZE_MAX for nowhere. */
static size_t find_word(const char *message, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = strstr(message, word); at != NULL && size > 0;
         at = strstr(at + 1, word)) {
        if ((at == message || !is_word(at[-1])) && !is_word(at[size])) {
            return (size_t)(at - message);
        }
    }
    return SIZE_MAX;
}

/* The node whose key is the first to be named, the deeper one among equals. */
static void search(const struct yaml_node *node, const char *message, size_t *offset,
                   const struct yaml_node **best)
{
    for (const struct yaml_node *child = node->first; child != NULL; child = child->next) {
        size_t at = child->key ? find_word(message, child->key) : SIZE_MAX;
        if (at != SIZE_MAX && at <= *offset) {
            *offset = at;
            *best = child;
        }
        search(child, message, offset, best);
    }
}

dxaws_error *manifest_locate(const struct yaml_tree *tree, dxaws_error *error)
{
    if (error == NULL || dxaws_error_get_kind(error) != DXAWS_ERROR_INVALID_ARGUMENT) {
        return error;
    }
    const char *message = dxaws_error_message(error);
    size_t offset = SIZE_MAX - 1;
    const struct yaml_node *best = NULL;
    if (strcmp(dxaws_error_code(error), "BucketNameError") == 0) {
        best = bucket_place(tree);
    }
    if (best == NULL) {
        best = tree->root;
        search(tree->root, message, &offset, &best);
    }
    char place[48] = "";
    if (best->line > 0) {
        snprintf(place, sizeof place, ":%zu:%zu", best->line, best->column);
    }
    dxaws_error *located =
        dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, dxaws_error_domain(error),
                        dxaws_error_code(error), "%s%s: %s", best->origin, place, message);
    dxaws_error_set_cause(located, error);
    return located;
}
