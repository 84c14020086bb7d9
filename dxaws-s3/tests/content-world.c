/* SPDX-License-Identifier: MIT */
/* The bucket, its edge, and what is published. */
#include "content-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

#include "content/folder.h"

enum { SECOND = 1000 };

uint32_t world_random(struct world *world, uint32_t below)
{
    world->random = world->random * 1664525 + 1013904223;
    return (world->random >> 8) % below;
}

void world_begin(struct world *world, bool kms, uint32_t seed)
{
    *world = (struct world){.kms = kms, .random = seed * 2654435761U + 1, .clock_ms = 100 * SECOND};
    world->turn = -1;
    pthread_mutex_init(&world->lock, NULL);
    pthread_cond_init(&world->turned, NULL);
}

void world_end(struct world *world)
{
    free(world->index);
    pthread_mutex_destroy(&world->lock);
    pthread_cond_destroy(&world->turned);
}

int64_t world_second(const struct world *world)
{
    return world->clock_ms - world->clock_ms % SECOND;
}

struct world_object *world_find(struct world_object *objects, const char *key)
{
    for (size_t i = 0; i < WORLD_KEYS; i++) {
        if (strcmp(objects[i].key, key) == 0) {
            return &objects[i];
        }
    }
    return NULL;
}

static struct world_object *place(struct world_object *objects, const char *key)
{
    struct world_object *object = world_find(objects, key);
    object = object ? object : world_find(objects, "");
    if (object == NULL) {
        abort(); /* a test has more keys than a world: WORLD_KEYS */
    }
    snprintf(object->key, WORLD_TEXT, "%s", key);
    return object;
}

void world_write(struct world *world, const char *key, const char *body, const char *headers)
{
    struct world_object *object = place(world->objects, key);
    snprintf(object->body, WORLD_TEXT, "%s", body);
    snprintf(object->headers, WORLD_TEXT, "%s", headers);
    if (world->kms) {
        snprintf(object->etag, WORLD_TEXT, "kms-%llu", (unsigned long long)++world->writes);
    } else {
        snprintf(object->etag, WORLD_TEXT, "%s", body);
    }
    object->time_ms = world_second(world);
}

void world_visit(struct world *world, const struct world_object *object)
{
    if (object->key[0] != '\0' && world_find(world->edge, object->key) == NULL) {
        *place(world->edge, object->key) = *object;
    }
}

void world_visit_all(struct world *world)
{
    for (size_t i = 0; i < WORLD_KEYS; i++) {
        world_visit(world, &world->objects[i]);
    }
}

const char *world_wrong(struct world *world, const struct world_site *site)
{
    world_visit_all(world);
    for (size_t i = 0; i < site->count; i++) {
        const struct world_object *want = &site->objects[i];
        const struct world_object *is[] = {world_find(world->objects, want->key),
                                           world_find(world->edge, want->key)};
        for (size_t side = 0; side < 2; side++) {
            if (is[side] == NULL || strcmp(is[side]->body, want->body) != 0 ||
                strcmp(is[side]->headers, want->headers) != 0) {
                return want->key;
            }
        }
    }
    return NULL;
}

/* ---- sites */

json_t *world_headers(const char *key, const char *text)
{
    json_t *set = folder_headers(NULL, key, true, false);
    json_object_set_new(set, "Cache-Control", json_string(text));
    return set;
}

void site_add(struct world_site *site, const char *key, const char *body, const char *headers)
{
    struct world_object *object = &site->objects[site->count++];
    snprintf(object->key, WORLD_TEXT, "%s", key);
    snprintf(object->body, WORLD_TEXT, "%s", body);
    snprintf(object->headers, WORLD_TEXT, "%s", headers);
}

json_t *site_desired(const struct world_site *site, int64_t prune_ms)
{
    json_t *objects = json_object();
    for (size_t i = 0; i < site->count; i++) {
        const struct world_object *object = &site->objects[i];
        json_object_set_new(objects, object->key,
                            json_pack("{ss s{ss}}", "text", object->body, "headers",
                                      "Cache-Control", object->headers));
    }
    return json_pack("{ss ss sI so}", "bucket", "world", "region", "eu-west-1", "prune_ms",
                     (json_int_t)prune_ms, "objects", objects);
}
