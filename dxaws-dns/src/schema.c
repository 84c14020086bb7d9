/* SPDX-License-Identifier: MIT */
/* A set of record sets as tables, and what the tables cannot say about a Desired. */
#include "schema.h"

#include <dxaws/kit/description.h>

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>

static dxaws_error *normalise_zone(json_t *desired)
{
    const char *given = dx_text(desired, DNS_ZONE);
    if (given == NULL) {
        return NULL;
    }
    const char *bare = dns_bare_id(given);
    if (dxaws_dns_zone_is_id(bare)) {
        char *id = strdup(bare);
        int stored = id ? json_object_set_new(desired, DNS_ZONE, json_string(id)) : -1;
        free(id);
        return stored == 0 ? NULL : dxaws_error_out_of_memory();
    }
    const char *why;
    char *name = dxaws_dns_name_canonical(given, &why);
    if (name == NULL && why != NULL) {
        return dx_invalid(&dns_schema,
                          "dns: \"zone\" is \"%s\", neither a zone id such as \"Z0123456789ABC\" "
                          "nor a zone's name: %s",
                          given, why);
    }
    int stored = name ? json_object_set_new(desired, DNS_ZONE, json_string(name)) : -1;
    free(name);
    return stored == 0 ? NULL : dxaws_error_out_of_memory();
}

/* The names to be looked at, each once: what tells one Desired's reads from another's. */
static dxaws_error *derive_names(json_t *desired)
{
    bool whole = true;
    json_t *names = json_array();
    const char *last = "";
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(desired, DNS_RECORDS), index, record) {
        json_t *name = json_object_get(record, DNS_NAME);
        if (strcmp(json_string_value(name), last) != 0) {
            last = json_string_value(name);
            dx_append(&whole, names, json_incref(name));
        }
    }
    dx_put(&whole, desired, DNS_NAMES, names);
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *normalise(json_t *desired)
{
    json_t *records = json_object_get(desired, DNS_RECORDS);
    json_t *first = json_incref(json_object_get(json_array_get(records, 0), DNS_NAME));
    dxaws_error *error = dx_at(dns_records_normalise(&dns_schema, records), DNS_RECORDS);
    if (error == NULL) {
        error = dx_at(normalise_zone(desired), DNS_ZONE);
    }
    if (error == NULL) {
        error = derive_names(desired);
    }
    const char *why;
    char *name = NULL;
    if (error == NULL && dx_text(desired, DNS_NAME) == NULL && json_is_string(first)) {
        name = dxaws_dns_name_canonical(json_string_value(first), &why);
        error = json_object_set_new(desired, DNS_NAME, name ? json_string(name) : NULL) == 0
                    ? NULL
                    : dxaws_error_out_of_memory(); /* it was read before: it is a name */
    }
    free(name);
    json_decref(first);
    return error;
}

static dxaws_error *check_records(const struct dx_schema *schema,
                                  const struct dx_attribute *attribute, const json_t *value)
{
    return json_array_size(value) > 0
               ? NULL
               : dx_invalid(schema, "dns: \"%s\" must have at least one record set",
                            attribute->name);
}

static dxaws_error *check_zones(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value)
{
    return dns_zones_are_whole(value)
               ? NULL
               : dx_invalid(schema, "dns: \"%s\" must be zones, each with \"id\" and \"name\"",
                            attribute->name);
}

void dns_observe_existence(const json_t *wanted, struct dx_state *observed)
{
    json_t *found = dns_records_index(dx_state_get(observed, DNS_RECORDS));
    bool exists = false;
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(wanted, DNS_RECORDS), index, record) {
        exists = exists || dns_records_at(found, record) != NULL;
    }
    observed->out_of_memory = observed->out_of_memory || found == NULL;
    json_decref(found);
    dx_state_set_boolean(observed, DX_EXISTS, exists);
}

/* The zones that the names stood in when they were looked for need not be looked for again. */
static bool recall(json_t *wanted, const json_t *observed)
{
    json_t *zones = json_object_get(observed, DNS_ZONES);
    return json_array_size(zones) == 0 || json_object_set(wanted, DNS_KNOWN_ZONES, zones) == 0;
}

/* One look at the changes: all of them have to be known by all of Route53's servers. */
static dxaws_error *converged(const char *kind, const json_t *payload, const json_t *observed,
                              struct dx_wait_state *state)
{
    (void)kind;
    (void)payload;
    size_t index;
    json_t *change;
    state->done = true;
    json_array_foreach(json_object_get(observed, DNS_CHANGES), index, change) {
        const char *status = dx_text(change, "status");
        if (state->done && (status == NULL || strcmp(status, "INSYNC") != 0)) {
            state->done = false;
            snprintf(state->why, sizeof state->why,
                     "Route53's servers do not all know change %s yet, which takes about a minute; "
                     "it is %s",
                     dx_text(change, "id"), status ? status : "unknown");
        }
    }
    return NULL;
}

static const char *const existing[] = {DXAWS_DNS_EXISTING_CHANGE, DXAWS_DNS_EXISTING_REFUSE, NULL};

