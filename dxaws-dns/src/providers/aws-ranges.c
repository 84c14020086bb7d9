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

#include "order.h"
#include "walk.h"

#define OPERATION "ListResourceRecordSets"
/* Enough for all types at a name, and the most that the service gives. */
#define SHORT_PAGE "20"
#define LONG_PAGE "300"
/* One request after the other, while there is something to ask. */
struct ask {
    struct walk *walk;
    size_t index;                    /* of the name it begins at */
    struct aws_record_cursor cursor; /* where that name alone fills more than a page */
    dxaws_aws_request *request;      /* NULL when there is nothing more */
};

static bool is_answered(const struct ask *ask)
{
    return ask->walk->wanted[ask->index].answered;
}

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
        const struct page page = {.first = ask->index,
                                  .goes_on = ask->cursor.name != NULL,
                                  .next = key,
                                  .records = records};
        error = walk_keep(ask->walk, &page) ? NULL : dxaws_error_out_of_memory();
    }
    json_decref(records);
    aws_record_cursor_clear(&ask->cursor);
    if (error == NULL && key != NULL && !is_answered(ask)) {
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
    while (walk->count > FEW && ask->index + 1 < walk->count && is_answered(ask)) {
        ask->index++;
    }
    if (!is_answered(ask)) {
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
        if (asks[i].request != NULL && is_answered(&asks[i])) {
            go_on(&asks[i]); /* by a neighbour's page */
        }
        if (asks[i].request != NULL) {
            requests[sent++] = asks[i].request;
        }
    }
    dxaws_error *error = sent > 0 ? dxaws_aws_call_batch(session, context, requests, sent) : NULL;
    bool wanted = dxaws_aws_request_error(zone_request) == NULL;
    for (size_t i = 0; error == NULL && wanted && i < count; i++) {
        if (asks[i].request != NULL) {
            error = dxaws_aws_request_take_error(asks[i].request);
            error = error || is_answered(&asks[i]) ? error : read_page(&asks[i]);
            go_on(&asks[i]);
            *more = *more || asks[i].request != NULL;
        }
    }
    free(requests);
    return error;
}

/* Of a few names one ask each, of more one for all. */
static size_t open_asks(struct walk *walks, size_t count, struct ask *asks)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < (walks[i].count > FEW ? 1 : walks[i].count); j++) {
            asks[made] = (struct ask){.walk = &walks[i], .index = j};
            go_on(&asks[made]);
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

/* In the order of their zones, as everybody enters them. */
static dxaws_error *enter_walks(dxaws_session *session, dxaws_context *context, struct walk *walks,
                                size_t count)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < count; i++) {
        error = zone_records_enter(session, context, walks[i].zone_id, &walks[i].entry);
        if (error == NULL) {
            walk_open(&walks[i]);
        }
    }
    return error;
}

/* What was half read is not kept. */
static dxaws_error *leave_walks(struct walk *walks, size_t count, dxaws_error *error,
                                json_t *records)
{
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        whole = whole && (error != NULL || walk_collect(&walks[i], records));
    }
    for (size_t i = 0; i < count; i++) {
        dxaws_cache_end(walks[i].entry, whole && error == NULL && walk_is_kept(&walks[i]));
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

dxaws_error *aws_read_ranges(dxaws_session *session, dxaws_context *context,
                             const struct dns_place *places, size_t count,
                             dxaws_aws_request *zone_request, json_t *records)
{
    struct walk *walks = NULL;
    size_t walk_count = 0;
    if (!walks_new(places, count, &walks, &walk_count)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = enter_walks(session, context, walks, walk_count);
    if (error == NULL) {
        error = read_walks(session, context, walks, walk_count, zone_request);
    }
    error = leave_walks(walks, walk_count, error, records);
    walks_free(walks, walk_count);
    return error;
}
