/* SPDX-License-Identifier: MIT */
/* A site at work: observations and the values that flow from one module to the next. */
#include "site.h"

#include <dxaws/extend/names.h>
#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "addresses.h"
#include "current.h"
#include "names.h"
#include "redirects.h"
#include "steps.h"

/* Where each output comes from. */
static const struct {
    enum module module;
    const char *attribute;
} sources[OUTPUT_COUNT] = {
    [OUTPUT_FUNCTION_ARN] = {MODULE_FUNCTION, "arn"},
    [OUTPUT_CERTIFICATE_ARN] = {MODULE_ACM, "arn"},
    [OUTPUT_DISTRIBUTION_ARN] = {MODULE_CLOUDFRONT, "arn"},
    [OUTPUT_DISTRIBUTION_ID] = {MODULE_CLOUDFRONT, "id"},
    [OUTPUT_DISTRIBUTION_DOMAIN_NAME] = {MODULE_CLOUDFRONT, "domain_name"},
    [OUTPUT_DISTRIBUTION_STATUS] = {MODULE_CLOUDFRONT, "status"},
};

static bool set_output(struct site *site, enum output output, const char *value)
{
    char *copy = value ? strdup(value) : NULL;
    if (value != NULL && copy == NULL) {
        return false;
    }
    free(site->outputs[output]);
    site->outputs[output] = copy;
    return true;
}

bool site_init(struct site *site, json_t *desired)
{
    *site = (struct site){.desired = json_incref(desired)};
    const char *arn = json_string_value(site_option(site, WEBSITE_CERTIFICATE, "arn"));
    return desired != NULL && set_output(site, OUTPUT_CERTIFICATE_ARN, arn);
}

void site_clear(struct site *site)
{
    for (int i = 0; i < OUTPUT_COUNT; i++) {
        free(site->outputs[i]);
    }
    for (int i = 0; i < STEP_LIMIT; i++) {
        dxaws_plan_free(site->progress.under_way[i]);
    }
    redirects_close(site);
    current_clear(&site->current);
    json_decref(site->desired);
}

const char *site_host(const struct site *site)
{
    return dx_text(site->desired, WEBSITE_DOMAIN);
}

const char *site_name(const struct site *site)
{
    return dx_text(site->desired, WEBSITE_SITE);
}

bool site_is_present(const struct site *site)
{
    return dx_is_present(site->desired);
}

const json_t *site_option(const struct site *site, const char *section, const char *name)
{
    return json_object_get(json_object_get(site->desired, section), name);
}

bool site_only_publishes(const struct site *site)
{
    const char *scope = dx_text(site->desired, WEBSITE_SCOPE);
    return site_is_present(site) && scope != NULL && strcmp(scope, "content") == 0;
}

bool site_uses(const struct site *site, enum module module)
{
    if (site_only_publishes(site) && (module == MODULE_ACM || module == MODULE_DNS)) {
        return false;
    }
    if (site->of != NULL && module != MODULE_ACM && module != MODULE_CLOUDFRONT &&
        module != MODULE_DNS) {
        return false;
    }
    if (site->of != NULL && module == MODULE_ACM && site->index == SITE_NOT_NAMED) {
        return false; /* one that was of the site: a tag of its distribution remembers it */
    }
    if (module == MODULE_ACM) {
        return site_option(site, WEBSITE_CERTIFICATE, "arn") == NULL;
    }
    if (module == MODULE_FUNCTION) {
        return addresses_concern(site);
    }
    if (module == MODULE_CONTENT) {
        return site_is_present(site) && json_object_get(site->desired, WEBSITE_CONTENT) != NULL;
    }
    return module != MODULE_DNS || !json_is_false(site_option(site, WEBSITE_DNS, "manage"));
}

bool site_is_elsewhere(const struct site *site)
{
    const json_t *certificate = site_observed(site, MODULE_ACM);
    return !site_uses(site, MODULE_DNS) &&
           json_is_true(json_object_get(certificate, "without_zone"));
}

