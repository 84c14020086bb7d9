/* SPDX-License-Identifier: MIT */
/* The calls that the publishers of a world make. */
#include "content-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/s3-content.h>

#include "content/pack.h"
#include "content/service.h"

enum { CALL_MS = 143 };

static dxaws_error *killed(void)
{
    return dxaws_error_new(DXAWS_ERROR_CANCELLED, "test", "Killed", "killed");
}

static bool meets(bool there, const char *etag, const char *if_match)
{
    return if_match == NULL ? !there : there && strcmp(etag, if_match) == 0;
}

/* What a dead publisher sent arrives. */
static void land(struct world *world)
{
    const struct world_object *late = &world->late;
    const struct world_object *object = world_find(world->objects, late->key);
    if (late->key[0] == '\0' || --world->late_calls >= 0) {
        return;
    }
    world->landed = meets(object != NULL, object ? object->etag : "",
                          world->late_if_match[0] ? world->late_if_match : NULL);
    if (world->landed) {
        world_write(world, late->key, late->body, late->headers);
    }
    world->late = (struct world_object){0};
}

/* Whether the call is made at all, when it is this run's turn. */
static bool call_begins(struct world_run *run)
{
    struct world *world = run->world;
    if (run->number >= 0) {
        pthread_mutex_lock(&world->lock);
        world->turn = -1;
        pthread_cond_broadcast(&world->turned);
        while (world->turn != run->number) {
            pthread_cond_wait(&world->turned, &world->lock);
        }
        pthread_mutex_unlock(&world->lock);
    }
    run->calls++;
    world->clock_ms += CALL_MS;
    land(world);
    for (size_t i = 0; world->visited && i < WORLD_KEYS; i++) {
        if (world_random(world, 10) < 3) {
            world_visit(world, &world->objects[i]);
        }
    }
    return run->fate != WORLD_DIES_BEFORE || run->at != run->calls;
}

/* What becomes of a call that was made. */
static bool call_dies(const struct world_run *run)
{
    bool dies = run->fate == WORLD_DIES_AFTER || run->fate == WORLD_LANDS_LATE;
    return dies && run->at == run->calls;
}

/* How often a call is made: once more when its answer was lost. */
static int call_times(const struct world_run *run)
{
    return run->fate == WORLD_ANSWER_LOST && run->at == run->calls ? 2 : 1;
}

static dxaws_error *list(const struct content_place *place, dxaws_context *context,
                         struct content_entries *listed)
{
    struct world_run *run = place->self;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    for (size_t i = 0; i < WORLD_KEYS; i++) {
        const struct world_object *object = &run->world->objects[i];
        struct content_entry *entry =
            object->key[0] ? entries_add(listed, object->key, object->etag) : NULL;
        if (entry != NULL) {
            entry->size = (int64_t)strlen(object->body);
            entry->time_ms = object->time_ms;
        }
    }
    entries_sort(listed);
    return call_dies(run) ? killed() : NULL;
}

static dxaws_error *get_index(const struct content_place *place, dxaws_context *context,
                              struct index_reader *reader, char **etag, int64_t *modified_ms,
                              int64_t *now_ms, struct content_entries *listed)
{
    struct world_run *run = place->self;
    const struct world *world = run->world;
    /* Either may be answered first; a list before an index that came meanwhile is taken again. */
    bool first = listed != NULL && world_random(run->world, 2) == 0;
    dxaws_error *error = first ? list(place, context, listed) : NULL;
    int64_t listed_ms = world_second(world);
    if (error != NULL) {
        return error;
    }
    if (!call_begins(run)) {
        return killed();
    }
    if (world->index != NULL) {
        index_reader_take(reader, world->index, world->index_size);
        *etag = strdup(world->index_etag);
    }
    *modified_ms = world->index_ms;
    *now_ms = world_second(world);
    if (call_dies(run)) {
        return killed();
    }
    bool keeps = first && (world->index == NULL || world->index_ms < listed_ms);
    if (listed == NULL || keeps) {
        return NULL;
    }
    entries_clear(listed);
    return list(place, context, listed);
}

static dxaws_error *holds_index(const struct content_place *place, dxaws_context *context,
                                const char *etag, bool *holds)
{
    struct world_run *run = place->self;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    *holds = run->world->index != NULL && strcmp(run->world->index_etag, etag) == 0;
    return call_dies(run) ? killed() : NULL;
}

