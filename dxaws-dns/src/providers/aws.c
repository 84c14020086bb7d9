/* SPDX-License-Identifier: MIT */
/* Route53's calls through signed requests. Independent reads go in one batch. */
#include "service.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    struct dns_place place;
    json_t *records;
};

/* More pages than one are rare: a name with many routing policies. */
static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    struct aws_record_cursor from = {0};
    dxaws_aws_request *request = new_request(
        "ListResourceRecordSets", "GET", VERSION "/hostedzone/%s/rrset", listing->place.zone_id);
    if (token != NULL && !aws_record_cursor_read(&from, token)) {
        dxaws_aws_request_free(request);
        return NULL;
    }
    dxaws_aws_request_add_query(request, "name", from.name ? from.name : listing->place.name);
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

/* True when a name of the service's spelling is the one of the listing. */
static bool is_at(const struct listing *listing, const char *given)
{
    const char *why;
    char *name = dxaws_dns_name_canonical(given, &why);
    bool same = name != NULL && strcmp(name, listing->place.name) == 0;
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
        if (error == NULL && is_at(listing, dx_text(record, DNS_NAME)) &&
            (json_object_set_new(record, DNS_ZONE_ID, json_string(listing->place.zone_id)) != 0 ||
             json_array_append(listing->records, record) != 0)) {
            error = dxaws_error_out_of_memory();
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

/* The answer of GetHostedZone; a zone that does not exist is not appended. */
static dxaws_error *read_zone(dxaws_aws_request *request, json_t *zones)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    dxaws_error *error = dxaws_aws_request_take_error(request);
    if (dxaws_error_is_refusal(error, "NoSuchHostedZone")) {
        dxaws_error_free(error);
        return NULL;
    }
    return error ? error : aws_read_zone(body, size, zones);
}

/* Asks for all first pages at once, together with the zone when it is @a asked for, and reads what
 * was answered. */
static dxaws_error *read_all(dxaws_session *session, dxaws_context *context,
                             dxaws_aws_request **requests, const struct dns_place *places,
                             size_t count, json_t *zones, json_t *records)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    bool asked = requests[0] != NULL;
    dxaws_error *error = dxaws_aws_call_batch(session, context, requests + !asked, count + asked);
    if (error == NULL && asked) {
        size_t before = json_array_size(zones);
        error = read_zone(requests[0], zones);
        count = json_array_size(zones) > before ? count : 0;
    }
    for (size_t i = 0; error == NULL && i < count; i++) {
        struct listing listing = {.place = places[i], .records = records};
        error = dxaws_aws_pages(session, context, &ops, &listing, requests[i + 1]);
    }
    return error;
}

static dxaws_error *list(void *self, dxaws_context *context, const char *asked,
                         const struct dns_place *places, size_t count, json_t *zones,
                         json_t *records)
{
    dxaws_aws_request **requests = calloc(count + 1, sizeof(dxaws_aws_request *));
    if (requests == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (asked != NULL) {
        requests[0] = new_request("GetHostedZone", "GET", VERSION "/hostedzone/%s", asked);
    }
    for (size_t i = 0; i < count; i++) {
        struct listing listing = {.place = places[i]};
        requests[i + 1] = request_page(&listing, NULL);
    }
    dxaws_error *error = read_all(self, context, requests, places, count, zones, records);
    for (size_t i = 0; i <= count; i++) {
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    return error;
}

static dxaws_error *read_change(const char *operation, const dxaws_aws_request *request,
                                json_t **change)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(request, &size);
    char *id = NULL;
    char *status = NULL;
    dxaws_error *error = aws_read_change(operation, body, size, &id, &status);
    if (error == NULL) {
        *change = json_pack("{ss ss}", "id", id, DNS_STATUS, status);
        error = *change ? NULL : dxaws_error_out_of_memory();
    }
    free(id);
    free(status);
    return error;
}

static dxaws_error *change(void *self, dxaws_context *context, const char *zone_id,
                           const json_t *changes, json_t **made)
{
    static const char operation[] = "ChangeResourceRecordSets";
    char *body = aws_change_request(changes);
    if (body == NULL) {
        return dxaws_error_out_of_memory();
    }
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request(operation, "POST", VERSION "/hostedzone/%s/rrset/", zone_id);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/xml");
    free(body);
    dxaws_error *error = dxaws_aws_call(self, context, request);
    return error ? error : read_change(operation, request, made);
}

static dxaws_error *look(void *self, dxaws_context *context, const char *const *ids, size_t count,
                         struct dns_answer *answers)
{
    dxaws_aws_request **requests = calloc(count, sizeof(dxaws_aws_request *));
    if (requests == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        requests[i] = new_request("GetChange", "GET", VERSION "/change/%s", ids[i]);
    }
    dxaws_error *error = dxaws_aws_call_batch(self, context, requests, count);
    for (size_t i = 0; i < count; i++) {
        if (error == NULL) {
            answers[i].error = dxaws_aws_request_take_error(requests[i]);
        }
        if (error == NULL && answers[i].error == NULL) {
            answers[i].error = read_change("GetChange", requests[i], &answers[i].found);
        }
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    return error;
}

static void destroy(void *self)
{
    dxaws_session_unref(self);
}

static const struct dns_service service = {
    .needs = "a session",
    .destroy = destroy,
    .find_zones = aws_find_zones,
    .list = list,
    .change = change,
    .look = look,
};

dxaws_error *dxaws_dns_provider_new_aws(dxaws_session *session, dxaws_dns_provider **provider)
{
    return dns_service_provider_new("aws", &service, dxaws_session_ref(session), provider);
}
