/* SPDX-License-Identifier: MIT */
/* Reading the hosts that lead to a site: those that it names, and those that the account has of it
 * and that it names no more. The list that its distribution is found in tells of their
 * distributions; a tag of the distribution remembers the hosts whose certificates are to go. */
#include "redirects.h"

#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "discover.h"
#include "names.h"
#include "parallel.h"
#include "users.h"

static bool has_name(const struct site *site, const char *host, const char *name)
{
    char *own = website_redirect_name(site_name(site), host);
    bool same = own != NULL && strcmp(own, name) == 0;
    free(own);
    return same && website_is_host(host);
}

/* The host of a distribution by its name, which may be shortened: then its alias says it. */
static const char *host_of(const struct site *site, const json_t *sibling)
{
    const char *name = dx_text(sibling, "name");
    const char *alias = json_string_value(json_array_get(json_object_get(sibling, "aliases"), 0));
    const char *rest = name + strlen(site_name(site)) + 1;
    return alias != NULL && has_name(site, alias, name) ? alias
           : has_name(site, rest, name)                 ? rest
                                                        : NULL;
}

/* Those that are there, as if they had been observed: what is observed of them is yet to be read.
 */
static dxaws_error *find(struct site *site)
{
    const json_t *siblings = json_object_get(site_observed(site, MODULE_CLOUDFRONT), "siblings");
    bool whole = true;
    json_t *found = json_object();
    size_t index;
    json_t *sibling;
    json_array_foreach(siblings, index, sibling) {
        const char *host = host_of(site, sibling);
        if (host != NULL) {
            dx_put(&whole, found, host, json_object());
        }
    }
    json_decref(site->current.redirects);
    site->current.redirects = found;
    return whole && found != NULL ? NULL : dxaws_error_out_of_memory();
}

struct reading {
    dxaws_website_manager *manager;
    struct site *site;
};

static dxaws_error *read_one(void *self, dxaws_context *context)
{
    struct reading *reading = self;
    struct site *site = reading->site;
    dxaws_error *error = read_site(reading->manager, context, site);
    return error == NULL && site_is_read(site) ? discover_former(reading->manager, context, site)
                                               : error;
}

static dxaws_error *read_all(dxaws_website_manager *manager, dxaws_context *context,
                             struct site *site)
{
    size_t count = site->redirect_count;
    struct reading *readings = calloc(count + 1, sizeof *readings);
    struct job *jobs = calloc(count + 1, sizeof *jobs);
    dxaws_error *error = readings && jobs ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < count && error == NULL; i++) {
        readings[i] = (struct reading){manager, &site->redirects[i]};
        jobs[i] = (struct job){.run = read_one, .self = &readings[i]};
    }
    if (error == NULL) {
        parallel_run(context, dxaws_apply_options_parallelism(site->options), jobs, count);
        error = parallel_error(jobs, count);
    }
    free(readings);
    free(jobs);
    return error;
}

/* Whether something was to go when a run was stopped. */
static bool remembers(const struct site *site)
{
    return dx_text(json_object_get(site_observed(site, MODULE_CLOUDFRONT), "tags"),
                   FORMER_DOMAIN_TAG) != NULL;
}

/* Of a site that says nothing of addresses, the function that answered for its hosts. */
static dxaws_error *read_function(dxaws_website_manager *manager, dxaws_context *context,
                                  struct site *site)
{
    dxaws_document *current = NULL;
    if (site->current.documents[MODULE_FUNCTION] != NULL || manager->of[MODULE_FUNCTION] == NULL ||
        !(redirects_are_given_up(site) || remembers(site))) {
        return NULL;
    }
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, MODULE_FUNCTION);
    dxaws_error *error = manager_read(manager, MODULE_FUNCTION, context, desired, &current);
    if (error == NULL) {
        site_observe(site, MODULE_FUNCTION, current);
    }
    return error;
}

/* What the hosts that go had lets their certificates go. */
static dxaws_error *remember_users(struct site *site)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < site->redirect_count && error == NULL; i++) {
        const struct site *one = &site->redirects[i];
        const char *arn = dx_text(site_observed(one, MODULE_CLOUDFRONT), "arn");
        if (one->index == SITE_NOT_NAMED && arn != NULL && !site_leaves_distribution(one)) {
            error = users_let_go(site, arn);
        }
    }
    return error;
}

dxaws_error *redirects_read(dxaws_website_manager *manager, dxaws_context *context,
                            struct site *site)
{
    if (site->of != NULL || site_only_publishes(site)) {
        return NULL;
    }
    dxaws_error *error = find(site);
    error = error ? error : redirects_open(site);
    error = error || site->redirect_count == 0 ? error : read_all(manager, context, site);
    error = error ? error : remember_users(site);
    return error ? error : read_function(manager, context, site);
}
