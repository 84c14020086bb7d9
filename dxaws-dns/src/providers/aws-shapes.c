/* SPDX-License-Identifier: MIT */
/* The wire formats of Route53. */
#include "aws-shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/xml.h>

#include <dxaws/extend/dns.h>

/* Unlike S3's and CloudFront's, this namespace is https. */
#define NAMESPACE "https://route53.amazonaws.com/doc/2013-04-01/"

void aws_zone_cursor_clear(struct aws_zone_cursor *cursor)
{
    free(cursor->name);
    free(cursor->id);
    *cursor = (struct aws_zone_cursor){0};
}

void aws_record_cursor_clear(struct aws_record_cursor *cursor)
{
    free(cursor->name);
    free(cursor->type);
    free(cursor->identifier);
    *cursor = (struct aws_record_cursor){0};
}

char *aws_record_cursor_write(const struct aws_record_cursor *cursor)
{
    json_t *parts = json_pack("[s s s?]", cursor->name, cursor->type, cursor->identifier);
    char *text = json_dumps(parts, JSON_COMPACT);
    json_decref(parts);
    return text;
}

bool aws_record_cursor_read(struct aws_record_cursor *cursor, const char *text)
{
    json_t *parts = json_loads(text, 0, NULL);
    const char *identifier = json_string_value(json_array_get(parts, 2));
    const char *name = json_string_value(json_array_get(parts, 0));
    const char *type = json_string_value(json_array_get(parts, 1));
    cursor->name = name ? strdup(name) : NULL;
    cursor->type = type ? strdup(type) : NULL;
    cursor->identifier = identifier ? strdup(identifier) : NULL;
    json_decref(parts);
    bool done = cursor->name != NULL && cursor->type != NULL &&
                (identifier == NULL || cursor->identifier != NULL);
    if (!done) {
        aws_record_cursor_clear(cursor);
    }
    return done;
}

/* Requests */

/* Elements in the order of the service's model, which is a schema sequence. */
static void write_record(xmlNode *parent, const json_t *record)
{
    xmlNode *set = dx_xml_add(parent, "ResourceRecordSet", NULL);
    dx_xml_add(set, "Name", dx_text(record, DNS_NAME));
    dx_xml_add(set, "Type", dx_text(record, DNS_TYPE));
    const json_t *alias = json_object_get(record, DNS_ALIAS);
    if (alias != NULL) {
        xmlNode *target = dx_xml_add(set, "AliasTarget", NULL);
        bool health = json_is_true(json_object_get(alias, DNS_ALIAS_HEALTH));
        dx_xml_add(target, "HostedZoneId", dx_text(alias, DNS_ALIAS_ZONE));
        dx_xml_add(target, "DNSName", dx_text(alias, DNS_ALIAS_NAME));
        dx_xml_add(target, "EvaluateTargetHealth", health ? "true" : "false");
        return;
    }
    char ttl[24];
    snprintf(ttl, sizeof ttl, "%lld",
             (long long)json_integer_value(json_object_get(record, DNS_TTL)));
    dx_xml_add(set, "TTL", ttl);
    xmlNode *list = dx_xml_add(set, "ResourceRecords", NULL);
    size_t index;
    json_t *value;
    json_array_foreach((json_t *)(uintptr_t)dns_record_wire_values(record), index, value) {
        dx_xml_add(dx_xml_add(list, "ResourceRecord", NULL), "Value", json_string_value(value));
    }
}

static void write_change(xmlNode *list, const char *action, const json_t *record)
{
    if (record != NULL) {
        xmlNode *element = dx_xml_add(list, "Change", NULL);
        dx_xml_add(element, "Action", action);
        write_record(element, record);
    }
}

/* DELETE and CREATE instead of UPSERT: the batch fails when what was read is not there. */
static void write_changes(xmlNode *list, const json_t *batch)
{
    const char *zone = dx_text(batch, DNS_ZONE_NAME);
    size_t index;
    json_t *change;
    json_array_foreach(json_object_get(batch, DNS_CHANGES), index, change) {
        if (!dns_change_is_upsert(zone, change)) {
            write_change(list, "DELETE", json_object_get(change, DNS_BEFORE));
        }
    }
    json_array_foreach(json_object_get(batch, DNS_CHANGES), index, change) {
        bool upsert = dns_change_is_upsert(zone, change);
        write_change(list, upsert ? "UPSERT" : "CREATE", json_object_get(change, DNS_AFTER));
    }
}

char *aws_change_request(const json_t *batch)
{
    xmlDoc *document = dx_xml_new("ChangeResourceRecordSetsRequest", NAMESPACE);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    xmlNode *list = dx_xml_add(dx_xml_add(root, "ChangeBatch", NULL), "Changes", NULL);
    if (list == NULL) {
        xmlFreeDoc(document);
        return NULL;
    }
    write_changes(list, batch);
    char *text = dx_xml_format(document);
    xmlFreeDoc(document);
    return text;
}