static const struct dx_attribute attributes[] = {
    {.name = DNS_NAME, .type = DX_TEXT, .flags = DX_OPTION, .check = dx_check_not_empty},
    DX_PRESENT_ROW(DXAWS_DNS_DEFAULT_PRESENT, 0),
    {.name = DNS_ZONE, .type = DX_TEXT, .flags = DX_IDENTITY},
    /* Derived from the records; whatever a document says is replaced. */
    {.name = DNS_NAMES, .type = DX_TEXTS, .flags = DX_IDENTITY | DX_HIDDEN},
    {.name = DNS_KNOWN_ZONES, .type = DX_LIST, .flags = DX_HIDDEN, .check = check_zones},
    {.name = DNS_BENEATH, .type = DX_BOOLEAN, .flags = DX_HIDDEN},
    {.name = DNS_RECORDS, .type = DX_LIST, .flags = DX_REQUIRED, .check = check_records},
    {.name = DNS_EXISTING,
     .type = DX_TEXT,
     .flags = DX_OPTION | DX_REQUIRED,
     .preset = DX_VALUE_TEXT(DXAWS_DNS_DEFAULT_EXISTING),
     .choices = existing},
    DX_EXISTS_ROW,
    {.name = DNS_ZONES, .type = DX_LIST, .flags = DX_OUTPUT},
    {.name = DNS_CHANGES, .type = DX_LIST, .flags = DX_OUTPUT},
};

#define SLOT(name) offsetof(dxaws_dns_provider_ops, name)

#define ZONE "arn:aws:route53:::hostedzone/{" DNS_ZONES ".id} arn:aws:route53:::hostedzone/*"

/* Which zone holds a name is told by the list of all. */
static const struct dx_permission reads[] = {
    DX_MAY("route53:ListHostedZonesByName", "*"),
    DX_MAY("route53:ListResourceRecordSets", ZONE),
    DX_MAY_WITH("route53:GetHostedZone", ZONE, DNS_ZONE),
    {.actions = NULL},
};

static const struct dx_action_spec actions[] = {
    {.kind = DNS_CHANGE_RECORDS,
     .slot = SLOT(change_records),
     .permissions = DX_ALLOW(DX_MAY("route53:ChangeResourceRecordSets", ZONE))},
    {.kind = DNS_WAIT_INSYNC,
     .slot = SLOT(wait_insync),
     .flags = DX_WAITS,
     .expected_s = 30,
     .timeout_s = 1800,
     .level = DXAWS_WAIT_DEPLOYED,
     .permissions = DX_ALLOW(DX_MAY("route53:GetChange", "arn:aws:route53:::change/*"))},
};

/* Words of 0.1. */
static const struct dx_former formers[] = {
    {.name = "records.ttl", .use = "records.ttl_s"},
    {.name = "wait", .use = "wait", .option = true},
    {.name = "timeout_s", .use = "timeouts_ms." DNS_WAIT_INSYNC, .option = true},
    {.name = "takeover", .use = "adopt", .option = true},
};

/* What passes by itself. */
static const struct dx_refusal refusals[] = {
    /* A busy zone takes one change after the other. */
    {.aws_code = "PriorRequestNotComplete",
     .patience_s = 3600,
     .why = "PriorRequestNotComplete, Route53 is busy with the zone"},
};

static const struct dx_error_code errors[] = {
    {DXAWS_DNS_ERROR_AMBIGUOUS_HOSTED_ZONE, "INVALID_ARGUMENT"},
    {DXAWS_DNS_ERROR_BATCH_TOO_LARGE, "INVALID_ARGUMENT"},
    {DXAWS_DNS_ERROR_CNAME_AT_APEX, "INVALID_ARGUMENT"},
    {DXAWS_DNS_ERROR_HOSTED_ZONE_NOT_FOUND, "NOT_FOUND"},
    {DXAWS_DNS_ERROR_INVALID_DOMAIN_NAME, "INVALID_ARGUMENT"},
    {DXAWS_DNS_ERROR_INVALID_RESPONSE, "PROTOCOL"},
    {DXAWS_DNS_ERROR_LINKED_SERVICE_ZONE, "REFUSED"},
    {DXAWS_DNS_ERROR_RECORD_CONFLICT, "CONFLICT"},
    {DXAWS_DNS_ERROR_RECORDS_CHANGED, "STALE"},
    {DXAWS_DNS_ERROR_UNSUPPORTED_RECORD_TYPE, "UNSUPPORTED"},
    {DXAWS_DNS_ERROR_ZONE_NOT_DELEGATED, "REFUSED"},
};

static const struct dx_consent consents[] = {
    {"record", NULL, NULL},
};

const struct dx_schema dns_schema = {
    .module = "dns",
    .identity = DNS_NAME,
    .attributes = attributes,
    .attribute_count = sizeof attributes / sizeof *attributes,
    .actions = actions,
    .action_count = sizeof actions / sizeof *actions,
    .reads = reads,
    .consents = consents,
    .consent_count = sizeof consents / sizeof *consents,
    .errors = errors,
    .error_count = sizeof errors / sizeof *errors,
    .refusals = refusals,
    .refusal_count = sizeof refusals / sizeof *refusals,
    .formers = formers,
    .former_count = sizeof formers / sizeof *formers,
    .make_aws = dns_make_aws,
    .make_memory = dns_make_memory,
    .normalise = normalise,
    .check_observed = dns_check_observed,
    .check_payload = dns_check_payload,
    .plan = dns_plan_hook,
    .converged = converged,
    .simulate = dns_simulate,
    .recall = recall,
};
