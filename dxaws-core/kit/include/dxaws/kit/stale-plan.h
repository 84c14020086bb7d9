/* SPDX-License-Identifier: MIT */
/** @file
 * What becomes of a plan where the thing is not that it was made for: in another account, or after
 * somebody removed it. Each step of each row's life is tried there first: it ends with STALE and
 * one line, and changes nothing, unless it makes the thing, or finds it gone as it should be. What
 * somebody edited in a step's text is no plan anywhere.
 * Header only, over simulated accounts; for test programs.
 */
#ifndef DXAWS_KIT_STALE_PLAN_H
#define DXAWS_KIT_STALE_PLAN_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/check.h>
#include <dxaws/kit/edited-plan.h>
#include <dxaws/kit/jumping-clock.h>
#include <dxaws/module.h>

enum { DX_STALE_MODULES = 8 };

/** Two Desireds of one resource: the plan that leads from the first to the second is tried. */
struct dx_stale_row {
    const char *before; /**< NULL: it begins with nothing */
    const char *desired;
};

/** Whose plans they are. */
struct dx_stale_subject {
    const dxaws_module *modules[DX_STALE_MODULES]; /**< used ones first; the subject is the last */
    /** Readies the account, and the other one; may be NULL. */
    void (*prepare)(dxaws_memory_account *account, dxaws_context *context);
    void (*prepare_other)(dxaws_memory_account *account, dxaws_context *context);
    const struct dx_stale_row *rows;
    size_t row_count;
    const char *const *untried; /**< kinds that are left out, ended by NULL; NULL: none */
};

struct dx_stale_world {
    const dxaws_module *module;
    struct dx_jumping_clock clock;
    dxaws_context *context;
    dxaws_memory_account *account;
    char path[48];
    dxaws_manager *managers[DX_STALE_MODULES];
    dxaws_manager *manager; /* the subject's */
};

static inline void dx_stale_open(struct dx_stale_world *world,
                                 const struct dx_stale_subject *subject, const char *name,
                                 void (*prepare)(dxaws_memory_account *, dxaws_context *))
{
    *world = (struct dx_stale_world){.module = NULL};
    snprintf(world->path, sizeof world->path, "/tmp/dxaws-stale-%s-%ld", name, (long)getpid());
    unlink(world->path);
    world->context = dx_jumping_context(&world->clock, NULL);
    ck_ok(dxaws_memory_account_new(world->path, world->context, &world->account));
    if (prepare != NULL) {
        prepare(world->account, world->context);
    }
    for (size_t i = 0; i < DX_STALE_MODULES && subject->modules[i] != NULL; i++) {
        DXAWS_AUTO(dxaws_provider) provider = NULL;
        dxaws_manager *used[DX_STALE_MODULES] = {NULL};
        world->module = subject->modules[i];
        for (size_t u = 0; world->module->uses[u] != NULL; u++) {
            for (size_t k = 0; k < i; k++) {
                bool is = strcmp(subject->modules[k]->name, world->module->uses[u]) == 0;
                used[u] = is ? world->managers[k] : used[u];
            }
        }
        if (world->module->make != NULL) {
            ck_ok(world->module->make(world->module, "memory",
                                      DXAWS_PROVIDER_PARTS(.account = world->account), &provider));
        }
        ck_ok(world->module->open(world->module, provider, used, &world->managers[i]));
        world->manager = world->managers[i];
    }
}

static inline void dx_stale_close(struct dx_stale_world *world,
                                  const struct dx_stale_subject *subject)
{
    for (size_t i = DX_STALE_MODULES; i-- > 0;) {
        if (world->managers[i] != NULL) {
            subject->modules[i]->unref(world->managers[i]);
        }
    }
    dxaws_memory_account_unref(world->account);
    dxaws_context_unref(world->context);
    unlink(world->path);
}

/* What is in the account. The caller owns it. */
static inline json_t *dx_stale_resources(const struct dx_stale_world *world)
{
    json_t *file = json_load_file(world->path, 0, NULL);
    json_t *resources = json_incref(json_object_get(file, "resources"));
    json_decref(file);
    return resources ? resources : json_object(); /* no file: nothing was ever written */
}

static inline dxaws_plan *dx_stale_planned(struct dx_stale_world *world, const char *json)
{
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_plan *plan = NULL;
    ck_ok(dxaws_document_parse(json, &desired));
    ck_ok(world->module->read(world->module, world->manager, world->context, desired, &current));
    dxaws_apply_options_add_adopt(options, "bucket");
    dxaws_apply_options_add_adopt(options, "*"); /* a plan must not stop at what is not ours */
    ck_ok(world->module->plan(world->module, desired, current, options, &plan));
    return plan;
}

