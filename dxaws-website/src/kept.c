/* SPDX-License-Identifier: MIT */
/* What would be removed, and stays: something that is not the site's, or that the site gives back,
 * uses it, which no module knows; or a bucket was found by its mark alone, which who may write tags
 * may have forged, and holds something. What is only let go of needs none of that. */
#include "kept.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <string.h>

#include "addresses.h"
#include "how.h"
#include "left.h"
#include "places.h"
#include "redirects.h"

static bool removes(const dxaws_plan *plan)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        const char *kind = dxaws_action_kind(dxaws_plan_at(plan, i));
        if (strcmp(kind, "DESTROY_BUCKET") == 0 || strcmp(kind, "DELETE_CERTIFICATE") == 0 ||
            strcmp(kind, "DELETE_FUNCTION") == 0) {
            return true;
        }
    }
    return false;
}

/* The same plan without its actions, which says what is left instead; takes @a entry over. */
static dxaws_error *keep(json_t *entry, dxaws_plan **plan)
{
    json_t *document = dx_members((json_t *)(uintptr_t)dxaws_plan_tree(*plan));
    bool whole = document != NULL;
    json_t *left = json_array();
    dx_append(&whole, left, entry);
    dx_put(&whole, document, "actions", json_array());
    dx_put(&whole, document, "left", left);
    dxaws_plan_free(*plan);
    *plan = NULL;
    return dxaws_plan_new(dx_whole(whole, document), plan);
}

static json_t *entry_of(const char *kind, const char *identity, const char *why, const char *remedy)
{
    return json_pack("{ss ss ss ss}", "kind", kind, "identity", identity, "why", why, "remedy",
                     remedy);
}

static json_t *served(const char *bucket, const char *user)
{
    char why[200];
    snprintf(why, sizeof why, "distribution %.64s serves it, which is not this site's", user);
    return entry_of(
        "bucket", bucket, why,
        "ask its owner whether it is needed; destroy again when it reads another bucket");
}

static json_t *used(const struct former *former)
{
    char why[300];
    if (former->module == MODULE_S3) {
        return served(dx_text(dxaws_document_tree(former->desired), "name"), former->used_by);
    }
    snprintf(why, sizeof why, "%.200s uses it, which is not this site's", former->used_by);
    return entry_of("certificate", dx_text(dxaws_document_tree(former->current), "arn"), why,
                    "ask its owner whether it is needed; destroy again when it has another one");
}

static dxaws_error *kept_function(const struct site *site, dxaws_plan **plan)
{
    char why[200];
    const json_t *users =
        json_object_get(site_observed(site, MODULE_CLOUDFRONT), "function_used_by");
    const char *user = redirects_other_user(site, users);
    if (user != NULL && removes(*plan)) {
        snprintf(why, sizeof why, "distribution %.64s runs it, which is not this site's", user);
        return keep(entry_of("function", dxaws_plan_resource(*plan), why,
                             "ask its owner whether it is needed; destroy again when it runs it no "
                             "more"),
                    plan);
    }
    if (!site_leaves_distribution(site) || !addresses_are_run(site) || !removes(*plan)) {
        return NULL;
    }
    snprintf(why, sizeof why, "distribution %.64s runs it, which is given back",
             dx_text(site_observed(site, MODULE_CLOUDFRONT), "id"));
    return keep(entry_of("function", dxaws_plan_resource(*plan), why,
                         "delete it yourself when the distribution runs it no more"),
                plan);
}

static dxaws_error *kept_bucket(const struct site *site, dxaws_plan **plan)
{
    const json_t *users = json_object_get(site_observed(site, MODULE_CLOUDFRONT), "origin_used_by");
    const char *user = redirects_other_user(site, users);
    const char *bucket = json_string_value(site_option(site, WEBSITE_BUCKET, "name"));
    return user != NULL && removes(*plan) ? keep(served(bucket, user), plan) : NULL;
}

dxaws_error *kept_own(const struct site *site, enum module module, dxaws_plan **plan)
{
    return module == MODULE_S3         ? kept_bucket(site, plan)
           : module == MODULE_FUNCTION ? kept_function(site, plan)
                                       : NULL;
}

/* Nothing to be done about what is left. */
static dxaws_error *plan_nothing(const struct site *site, const struct former *former,
                                 dxaws_plan **plan)
{
    return dxaws_plan_new(json_pack("{si ss ss sO s[]}", "plan", 1, "module",
                                    module_name(former->module), "resource", site_name(site),
                                    "observed", dxaws_document_tree(former->current), "actions"),
                          plan);
}

dxaws_error *kept_plan_removal(const struct site *site, const struct former *former,
                               dxaws_plan **plan)
{
    dxaws_error *error =
        site_place(NULL, MODULE_COUNT, /* it is about what the site was */
                   site_plan(site, former->module, former->desired, former->current, plan));
    bool holds =
        error != NULL && strcmp(dxaws_error_code(error), DXAWS_S3_ERROR_BUCKET_NOT_EMPTY) == 0;
    if (holds && (former->by_mark || former->used_by != NULL)) {
        dxaws_error_free(error);
        error = plan_nothing(site, former, plan);
    }
    if (error == NULL && former->used_by != NULL && (holds || removes(*plan))) {
        return keep(used(former), plan);
    }
    return error || !holds
               ? error
               : keep(entry_of("bucket", dx_text(dxaws_document_tree(former->desired), "name"),
                               "it was made for this site and is not used by it, and holds objects",
                               "empty it, then destroy again"),
                      plan);
}
