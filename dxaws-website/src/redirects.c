/* SPDX-License-Identifier: MIT */
/* Hosts that lead to a site, as sites inside it. */
#include "redirects.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "current.h"
#include "desires.h"
#include "names.h"
#include "parts.h"
#include "places.h"

const json_t *redirects_wanted(const struct site *site)
{
    const json_t *hosts = json_object_get(site->desired, WEBSITE_REDIRECTS);
    return site_is_present(site) && json_array_size(hosts) > 0 ? hosts : NULL;
}

/* A member of the site's document, when it is there. */
static void take(bool *whole, json_t *desired, const char *name, const struct site *site)
{
    if (json_object_get(site->desired, name) != NULL) {
        dx_put_from(whole, desired, name, site->desired);
    }
}

/* As the site's, but for what it serves and for a certificate that is the caller's. It shares
 * nothing with the others': they are read side by side, and who shares a value counts its
 * references. */
static json_t *desired_of(const struct site *site, const char *host, bool present)
{
    static const char *const shared[] = {WEBSITE_SITE,    WEBSITE_REGION, WEBSITE_TAGS,
                                         WEBSITE_PROTECT, WEBSITE_CDN,    WEBSITE_DNS};
    bool whole = true;
    json_t *desired = json_pack("{ss sb s{} ss}", WEBSITE_DOMAIN, host, DX_PRESENT, present,
                                WEBSITE_BUCKET, WEBSITE_FALLBACK, "none");
    json_t *certificate = json_object_get(site->desired, WEBSITE_CERTIFICATE);
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        take(&whole, desired, shared[i], site);
    }
    if (certificate != NULL) {
        json_t *own = dx_members(certificate);
        json_object_del(own, "arn");
        dx_put(&whole, desired, WEBSITE_CERTIFICATE, own);
    }
    if (json_object_get(site->desired, WEBSITE_ZONE) != NULL && site_zone_holds(site, host)) {
        take(&whole, desired, WEBSITE_ZONE, site);
    }
    json_t *own = whole ? json_deep_copy(desired) : NULL;
    json_decref(desired);
    return own;
}

static bool is_open(const struct site *site, const char *host)
{
    for (size_t i = 0; i < site->redirect_count; i++) {
        if (strcmp(site_host(&site->redirects[i]), host) == 0) {
            return true;
        }
    }
    return false;
}

/* @a index: where the document names it; NOT_NAMED. */
static dxaws_error *open_one(struct site *site, const char *host, int index)
{
    if (is_open(site, host)) {
        return NULL;
    }
    struct site *longer =
        realloc(site->redirects, (site->redirect_count + 1) * sizeof *site->redirects);
    if (longer == NULL) {
        return dxaws_error_out_of_memory();
    }
    site->redirects = longer;
    struct site *one = &longer[site->redirect_count++];
    json_t *desired = desired_of(site, host, site_is_present(site) && index != SITE_NOT_NAMED);
    bool ready = site_init(one, desired);
    json_decref(desired);
    one->of = site;
    one->index = index;
    one->options = site->options;
    const json_t *observed = json_object_get(site->current.redirects, host);
    return !ready             ? dxaws_error_out_of_memory()
           : observed != NULL ? current_from(observed, &one->current)
                              : NULL;
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* In an order that no document can change. */
static dxaws_error *open_observed(struct site *site)
{
    size_t count = 0;
    const char **hosts = calloc(json_object_size(site->current.redirects) + 1, sizeof *hosts);
    dxaws_error *error = hosts ? NULL : dxaws_error_out_of_memory();
    const char *host;
    json_t *observed;
    json_object_foreach(hosts ? site->current.redirects : NULL, host, observed) {
        if (!json_is_object(observed) || !website_is_host(host)) {
            error = error ? error : invalid_plan("\"redirects.%s\" was not observed", host);
        }
        hosts[count++] = host;
    }
    if (error == NULL) {
        qsort(hosts, count, sizeof *hosts, compare);
    }
    for (size_t i = 0; i < count && error == NULL; i++) {
        error = open_one(site, hosts[i], SITE_NOT_NAMED);
    }
    free(hosts);
    return error;
}

void redirects_close(struct site *site)
{
    for (size_t i = 0; i < site->redirect_count; i++) {
        site_clear(&site->redirects[i]);
    }
    free(site->redirects);
    site->redirects = NULL;
    site->redirect_count = 0;
}

dxaws_error *redirects_open(struct site *site)
{
    const json_t *hosts = json_object_get(site->desired, WEBSITE_REDIRECTS);
    dxaws_error *error = NULL;
    size_t index;
    json_t *host;
    redirects_close(site);
    if (site_only_publishes(site)) {
        return NULL;
    }
    json_array_foreach((json_t *)(uintptr_t)hosts, index, host) {
        error = error ? error : open_one(site, json_string_value(host), (int)index);
    }
    return error ? error : open_observed(site);
}

dxaws_error *redirects_check(struct site *site)
{
    static const enum module order[] = {MODULE_ACM, MODULE_CLOUDFRONT, MODULE_DNS};
    dxaws_error *error = redirects_open(site);
    for (size_t i = 0; i < site->redirect_count && error == NULL; i++) {
        const struct site *one = &site->redirects[i];
        for (size_t k = 0; k < sizeof order / sizeof *order && error == NULL; k++) {
            const dxaws_module *module = module_of(order[k]);
            DXAWS_AUTO(dxaws_document) asked = site_desire(one, order[k]);
            if (site_uses(one, order[k])) {
                error = site_place_in(one, order[k], module->check(module, asked));
            }
        }
    }
    return error;
}

static bool stands(const struct site *one)
{
    return json_is_true(json_object_get(site_observed(one, MODULE_CLOUDFRONT), "exists"));
}

bool redirects_are_given_up(const struct site *site)
{
    for (size_t i = 0; i < site->redirect_count; i++) {
        if (site->redirects[i].index == SITE_NOT_NAMED) {
            return true;
        }
    }
    return false;
}

dxaws_error *redirects_check_protection(const struct site *site)
{
    const char *allowed = dxaws_apply_options_allow_destroy(site->options);
    bool all = !site_is_present(site) || dxaws_apply_options_release(site->options) ||
               json_is_false(json_object_get(site->desired, WEBSITE_PROTECT)) ||
               (allowed != NULL && strcmp(allowed, site_name(site)) == 0);
    for (size_t i = 0; i < site->redirect_count && !all; i++) {
        const struct site *one = &site->redirects[i];
        const char *host = site_host(one);
        if (site_is_present(one) || !stands(one) || site_leaves_distribution(one) ||
            (allowed != NULL && strcmp(allowed, host) == 0)) {
            continue;
        }
        dxaws_error *error = dxaws_error_new(
            DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_PROTECTED_SITE,
            "website %s: \"%s\" is no redirect any more and would go off the air; to let it, "
            "allow_destroy must be \"%s\", or \"%s\" for all",
            site_name(site), host, host, site_name(site));
        dxaws_error_set_resource(error, host);
        return error;
    }
    return NULL;
}

static bool is_alias(const struct site *site, const char *host)
{
    size_t index;
    json_t *alias;
    json_array_foreach(json_object_get(site_observed(site, MODULE_CLOUDFRONT), "aliases"), index,
                       alias) {
        if (website_same_name(json_string_value(alias), host)) {
            return true;
        }
    }
    return false;
}

/* What one distribution has, and another one is to have. */
static dxaws_error *refuse_place(const struct site *one, const char *why)
{
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_ALIAS_IN_USE,
                        "website %s: \"%s\": %s", site_name(one), site_host(one), why);
    dxaws_error_set_resource(error, site_host(one));
    return error;
}

