/* SPDX-License-Identifier: MIT */
/** @file
 * Lets the n-th allocation of a module's work fail, for many n: what it does without memory is to
 * say so. Header only; torture.h says where it cannot be.
 * Environment: TORTURE_STRIDE=1 fails every allocation; TORTURE_OFFSET begins at another one;
 * TEST_SLOWNESS, of a tool that watches, as many times fewer.
 */
#ifndef DXAWS_KIT_TORTURE_MODULE_H
#define DXAWS_KIT_TORTURE_MODULE_H

#include <dxaws/kit/torture.h>

#include <stdio.h>
#include <unistd.h>

#include <jansson.h>

#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/kit/test-number.h>

/** What is done: checked, read, planned and applied. */
struct dx_torture_row {
    const char *name;
    const char *before;       /**< what is made first, a Desired; NULL: nothing */
    const char *desired;      /**< NULL: the module is described instead */
    bool adopts;              /**< whatever stands in the way */
    bool stepwise;            /**< with nothing but a plan's text between the steps */
    const char *decorator;    /**< "dry-run", "recording", "replay"; NULL: none */
    dxaws_error_kind refused; /**< how it ends with memory; 0: well */
};

/** Whose work it is. */
struct dx_torture_subject {
    const dxaws_module *modules[6]; /**< those used by a later one first; the subject is the last */
    /** A provider of the subject, made anew for each run; NULL: that of the account, if any. */
    dxaws_provider *(*provider)(void);
    /** Readies an account; may be NULL. */
    void (*prepare)(dxaws_memory_account *account, dxaws_context *context);
    /** How many allocations of a row fail, evenly spread, so that it takes seconds; 0: 300. */
    long points;
};

enum { DX_TORTURE_MODULES = 8, DX_TORTURE_POINTS = 300 };

struct dx_torture_world {
    const dxaws_module *module;
    struct dx_jumping_clock clock;
    dxaws_context *context;
    dxaws_memory_account *account;
    dxaws_provider *provider; /* the subject's; NULL: it has none */
    dxaws_manager *managers[DX_TORTURE_MODULES];
    dxaws_manager *used[DX_TORTURE_MODULES]; /* by the subject */
    dxaws_apply_options *options;
    char path[32]; /* of a recording */
    /* What came of it. */
    dxaws_plan *plan;
    dxaws_plan *rest;
    dxaws_document *current;
};

static void dx_torture_forget(struct dx_torture_world *world)
{
    dxaws_plan_free(world->plan);
    dxaws_plan_free(world->rest);
    world->plan = NULL;
    world->rest = NULL;
    world->current = dxaws_document_unref(world->current);
}

/* One step by who knows no more than the plan's text. */
static dxaws_error *dx_torture_step(struct dx_torture_world *world, dxaws_manager *manager)
{
    DXAWS_AUTO(dxaws_plan) read = NULL;
    dxaws_plan *next = NULL;
    const char *text = dxaws_plan_text(world->rest ? world->rest : world->plan);
    dxaws_error *error = text ? dxaws_plan_parse(text, &read) : dxaws_error_out_of_memory();
    if (!error) {
        error = world->module->step(world->module, manager, world->context, read, world->options,
                                    &next);
    }
    if (!error) {
        dxaws_plan_free(world->rest);
        world->rest = next;
        world->clock.slept_ms += 20000;
    }
    return error;
}

static dxaws_error *dx_torture_apply(struct dx_torture_world *world, dxaws_manager *manager,
                                     bool stepwise)
{
    dxaws_error *error = NULL;
    if (!stepwise) {
        return world->module->apply(world->module, manager, world->context, world->plan,
                                    world->options, &world->rest, NULL);
    }
    for (int i = 0; !error && (!world->rest || dxaws_plan_count(world->rest) > 0); i++) {
        error = i < 1000 ? dx_torture_step(world, manager)
                         : dxaws_error_new(DXAWS_ERROR_TIMEOUT, "test", "Endless", "1000 steps");
    }
    return error;
}

static dxaws_error *dx_torture_converge(struct dx_torture_world *world, dxaws_manager *manager,
                                        const char *json, bool stepwise)
{
    const dxaws_module *module = world->module;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_error *error = dxaws_document_parse(json, &desired);
    error = error ? error : module->check(module, desired);
    if (!error) {
        error = module->read(module, manager, world->context, desired, &current);
    }
    if (!error) {
        error = module->plan(module, desired, current, world->options, &world->plan);
    }
    error = error ? error : dx_torture_apply(world, manager, stepwise);
    if (!error) {
        error = module->read(module, manager, world->context, desired, &world->current);
    }
    return error;
}

