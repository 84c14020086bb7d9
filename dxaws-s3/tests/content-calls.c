/* SPDX-License-Identifier: MIT */
/* Publishers of a world, and the calls that they make. */
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

/* A reference that was used is the invalidation of then. */
static dxaws_error *invalidate(struct world_run *run, const json_t *observed)
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

/* ---- runs */

static int64_t now_ms(void *self)
{
    return ((const struct world_run *)self)->world->clock_ms;
}

static void sleep_ms(void *self, int64_t ms)
{
    ((struct world_run *)self)->world->clock_ms += ms;
}

static void keep_self(void *self)
{
    (void)self; /* a run is the test's */
}

static const struct content_store store = {
    .list = list,
    .get_index = get_index,
    .holds_index = holds_index,
    .put_index = put_index,
    .look = look,
    .put = put,
    .remove = remove_objects,
};
static const struct content_service service = {
    .needs = "a run", .destroy = keep_self, .store = &store};

/* Makes a manager over the calls of a run, and reads and plans with it. */
static dxaws_error *begin(struct world_run *run, dxaws_context *context, dxaws_manager **manager,
                          dxaws_plan **plan)
{
    const dxaws_module *module = dxaws_s3_content_module();
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    dxaws_error *error = dxaws_document_new(site_desired(run->site, run->prune_ms), &desired);
    error = error ? error : content_service_provider_new("world", &service, run, &provider);
    error = error ? error
                  : module->open(module, dxaws_s3_content_provider_base(provider), NULL, manager);
    error = error ? error : module->read(module, *manager, context, desired, &current);
    return error ? error : module->plan(module, desired, current, NULL, plan);
}

static bool is_next(const dxaws_plan *plan, const char *kind)
{
    return dxaws_plan_count(plan) > 0 &&
           strcmp(dxaws_action_kind(dxaws_plan_at(plan, 0)), kind) == 0;
}

/* Step by step; the edge is told before the index is. Some plans are written down and read again
 * between two steps, as by another process. */
static dxaws_error *go_on(struct world_run *run, dxaws_context *context, dxaws_manager *manager,
                          dxaws_plan **plan)
{
    const dxaws_module *module = dxaws_s3_content_module();
    bool told = false;
    dxaws_error *error = NULL;
    while (error == NULL && dxaws_plan_count(*plan) > 0) {
        DXAWS_AUTO(dxaws_plan) read = NULL;
        DXAWS_AUTO(dxaws_plan) rest = NULL;
        if (is_next(*plan, "PUT_INDEX") && !told) {
            error = invalidate(run, dxaws_plan_observed_tree(*plan));
            told = true;
        }
        if (error == NULL && run->fate == WORLD_ANSWER_LOST) {
            error = dxaws_plan_parse(dxaws_plan_text(*plan), &read);
        }
        error = error ? error
                      : module->step(module, manager, context, read ? read : *plan, NULL, &rest);
        if (error == NULL) {
            dxaws_plan_free(*plan);
            *plan = rest;
            rest = NULL;
        }
    }
    return error;
}

static void conclude(struct world_run *run, const dxaws_plan *plan, bool planned,
                     dxaws_error *error)
{
    const json_t *observed = plan ? dxaws_plan_observed_tree(plan) : NULL;
    bool overtaken =
        error != NULL && strcmp(dxaws_error_code(error), DXAWS_S3_ERROR_ANOTHER_PUBLISHER) == 0;
    run->result.end = overtaken ? WORLD_OVERTAKEN
                      : error   ? 0
                      : planned ? WORLD_DONE
                                : WORLD_NOTHING;
    run->result.written = (size_t)json_integer_value(json_object_get(observed, "written"));
    run->result.removed = (size_t)json_integer_value(json_object_get(observed, "removed"));
    snprintf(run->failed, sizeof run->failed, "%s",
             error && !overtaken ? dxaws_error_message(error) : "");
    dxaws_error_free(error);
}

void world_publish(struct world_run *run)
{
    static const dxaws_clock_ops clock = {
        .size = sizeof clock, .now_ms = now_ms, .monotonic_ms = now_ms, .sleep_ms = sleep_ms};
    const dxaws_module *module = dxaws_s3_content_module();
    dxaws_context *context = dxaws_context_new();
    dxaws_manager *manager = NULL;
    dxaws_plan *plan = NULL;
    dxaws_error *error = dxaws_context_set_clock(context, &clock, run);
    error = error ? error : begin(run, context, &manager, &plan);
    bool planned = error == NULL && dxaws_plan_count(plan) > 0;
    error = error ? error : go_on(run, context, manager, &plan);
    conclude(run, plan, planned, error);
    dxaws_plan_free(plan);
    module->unref(manager);
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
