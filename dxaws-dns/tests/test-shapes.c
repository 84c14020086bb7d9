/* SPDX-License-Identifier: MIT */
/* The wire formats: what is sent byte for byte, and what is made of answers. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "providers/aws-shapes.h"

#define HEAD                                                                                       \
    "<ChangeResourceRecordSetsRequest "                                                            \
    "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><ChangeBatch><Changes>"
#define TAIL "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>"

/* Changes, and the request's body. */
static const struct {
    const char *changes;
    const char *body;
} requests[] = {
    {"[{\"after\":{\"name\":\"www.example.com.\",\"type\":\"A\",\"alias\":{\"zone_id\":"
     "\"Z2FDTNDATAQYW2\",\"dns_name\":\"d1.cloudfront.net.\",\"evaluate_target_health\":false}}}]",
     HEAD "<Change><Action>CREATE</Action><ResourceRecordSet><Name>www.example.com.</Name>"
          "<Type>A</Type><AliasTarget><HostedZoneId>Z2FDTNDATAQYW2</HostedZoneId><DNSName>"
          "d1.cloudfront.net.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth>"
          "</AliasTarget></ResourceRecordSet></Change>" TAIL},
    {"[{\"before\":{\"name\":\"a.\",\"type\":\"TXT\",\"ttl_s\":60,\"values\":[\"\\\"a & "
     "<b>\\\"\"]},"
     "\"after\":{\"name\":\"a.\",\"type\":\"TXT\",\"ttl_s\":300,\"values\":[\"\\\"1\\\"\","
     "\"\\\"2\\\"\"]}}]",
     HEAD "<Change><Action>DELETE</Action><ResourceRecordSet><Name>a.</Name><Type>TXT</Type>"
          "<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>\"a &amp; &lt;b&gt;\"</Value>"
          "</ResourceRecord></ResourceRecords></ResourceRecordSet></Change>"
          "<Change><Action>CREATE</Action><ResourceRecordSet><Name>a.</Name><Type>TXT</Type>"
          "<TTL>300</TTL><ResourceRecords><ResourceRecord><Value>\"1\"</Value></ResourceRecord>"
          "<ResourceRecord><Value>\"2\"</Value></ResourceRecord></ResourceRecords>"
          "</ResourceRecordSet></Change>" TAIL},
    /* deletions first, and as the service spelled them */
    {"[{\"after\":{\"name\":\"a.\",\"type\":\"A\",\"ttl_s\":1,\"values\":[\"192.0.2.1\"]}},"
     "{\"before\":{\"name\":\"a.\",\"type\":\"CNAME\",\"ttl_s\":2,\"values\":[\"b.\"],"
     "\"raw_values\":[\"B\"],\"zone_id\":\"Z1\"}}]",
     HEAD "<Change><Action>DELETE</Action><ResourceRecordSet><Name>a.</Name><Type>CNAME</Type>"
          "<TTL>2</TTL><ResourceRecords><ResourceRecord><Value>B</Value></ResourceRecord>"
          "</ResourceRecords></ResourceRecordSet></Change>"
          "<Change><Action>CREATE</Action><ResourceRecordSet><Name>a.</Name><Type>A</Type>"
          "<TTL>1</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>"
          "</ResourceRecords></ResourceRecordSet></Change>" TAIL},
};

/* rule 45: what is written, escaped, in the model's order, and with Route53's https namespace */
START_TEST(change_request_is_written_in_the_order_of_the_model)
{
    json_t *changes = json_loads(requests[_i].changes, 0, NULL);
    json_t *batch =
        json_pack("{ss ss sO}", "zone_id", "Z1", "zone_name", "example.com.", "changes", changes);
    char *body = aws_change_request(batch);
    json_decref(batch);
    ck_assert_str_eq(body, requests[_i].body);
    free(body);
    json_decref(changes);
}
END_TEST

#define ZONES(inner) "<ListHostedZonesByNameResponse>" inner "</ListHostedZonesByNameResponse>"
#define ZONE(id, name, is_private)                                                                 \
    "<HostedZone><Id>/hostedzone/" id "</Id><Name>" name "</Name><CallerReference>r"               \
    "</CallerReference><Config><PrivateZone>" is_private "</PrivateZone></Config></HostedZone>"
#define RECORDS(inner)                                                                             \
    "<ListResourceRecordSetsResponse "                                                             \
    "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">" inner                               \
    "</ListResourceRecordSetsResponse>"
