/* SPDX-License-Identifier: MIT */
/* One command on a stranger's account, disturbed as the scenario says, and what holds after it. */
#include "strangers.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <string.h>

enum { MOST_REQUESTS = 15, FOR_EACH = 4, MOST_CONSENTS = 8 };

static dxaws_error *trouble(dxaws_error_kind kind, const char *text)
{
    dxaws_error *error = dxaws_error_new(kind, "core", "Disturbed", "%s", text);
    dxaws_error_set_retryable(error, kind == DXAWS_ERROR_UNAVAILABLE);
    return error;
}

static bool is_now(const struct world *world, enum disturbance disturbance)
{
    return world->command != NULL && world->command->disturbance == disturbance &&
           world->command->at == world->calls;
}

static dxaws_error *called(void *self, dxaws_memory_account *account, const char *service,
                           const char *operation, bool write)
{
    struct world *world = self;
    (void)account;
    (void)service;
    (void)operation;
    (void)write;
    world->calls += world->context != NULL;
    if (world->context == NULL) {
        return NULL;
    }
    if (is_now(world, KILLED)) {
        dxaws_context_cancel(world->context);
        return trouble(DXAWS_ERROR_CANCELLED, "killed");
    }
    if (is_now(world, HAND)) {
        act_by_hand(world, world->command->hand);
    }
    return is_now(world, FAILS) ? trouble(DXAWS_ERROR_UNAVAILABLE, "failed") : NULL;
}

static void changed(void *self, dxaws_memory_account *account, const dxaws_memory_change *change)
{
    struct world *world = self;
    if (world->context != NULL) {
        judge_change(world, account, change);
    }
}

static dxaws_error *answered(void *self, dxaws_memory_account *account, const char *service,
                             const char *operation, bool write)
{
    struct world *world = self;
    (void)account;
    (void)service;
    (void)operation;
    (void)write;
    if (is_now(world, ENDED)) {
        dxaws_context_cancel(world->context);
        return trouble(DXAWS_ERROR_CANCELLED, "killed");
    }
    return is_now(world, LOST) ? trouble(DXAWS_ERROR_UNAVAILABLE, "the answer was lost") : NULL;
}

static const dxaws_memory_watch_ops watch = {
    .size = sizeof watch, .called = called, .changed = changed, .answered = answered};

void world_open(struct world *world, const struct scenario *scenario)
{
    *world = (struct world){.manifest = &manifests[0], .given = json_object()};
    fixture_open(&world->fixture);
    things_add(world, scenario);
    world_note_strangers(world);
    dxaws_memory_account_watch(world->fixture.account, &watch, world);
}

/* From here on calls count, and writes are judged. */
static void begin(struct world *world, const struct command *command)
{
    world->command = command;
    world->calls = world->writes = 0;
    world->our_records = world_our_records(world);
    world->context = dxaws_context_new_child(world->fixture.context, DXAWS_NO_TIMEOUT);
}

static void end(struct world *world)
{
    dxaws_context_unref(world->context);
    json_decref(world->our_records);
    world->our_records = NULL;
    world->context = NULL;
    world->command = NULL;
}

static dxaws_error *plan_of(struct world *world, bool present, dxaws_plan **plan)
{
    struct fixture *fixture = &world->fixture;
    dxaws_website_desired_set_present(fixture->desired, present);
    begin(world, NULL);
    dxaws_error *error = dxaws_website_manager_plan(fixture->website, world->context,
                                                    fixture->desired, world->options, plan);
    if (world->writes > 0) {
        world_wrong(world, "a plan made %u writes", world->writes);
    }
    end(world);
    return error;
}

/* The consent that a refusal names, ready to be given; false when it names none. */
static bool way_on(const dxaws_error *error, char consent[500])
{
    const char *found = error ? strstr(dxaws_error_message(error), "adopt \"") : NULL;
    return found != NULL && sscanf(found, "adopt \"%499[^\"]", consent) == 1;
}

/* (6) What a refusal says is a way on: it must not end in the same refusal. */
static void try_way_on(struct world *world, bool present, const dxaws_error *error)
{
    char consent[500];
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    if (!way_on(error, consent)) {
        return;
    }
    present = present || strstr(dxaws_error_message(error), "apply with adopt") != NULL;
    dxaws_apply_options *before = world->options;
    world->options = dxaws_apply_options_new();
    dxaws_apply_options_set_parallelism(world->options, 1);
    dxaws_apply_options_set_allow_destroy(world->options,
                                          dxaws_apply_options_allow_destroy(before));
    dxaws_apply_options_add_adopt(world->options, consent);
    DXAWS_AUTO(dxaws_error) again = plan_of(world, present, &plan);
    if (again != NULL && strstr(dxaws_error_message(again), consent) != NULL) {
        world_wrong(world, "(6) with adopt %s, as it was told, it says: %s", consent,
                    dxaws_error_message(again));
    }
    dxaws_apply_options_free(world->options);
    world->options = before;
}

/* As an operator does: consents to what is refused, one after the other. */
static void give_consents(struct world *world, bool by_kind)
{
    static const char *const all[] = {"bucket", "certificate", "distribution", "access_control",
                                      "record"};
    for (size_t i = 0; by_kind && i < sizeof all / sizeof *all; i++) {
        dxaws_apply_options_add_adopt(world->options, all[i]);
    }
    for (int i = 0; i < MOST_CONSENTS; i++) {
        char consent[500];
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        DXAWS_AUTO(dxaws_error) error = plan_of(world, true, &plan);
        if (!way_on(error, consent) || dxaws_apply_options_adopts(world->options, consent)) {
            return;
        }
        dxaws_apply_options_add_adopt(world->options, consent);
    }
}

