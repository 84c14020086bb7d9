/* SPDX-License-Identifier: MIT */
/* Which of several zones that hold a name the world asks. A zone below another one is asked only
 * when name servers at its name, in the one above, lead to it. Of the topmost nothing is known:
 * what delegates it is no zone of this account. */
#include "delegation.h"

#include <string.h>
#include <strings.h>

#include "members.h"
#include "order.h"
#include "zone-index.h"

/* What is done with a zone, one above it, and a wanted name that both hold. */
struct pair {
    json_t *zone;
    const json_t *above;
    const char *name;
};
typedef bool (*visitor)(void *self, const struct pair *pair);

/* The public ones by name; NULL without memory. */
static json_t *public_index(const json_t *zones)
{
    bool whole = true;
    json_t *found = json_array();
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)zones, index, zone) {
        if (!json_is_true(json_object_get(zone, "private"))) {
            dx_append(&whole, found, json_incref(zone));
        }
    }
    json_t *by_name = whole ? dns_zones_index(found) : NULL;
    json_decref(found);
    return by_name;
}

static bool visit_pairs(const json_t *lower, const json_t *upper, const char *name, visitor visit,
                        void *self)
{
    size_t i;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)lower, i, zone) {
        for (size_t k = 0; k < json_array_size(upper); k++) {
            const struct pair pair = {zone, json_array_get(upper, k), name};
            if (!visit(self, &pair)) {
                return false;
            }
        }
    }
    return true;
}

/* Each zone with each above it, of all names: the topmost zones first. */
static bool visit_all(const json_t *zones, const json_t *names, visitor visit, void *self)
{
    json_t *by_name = public_index(zones);
    bool whole = by_name != NULL;
    for (size_t i = 0; whole && i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        const char *chain[128]; /* a name has no more labels */
        size_t count = 0;
        for (const char *at = name; at != NULL && count < 128; at = dns_name_parent(at)) {
            if (json_object_get(by_name, at) != NULL) {
                chain[count++] = at;
            }
        }
        for (size_t low = count; whole && low-- > 0;) {
            for (size_t up = low + 1; whole && up < count; up++) {
                whole = visit_pairs(json_object_get(by_name, chain[low]),
                                    json_object_get(by_name, chain[up]), name, visit, self);
            }
        }
    }
    json_decref(by_name);
    return whole;
}

struct noting {
    dns_note_place note;
    void *self;
};

static const char *id_of(const json_t *zone)
{
    return dx_text(zone, "id");
}

static bool note_delegation(void *self, const struct pair *pair)
{
    const struct noting *noting = self;
    const char *name = dx_text(pair->zone, "name");
    return noting->note(noting->self, id_of(pair->above), name) &&
           noting->note(noting->self, id_of(pair->zone), name);
}

bool dns_delegation_places(const json_t *zones, const json_t *names, dns_note_place note,
                           void *self)
{
    struct noting noting = {note, self};
    return visit_all(zones, names, note_delegation, &noting);
}

/* The name servers that a zone has at a name; NULL for none. */
static const json_t *servers_at(const json_t *records, const char *zone_id, const char *name)
{
    size_t index;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)records, index, record) {
        const char *in = dx_text(record, DNS_ZONE_ID);
        if (strcmp(dx_text(record, DNS_TYPE), "NS") == 0 && in != NULL &&
            strcmp(in, zone_id) == 0 && strcmp(dx_text(record, DNS_NAME), name) == 0) {
            return json_object_get(record, DNS_VALUES);
        }
    }
    return NULL;
}

static size_t length_of(const char *server)
{
    size_t length = strlen(server);
    return length - (length > 0 && server[length - 1] == '.');
}

/* Whether they have one in common, or those of the zone are not known. */
static bool leads(const json_t *servers, const json_t *own)
{
    size_t i;
    json_t *left;
    json_array_foreach((json_t *)(uintptr_t)servers, i, left) {
        const char *server = json_string_value(left);
        for (size_t k = 0; server != NULL && k < json_array_size(own); k++) {
            const char *other = json_string_value(json_array_get(own, k));
            if (other != NULL && length_of(other) == length_of(server) &&
                strncasecmp(other, server, length_of(server)) == 0) {
                return true;
            }
        }
    }
    return servers != NULL && own == NULL;
}

/* What is known of the zones that were looked at, by id: true, or the name of the zone above that
 * does not delegate it. */
struct judging {
    const json_t *records;
    json_t *verdicts;
};

