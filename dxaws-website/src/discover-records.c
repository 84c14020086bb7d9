/* SPDX-License-Identifier: MIT */
/* Finding alias records that lead to the site's distribution and are not wanted any more. */
#include "discover.h"

#include <dxaws/extend/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desires.h"
#include "left.h"
#include "names.h"
#include "records.h"

static dxaws_error *add_records(struct search *search, const char *name, json_t *records,
                                dxaws_document *current)
{
    struct former former = {.module = MODULE_DNS,
                            .step = STEP_FORMER_RECORDS,
                            .desired = site_desire_no_records(search->site, name, records),
                            .current = current};
    return former_add(&search->site->current, former);
}

/* The alias records of an earlier domain that lead to our distribution. */
static dxaws_error *find_records(struct search *search, const char *name)
{
    struct former former;
    const json_t *observed = NULL;
    json_t *records = site_alias_records(search->site, name, true);
    dxaws_error *error =
        search_look(search, MODULE_DNS, site_desire_no_records(search->site, name, records),
                    &former, &observed);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error); /* the zone of that name is not in this account */
        json_decref(records);
        return NULL;
    }
    if (error == NULL) {
        site_keep_leading(search->site, records, json_object_get(observed, "records"));
        if (json_array_size(records) > 0) {
            error = add_records(search, name, records, dxaws_document_ref(former.current));
        }
        former_release(&former);
    }
    json_decref(records);
    return error;
}

/* The AAAA record of a site without IPv6; what stands at its name is read already. */
static dxaws_error *find_unwanted_records(struct search *search)
{
    json_t *records = site_unwanted_records(search->site);
    dxaws_error *error = records ? NULL : dxaws_error_out_of_memory();
    if (json_array_size(records) > 0) {
        error = add_records(search, dx_text(search->site->desired, WEBSITE_DOMAIN), records,
                            dxaws_document_ref(search->site->current.documents[MODULE_DNS]));
    }
    json_decref(records);
    return error;
}

/* Records that lead to the distribution, and that the site leaves to others. */
static void find_unmanaged_records(struct search *search)
{
    struct site *site = search->site;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    const json_t *observed = dxaws_document_tree(site->current.unmanaged);
    json_t *records = site_alias_records(site, domain, true);
    site->out_of_memory = site->out_of_memory || records == NULL;
    site_keep_leading(site, records, json_object_get(observed, "records"));
    if (json_array_size(records) > 0) {
        former_note(site, "dns.manage is false, and %s (%s%s) leads to the distribution%s", domain,
                    dx_text(json_array_get(records, 0), "type"),
                    json_array_size(records) > 1 ? " and AAAA" : "",
                    site_is_present(site) ? ": the records are left as they are"
                                          : " that goes: remove the records, or others can take "
                                            "the name over");
    }
    json_decref(records);
}

/* Whether a distribution that was looked at, and is not the site's, is reached there. */
static bool is_reached(const struct search *search, const char *target)
{
    size_t index;
    json_t *candidate;
    json_array_foreach(json_object_get(search->distribution, "candidates"), index, candidate) {
        if (website_same_name(dx_text(candidate, "domain_name"), target)) {
            return true;
        }
    }
    return false;
}

/* "WHEN: aws route53 ...", which makes the change, taken over. */
static char *command_of(const char *zone, json_t *change, const char *when)
{
    char *command = NULL;
    char *batch = change ? json_dumps(change, JSON_COMPACT) : NULL;
    if (batch == NULL || asprintf(&command,
                                  "%s: aws route53 change-resource-record-sets --hosted-zone-id %s "
                                  "--change-batch '%s'",
                                  when, zone, batch) < 0) {
        command = NULL;
    }
    free(batch);
    json_decref(change);
    return command;
}

/* The command that removes a record set, exactly as it was read. */
static char *removal_of(const json_t *record)
{
    json_t *alias = json_object_get(record, "alias");
    json_t *change = json_pack("{s[{ss s{sO sO s{sO sO sb}}}]}", "Changes", "Action", "DELETE",
                               "ResourceRecordSet", "Name", json_object_get(record, "name"), "Type",
                               json_object_get(record, "type"), "AliasTarget", "HostedZoneId",
                               json_object_get(alias, "zone_id"), "DNSName",
                               json_object_get(alias, "dns_name"), "EvaluateTargetHealth",
                               json_is_true(json_object_get(alias, "evaluate_target_health")));
    return command_of(dx_text(record, "zone_id"), change, "if that was its");
}