static bool is_error(const dxaws_error *error, const char *code)
{
    return error != NULL && dxaws_error_code(error) != NULL &&
           strcmp(dxaws_error_code(error), code) == 0;
}

/* Destroys or releases; told so, the name that goes off the air as well. */
static dxaws_error *destroy_site(struct world *world, const struct command *command, bool firmly,
                                 dxaws_website_result **result)
{
    struct fixture *fixture = &world->fixture;
    begin(world, command);
    dxaws_error *error = dxaws_website_manager_destroy(fixture->website, world->context,
                                                       fixture->desired, world->options, result);
    if (firmly && is_error(error, DXAWS_WEBSITE_ERROR_PROTECTED_SITE)) {
        dxaws_apply_options_set_allow_destroy(world->options, dxaws_error_resource(error));
        dxaws_error_free(error);
        error = dxaws_website_manager_destroy(fixture->website, world->context, fixture->desired,
                                              world->options, result);
    }
    return error;
}

/* (3) What is refused was not begun, or it is said; who was killed, or lost an answer, cannot
 * know. */
static void check_outcome(struct world *world, const dxaws_error *error)
{
    const struct command *command = world->command;
    bool knows = command == NULL || (command->disturbance != KILLED &&
                                     command->disturbance != LOST && command->disturbance != ENDED);
    bool said = error != NULL && (dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL ||
                                  strstr(dxaws_error_message(error), "applied, but") != NULL);
    if (error != NULL && knows && !said && world->writes > 0) {
        world_wrong(world, "(3) %u writes, and it ends with %s: %s", world->writes,
                    dxaws_error_kind_name(dxaws_error_get_kind(error)), dxaws_error_message(error));
    }
    const dxaws_error *why = error;
    while (why != NULL && dxaws_error_get_kind(why) == DXAWS_ERROR_PARTIAL) {
        why = dxaws_error_cause(why);
    }
    if (why != NULL && dxaws_error_get_kind(why) == DXAWS_ERROR_TIMEOUT && !world->touched) {
        world_wrong(world, "(8) it waits for what never comes: %s", dxaws_error_message(error));
    }
    snprintf(world->said, sizeof world->said, "%s",
             error ? dxaws_error_message(error) : "it is done");
}

/* Some more for each other certificate, bucket and distribution that may be ours, which is looked
 * at. */
static unsigned most_requests(struct world *world)
{
    static const char *const types[][2] = {
        {"acm", "certificate"}, {"s3", "bucket"}, {"cloudfront", "distribution"}};
    enum { TYPES = sizeof types / sizeof *types };
    size_t count = 0;
    for (size_t i = 0; i < TYPES; i++) {
        json_t *all = world_all(world, types[i][0], types[i][1]);
        count += json_object_size(all);
        json_decref(all);
    }
    return MOST_REQUESTS + (count > TYPES ? FOR_EACH * ((unsigned)count - TYPES) : 0);
}

/* (5), (7) Nothing is left to be done, and finding that out takes few requests. */
static void check_settled(struct world *world)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_of(world, true, &plan);
    if (error != NULL) {
        world_wrong(world, "(5) applied, and a plan says: %s", dxaws_error_message(error));
    } else if (dxaws_plan_count(plan) > 0) {
        char *kinds = kinds_of(plan);
        world_wrong(world, "(5) applied, and to be done again is: %s", kinds);
        free(kinds);
    } else if (world->calls > most_requests(world)) {
        world_wrong(world, "(7) a plan of nothing took %u requests", world->calls);
    }
}

static void prepare(struct world *world, const struct command *command)
{
    world->manifest = &manifests[command->manifest];
    world->touched = false;
    world->options = dxaws_apply_options_new();
    dxaws_apply_options_set_parallelism(world->options, 1);
    want(&world->fixture, world->manifest->text);
    if (command->verb == DESTROY || command->verb == RELEASE) {
        dxaws_apply_options_set_allow_destroy(world->options, world->manifest->site);
    }
    dxaws_apply_options_set_release(world->options, command->verb == RELEASE);
}

void run_command(struct world *world, const struct command *command)
{
    struct fixture *fixture = &world->fixture;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = NULL;
    prepare(world, command);
    bool present = command->verb != DESTROY && command->verb != RELEASE;
    if (command->verb == ADOPT) {
        give_consents(world, command->firmly);
    }
    if (command->verb == PLAN) {
        error = plan_of(world, true, &plan);
    } else if (!present) {
        error = destroy_site(world, command, command->firmly, &result);
    } else {
        begin(world, command);
        dxaws_website_desired_set_present(fixture->desired, true);
        error = dxaws_website_manager_execute(fixture->website, world->context, fixture->desired,
                                              world->options, &result);
    }
    check_outcome(world, error);
    end(world);
    world_compare(world);
    if (error == NULL && present && command->verb != PLAN && !world->touched) {
        check_settled(world);
    }
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_CONFLICT && !world->touched) {
        try_way_on(world, present, error);
    }
    dxaws_error_free(error);
    dxaws_apply_options_free(world->options);
    world->options = NULL;
}

dxaws_error *end_plan(struct world *world, unsigned manifest, dxaws_plan **plan)
{
    const struct command command = {.verb = DESTROY, .manifest = manifest};
    prepare(world, &command);
    dxaws_error *error = plan_of(world, false, plan);
    dxaws_apply_options_free(world->options);
    world->options = NULL;
    return error;
}

void run_apply(struct world *world, unsigned manifest, enum disturbance disturbance, unsigned at)
{
    const struct command command = {
        .verb = APPLY, .manifest = manifest, .disturbance = disturbance, .at = at};
    run_command(world, &command);
}
