/* SPDX-License-Identifier: MIT */
/* What is refused before anything is read: each message names the value and what would be right. */
#include <dxaws/kit/check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/dns.h>

#define WWW "\"name\":\"www.example.com\""
#define RECORD(members) "{\"records\":[{" members "}]}"
#define A(members) RECORD(WWW ",\"type\":\"A\"," members)
#define RECORDS(...) "{\"records\":[" JOIN(__VA_ARGS__, "", "", "") "]}"
#define JOIN(first, second, third, ...) first second third
#define NAMED(label, members) "{\"name\":\"" label ".example.com\"," members "}"
#define CNAME(label) "\"type\":\"CNAME\",\"values\":[\"" label ".example.com\"]"
#define ALIAS(type, zone, label)                                                                   \
    "\"type\":\"" type "\",\"alias\":{\"zone_id\":\"" zone "\",\"dns_name\":\"" label              \
    ".example.com\"}"
#define CLOUDFRONT(type, target, health)                                                           \
    "\"type\":\"" type "\",\"alias\":{\"zone_id\":\"Z2FDTNDATAQYW2\",\"dns_name\":\"" target       \
    "\",\"evaluate_target_health\":" health "}"
#define WITH(members)                                                                              \
    "{\"records\":[{" WWW ",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]," members "}"

static const struct {
    const char *json;
    const char *part;
} refused[] = {
    {"{\"records\":\"x\"}", "must be a list of maps, not \"x\""},
    {RECORD("\"type\":\"A\""), "records[0]: \"name\" is required"},
    {RECORD("\"name\":5"), "\"name\" must be a text, not 5"},
    {RECORD(WWW), "\"type\" is required"},
    {RECORD(WWW ",\"type\":[\"A\"]"), "\"type\" must be a text, not [\"A\"]"},
    {RECORD(WWW ",\"type\":\"LOC\",\"values\":[\"x\"]"), "\"LOC\" is not supported"},
    {RECORD(WWW ",\"type\":\"SRV\",\"values\":[\"x\"]"), "such as: 10 5 5060 sip.example.com"},
    {A("\"colour\":1"), "\"colour\"; known are name, type, ttl_s, values, alias"},
    {RECORD(WWW ",\"type\":\"A\""), "\"values\" must have at least one value"},
    {A("\"values\":\"192.0.2.1\""), "must be a list of texts, not \"192.0.2.1\""},
    {A("\"values\":[5]"), "must be a list of texts, not of 5"},
    {A("\"values\":[\"x\"]"), "\"x\" is wrong: it is not an IPv4 address"},
    {A("\"values\":[\"192.0.2.1\"],\"ttl_s\":-1"), "\"ttl_s\" is -1; it must be a whole number"},
    {A("\"values\":[\"192.0.2.1\"],\"ttl_s\":\"1h\""), "\"ttl_s\" is \"1h\"; it must"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":5}"), "\"dns_name\" must be a text, not 5"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":\"d\",\"evaluate_target_health\":1}"),
     "true or false, not 1"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":\"d\",\"x\":1}"),
     "\"alias.x\"; known are zone_id, dns_name, evaluate_target_health"},
    {WITH("\"takeover\":true"), "it is the option \"adopt\""},
    {A("\"values\":[\"192.0.2.1\"],\"ttl\":60"),
     "\"records[0].ttl\" is the former word for \"records.ttl_s\""},
    /* what leads nowhere */
    {RECORD(WWW ",\"type\":\"CNAME\",\"values\":[\"WWW.example.com.\"]"),
     "www.example.com. CNAME leads to itself; give the name"},
    {RECORDS(NAMED("b", CNAME("c")) ",", NAMED("a", CNAME("b")) ",", NAMED("c", CNAME("b"))),
     "c.example.com. CNAME leads back to itself by way of b.example.com."},
    {RECORDS(NAMED("a", CNAME("b")) ",", NAMED("c", CNAME("a")) ",", NAMED("b", CNAME("c"))),
     "b.example.com. CNAME leads back to itself by way of c.example.com."},
    {RECORDS(NAMED("a", ALIAS("A", "Z1", "b")) ",", NAMED("b", ALIAS("A", "Z1", "a"))),
     "b.example.com. A leads back to itself"},
    {RECORDS(NAMED("a", "\"type\":\"HTTPS\",\"values\":[\"0 a.example.com\"]")),
     "a.example.com. HTTPS leads to itself"},
    {RECORDS(NAMED("*", "\"type\":\"NS\",\"values\":[\"ns.example.net\"]")),
     "a wildcard cannot be delegated"},
    /* aliases that no zone takes */
    {RECORDS(NAMED("a", CLOUDFRONT("MX", "d1.cloudfront.net", "false"))),
     "a.example.com. MX: an alias to CloudFront is of type A, AAAA or HTTPS"},
    {RECORDS(NAMED("a", CLOUDFRONT("A", "d1.cloudfront.net", "true"))),
     "\"alias.evaluate_target_health\" must be false: CloudFront has no health"},
    {RECORDS(NAMED("a", CLOUDFRONT("A", "www.example.net", "false"))),
     "\"alias.dns_name\" is \"www.example.net.\"; CloudFront's, whose zone_id this is, are such"},
    {RECORDS(NAMED("a", "\"type\":\"A\",\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":"
                        "\"d1.cloudfront.net\"}")),
     "\"alias.zone_id\" is \"Z1\"; for names of CloudFront it must be \"Z2FDTNDATAQYW2\""},
    {RECORDS(NAMED("a", "\"type\":\"HTTPS\",\"alias\":{\"zone_id\":\"Z2BJ6XQ5FK7U4H\","
                        "\"dns_name\":\"a0.awsglobalaccelerator.com\"}")),
     "an alias to Global Accelerator is of type A or AAAA"},
};