static bool judge(void *self, const struct pair *pair)
{
    struct judging *judging = self;
    const char *id = id_of(pair->zone);
    const char *name = dx_text(pair->zone, "name");
    bool asked = !json_is_string(json_object_get(judging->verdicts, id_of(pair->above)));
    if (json_is_true(json_object_get(judging->verdicts, id))) {
        return true;
    }
    bool delegated = asked && leads(servers_at(judging->records, id_of(pair->above), name),
                                    servers_at(judging->records, id, name));
    bool said = json_object_get(judging->verdicts, id) != NULL;
    json_t *verdict = delegated ? json_true()
                      : said    ? json_incref(json_object_get(judging->verdicts, id))
                                : json_incref(json_object_get(pair->above, "name"));
    return json_object_set_new(judging->verdicts, id, verdict) == 0;
}

/* Whether the zone has a twin that is delegated, and is not so itself. */
static bool is_not_meant(const json_t *zones, const json_t *verdicts, const json_t *zone)
{
    size_t index;
    json_t *other;
    if (!json_is_string(json_object_get(verdicts, id_of(zone)))) {
        return false;
    }
    json_array_foreach((json_t *)(uintptr_t)zones, index, other) {
        if (strcmp(dx_text(other, "name"), dx_text(zone, "name")) == 0 &&
            json_is_true(json_object_get(verdicts, id_of(other)))) {
            return true;
        }
    }
    return false;
}

bool dns_delegation_judge(json_t *zones, const json_t *names, const json_t *records)
{
    struct judging judging = {.records = records, .verdicts = json_object()};
    bool whole = judging.verdicts != NULL && visit_all(zones, names, judge, &judging);
    for (size_t i = json_array_size(zones); whole && i-- > 0;) {
        json_t *zone = json_array_get(zones, i);
        json_t *verdict = json_object_get(judging.verdicts, id_of(zone));
        if (is_not_meant(zones, judging.verdicts, zone)) {
            json_array_remove(zones, i);
        } else if (json_is_string(verdict)) {
            dx_put(&whole, zone, DNS_UNDELEGATED, json_incref(verdict));
        }
    }
    json_decref(judging.verdicts);
    return whole;
}

static bool note_uses(void *self, const struct pair *pair)
{
    const struct noting *noting = self;
    size_t apex = strlen(dx_text(pair->zone, "name"));
    bool whole = true;
    for (const char *at = pair->name;
         dx_text(pair->zone, DNS_UNDELEGATED) && whole && at != NULL && strlen(at) >= apex;
         at = dns_name_parent(at)) {
        whole = noting->note(noting->self, id_of(pair->zone), at) &&
                noting->note(noting->self, id_of(pair->above), at);
    }
    return whole;
}

bool dns_delegation_uses(const json_t *zones, const json_t *names, dns_note_place note, void *self)
{
    struct noting noting = {note, self};
    return visit_all(zones, names, note_uses, &noting);
}

/* Something stands in a zone from @a apex down to the name, besides what makes zones. */
static bool is_used(const json_t *records, const char *zone_id, const char *name, const char *apex)
{
    size_t index;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)records, index, record) {
        const char *type = dx_text(record, DNS_TYPE);
        const char *in = dx_text(record, DNS_ZONE_ID);
        if (strcmp(type, "NS") == 0 || strcmp(type, "SOA") == 0 || strcmp(type, "DS") == 0 ||
            in == NULL || strcmp(in, zone_id) != 0) {
            continue;
        }
        for (const char *at = name; at != NULL && strlen(at) >= strlen(apex);
             at = dns_name_parent(at)) {
            if (strcmp(dx_text(record, DNS_NAME), at) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* By the ids of zones: whether they are in use; false where the one above is. */
struct keeping {
    const json_t *records;
    json_t *uses;
};

static bool keep(void *self, const struct pair *pair)
{
    struct keeping *keeping = self;
    const char *id = id_of(pair->zone);
    const char *apex = dx_text(pair->zone, "name");
    if (dx_text(pair->zone, DNS_UNDELEGATED) == NULL ||
        json_is_true(json_object_get(keeping->uses, id))) {
        return true;
    }
    if (is_used(keeping->records, id, pair->name, apex)) {
        return json_object_set_new(keeping->uses, id, json_true()) == 0;
    }
    return !is_used(keeping->records, id_of(pair->above), pair->name, apex) ||
           json_object_set_new(keeping->uses, id, json_false()) == 0;
}

bool dns_delegation_keep(json_t *zones, const json_t *names, const json_t *records)
{
    struct keeping keeping = {.records = records, .uses = json_object()};
    bool whole = keeping.uses != NULL && visit_all(zones, names, keep, &keeping);
    for (size_t i = json_array_size(zones); whole && i-- > 0;) {
        if (json_is_false(json_object_get(keeping.uses, id_of(json_array_get(zones, i))))) {
            json_array_remove(zones, i);
        }
    }
    json_decref(keeping.uses);
    return whole;
}
