/* SPDX-License-Identifier: MIT */
/* Whether the site's hosted zone is the one that the world asks: the servers that the zone above
 * names, against those of the zone. */
#include "preflight.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>

#include "dns.h"

enum { MOST_SERVERS = 3, SERVERS_SIZE = 300 };

/* The zone, and the names of its servers. */
struct zone {
    char name[DNS_NAME_SIZE]; /* without a dot at the end */
    json_t *servers;
};

/* Reads records through the module. */
static dxaws_error *read_records(struct run *run, json_t *wanted, dxaws_document **current)
{
    const dxaws_module *module = modules_find("dns");
    DXAWS_AUTO(dxaws_document) desired = NULL;
    dxaws_manager *manager = NULL;
    dxaws_error *error =
        wanted ? dxaws_document_new(wanted, &desired) : dxaws_error_out_of_memory();
    error = error ? error : managers_open(run->managers, module, &manager);
    return error ? error : module->read(module, manager, run->context, desired, current);
}

static const json_t *first(const dxaws_document *current, const char *list)
{
    return json_array_get(json_object_get(dxaws_document_tree(current), list), 0);
}

static const char *text_of(const json_t *document, const char *name)
{
    const char *text = json_string_value(json_object_get(document, name));
    return text ? text : "";
}

/* The zone that the site's records are in, and its NS record. */
static dxaws_error *find_zone(struct run *run, const json_t *document, struct zone *zone)
{
    DXAWS_AUTO(dxaws_document) found = NULL;
    DXAWS_AUTO(dxaws_document) read = NULL;
    const char *domain = text_of(document, "domain");
    const char *named = json_string_value(json_object_get(document, "zone"));
    dxaws_error *error = read_records(run,
                                      json_pack("{ss* s[{ss ss s[s]}]}", "zone", named, "records",
                                                "name", domain, "type", "A", "values", "192.0.2.1"),
                                      &found);
    const json_t *one = error ? NULL : first(found, "zones");
    if (one == NULL) {
        return error;
    }
    const char *name = text_of(one, "name");
    snprintf(zone->name, sizeof zone->name, "%.*s", (int)strcspn(name, "\\"), name);
    size_t size = strlen(zone->name);
    zone->name[size > 0 && zone->name[size - 1] == '.' ? size - 1 : size] = '\0';
    error = read_records(run,
                         json_pack("{ss s[{ss ss s[s]}]}", "zone", text_of(one, "id"), "records",
                                   "name", name, "type", "NS", "values", "ns.example.com"),
                         &read);
    if (error == NULL) {
        zone->servers = json_deep_copy(json_object_get(first(read, "records"), "values"));
    }
    return error;
}

/* "192.0.2.1:53,..." of who answers for the zone above; "" when that cannot be found out. */
static dxaws_error *find_parents(struct run *run, struct dns *dns, const char *zone,
                                 char servers[SERVERS_SIZE])
{
    static struct dns_reply names;
    static struct dns_reply addresses;
    const char *resolver = run->options->resolver;
    const char *port = resolver ? strrchr(resolver, ':') : NULL; /* a test has all on one port */
    dxaws_error *error = NULL;
    servers[0] = '\0';
    names.count = 0;
    for (const char *above = strchr(zone, '.'); error == NULL && above != NULL && names.count == 0;
         above = strchr(above, '.')) {
        error = dns_ask(dns, ++above, DNS_NS, &names);
    }
    size_t found = 0;
    for (size_t i = 0; error == NULL && i < names.count && found < MOST_SERVERS; i++) {
        if (names.records[i].type != DNS_NS || names.records[i].authority) {
            continue;
        }
        error = dns_ask(dns, names.records[i].text, DNS_A, &addresses);
        for (size_t at = 0; error == NULL && at < addresses.count; at++) {
            if (addresses.records[at].type == DNS_A) {
                size_t used = strlen(servers);
                snprintf(servers + used, SERVERS_SIZE - used, "%s%s%s", used ? "," : "",
                         addresses.records[at].text, port ? port : "");
                found++;
                break;
            }
        }
    }
    return error;
}

static bool has_server(const json_t *servers, const char *name)
{
    size_t index;
    json_t *one;
    json_array_foreach((json_t *)(uintptr_t)servers, index, one) {
        const char *text = json_string_value(one);
        size_t size = strcspn(text ? text : "", "\\");
        size -= size > 0 && text[size - 1] == '.';
        if (size == strlen(name) && strncasecmp(text, name, size) == 0) {
            return true;
        }
    }
    return false;
}

/* What is to be named where the domain was bought. */
static void advise_servers(const struct zone *zone, struct findings *findings)
{
    char list[400] = "";
    size_t index;
    json_t *one;
    json_array_foreach(zone->servers, index, one) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%.90s", used ? " " : "",
                 json_string_value(one));
    }
    findings_advise(findings, "name its servers where the domain is registered: %s", list);
}

static void judge(const struct zone *zone, const struct dns_reply *reply, bool above,
                  struct findings *findings)
{
    const char *who = above ? "the zone above" : "a resolver";
    const char *other = "";
    size_t named = 0;
    size_t same = 0;
    for (size_t i = 0; i < reply->count; i++) {
        if (reply->records[i].type == DNS_NS) {
            bool own = has_server(zone->servers, reply->records[i].text);
            other = own ? other : reply->records[i].text;
            named++;
            same += own;
        }
    }
    if (reply->status == DNS_SILENT) {
        findings_add(findings, "delegation", FINDING_NOTE,
                     "whether %s is delegated is not known: %s", zone->name, reply->reason);
    } else if (named == 0) {
        findings_add(findings, "delegation", FINDING_FAILED, "%s knows no zone %s", who,
                     zone->name);
        advise_servers(zone, findings);
    } else if (same == named) {
        findings_add(findings, "delegation", FINDING_OK, "%s leads to the hosted zone %s", who,
                     zone->name);
    } else {
        findings_add(findings, "delegation", FINDING_FAILED,
                     "%s leads for %s %s, such as %s, and not to this hosted zone%s", who,
                     zone->name, same ? "to servers of others, too" : "elsewhere", other,
                     same ? " alone" : "");
        advise_servers(zone, findings);
    }
}

dxaws_error *preflight_zone(struct run *run, const json_t *document, struct findings *findings)
{
    static struct dns_reply reply;
    char servers[SERVERS_SIZE];
    struct zone zone = {.servers = NULL};
    struct dns *dns = NULL;
    struct dns *parent = NULL;
    dxaws_error *error = find_zone(run, document, &zone);
    if (error != NULL || json_array_size(zone.servers) == 0) {
        json_decref(zone.servers);
        return error; /* that there is none stands in the plan already */
    }
    error = dns_open(run->context, run->options->resolver, true, &dns);
    error = error ? error : find_parents(run, dns, zone.name, servers);
    bool above = error == NULL && servers[0] != '\0';
    if (above) {
        error = dns_open(run->context, servers, false, &parent);
        error = error ? error : dns_ask(parent, zone.name, DNS_NS, &reply);
        above = error == NULL && reply.status != DNS_SILENT; /* or that port is closed here */
    }
    if (error == NULL && !above) {
        error = dns_ask(dns, zone.name, DNS_NS, &reply);
    }
    if (error == NULL) {
        judge(&zone, &reply, above, findings);
    }
    dns_close(parent);
    dns_close(dns);
    json_decref(zone.servers);
    return error;
}
