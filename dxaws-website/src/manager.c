/* SPDX-License-Identifier: MIT */
/* The manager: reads all modules at once, plans, applies. */
#include "manager.h"

#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "discover.h"
#include "events.h"
#include "plan.h"
#include "result.h"

dxaws_error *dxaws_website_manager_new(const dxaws_website_manager_options *options,
                                       dxaws_website_manager **manager)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        if (options == NULL || options->of[i] == NULL) {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, "MissingManager",
                                   "website: a manager of dxaws-%s is needed",
                                   module_name((enum module)i));
        }
    }
    dxaws_website_manager *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    for (int i = 0; i < MODULE_COUNT; i++) {
        made->of[i] = module_of((enum module)i)->ref(options->of[i]);
    }
    *manager = made;
    return NULL;
}

dxaws_website_manager *dxaws_website_manager_ref(dxaws_website_manager *manager)
{
    if (manager != NULL) {
        atomic_fetch_add(&manager->references, 1);
    }
    return manager;
}

dxaws_website_manager *dxaws_website_manager_unref(dxaws_website_manager *manager)
{
    if (manager != NULL && atomic_fetch_sub(&manager->references, 1) == 1) {
        for (int i = 0; i < MODULE_COUNT; i++) {
            module_of((enum module)i)->unref(manager->of[i]);
        }
        free(manager);
    }
    return NULL;
}

dxaws_error *manager_read(dxaws_website_manager *manager, enum module module,
                          dxaws_context *context, const dxaws_document *desired,
                          dxaws_document **current)
{
    return module_of(module)->read(module_of(module), manager->of[module], context, desired,
                                   current);
}

static dxaws_error *begin(const dxaws_website_desired *desired, struct site *site)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    if (error != NULL) {
        *site = (struct site){.desired = NULL};
        return error;
    }
    /* With its nulls: what the site leaves alone, the modules are told to leave alone. */
    json_t *canonical = dx_canonical((const struct dx_state *)desired, normalised);
    bool ready = site_init(site, canonical);
    json_decref(canonical);
    json_decref(normalised);
    site->names_bucket =
        json_object_get(dx_state_get((const struct dx_state *)desired, WEBSITE_BUCKET), "name") !=
        NULL;
    return ready ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *dxaws_website_desired_check(const dxaws_website_desired *desired)
{
    struct site site;
    dxaws_error *error = begin(desired, &site);
    for (int i = 0; i < MODULE_COUNT && error == NULL; i++) {
        if (site_uses(&site, (enum module)i)) {
            const dxaws_module *module = module_of((enum module)i);
            DXAWS_AUTO(dxaws_document) asked = site_desire(&site, (enum module)i);
            error = module->check(module, asked);
        }
    }
    site_clear(&site);
    return error;
}

dxaws_error *dxaws_website_manager_get_current(dxaws_website_manager *manager,
                                               dxaws_context *context,
                                               const dxaws_website_desired *desired,
                                               dxaws_website_current **current)
{
    struct site site;
    dxaws_error *error = begin(desired, &site);
    if (error == NULL) {
        dx_report_deprecated((const struct dx_state *)desired, context);
        error = read_site(manager, context, &site, true);
    }
    if (error == NULL && site_is_read(&site)) {
        error = discover_former(manager, context, &site);
    }
    dxaws_website_current *made = error ? NULL : calloc(1, sizeof *made);
    if (made != NULL) {
        *made = site.current;
        memset(&site.current, 0, sizeof site.current);
        *current = made;
    } else if (error == NULL) {
        error = dxaws_error_out_of_memory();
    }
    site_clear(&site);
    return error;
}

/* The bucket that was read, when the document leaves it open. */
static void adopt_bucket(struct site *site)
{
    const char *name = dx_text(site_observed(site, MODULE_S3), "name");
    if (name != NULL && !site->names_bucket) {
        site_set_bucket(site, name);
    }
}

dxaws_error *dxaws_website_desired_plan(const dxaws_website_desired *desired,
                                        const dxaws_website_current *current,
                                        const dxaws_apply_options *options, dxaws_plan **plan)
{
    struct site site = {.desired = NULL};
    dxaws_error *error = dxaws_apply_options_check(options);
    error = error ? error : begin(desired, &site);
    if (error == NULL && current == NULL) {
        error = dxaws_error_out_of_memory(); /* as for a Desired that could not be made */
    }
    if (error == NULL) {
        site.current = *current; /* lent for the time of planning */
        adopt_bucket(&site);
        error = plan_site(&site, plan);
        memset(&site.current, 0, sizeof site.current);
    }
    site_clear(&site);
    return error;
}

