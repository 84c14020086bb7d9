/* SPDX-License-Identifier: MIT */
/* The planner: which changes follow from what is wanted and what stands there. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

#define ZONES "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com.\"}]"
#define NONE "{\"exists\":false," ZONES ",\"records\":[]}"
#define A_1                                                                                        \
    {                                                                                              \
        "name" : "www.example.com.", "type" : "A", "ttl_s" : 300, "values" : ["192.0.2.1"]         \
    }
#define A_1_SLOW                                                                                   \
    {                                                                                              \
        "name" : "www.example.com.", "type" : "A", "ttl_s" : 60, "values" : ["192.0.2.1"]          \
    }
#define A_2                                                                                        \
    {                                                                                              \
        "name" : "www.example.com.", "type" : "A", "ttl_s" : 300, "values" : ["192.0.2.2"]         \
    }
#define AAAA_1                                                                                     \
    {                                                                                              \
        "name" : "www.example.com.", "type" : "AAAA", "ttl_s" : 300, "values" : ["2001:db8::1"]    \
    }
#define CNAME_1                                                                                    \
    {                                                                                              \
        "name" : "www.example.com.",                                                               \
                 "type" : "CNAME",                                                                 \
                          "ttl_s" : 300,                                                           \
                          "values" : ["other.example.net."]                                        \
    }
/* JSON in a macro's argument cannot hold a comma; DXAWS_KNOWN_AFTER_APPLY has none. */
#define UNKNOWN                                                                                    \
    {                                                                                              \
        "$known" : "after apply"                                                                   \
    }
#define ALIAS(type_, target)                                                                       \
    {                                                                                              \
        "name" : "www.example.com.", "type" : type_, "alias":                                      \
        {                                                                                          \
            "zone_id" : "Z2FDTNDATAQYW2", "dns_name" : target                                      \
        }                                                                                          \
    }
#define ROUTED                                                                                     \
    {                                                                                              \
        "name" : "www.example.com.",                                                               \
                 "type" : "A",                                                                     \
                          "ttl_s" : 60,                                                            \
                          "routing_identifier" : "blue",                                           \
                                                 "values" : ["192.0.2.9"]                          \
    }
#define TEXT_1                                                                                     \
    {                                                                                              \
        "name" : "www.example.com.", "type" : "TXT", "ttl_s" : 300, "values" : ["\"v=spf1 -all\""] \
    }
#define NS_AT(at)                                                                                  \
    {                                                                                              \
        "name" : at, "type" : "NS", "ttl_s" : 300, "values" : ["ns1.example.net."]                 \
    }
/* A zone and one below it, each with its own name servers. */
#define PARENT_AND_CHILD(...)                                                                      \
    "{\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com.\"},{\"id\":\"Z2\",\"name\":"               \
    "\"www.example.com.\"}],\"records\":[" JSON(__VA_ARGS__) "]}"
#define NS_IN(zone, at, target)                                                                    \
    {                                                                                              \
        "zone_id" : zone, "name" : at, "type" : "NS", "ttl_s" : 300, "values" : [target]           \
    }
#define SOA(at, serial)                                                                            \
    {                                                                                              \
        "name" : at, "type" : "SOA", "ttl_s" : 900, "values" : [serial]                            \
    }
#define STRINGIFY(...) #__VA_ARGS__
/* Before a Desired: a wait level, or consent. */
#define ADOPTING "@record@"
#define REFUSE "\"existing\":\"refuse\","
#define JSON(...) STRINGIFY(__VA_ARGS__)
#define RECORDS(...) "\"records\":[" JSON(__VA_ARGS__) "]"
#define THERE(...) "{\"exists\":true," ZONES ",\"records\":[" JSON(__VA_ARGS__) "]}"
#define LINKED(...)                                                                                \
    "{\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com.\",\"linked_service\":"                     \
    "\"servicediscovery.amazonaws.com\"}],\"records\":[" JSON(__VA_ARGS__) "]}"

/*
 * Desired's members, Current, and what should follow: "PATH: BEFORE -> AFTER" for each change
 * joined by "; ", "" for nothing, or "!CODE" for an error.
 */
