/* SPDX-License-Identifier: MIT */
/*
 * Finding hosted zones. ListHostedZonesByName is a cursor, not a search: it lists all zones from
 * a name on, by label from the right. Placed at "example.com." it shows that zone and those
 * below it at once, so one request usually serves all names below an apex. With more zones than
 * fit a page the cursor jumps to the next suffix that has not been seen, not to the next page.
 */
#include "aws-zones.h"

#include <stdlib.h>
#include <string.h>

#include "aws-shapes.h"
#include "labels.h"

#define OPERATION "ListHostedZonesByName"
/* A suffix to be looked up, and where to resume in a page that was full of it. */
#define SUFFIX_NAME "name"
#define SUFFIX_ID "id"
enum { NAME_SIZE = 4 * 255 + 2 };

/* Route53 has no public zones of one label, so each name's apex is its last two labels. */
static const char *apex_of(const char *name)
{
    while (dns_name_label_count(name) > 2) {
        name = dns_name_parent(name);
    }
    return name;
}

static bool add_suffix(json_t *suffixes, const char *name)
{
    size_t index;
    json_t *suffix;
    json_array_foreach(suffixes, index, suffix) {
        int order = dns_name_compare(dx_text(suffix, SUFFIX_NAME), name);
        if (order == 0) {
            return true;
        }
        if (order > 0) {
            break;
        }
    }
    return json_array_insert_new(suffixes, index, json_pack("{ss}", SUFFIX_NAME, name)) == 0;
}

/* All names that a zone could have, sorted as the service lists them. NULL without memory. */
static json_t *suffixes_of(const char *asked, const json_t *names)
{
    json_t *suffixes = json_array();
    bool stored = suffixes != NULL && (asked == NULL || add_suffix(suffixes, asked));
    for (size_t i = 0; asked == NULL && i < json_array_size(names); i++) {
        const char *whole = json_string_value(json_array_get(names, i));
        for (const char *name = whole; stored && name != NULL; name = dns_name_parent(name)) {
            if (name[0] != '*' && (name == whole || dns_name_parent(name) != NULL)) {
                stored = add_suffix(suffixes, name);
            }
        }
    }
    if (!stored) {
        json_decref(suffixes);
        return NULL;
    }
    return suffixes;
}

/* One request of a round. */
struct lookup {
    json_t *suffix; /* borrowed from the suffixes */
    dxaws_aws_request *request;
};

static bool is_served(const struct lookup *lookups, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(apex_of(dx_text(lookups[i].suffix, SUFFIX_NAME)), apex_of(name)) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_aws_request *new_request(const json_t *suffix)
{
    dxaws_aws_request *request =
        dxaws_aws_request_new("route53", OPERATION, "GET", "/2013-04-01/hostedzonesbyname");
    dxaws_aws_request_add_query(request, "dnsname", dx_text(suffix, SUFFIX_NAME));
    if (dx_text(suffix, SUFFIX_ID) != NULL) {
        dxaws_aws_request_add_query(request, "hostedzoneid", dx_text(suffix, SUFFIX_ID));
    }
    dxaws_aws_request_set_resource(request, dx_text(suffix, SUFFIX_NAME));
    return request;
}

/* For each apex the first suffix that was not seen yet. */
static size_t first_of_each_apex(const json_t *suffixes, struct lookup *lookups)
{
    size_t count = 0;
    size_t index;
    json_t *suffix;
    json_array_foreach((json_t *)(uintptr_t)suffixes, index, suffix) {
        if (!is_served(lookups, count, dx_text(suffix, SUFFIX_NAME))) {
            lookups[count].suffix = suffix;
            lookups[count++].request = new_request(suffix);
        }
    }
    return count;
}

/* The labels from the right, joined by dots. */
static void reverse_labels(const char *name, char *out)
{
    const char *end = name + strlen(name);
    while (end > name) {
        const char *dot = end - 1; /* the one that ends the label */
        const char *start = dot;
        while (start > name && start[-1] != '.') {
            start--;
        }
        memcpy(out, start, (size_t)(end - start));
        out += end - start;
        end = start;
    }
    *out = '\0';
}

/* The service's documentation leaves open whether it sorts label by label, or the reversed names
 * as texts; they differ in where "-" stands. Only what both say is relied on. */
static bool is_before(const char *left, const char *right)
{
    char left_text[NAME_SIZE];
    char right_text[NAME_SIZE];
    if (strlen(left) >= NAME_SIZE || strlen(right) >= NAME_SIZE) {
        return false;
    }
    reverse_labels(left, left_text);
    reverse_labels(right, right_text);
    return dns_name_compare(left, right) < 0 && strcmp(left_text, right_text) < 0;
}

/* What a page that began at start has shown, or shown to be missing. Zones of one name stand
 * together, so start itself is done with as soon as the list goes on with another name. */
static bool is_seen(const char *name, const char *start, const struct aws_zone_cursor *next)
{
    if (strcmp(name, start) == 0) {
        return next->name == NULL || strcmp(next->name, start) != 0;
    }
    return is_before(start, name) && (next->name == NULL || is_before(name, next->name));
}

static dxaws_error *strike_out(json_t *suffixes, json_t *suffix, const struct aws_zone_cursor *next)
{
    json_incref(suffix);
    const char *start = dx_text(suffix, SUFFIX_NAME);
    const char *resumed = dx_text(suffix, SUFFIX_ID);
    dxaws_error *error = NULL;
    for (size_t i = json_array_size(suffixes); i-- > 0;) {
        if (is_seen(dx_text(json_array_get(suffixes, i), SUFFIX_NAME), start, next)) {
            json_array_remove(suffixes, i);
        }
    }
    if (next->name != NULL && strcmp(next->name, start) == 0) {
        /* A whole page of zones with this very name. */
        if (resumed != NULL && strcmp(resumed, next->id) == 0) {
            error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                    "route53 " OPERATION ": the same page came twice");
        } else if (json_object_set_new(suffix, SUFFIX_ID, json_string(next->id)) != 0) {
            error = dxaws_error_out_of_memory();
        }
    } else if (next->name != NULL && is_before(next->name, start)) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "dns", DXAWS_DNS_ERROR_INVALID_RESPONSE,
                                "route53 " OPERATION ": the list goes on at \"%s\", before \"%s\"",
                                next->name, start);
    }
    json_decref(suffix);
    return error;
}

