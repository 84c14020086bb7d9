/* SPDX-License-Identifier: MIT */
/*
 * ListResourceRecordSets is a cursor: it lists a zone from a name on. A few names of a zone are
 * asked for at once, each by itself. Of more of them each page answers all names that lie within
 * it, and the next one begins at the first name that none has answered: as many requests as there
 * are pages with wanted names, one zone's after the other, as Route53 takes five a second of an
 * account anyway.
 */
#include "aws-ranges.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws-shapes.h"
#include "order.h"

#define OPERATION "ListResourceRecordSets"
/* Enough for all types at a name, and the most that the service gives. */
#define SHORT_PAGE "20"
#define LONG_PAGE "300"
enum { FEW = 3 };

struct wanted {
    const char *name;
    uint16_t *key;
    size_t page; /* the one that has answered it, from 1; 0: none yet */
};

/* A zone of which names are wanted. */
struct walk {
    const char *zone_id;
    struct wanted *wanted; /* in the order of the list */
    size_t count;
    json_t *places; /* where in that order a name is */
    size_t pages;   /* that were read */
    json_t *records;
};

/* One request after the other, while there is something to ask. */
struct ask {
    struct walk *walk;
    size_t index;                    /* of the name it begins at */
    struct aws_record_cursor cursor; /* where that name alone fills more than a page */
    dxaws_aws_request *request;      /* NULL when there is nothing more */
};

static dxaws_aws_request *new_request(const struct ask *ask)
{
    char path[128];
    const struct walk *walk = ask->walk;
    const struct aws_record_cursor *from = &ask->cursor;
    snprintf(path, sizeof path, "/2013-04-01/hostedzone/%s/rrset", walk->zone_id);
    dxaws_aws_request *request = dxaws_aws_request_new("route53", OPERATION, "GET", path);
    dxaws_aws_request_set_resource(request, walk->zone_id);
    dxaws_aws_request_add_query(request, "name",
                                from->name ? from->name : walk->wanted[ask->index].name);
    if (from->name != NULL) {
        dxaws_aws_request_add_query(request, "type", from->type);
    }
    if (from->identifier != NULL) {
        dxaws_aws_request_add_query(request, "identifier", from->identifier);
    }
    dxaws_aws_request_add_query(request, "maxitems", walk->count > FEW ? LONG_PAGE : SHORT_PAGE);
    return request;
}

/* Notes which names a page has answered: those that surely lie within it. @a next is where the list
 * goes on, NULL at its end. */
static void note_answered(const struct ask *ask, const uint16_t *next)
{
    const struct walk *walk = ask->walk;
    struct wanted *first = &walk->wanted[ask->index];
    if (next == NULL || dns_order_compare(next, first->key) != 0) {
        first->page = walk->pages;
    }
    for (size_t i = ask->index + 1; walk->count > FEW && i < walk->count; i++) {
        struct wanted *wanted = &walk->wanted[i];
        if (next != NULL &&
            (dns_order_is_before(next, wanted->key) || dns_order_compare(next, wanted->key) == 0)) {
            return;
        }
        if (wanted->page == 0 && dns_order_is_before(first->key, wanted->key) &&
            (next == NULL || dns_order_is_before(wanted->key, next))) {
            wanted->page = walk->pages;
        }
    }
}

/* Takes the record sets of the names that the page has answered, or goes on with. */
static dxaws_error *take_records(const struct ask *ask, const json_t *page)
{
    const struct walk *walk = ask->walk;
    const char *given = "";
    bool taken = false;
    size_t index;
    json_t *record;
    json_array_foreach((json_t *)(uintptr_t)page, index, record) {
        if (strcmp(given, dx_text(record, DNS_NAME)) != 0) {
            const char *why = NULL;
            given = dx_text(record, DNS_NAME);
            char *name = dxaws_dns_name_canonical(given, &why);
            const json_t *place = name ? dns_asked_for(walk->places, name) : NULL;
            size_t at = (size_t)json_integer_value(place);
            taken = place != NULL && (at == ask->index || walk->wanted[at].page == walk->pages);
            free(name);
            if (name == NULL && why == NULL) {
                return dxaws_error_out_of_memory();
            }
        }
        if (taken && (json_object_set_new(record, DNS_ZONE_ID, json_string(walk->zone_id)) != 0 ||
                      json_array_append(walk->records, record) != 0)) {
            return dxaws_error_out_of_memory();
        }
    }
    return NULL;
}

