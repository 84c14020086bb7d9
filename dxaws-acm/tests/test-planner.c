/* SPDX-License-Identifier: MIT */
/* The planner: which actions follow from what is wanted and what is there. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

#define ABSENT "{\"exists\":false}"
#define ARN "\"arn\":\"arn:aws:acm:us-east-1:123456789012:certificate/1\""
#define TAGS(more) "\"tags\":{\"dxaws:managed\":\"made www.example.com 1\"" more "}"
#define OURS TAGS(",\"dxaws:record\":\"made\"")
#define RECORD                                                                                     \
    "\"validation_record\":{\"name\":\"_a.www.example.com.\",\"type\":\"CNAME\","                  \
    "\"value\":\"_b.acm-validations.aws.\"}"
#define PUBLISHED RECORD ",\"validation_published\":true"
#define SOME "\"exists\":true," ARN ",\"in_use_by\":[],\"record_shared_with\":[]," OURS ","
#define RSA "\"key_algorithm\":\"RSA_2048\","
#define ISSUED SOME RSA "\"expires_soon\":false,\"status\":\"ISSUED\","
#define PENDING SOME RSA "\"status\":\"PENDING_VALIDATION\","
#define REQUEST                                                                                    \
    "REQUEST_CERTIFICATE WAIT_VALIDATION_RECORD MARK_VALIDATION_RECORD PUT_VALIDATION_RECORD"
#define ALL REQUEST " WAIT_ISSUED"
#define USED                                                                                       \
    "\"exists\":true," ARN "," OURS ",\"status\":\"ISSUED\",\"in_use_by\":[\"arn:d\"]," PUBLISHED

#define ELSEWHERE "\"record_elsewhere\":true"
#define WITHOUT_ZONE "\"without_zone\":true"
/* Requested, and then stopped. */
#define MADE                                                                                       \
    "\"exists\":true," ARN ",\"in_use_by\":[],\"status\":\"PENDING_VALIDATION\","                  \
    "\"tags\":{\"dxaws:managed\":\"made www.example.com\"},"

/* Before a Desired: the options say to wait for nothing that is not needed. */
#define NOT_WAITING "@"

