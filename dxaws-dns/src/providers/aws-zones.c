/* SPDX-License-Identifier: MIT */
/*
 * Finding hosted zones. ListHostedZonesByName is a cursor, not a search: it lists all zones from
 * a name on, by label from the right. Placed at "example.com." it shows that zone and those
 * below it at once, so one request usually serves all names below an apex. With more zones than
 * fit a page the cursor jumps to the next suffix that has not been seen, not to the next page.
 */
#include "aws-zones.h"

#include <dxaws/extend/tree.h>

#include <stdlib.h>
#include <string.h>

#include "aws-shapes.h"
#include "zones-read.h"
#include "order.h"

#define OPERATION "ListHostedZonesByName"
enum { FEW = 3 };

/* A name that a zone could have. */
struct suffix {
    const char *name; /* borrowed from the search */
    const char *apex; /* its last two labels: Route53 has no public zones of fewer */
    uint16_t *key;
    char *resume; /* the zone to go on at in a page that was full of it */
    bool seen;
};

struct search {
    json_t *names;           /* of the suffixes */
    struct suffix *suffixes; /* as the service lists them */
    size_t count;
    struct zones_read *kept;
};

static const char *apex_of(const char *name)
{
    for (const char *above = dns_name_parent(name); above != NULL && dns_name_parent(above) != NULL;
         above = dns_name_parent(above)) {
        name = above;
    }
    return name;
}

static bool gather_suffixes(struct search *search, const char *asked, const json_t *names)
{
    bool whole = true;
    if (asked != NULL) {
        dx_put(&whole, search->names, asked, json_true());
    }
    for (size_t i = 0; asked == NULL && i < json_array_size(names); i++) {
        const char *whole_name = json_string_value(json_array_get(names, i));
        for (const char *name = whole_name; name != NULL; name = dns_name_parent(name)) {
            if (json_object_get(search->names, name) != NULL) {
                break; /* and so are those above it */
            }
            if (name[0] != '*' && (name == whole_name || dns_name_parent(name) != NULL)) {
                dx_put(&whole, search->names, name, json_true());
            }
        }
    }
    return whole;
}

static int compare_suffixes(const void *left, const void *right)
{
    const struct suffix *l = left;
    const struct suffix *r = right;
    return dns_order_compare(l->key, r->key);
}

static bool sort_suffixes(struct search *search)
{
    const char *name;
    json_t *value;
    bool whole = true;
    search->suffixes = calloc(json_object_size(search->names) + 1, sizeof *search->suffixes);
    json_object_foreach(search->names, name, value) {
        if (search->suffixes != NULL) {
            struct suffix *suffix = &search->suffixes[search->count++];
            *suffix =
                (struct suffix){.name = name, .apex = apex_of(name), .key = dns_order_key(name)};
            whole = whole && suffix->key != NULL;
        }
    }
    if (search->suffixes != NULL && whole) {
        qsort(search->suffixes, search->count, sizeof *search->suffixes, compare_suffixes);
    }
    return search->suffixes != NULL && whole;
}

static dxaws_aws_request *new_request(const struct suffix *suffix)
{
    dxaws_aws_request *request =
        dxaws_aws_request_new("route53", OPERATION, "GET", "/2013-04-01/hostedzonesbyname");
    dxaws_aws_request_add_query(request, "dnsname", suffix->name);
    if (suffix->resume != NULL) {
        dxaws_aws_request_add_query(request, "hostedzoneid", suffix->resume);
    }
    dxaws_aws_request_set_resource(request, suffix->name);
    return request;
}

/* For each apex the first suffix that was not seen yet; those of an apex stand together. */
static size_t first_of_each_apex(const struct search *search, size_t *lookups)
{
    size_t count = 0;
    for (size_t i = 0; i < search->count; i++) {
        const struct suffix *suffix = &search->suffixes[i];
        const char *last = count > 0 ? search->suffixes[lookups[count - 1]].apex : "";
        if (!suffix->seen && strcmp(suffix->apex, last) != 0) {
            lookups[count++] = i;
        }
    }
    return count;
}

/* What a page that began at a suffix has shown, or shown to be missing. Zones of one name stand
 * together, so the suffix itself is done with as soon as the list goes on with another name.
 * @a next is NULL at the end of the list. */
static void strike_out(struct search *search, size_t start, const uint16_t *next)
{
    struct suffix *first = &search->suffixes[start];
    first->seen = next == NULL || dns_order_compare(next, first->key) != 0;
    for (size_t i = start + 1; i < search->count; i++) {
        struct suffix *suffix = &search->suffixes[i];
        if (next != NULL && dns_order_compare(next, suffix->key) < 0) {
            return;
        }
        if (dns_order_is_before(first->key, suffix->key) &&
            (next == NULL || dns_order_is_before(suffix->key, next))) {
            suffix->seen = true;
        }
    }
}

