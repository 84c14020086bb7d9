/* SPDX-License-Identifier: MIT */
/* Publishers of a world: one alone, and several at once. */
#include "content-world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/s3-content.h>

#include "content/service.h"

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

static const struct content_service service = {
    .needs = "a run", .destroy = keep_self, .store = &world_store};

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
            error = world_invalidate(run, dxaws_plan_observed_tree(*plan));
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
