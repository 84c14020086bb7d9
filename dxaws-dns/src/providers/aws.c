/* SPDX-License-Identifier: MIT */
/* Route53 through signed requests. Independent reads go in one batch. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../errors.h"
#include "../names.h"
#include "../zones.h"
#include "aws-shapes.h"
#include "aws-zones.h"

#define VERSION "/2013-04-01"
/* Enough for all types at a name; what follows a name is of no interest. */
#define PAGE "20"
enum { PATH_SIZE = 128 };

static dxaws_aws_request *new_request(const char *operation, const char *method, const char *format,
                                      const char *id)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, format, id);
    dxaws_aws_request *request = dxaws_aws_request_new("route53", operation, method, path);
    dxaws_aws_request_set_resource(request, id);
    return request;
}

/* What stands at one name of one zone. */
struct listing {
    const char *zone_id; /* borrowed, as are the name and the current state */
    const char *name;
    dxaws_dns_current *current;
    dxaws_aws_request *request; /* of the first page, which is of one batch with others */
};

/* More pages than one are rare: a name with many routing policies. */
static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    struct aws_record_cursor from = {0};
    dxaws_aws_request *request = new_request("ListResourceRecordSets", "GET",
                                             VERSION "/hostedzone/%s/rrset", listing->zone_id);
    if (token != NULL && !aws_record_cursor_read(&from, token)) {
        dxaws_aws_request_free(request);
        return NULL;
    }
    dxaws_aws_request_add_query(request, "name", from.name ? from.name : listing->name);
    if (from.name != NULL) {
        dxaws_aws_request_add_query(request, "type", from.type);
    }
    if (from.identifier != NULL) {
        dxaws_aws_request_add_query(request, "identifier", from.identifier);
    }
    dxaws_aws_request_add_query(request, "maxitems", PAGE);
    aws_record_cursor_clear(&from);
    return request;
}

static dxaws_error *report(const struct listing *listing, json_t *record)
{
    if (json_object_set_new(record, DNS_ZONE_ID, json_string(listing->zone_id)) != 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_dns_current_add_record(listing->current, (const dxaws_dns_record *)record);
    return NULL;
}

/* True when a name of the service's spelling is the one of the listing. */
static bool is_at(const struct listing *listing, const char *given)
{
    const char *why;
    char *name = dns_name_canonical(given, &why);
    bool same = name != NULL && strcmp(name, listing->name) == 0;
    free(name);
    return same;
}

/* What comes after the name is of no interest. */
static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **token, bool *stop)
{
    const struct listing *listing = self;
    size_t size;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    struct aws_record_cursor next = {0};
    json_t *records = json_array();
    dxaws_error *error = aws_read_records(body, size, records, &next);
    size_t index;
    json_t *record;
    json_array_foreach(records, index, record) {
        if (error == NULL && is_at(listing, dx_text(record, DNS_NAME))) {
            error = report(listing, record);
        }
    }
    json_decref(records);
    *stop = next.name == NULL || !is_at(listing, next.name);
    if (error == NULL && !*stop) {
        *token = aws_record_cursor_write(&next);
        error = *token ? NULL : dxaws_error_out_of_memory();
    }
    aws_record_cursor_clear(&next);
    return error;
}

/* The reads of one get_current(). */
struct reads {
    dxaws_session *session;
    dxaws_context *context;
    const dxaws_dns_desired *wanted;
    dxaws_dns_current *current;
    json_t *candidates;
    struct listing *listings;
    size_t count;
};

static void reads_clear(struct reads *reads)
{
    for (size_t i = 0; i < reads->count; i++) {
        dxaws_aws_request_free(reads->listings[i].request);
    }
    free(reads->listings);
    json_decref(reads->candidates);
}