/* Desired's members beside name and region, Current, and the kinds that should follow. */
static const struct {
    const char *desired;
    const char *current;
    const char *kinds;
} rows[] = {
    /* absent */
    {"\"present\":true", ABSENT, ALL},
    {"\"tags\":{\"a\":\"b\"},\"key_algorithm\":\"EC_prime256v1\"", ABSENT, ALL},
    {NOT_WAITING "\"present\":true", ABSENT, REQUEST},
    /* everything matches */
    {"\"present\":true", "{" ISSUED PUBLISHED "}", ""},
    {"\"key_algorithm\":\"RSA_2048\",\"tags\":{}", "{" ISSUED PUBLISHED "}", ""},
    {NOT_WAITING "\"present\":true", "{" PENDING PUBLISHED "}", ""},
    /* pending: goes on where an earlier run stopped */
    {"\"present\":true", "{" PENDING "\"validation_published\":false}",
     "WAIT_VALIDATION_RECORD PUT_VALIDATION_RECORD WAIT_ISSUED"},
    {"\"present\":true", "{" PENDING RECORD "}", "PUT_VALIDATION_RECORD WAIT_ISSUED"},
    {"\"present\":true", "{" PENDING PUBLISHED "}", "WAIT_ISSUED"},
    {"\"tags\":{\"a\":\"b\"}", "{" PENDING PUBLISHED "}", "PUT_TAGS WAIT_ISSUED"},
    /* drift */
    {"\"present\":true", "{" ISSUED RECORD ",\"validation_published\":false}",
     "PUT_VALIDATION_RECORD"},
    {"\"tags\":{\"a\":\"b\"}", "{" ISSUED PUBLISHED "}", "PUT_TAGS"},
    {"\"tags\":{\"a\":\"b\"}", "{" ISSUED RECORD ",\"validation_published\":false}",
     "PUT_TAGS PUT_VALIDATION_RECORD"},
    /* recreate */
    {"\"key_algorithm\":\"EC_secp384r1\"", "{" ISSUED PUBLISHED "}", ALL},
    {"\"present\":true", "{" SOME "\"status\":\"ISSUED\",\"expires_soon\":true," PUBLISHED "}",
     ALL},
    {"\"present\":true", "{" SOME "\"status\":\"FAILED\"}", "DELETE_FAILED " ALL},
    {"\"present\":true", "{" SOME "\"status\":\"VALIDATION_TIMED_OUT\"}", "DELETE_FAILED " ALL},
    {"\"present\":true", "{" SOME "\"status\":\"EXPIRED\"}", "DELETE_FAILED " ALL},
    {"\"present\":true", "{" SOME "\"status\":\"REVOKED\"}", "DELETE_FAILED " ALL},
    {"\"present\":true", "{" SOME "\"status\":\"INACTIVE\"}", ALL},
    {"\"present\":true", "{" SOME "\"status\":\"SOMETHING_NEW\"}", ALL},
    /* an expired one that is still in use cannot be deleted, but must be replaced */
    {"\"present\":true",
     "{\"exists\":true," ARN ",\"status\":\"EXPIRED\",\"in_use_by\":[\"arn:d\"]," OURS "}", ALL},
    /* what is not set is not touched */
    {"\"present\":true",
     "{\"exists\":true," ARN ",\"status\":\"ISSUED\",\"key_algorithm\":\"EC_prime256v1\"," TAGS(
         ",\"x\":\"y\"") "," PUBLISHED "}",
     ""},
    /* destroy */
    {"\"present\":false", ABSENT, ""},
    {"\"present\":false", "{" ISSUED PUBLISHED "}", "DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"},
    {"\"present\":false,\"used_by\":[\"arn:d\"]", "{" USED "}",
     "WAIT_UNUSED DELETE_VALIDATION_RECORD DELETE_CERTIFICATE"},
    {"\"present\":false", "{" ISSUED RECORD ",\"validation_published\":false}",
     "DELETE_CERTIFICATE"},
    {"\"present\":false,\"keep_validation\":true", "{" ISSUED PUBLISHED "}", "DELETE_CERTIFICATE"},
    {"\"present\":false",
     "{\"exists\":true," ARN ",\"status\":\"ISSUED\",\"record_shared_with\":[\"arn:2\"]," OURS
     "," PUBLISHED "}",
     "DELETE_CERTIFICATE"},
    {"\"present\":false", "{" SOME "\"status\":\"FAILED\"}", "DELETE_CERTIFICATE"},
    /* no zone holds the name: nothing is made in one, and the mark is completed all the same */
    {ELSEWHERE, "{\"exists\":false," WITHOUT_ZONE "}",
     "REQUEST_CERTIFICATE WAIT_VALIDATION_RECORD MARK_VALIDATION_RECORD WAIT_ISSUED"},
    {ELSEWHERE, "{" PENDING WITHOUT_ZONE "}", "WAIT_VALIDATION_RECORD WAIT_ISSUED"},
    {ELSEWHERE, "{" PENDING WITHOUT_ZONE "," RECORD "}", "WAIT_ISSUED"},
    {ELSEWHERE, "{" MADE RECORD "," WITHOUT_ZONE "}", "MARK_VALIDATION_RECORD WAIT_ISSUED"},
    {ELSEWHERE, "{" ISSUED RECORD "," WITHOUT_ZONE "}", ""},
    {"\"present\":false," ELSEWHERE, "{" ISSUED RECORD "," WITHOUT_ZONE "}", "DELETE_CERTIFICATE"},
};

static dxaws_error *plan_row(const char *members, const char *observed, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (*members == '@') {
        members++;
        dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    }
    char json[2000];
    snprintf(json, sizeof json,
             "{\"domain_name\":\"WWW.Example.com.\",\"region\":\"us-east-1\",%s}", members);
    DXAWS_AUTO(dxaws_acm_desired) desired = NULL;
    DXAWS_AUTO(dxaws_acm_current) current = NULL;
    dxaws_error *error = dxaws_acm_desired_parse(json, &desired);
    if (error == NULL) {
        error = dxaws_acm_current_parse(observed, &current);
    }
    return error ? error : dxaws_acm_desired_plan(desired, current, options, plan);
}

