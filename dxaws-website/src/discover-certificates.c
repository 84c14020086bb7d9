/* SPDX-License-Identifier: MIT */
/* Finding certificates of ours that are not the site's any more: of its own name, when another one
 * took over, and of an earlier name. */
#include "discover.h"
#include "how.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "left.h"
#include "steps.h"
#include "users.h"

/* Takes those that go first out of the ones that need the validation record. */
static dxaws_error *forget_sharers(const struct search *search, dxaws_document **current)
{
    json_t *observed = dxaws_tree_copy(dxaws_document_tree(*current));
    json_t *sharers = json_object_get(observed, "record_shared_with");
    for (size_t i = json_array_size(sharers); i > 0; i--) {
        if (dx_has_text(search->removed, json_string_value(json_array_get(sharers, i - 1)))) {
            json_array_remove(sharers, i - 1);
        }
    }
    dxaws_document *changed = document_of(observed);
    dxaws_document_unref(*current);
    *current = changed;
    return changed ? NULL : dxaws_error_out_of_memory();
}

/* The first user that does not let go, or NULL. */
static const char *other_user(const struct search *search, const json_t *observed)
{
    size_t index;
    json_t *user;
    json_array_foreach(json_object_get(observed, "in_use_by"), index, user) {
        if (!users_has(search->site, json_string_value(user))) {
            return json_string_value(user);
        }
    }
    return NULL;
}

/* Those who let it go are known only now; what it is asked for has to say them. */
static dxaws_error *tell_users(struct search *search, struct former *former)
{
    struct site *site = search->site;
    const struct reader reader = {.manager = search->manager, .context = search->context};
    dxaws_error *error = users_add(&reader, site, dxaws_document_tree(former->current));
    if (error != NULL || site->current.used_by == NULL) {
        return error;
    }
    bool whole = true;
    json_t *desired = dx_members(dxaws_document_tree(former->desired));
    dx_put(&whole, desired, "used_by", json_incref(site->current.used_by));
    dxaws_document_unref(former->desired);
    former->desired = document_of(dx_whole(whole, desired));
    return former->desired ? NULL : dxaws_error_out_of_memory();
}

/* A certificate of ours that is not wanted: takes @a former over. */
static dxaws_error *add_certificate(struct search *search, const char *domain,
                                    struct former *former)
{
    struct site *site = search->site;
    const json_t *observed = dxaws_document_tree(former->current);
    const char *arn = dx_text(observed, "arn");
    dxaws_error *error = tell_users(search, former);
    const char *user = other_user(search, observed);
    bool used = json_array_size(json_object_get(observed, "in_use_by")) > 0;
    search_add(search, search->domains, domain);
    if (error == NULL && user != NULL && site_is_present(site)) {
        former_note(site,
                    "certificate %s for %s is no longer the site's, but %s uses it: it stays "
                    "until that lets it go",
                    arn, domain, user);
        search_add(search, search->domains_left, domain);
        former_release(former);
        return NULL;
    }
    if (user == NULL) {
        search_add(search, search->removed, arn);
    }
    former->used_by = user ? strdup(user) : NULL;
    if (error == NULL && user != NULL && former->used_by == NULL) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : forget_sharers(search, &former->current);
    if (error != NULL) {
        former_release(former);
        return error;
    }
    former->step = used && !site_is_present(site) ? STEP_USED_CERTIFICATE : STEP_FORMER_CERTIFICATE;
    return former_add(&site->current, *former);
}

/* One that shares its validation record with the site's own leaves the record to that; among others
 * of one name the last to go takes it along. */
static json_t *certificate_desired(const struct search *search, const char *domain,
                                   const char *only)
{
    const struct site *site = search->site;
    const json_t *zone = json_object_get(site->desired, WEBSITE_ZONE);
    const json_t *keep = site_option(site, WEBSITE_CERTIFICATE, "keep_validation");
    bool same =
        site_uses(site, MODULE_ACM) && strcmp(domain, dx_text(site->desired, WEBSITE_DOMAIN)) == 0;
    json_t *desired = json_pack("{ss ss sb sb}", "domain_name", domain, "region",
                                WEBSITE_CERTIFICATE_REGION, DX_PRESENT, 0, "keep_validation",
                                (same && !search->takes_record) || json_is_true(keep));
    json_t *owned = site_certificate_owner(site);
    bool whole = owned != NULL && json_object_update(desired, owned) == 0;
    json_decref(owned);
    dx_put_text(&whole, desired, "arn", only);
    if (zone != NULL && site_zone_holds(site, domain)) {
        dx_put(&whole, desired, "zone", json_incref((json_t *)(uintptr_t)zone));
    }
    return dx_whole(whole, desired);
}

/* As its marks say, which a copy of them does not. */
static bool is_ours(const json_t *observed)
{
    const char *ownership = dx_text(observed, "ownership");
    return dx_exists(observed) && ownership != NULL &&
           (strcmp(ownership, "made") == 0 || strcmp(ownership, "adopted") == 0);
}

/* The certificates of a name: the best one, after the others; or only one. */
static dxaws_error *find_certificates(struct search *search, const char *domain, const char *only)
{
    struct former former;
    const json_t *observed = NULL;
    dxaws_error *error =
        search_look(search, MODULE_ACM, document_of(certificate_desired(search, domain, only)),
                    &former, &observed);
    if (error != NULL) {
        return error;
    }
    const json_t *others = only ? NULL : json_object_get(observed, "others");
    for (size_t i = 0; i < json_array_size(others) && error == NULL; i++) {
        error = find_certificates(search, domain, json_string_value(json_array_get(others, i)));
    }
    const char *arn = dx_text(observed, "arn");
    bool wanted = arn != NULL && search->wanted != NULL && strcmp(arn, search->wanted) == 0;
    if (error == NULL && is_ours(observed) && !wanted) {
        error = add_certificate(search, domain, &former);
    } else {
        former_release(&former);
    }
    return error;
}

