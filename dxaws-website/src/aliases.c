/* SPDX-License-Identifier: MIT */
/* A name that the distribution will lose must not be one that DNS still points at it. Read only
 * when a name would be lost, which is when the site's domain changes. */
#include <dxaws/extend/tree.h>

#include <string.h>

#include "manager.h"
#include "names.h"
#include "plan.h"

/* The aliases that the distribution has and the site does not want, as records to be read; NULL
 * without memory. */
static json_t *lost_names(const struct site *site)
{
    const json_t *observed = site_observed(site, MODULE_CLOUDFRONT);
    json_t *domain = json_object_get(site->desired, WEBSITE_DOMAIN);
    bool whole = true;
    json_t *records = json_array();
    size_t index;
    json_t *alias;
    json_array_foreach(json_object_get(observed, "aliases"), index, alias) {
        if (!json_equal(alias, domain)) {
            dx_append(&whole, records,
                      json_pack("{sO ss s{ss so sb}}", "name", alias, "type", "A", "alias",
                                "zone_id", DXAWS_CLOUDFRONT_HOSTED_ZONE_ID, "dns_name",
                                dx_text_or_unknown(site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME]),
                                "evaluate_target_health", 0));
        }
    }
    return dx_whole(whole, records);
}

/* Whether the domain was changed in a way that leaves names behind. The records of a domain that
 * the site moved away from are removed before. */
static bool may_lose_names(const struct site *site)
{
    return site_is_present(site) && !(site_uses(site, MODULE_DNS) && site_has_moved(site));
}

dxaws_error *check_lost_aliases(const struct site *site)
{
    const char *target = site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME];
    json_t *lost = may_lose_names(site) ? lost_names(site) : json_array();
    bool any = json_array_size(lost) > 0;
    dxaws_error *error = lost ? NULL : dxaws_error_out_of_memory();
    size_t index;
    json_t *record;
    json_decref(lost);
    json_array_foreach(json_object_get(dxaws_document_tree(site->current.leaving), "records"),
                       index, record) {
        const char *found = dx_text(json_object_get(record, "alias"), "dns_name");
        if (any && error == NULL && website_same_name(found, target)) {
            error =
                dxaws_error_new(DXAWS_ERROR_REFUSED, WEBSITE, DXAWS_WEBSITE_ERROR_ALIAS_IN_USE,
                                "website %s: remove the record %s %s first: it leads to the "
                                "distribution, which would lose that alias",
                                site_name(site), dx_text(record, "name"), dx_text(record, "type"));
        }
    }
    return error;
}

static dxaws_error *read_records(dxaws_website_manager *manager, dxaws_context *context,
                                 struct site *site, json_t *records)
{
    DXAWS_AUTO(dxaws_document)
    desired = document_of(json_pack("{sb sO}", DX_PRESENT, 1, "records", records));
    dxaws_error *error =
        manager_read(manager, MODULE_DNS, context, desired, &site->current.leaving);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error); /* the zone of that name is not in this account */
        return NULL;
    }
    return error;
}

dxaws_error *read_leaving(dxaws_website_manager *manager, dxaws_context *context, struct site *site)
{
    if (!may_lose_names(site)) {
        return NULL;
    }
    dxaws_error *error = site_learn(site, MODULE_CLOUDFRONT, NULL);
    json_t *records = lost_names(site);
    error = error || records ? error : dxaws_error_out_of_memory();
    if (error == NULL && json_array_size(records) > 0) {
        error = read_records(manager, context, site, records);
    }
    json_decref(records);
    return error;
}