/* All that a row says, through a manager of its own. */
static dxaws_error *dx_torture_act(struct dx_torture_world *world, const char *decorator,
                                   const char *json, bool stepwise)
{
    const dxaws_module *module = world->module;
    DXAWS_AUTO(dxaws_provider) provider = dxaws_provider_ref(world->provider);
    dxaws_manager *manager = NULL;
    dxaws_error *error = NULL;
    dx_torture_forget(world);
    if (!json) {
        return module->describe(module, &world->current);
    }
    if (decorator) {
        dxaws_provider_unref(provider);
        provider = NULL;
        error = module->make(module, decorator,
                             DXAWS_PROVIDER_PARTS(.inner = world->provider, .path = world->path),
                             &provider);
    }
    error = error ? error : module->open(module, provider, world->used, &manager);
    error = error ? error : dx_torture_converge(world, manager, json, stepwise);
    module->unref(manager);
    return error;
}

/* What came of it, as a text for free(). */
static char *dx_torture_outcome(const struct dx_torture_world *world)
{
    char *text = NULL;
    if (!world->plan) {
        text = strdup(dxaws_document_text(world->current));
        ck_assert_ptr_nonnull(text);
        return text;
    }
    ck_assert_int_gt(asprintf(&text, "%s\n%s\n%s", dxaws_plan_text(world->plan),
                              dxaws_plan_text(world->rest), dxaws_document_text(world->current)),
                     0);
    return text;
}

static dxaws_provider *dx_torture_provider(const struct dx_torture_world *world,
                                           const struct dx_torture_subject *subject,
                                           const dxaws_module *module)
{
    dxaws_provider *provider = NULL;
    if (module == world->module && subject->provider) {
        return subject->provider();
    }
    if (module->make) {
        ck_ok(module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = world->account),
                           &provider));
    }
    return provider;
}

/* The managers that the i-th module works through. */
static void dx_torture_use(struct dx_torture_world *world, const struct dx_torture_subject *subject,
                           size_t i)
{
    memset(world->used, 0, sizeof(world->used));
    for (size_t u = 0; subject->modules[i]->uses[u]; u++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(subject->modules[k]->name, subject->modules[i]->uses[u]) == 0) {
                world->used[u] = world->managers[k];
            }
        }
    }
}

static void dx_torture_open(struct dx_torture_world *world,
                            const struct dx_torture_subject *subject)
{
    size_t last = 0;
    while (last + 1 < DX_TORTURE_MODULES && subject->modules[last + 1]) {
        last++;
    }
    *world = (struct dx_torture_world){.module = subject->modules[last]};
    snprintf(world->path, sizeof(world->path), "/tmp/dxaws-torture-%ld", (long)getpid());
    world->context = dx_jumping_context(&world->clock, NULL);
    world->options = dxaws_apply_options_new();
    if (!world->module->make) { /* composed of others: this thread is tortured, no other */
        dxaws_apply_options_set_parallelism(world->options, 1);
    }
    ck_ok(dxaws_memory_account_new(NULL, world->context, &world->account));
    if (subject->prepare) {
        subject->prepare(world->account, world->context);
    }
    for (size_t i = 0; i < last; i++) {
        const dxaws_module *module = subject->modules[i];
        DXAWS_AUTO(dxaws_provider) provider = dx_torture_provider(world, subject, module);
        dx_torture_use(world, subject, i);
        ck_ok(module->open(module, provider, world->used, &world->managers[i]));
    }
    dx_torture_use(world, subject, last);
    world->provider = dx_torture_provider(world, subject, world->module);
}

static void dx_torture_close(struct dx_torture_world *world,
                             const struct dx_torture_subject *subject)
{
    dx_torture_forget(world);
    dxaws_provider_unref(world->provider);
    for (size_t i = DX_TORTURE_MODULES; i-- > 0;) {
        if (world->managers[i]) {
            subject->modules[i]->unref(world->managers[i]);
        }
    }
    dxaws_memory_account_unref(world->account);
    dxaws_apply_options_free(world->options);
    dxaws_context_unref(world->context);
    unlink(world->path);
}

/* The kind that the error comes down to. */
static dxaws_error_kind dx_torture_kind(const dxaws_error *error)
{
    while (error && dxaws_error_cause(error)) {
        error = dxaws_error_cause(error);
    }
    return error ? dxaws_error_get_kind(error) : 0;
}

/* What is there before: a row's "before", and what a replay replays. */
static void dx_torture_ready(struct dx_torture_world *world, const struct dx_torture_row *row)
{
    if (row->adopts) {
        dxaws_apply_options_add_adopt(world->options, "*");
    }
    if (row->before) {
        ck_ok(dx_torture_act(world, NULL, row->before, false));
    }
    if (row->decorator && strcmp(row->decorator, "replay") == 0) {
        ck_ok(dx_torture_act(world, "recording", row->desired, row->stepwise));
    }
}