/* Whether the certificate that was observed is going to be replaced. */
static dxaws_error *is_replaced(const struct site *site, bool *replaced)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_document) desired = site_desire(site, MODULE_ACM);
    dxaws_error *error =
        site_plan(site, MODULE_ACM, desired, site->current.documents[MODULE_ACM], &plan);
    *replaced = plan_has_kind(plan, "REQUEST_CERTIFICATE") && !plan_has_kind(plan, "DELETE_FAILED");
    return error;
}

/* Others of the site's own name, and the one that is to be replaced. */
static dxaws_error *find_replaced(struct search *search)
{
    struct site *site = search->site;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    const json_t *observed = site_observed(site, MODULE_ACM);
    const char *arn = dx_text(observed, "arn");
    const json_t *others = json_object_get(observed, "others");
    bool replaced = false;
    dxaws_error *error = site_is_present(site) && arn ? is_replaced(site, &replaced) : NULL;
    search->wanted = arn && !replaced ? strdup(arn) : NULL;
    if (error == NULL && arn != NULL && !replaced && search->wanted == NULL) {
        error = dxaws_error_out_of_memory(); /* or it would be taken for one that is not wanted */
    }
    if (arn != NULL && !site_is_present(site) &&
        json_object_get(observed, "validation_record") == NULL) {
        search->takes_record = true;
        search_add(search, search->removed, arn);
    }
    for (size_t i = 0; i < json_array_size(others) && error == NULL; i++) {
        error = find_certificates(search, domain, json_string_value(json_array_get(others, i)));
    }
    if (error == NULL && replaced) {
        error = find_certificates(search, domain, arn);
    }
    if (error == NULL && !site_is_present(site) && json_array_size(search->removed) > 0) {
        error = forget_sharers(search, &site->current.documents[MODULE_ACM]);
    }
    search->takes_record = false;
    /* They are found again by their name: nothing needs to remember it. */
    json_array_clear(search->domains);
    json_array_clear(search->domains_left);
    return error;
}

dxaws_error *discover_certificate(struct search *search, const char *domain, const char *arn)
{
    return find_certificates(search, domain, arn);
}

/* One of the caller's, which nothing here keeps alive: who reads the plan may be the only one who
 * hears of it in time. */
static void tell_given(struct site *site)
{
    char why[900];
    const json_t *given = dxaws_document_tree(site->current.given);
    const json_t *record = json_object_get(given, "validation_record");
    const char *status = dx_text(given, "renewal_status");
    const char *name = dx_text(record, "name");
    const char *value = dx_text(record, "value");
    const char *arn = json_string_value(site_option(site, WEBSITE_CERTIFICATE, "arn"));
    bool stuck = status != NULL &&
                 (strcmp(status, "FAILED") == 0 || strcmp(status, "PENDING_VALIDATION") == 0);
    if (stuck && name != NULL && value != NULL) {
        snprintf(why, sizeof why, "ACM cannot renew it (%s): it has to find %.255s CNAME %.255s",
                 status, name, value);
        left_add(site, "certificate", arn, why,
                 "let the public name servers of the domain answer with that record");
    } else if (stuck || json_is_true(json_object_get(given, "expires_soon"))) {
        const char *type = dx_text(given, "type");
        bool imported = type != NULL && strcmp(type, "IMPORTED") == 0;
        left_add(site, "certificate", arn,
                 imported ? "it ends in less than 30 days, and was imported: ACM renews none such"
                          : "it ends in less than 30 days, or is not renewed",
                 "import it again, name another one, or leave certificate.arn out");
    }
}

dxaws_error *discover_certificates(struct search *search)
{
    struct site *site = search->site;
    json_t *domain = json_object_get(site->desired, WEBSITE_DOMAIN);
    bool own = !site_uses(site, MODULE_ACM);
    json_t *names = search_remembered(search, FORMER_DOMAIN_TAG);
    dxaws_error *error = NULL;
    json_t *aliases = json_object_get(search->distribution, "aliases");
    bool whole = !site_has_moved(site) || json_array_extend(names, aliases) == 0;
    for (size_t i = 0; i < site->redirect_count; i++) {
        if (site->redirects[i].index == SITE_NOT_NAMED) {
            dx_append(&whole, names, json_string(site_host(&site->redirects[i])));
        }
    }
    if (own) {
        tell_given(site);
        const char *given = site->outputs[OUTPUT_CERTIFICATE_ARN];
        const char *used = dx_text(search->distribution, "certificate_arn");
        search->wanted = strdup(given);
        whole = whole && search->wanted != NULL;
        if (used != NULL && strcmp(used, given) != 0) {
            dx_append(&whole, names, json_incref(domain));
        }
    } else {
        error = find_replaced(search);
    }
    error = error || whole ? error : dxaws_error_out_of_memory();
    json_t *seen = json_array();
    size_t index;
    json_t *name;
    json_array_foreach(names, index, name) {
        const char *text = json_string_value(name);
        if (error == NULL && !dx_has_text(seen, text) && (own || !json_equal(name, domain))) {
            error = find_certificates(search, text, NULL);
        }
        search_add(search, seen, text);
    }
    json_decref(seen);
    json_decref(names);
    return error;
}
