/* SPDX-License-Identifier: MIT */
/* What must never happen to a site, checked over the whole plan before the first write. Most of
 * it holds by construction; it is checked all the same, since a mistake here cannot be undone. */
#include <dxaws/extend/error.h>
#include <dxaws/kit/ownership.h>

#include <string.h>

#include "plan.h"

/* Whether the distribution that was read answers to the name. */
static bool is_served(const struct site *site, const char *name)
{
    const json_t *observed = site_observed(site, MODULE_CLOUDFRONT);
    return dx_has_text(json_object_get(observed, "aliases"), name);
}

/* The first name that goes off the air although the document does not speak of it: NULL for none.
 * Two teams that chose the same site name hear of each other here. */
static const char *lost_name(const struct site *site)
{
    const json_t *observed = site_observed(site, MODULE_CLOUDFRONT);
    const json_t *aliases = json_object_get(observed, "aliases");
    return is_served(site, dx_text(site->desired, WEBSITE_DOMAIN))
               ? NULL
               : json_string_value(json_array_get(aliases, 0));
}

/* REFUSED until allow_destroy is @a name, which is the error's resource. */
static dxaws_error *ask_for(const char *name, dxaws_error *error)
{
    dxaws_error_set_resource(error, name);
    return error;
}

static dxaws_error *is_protected(const char *site, const char *allowed)
{
    return allowed
               ? dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PROTECTED_SITE,
                                 "website %s: allow_destroy is \"%.200s\"; to destroy the site it "
                                 "must be \"%s\"",
                                 site, allowed, site)
               : dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PROTECTED_SITE,
                                 "website %s: the site is protected; to destroy it, allow_destroy "
                                 "must be \"%s\"",
                                 site, site);
}

static dxaws_error *check_destruction(const struct site *site, const char *allowed)
{
    const char *lost = lost_name(site);
    /* The domain is as good once it is served no more: the same command goes on where it ended. */
    bool named = allowed != NULL && (strcmp(allowed, site_name(site)) == 0 ||
                                     strcmp(allowed, dx_text(site->desired, WEBSITE_DOMAIN)) == 0);
    if (lost != NULL && !is_served(site, allowed)) {
        return ask_for(
            lost, dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PROTECTED_SITE,
                                  "website %s: it serves \"%s\", not \"%s\": name another \"site\"",
                                  site_name(site), lost, dx_text(site->desired, WEBSITE_DOMAIN)));
    }
    if (named || lost != NULL || is_served(site, allowed) ||
        (allowed == NULL && json_is_false(json_object_get(site->desired, WEBSITE_PROTECT)))) {
        return NULL;
    }
    return ask_for(site_name(site), is_protected(site_name(site), allowed));
}

static dxaws_error *check_move(const struct site *site, const char *allowed)
{
    const char *lost = site_has_moved(site) ? lost_name(site) : NULL;
    if (lost == NULL || is_served(site, allowed) ||
        json_is_false(json_object_get(site->desired, WEBSITE_PROTECT))) {
        return NULL;
    }
    return ask_for(
        lost,
        dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PROTECTED_SITE,
                        "website %s: \"%s\" would go off the air for \"%s\": name another \"site\"",
                        site_name(site), lost, dx_text(site->desired, WEBSITE_DOMAIN)));
}

dxaws_error *check_protection(const struct site *site)
{
    const char *allowed = dxaws_apply_options_allow_destroy(site->options);
    bool is_read = site->current.documents[MODULE_CLOUDFRONT] != NULL;
    if (dxaws_apply_options_release(site->options) || site_only_publishes(site)) {
        return NULL; /* nothing goes off the air */
    }
    if (site_is_present(site)) {
        return check_move(site, allowed);
    }
    /* Before the first read, whatever was allowed may be served. */
    return is_read || allowed == NULL ? check_destruction(site, allowed) : NULL;
}

/* Marked as another site's, and not with a copy of what marks another resource: that one may be
 * taken over. */