static dxaws_error *go_on(struct search *search, size_t start, const struct aws_zone_cursor *next)
{
    struct suffix *first = &search->suffixes[start];
    uint16_t *key = next->name ? dns_order_key(next->name) : NULL;
    dxaws_error *error = NULL;
    if (next->name != NULL && key == NULL) {
        return dxaws_error_out_of_memory();
    }
    strike_out(search, start, key);
    if (first->seen && !dns_spans_add(&search->kept->spans, first->key, key)) {
        free(key);
        return dxaws_error_out_of_memory();
    }
    if (key != NULL && dns_order_compare(key, first->key) == 0) {
        /* A whole page of zones with this very name. */
        char *resume = strdup(next->id);
        if (first->resume != NULL && strcmp(first->resume, next->id) == 0) {
            error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                    "route53 " OPERATION ": the same page came twice");
        } else if (resume == NULL) {
            error = dxaws_error_out_of_memory();
        }
        free(first->resume);
        first->resume = resume;
    } else if (key != NULL && dns_order_is_before(key, first->key)) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                "route53 " OPERATION ": the list goes on at \"%s\", before \"%s\"",
                                next->name, first->name);
    }
    free(key);
    return error;
}

static dxaws_error *read_page(struct search *search, size_t start, const dxaws_aws_request *answer)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    struct aws_zone_cursor next = {0};
    json_t *zones = json_array();
    dxaws_error *error = aws_read_zones(body, size, zones, &next);
    bool whole = true;
    for (size_t i = 0; error == NULL && i < json_array_size(zones); i++) {
        json_t *zone = json_array_get(zones, i);
        const char *id = dx_text(zone, "id");
        if (json_object_get(search->kept->found, id) == NULL) {
            dx_put(&whole, search->kept->found, id, json_true());
            dx_append(&whole, search->kept->zones, json_incref(zone));
        }
    }
    if (error == NULL) {
        error = whole ? go_on(search, start, &next) : dxaws_error_out_of_memory();
    }
    aws_zone_cursor_clear(&next);
    json_decref(zones);
    return error;
}

/* Each round asks for every apex at once, as long as they are few: else a page probably holds the
 * next ones, too. */
static dxaws_error *run_round(dxaws_session *session, dxaws_context *context, struct search *search,
                              bool *more)
{
    size_t *lookups = calloc(search->count + 1, sizeof *lookups);
    dxaws_aws_request **requests = calloc(search->count + 1, sizeof *requests);
    size_t count = lookups && requests ? first_of_each_apex(search, lookups) : 0;
    dxaws_error *error = lookups && requests ? NULL : dxaws_error_out_of_memory();
    count = count > FEW ? 1 : count;
    for (size_t i = 0; i < count; i++) {
        requests[i] = new_request(&search->suffixes[lookups[i]]);
    }
    if (count > 0) {
        error = dxaws_aws_call_batch(session, context, requests, count);
    }
    for (size_t i = 0; i < count; i++) {
        error = error ? error : dxaws_aws_request_take_error(requests[i]);
        error = error ? error : read_page(search, lookups[i], requests[i]);
        dxaws_aws_request_free(requests[i]);
    }
    free(lookups);
    free(requests);
    *more = count > 0;
    return error;
}

/* What was read before need not be asked for. */
static void strike_out_known(struct search *search)
{
    for (size_t i = 0; i < search->count; i++) {
        struct suffix *suffix = &search->suffixes[i];
        suffix->seen = dns_spans_hold(&search->kept->spans, suffix->key);
    }
}

/* Copies, since other threads take what is kept: of what was read now, and of what was before those
 * that are asked for, or all of it when there is none: a message then says what was looked at. */
static bool take_zones(const struct search *search, size_t known, json_t *zones)
{
    bool whole = true;
    for (int all = 0; all < 2 && json_array_size(zones) == 0; all++) {
        size_t index;
        json_t *zone;
        json_array_foreach(search->kept->zones, index, zone) {
            const json_t *asked = json_object_get(search->names, dx_text(zone, "name"));
            if (all || index >= known || asked != NULL) {
                dx_append(&whole, zones, dxaws_tree_copy(zone));
            }
        }
    }
    return whole;
}

static dxaws_error *search_for(struct search *search, dxaws_session *session,
                               dxaws_context *context, json_t *zones)
{
    size_t known = json_array_size(search->kept->zones);
    dxaws_error *error = NULL;
    bool more = true;
    strike_out_known(search);
    while (error == NULL && more) {
        error = run_round(session, context, search, &more);
    }
    return error || take_zones(search, known, zones) ? error : dxaws_error_out_of_memory();
}

dxaws_error *aws_find_zones(void *self, dxaws_context *context, const char *asked,
                            const json_t *names, json_t *zones)
{
    struct search search = {.names = json_object()};
    dxaws_cache_entry *entry = NULL;
    dxaws_error *error =
        search.names && gather_suffixes(&search, asked, names) && sort_suffixes(&search)
            ? zones_read_enter(self, context, &entry)
            : dxaws_error_out_of_memory();
    if (error == NULL) {
        search.kept = dxaws_cache_value(entry);
        error = search_for(&search, self, context, zones);
    }
    dxaws_cache_end(entry, error == NULL);
    for (size_t i = 0; i < search.count; i++) {
        free(search.suffixes[i].key);
        free(search.suffixes[i].resume);
    }
    free(search.suffixes);
    json_decref(search.names);
    return error;
}