static bool is_same(const char *left, const char *right)
{
    return left == NULL || right == NULL ? left == right : strcmp(left, right) == 0;
}

/* The list has to go on after where it was asked from. */
static dxaws_error *check_next(const struct ask *ask, const struct aws_record_cursor *next,
                               const uint16_t *key)
{
    bool repeats = ask->cursor.name != NULL && is_same(next->name, ask->cursor.name) &&
                   is_same(next->type, ask->cursor.type) &&
                   is_same(next->identifier, ask->cursor.identifier);
    return repeats || dns_order_is_before(key, ask->walk->wanted[ask->index].key)
               ? dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                 "route53 " OPERATION ": a page of zone %s that begins at %s says "
                                 "that the list goes on at %s: it would never end",
                                 ask->walk->zone_id, ask->walk->wanted[ask->index].name, next->name)
               : NULL;
}

/* What a page says, and where the ask goes on. */
static dxaws_error *read_page(struct ask *ask)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(ask->request, &size);
    struct aws_record_cursor next = {0};
    const char *why = NULL;
    json_t *records = json_array();
    dxaws_error *error = aws_read_records(body, size, records, &next);
    char *name = next.name ? dxaws_dns_name_canonical(next.name, &why) : NULL;
    uint16_t *key = name ? dns_order_key(name) : NULL;
    if (error == NULL && next.name != NULL && key == NULL) {
        error = why ? dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                      "route53 " OPERATION ": the list goes on at \"%s\": %s",
                                      next.name, why)
                    : dxaws_error_out_of_memory();
    }
    if (error == NULL && key != NULL) {
        error = check_next(ask, &next, key);
    }
    if (error == NULL) {
        ask->walk->pages++;
        note_answered(ask, key);
        error = take_records(ask, records);
    }
    json_decref(records);
    aws_record_cursor_clear(&ask->cursor);
    if (error == NULL && key != NULL && ask->walk->wanted[ask->index].page == 0) {
        ask->cursor = next; /* the name goes on */
        next = (struct aws_record_cursor){0};
    }
    aws_record_cursor_clear(&next);
    free(name);
    free(key);
    return error;
}

/* The request that follows; none when all is answered. */
static void go_on(struct ask *ask)
{
    const struct walk *walk = ask->walk;
    dxaws_aws_request_free(ask->request);
    ask->request = NULL;
    while (walk->count > FEW && ask->index < walk->count && walk->wanted[ask->index].page != 0) {
        ask->index++;
    }
    if (ask->index < walk->count && walk->wanted[ask->index].page == 0) {
        ask->request = new_request(ask);
    }
}