static dxaws_error *put_index(const struct content_place *place, dxaws_context *context,
                              const void *data, size_t size, const char *if_match,
                              struct content_index_put *outcome)
{
    struct world_run *run = place->self;
    struct world *world = run->world;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    for (int i = 0; i < call_times(run); i++) {
        outcome->refused = !meets(world->index != NULL, world->index_etag, if_match);
        if (!outcome->refused) {
            free(world->index);
            world->index = malloc(size);
            memcpy(world->index, data, size);
            world->index_size = size;
            world->index_ms = world_second(world);
            snprintf(world->index_etag, WORLD_TEXT, "index-%llu",
                     (unsigned long long)++world->writes);
        }
    }
    if (!outcome->refused) {
        outcome->etag = strdup(world->index_etag);
    }
    return call_dies(run) ? killed() : NULL;
}

static dxaws_error *look(const struct content_place *place, dxaws_context *context,
                         const char *const *keys, size_t count, struct content_entries *seen,
                         struct content_headers *headers)
{
    struct world_run *run = place->self;
    (void)context;
    for (size_t i = 0; i < count; i++) {
        if (!call_begins(run)) {
            return killed();
        }
        const struct world_object *object = world_find(run->world->objects, keys[i]);
        struct content_entry *entry = entries_add(seen, keys[i], object ? object->etag : NULL);
        run->result.looked++;
        if (object != NULL) {
            char digest[DXAWS_DIGEST_SIZE];
            json_t *set = world_headers(keys[i], object->headers);
            entry->size = (int64_t)strlen(object->body);
            entry->headers = headers_add(headers, set);
            json_decref(set);
            dxaws_digest(object->body, strlen(object->body), digest);
            pack_digest(digest, entry->digest, CONTENT_DIGEST);
        }
        if (call_dies(run)) {
            return killed();
        }
    }
    return NULL;
}

static void put_one(struct world_run *run, struct content_put *put)
{
    struct world *world = run->world;
    const struct world_object *want = NULL;
    for (size_t i = 0; i < run->site->count; i++) {
        want = strcmp(run->site->objects[i].key, put->key) == 0 ? &run->site->objects[i] : want;
    }
    if (run->fate == WORLD_LANDS_LATE && run->at == run->calls) {
        world->late = *want;
        snprintf(world->late_if_match, WORLD_TEXT, "%s", put->if_match ? put->if_match : "");
        put->refused = true;
        return;
    }
    for (int i = 0; i < call_times(run); i++) {
        const struct world_object *object = world_find(world->objects, put->key);
        put->refused = !meets(object != NULL, object ? object->etag : "", put->if_match);
        if (!put->refused) {
            world_write(world, put->key, put->body.data, dx_text(put->headers, "Cache-Control"));
        }
    }
    if (!put->refused) {
        put->etag = strdup(world_find(world->objects, put->key)->etag);
    }
}

static dxaws_error *put(const struct content_place *place, dxaws_context *context,
                        struct content_put *puts, size_t count)
{
    struct world_run *run = place->self;
    (void)context;
    for (size_t i = 0; i < count; i++) {
        if (!call_begins(run)) {
            return killed();
        }
        put_one(run, &puts[i]);
        if (call_dies(run)) {
            return killed();
        }
    }
    return NULL;
}

static dxaws_error *remove_objects(const struct content_place *place, dxaws_context *context,
                                   const char *const *keys, const char *const *etags, size_t count)
{
    struct world_run *run = place->self;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    for (size_t i = 0; i < count; i++) {
        struct world_object *object = world_find(run->world->objects, keys[i]);
        if (object != NULL && strcmp(object->etag, etags[i]) == 0) {
            *object = (struct world_object){0};
        }
    }
    return call_dies(run) ? killed() : NULL;
}

dxaws_error *world_invalidate(struct world_run *run, const json_t *observed)
{
    struct world *world = run->world;
    const json_t *stale = json_object_get(observed, "stale");
    const char *reference = dx_text(observed, "reference");
    bool all = json_is_true(json_object_get(observed, "all_stale"));
    if (!all && json_array_size(stale) == 0) {
        return NULL;
    }
    if (!call_begins(run)) {
        return killed();
    }
    for (int times = 0; times < call_times(run); times++) {
        bool used = false;
        for (size_t i = 0; i < world->invalidations; i++) {
            used = used || strcmp(world->references[i], reference) == 0;
        }
        if (!used) {
            memcpy(world->references[world->invalidations++], reference, DXAWS_DIGEST_SIZE);
        }
        for (size_t i = 0; !used && i < WORLD_KEYS && all; i++) {
            world->edge[i] = (struct world_object){0};
        }
        for (size_t i = 0; !used && i < json_array_size(stale); i++) {
            struct world_object *object =
                world_find(world->edge, json_string_value(json_array_get(stale, i)));
            if (object != NULL) {
                *object = (struct world_object){0};
            }
        }
    }
    return call_dies(run) ? killed() : NULL;
}

const struct content_store world_store = {
    .list = list,
    .get_index = get_index,
    .holds_index = holds_index,
    .put_index = put_index,
    .look = look,
    .put = put,
    .remove = remove_objects,
};
