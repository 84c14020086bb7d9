/* SPDX-License-Identifier: MIT */
/* Publishers of a world, and the calls that they make. */
#include "content-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
                              int64_t *now_ms)
{
    struct world_run *run = place->self;
    const struct world *world = run->world;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    if (world->index != NULL) {
        index_reader_take(reader, world->index, world->index_size);
        *etag = strdup(world->index_etag);
    }
    *modified_ms = world->index_ms;
    *now_ms = world_second(world);
    return call_dies(run) ? killed() : NULL;
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
                              const void *data, size_t size, const char *if_match, char **etag,
                              bool *refused)
{
    struct world_run *run = place->self;
    struct world *world = run->world;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    for (int i = 0; i < call_times(run); i++) {
        *refused = !meets(world->index != NULL, world->index_etag, if_match);
        if (!*refused) {
            free(world->index);
            world->index = malloc(size);
            memcpy(world->index, data, size);
            world->index_size = size;
            world->index_ms = world_second(world);
            snprintf(world->index_etag, WORLD_TEXT, "index-%llu",
                     (unsigned long long)++world->writes);
        }
    }
    if (!*refused) {
        *etag = strdup(world->index_etag);
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
        if (object != NULL) {
            entry->size = (int64_t)strlen(object->body);
            entry->headers = world_headers(headers, object->headers);
            world_digest(object->body, entry->digest);
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
            world_write(world, put->key, want->body, want->headers);
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

/* A reference that was used is the invalidation of then. */
static dxaws_error *invalidate(void *data, dxaws_context *context,
                               const struct publish_stale *stale)
{
    struct world_run *run = data;
    struct world *world = run->world;
    (void)context;
    if (!call_begins(run)) {
        return killed();
    }
    for (int times = 0; times < call_times(run); times++) {
        bool used = false;
        for (size_t i = 0; i < world->invalidations; i++) {
            used = used || strcmp(world->references[i], stale->reference) == 0;
        }
        if (!used) {
            memcpy(world->references[world->invalidations++], stale->reference, DXAWS_DIGEST_SIZE);
        }
        for (size_t i = 0; !used && i < WORLD_KEYS && stale->all; i++) {
            world->edge[i] = (struct world_object){0};
        }
        for (size_t i = 0; !used && i < stale->count; i++) {
            struct world_object *object = world_find(world->edge, stale->keys[i]);
            if (object != NULL) {
                *object = (struct world_object){0};
            }
        }
    }
    return call_dies(run) ? killed() : NULL;
}

/* ---- runs */

static int64_t now_ms(void *self)
{
    return ((const struct world_run *)self)->world->clock_ms;
}

static void sleep_ms(void *self, int64_t ms)
{
    ((struct world_run *)self)->world->clock_ms += ms;
}

void world_publish(struct world_run *run)
{
    static const struct content_store store = {list, get_index, holds_index,   put_index,
                                               look, put,       remove_objects};
    static const dxaws_clock_ops clock = {
        .size = sizeof clock, .now_ms = now_ms, .monotonic_ms = now_ms, .sleep_ms = sleep_ms};
    static uint64_t runs;
    char by[24];
    snprintf(by, sizeof by, "run-%llu",
             (unsigned long long)__atomic_add_fetch(&runs, 1, __ATOMIC_RELAXED));
    const struct content_place place = {.self = run, .prefix = ""};
    struct publish_job job = {.store = &store,
                              .place = &place,
                              .wanted = &run->site->entries,
                              .headers = &run->site->headers,
                              .by = by,
                              .prune_ms = run->prune_ms,
                              .invalidate = invalidate,
                              .data = run};
    dxaws_context *context = dxaws_context_new();
    dxaws_error *error = dxaws_context_set_clock(context, &clock, run);
    error = error ? error : publish_run(&job, context, &run->result);
    snprintf(run->failed, sizeof run->failed, "%s", error ? dxaws_error_message(error) : "");
    dxaws_error_free(error);
    dxaws_context_unref(context);
}

static void *publish_in_turn(void *data)
{
    struct world_run *run = data;
    world_publish(run);
    pthread_mutex_lock(&run->world->lock);
    run->over = true;
    run->world->turn = -1;
    pthread_cond_broadcast(&run->world->turned);
    pthread_mutex_unlock(&run->world->lock);
    return NULL;
}

/* Lets one run make one call. */
static void give_turn(struct world *world, const struct world_run *run)
{
    pthread_mutex_lock(&world->lock);
    world->turn = run->number;
    pthread_cond_broadcast(&world->turned);
    while (world->turn != -1) {
        pthread_cond_wait(&world->turned, &world->lock);
    }
    pthread_mutex_unlock(&world->lock);
}

void world_publish_at_once(struct world_run *runs, size_t count)
{
    struct world *world = runs->world;
    for (size_t i = 0; i < count; i++) {
        runs[i].number = (int)i;
        /* The first call waits for its turn, and until then it has that. */
        pthread_mutex_lock(&world->lock);
        world->turn = (int)i + 100;
        pthread_create(&runs[i].thread, NULL, publish_in_turn, &runs[i]);
        while (world->turn != -1) {
            pthread_cond_wait(&world->turned, &world->lock);
        }
        pthread_mutex_unlock(&world->lock);
    }
    for (size_t alive = count; alive > 0;) {
        struct world_run *run = &runs[world_random(world, (uint32_t)count)];
        if (!run->over) {
            give_turn(world, run);
            alive -= run->over;
        }
    }
    for (size_t i = 0; i < count; i++) {
        pthread_join(runs[i].thread, NULL);
    }
}