const json_t *site_observed(const struct site *site, enum module module)
{
    return dxaws_document_tree(site->current.documents[module]);
}

void site_observe(struct site *site, enum module module, dxaws_document *current)
{
    dxaws_document_unref(site->current.documents[module]);
    site->current.documents[module] = current;
}

bool site_has_moved(const struct site *site)
{
    const json_t *aliases = json_object_get(site_observed(site, MODULE_CLOUDFRONT), "aliases");
    return json_array_size(aliases) > 0 &&
           !dx_has_text(aliases, dx_text(site->desired, WEBSITE_DOMAIN));
}

enum dx_ownership site_distribution_ownership(const struct site *site)
{
    char name[DXAWS_MARK_NAME_SIZE] = "";
    const json_t *distribution = site_observed(site, MODULE_CLOUDFRONT);
    const char *reference = dx_text(distribution, "caller_reference");
    const struct dx_claim claim = {.owner = site_name(site), .kind = "distribution", .name = name};
    bool whole = dxaws_mark_name(reference ? reference : "", name);
    return whole ? dx_ownership(&claim, json_object_get(distribution, "tags")) : DX_UNREADABLE;
}

bool site_leaves_distribution(const struct site *site)
{
    const json_t *distribution = site_observed(site, MODULE_CLOUDFRONT);
    return !site_is_present(site) && dx_exists(distribution) &&
           site_distribution_ownership(site) != DX_MADE;
}

enum dx_ownership site_bucket_ownership(const struct site *site, const json_t *bucket)
{
    const struct dx_claim claim = {
        .owner = site_name(site), .kind = "bucket", .name = dx_text(bucket, "name")};
    return dx_exists(bucket) ? dx_ownership(&claim, json_object_get(bucket, "tags")) : DX_NOBODYS;
}

bool site_gives_back(const struct site *site, const json_t *bucket)
{
    return !site_is_present(site) && site_bucket_ownership(site, bucket) == DX_ADOPTED;
}

bool site_is_read(const struct site *site)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        if (site->current.documents[i] == NULL && site_uses(site, (enum module)i)) {
            return false;
        }
    }
    return true;
}

bool site_zone_holds(const struct site *site, const char *name)
{
    const char *zone = dx_text(site->desired, WEBSITE_ZONE);
    const json_t *observed = site_observed(site, MODULE_DNS);
    const json_t *read = json_array_get(json_object_get(observed, "zones"), 0);
    const char *zone_name = zone && strchr(zone, '.') ? zone : dx_text(read, "name");
    return zone_name != NULL && website_zone_holds(zone_name, name);
}

dxaws_error *site_set_bucket(struct site *site, const char *name)
{
    json_t *bucket = json_object_get(site->desired, WEBSITE_BUCKET);
    return json_object_set_new(bucket, "name", json_string(name)) == 0
               ? NULL
               : dxaws_error_out_of_memory();
}

/* A plan with one of these decides its module's outputs anew. */
static bool decides(const dxaws_plan *plan)
{
    static const char *const kinds[] = {"REQUEST_CERTIFICATE", "CREATE_DISTRIBUTION",
                                        "CREATE_FUNCTION"};
    bool found = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        found = found || plan_has_kind(plan, kinds[i]);
    }
    return found;
}

dxaws_error *site_learn(struct site *site, enum module module, const dxaws_plan *plan)
{
    bool unknown = decides(plan);
    const json_t *observed = site_observed(site, module);
    bool done = observed != NULL;
    for (int i = 0; i < OUTPUT_COUNT && done; i++) {
        if (sources[i].module == module) {
            done = set_output(site, (enum output)i,
                              unknown ? NULL : dx_text(observed, sources[i].attribute));
        }
    }
    return done ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *site_learn_all(struct site *site)
{
    dxaws_error *error = NULL;
    for (int i = 0; i < MODULE_COUNT && error == NULL; i++) {
        if (site->current.documents[i] != NULL) {
            error = site_learn(site, (enum module)i, NULL);
        }
    }
    return error;
}