static dxaws_error *add_listings(struct reads *reads, const char *zone_id)
{
    size_t names = dx_state_count(&reads->wanted->state, DNS_NAMES);
    reads->listings = calloc(names + 1, sizeof *reads->listings);
    if (reads->listings == NULL) {
        return dxaws_error_out_of_memory();
    }
    const json_t *zones = dx_state_get(&reads->current->state, DNS_ZONES);
    for (size_t i = 0; i < names; i++) {
        const char *name = dx_state_text_at(&reads->wanted->state, DNS_NAMES, i);
        const char *id = zone_id ? zone_id : dx_text(dns_zone_of(zones, name), "id");
        if (id != NULL) {
            struct listing *listing = &reads->listings[reads->count++];
            *listing = (struct listing){.zone_id = id, .name = name, .current = reads->current};
            listing->request = request_page(listing, NULL);
        }
    }
    return NULL;
}

/* Sends all listings at once, together with one more request when there is one. */
static dxaws_error *send_listings(struct reads *reads, dxaws_aws_request *other)
{
    dxaws_aws_request **requests = calloc(reads->count + 1, sizeof(dxaws_aws_request *));
    if (requests == NULL) {
        return dxaws_error_out_of_memory();
    }
    size_t count = 0;
    if (other != NULL) {
        requests[count++] = other;
    }
    for (size_t i = 0; i < reads->count; i++) {
        requests[count++] = reads->listings[i].request;
    }
    dxaws_error *error =
        count > 0 ? dxaws_aws_call_batch(reads->session, reads->context, requests, count) : NULL;
    free(requests);
    return error;
}

static dxaws_error *read_listings(struct reads *reads)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && i < reads->count; i++) {
        error = dxaws_aws_pages_from(reads->session, reads->context, &ops, &reads->listings[i],
                                     reads->listings[i].request);
    }
    return error;
}

static dxaws_error *read_by_name(struct reads *reads)
{
    dxaws_error *error =
        aws_find_zones(reads->session, reads->context, reads->wanted, reads->candidates);
    if (error == NULL) {
        error = dns_zones_select(reads->wanted, reads->candidates, reads->current);
    }
    if (error == NULL) {
        error = add_listings(reads, NULL);
    }
    if (error == NULL) {
        error = send_listings(reads, NULL);
    }
    return error ? error : read_listings(reads);
}

/* The answer of GetHostedZone; a zone that does not exist is no candidate. */
static dxaws_error *read_zone(struct reads *reads, dxaws_aws_request *request)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    dxaws_error *error = dxaws_aws_request_take_error(request);
    if (error == NULL) {
        return aws_read_zone(body, size, reads->candidates);
    }
    const char *code = dxaws_error_aws_code(error);
    if (code != NULL && strcmp(code, "NoSuchHostedZone") == 0) {
        dxaws_error_free(error);
        return NULL;
    }
    return error;
}

/* With the zone's id at hand everything is read in one round. */
static dxaws_error *read_by_id(struct reads *reads, const char *zone_id)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request("GetHostedZone", "GET", VERSION "/hostedzone/%s", zone_id);
    dxaws_error *error = add_listings(reads, zone_id);
    if (error == NULL) {
        error = send_listings(reads, request);
    }
    if (error == NULL) {
        error = read_zone(reads, request);
    }
    if (error == NULL) {
        error = dns_zones_select(reads->wanted, reads->candidates, reads->current);
    }
    bool found = error == NULL && dxaws_dns_current_zone_count(reads->current) > 0;
    return found ? read_listings(reads) : error;
}

static dxaws_error *get_current(void *self, dxaws_context *context, const dxaws_dns_desired *wanted,
                                dxaws_dns_current *current)
{
    struct reads reads = {.session = self,
                          .context = context,
                          .wanted = wanted,
                          .current = current,
                          .candidates = json_array()};
    const char *asked = dxaws_dns_desired_zone(wanted);
    dxaws_dns_current_clear_records(current);
    dxaws_dns_current_clear_zones(current);
    dxaws_error *error = NULL;
    if (reads.candidates == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (dx_state_count(&wanted->state, DNS_NAMES) > 0) {
        error = asked != NULL && dns_is_zone_id(asked) ? read_by_id(&reads, asked)
                                                       : read_by_name(&reads);
    }
    reads_clear(&reads);
    return error;
}

static dxaws_error *note_change(const char *operation, const dxaws_aws_request *request,
                                dxaws_dns_current *observed)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    char *id = NULL;
    char *status = NULL;
    dxaws_error *error = aws_read_change(operation, body, size, &id, &status);
    if (error == NULL) {
        dxaws_dns_current_set_change(observed, id, dxaws_dns_status_from_name(status));
    }
    free(id);
    free(status);
    return error;
}