/* The same of one that proves a domain to ACM; NULL for any other, or without memory. */
static char *removal_of_proof(struct site *site, const json_t *record)
{
    static const char service[] = ".acm-validations.aws.";
    char *command = NULL;
    const char *value = json_string_value(json_array_get(json_object_get(record, "values"), 0));
    size_t length = value ? strlen(value) : 0;
    const char *type = dx_text(record, "type");
    const char *zone = dx_text(record, "zone_id");
    if (length < sizeof service || strcmp(value + length - sizeof service + 1, service) != 0 ||
        type == NULL || strcmp(type, "CNAME") != 0 || zone == NULL) {
        return NULL;
    }
    json_t *change = json_pack("{s[{ss s{sO sO sO s[{ss}]}}]}", "Changes", "Action", "DELETE",
                               "ResourceRecordSet", "Name", json_object_get(record, "name"), "Type",
                               json_object_get(record, "type"), "TTL",
                               json_object_get(record, "ttl_s"), "ResourceRecords", "Value", value);
    command = command_of(zone, change, "when no certificate of that name is wanted");
    site->out_of_memory = site->out_of_memory || command == NULL;
    return command;
}

/* Somebody deleted the certificate, and with it the proof whose its validation record is: what
 * stands right below the domain is looked at, since nothing else knows its name. */
static dxaws_error *leave_proofs(struct search *search)
{
    struct site *site = search->site;
    struct former former;
    const json_t *observed = NULL;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    if (site_is_present(site) || !site_uses(site, MODULE_ACM) ||
        !json_is_false(json_object_get(site_observed(site, MODULE_ACM), DX_EXISTS))) {
        return NULL;
    }
    bool whole = true;
    json_t *records = site_alias_records(site, domain, true);
    DXAWS_AUTO(dxaws_document) asked = site_desire_no_records(site, domain, records);
    json_decref(records);
    json_t *desired = asked ? dx_members(dxaws_document_tree(asked)) : NULL;
    dx_put(&whole, desired, "beneath", json_true());
    dxaws_error *error =
        search_look(search, MODULE_DNS, document_of(dx_whole(whole, desired)), &former, &observed);
    if (error != NULL) {
        return error;
    }
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(observed, "records"), index, record) {
        char identity[1100];
        char why[400];
        char *removal = removal_of_proof(site, record);
        if (removal != NULL) {
            snprintf(identity, sizeof identity, "%.1000s CNAME", dx_text(record, "name"));
            snprintf(why, sizeof why,
                     "it validates a certificate for %.255s, and the site has none that could say "
                     "it was its",
                     domain);
            left_add(site, "record", identity, why, removal);
        }
        free(removal);
    }
    former_release(&former);
    return NULL;
}

/* Somebody deleted the distribution, and with it the proof whose the records are that led to it:
 * whoever makes one with that name, should CloudFront give it again, has the site's name. */
static void leave_dangling(struct search *search)
{
    struct site *site = search->site;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    bool gone = json_is_false(json_object_get(search->distribution, DX_EXISTS));
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(site_observed(site, MODULE_DNS), "records"), index, record) {
        char identity[300];
        char why[300];
        const char *alias = dx_text(json_object_get(record, "alias"), "zone_id");
        const char *target = dx_text(json_object_get(record, "alias"), "dns_name");
        if (site_is_present(site) || !gone || alias == NULL || target == NULL ||
            strcmp(alias, DXAWS_CLOUDFRONT_HOSTED_ZONE_ID) != 0 || is_reached(search, target) ||
            !website_same_name(dx_text(record, "name"), domain) ||
            dx_text(record, "zone_id") == NULL) {
            continue;
        }
        char *removal = removal_of(record);
        size_t length = strlen(target);
        length -= length > 0 && target[length - 1] == '.';
        snprintf(identity, sizeof identity, "%.250s %.10s", domain, dx_text(record, "type"));
        snprintf(why, sizeof why,
                 "it leads to %.*s, and the site has no distribution that could say it was its",
                 (int)length, target);
        left_add(site, "record", identity, why, removal);
        site->out_of_memory = site->out_of_memory || removal == NULL;
        free(removal);
    }
}

/* Whether the distribution answers to none of its other names any more: they are those of an
 * earlier domain, or it goes, with the names that somebody added. */
static bool loses_names(const struct site *site)
{
    return site_has_moved(site) || (!site_is_present(site) && !site_leaves_distribution(site));
}

dxaws_error *discover_records(struct search *search)
{
    if (!site_uses(search->site, MODULE_DNS)) {
        find_unmanaged_records(search);
        return NULL;
    }
    dxaws_error *error = find_unwanted_records(search);
    leave_dangling(search);
    error = error ? error : leave_proofs(search);
    const json_t *domain = json_object_get(search->site->desired, WEBSITE_DOMAIN);
    const json_t *aliases =
        loses_names(search->site) ? json_object_get(search->distribution, "aliases") : NULL;
    for (size_t i = 0; i < json_array_size(aliases) && error == NULL; i++) {
        const json_t *alias = json_array_get(aliases, i);
        error = json_equal(alias, domain) ? NULL : find_records(search, json_string_value(alias));
    }
    return error;
}