/* Ends as it does with memory, again and again. */
static void dx_torture_again(struct dx_torture_world *world, const struct dx_torture_row *row,
                             long n)
{
    for (int i = 0; i < 2; i++) {
        dxaws_error *error = dx_torture_act(world, row->decorator, row->desired, row->stepwise);
        ck_assert_msg(dx_torture_kind(error) == row->refused, "%s: after allocation %ld: %s",
                      row->name, n, error ? dxaws_error_message(error) : "no error");
        dxaws_error_free(error);
    }
    ck_assert_msg(row->decorator || !world->plan || dxaws_plan_count(world->plan) == 0,
                  "%s: after allocation %ld there is no end: %s", row->name, n,
                  dxaws_plan_text(world->plan));
}

/*
 * jansson 2.14 does not look whether the buffer of its reader could grow: it goes on with a text
 * that lacks a character, or aborts. Nobody who calls it can mend that, so that this one allocation
 * is left alone, recognised by who asks for it.
 */
static void dx_torture_spare(void)
{
    char text[400];
    memset(text, 'a', sizeof(text));
    text[0] = '"';
    text[sizeof(text) - 2] = '"';
    text[sizeof(text) - 1] = '\0';
    dx_torture.noted_size = 512; /* what its doubling comes to */
    dx_torture.noted = NULL;
    json_decref(json_loads(text, JSON_DECODE_ANY, NULL));
    dx_torture.noted_size = 0;
    dx_torture.spared = dx_torture.noted;
}

/* One life; @a usual, the outcome with memory, is learnt when it is NULL. */
static void dx_torture_run(const struct dx_torture_subject *subject,
                           const struct dx_torture_row *row, long n, char **usual)
{
    struct dx_torture_world world;
    dx_torture.counting = true;
    dx_torture.living = 0;
    dx_torture_open(&world, subject);
    dx_torture_ready(&world, row);
    dx_torture.allocations = 0;
    dx_torture.failed = false;
    dx_torture.countdown = n;
    dxaws_error *error = dx_torture_act(&world, row->decorator, row->desired, row->stepwise);
    dx_torture.countdown = 0;
    long allocations = dx_torture.allocations;
    bool failed = dx_torture.failed;
    dxaws_error_kind kind = dx_torture_kind(error);
    ck_assert_msg(kind == row->refused || (failed && kind == DXAWS_ERROR_OUT_OF_MEMORY),
                  "%s: allocation %ld of %ld: %s", row->name, n, allocations,
                  error ? dxaws_error_message(error) : "no error");
    dxaws_error_free(error);
    char *outcome = kind ? NULL : dx_torture_outcome(&world);
    dx_torture.counting = false;
    if (outcome && !*usual) {
        *usual = strdup(outcome);
    }
    dx_torture.counting = true;
    size_t at = 0;
    while (outcome && outcome[at] && outcome[at] == (*usual)[at]) {
        at++;
    }
    size_t from = at > 200 ? at - 200 : 0;
    ck_assert_msg(!outcome || outcome[at] == (*usual)[at],
                  "%s: allocation %ld of %ld fails and nobody says so, but\n%.400s\nis not\n%.400s",
                  row->name, n, allocations, outcome + from, *usual + from);
    free(outcome);
    dx_torture_again(&world, row, n);
    dx_torture_close(&world, subject);
    dx_torture.counting = false;
    dx_torture.allocations = allocations;
    dx_torture.failed = failed;
}

/** One row, with as many failing allocations as there is time for. */
static inline void dx_torture_module(const struct dx_torture_subject *subject,
                                     const struct dx_torture_row *row)
{
    char *usual = NULL;
    dx_torture_spare();
    for (int i = 0; i < 3; i++) { /* what libraries allocate once */
        dx_torture_run(subject, row, 0, &usual);
    }
    long living = dx_torture.living;
    long total = dx_torture.allocations;
    long most = subject->points ? subject->points : DX_TORTURE_POINTS;
    long stride = (long)dx_test_number("TORTURE_STRIDE", (total / most + 1) * dx_test_slowness());
    long points = 0;
    for (long n = 1 + (long)dx_test_number("TORTURE_OFFSET", 0) % stride; n <= total; n += stride) {
        dx_torture_run(subject, row, n, &usual);
        points++;
        ck_assert_msg(dx_torture.failed, "%s: allocation %ld was none", row->name, n);
        ck_assert_msg(dx_torture.living <= living, "%s: allocation %ld of %ld: %ld are lost",
                      row->name, n, total, dx_torture.living - living);
    }
    printf("%s: %ld of %ld allocations\n", row->name, points, total);
    ck_assert_int_gt(points, 0);
    free(usual);
}

#endif