/* Chains that end are no circles, nor do types that differ make one. */
static const char *const accepted[] = {
    RECORDS(NAMED("a", CNAME("b")) ",", NAMED("b", CNAME("c")) ",", NAMED("d", CNAME("b"))),
    RECORDS(NAMED("a", ALIAS("A", "Z1", "b")) ",", NAMED("b", ALIAS("AAAA", "Z1", "a"))),
    RECORDS(NAMED("a", "\"type\":\"HTTPS\",\"values\":[\"1 a.example.com\"]")),
    RECORDS(NAMED("*", CNAME("a"))),
    RECORDS(NAMED("a", CLOUDFRONT("HTTPS", "d1.cloudfront.net", "false"))),
};

static dxaws_error *check_json(const char *json)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    dxaws_error *error = dxaws_dns_desired_parse(json, &desired);
    return error ? error : dxaws_dns_desired_check(desired);
}

START_TEST(desired_is_refused_with_the_value_named)
{
    DXAWS_AUTO(dxaws_error) error = check_json(refused[_i].json);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(dxaws_error_message(error), refused[_i].part) != NULL, "%s",
                  dxaws_error_message(error));
}
END_TEST

START_TEST(what_leads_somewhere_is_accepted)
{
    ck_ok(check_json(accepted[_i]));
}
END_TEST

START_TEST(a_long_value_is_shown_by_its_beginning)
{
    char json[6000];
    snprintf(json, sizeof json, A("\"values\":[\"%05000d\"]"), 0);
    DXAWS_AUTO(dxaws_error) error = check_json(json);
    ck_assert_ptr_nonnull(error);
    ck_assert_uint_lt(strlen(dxaws_error_message(error)), 400);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "000...\" is wrong: "));
}
END_TEST

/* A record set with a name and a value. */
static dxaws_dns_record *record_of(const char *name, const char *value)
{
    dxaws_dns_record *record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, "TXT");
    dxaws_dns_record_add_value(record, value);
    return record;
}

START_TEST(what_a_record_could_not_store_is_refused_with_the_desired)
{
    static const char *const bad[] = {"www.example.com\xff", "\xff"};
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
        DXAWS_AUTO(dxaws_dns_record)
        record = record_of(i == 0 ? bad[0] : "www.example.com", i == 1 ? bad[1] : "x");
        dxaws_dns_desired_add_record(desired, record);
        DXAWS_AUTO(dxaws_error) error = dxaws_dns_desired_check(desired);
        ck_assert_ptr_nonnull(error);
        ck_assert_str_eq(dxaws_error_message(error),
                         "dns: \"records\" is not valid UTF-8; write it in UTF-8");
    }
}
END_TEST

START_TEST(a_record_that_is_added_is_copied)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    dxaws_dns_record *record = record_of("www.example.com", "x");
    int64_t ttl_s = -1;
    dxaws_dns_record_set_ttl_s(record, 0);
    dxaws_dns_desired_add_record(desired, record);
    dxaws_dns_record_set_name(record, "elsewhere");
    dxaws_dns_record_free(record);
    const dxaws_dns_record *added = dxaws_dns_desired_record_at(desired, 0);
    ck_assert_str_eq(dxaws_dns_record_name(added), "www.example.com");
    ck_assert_str_eq(dxaws_dns_record_value_at(added, 0), "x");
    ck_assert(dxaws_dns_record_ttl_s(added, &ttl_s) && ttl_s == 0);
    ck_assert(!dxaws_dns_record_is_alias(added));
    char *json = dxaws_dns_desired_format(desired);
    ck_assert_ptr_nonnull(strstr(
        json, "{\"name\":\"www.example.com\",\"ttl_s\":0,\"type\":\"TXT\",\"values\":[\"x\"]}"));
    free(json);
    dxaws_dns_desired_clear_records(desired);
    ck_assert_uint_eq(dxaws_dns_desired_record_count(desired), 0);
    dxaws_dns_desired_add_record(desired, NULL);
    DXAWS_AUTO(dxaws_error) error = dxaws_dns_desired_check(desired);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_OUT_OF_MEMORY);
}
END_TEST

START_TEST(a_status_has_aws_own_word)
{
    ck_assert_str_eq(dxaws_dns_status_name(DXAWS_DNS_STATUS_INSYNC), "INSYNC");
    ck_assert_str_eq(dxaws_dns_status_name((dxaws_dns_status)99), "UNKNOWN");
    ck_assert_int_eq(dxaws_dns_status_from_name("PENDING"), DXAWS_DNS_STATUS_PENDING);
    ck_assert_int_eq(dxaws_dns_status_from_name("NEWER"), DXAWS_DNS_STATUS_OTHER);
    ck_assert_int_eq(dxaws_dns_status_from_name(NULL), DXAWS_DNS_STATUS_UNKNOWN);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("desired");
    tcase_add_loop_test(cases, desired_is_refused_with_the_value_named, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_loop_test(cases, what_leads_somewhere_is_accepted, 0,
                        (int)(sizeof accepted / sizeof *accepted));
    tcase_add_test(cases, a_long_value_is_shown_by_its_beginning);
    tcase_add_test(cases, what_a_record_could_not_store_is_refused_with_the_desired);
    tcase_add_test(cases, a_record_that_is_added_is_copied);
    tcase_add_test(cases, a_status_has_aws_own_word);
    return run_suite("desired", cases);
}
