/* SPDX-License-Identifier: MIT */
/* The bucket, its edge, and what is published. */
#include "content-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

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

void world_digest(const char *body, unsigned char digest[CONTENT_DIGEST])
{
    memset(digest, 0, CONTENT_DIGEST);
    memcpy(digest, body, strnlen(body, CONTENT_SHORT));
}

uint32_t world_headers(struct content_headers *headers, const char *text)
{
    json_t *set = json_pack("{ss}", "Cache-Control", text);
    uint32_t number = headers_add(headers, set);
    json_decref(set);
    return number;
}

void site_add(struct world_site *site, const char *key, const char *body, const char *headers,
              enum content_stage stage)
{
    struct world_object *object = &site->objects[site->count++];
    snprintf(object->key, WORLD_TEXT, "%s", key);
    snprintf(object->body, WORLD_TEXT, "%s", body);
    snprintf(object->headers, WORLD_TEXT, "%s", headers);
    struct content_entry *entry = entries_add(&site->entries, key, NULL);
    entry->size = (int64_t)strlen(body);
    entry->stage = (uint8_t)stage;
    entry->headers = world_headers(&site->headers, headers);
    world_digest(body, entry->digest);
    entries_sort(&site->entries);
}

void site_clear(struct world_site *site)
{
    entries_clear(&site->entries);
    headers_clear(&site->headers);
    *site = (struct world_site){0};
}