/* Answers */

static dxaws_error *missing(const char *operation, const char *element)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                           "route53 %s: the answer has no <%s>, or a wrong one", operation,
                           element);
}

/* Adds the text at a path under a name; false when there is none, or no memory. */
static bool copy_text(json_t *object, const char *name, const xmlNode *node, const char *path)
{
    char *text = dx_xml_text(node, path);
    int stored = text ? json_object_set_new(object, name, json_string(text)) : -1;
    free(text);
    return stored == 0;
}

/* Ids come as "/hostedzone/Z1" and "/change/C1"; NULL stays what it is. */
static void strip_prefix(char *id)
{
    if (id != NULL) {
        const char *bare = dns_bare_id(id);
        memmove(id, bare, strlen(bare) + 1);
    }
}

static dxaws_error *read_zone(const char *operation, const xmlNode *node, json_t *zones)
{
    char *id = dx_xml_text(node, "Id");
    char *given = dx_xml_text(node, "Name");
    char *service = dx_xml_text(node, "LinkedService/ServicePrincipal");
    const char *why = NULL;
    char *name = given ? dxaws_dns_name_canonical(given, &why) : NULL;
    dxaws_error *error = NULL;
    if (id == NULL || name == NULL) {
        error = missing(operation, id == NULL ? "Id" : "Name");
    } else {
        bool whole = true;
        json_t *zone = json_pack("{ss ss sb}", "id", dns_bare_id(id), "name", name, "private",
                                 dx_xml_is(node, "Config/PrivateZone", "true"));
        dx_put_text(&whole, zone, DNS_LINKED_SERVICE, service);
        dx_append(&whole, zones, zone);
        error = whole ? NULL : dxaws_error_out_of_memory();
    }
    free(id);
    free(given);
    free(service);
    free(name);
    return error;
}

/* "true" or "false"; anything else is no answer. Where nothing is said of it, a page that names no
 * @a next one is the last. */
static dxaws_error *read_truncated(const char *operation, const xmlNode *root, const char *next,
                                   bool *truncated)
{
    bool said = dx_xml_child(root, "IsTruncated") != NULL;
    *truncated = said ? dx_xml_is(root, "IsTruncated", "true") : dx_xml_child(root, next) != NULL;
    return !said || *truncated || dx_xml_is(root, "IsTruncated", "false")
               ? NULL
               : missing(operation, "IsTruncated");
}

static dxaws_error *read_zone_cursor(const char *operation, const xmlNode *root,
                                     struct aws_zone_cursor *next)
{
    bool truncated;
    dxaws_error *error = read_truncated(operation, root, "NextDNSName", &truncated);
    if (error != NULL || !truncated) {
        return error;
    }
    char *given = dx_xml_text(root, "NextDNSName");
    const char *why = NULL;
    next->name = given ? dxaws_dns_name_canonical(given, &why) : NULL;
    next->id = dx_xml_text(root, "NextHostedZoneId");
    strip_prefix(next->id);
    free(given);
    if (next->name == NULL || next->id == NULL) {
        aws_zone_cursor_clear(next);
        return missing(operation, "NextDNSName> and <NextHostedZoneId");
    }
    return NULL;
}

