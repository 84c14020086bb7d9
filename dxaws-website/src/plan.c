/* SPDX-License-Identifier: MIT */
/* Planning a whole site, purely: each module plans from what was observed and from the outputs of
 * the modules before it; the steps put the actions in order. */
#include "plan.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "desires.h"
#include "current.h"
#include "former.h"
#include "how.h"
#include "ignored.h"
#include "kept.h"
#include "preconditions.h"
#include "left.h"
#include "names.h"
#include "parts.h"
#include "places.h"
#include "progress.h"
#include "records.h"
#include "redirects.h"

/* A module comes after those whose outputs it needs. */
static const enum module plan_order[] = {MODULE_ACM, MODULE_FUNCTION, MODULE_CLOUDFRONT, MODULE_S3,
                                         MODULE_DNS};

/* A plan without actions that says what was observed. */
static dxaws_error *plan_nothing(const struct site *site, enum module module, dxaws_plan **plan)
{
    json_t *document =
        json_pack("{si ss ss sO s[]}", "plan", 1, "module", module_name(module), "resource",
                  site_name(site), "observed", site_observed(site, module), "actions");
    return dxaws_plan_new(document, plan);
}

/* Whether all of the module was read. */
static dxaws_error *check_observed(const struct site *site, enum module module)
{
    const char *why = dx_text(site->current.missing, module_name(module));
    if (why != NULL && module == MODULE_CONTENT) {
        return dxaws_error_new(DXAWS_ERROR_PERMISSION, WEBSITE, DXAWS_WEBSITE_ERROR_CONTENT_DENIED,
                               "%s", why);
    }
    if (why != NULL) {
        dxaws_error *error = dxaws_error_new(DXAWS_ERROR_NOT_FOUND, WEBSITE,
                                             DXAWS_WEBSITE_ERROR_HOSTED_ZONE_NOT_FOUND, "%s", why);
        dxaws_error_set_resource(error, dx_text(site->desired, WEBSITE_DOMAIN));
        dxaws_error_set_path(error, dx_text(site->desired, WEBSITE_ZONE) ? "/zone" : "/domain",
                             false);
        return site->of ? site_place_in(site, module, error) : error;
    }
    if (site->current.documents[module] == NULL) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, DXAWS_WEBSITE_ERROR_NOT_OBSERVED,
            "website %s: what %s observes is missing; read again for the same Desired "
            "that is planned",
            site_name(site), module_name(module));
    }
    return NULL;
}

static dxaws_error *plan_module(struct site *site, enum module module, dxaws_plan **plan)
{
    dxaws_error *error = check_observed(site, module);
    if (error != NULL) {
        return error;
    }
    if (!site_asks(site, module)) {
        return plan_nothing(site, module, plan);
    }
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, module);
    error = ignored_plan(site, module, desired, site->current.documents[module], plan);
    error = error ? error : kept_own(site, module, plan);
    return error ? error : site_learn(site, module, *plan);
}

/* What is left to be done when what was remembered is removed: as if all else were done. */
static dxaws_error *plan_settled(struct site *site, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_document) before = site_desire(site, MODULE_CLOUDFRONT);
    site->settling = true;
    DXAWS_AUTO(dxaws_document) after = site_desire(site, MODULE_CLOUDFRONT);
    site->settling = false;
    json_t *observed = dx_members(site_observed(site, MODULE_CLOUDFRONT));
    json_t *tags = dx_members(json_object_get(observed, "tags"));
    bool whole =
        before != NULL && tags != NULL &&
        json_object_update(tags, json_object_get(dxaws_document_tree(before), "tags")) == 0;
    dx_put(&whole, observed, "tags", tags);
    DXAWS_AUTO(dxaws_document) current = document_of(dx_whole(whole, observed));
    return ignored_plan(site, MODULE_CLOUDFRONT, after, current, plan);
}

static dxaws_error *plan_former(struct site *site, struct module_plans *plans)
{
    const struct dxaws_website_current *current = &site->current;
    plans->former = calloc(current->former_count + 1, sizeof *plans->former);
    dxaws_error *error = plans->former ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < current->former_count && error == NULL; i++) {
        error = kept_plan_removal(site, &current->formers[i], &plans->former[i]);
    }
    if (error == NULL && site_is_present(site) && current->marks != NULL &&
        !json_equal(current->marks, current->marks_left)) {
        error = plan_settled(site, &plans->settled);
    }
    return error;
}