#define LAST "<IsTruncated>false</IsTruncated><MaxItems>20</MaxItems>"

enum reader { READ_ZONES, READ_ZONE, READ_RECORDS, READ_CHANGE };

/* An answer, and what is read as JSON; NULL for a PROTOCOL error. */
static const struct {
    enum reader reader;
    const char *body;
    const char *read;
} answers[] = {
    {READ_ZONES,
     ZONES("<HostedZones>" ZONE("Z1", "Example.com.", "false")
               ZONE("Z2", "a\\052.com.", "true") "</HostedZones>" LAST),
     "[{\"id\":\"Z1\",\"name\":\"example.com.\",\"private\":false},"
     "{\"id\":\"Z2\",\"name\":\"a\\\\052.com.\",\"private\":true}]"},
    {READ_ZONES, ZONES("<HostedZones/>" LAST), "[]"},
    {READ_ZONES, ZONES(LAST), NULL},
    /* Nothing says that there is more, or only the name of what comes next does. */
    {READ_ZONES, ZONES("<HostedZones/>"), "[]"},
    {READ_ZONES, ZONES("<HostedZones/><NextDNSName>a.</NextDNSName>"), NULL},
    {READ_ZONES, "<ZoneList><HostedZones/></ZoneList>", "[]"},
    {READ_ZONES, ZONES("<HostedZones/><IsTruncated>maybe</IsTruncated>"), NULL},
    {READ_ZONES, ZONES("<HostedZones/><IsTruncated>true</IsTruncated>"), NULL},
    {READ_ZONES, ZONES("<HostedZones><HostedZone><Id>Z1</Id></HostedZone></HostedZones>" LAST),
     NULL},
    {READ_ZONES, "<ListHostedZonesByNameResponse><HostedZones>", NULL},
    {READ_ZONES, "<Other/>", NULL},
    {READ_ZONES, "", NULL},
    {READ_ZONES, "{\"HostedZones\":[]}", NULL},
    {READ_ZONE,
     "<GetHostedZoneResponse>" ZONE("Z1", "example.com.", "true") "</GetHostedZoneResponse>",
     "[{\"id\":\"Z1\",\"name\":\"example.com.\",\"private\":true}]"},
    {READ_ZONE,
     "<GetHostedZoneResponse><HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name>"
     "<LinkedService><ServicePrincipal>servicediscovery.amazonaws.com</ServicePrincipal>"
     "<Description>Cloud Map</Description></LinkedService></HostedZone></GetHostedZoneResponse>",
     "[{\"id\":\"Z1\",\"name\":\"example.com.\",\"private\":false,"
     "\"linked_service\":\"servicediscovery.amazonaws.com\"}]"},
    {READ_ZONE, "<GetHostedZoneResponse/>", NULL},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Name>\\052.example.com.</Name><Type>A</Type>"
             "<TTL>300</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value>"
             "</ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets>" LAST),
     "[{\"name\":\"\\\\052.example.com.\",\"type\":\"A\",\"ttl_s\":300,\"values\":[\"192.0.2.1\"]}"
     "]"},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type><AliasTarget>"
             "<HostedZoneId>Z2</HostedZoneId><DNSName>b.</DNSName><EvaluateTargetHealth>true"
             "</EvaluateTargetHealth></AliasTarget></ResourceRecordSet></ResourceRecordSets>" LAST),
     "[{\"name\":\"a.\",\"type\":\"A\",\"alias\":{\"zone_id\":\"Z2\",\"dns_name\":\"b.\","
     "\"evaluate_target_health\":true}}]"},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type><SetIdentifier>"
             "blue</SetIdentifier><Weight>1</Weight><TTL>1</TTL><ResourceRecords><ResourceRecord>"
             "<Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>"
             "</ResourceRecordSets>" LAST),
     "[{\"name\":\"a.\",\"type\":\"A\",\"ttl_s\":1,\"values\":[\"192.0.2.1\"],"
     "\"routing_identifier\":\"blue\"}]"},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type>"
             "</ResourceRecordSet></ResourceRecordSets>" LAST),
     NULL},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type><TTL>x</TTL>"
             "<ResourceRecords><ResourceRecord><Value>1</Value></ResourceRecord></ResourceRecords>"
             "</ResourceRecordSet></ResourceRecordSets>" LAST),
     NULL},
    {READ_RECORDS,
     RECORDS("<ResourceRecordSets><ResourceRecordSet><Type>A</Type></ResourceRecordSet>"
             "</ResourceRecordSets>" LAST),
     NULL},
    {READ_RECORDS, RECORDS(LAST), NULL},
    {READ_RECORDS, RECORDS("<ResourceRecordSets/>"), "[]"},
    {READ_RECORDS, RECORDS("<ResourceRecordSets/><NextRecordName>a.</NextRecordName>"), NULL},
    {READ_CHANGE,
     "<GetChangeResponse><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status></ChangeInfo>"
     "</GetChangeResponse>",
     "[\"C1\",\"PENDING\"]"},
    {READ_CHANGE, "<GetChangeResponse><ChangeInfo><Id>C1</Id></ChangeInfo></GetChangeResponse>",
     NULL},
    {READ_CHANGE, "<GetChangeResponse/>", NULL},
};