static void plan_or_fail(const char *members, const char *observed, dxaws_plan **plan)
{
    dxaws_error *error = plan_row(members, observed, plan);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
}

START_TEST(plan_has_exactly_the_actions_that_drift_asks_for)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    plan_or_fail(rows[_i].desired, rows[_i].current, &plan);
    char kinds[200] = "";
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(kinds, i ? " " : "");
        strcat(kinds, dxaws_action_kind(dxaws_plan_at(plan, i)));
        ck_assert_str_eq(dxaws_action_resource(dxaws_plan_at(plan, i)), "www.example.com");
    }
    ck_assert_str_eq(kinds, rows[_i].kinds);
    ck_assert(dxaws_plan_is_complete(plan));
    plan_or_fail(rows[_i].desired, rows[_i].current, &again);
    ck_assert_str_eq(dxaws_plan_hash(plan), dxaws_plan_hash(again));
}
END_TEST

/* The payload of the action of that kind. */
static json_t *payload_of(const dxaws_plan *plan, const char *kind)
{
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        if (strcmp(dxaws_action_kind(dxaws_plan_at(plan, i)), kind) == 0) {
            return dx_action_payload(dxaws_plan_at(plan, i));
        }
    }
    ck_abort_msg("no %s", kind);
    return NULL;
}

START_TEST(request_names_key_tags_and_what_it_replaces)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    plan_or_fail("\"tags\":{\"a\":\"b\"}", "{" SOME "\"status\":\"FAILED\"}", &plan);
    json_t *payload = payload_of(plan, "REQUEST_CERTIFICATE");
    ck_assert_str_eq(dx_text(payload, "key_algorithm"), "RSA_2048");
    ck_assert_str_eq(dx_text(json_object_get(payload, "tags"), "a"), "b");
    ck_assert_str_eq(dx_text(payload, "replaces"),
                     "arn:aws:acm:us-east-1:123456789012:certificate/1");
    ck_assert_ptr_null(json_object_get(payload, "arn"));
    json_decref(payload);
}
END_TEST

START_TEST(tags_that_go_are_named)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    plan_or_fail("\"tags\":{\"b\":\"2\"},\"tags_exact\":true",
                 "{\"exists\":true," ARN
                 ",\"status\":\"ISSUED\"," TAGS(",\"a\":\"1\",\"b\":\"1\"") "," PUBLISHED "}",
                 &plan);
    json_t *payload = payload_of(plan, "PUT_TAGS");
    json_t *removed = json_object_get(payload, "removed_tags");
    ck_assert_uint_eq(json_array_size(removed), 1);
    ck_assert_str_eq(json_string_value(json_array_get(removed, 0)), "a");
    ck_assert_uint_eq(dxaws_action_change_count(dxaws_plan_at(plan, 0)), 2);
    json_decref(payload);
}
END_TEST

/* Nothing stays without a word. */
START_TEST(record_that_stays_is_named_with_the_reason)
{
    static const char *const sharing[][2] = {
        {"arn:aws:acm:us-east-1:1:certificate/2", "certificate/2 is validated by it as well"},
        {"us-east-1", "in us-east-1 may be validated by it as well"}};
    for (size_t i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        char current[1000];
        const dxaws_left *left;
        snprintf(current, sizeof current,
                 "{\"exists\":true," ARN "," OURS
                 ",\"status\":\"ISSUED\",\"record_shared_with\":[\"%s\"]," PUBLISHED "}",
                 sharing[i][0]);
        plan_or_fail("\"present\":false", current, &plan);
        left = dxaws_plan_left_at(plan, 0);
        ck_assert_ptr_nonnull(left);
        ck_assert_str_eq(dxaws_left_kind(left), "record");
        ck_assert_ptr_nonnull(strstr(dxaws_left_identity(left), " CNAME"));
        ck_assert_msg(strstr(dxaws_left_why(left), sharing[i][1]) != NULL, "%s",
                      dxaws_left_why(left));
        ck_assert_ptr_nonnull(dxaws_left_remedy(left));
        ck_assert_ptr_null(dxaws_plan_left_at(plan, 1));
    }
}
END_TEST