static const struct {
    const char *desired;
    const char *current;
    const char *expected;
} rows[] = {
    /* absent */
    {RECORDS(A_1), NONE, "www.example.com. A: - -> \"192.0.2.1\""},
    {RECORDS(AAAA_1, A_1), NONE,
     "www.example.com. A: - -> \"192.0.2.1\"; www.example.com. AAAA: - -> \"2001:db8::1\""},
    {RECORDS(ALIAS("A", "d1.cloudfront.net.")), NONE,
     "www.example.com. A: - -> \"alias d1.cloudfront.net.\""},
    {RECORDS(ALIAS("HTTPS", "d1.cloudfront.net.")), NONE,
     "www.example.com. HTTPS: - -> \"alias d1.cloudfront.net.\""},
    /* a zone of an AWS service: read, but never changed */
    {RECORDS(A_1), LINKED(), "!LinkedServiceZone"},
    {RECORDS(A_1), LINKED(A_1), ""},
    {"\"present\":false," RECORDS(A_1), LINKED(A_1), "!LinkedServiceZone"},
    {"\"present\":false," RECORDS(A_1), LINKED(), ""},
    /* as wanted, however it is spelled, and whatever else stands there */
    {RECORDS(A_1), THERE(A_1), ""},
    {RECORDS(A_1), THERE(A_1, AAAA_1, TEXT_1), ""},
    {RECORDS({"name" : "WWW.example.com", "type" : "a", "values" : ["192.0.2.1"]}), THERE(A_1), ""},
    {RECORDS(ALIAS("A", "D1.CloudFront.net")), THERE(ALIAS("A", "d1.cloudfront.net.")), ""},
    {RECORDS({"name" : "www.example.com", "type" : "TXT", "values" : ["v=spf1 -all"]}),
     THERE(TEXT_1), ""},
    /* drift */
    {RECORDS(A_1), THERE(A_1_SLOW), "www.example.com. A ttl_s: 60 -> 300"},
    {RECORDS(A_1, AAAA_1), THERE(A_1), "www.example.com. AAAA: - -> \"2001:db8::1\""},
    /* what says something else is made what is declared, in one batch */
    {RECORDS(A_1), THERE(A_2), "www.example.com. A: \"192.0.2.2\" -> \"192.0.2.1\""},
    {RECORDS(A_1), THERE(ALIAS("A", "d1.cloudfront.net.")),
     "www.example.com. A: \"alias d1.cloudfront.net.\" -> \"192.0.2.1\""},
    {RECORDS(A_1, AAAA_1), THERE(CNAME_1),
     "www.example.com. CNAME: \"other.example.net.\" -> -; "
     "www.example.com. A: - -> \"192.0.2.1\"; www.example.com. AAAA: - -> \"2001:db8::1\""},
    {RECORDS(CNAME_1), THERE(A_1, AAAA_1),
     "www.example.com. A: \"192.0.2.1\" -> -; www.example.com. AAAA: \"2001:db8::1\" -> -; "
     "www.example.com. CNAME: - -> \"other.example.net.\""},
    {RECORDS(A_1), THERE(ROUTED), "!RecordConflict"},
    {RECORDS(CNAME_1), THERE(TEXT_1), "!RecordConflict"},
    {RECORDS(CNAME_1), THERE(A_1, TEXT_1), "!RecordConflict"},
    /* unless it is to stay */
    {REFUSE RECORDS(A_1), THERE(A_1), ""},
    {REFUSE RECORDS(A_1), THERE(A_1_SLOW), "www.example.com. A ttl_s: 60 -> 300"},
    {REFUSE RECORDS(A_1), THERE(A_2), "!RecordConflict"},
    {REFUSE RECORDS(A_1), THERE(ALIAS("A", "d1.cloudfront.net.")), "!RecordConflict"},
    {REFUSE RECORDS(ALIAS("A", "d1.cloudfront.net.")), THERE(A_1), "!RecordConflict"},
    {REFUSE RECORDS(ALIAS("A", "d1.cloudfront.net.")), THERE(ALIAS("A", "d2.cloudfront.net.")),
     "!RecordConflict"},
    {REFUSE RECORDS(A_1), THERE(CNAME_1), "!RecordConflict"},
    {REFUSE RECORDS(CNAME_1), THERE(A_1), "!RecordConflict"},
    /* taking over */
    {ADOPTING REFUSE RECORDS(A_1), THERE(A_2),
     "www.example.com. A: \"192.0.2.2\" -> \"192.0.2.1\""},
    {"@record/A/192.0.2.2@" REFUSE RECORDS(A_1), THERE(A_2),
     "www.example.com. A: \"192.0.2.2\" -> \"192.0.2.1\""},
    {"@record/A/192.0.2.9@" REFUSE RECORDS(A_1), THERE(A_2), "!RecordConflict"},
    {"@record/A/d2.cloudfront.net@" REFUSE RECORDS(ALIAS("A", "d1.cloudfront.net.")),
     THERE(ALIAS("A", "d2.cloudfront.net.")),
     "www.example.com. A: \"alias d2.cloudfront.net.\" -> \"alias d1.cloudfront.net.\""},
    {"@record/CNAME/other.example.net@" REFUSE RECORDS(A_1, AAAA_1), THERE(CNAME_1),
     "www.example.com. CNAME: \"other.example.net.\" -> -; "
     "www.example.com. A: - -> \"192.0.2.1\"; www.example.com. AAAA: - -> \"2001:db8::1\""},
    {ADOPTING REFUSE RECORDS(A_1), THERE(ROUTED), "!RecordConflict"},
    {ADOPTING RECORDS(CNAME_1), THERE(TEXT_1), "!RecordConflict"},
    /* below a delegation nobody asks this zone */
    {RECORDS(A_1), THERE(NS_AT("www.example.com.")), "!RecordConflict"},
    {RECORDS({"name" : "a.www.example.com", "type" : "A", "values" : ["192.0.2.1"]}),
     THERE(NS_AT("www.example.com.")), "!RecordConflict"},
    {RECORDS(A_1), THERE(NS_AT("example.com.")), "www.example.com. A: - -> \"192.0.2.1\""},
    {RECORDS(A_1), THERE(NS_AT("ww.example.com.")), "www.example.com. A: - -> \"192.0.2.1\""},
    /* but addresses of its name servers are asked for here */
    {RECORDS({"name" : "ns.www.example.com", "type" : "A", "values" : ["192.0.2.1"]}), THERE({
         "name" : "www.example.com.",
         "type" : "NS",
         "ttl_s" : 300,
         "values" : ["ns.www.example.com."]
     }),
     "ns.www.example.com. A: - -> \"192.0.2.1\""},
    /* a zone above delegates the name; its own name servers are another record set */
    {RECORDS(NS_AT("www.example.com")), PARENT_AND_CHILD(NS_IN("Z2", "www.example.com.", "aws.")),
     "www.example.com. NS: - -> \"ns1.example.net.\""},
    {RECORDS(NS_AT("www.example.com")),
     PARENT_AND_CHILD(NS_IN("Z1", "www.example.com.", "ns1.example.net."),
                      NS_IN("Z2", "www.example.com.", "aws.")),
     ""},
    {RECORDS(A_1), PARENT_AND_CHILD(NS_IN("Z1", "www.example.com.", "ns1.example.net.")),
     "www.example.com. A: - -> \"192.0.2.1\""},
    {RECORDS({"name" : "example.com", "type" : "DS", "values" : ["1 8 9 00"]}), NONE,
     "!HostedZoneNotFound"},
    /* a zone's own: declared, but no consent to take it over is offered, and it is never removed */
    {RECORDS(NS_AT("example.com")), THERE(NS_IN("Z1", "example.com.", "aws.")),
     "example.com. NS: \"aws.\" -> \"ns1.example.net.\""},
    {REFUSE RECORDS(NS_AT("example.com")), THERE(NS_IN("Z1", "example.com.", "aws.")),
     "!RecordConflict"},
    {"\"present\":false," RECORDS(NS_AT("example.com")),
     THERE(NS_IN("Z1", "example.com.", "ns1.example.net.")), ""},
    {RECORDS(SOA("example.com", "a. b. 7 2 3 4 5")), THERE(SOA("example.com.", "a. b. 1 2 3 4 5")),
     "example.com. SOA: \"a. b. 1 2 3 4 5\" -> \"a. b. 7 2 3 4 5\""},
    {RECORDS(SOA("www.example.com", "a. b. 7 2 3 4 5")), NONE, "!InvalidDesiredStateError"},
    {RECORDS(ALIAS("NS", "d1.cloudfront.net.")), NONE, "!UnsupportedRecordType"},
    /* what is not known yet */
    {RECORDS(ALIAS("A", UNKNOWN)), NONE, "www.example.com. A: - -> \"alias (known after apply)\""},
    {RECORDS(ALIAS("A", UNKNOWN)), THERE(ALIAS("A", "d1.cloudfront.net.")),
     "www.example.com. A: \"alias d1.cloudfront.net.\" -> \"alias (known after apply)\""},
    {REFUSE RECORDS(ALIAS("A", UNKNOWN)), THERE(ALIAS("A", "d1.cloudfront.net.")),
     "!RecordConflict"},
    {REFUSE RECORDS(ALIAS("A", UNKNOWN)), THERE(A_1), "!RecordConflict"},
    {RECORDS({"name" : "www.example.com", "type" : "CNAME", "values" : [UNKNOWN]}), NONE,
     "www.example.com. CNAME: - -> {\"$known\":\"after apply\"}"},
    /* a text that only looks like it */
    {RECORDS({"name" : "www.example.com", "type" : "TXT", "values" : ["(known after apply)"]}),
     NONE, "www.example.com. TXT: - -> \"\\\"(known after apply)\\\"\""},
    /* removing: what is as wanted, the TTL aside; nobody else's */
    {"\"present\":false," RECORDS(A_1), THERE(A_1), "www.example.com. A: \"192.0.2.1\" -> -"},
    {"\"present\":false," RECORDS(A_1), THERE(A_1_SLOW), "www.example.com. A: \"192.0.2.1\" -> -"},
    {"\"present\":false," RECORDS(A_1), NONE, ""},
    {"\"present\":false," RECORDS(A_1), "{\"exists\":false,\"records\":[],\"zones\":[]}", ""},
    {"\"present\":false," RECORDS(A_1), THERE(A_2), "!RecordConflict"},
    {ADOPTING "\"present\":false," RECORDS(A_1), THERE(A_2), "!RecordConflict"},
    {"\"present\":false," RECORDS(A_1), THERE(ROUTED), "!RecordConflict"},
    {"\"present\":false," RECORDS(A_1), THERE(CNAME_1), ""},
    /* names */
    {RECORDS({"name" : "example.com", "type" : "CNAME", "values" : ["a.example.net"]}), NONE,
     "!CnameAtApex"},
    {RECORDS({"name" : "www.example.org", "type" : "A", "values" : ["192.0.2.1"]}), NONE,
     "!HostedZoneNotFound"},
    {RECORDS({"name" : "notexample.com", "type" : "A", "values" : ["192.0.2.1"]}), NONE,
     "!HostedZoneNotFound"},
    /* wrong */
    {RECORDS(A_1, A_2), NONE, "!InvalidDesiredStateError"},
    {RECORDS(A_1, CNAME_1), NONE, "!InvalidDesiredStateError"},
    {RECORDS(), NONE, "!InvalidDesiredStateError"},
    {"\"present\":true", NONE, "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "values" : ["192.0.2"]}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "values" : []}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "values" : [1]}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "value" : "192.0.2.1"}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "ttl_s" : -1, "values" : ["192.0.2.1"]}),
     NONE, "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www..example.com", "type" : "A", "values" : ["192.0.2.1"]}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "CNAME", "values" : [ "a.", "b." ]}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "LOC", "values" : ["1 1 1 a."]}), NONE,
     "!UnsupportedRecordType"},
    {RECORDS({"name" : "www.example.com", "type" : "HTTPS", "values" : ["1 ."]}), NONE,
     "www.example.com. HTTPS: - -> \"1 .\""},
    {RECORDS({
         "name" : "www.example.com",
         "type" : "A",
         "ttl_s" : 60,
         "alias" : {"zone_id" : "Z2", "dns_name" : "a."}
     }),
     NONE, "!InvalidDesiredStateError"},
    {RECORDS({"name" : "www.example.com", "type" : "A", "alias" : {"dns_name" : "a."}}), NONE,
     "!InvalidDesiredStateError"},
    {RECORDS({
         "name" : "www.example.com",
         "type" : "A",
         "alias" : {"zone_id" : "/hostedzoneZ2/", "dns_name" : "a."}
     }),
     NONE, "!InvalidDesiredStateError"},
    /* aliases that this zone, Z1 of example.com, does not take */
    {RECORDS({
         "name" : "www.example.com",
         "type" : "MX",
         "alias" : {"zone_id" : "Z9", "dns_name" : "x.eu-west-1.elb.amazonaws.com"}
     }),
     NONE, "!InvalidDesiredStateError"},
    {RECORDS({
         "name" : "www.example.com",
         "type" : "A",
         "alias" : {"zone_id" : "Z1", "dns_name" : "www.example.net"}
     }),
     NONE, "!InvalidDesiredStateError"},
    {RECORDS({
         "name" : "www.example.com",
         "type" : "A",
         "alias" : {"zone_id" : "Z9", "dns_name" : "to.example.com"}
     }),
     NONE, "!InvalidDesiredStateError"},
    {RECORDS({
         "name" : "www.example.com",
         "type" : "MX",
         "alias" : {"zone_id" : "Z1", "dns_name" : "to.example.com"}
     }),
     NONE, "www.example.com. MX: - -> \"alias to.example.com.\""},
    {"\"existing\":\"ignore\"," RECORDS(A_1), NONE, "!InvalidDesiredStateError"},
    {"\"zone\":\"not a zone\"," RECORDS(A_1), NONE, "!InvalidDesiredStateError"},
    {"\"takeover\":true," RECORDS(A_1), NONE, "!InvalidDesiredStateError"},
    {"\"recrods\":[]," RECORDS(A_1), NONE, "!InvalidDesiredStateError"},
    /* observed wrongly */
    {RECORDS(A_1), "{\"zones\":[{\"id\":\"Z1\"}]}", "!InvalidDesiredStateError"},
    {RECORDS(A_1), THERE({"name" : "www.example.com."}), "!InvalidDesiredStateError"},
    {RECORDS(A_1), THERE({"name" : "www.example.com.", "type" : "A", "values" : [1]}),
     "!InvalidDesiredStateError"},
    {RECORDS(A_1), THERE({"name" : "www.example.com.", "type" : "A", "values" : "192.0.2.1"}),
     "!InvalidDesiredStateError"},
    {RECORDS(A_1), THERE({"name" : "www.example.com.", "type" : "A", "alias" : {}}),
     "!InvalidDesiredStateError"},
    {RECORDS(A_1), THERE({"name" : "www.example.com.", "type" : "A", "routing_identifier" : 1}),
     "!InvalidDesiredStateError"},
};