dxaws_error *redirects_check_places(const struct site *site)
{
    for (size_t i = 0; i < site->redirect_count && site_is_present(site); i++) {
        const struct site *one = &site->redirects[i];
        if (strcmp(site_host(one), site_host(site)) == 0 && stands(one)) {
            return refuse_place(one, "apply the former domain without this redirect first: a "
                                     "distribution of the site redirects it still");
        }
    }
    for (size_t i = 0; i < site->redirect_count && stands(site); i++) {
        const struct site *one = &site->redirects[i];
        if (site_is_present(one) && is_alias(site, site_host(one))) {
            return site_place_in(one, MODULE_COUNT,
                                 refuse_place(one, "leave this redirect out, apply, and then add "
                                                   "it: the site itself has the name still"));
        }
    }
    return NULL;
}

static bool is(const json_t *observed, const char *name, const char *identity)
{
    const char *text = dx_text(observed, name);
    return text != NULL && strcmp(text, identity) == 0;
}

const char *redirects_other_user(const struct site *site, const json_t *ids)
{
    size_t index;
    json_t *id;
    json_array_foreach((json_t *)(uintptr_t)ids, index, id) {
        bool goes = false;
        for (size_t i = 0; i < site->redirect_count; i++) {
            const struct site *one = &site->redirects[i];
            goes = goes || (!site_is_present(one) && !site_leaves_distribution(one) &&
                            is(site_observed(one, MODULE_CLOUDFRONT), "id", json_string_value(id)));
        }
        if (!goes) {
            return json_string_value(id);
        }
    }
    return NULL;
}

bool redirects_know(const struct site *site, const char *identity)
{
    for (size_t i = 0; i < site->redirect_count; i++) {
        const json_t *distribution = site_observed(&site->redirects[i], MODULE_CLOUDFRONT);
        if (is(distribution, "id", identity) || is(distribution, "oac_id", identity) ||
            is(site_observed(&site->redirects[i], MODULE_ACM), "arn", identity)) {
            return true;
        }
    }
    return false;
}

json_t *redirects_observed(const struct site *site, bool for_plan)
{
    bool whole = true;
    json_t *all = json_object();
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct site *one = &site->redirects[i];
        dx_put(&whole, all, site_host(one), current_tree(&one->current, for_plan));
    }
    return dx_whole(whole && all != NULL, all);
}

dxaws_error *redirects_keep(struct site *site)
{
    json_t *observed = redirects_observed(site, false);
    json_decref(site->current.redirects);
    site->current.redirects = site->redirect_count > 0 ? observed : NULL;
    if (site->redirect_count == 0) {
        json_decref(observed);
        return NULL;
    }
    return observed ? NULL : dxaws_error_out_of_memory();
}

json_t *redirects_result(const struct site *site)
{
    bool whole = true;
    json_t *all = json_array();
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct site *one = &site->redirects[i];
        const char *status = one->outputs[OUTPUT_DISTRIBUTION_STATUS];
        if (one->index != SITE_NOT_NAMED) {
            dx_append(&whole, all,
                      json_pack("{ss ss ss* ss* ss*}", "domain", site_host(one), "status",
                                status ? status : WEBSITE_ABSENT, "certificate_arn",
                                one->outputs[OUTPUT_CERTIFICATE_ARN], "distribution_id",
                                one->outputs[OUTPUT_DISTRIBUTION_ID], "distribution_domain_name",
                                one->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME]));
        }
    }
    return dx_whole(whole && all != NULL, all);
}