static bool is_candidate(const json_t *candidates, const char *id)
{
    size_t index;
    json_t *zone;
    json_array_foreach((json_t *)(uintptr_t)candidates, index, zone) {
        if (strcmp(dx_text(zone, "id"), id) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *read_page(struct lookup *lookup, json_t *suffixes, json_t *candidates)
{
    size_t size;
    const char *body = dxaws_aws_request_answer_body(lookup->request, &size);
    struct aws_zone_cursor next = {0};
    json_t *zones = json_array();
    dxaws_error *error = aws_read_zones(body, size, zones, &next);
    for (size_t i = 0; error == NULL && i < json_array_size(zones); i++) {
        json_t *zone = json_array_get(zones, i);
        if (!is_candidate(candidates, dx_text(zone, "id")) &&
            json_array_append(candidates, zone) != 0) {
            error = dxaws_error_out_of_memory();
        }
    }
    if (error == NULL) {
        error = strike_out(suffixes, lookup->suffix, &next);
    }
    aws_zone_cursor_clear(&next);
    json_decref(zones);
    return error;
}

static dxaws_error *run_round(dxaws_session *session, dxaws_context *context, json_t *suffixes,
                              json_t *candidates)
{
    size_t most = json_array_size(suffixes);
    struct lookup *lookups = calloc(most, sizeof *lookups);
    dxaws_aws_request **requests = calloc(most, sizeof *requests);
    size_t count = lookups && requests ? first_of_each_apex(suffixes, lookups) : 0;
    for (size_t i = 0; i < count; i++) {
        json_incref(lookups[i].suffix);
        requests[i] = lookups[i].request;
    }
    dxaws_error *error = count > 0 ? dxaws_aws_call_batch(session, context, requests, count)
                                   : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < count; i++) {
        error = dxaws_aws_request_take_error(requests[i]);
        if (error == NULL) {
            error = read_page(&lookups[i], suffixes, candidates);
        }
    }
    for (size_t i = 0; i < count; i++) {
        json_decref(lookups[i].suffix);
        dxaws_aws_request_free(requests[i]);
    }
    free(lookups);
    free(requests);
    return error;
}

dxaws_error *aws_find_zones(void *self, dxaws_context *context, const char *asked,
                            const json_t *names, json_t *zones)
{
    json_t *suffixes = suffixes_of(asked, names);
    dxaws_error *error = suffixes ? NULL : dxaws_error_out_of_memory();
    while (error == NULL && json_array_size(suffixes) > 0) {
        error = run_round(self, context, suffixes, zones);
    }
    json_decref(suffixes);
    return error;
}
