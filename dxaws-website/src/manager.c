/* SPDX-License-Identifier: MIT */
/* The manager: reads all modules at once, plans, applies. */
#include "manager.h"

#include <dxaws/cache.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "current.h"
#include "desires.h"
#include "discover.h"
#include "events.h"
#include "how.h"
#include "places.h"
#include "plan.h"
#include "redirects.h"
#include "result.h"

static dxaws_error *missing_manager(enum module module)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE,
                           DXAWS_WEBSITE_ERROR_MISSING_MANAGER,
                           "website: it needs a manager of dxaws-%s", module_name(module));
}

dxaws_error *manager_check(const dxaws_website_manager *manager, const struct site *site)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        enum module module = (enum module)i;
        if (manager->of[i] == NULL && site_uses(site, module)) {
            return missing_manager(module);
        }
    }
    return NULL;
}

dxaws_error *dxaws_website_manager_new(const dxaws_website_manager_options *options,
                                       dxaws_website_manager **manager)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        enum module module = (enum module)i;
        if (options == NULL || (options->of[i] == NULL && !module_is_optional(module))) {
            return missing_manager(module);
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
    dxaws_error *error =
        module_of(module)->read(module_of(module), manager->of[module], context, desired, current);
    return site_place(NULL, MODULE_COUNT, error); /* the document is none of the site's */
}

dxaws_error *site_open(const struct dx_state *desired, struct site *site)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate(desired, &normalised);
    if (error != NULL) {
        *site = (struct site){.desired = NULL};
        return error;
    }
    /* With its nulls: what the site leaves alone, the modules are told to leave alone. */
    json_t *canonical = dx_canonical(desired, normalised);
    bool ready = site_init(site, canonical);
    json_decref(canonical);
    json_decref(normalised);
    site->said = desired->document;
    site->names_bucket = json_object_get(dx_state_get(desired, WEBSITE_BUCKET), "name") != NULL;
    return ready ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *site_check(const struct dx_state *desired)
{
    struct site site;
    dxaws_error *error = site_open(desired, &site);
    /* What others are made of comes first: a bucket's name is in the distribution's origin. */
    static const enum module order[] = {MODULE_S3,         MODULE_ACM, MODULE_FUNCTION,
                                        MODULE_CLOUDFRONT, MODULE_DNS, MODULE_CONTENT};
    for (size_t i = 0; i < MODULE_COUNT && error == NULL; i++) {
        if (site_uses(&site, order[i])) {
            const dxaws_module *module = module_of(order[i]);
            DXAWS_AUTO(dxaws_document) asked = site_desire(&site, order[i]);
            error = site_place(desired->document, order[i], module->check(module, asked));
        }
    }
    error = error ? error : redirects_check(&site);
    site_clear(&site);
    return error;
}

dxaws_error *dxaws_website_desired_check(const dxaws_website_desired *desired)
{
    return site_check((const struct dx_state *)desired);
}

/* All that is read for a plan, and why it may not be made. */
static dxaws_error *read_whole(dxaws_website_manager *manager, dxaws_context *context,
                               const struct dx_state *desired, struct site *site)
{
    dx_report_deprecated(desired, context);
    dxaws_error *error = manager_check(manager, site);
    error = error ? error : read_site(manager, context, site);
    if (error == NULL && site_only_publishes(site)) {
        return discover_bucket_of(manager, context, site);
    }
    error = error ? error : redirects_read(manager, context, site);
    if (error == NULL && site_is_read(site)) {
        error = discover_former(manager, context, site);
        error = error ? error : read_leaving(manager, context, site);
    }
    return error ? error : redirects_keep(site);
}

dxaws_error *site_read(dxaws_website_manager *manager, dxaws_context *context,
                       const struct dx_state *desired, struct dxaws_website_current *current)
{
    struct site site;
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(context);
    dxaws_error *error = site_open(desired, &site);
    error = error || run ? error : dxaws_error_out_of_memory();
    error = error ? error : read_whole(manager, run, desired, &site);
    if (error == NULL) {
        *current = site.current;
        site.current = (struct dxaws_website_current){.formers = NULL};
    }
    site_clear(&site);
    return error;
}

