/* SPDX-License-Identifier: MIT */
/* What is published: keys of the manifest, and the members of the website's document that say it,
 * which are content's own. */
#include "manifest.h"

#include <stdio.h>
#include <string.h>

enum { MS = 1000 };

/* The first that fits counts; what follows is the same on both sides. */
static const struct {
    const char *key;
    const char *member;
} places[] = {
    {"source", "content.source"},
    {"publish.prune", "content.prune_ms"},
    {"publish.invalidate", "invalidate"},
    {"publish", "content.publish"},
    {"source", "content"},
};
enum { PLACE_COUNT = sizeof places / sizeof *places };

/* What follows a prefix of @a path, whose names are separated by @a separator; NULL without it. */
static const char *behind(const char *path, const char *prefix, char separator)
{
    for (; *prefix != '\0'; path++, prefix++) {
        if (*path != (*prefix == '.' ? separator : *prefix)) {
            return NULL;
        }
    }
    return *path == '\0' || *path == separator ? path : NULL;
}

void manifest_member(const char *key, char member[MANIFEST_PATH_SIZE])
{
    snprintf(member, MANIFEST_PATH_SIZE, "%s", key);
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        const char *rest = behind(key, places[i].key, '.');
        if (rest != NULL) {
            snprintf(member, MANIFEST_PATH_SIZE, "%s%s", places[i].member, rest);
            return;
        }
    }
}

void manifest_pointer(const char *pointer, char path[MANIFEST_PATH_SIZE])
{
    snprintf(path, MANIFEST_PATH_SIZE, "%s", pointer);
    for (size_t i = 0; i < PLACE_COUNT && *pointer == '/'; i++) {
        const char *rest = behind(pointer + 1, places[i].member, '/');
        if (rest != NULL) {
            size_t size = (size_t)snprintf(path, MANIFEST_PATH_SIZE, "/%s", places[i].key);
            char *dot = strchr(path, '.');
            if (dot != NULL) {
                *dot = '/';
            }
            snprintf(path + size, MANIFEST_PATH_SIZE - size, "%s", rest);
            return;
        }
    }
}

bool manifest_place_source(const struct yaml_tree *tree, json_t *document)
{
    const struct yaml_node *node = yaml_member(tree->root, "source");
    const char *source = json_string_value(json_object_get(document, "source"));
    const char *slash = node && node->origin ? strrchr(node->origin, '/') : NULL;
    if (source == NULL || source[0] == '/' || slash == NULL) {
        return true;
    }
    json_t *placed = json_sprintf("%.*s/%s", (int)(slash - node->origin), node->origin, source);
    return json_object_set_new(document, "source", placed) == 0;
}

/* Moves a member, if it is there. */
static bool move(json_t *from, const char *name, json_t *to)
{
    json_t *value = json_incref(json_object_get(from, name));
    json_object_del(from, name);
    return value == NULL || json_object_set_new(to, name, value) == 0;
}

bool manifest_take_content(const struct yaml_tree *tree, json_t *document)
{
    if (json_object_get(document, "source") == NULL) {
        return true;
    }
    json_t *content = json_object();
    bool whole = manifest_place_source(tree, document) && move(document, "source", content);
    json_t *publish = json_object_get(document, "publish");
    const json_t *prune = json_object_get(publish, "prune_s");
    whole = whole && (prune == NULL ||
                      json_object_set_new(content, "prune_ms",
                                          json_integer(json_integer_value(prune) * MS)) == 0);
    json_object_del(publish, "prune_s");
    whole = whole && move(publish, "invalidate", document);
    whole = whole && move(document, "publish", content);
    if (json_object_set_new(document, "content", content) != 0) {
        return false;
    }
    return whole;
}