#define RENEWAL(status) ",\"renewal_status\":\"" status "\""
#define OF(users, tags)                                                                            \
    "\"exists\":true," ARN ",\"record_shared_with\":[]," RSA                                       \
    "\"expires_soon\":false,\"status\":\"ISSUED\",\"in_use_by\":[" users "]," tags ","
#define SERVING OF("\"arn:d\"", OURS)

/* A certificate that is in use, what is said of its renewal, and the way on; NULL: nothing. */
static const struct {
    const char *desired;
    const char *current;
    const char *why;
    const char *remedy;
} renewals[] = {
    {"\"present\":true", SERVING PUBLISHED, NULL, NULL},
    {"\"present\":true", SERVING PUBLISHED RENEWAL("SUCCESS"), NULL, NULL},
    {"\"present\":true", SERVING PUBLISHED RENEWAL("PENDING_AUTO_RENEWAL") ",\"renewable\":true",
     NULL, NULL},
    {"\"present\":true", SERVING PUBLISHED RENEWAL("PENDING_VALIDATION"),
     "(PENDING_VALIDATION): it has to find _a.www.example.com. CNAME _b.acm-validations.aws.",
     "name servers"},
    {"\"present\":true",
     SERVING RECORD ",\"validation_published\":false" RENEWAL("PENDING_VALIDATION"),
     "_a.www.example.com. CNAME", "apply"},
    {"\"present\":true", SERVING PUBLISHED RENEWAL("FAILED") ",\"renewal_reason\":\"CAA_ERROR\"",
     "(FAILED, CAA_ERROR)", "CAA records"},
    {"\"present\":true", SERVING PUBLISHED ",\"renewable\":false", "INELIGIBLE", "another one"},
    {"\"present\":true", OF("", OURS) PUBLISHED ",\"renewable\":false", NULL, NULL},
    {"\"arn\":\"arn:aws:acm:us-east-1:123456789012:certificate/1\"",
     OF("\"arn:d\"", "\"tags\":{\"owner\":\"finance\"}") PUBLISHED RENEWAL("FAILED"), "(FAILED)",
     "name servers"},
};

/* A site goes dark in weeks or hours, and nothing but this says so before. */
START_TEST(what_is_not_renewed_is_told)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char current[1200];
    snprintf(current, sizeof current, "{%s}", renewals[_i].current);
    plan_or_fail(renewals[_i].desired, current, &plan);
    size_t told = dxaws_plan_left_count(plan);
    ck_assert_int_eq(told > 0, renewals[_i].why != NULL);
    if (told > 0) {
        /* after what else is said of one that is not ours */
        const dxaws_left *left = dxaws_plan_left_at(plan, told - 1);
        ck_assert_str_eq(dxaws_left_kind(left), "certificate");
        ck_assert_str_eq(dxaws_left_identity(left),
                         "arn:aws:acm:us-east-1:123456789012:certificate/1");
        ck_assert_msg(strstr(dxaws_left_why(left), renewals[_i].why) != NULL, "%s",
                      dxaws_left_why(left));
        ck_assert_msg(strstr(dxaws_left_remedy(left), renewals[_i].remedy) != NULL, "%s",
                      dxaws_left_remedy(left));
    }
}
END_TEST

#define ENDING(type)                                                                               \
    "{\"exists\":true,\"arn\":\"arn:aws:acm:us-east-1:1:certificate/i\",\"status\":\"ISSUED\","    \
    "\"expires_soon\":true,\"type\":\"" type "\"," RSA "\"tags\":{},\"in_use_by\":[]}"