static dxaws_error *change_batch(dxaws_session *session, dxaws_context *context,
                                 const json_t *batch, dxaws_dns_current *observed)
{
    static const char operation[] = "ChangeResourceRecordSets";
    const char *zone_id = dx_text(batch, DNS_ZONE_ID);
    char *body = aws_change_request(json_object_get(batch, DNS_CHANGES));
    if (body == NULL) {
        return dxaws_error_out_of_memory();
    }
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request(operation, "POST", VERSION "/hostedzone/%s/rrset/", zone_id);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/xml");
    free(body);
    dxaws_error *error = dxaws_aws_call(session, context, request);
    return error ? dns_change_error(error, dx_text(batch, "zone_name"))
                 : note_change(operation, request, observed);
}

/* One after the other: Route53 refuses changes to a zone while another one is being made. */
static dxaws_error *change_records(void *self, dxaws_context *context, const dxaws_action *action,
                                   dxaws_dns_current *observed)
{
    json_t *payload = dx_action_payload(action);
    const json_t *batches = json_object_get(payload, DNS_BATCHES);
    dxaws_error *error = payload ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < json_array_size(batches); i++) {
        error = change_batch(self, context, json_array_get(batches, i), observed);
    }
    json_decref(payload);
    return error;
}

/* The answer of one GetChange. Old changes are forgotten: they were known everywhere long ago. */
static dxaws_error *read_status(dxaws_aws_request *request, const char *id,
                                dxaws_dns_current *observed)
{
    dxaws_error *error = dxaws_aws_request_take_error(request);
    const char *code = error ? dxaws_error_aws_code(error) : NULL;
    if (error == NULL) {
        return note_change("GetChange", request, observed);
    }
    if (code != NULL && strcmp(code, "NoSuchChange") == 0) {
        dxaws_dns_current_set_change(observed, id, DXAWS_DNS_STATUS_INSYNC);
        dxaws_error_free(error);
        return NULL;
    }
    return error;
}

static dxaws_error *wait_insync(void *self, dxaws_context *context, const dxaws_action *action,
                                dxaws_dns_current *observed)
{
    (void)action;
    size_t changes = dxaws_dns_current_change_count(observed);
    dxaws_aws_request **requests = calloc(changes + 1, sizeof(dxaws_aws_request *));
    const char **ids = calloc(changes + 1, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; requests != NULL && ids != NULL && i < changes; i++) {
        const dxaws_dns_change *change = dxaws_dns_current_change_at(observed, i);
        if (dxaws_dns_change_status(change) != DXAWS_DNS_STATUS_INSYNC) {
            ids[count] = dxaws_dns_change_id(change);
            requests[count] = new_request("GetChange", "GET", VERSION "/change/%s", ids[count]);
            count++;
        }
    }
    dxaws_error *error = requests == NULL || ids == NULL ? dxaws_error_out_of_memory()
                         : count > 0 ? dxaws_aws_call_batch(self, context, requests, count)
                                     : NULL;
    for (size_t i = 0; error == NULL && i < count; i++) {
        error = read_status(requests[i], ids[i], observed);
    }
    for (size_t i = 0; i < count; i++) {
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    free(ids);
    return error;
}

static void release(void *self)
{
    dxaws_session_unref(self);
}

dxaws_error *dxaws_dns_provider_new_aws(dxaws_session *session, dxaws_dns_provider **provider)
{
    if (session == NULL) {
        return dx_provider_needs("dns", "aws", "a session");
    }
    static const dxaws_dns_provider_ops ops = {
        .size = sizeof ops,
        .name = "aws",
        .destroy = release,
        .get_current = get_current,
        .change_records = change_records,
        .wait_insync = wait_insync,
    };
    dxaws_error *error = dxaws_dns_provider_new(&ops, dxaws_session_ref(session), provider);
    if (error != NULL) {
        dxaws_session_unref(session);
    }
    return error;
}