dxaws_error *dxaws_website_manager_get_current(dxaws_website_manager *manager,
                                               dxaws_context *context,
                                               const dxaws_website_desired *desired,
                                               dxaws_website_current **current)
{
    dxaws_website_current *made = calloc(1, sizeof *made);
    dxaws_error *error = made ? site_read(manager, context, (const struct dx_state *)desired, made)
                              : dxaws_error_out_of_memory();
    if (error != NULL) {
        free(made);
        return error;
    }
    *current = made;
    return NULL;
}

/* The bucket that was read, when the document leaves it open. */
static dxaws_error *adopt_bucket(struct site *site)
{
    const char *name = dx_text(site_observed(site, MODULE_S3), "name");
    return name != NULL && !site->names_bucket ? site_set_bucket(site, name) : NULL;
}

dxaws_error *site_plan_from(const struct dx_state *desired,
                            const struct dxaws_website_current *current,
                            const dxaws_apply_options *options, dxaws_plan **plan)
{
    struct site site = {.desired = NULL};
    dxaws_error *error = how_check(options);
    error = error ? error : site_open(desired, &site);
    if (error == NULL && current == NULL) {
        error = dxaws_error_out_of_memory(); /* as for a Desired that could not be made */
    }
    if (error == NULL) {
        json_t *tree =
            current_tree(current, false); /* what is planned from becomes the plan's own */
        site.options = options;
        error = tree ? current_from(tree, &site.current) : dxaws_error_out_of_memory();
        json_decref(tree);
    }
    error = error ? error : adopt_bucket(&site);
    error = error ? error : redirects_open(&site);
    error = error ? error : plan_site(&site, plan);
    site_clear(&site);
    return error;
}

dxaws_error *dxaws_website_desired_plan(const dxaws_website_desired *desired,
                                        const dxaws_website_current *current,
                                        const dxaws_apply_options *options, dxaws_plan **plan)
{
    return site_plan_from((const struct dx_state *)desired, current, options, plan);
}

dxaws_error *dxaws_website_manager_plan(dxaws_website_manager *manager, dxaws_context *context,
                                        const dxaws_website_desired *desired,
                                        const dxaws_apply_options *options, dxaws_plan **plan)
{
    const char *name = dxaws_website_desired_site(desired);
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(context);
    struct site site;
    dxaws_plan *made = NULL;
    website_emit(context, "manager.plan.start", name, NULL, NULL, NULL);
    site = (struct site){.desired = NULL};
    dxaws_error *error = how_check(options);
    error = error ? error : site_open((const struct dx_state *)desired, &site);
    if (error == NULL) {
        site.options = options;
        error = check_protection(&site);
    }
    error = error || run ? error : dxaws_error_out_of_memory();
    error = error ? error : read_whole(manager, run, (const struct dx_state *)desired, &site);
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

dxaws_error *dxaws_website_manager_apply(dxaws_website_manager *manager, dxaws_context *context,
                                         const dxaws_plan *plan, const dxaws_apply_options *options,
                                         dxaws_website_result **result)
{
    return site_apply(manager, context, plan, options, NULL, result);
}

dxaws_error *dxaws_website_manager_execute(dxaws_website_manager *manager, dxaws_context *context,
                                           const dxaws_website_desired *desired,
                                           const dxaws_apply_options *options,
                                           dxaws_website_result **result)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(context); /* both share what is read */
    dxaws_error *error = run ? dxaws_website_manager_plan(manager, run, desired, options, &plan)
                             : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = dxaws_website_manager_apply(manager, run, plan, options, result);
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
    dx_state_set_boolean(&absent.state, DX_PRESENT, false);
    if (error == NULL) {
        error = dxaws_website_manager_execute(manager, context, &absent, options, result);
    }
    dx_state_clear(&absent.state);
    return error;
}