/* The flags of a kind, as described. */
static inline bool dx_stale_has_flag(const dxaws_module *module, const char *kind, const char *flag)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    size_t index;
    size_t at;
    json_t *action;
    json_t *word;
    ck_ok(module->describe(module, &description));
    json_array_foreach(json_object_get(dxaws_document_tree(description), "actions"), index,
                       action) {
        if (strcmp(json_string_value(json_object_get(action, "kind")), kind) == 0) {
            json_array_foreach(json_object_get(action, "flags"), at, word) {
                if (strcmp(json_string_value(word), flag) == 0) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* The first step of a plan; of a wait, which does not see everything at once, some looks. */
static inline dxaws_error *dx_stale_step(struct dx_stale_world *world, const dxaws_plan *plan)
{
    dxaws_plan *last = NULL;
    dxaws_error *error = NULL;
    for (int looks = 0; looks < 30 && error == NULL; looks++) {
        dxaws_plan *rest = NULL;
        error = world->module->step(world->module, world->manager, world->context,
                                    last ? last : plan, NULL, &rest);
        dxaws_plan_free(last);
        last = rest;
        if (error == NULL && json_object_get(dxaws_plan_tree(rest), "waiting") == NULL) {
            break;
        }
        world->clock.slept_ms += 20000;
    }
    dxaws_plan_free(last);
    return error;
}

/* The plan in the other account: as a whole, or its first step. */
static inline void dx_stale_try(const struct dx_stale_subject *subject, const dxaws_plan *plan,
                                bool whole)
{
    struct dx_stale_world other;
    DXAWS_AUTO(dxaws_plan) read = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    dx_stale_open(&other, subject, "other", subject->prepare_other);
    const char *kind = dxaws_action_kind(dxaws_plan_at(plan, 0));
    json_t *before = dx_stale_resources(&other);
    ck_ok(dxaws_plan_parse(dxaws_plan_text(plan), &read));
    dxaws_error *error = whole ? other.module->apply(other.module, other.manager, other.context,
                                                     read, NULL, NULL, &result)
                               : dx_stale_step(&other, read);
    json_t *after = dx_stale_resources(&other);
    const json_t *observed = dxaws_plan_observed_tree(plan);
    bool is_made = !json_is_true(json_object_get(observed, "exists")) ||
                   dx_stale_has_flag(other.module, kind, "creates");
    const json_t *present = json_object_get(dxaws_plan_desired_tree(plan), "present");
    bool is_gone = json_is_false(present) || dx_stale_has_flag(other.module, kind, "destroys");
    if (error != NULL || !(is_made || is_gone)) {
        ck_assert_msg(error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_STALE,
                      "%s elsewhere: %s", kind, error ? dxaws_error_message(error) : "no error");
        ck_assert_ptr_null(strchr(dxaws_error_message(error), '\n'));
        ck_assert_msg(json_equal(before, after), "%s changed something: %s", kind,
                      dxaws_error_message(error));
    }
    if (is_gone) {
        ck_assert_msg(json_equal(before, after), "%s changed something", kind);
    }
    dxaws_error_free(error);
    json_decref(after);
    json_decref(before);
    dx_stale_close(&other, subject);
}

static inline bool dx_stale_is_untried(const struct dx_stale_subject *subject, const char *kind)
{
    for (size_t i = 0; subject->untried != NULL && subject->untried[i] != NULL; i++) {
        if (strcmp(subject->untried[i], kind) == 0) {
            return true;
        }
    }
    return false;
}

/* Drives a plan to its end, each step of it tried elsewhere first; @a kinds loses what was tried.
 */
static inline void dx_stale_drive(const struct dx_stale_subject *subject,
                                  struct dx_stale_world *world, dxaws_plan *plan, json_t *kinds)
{
    for (int i = 0; dxaws_plan_count(plan) > 0; i++) {
        dxaws_plan *rest = NULL;
        ck_assert_int_lt(i, 1000);
        const char *kind = dxaws_action_kind(dxaws_plan_at(plan, 0));
        bool looked = json_object_get(dxaws_plan_tree(plan), "waiting") != NULL;
        if (kinds != NULL && !looked) {
            dx_check_edited_plan(plan);
        }
        if (kinds != NULL && !looked && !dx_stale_is_untried(subject, kind)) {
            dx_stale_try(subject, plan, false);
            dx_stale_try(subject, plan, true);
            json_object_del(kinds, kind);
        }
        ck_ok(
            world->module->step(world->module, world->manager, world->context, plan, NULL, &rest));
        dxaws_plan_free(plan);
        plan = rest;
        world->clock.slept_ms += 20000;
    }
    dxaws_plan_free(plan);
}

/** All rows. Fails too when a kind of action was in none of their plans. */
static inline void dx_check_stale_plans(const struct dx_stale_subject *subject)
{
    json_t *kinds = json_object();
    for (size_t i = 0; i < subject->row_count; i++) {
        struct dx_stale_world world;
        dx_stale_open(&world, subject, "own", subject->prepare);
        if (i == 0) {
            DXAWS_AUTO(dxaws_document) description = NULL;
            size_t index;
            json_t *action;
            ck_ok(world.module->describe(world.module, &description));
            json_array_foreach(json_object_get(dxaws_document_tree(description), "actions"), index,
                               action) {
                const char *kind = json_string_value(json_object_get(action, "kind"));
                if (strcmp(kind, "FIND") != 0) { /* which is never planned */
                    json_object_set_new(kinds, kind, json_null());
                }
            }
        }
        if (subject->rows[i].before != NULL) {
            dx_stale_drive(subject, &world, dx_stale_planned(&world, subject->rows[i].before),
                           NULL);
        }
        dx_stale_drive(subject, &world, dx_stale_planned(&world, subject->rows[i].desired), kinds);
        dx_stale_close(&world, subject);
    }
    const char *kind;
    json_t *none;
    json_object_foreach(kinds, kind, none) {
        ck_assert_msg(dx_stale_is_untried(subject, kind), "no row plans %s", kind);
    }
    json_decref(kinds);
}

#endif
