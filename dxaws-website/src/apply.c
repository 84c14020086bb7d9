/* SPDX-License-Identifier: MIT */
/* Applying a plan: wave after wave, the steps of a wave at the same time. Before its turn each
 * step is planned again, purely, with the values that are known by then. */
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "events.h"
#include "former.h"
#include "how.h"
#include "manager.h"
#include "parallel.h"

enum { MAXIMUM_STEPS = 16 };

struct run {
    dxaws_website_manager *manager;
    const dxaws_plan *plan;
    struct site *site;
    pthread_mutex_t lock; /* of the site */
};

/* One step under way. */
struct turn {
    struct run *run;
    const struct step *step;
    bool done; /* it came to its end */
};

/* What was planned for a step may be performed, and nothing else. */
static bool was_planned(const dxaws_plan *plan, const struct step *step, const char *kind)
{
    const char *module = module_name(step->module);
    size_t prefix = strlen(module);
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const char *planned = dxaws_action_kind(dxaws_plan_at(plan, i));
        if (strncmp(planned, module, prefix) == 0 && planned[prefix] == '.' &&
            strcmp(planned + prefix + 1, kind) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the site's plan holds an action of the step. */
static bool has_work(const dxaws_plan *plan, const struct step *step)
{
    bool found = false;
    for (size_t i = 0; i < dxaws_plan_count(plan) && !found; i++) {
        const json_t *payload = dxaws_action_payload_tree(dxaws_plan_at(plan, i));
        const char *name = dx_text(payload, "step");
        found = name != NULL && strcmp(name, step->name) == 0;
    }
    return found;
}

static dxaws_error *check_share(const struct run *run, const struct step *step,
                                const dxaws_plan *share)
{
    for (size_t i = 0; i < dxaws_plan_count(share); i++) {
        const char *kind = dxaws_action_kind(dxaws_plan_at(share, i));
        if (!was_planned(run->plan, step, kind)) {
            return dxaws_error_new(
                DXAWS_ERROR_STALE, WEBSITE, "MoreThanPlanned",
                "website %s: %s.%s is needed now and was not planned; plan again",
                dxaws_plan_resource(run->plan), module_name(step->module), kind);
        }
    }
    return NULL;
}

/* Under the lock: the step's share of what its module plans now. */
static dxaws_error *plan_turn(struct turn *turn, dxaws_plan **share)
{
    struct site *site = turn->run->site;
    DXAWS_AUTO(dxaws_plan) whole = NULL;
    site->settling = site->settling || strcmp(turn->step->name, STEP_SETTLED) == 0;
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, turn->step->module);
    dxaws_error *error = site_plan(site, turn->step->module, desired,
                                   site->current.documents[turn->step->module], &whole);
    if (error == NULL) {
        error = step_share(turn->step, whole, share);
    }
    return error ? error : check_share(turn->run, turn->step, *share);
}

/* What the module observes now is what the rest of its plan says. Under the lock. */
static dxaws_error *learn_rest(struct site *site, enum module module, const dxaws_plan *rest)
{
    dxaws_document *current = NULL;
    dxaws_error *error = document_sharing(dxaws_plan_observed_tree(rest), &current);
    if (error != NULL) {
        return error;
    }
    site_observe(site, module, current);
    return site_learn(site, module, NULL);
}

static dxaws_error *perform_turn(struct turn *turn, dxaws_context *context)
{
    struct run *run = turn->run;
    enum module name = turn->step->module;
    const dxaws_module *module = module_of(name);
    DXAWS_AUTO(dxaws_plan) share = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    pthread_mutex_lock(&run->lock);
    dxaws_error *error = plan_turn(turn, &share);
    pthread_mutex_unlock(&run->lock);
    if (error != NULL || dxaws_plan_count(share) == 0) {
        return error;
    }
    error = module->apply(module, run->manager->of[name], context, share, NULL, &rest, NULL);
    if (error == NULL) {
        pthread_mutex_lock(&run->lock);
        error = learn_rest(run->site, name, rest);
        pthread_mutex_unlock(&run->lock);
    }
    return error;
}

/* What the site no longer asks for was read when it was found; nothing is learned from it. */
static dxaws_error *perform_former(struct turn *turn, dxaws_context *context)
{
    struct run *run = turn->run;
    const struct dxaws_website_current *current = &run->site->current;
    dxaws_error *error = NULL;
    for (size_t i = 0; i < current->former_count && error == NULL; i++) {
        const struct former *former = &current->formers[i];
        const dxaws_module *module = module_of(former->module);
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        if (strcmp(former->step, turn->step->name) != 0) {
            continue;
        }
        error = site_plan(run->site, former->module, former->desired, former->current, &plan);
        error = error ? error : check_share(run, turn->step, plan);
        error = error ? error
                      : module->apply(module, run->manager->of[former->module], context, plan, NULL,
                                      NULL, NULL);
    }
    return error;
}

static dxaws_error *run_turn(void *self, dxaws_context *context)
{
    struct turn *turn = self;
    struct step_progress progress = {
        .site = dxaws_plan_resource(turn->run->plan),
        .step = turn->step->name,
        .module = module_name(turn->step->module),
        .status = "start",
    };
    int64_t start = dxaws_context_monotonic_ms(context);
    website_emit_step(context, &progress);
    dxaws_error *error = dxaws_context_check(context);
    if (error == NULL) {
        error = turn->step->former ? perform_former(turn, context) : perform_turn(turn, context);
    }
    turn->done = error == NULL;
    progress.elapsed_ms = dxaws_context_monotonic_ms(context) - start;
    progress.status = error ? "failed" : "done";
    progress.error = error;
    website_emit_step(context, &progress);
    return error;
}

/* "bucket, certificate" */
static char *done_names(const struct turn *turns, size_t count)
{
    char *names = strdup("");
    for (size_t i = 0; i < count && names != NULL; i++) {
        char *longer = NULL;
        if (turns[i].done &&
            asprintf(&longer, "%s%s%s", names, names[0] ? ", " : "", turns[i].step->name) >= 0) {
            free(names);
            names = longer;
        }
    }
    return names;
}

/* "; step certificate: why" of a neighbour that failed for a reason of its own, or "". */
static char *neighbour(struct job *jobs, size_t count, const struct job *culprit)
{
    for (size_t i = 0; i < count; i++) {
        char *text = NULL;
        if (&jobs[i] != culprit && jobs[i].error != NULL && !is_cancellation(jobs[i].error)) {
            const struct turn *turn = jobs[i].self;
            int length = asprintf(&text, "; step %s failed: %s", turn->step->name,
                                  dxaws_error_message(jobs[i].error));
            return length < 0 ? NULL : text;
        }
    }
    return strdup("");
}

/* Whether the account may have changed: a step is done, or partly done. */
static bool has_changed(const char *done, const struct job *jobs, size_t count)
{
    bool changed = done == NULL || done[0] != '\0';
    for (size_t i = 0; i < count; i++) {
        changed = changed || (jobs[i].error != NULL &&
                              dxaws_error_get_kind(jobs[i].error) == DXAWS_ERROR_PARTIAL);
    }
    return changed;
}

/* One error for a wave: which step failed and why, and what is done. Takes the jobs' errors. */
static dxaws_error *explain(const struct run *run, const struct turn *turns, size_t count,
                            struct job *jobs, size_t job_count)
{
    struct job *culprit = parallel_culprit(jobs, job_count);
    const struct turn *turn = culprit->self;
    dxaws_error *cause = culprit->error;
    char *done = done_names(turns, count);
    char *other = neighbour(jobs, job_count, culprit);
    bool changed = has_changed(done, jobs, job_count);
    bool any = done != NULL && done[0] != '\0';
    dxaws_error *error = dxaws_error_new(
        changed ? DXAWS_ERROR_PARTIAL : dxaws_error_get_kind(cause), WEBSITE, "StepFailed",
        "website %s: step %s failed: %s%s%s%s", dxaws_plan_resource(run->plan), turn->step->name,
        dxaws_error_message(cause), other ? other : "", any ? "; done: " : "", any ? done : "");
    free(done);
    free(other);
    dxaws_error_set_resource(error, dxaws_plan_resource(run->plan));
    dxaws_error_set_retryable(error, dxaws_error_is_retryable(cause));
    culprit->error = NULL;
    dxaws_error_set_cause(error, cause);
    for (size_t i = 0; i < job_count; i++) {
        dxaws_error_free(jobs[i].error);
    }
    return error;
}

/* Runs one wave of the turns; *next becomes the first of the following one. */
static dxaws_error *run_wave(struct run *run, dxaws_context *context, struct turn *turns,
                             size_t count, size_t *next)
{
    struct job jobs[MAXIMUM_STEPS];
    size_t first = *next;
    size_t job_count = 0;
    while (*next < count && turns[*next].step->wave == turns[first].step->wave) {
        jobs[job_count++] = (struct job){.run = run_turn, .self = &turns[(*next)++]};
    }
    parallel_run(context, jobs, job_count);
    return parallel_culprit(jobs, job_count) ? explain(run, turns, count, jobs, job_count) : NULL;
}

dxaws_error *apply_steps_of(dxaws_website_manager *manager, dxaws_context *context,
                            const dxaws_plan *plan, struct site *site)
{
    struct run run = {.manager = manager, .plan = plan, .site = site};
    struct turn turns[MAXIMUM_STEPS];
    size_t step_count;
    size_t count = 0;
    const struct step *steps = steps_of(site_is_present(site), &step_count);
    for (size_t i = 0; i < step_count; i++) {
        if (has_work(plan, &steps[i])) {
            turns[count++] = (struct turn){.run = &run, .step = &steps[i]};
        }
    }
    pthread_mutex_init(&run.lock, NULL);
    dxaws_error *error = NULL;
    for (size_t next = 0; next < count && error == NULL;) {
        error = run_wave(&run, context, turns, count, &next);
    }
    pthread_mutex_destroy(&run.lock);
    return error;
}