/* One action of the site's plan: the module's, under the module's name and with its step. */
static json_t *site_action(const struct part *part, json_t *action)
{
    char name[PART_NAME_SIZE];
    json_t *made = dx_members(action);
    json_t *kind = json_sprintf("%s.%s", module_name(part->step->module), dx_text(action, "kind"));
    part_name(part, name);
    json_t *payload = json_pack("{ss}", "step", name);
    if (json_object_set_new(made, "kind", kind) + json_object_set_new(made, "payload", payload)) {
        json_decref(made);
        return NULL;
    }
    return made;
}

static dxaws_error *add_actions(const struct part *part, const dxaws_plan *plan, json_t *actions)
{
    size_t index;
    json_t *action;
    int failed = 0;
    json_array_foreach(json_object_get(dxaws_plan_tree(plan), "actions"), index, action) {
        failed |= json_array_append_new(actions, site_action(part, action));
    }
    return failed ? dxaws_error_out_of_memory() : NULL;
}

/* The actions of a step that removes things: those of the one under way, then of the others. */
static dxaws_error *add_removals(const struct module_plans *plans, const struct part *part,
                                 json_t *actions)
{
    const struct site *site = part->site;
    const dxaws_plan *under_way = *part_under_way(part);
    dxaws_error *error = under_way ? add_actions(part, under_way, actions) : NULL;
    bool covered = under_way != NULL;
    for (size_t i = 0; i < site->current.former_count && error == NULL; i++) {
        if (strcmp(site->current.formers[i].step, part->step->name) == 0) {
            error = covered ? NULL : add_actions(part, plans->former[i], actions);
            covered = false;
        }
    }
    return error;
}

/* The actions of one part, as far as it is not done. */
static dxaws_error *add_part(const struct module_plans *plans, const struct part *part,
                             json_t *actions)
{
    const struct site *site = part->site;
    const struct step *step = part->step;
    if (*part_done(part) || (site_only_publishes(site) && !step->publishes)) {
        return NULL;
    }
    if (step->former) {
        return add_removals(plans, part, actions);
    }
    if (*part_under_way(part) != NULL) {
        return add_actions(part, *part_under_way(part), actions);
    }
    bool settles = strcmp(step->name, STEP_SETTLED) == 0;
    const dxaws_plan *plan = settles ? plans->settled : plans->of[step->module];
    DXAWS_AUTO(dxaws_plan) share = NULL;
    if (plan == NULL || (step->wanted != NULL && !step->wanted(site, plans))) {
        return NULL;
    }
    dxaws_error *error = step_share(step, plan, &share);
    return error ? error : add_actions(part, share, actions);
}

/* What the plan was made with, for who applies it; empty for the defaults. */
static json_t *options_kept(const struct site *site)
{
    const json_t *tree = dxaws_apply_options_tree(site->options);
    return tree ? dxaws_tree_copy(tree) : json_object();
}

/* Adds a member that says nothing when it is empty; takes @a value over. */
static void put_if_any(bool *whole, json_t *document, const char *name, json_t *value)
{
    if (value != NULL && json_object_size(value) + json_array_size(value) == 0) {
        json_decref(value);
    } else {
        dx_put(whole, document, name, value);
    }
}

/* What all parts do, in order. */
static dxaws_error *collect_actions(const struct site *site, const struct module_plans *plans,
                                    json_t *actions)
{
    size_t count;
    struct part *parts = parts_of(site, &count);
    dxaws_error *error = parts ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < count && error == NULL; i++) {
        error = add_part(&plans[parts[i].whose], &parts[i], actions);
    }
    free(parts);
    return error;
}

/* The sentences of the site and of those inside, in one list; NULL without memory. */
static json_t *notes_of(const struct site *site, bool *whole)
{
    json_t *all = json_array();
    struct site *one;
    for (size_t i = 0; (one = site_at(site, i)) != NULL; i++) {
        *whole = *whole &&
                 (one->current.notes == NULL || json_array_extend(all, one->current.notes) == 0);
    }
    return all;
}

static dxaws_error *assemble(const struct site *site, const struct module_plans *plans,
                             dxaws_plan **plan)
{
    json_t *actions = json_array();
    bool whole = true;
    dxaws_error *error = collect_actions(site, plans, actions);
    json_t *document = json_pack("{si ss ss sO so so}", "plan", 1, "module", WEBSITE, "resource",
                                 site_name(site), "desired", site->desired, "observed",
                                 current_tree(&site->current, true), "actions", actions);
    put_if_any(&whole, document, "notes", notes_of(site, &whole));
    json_t *observed = json_object_get(document, "observed");
    if (site->redirect_count > 0) {
        dx_put(&whole, observed, "redirects", redirects_observed(site, true));
    }
    put_if_any(&whole, document, "options", options_kept(site));
    put_if_any(&whole, document, "running", progress_running(site));
    put_if_any(&whole, document, "done", progress_done(site));
    put_if_any(&whole, document, "left", left_collect(site, plans));
    if (error != NULL) {
        json_decref(document);
        return error;
    }
    return dxaws_plan_new(dx_whole(whole, document), plan);
}

