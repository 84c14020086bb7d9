/* SPDX-License-Identifier: MIT */
/* Performing a plan, as a whole or one action of each step of its first wave: wave after wave, the
 * steps of a wave at the same time. All that is remembered is the plan of what is left. */
#include <dxaws/cache.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "appeared.h"
#include "confirm.h"
#include "current.h"
#include "events.h"
#include "how.h"
#include "parallel.h"
#include "plan.h"
#include "progress.h"
#include "redirects.h"
#include "result.h"
#include "stopped.h"
#include "turn.h"

/* Whether the site's plan holds an action of the step. */
static bool has_work(const dxaws_plan *plan, const struct part *part)
{
    char name[PART_NAME_SIZE];
    part_name(part, name);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        if (strcmp(progress_step(dxaws_plan_at(plan, i)), name) == 0) {
            return true;
        }
    }
    return false;
}

/* What a turn tells of itself. */
static void tell(const struct turn *turn, dxaws_context *context, const char *status,
                 int64_t elapsed_ms, const dxaws_error *error)
{
    char name[PART_NAME_SIZE];
    part_name(&turn->part, name);
    const struct step_progress progress = {
        .site = dxaws_plan_resource(turn->run->plan),
        .step = name,
        .module = module_name(turn->part.step->module),
        .status = status,
        .elapsed_ms = elapsed_ms,
        .error = error,
    };
    website_emit_step(context, &progress);
}

static dxaws_error *run_turn(void *self, dxaws_context *context)
{
    struct turn *turn = self;
    int64_t start = dxaws_context_monotonic_ms(context);
    tell(turn, context, "start", 0, NULL);
    dxaws_error *error = turn_take(turn, context);
    const char *status = error                ? "failed"
                         : turn_is_done(turn) ? "done"
                         : turn->waits        ? "waiting"
                                              : "stopped";
    tell(turn, context, status, dxaws_context_monotonic_ms(context) - start, error);
    return error;
}

/* The place among the plan's actions of the last one that is to be performed. */
static dxaws_error *find_last(const struct run *run, const dxaws_apply_options *options,
                              size_t *last)
{
    const char *kind = run->whole ? dxaws_apply_options_stop_after(options) : NULL;
    size_t count = dxaws_plan_count(run->plan);
    *last = count;
    for (size_t i = 0; kind != NULL && i < count; i++) {
        /* "acm.WAIT_ISSUED", or as plans are shown, without the module */
        const char *whole = dxaws_action_kind(dxaws_plan_at(run->plan, i));
        const char *own = strchr(whole, '.');
        if (strcmp(whole, kind) == 0 || (own != NULL && strcmp(own + 1, kind) == 0)) {
            *last = i;
        }
    }
    if (kind == NULL || count == 0 || *last < count) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE,
                           DXAWS_MODULE_ERROR_INVALID_OPTIONS,
                           "website %s: \"stop_after\" is \"%s\", and the plan has no such action; "
                           "name one of its kinds",
                           dxaws_plan_resource(run->plan), kind);
}

/* The parts that have work, in order, up to the one of the last action; *count of them. */
static void find_turns(struct run *run, size_t last, const struct part *parts, size_t part_count,
                       struct turn *turns, size_t *count)
{
    const dxaws_action *action = dxaws_plan_at(run->plan, last);
    bool over = false;
    *count = 0;
    for (size_t i = 0; i < part_count && !over; i++) {
        if (has_work(run->plan, &parts[i])) {
            char name[PART_NAME_SIZE];
            part_name(&parts[i], name);
            over = action != NULL && strcmp(progress_step(action), name) == 0;
            turns[(*count)++] = (struct turn){
                .run = run,
                .part = parts[i],
                .stop_after = over ? strchr(dxaws_action_kind(action), '.') + 1 : NULL,
            };
        }
    }
}

/* Runs one wave of the turns; *next becomes the first of the following one. */
static dxaws_error *run_wave(struct run *run, dxaws_context *context, int parallelism,
                             struct turn *turns, size_t count, size_t *next)
{
    struct job *jobs = calloc(count, sizeof *jobs);
    size_t first = *next;
    size_t job_count = 0;
    if (jobs == NULL) {
        return dxaws_error_out_of_memory();
    }
    while (*next < count && turns[*next].part.step->wave == turns[first].part.step->wave) {
        jobs[job_count++] = (struct job){.run = run_turn, .self = &turns[(*next)++]};
    }
    parallel_run(context, parallelism, jobs, job_count);
    dxaws_error *error = parallel_culprit(jobs, job_count)
                             ? stopped_in_wave(run, turns, count, jobs, job_count)
                             : NULL;
    free(jobs);
    return error;
}