static bool is_anothers(const struct site *site, enum module module, const json_t *observed)
{
    const struct dx_claim claim = {.owner = site_name(site), .name = dx_text(observed, "name")};
    const char *ownership = dx_text(observed, "ownership"); /* as certificates say it */
    if (module == MODULE_CLOUDFRONT) {
        return site_distribution_ownership(site) == DX_ANOTHERS;
    }
    return ownership ? strcmp(ownership, "anothers") == 0
                     : dx_ownership(&claim, json_object_get(observed, "tags")) == DX_ANOTHERS;
}

/* What is another site's is never written. */
static dxaws_error *check_owner(const struct site *site, enum module module)
{
    const json_t *observed = site_observed(site, module);
    const char *owner = dx_text(json_object_get(observed, "tags"), WEBSITE_SITE_TAG);
    dxaws_error *error = NULL;
    if (owner != NULL && is_anothers(site, module, observed)) {
        const char *bucket = module == MODULE_S3 ? dx_text(observed, "name") : NULL;
        error = dxaws_error_new(DXAWS_ERROR_CONFLICT, WEBSITE, DXAWS_WEBSITE_ERROR_ANOTHER_SITE,
                                "website %s: the %s resource for \"%s\" belongs to the site \"%s\" "
                                "(tag %s); nothing was changed",
                                site_name(site), module_name(module),
                                bucket ? bucket : dx_text(site->desired, WEBSITE_DOMAIN), owner,
                                WEBSITE_SITE_TAG);
    }
    return error;
}

static dxaws_error *refused(const struct site *site, const dxaws_action *action, const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_INVARIANT_VIOLATED,
                           "website %s: %s of \"%s\" is refused: %s", site_name(site),
                           dxaws_action_kind(action), dxaws_action_resource(action), why);
}

/* A site that is to stay loses nothing that holds its content or its address. */
static dxaws_error *check_kind(const struct site *site, const dxaws_action *action)
{
    static const char *const destructive[] = {"DESTROY_BUCKET", "DISABLE", "DELETE_DISTRIBUTION"};
    for (size_t i = 0; i < sizeof destructive / sizeof *destructive; i++) {
        if (site_is_present(site) && strcmp(dxaws_action_kind(action), destructive[i]) == 0) {
            return refused(site, action, "the site is to be present");
        }
    }
    return NULL;
}

/* The public access block only ever becomes stricter, and no name is served without cover. */
static dxaws_error *check_changes(const struct site *site, const dxaws_action *action)
{
    static const char block[] = "public_access_block";
    const dxaws_change *change;
    for (size_t i = 0; (change = dxaws_action_change_at(action, i)) != NULL; i++) {
        if (strncmp(dxaws_change_path(change), block, sizeof block - 1) == 0 &&
            (dxaws_change_after(change) == NULL ||
             strstr(dxaws_change_after(change), "false") != NULL)) {
            return refused(site, action, "it would loosen the public access block");
        }
    }
    return NULL;
}

static dxaws_error *check_actions(const struct site *site, const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const dxaws_action *action = dxaws_plan_at(plan, i);
        dxaws_error *error = check_kind(site, action);
        if (error == NULL) {
            error = check_changes(site, action);
        }
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* The certificate that is to be used covers the one alias. */
static dxaws_error *check_cover(const struct site *site)
{
    const json_t *observed = site_observed(site, MODULE_ACM);
    const char *covered = dx_text(observed, "domain_name");
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    bool covers = !dx_exists(observed) || covered == NULL || strcmp(covered, domain) == 0;
    dxaws_error *error = NULL;
    if (!covers) {
        error =
            dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_INVARIANT_VIOLATED,
                            "website %s: the certificate is for \"%s\" and has to be for the "
                            "alias \"%s\"",
                            site_name(site), covered, domain);
    }
    return error;
}

dxaws_error *check_invariants(const struct site *site, const struct module_plans *plans)
{
    dxaws_error *error = NULL;
    for (int i = 0; i < MODULE_COUNT && error == NULL; i++) {
        /* At the end of a site it is left, and named. */
        if (plans->of[i] != NULL && (site_is_present(site) || dxaws_plan_count(plans->of[i]) > 0)) {
            error = check_owner(site, (enum module)i);
        }
        if (plans->of[i] != NULL && error == NULL) {
            error = check_actions(site, plans->of[i]);
        }
    }
    return error || plans->of[MODULE_ACM] == NULL ? error : check_cover(site);
}