static const struct {
    const char *desired;
    const char *current;
    dxaws_error_kind kind;
    const char *part;
} refused[] = {
    {"\"tags\":{\"a\":\"b\"}", "{\"exists\":true,\"status\":\"ISSUED\"}", DXAWS_ERROR_UNSUPPORTED,
     "does not report tags"},
    {"\"key_algorithm\":\"RSA_4096\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "EC_prime256v1"},
    {"\"wait\":false", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "it is the option \"wait\""},
    {"\"only\":\"arn:x\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "the former word for \"arn\""},
    {"\"tags\":{\"aws:x\":\"y\"}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "reserved"},
    {"\"colour\":\"red\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"colour\""},
    {"\"arn\":\"arn:aws:acm\"", ABSENT, DXAWS_ERROR_NOT_FOUND,
     "arn:aws:acm is not to be had: absent; leave \"arn\" out"},
    {"\"arn\":\"arn:aws:acm:us-east-1:1:certificate/i\"", ENDING("IMPORTED"), DXAWS_ERROR_NOT_FOUND,
     "ACM renews none that was imported"},
    {"\"arn\":\"arn:aws:acm:us-east-1:1:certificate/i\"", ENDING("AMAZON_ISSUED"),
     DXAWS_ERROR_NOT_FOUND, "it was not renewed"},
    {"\"status\":\"ISSUED\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "observed"},
    {"\"subject_alternative_names\":[]", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "unknown"},
};

START_TEST(plan_is_refused_with_the_value_named)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_row(refused[_i].desired, refused[_i].current, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(plan);
    ck_assert_int_eq(dxaws_error_get_kind(error), refused[_i].kind);
    ck_assert_msg(strstr(dxaws_error_message(error), refused[_i].part) != NULL, "%s",
                  dxaws_error_message(error));
}
END_TEST

#define LONG63 "a23456789012345678901234567890123456789012345678901234567890123"
#define LONG52 "a234567890123456789012345678901234567890123456789012"

static const struct {
    const char *name;
    const char *part; /* of the message; NULL when the name is right */
} names[] = {
    {"example.com", NULL},
    {"*.example.com", NULL},
    {"EXAMPLE.com.", NULL},
    {"xn--bcher-kva.example", NULL},
    {LONG52 ".example.com", NULL}, /* 64 */
    {"x" LONG52 ".example.com", "65 characters"},
    {"www." LONG63 ".com", "characters"},
    {"", "empty"},
    {"com", "two labels"},
    {"*.com", "two labels"},
    {"192.0.2.1", "digits alone"},
    {"a..example.com", "empty"},
    {".example.com", "empty"},
    {"-a.example.com", "begin or end"},
    {"a-.example.com", "begin or end"},
    {"a_b.example.com", "only letters"},
    {"b\xc3\xbc"
     "cher.example",
     "xn--"},
    {"a.*.example.com", "only letters"},
    {"a b.example.com", "only letters"},
};

START_TEST(domain_names_are_checked)
{
    DXAWS_AUTO(dxaws_acm_desired) desired = dxaws_acm_desired_new(names[_i].name, "us-east-1");
    DXAWS_AUTO(dxaws_error) error = dxaws_acm_desired_check(desired);
    const char *message = error ? dxaws_error_message(error) : "";
    if (names[_i].part == NULL) {
        ck_assert_msg(error == NULL, "%s: %s", names[_i].name, message);
        return;
    }
    ck_assert_msg(error != NULL, "%s was accepted", names[_i].name);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_msg(strstr(message, names[_i].part) != NULL, "%s", message);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("planner");
    tcase_add_loop_test(tests, plan_has_exactly_the_actions_that_drift_asks_for, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tests, request_names_key_tags_and_what_it_replaces);
    tcase_add_test(tests, tags_that_go_are_named);
    tcase_add_test(tests, record_that_stays_is_named_with_the_reason);
    tcase_add_loop_test(tests, what_is_not_renewed_is_told, 0, sizeof renewals / sizeof *renewals);
    tcase_add_loop_test(tests, plan_is_refused_with_the_value_named, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(tests, domain_names_are_checked, 0, sizeof names / sizeof *names);
    return run_suite("planner", tests);
}