static dxaws_error *plan_row(const char *members, const char *observed, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (*members == '@') {
        char word[60];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(members + 1, "@"), members + 1);
        if (strncmp(word, "record", strlen("record")) == 0) {
            dxaws_apply_options_add_adopt(options, word);
        } else {
            dxaws_apply_options_set_wait(options, dxaws_wait_from_name(word));
        }
        members = strchr(members + 1, '@') + 1;
    }
    char json[4000];
    snprintf(json, sizeof json, "{%s}", members);
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_current) current = NULL;
    dxaws_error *error = dxaws_dns_desired_parse(json, &desired);
    if (error == NULL) {
        error = dxaws_dns_current_parse(observed, &current);
    }
    return error ? error : dxaws_dns_desired_plan(desired, current, options, plan);
}

static void describe(const dxaws_plan *plan, char *out, size_t size)
{
    const dxaws_action *action = dxaws_plan_at(plan, 0);
    const dxaws_change *change;
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; action != NULL && (change = dxaws_action_change_at(action, i)) != NULL;
         i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%s: %s -> %s", i > 0 ? "; " : "",
                                 dxaws_change_path(change),
                                 dxaws_change_before(change) ? dxaws_change_before(change) : "-",
                                 dxaws_change_after(change) ? dxaws_change_after(change) : "-");
    }
}

