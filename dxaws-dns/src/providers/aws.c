/* SPDX-License-Identifier: MIT */
/* Route53's calls through signed requests. Independent reads go in one batch. */
#include "service.h"

#include <dxaws/extend/dns.h>
#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aws-ranges.h"
#include "aws-shapes.h"
#include "aws-zones.h"
#include "zone-records.h"
#include "zones-read.h"

#define VERSION "/2013-04-01"
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

static dxaws_error *list(void *self, dxaws_context *context, const char *asked,
                         const struct dns_place *places, size_t count, json_t *zones,
                         json_t *records)
{
    if (asked == NULL) {
        dxaws_error *error = aws_read_ranges(self, context, places, count, NULL, records);
        if (dxaws_error_is_refusal(error, "NoSuchHostedZone")) {
            zones_read_forget(self, context);
        }
        return error;
    }
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request("GetHostedZone", "GET", VERSION "/hostedzone/%s", asked);
    dxaws_error *error = aws_read_ranges(self, context, places, count, request, records);
    return error ? error : read_zone(request, zones);
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

static void forget(dxaws_session *session, dxaws_context *context, const char *zone_id,
                   const dxaws_error *error)
{
    zone_records_forget(session, context, zone_id);
    if (dxaws_error_is_refusal(error, "NoSuchHostedZone")) {
        zones_read_forget(session, context);
    }
}

static dxaws_error *change(void *self, dxaws_context *context, const json_t *batch, json_t **made)
{
    static const char operation[] = "ChangeResourceRecordSets";
    char *body = aws_change_request(batch);
    if (body == NULL) {
        return dxaws_error_out_of_memory();
    }
    DXAWS_AUTO(dxaws_aws_request)
    request = new_request(operation, "POST", VERSION "/hostedzone/%s/rrset/",
                          dx_text(batch, DNS_ZONE_ID));
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/xml");
    free(body);
    dxaws_error *error = dxaws_aws_call(self, context, request);
    /* whatever became of it: what was read of the zone is of before */
    forget(self, context, dx_text(batch, DNS_ZONE_ID), error);
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