dxaws_error *aws_read_zones(const char *body, size_t size, json_t *zones,
                            struct aws_zone_cursor *next)
{
    static const char operation[] = "ListHostedZonesByName";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("route53 ListHostedZonesByName", body, size,
                                      "ListHostedZonesByNameResponse", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *list = dx_xml_child(root, "HostedZones");
    if (list == NULL) {
        error = missing(operation, "HostedZones");
    }
    for (xmlNode *node = dx_xml_child(list, "HostedZone"); error == NULL && node != NULL;
         node = dx_xml_next(node, "HostedZone")) {
        error = read_zone(operation, node, zones);
    }
    if (error == NULL) {
        error = read_zone_cursor(operation, root, next);
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *aws_read_zone(const char *body, size_t size, json_t *zones)
{
    xmlDoc *document = NULL;
    dxaws_error *error =
        dx_xml_parse("route53 GetHostedZone", body, size, "GetHostedZoneResponse", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *node = dx_xml_child(xmlDocGetRootElement(document), "HostedZone");
    error = node ? read_zone("GetHostedZone", node, zones) : missing("GetHostedZone", "HostedZone");
    xmlFreeDoc(document);
    return error;
}

static bool read_alias(const xmlNode *node, json_t *record)
{
    json_t *alias = json_object();
    bool complete = json_object_set_new(record, DNS_ALIAS, alias) == 0 &&
                    copy_text(alias, DNS_ALIAS_ZONE, node, "HostedZoneId") &&
                    copy_text(alias, DNS_ALIAS_NAME, node, "DNSName");
    return complete &&
           json_object_set_new(alias, DNS_ALIAS_HEALTH,
                               json_boolean(dx_xml_is(node, "EvaluateTargetHealth", "true"))) == 0;
}

static bool read_values(const xmlNode *set, json_t *record)
{
    char *ttl = dx_xml_text(set, "TTL");
    char *end = NULL;
    long long seconds = ttl ? strtoll(ttl, &end, 10) : -1;
    bool complete = ttl != NULL && *ttl != '\0' && *end == '\0' && seconds >= 0;
    free(ttl);
    json_t *values = json_array();
    for (xmlNode *node = dx_xml_find(set, "ResourceRecords/ResourceRecord"); node != NULL;
         node = dx_xml_next(node, "ResourceRecord")) {
        char *value = dx_xml_text(node, "Value");
        complete =
            complete && value != NULL && json_array_append_new(values, json_string(value)) == 0;
        free(value);
    }
    complete = complete && json_array_size(values) > 0;
    dx_put(&complete, record, DNS_TTL, json_integer(seconds));
    return json_object_set_new(record, DNS_VALUES, values) == 0 && complete;
}

static dxaws_error *read_record(const xmlNode *node, json_t *records)
{
    static const char operation[] = "ListResourceRecordSets";
    json_t *record = json_object();
    const xmlNode *alias = dx_xml_child(node, "AliasTarget");
    copy_text(record, DNS_ROUTING_IDENTIFIER, node, "SetIdentifier");
    copy_text(record, DNS_TRAFFIC_POLICY, node, "TrafficPolicyInstanceId");
    dxaws_error *error = NULL;
    if (!copy_text(record, DNS_NAME, node, "Name")) {
        error = missing(operation, "Name");
    } else if (!copy_text(record, DNS_TYPE, node, "Type")) {
        error = missing(operation, "Type");
    } else if (alias != NULL ? !read_alias(alias, record)
                             : !read_values(node, record) && !dns_record_is_routed(record)) {
        error = missing(operation, alias ? "AliasTarget" : "TTL> and <ResourceRecords");
    } else if (json_array_append(records, record) != 0) {
        error = dxaws_error_out_of_memory();
    }
    json_decref(record);
    return error;
}

static dxaws_error *read_record_cursor(const char *operation, const xmlNode *root,
                                       struct aws_record_cursor *next)
{
    bool truncated;
    dxaws_error *error = read_truncated(operation, root, "NextRecordName", &truncated);
    if (error != NULL || !truncated) {
        return error;
    }
    next->name = dx_xml_text(root, "NextRecordName");
    next->type = dx_xml_text(root, "NextRecordType");
    next->identifier = dx_xml_text(root, "NextRecordIdentifier");
    if (next->name == NULL || next->type == NULL) {
        aws_record_cursor_clear(next);
        return missing(operation, "NextRecordName> and <NextRecordType");
    }
    return NULL;
}

dxaws_error *aws_read_records(const char *body, size_t size, json_t *records,
                              struct aws_record_cursor *next)
{
    static const char operation[] = "ListResourceRecordSets";
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse("route53 ListResourceRecordSets", body, size,
                                      "ListResourceRecordSetsResponse", &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *root = xmlDocGetRootElement(document);
    const xmlNode *list = dx_xml_child(root, "ResourceRecordSets");
    if (list == NULL) {
        error = missing(operation, "ResourceRecordSets");
    }
    for (xmlNode *node = dx_xml_child(list, "ResourceRecordSet"); error == NULL && node != NULL;
         node = dx_xml_next(node, "ResourceRecordSet")) {
        error = read_record(node, records);
    }
    if (error == NULL) {
        error = read_record_cursor(operation, root, next);
    }
    xmlFreeDoc(document);
    return error;
}

dxaws_error *aws_read_change(const char *operation, const char *body, size_t size, char **id,
                             char **status)
{
    char what[64];
    char root_name[64];
    snprintf(what, sizeof what, "route53 %s", operation);
    snprintf(root_name, sizeof root_name, "%sResponse", operation);
    xmlDoc *document = NULL;
    dxaws_error *error = dx_xml_parse(what, body, size, root_name, &document);
    if (error != NULL) {
        return error;
    }
    const xmlNode *info = dx_xml_child(xmlDocGetRootElement(document), "ChangeInfo");
    char *found_id = dx_xml_text(info, "Id");
    char *found_status = dx_xml_text(info, "Status");
    xmlFreeDoc(document);
    if (found_id == NULL || found_status == NULL) {
        free(found_id);
        free(found_status);
        return missing(operation, "ChangeInfo");
    }
    strip_prefix(found_id);
    *id = found_id;
    *status = found_status;
    return NULL;
}