/* Steps of earlier waves than the first that has work left are over, whether they had any or not.
 */
static void pass_earlier(const struct run *run, const struct part *parts, size_t count)
{
    size_t next = 0;
    while (next < count && (*part_done(&parts[next]) || !has_work(run->plan, &parts[next]))) {
        next++;
    }
    for (size_t i = 0; i < count; i++) {
        if (next == count || parts[i].step->wave < parts[next].step->wave) {
            *part_done(&parts[i]) = true;
        }
    }
}

/* "step certificate: why" of those of the wave that are not over, when all of them wait, else
 * NULL. */
static dxaws_error *waited_for(const struct turn *turns, size_t count, char **waiting)
{
    char *text = NULL;
    for (size_t i = 0; i < count; i++) {
        const dxaws_plan *rest = *part_under_way(&turns[i].part);
        char name[PART_NAME_SIZE];
        char *longer = NULL;
        part_name(&turns[i].part, name);
        if (turn_is_done(&turns[i])) {
            continue;
        }
        if (!turns[i].waits || rest == NULL) {
            free(text);
            return NULL;
        }
        int length = asprintf(&longer, "%s%sstep %s: %s", text ? text : "", text ? "; " : "", name,
                              dx_text(dxaws_plan_tree(rest), "waiting"));
        free(text);
        if (length < 0) {
            return dxaws_error_out_of_memory();
        }
        text = longer;
    }
    *waiting = text;
    return NULL;
}

/* The plan of what is left: never an action that was not shown before. */
static dxaws_error *rest_of(struct run *run, const char *waiting, dxaws_plan **rest)
{
    DXAWS_AUTO(dxaws_plan) left = NULL;
    dxaws_error *error = plan_left(&run->site, &left);
    if (error != NULL) {
        return error;
    }
    json_t *tree = dx_members(dxaws_plan_tree(run->plan));
    json_object_del(tree, "waiting");
    json_object_del(tree, "running");
    bool whole = json_object_update(tree, (json_t *)(uintptr_t)dxaws_plan_tree(left)) == 0;
    dx_put(&whole, tree, "actions", progress_shown(run->plan, left));
    dx_put_text(&whole, tree, "waiting", waiting);
    return dxaws_plan_new(dx_whole(whole, tree), rest);
}

/* All waves, or the first. */
static dxaws_error *run_turns(struct run *run, dxaws_context *context,
                              const dxaws_apply_options *merged, struct turn *turns, size_t count,
                              size_t *next)
{
    dxaws_error *error = NULL;
    *next = 0;
    do {
        if (*next < count) {
            error =
                run_wave(run, context, dxaws_apply_options_parallelism(merged), turns, count, next);
        }
    } while (run->whole && error == NULL && *next < count);
    return error;
}

static dxaws_error *run_waves(struct run *run, dxaws_context *context,
                              const dxaws_apply_options *merged, dxaws_plan **rest)
{
    size_t part_count;
    size_t count;
    size_t last;
    size_t next;
    dxaws_error *error = find_last(run, merged, &last);
    if (error != NULL) {
        return error;
    }
    struct part *parts = parts_of(&run->site, &part_count);
    struct turn *turns = parts ? calloc(part_count, sizeof *turns) : NULL;
    if (turns == NULL) {
        free(parts);
        return dxaws_error_out_of_memory();
    }
    find_turns(run, last, parts, part_count, turns, &count);
    error = run_turns(run, context, merged, turns, count, &next);
    if (error == NULL && rest != NULL) {
        char *waiting = NULL;
        error = run->whole ? NULL : waited_for(turns, next, &waiting);
        pass_earlier(run, parts, part_count);
        error = error ? error : rest_of(run, waiting, rest);
        free(waiting);
    }
    free(turns);
    free(parts);
    return error;
}

static dxaws_error *check_observed(const struct site *site)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        if (site_uses(site, (enum module)i) && site->current.documents[i] == NULL) {
            return site->of ? invalid_plan("the plan does not say what %s observed of %s",
                                           module_name((enum module)i), site_host(site))
                            : invalid_plan("the plan does not say what %s observed",
                                           module_name((enum module)i));
        }
    }
    return NULL;
}