static dxaws_error *run_round(dxaws_session *session, dxaws_context *context, struct ask *asks,
                              size_t count, dxaws_aws_request *zone_request, bool *more)
{
    dxaws_aws_request **requests = calloc(count + 1, sizeof(dxaws_aws_request *));
    size_t sent = 0;
    *more = false;
    if (requests == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (zone_request != NULL) {
        requests[sent++] = zone_request;
    }
    for (size_t i = 0; i < count; i++) {
        if (asks[i].request != NULL) {
            requests[sent++] = asks[i].request;
        }
    }
    dxaws_error *error = sent > 0 ? dxaws_aws_call_batch(session, context, requests, sent) : NULL;
    bool wanted = dxaws_aws_request_error(zone_request) == NULL;
    for (size_t i = 0; error == NULL && wanted && i < count; i++) {
        if (asks[i].request != NULL) {
            error = dxaws_aws_request_take_error(asks[i].request);
            error = error ? error : read_page(&asks[i]);
            go_on(&asks[i]);
            *more = *more || asks[i].request != NULL;
        }
    }
    free(requests);
    return error;
}

static int compare_wanted(const void *left, const void *right)
{
    const struct wanted *l = left;
    const struct wanted *r = right;
    return dns_order_compare(l->key, r->key);
}

/* Sorts the names, and notes where each one is. */
static bool sort_walk(struct walk *walk)
{
    bool whole = true;
    walk->places = json_object();
    qsort(walk->wanted, walk->count, sizeof *walk->wanted, compare_wanted);
    for (size_t i = 0; i < walk->count; i++) {
        dx_put(&whole, walk->places, walk->wanted[i].name, json_integer((json_int_t)i));
    }
    return whole;
}

static int compare_places(const void *left, const void *right)
{
    return strcmp(((const struct dns_place *)left)->zone_id,
                  ((const struct dns_place *)right)->zone_id);
}

/* The walks, from places in the order of their zones; *count of them. */
static bool gather(const struct dns_place *places, size_t place_count, struct wanted *wanted,
                   struct walk *walks, size_t *count, json_t *records)
{
    bool whole = true;
    for (size_t i = 0; i < place_count; i++) {
        if (i == 0 || strcmp(places[i - 1].zone_id, places[i].zone_id) != 0) {
            walks[(*count)++] = (struct walk){
                .zone_id = places[i].zone_id, .wanted = &wanted[i], .records = records};
        }
        wanted[i] = (struct wanted){.name = places[i].name, .key = dns_order_key(places[i].name)};
        whole = whole && wanted[i].key != NULL;
        walks[*count - 1].count++;
    }
    for (size_t i = 0; whole && i < *count; i++) {
        whole = sort_walk(&walks[i]);
    }
    return whole;
}

/* Of a few names one ask each, of more one for all. */
static size_t open_asks(struct walk *walks, size_t count, struct ask *asks)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < (walks[i].count > FEW ? 1 : walks[i].count); j++) {
            asks[made] = (struct ask){.walk = &walks[i], .index = j};
            asks[made].request = new_request(&asks[made]);
            made++;
        }
    }
    return made;
}

static dxaws_error *read_walks(dxaws_session *session, dxaws_context *context, struct walk *walks,
                               size_t walk_count, dxaws_aws_request *zone_request)
{
    struct ask *asks = calloc(walk_count * FEW + 1, sizeof *asks);
    if (asks == NULL) {
        return dxaws_error_out_of_memory();
    }
    size_t count = open_asks(walks, walk_count, asks);
    bool more = true;
    dxaws_error *error = NULL;
    while (error == NULL && more) {
        error = run_round(session, context, asks, count, zone_request, &more);
        zone_request = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        dxaws_aws_request_free(asks[i].request);
        aws_record_cursor_clear(&asks[i].cursor);
    }
    free(asks);
    return error;
}

dxaws_error *aws_read_ranges(dxaws_session *session, dxaws_context *context,
                             const struct dns_place *places, size_t count,
                             dxaws_aws_request *zone_request, json_t *records)
{
    struct dns_place *sorted = calloc(count + 1, sizeof *sorted);
    struct wanted *wanted = calloc(count + 1, sizeof *wanted);
    struct walk *walks = calloc(count + 1, sizeof *walks);
    size_t walk_count = 0;
    dxaws_error *error = sorted && wanted && walks ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        memcpy(sorted, places, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_places);
        error = gather(sorted, count, wanted, walks, &walk_count, records)
                    ? read_walks(session, context, walks, walk_count, zone_request)
                    : dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < walk_count; i++) {
        json_decref(walks[i].places);
    }
    for (size_t i = 0; wanted != NULL && i < count; i++) {
        free(wanted[i].key);
    }
    free(sorted);
    free(wanted);
    free(walks);
    return error;
}