START_TEST(plan_follows_from_the_documents)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_row(rows[_i].desired, rows[_i].current, &plan);
    char got[2000];
    if (error != NULL) {
        snprintf(got, sizeof got, "!%s", dxaws_error_code(error));
    } else {
        describe(plan, got, sizeof got);
        ck_assert_uint_eq(dxaws_plan_count(plan), got[0] == '\0' ? 0 : 2);
    }
    ck_assert_msg(strcmp(got, rows[_i].expected) == 0, "row %d: got %s (%s), expected %s", _i, got,
                  error ? dxaws_error_message(error) : "", rows[_i].expected);
}
END_TEST

START_TEST(wait_is_left_out_when_not_wanted)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_row("@none@" RECORDS(A_1), NONE, &plan);
    ck_assert_ptr_null(error);
    ck_assert_uint_eq(dxaws_plan_count(plan), 1);
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(plan, 0)), DNS_CHANGE_RECORDS);
    ck_assert_str_eq(dxaws_plan_resource(plan), "www.example.com.");
}
END_TEST

START_TEST(conflict_names_what_is_there_and_the_remedy)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_row(REFUSE RECORDS(A_1), THERE(A_2), &plan);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "192.0.2.2 (TTL 300)"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "adopt \"record/A/192.0.2.2\""));
}
END_TEST

START_TEST(incomplete_values_make_an_incomplete_plan)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error = plan_row(RECORDS(ALIAS("A", UNKNOWN)), NONE, &plan);
    ck_assert_ptr_null(error);
    ck_assert(!dxaws_plan_is_complete(plan));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("planner");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, plan_follows_from_the_documents, 0,
                        (int)(sizeof rows / sizeof *rows));
    tcase_add_test(cases, wait_is_left_out_when_not_wanted);
    tcase_add_test(cases, conflict_names_what_is_there_and_the_remedy);
    tcase_add_test(cases, incomplete_values_make_an_incomplete_plan);
    return run_suite("planner", cases);
}