static dxaws_error *read_answer(enum reader reader, const char *body, json_t *read)
{
    size_t size = strlen(body);
    struct aws_zone_cursor zone_cursor = {0};
    struct aws_record_cursor record_cursor = {0};
    char *id = NULL;
    char *status = NULL;
    dxaws_error *error = NULL;
    switch (reader) {
    case READ_ZONES:
        error = aws_read_zones(body, size, read, &zone_cursor);
        break;
    case READ_ZONE:
        error = aws_read_zone(body, size, read);
        break;
    case READ_RECORDS:
        error = aws_read_records(body, size, read, &record_cursor);
        break;
    case READ_CHANGE:
        error = aws_read_change("GetChange", body, size, &id, &status);
        if (error == NULL) {
            json_array_append_new(read, json_string(id));
            json_array_append_new(read, json_string(status));
        }
        free(id);
        free(status);
        break;
    }
    ck_assert_ptr_null(zone_cursor.name);
    ck_assert_ptr_null(record_cursor.name);
    return error;
}

/* rule 45: what is read, with or without a namespace; rule 48: ids without their prefixes */
START_TEST(answers_are_read_whole_or_not_at_all)
{
    json_t *read = json_array();
    DXAWS_AUTO(dxaws_error) error = read_answer(answers[_i].reader, answers[_i].body, read);
    if (answers[_i].read == NULL) {
        ck_assert_ptr_nonnull(error);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PROTOCOL);
    } else {
        json_t *expected = json_loads(answers[_i].read, 0, NULL);
        ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
        ck_assert_ptr_nonnull(expected);
        ck_assert(json_equal(read, expected));
        json_decref(expected);
    }
    json_decref(read);
}
END_TEST

/* rule 48: an id without its prefix; rule 49: what the next page is asked for with */
START_TEST(cursors_are_read)
{
    static const char zones_body[] =
        ZONES("<HostedZones/><IsTruncated>true</IsTruncated><NextDNSName>B.com.</NextDNSName>"
              "<NextHostedZoneId>/hostedzone/Z9</NextHostedZoneId>");
    static const char records_body[] =
        RECORDS("<ResourceRecordSets/><IsTruncated>true</IsTruncated><NextRecordName>b."
                "</NextRecordName><NextRecordType>A</NextRecordType><NextRecordIdentifier>i"
                "</NextRecordIdentifier>");
    json_t *list = json_array();
    struct aws_zone_cursor zone = {0};
    struct aws_record_cursor record = {0};
    ck_assert_ptr_null(aws_read_zones(zones_body, strlen(zones_body), list, &zone));
    ck_assert_str_eq(zone.name, "b.com.");
    ck_assert_str_eq(zone.id, "Z9");
    ck_assert_ptr_null(aws_read_records(records_body, strlen(records_body), list, &record));
    ck_assert_str_eq(record.name, "b.");
    ck_assert_str_eq(record.type, "A");
    ck_assert_str_eq(record.identifier, "i");
    aws_zone_cursor_clear(&zone);
    aws_record_cursor_clear(&record);
    json_decref(list);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("shapes");
    tcase_add_loop_test(cases, change_request_is_written_in_the_order_of_the_model, 0,
                        (int)(sizeof requests / sizeof *requests));
    tcase_add_loop_test(cases, answers_are_read_whole_or_not_at_all, 0,
                        (int)(sizeof answers / sizeof *answers));
    tcase_add_test(cases, cursors_are_read);
    return run_suite("shapes", cases);
}