dxaws_error *dxaws_website_manager_plan(dxaws_website_manager *manager, dxaws_context *context,
                                        const dxaws_website_desired *desired,
                                        const dxaws_apply_options *options, dxaws_plan **plan)
{
    const char *name = dxaws_website_desired_site(desired);
    struct site site;
    dxaws_plan *made = NULL;
    website_emit(context, "manager.plan.start", name, NULL, NULL, NULL);
    site = (struct site){.desired = NULL};
    dxaws_error *error = dxaws_apply_options_check(options);
    error = error ? error : begin(desired, &site);
    if (error == NULL) {
        dx_report_deprecated((const struct dx_state *)desired, context);
        error = check_protection(&site);
    }
    if (error == NULL) {
        error = read_site(manager, context, &site, false);
    }
    if (error == NULL) {
        error = discover_former(manager, context, &site);
    }
    if (error == NULL) {
        error = check_lost_aliases(manager, context, &site);
    }
    if (error == NULL) {
        error = plan_site(&site, &made);
    }
    site_clear(&site);
    website_emit(context, "manager.plan.done", name, made, error ? "failed" : NULL, error);
    if (error == NULL) {
        *plan = made;
    }
    return error;
}

/* The site as it was when the plan was made: everything that apply needs is in the plan. */
static dxaws_error *resume(const dxaws_plan *plan, struct site *site)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    const json_t *observed = dxaws_plan_observed_tree(plan);
    *site = (struct site){.desired = NULL};
    dxaws_error *error = dxaws_website_desired_parse(dxaws_plan_desired(plan), &desired);
    if (error == NULL) {
        error = begin(desired, site);
    }
    for (int i = 0; i < MODULE_COUNT && error == NULL; i++) {
        if (site_uses(site, (enum module)i)) {
            const char *name = module_name((enum module)i);
            const json_t *tree = json_object_get(observed, name);
            error = json_is_object(tree)
                        ? document_sharing(tree, &site->current.documents[i])
                        : dxaws_error_new(DXAWS_ERROR_PROTOCOL, WEBSITE, "InvalidPlan",
                                          "website %s: the plan does not say what %s observed",
                                          dxaws_plan_resource(plan), name);
            error = error ? error : site_learn(site, (enum module)i, NULL);
        }
    }
    if (error == NULL) {
        error = former_parse(json_object_get(observed, "former"), &site->current);
    }
    return error;
}

static dxaws_error *check_module(const dxaws_plan *plan)
{
    if (strcmp(dxaws_plan_module(plan), WEBSITE) != 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, "WrongModule",
                               "a plan of module \"%s\" was given to \"website\"",
                               dxaws_plan_module(plan));
    }
    return NULL;
}

dxaws_error *dxaws_website_manager_apply(dxaws_website_manager *manager, dxaws_context *context,
                                         const dxaws_plan *plan, const dxaws_apply_options *options,
                                         dxaws_website_result **result)
{
    dxaws_error *error = check_module(plan);
    error = error ? error : dxaws_apply_options_check(options);
    if (error != NULL) {
        return error;
    }
    const char *name = dxaws_plan_resource(plan);
    struct site site;
    website_emit(context, "manager.apply.start", name, plan, NULL, NULL);
    error = resume(plan, &site);
    if (error == NULL) {
        error = check_protection(&site);
    }
    if (error == NULL) {
        error = apply_steps_of(manager, context, plan, &site);
    }
    if (error == NULL) {
        error = site_result(&site, result);
    }
    site_clear(&site);
    const char *outcome = error ? "failed" : dxaws_plan_count(plan) == 0 ? "noop" : "applied";
    website_emit(context, "manager.apply.done", name, NULL, outcome, error);
    return error;
}

dxaws_error *dxaws_website_manager_execute(dxaws_website_manager *manager, dxaws_context *context,
                                           const dxaws_website_desired *desired,
                                           const dxaws_apply_options *options,
                                           dxaws_website_result **result)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = dxaws_website_manager_plan(manager, context, desired, options, &plan);
    if (error == NULL) {
        error = dxaws_website_manager_apply(manager, context, plan, options, result);
    }
    const char *outcome = error ? "failed" : dxaws_plan_count(plan) == 0 ? "noop" : "applied";
    website_emit(context, "manager.execute.done", dxaws_website_desired_site(desired), NULL,
                 outcome, error);
    return error;
}

dxaws_error *dxaws_website_manager_destroy(dxaws_website_manager *manager, dxaws_context *context,
                                           const dxaws_website_desired *desired,
                                           const dxaws_apply_options *options,
                                           dxaws_website_result **result)
{
    struct dxaws_website_desired absent;
    if (desired == NULL || !dx_state_init(&absent.state, &website_schema)) {
        return dxaws_error_out_of_memory();
    }
    absent.state.refused = desired->state.refused;
    absent.state.out_of_memory = desired->state.out_of_memory;
    dxaws_error *error = dx_state_assign(&absent.state, desired->state.document);
    dx_state_set_boolean(&absent.state, WEBSITE_PRESENT, false);
    if (error == NULL) {
        error = dxaws_website_manager_execute(manager, context, &absent, options, result);
    }
    dx_state_clear(&absent.state);
    return error;
}
