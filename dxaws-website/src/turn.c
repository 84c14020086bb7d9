/* SPDX-License-Identifier: MIT */
/* The turn of one step. Just before it begins, it is planned again, purely, with the values that
 * are known by then; what is left of it when it was begun is the module's own plan. */
#include "turn.h"

#include <dxaws/extend/tree.h>

#include <string.h>

#include "desires.h"
#include "former.h"
#include "how.h"
#include "ignored.h"
#include "kept.h"
#include "progress.h"

static bool settles(const struct turn *turn)
{
    return strcmp(turn->part.step->name, STEP_SETTLED) == 0;
}

bool turn_is_done(const struct turn *turn)
{
    return *part_done(&turn->part);
}

/* The first thing that a step which removes things has to remove, and how many there are; NULL
 * when nothing is left. */
static const struct former *first_removal(const struct turn *turn, size_t *count)
{
    const struct dxaws_website_current *current = &turn->part.site->current;
    const struct former *first = NULL;
    *count = 0;
    for (size_t i = 0; turn->part.step->former && i < current->former_count; i++) {
        if (strcmp(current->formers[i].step, turn->part.step->name) == 0) {
            first = first ? first : &current->formers[i];
            ++*count;
        }
    }
    return first;
}

/* What a step of another kind does now: its share of what its module plans. */
static dxaws_error *plan_share(const struct turn *turn, dxaws_plan **share)
{
    struct site *site = turn->part.site;
    enum module module = turn->part.step->module;
    DXAWS_AUTO(dxaws_plan) whole = NULL;
    site->settling = site->settling || settles(turn);
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, module);
    dxaws_error *error =
        ignored_plan(site, module, desired, site->current.documents[module], &whole);
    return error ? error : step_share(turn->part.step, whole, share);
}

/* One of several that may go at the same time. */
static dxaws_error *plan_removal(const struct turn *turn, const struct former *removal,
                                 dxaws_plan **share)
{
    DXAWS_AUTO(dxaws_plan) whole = NULL;
    dxaws_error *error = kept_plan_removal(turn->part.site, removal, &whole);
    return error ? error : step_share(turn->part.step, whole, share);
}

/* Under the lock: the module's plan that goes on; the caller owns it. */
static dxaws_error *next_plan(struct turn *turn, dxaws_plan **plan)
{
    dxaws_plan **under_way = part_under_way(&turn->part);
    size_t count;
    const struct former *removal = first_removal(turn, &count);
    dxaws_error *error = NULL;
    if (*under_way != NULL) {
        *plan = *under_way;
        *under_way = NULL;
        return NULL;
    }
    if (!turn->part.step->former) {
        error = plan_share(turn, plan);
    } else if (removal != NULL) {
        error = plan_removal(turn, removal, plan);
    }
    return error || *plan == NULL ? error
                                  : progress_check_share(&turn->part, turn->run->plan, *plan);
}

/* Under the lock: one plan of the step came to its end. */
static void end_plan(struct turn *turn)
{
    struct site *site = turn->part.site;
    size_t count;
    const struct former *removal = first_removal(turn, &count);
    if (removal != NULL) {
        former_drop(&site->current, (size_t)(removal - site->current.formers));
    }
    if (settles(turn)) { /* from now on nothing else is remembered */
        json_t *left = json_incref(site->current.marks_left);
        json_decref(site->current.marks);
        site->current.marks = left;
    }
    *part_done(&turn->part) = count <= 1;
}

/* Under the lock, taking @a rest over: what the module observes now is what the rest of its plan
 * says. What is removed was observed by itself, and nothing is learned from that. */
static dxaws_error *learn(struct turn *turn, dxaws_plan *rest)
{
    struct site *site = turn->part.site;
    enum module module = turn->part.step->module;
    dxaws_error *error = NULL;
    turn->waits = json_object_get(dxaws_plan_tree(rest), "waiting") != NULL;
    if (!turn->part.step->former) {
        dxaws_document *current = NULL;
        error = document_sharing(dxaws_plan_observed_tree(rest), &current);
        if (error == NULL) {
            site_observe(site, module, current);
            error = site_learn(site, module, NULL);
        }
    }
    if (error == NULL && dxaws_plan_count(rest) > 0) {
        *part_under_way(&turn->part) = rest;
        return NULL;
    }
    dxaws_plan_free(rest);
    if (error == NULL) {
        end_plan(turn);
    }
    return error;
}

/* The module performs its plan, or an action of it. */
static dxaws_error *perform(const struct turn *turn, dxaws_context *context, const dxaws_plan *plan,
                            const char *stop_after, dxaws_plan **rest)
{
    const dxaws_module *module = module_of(turn->part.step->module);
    dxaws_manager *manager = turn->run->manager->of[turn->part.step->module];
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    dxaws_error *error =
        how_applied(turn->run->options, turn->part.step->module, stop_after, &options);
    if (error != NULL) {
        return error;
    }
    return turn->run->whole ? module->apply(module, manager, context, plan, options, rest, NULL)
                            : module->step(module, manager, context, plan, options, rest);
}

/* Under the lock: what to do next, as next_plan() says. *plan stays NULL when the turn is over.
 * *stop_after: where the plan is to be left. */
static dxaws_error *choose(struct turn *turn, dxaws_plan **plan, const char **stop_after)
{
    size_t removals;
    first_removal(turn, &removals);
    *stop_after = removals <= 1 ? turn->stop_after : NULL;
    dxaws_error *error = next_plan(turn, plan);
    if (error != NULL || *plan == NULL) {
        return error;
    }
    if (dxaws_plan_count(*plan) == 0) { /* it is as wanted already */
        dxaws_plan_free(*plan);
        *plan = NULL;
        end_plan(turn);
        return turn_is_done(turn) ? NULL : choose(turn, plan, stop_after);
    }
    if (*stop_after != NULL &&
        !plan_has_kind(*plan, *stop_after)) { /* what is left is beyond that */
        *part_under_way(&turn->part) = *plan;
        *plan = NULL;
    }
    return NULL;
}

/* One plan of the step, or one action. *over: there is no more to be done in this turn. */
static dxaws_error *go_on(struct turn *turn, dxaws_context *context, bool *over)
{
    struct run *run = turn->run;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_plan *rest = NULL;
    const char *stop_after;
    pthread_mutex_lock(&run->lock);
    dxaws_error *error = choose(turn, &plan, &stop_after);
    pthread_mutex_unlock(&run->lock);
    *over = plan == NULL;
    if (error != NULL || plan == NULL) {
        return error;
    }
    error = perform(turn, context, plan, stop_after, &rest);
    if (error == NULL) {
        pthread_mutex_lock(&run->lock);
        error = learn(turn, rest);
        *over = turn_is_done(turn) || !run->whole || *part_under_way(&turn->part) != NULL;
        pthread_mutex_unlock(&run->lock);
    }
    return error;
}

dxaws_error *turn_take(struct turn *turn, dxaws_context *context)
{
    bool over = false;
    dxaws_error *error = NULL;
    while (error == NULL && !over) {
        error = dxaws_context_check(context);
        error = error ? error : go_on(turn, context, &over);
    }
    return error;
}