/* The site as the plan says that it is: everything that is needed is in it. */
static dxaws_error *resume(const dxaws_plan *plan, const dxaws_apply_options *planned,
                           struct site *site)
{
    const struct dx_state desired = {
        .schema = &website_schema,
        .document = (json_t *)(uintptr_t)dxaws_plan_desired_tree(plan),
        .out_of_memory = false,
    };
    dxaws_error *error = desired.document ? site_open(&desired, site)
                                          : invalid_plan("the plan does not say what is desired");
    if (error == NULL) {
        site->options = planned;
        error = current_from(dxaws_plan_observed_tree(plan), &site->current);
    }
    if (error == NULL && strcmp(dxaws_plan_resource(plan), site_name(site)) != 0) {
        error = invalid_plan("\"resource\" must be \"%s\", as desired, not \"%.100s\"",
                             site_name(site), dxaws_plan_resource(plan));
    }
    error = error ? error : redirects_open(site);
    struct site *one;
    for (size_t i = 0; error == NULL && (one = site_at(site, i)) != NULL; i++) {
        error = check_observed(one);
        error = error ? error : site_learn_all(one);
    }
    error = error ? error : progress_parse(plan, site);
    error = error ? error : check_protection(site);
    return error ? error : progress_check(plan, site);
}

static dxaws_error *check_module(const dxaws_plan *plan)
{
    if (strcmp(dxaws_plan_module(plan), WEBSITE) != 0) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, DXAWS_MODULE_ERROR_WRONG_MODULE,
            "a plan of module \"%s\" was given to \"website\"; give it to its own",
            dxaws_plan_module(plan));
    }
    return NULL;
}

/* Performs it; @a result may be NULL. */
static dxaws_error *perform(struct run *run, dxaws_context *context, dxaws_plan **rest,
                            dxaws_website_result **result)
{
    DXAWS_AUTO(dxaws_apply_options) planned = NULL;
    DXAWS_AUTO(dxaws_apply_options) merged = NULL;
    dxaws_plan *left = NULL;
    run->site = (struct site){.desired = NULL};
    run->context = dxaws_context_new_child(context, DXAWS_NO_TIMEOUT);
    dxaws_error *error = run->context ? dxaws_apply_options_merge(run->plan, NULL, &planned)
                                      : dxaws_error_out_of_memory();
    error = error ? error : dxaws_apply_options_merge(run->plan, run->options, &merged);
    error = error ? error : dx_check_consents(WEBSITE, run->plan, run->options);
    error = error || run->whole ? error : dx_check_step(WEBSITE, merged);
    error = error ? error : resume(run->plan, planned, &run->site);
    error = error ? error : manager_check(run->manager, &run->site);
    if (error == NULL) {
        pthread_mutex_init(&run->lock, NULL);
        error = run_waves(run, run->context, merged, rest ? &left : NULL);
        pthread_mutex_destroy(&run->lock);
    }
    bool ends = dxaws_plan_count(run->plan) > 0 &&
                (run->whole ? dxaws_apply_options_stop_after(merged) == NULL
                            : left != NULL && dxaws_plan_count(left) == 0);
    error = error || !ends ? error : site_confirm(&run->site, merged);
    if (error == NULL && ends && !site_is_present(&run->site) &&
        !dxaws_apply_options_release(merged)) {
        error = site_check_appeared(run);
    }
    if (error == NULL && result != NULL) {
        error = site_result(&run->site, result);
    }
    error = stopped_after_steps(run, error);
    site_clear(&run->site);
    dxaws_context_unref(run->context);
    if (error != NULL) {
        dxaws_plan_free(left);
        return error;
    }
    if (rest != NULL) {
        *rest = left;
    }
    return NULL;
}

/* What is read for one module is there for the others. */
static dxaws_error *perform_run(struct run *run, dxaws_context *parent, dxaws_plan **rest,
                                dxaws_website_result **result)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new_run(parent);
    return context ? perform(run, context, rest, result) : dxaws_error_out_of_memory();
}

dxaws_error *site_apply(dxaws_website_manager *manager, dxaws_context *context,
                        const dxaws_plan *plan, const dxaws_apply_options *options,
                        dxaws_plan **rest, dxaws_website_result **result)
{
    dxaws_error *error = check_module(plan);
    error = error ? error : how_check(options);
    if (error != NULL) {
        return error;
    }
    struct run run = {.manager = manager, .plan = plan, .options = options, .whole = true};
    const char *name = dxaws_plan_resource(plan);
    website_emit(context, "manager.apply.start", name, plan, NULL, NULL);
    error = perform_run(&run, context, rest, result);
    const char *outcome = error ? "failed" : dxaws_plan_count(plan) == 0 ? "noop" : "applied";
    website_emit(context, "manager.apply.done", name, NULL, outcome, error);
    return error;
}

dxaws_error *site_step(dxaws_website_manager *manager, dxaws_context *context,
                       const dxaws_plan *plan, const dxaws_apply_options *options,
                       dxaws_plan **rest)
{
    struct run run = {.manager = manager, .plan = plan, .options = options, .whole = false};
    dxaws_error *error = check_module(plan);
    error = error ? error : how_check(options);
    return error ? error : perform_run(&run, context, rest, NULL);
}
