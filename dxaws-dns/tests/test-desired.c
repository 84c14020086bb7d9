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
    {RECORD(WWW ",\"type\":\"SRV\",\"values\":[\"x\"]"), "\"SRV\" is not supported"},
    {A("\"colour\":1"), "\"colour\"; known are name, type, ttl, values, alias"},
    {RECORD(WWW ",\"type\":\"A\""), "\"values\" must have at least one value"},
    {A("\"values\":\"192.0.2.1\""), "must be a list of texts, not \"192.0.2.1\""},
    {A("\"values\":[5]"), "must be a list of texts, not of 5"},
    {A("\"values\":[\"x\"]"), "\"x\" is wrong: it is not an IPv4 address"},
    {A("\"values\":[\"192.0.2.1\"],\"ttl\":-1"), "\"ttl\" is -1; it must be a whole number"},
    {A("\"values\":[\"192.0.2.1\"],\"ttl\":\"1h\""), "\"ttl\" is \"1h\"; it must"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":5}"), "\"dns_name\" must be a text, not 5"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":\"d\",\"evaluate_target_health\":1}"),
     "true or false, not 1"},
    {A("\"alias\":{\"zone_id\":\"Z1\",\"dns_name\":\"d\",\"x\":1}"),
     "\"alias.x\"; known are zone_id, dns_name, evaluate_target_health"},
    {WITH("\"timeout_s\":0"), "\"timeout_s\" is 0; it must be 1 to 604800 seconds"},
    {WITH("\"timeout_s\":1000000000000"), "1000000000000; it must be"},
    {WITH("\"takeover\":\"yes\""), "\"takeover\" must be true or false, not \"yes\""},
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

int main(void)
{
    TCase *cases = tcase_create("desired");
    tcase_add_loop_test(cases, desired_is_refused_with_the_value_named, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(cases, a_long_value_is_shown_by_its_beginning);
    return run_suite("desired", cases);
}
