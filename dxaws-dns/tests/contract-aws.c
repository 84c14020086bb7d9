/* SPDX-License-Identifier: MIT */
/* The contract fixture on the aws provider and the AWS double. What happens by other means is
 * written here by hand, not by the provider's own code. */
#include "contract-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define XMLNS "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\""

static dxaws_error *post(struct aws_fixture *fixture, const char *operation, const char *path,
                         const char *body, dxaws_aws_request **answered)
{
    dxaws_aws_request *request = dxaws_aws_request_new("route53", operation, "POST", path);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/xml");
    dxaws_error *error = dxaws_aws_call(fixture->session, NULL, request);
    if (error != NULL || answered == NULL) {
        dxaws_aws_request_free(request);
        return error;
    }
    *answered = request;
    return NULL;
}

static dxaws_error *create_zone(struct aws_fixture *fixture, const char *name, bool is_private,
                                char *id, size_t size)
{
    char body[1000];
    snprintf(body, sizeof body,
             "<CreateHostedZoneRequest " XMLNS "><Name>%s</Name>%s<CallerReference>contract-%u"
             "</CallerReference><HostedZoneConfig><PrivateZone>%s</PrivateZone></HostedZoneConfig>"
             "</CreateHostedZoneRequest>",
             name,
             is_private ? "<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-0123456789abcdef0"
                          "</VPCId></VPC>"
                        : "",
             ++fixture->zones, is_private ? "true" : "false");
    dxaws_aws_request *request = NULL;
    dxaws_error *error =
        post(fixture, "CreateHostedZone", "/2013-04-01/hostedzone", body, &request);
    if (error != NULL) {
        return error;
    }
    const char *found = strstr(dxaws_aws_request_answer_body(request, NULL), "/hostedzone/");
    if (found == NULL) {
        error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "contract", "Failed", "no zone was made");
    } else if (id != NULL) {
        found += strlen("/hostedzone/");
        snprintf(id, size, "%.*s", (int)strcspn(found, "<"), found);
    }
    dxaws_aws_request_free(request);
    return error;
}

dxaws_error *aws_lose_answers(void *self, int lag_s)
{
    static const char *const calls[] = {"POST [^ ]*rrset"};
    return dx_double_lose_answers(((struct aws_fixture *)self)->session, calls, 1, lag_s);
}

dxaws_error *aws_open(void *self, dxaws_dns_provider **provider, char *zone, size_t size)
{
    struct aws_fixture *fixture = self;
    snprintf(zone, size, "contract-%u.example.com", ++fixture->opened);
    dxaws_error *error = dx_double_calm(fixture->session);
    error = error ? error
                  : create_zone(fixture, zone, false, fixture->zone_id, sizeof fixture->zone_id);
    return error ? error : dxaws_dns_provider_new_aws(fixture->session, provider);
}

dxaws_error *aws_add_zone(void *self, const char *name, bool is_private)
{
    return create_zone(self, name, is_private, NULL, 0);
}

dxaws_error *aws_put_record(void *self, const char *json)
{
    struct aws_fixture *fixture = self;
    json_t *record = json_loads(json, 0, NULL);
    const char *identifier = json_string_value(json_object_get(record, "routing_identifier"));
    char path[200];
    char routing[200] = "";
    char body[2000];
    if (identifier != NULL) {
        snprintf(routing, sizeof routing, "<SetIdentifier>%s</SetIdentifier><Weight>1</Weight>",
                 identifier);
    }
    snprintf(path, sizeof path, "/2013-04-01/hostedzone/%s/rrset/", fixture->zone_id);
    snprintf(body, sizeof body,
             "<ChangeResourceRecordSetsRequest " XMLNS "><ChangeBatch><Changes><Change><Action>"
             "UPSERT</Action><ResourceRecordSet><Name>%s</Name><Type>%s</Type>%s<TTL>%d</TTL>"
             "<ResourceRecords><ResourceRecord><Value>%s</Value></ResourceRecord>"
             "</ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch>"
             "</ChangeResourceRecordSetsRequest>",
             json_string_value(json_object_get(record, "name")),
             json_string_value(json_object_get(record, "type")), routing,
             (int)json_integer_value(json_object_get(record, "ttl_s")),
             json_string_value(json_array_get(json_object_get(record, "values"), 0)));
    json_decref(record);
    return post(fixture, "ChangeResourceRecordSets", path, body, NULL);
}