/* Those of the site, and of each one inside; NULL without memory. */
static struct module_plans *new_plans(const struct site *site)
{
    return calloc(site->redirect_count + 1, sizeof(struct module_plans));
}

static void free_plans(const struct site *site, struct module_plans *all)
{
    struct site *one;
    for (size_t whose = 0; all != NULL && (one = site_at(site, whose)) != NULL; whose++) {
        struct module_plans *plans = &all[whose];
        for (int i = 0; i < MODULE_COUNT; i++) {
            dxaws_plan_free(plans->of[i]);
        }
        for (size_t i = 0; plans->former != NULL && i < one->current.former_count; i++) {
            dxaws_plan_free(plans->former[i]);
        }
        free(plans->former);
        dxaws_plan_free(plans->settled);
    }
    free(all);
}

/* First, since it says what the edge is to forget. Where it could not be read the others are asked
 * all the same: what is wrong with the bucket says more. */
static dxaws_error *plan_content(struct site *site, struct module_plans *plans)
{
    dxaws_plan **plan = &plans->of[MODULE_CONTENT];
    if (site->current.documents[MODULE_CONTENT] == NULL || !site_uses(site, MODULE_CONTENT)) {
        return NULL;
    }
    dxaws_error *error = plan_module(site, MODULE_CONTENT, plan);
    site->takes_over = plan_has_kind(*plan, "SETTLE");
    return error;
}

static dxaws_error *plan_modules(struct site *site, struct module_plans *plans)
{
    dxaws_error *error = plan_content(site, plans);
    for (size_t i = 0; i < sizeof plan_order / sizeof *plan_order && error == NULL; i++) {
        if (site_uses(site, plan_order[i])) {
            error = plan_module(site, plan_order[i], &plans->of[plan_order[i]]);
        }
    }
    if (error == NULL && site_uses(site, MODULE_CONTENT)) {
        error = check_observed(site, MODULE_CONTENT);
    }
    return error ? error : plan_former(site, plans);
}

/* The site first: those inside need what it decides. */
static dxaws_error *plan_all(struct site *site, struct module_plans *plans)
{
    dxaws_error *error = plans ? NULL : dxaws_error_out_of_memory();
    struct site *one;
    for (size_t i = 0; error == NULL && (one = site_at(site, i)) != NULL; i++) {
        error = plan_modules(one, &plans[i]);
    }
    return error;
}

static dxaws_error *learn_all(struct site *site, dxaws_error *error)
{
    struct site *one;
    for (size_t i = 0; error == NULL && (one = site_at(site, i)) != NULL; i++) {
        error = site_learn_all(one);
    }
    return error;
}

/* What the site itself, or one inside, must be before anything is planned. */
static dxaws_error *check_before(struct site *site)
{
    dxaws_error *error = redirects_check_places(site);
    error = error || site->of ? error : check_protection(site);
    error = error ? error : redirects_check_protection(site);
    error = error ? error : check_preconditions(site);
    if (error == NULL && site_is_present(site) && how_waits(site->options) == DXAWS_WAIT_NONE) {
        error = former_leave_used(&site->current);
    }
    return error;
}

dxaws_error *plan_site(struct site *site, dxaws_plan **plan)
{
    struct module_plans *plans = new_plans(site);
    dxaws_error *error = NULL;
    struct site *one;
    for (size_t i = 0; error == NULL && (one = site_at(site, i)) != NULL; i++) {
        error = check_before(one);
    }
    error = error ? error : plan_all(site, plans);
    error = error ? error : check_lost_aliases(site);
    for (size_t i = 0; error == NULL && (one = site_at(site, i)) != NULL; i++) {
        error = check_invariants(one, &plans[i]);
    }
    error = error ? error : assemble(site, plans, plan);
    free_plans(site, plans);
    return learn_all(site, error);
}

static bool is_done(const struct site *site)
{
    size_t count;
    struct part *parts = parts_of(site, &count);
    bool done = parts != NULL;
    for (size_t i = 0; i < count && done; i++) {
        done = *part_done(&parts[i]);
    }
    free(parts);
    return done;
}

dxaws_error *plan_left(struct site *site, dxaws_plan **plan)
{
    struct module_plans *plans = new_plans(site);
    dxaws_error *error = plans ? NULL : dxaws_error_out_of_memory();
    error = error || is_done(site) ? error : plan_all(site, plans);
    error = error ? error : assemble(site, plans, plan);
    free_plans(site, plans);
    return learn_all(site, error);
}
