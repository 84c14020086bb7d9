/* SPDX-License-Identifier: MIT */
/* A site whose domain no hosted zone of the account holds: its records are made elsewhere. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

#include "fixture.h"

#define ELSEWHERE "www.elsewhere.example"
#define MANIFEST                                                                                   \
    "{\"site\":\"" SITE "\",\"domain\":\"" ELSEWHERE "\",\"region\":\"ca-central-1\","             \
    "\"protect\":false,\"dns\":{\"manage\":false}}"
enum { A_WHILE_MS = 20 * 60 * 1000 };

static struct fixture fixture;

static void setup(void)
{
    fixture_open(&fixture);
    want(&fixture, MANIFEST);
}

static void teardown(void)
{
    fixture_close(&fixture);
}

/* Executes for some time; the error says that it is up. */
static dxaws_error *execute_for_a_while(void)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_context) limited = dxaws_context_new_child(fixture.context, A_WHILE_MS);
    dxaws_error *error =
        dxaws_website_manager_execute(fixture.website, limited, fixture.desired, NULL, &result);
    ck_assert_ptr_nonnull(error);
    return error;
}

/* The record of the account's first certificate: "NAME CNAME VALUE", in a buffer of its own. */
static const char *record_of_certificate(bool made)
{
    static char text[400];
    json_t *certificate = first_of(&fixture, "acm", "certificate", NULL);
    const json_t *record = json_object_get(certificate, "record");
    const char *name = json_string_value(json_object_get(record, "name"));
    const char *value = json_string_value(json_object_get(record, "value"));
    snprintf(text, sizeof text, "%s CNAME %s", name, value);
    if (made) {
        must(
            dxaws_dns_memory_create_cname_elsewhere(fixture.account, fixture.context, name, value));
    }
    json_decref(certificate);
    return text;
}

static void plan_site(dxaws_plan **plan)
{
    dxaws_plan_free(*plan);
    *plan = NULL;
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, plan));
}

/* Whether one of the plan's notes has the text. */
static void assert_noted(const dxaws_plan *plan, const char *text)
{
    json_t *document = json_loads(dxaws_plan_text(plan), 0, NULL);
    char *notes = json_dumps(json_object_get(document, "notes"), JSON_ENCODE_ANY);
    ck_assert_msg(notes != NULL && strstr(notes, text) != NULL, "%s is not in %s", text, notes);
    free(notes);
    json_decref(document);
}

START_TEST(the_plan_says_what_is_to_be_made_as_far_as_it_is_known)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    plan_site(&plan);
    assert_noted(plan, "where the DNS of " ELSEWHERE " is run");
    assert_noted(plan,
                 "then make " ELSEWHERE " CNAME (the distribution's name, known after apply)");
    dxaws_error_free(execute_for_a_while());
    plan_site(&plan);
    assert_noted(plan, record_of_certificate(false));
    char *kinds = kinds_of(plan);
    ck_assert_msg(strstr(kinds, "acm.WAIT_ISSUED") && strstr(kinds, "REQUEST") == NULL, "%s",
                  kinds);
    free(kinds);
}
END_TEST

START_TEST(it_waits_for_the_record_and_goes_on)
{
    DXAWS_AUTO(dxaws_error) error = execute_for_a_while();
    ck_assert_int_eq(dxaws_error_get_kind(last_cause(error)), DXAWS_ERROR_TIMEOUT);
    ck_assert_msg(strstr(dxaws_error_message(error), record_of_certificate(true)), "%s",
                  dxaws_error_message(error));
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    json_t *result = converge(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 1);
    const json_t *record = json_array_get(json_object_get(result, "records"), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(result, "records")), 1);
    ck_assert_str_eq(json_string_value(json_object_get(record, "name")), ELSEWHERE);
    ck_assert_str_eq(json_string_value(json_object_get(record, "type")), "CNAME");
    ck_assert(json_equal(json_object_get(record, "value"),
                         json_object_get(result, "distribution_domain_name")));
    ck_assert_ptr_nonnull(json_object_get(json_object_get(result, "validation_record"), "value"));
    json_decref(result);
    assert_settled(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    plan_site(&plan);
    ck_assert_ptr_null(strstr(dxaws_plan_text(plan), "\"notes\""));
}
END_TEST

/* As whoever reads the events and runs that DNS would: what is waited for is made. */
static void make_what_is_told(void *self, const dxaws_event *event)
{
    bool *made = self;
    char name[200];
    char value[200];
    json_t *fields = json_loads(dxaws_event_fields(event), 0, NULL);
    const char *why = json_string_value(json_object_get(fields, "why"));
    if (!*made && why != NULL &&
        sscanf(why, "make the record %199s CNAME %199s where", name, value) == 2) {
        *made = true;
        must(
            dxaws_dns_memory_create_cname_elsewhere(fixture.account, fixture.context, name, value));
    }
    json_decref(fields);
}

START_TEST(one_run_makes_it_all_when_somebody_listens)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = make_what_is_told};
    bool made = false;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    must(dxaws_sink_new(&ops, &made, &sink));
    dxaws_context_set_sink(fixture.context, sink);
    json_t *result = converge(&fixture);
    dxaws_context_set_sink(fixture.context, NULL);
    ck_assert(made);
    ck_assert_str_eq(json_string_value(json_object_get(result, "url")), "https://" ELSEWHERE "/");
    ck_assert_ptr_nonnull(json_object_get(result, "validation_record"));
    json_decref(result);
    assert_settled(&fixture);
}
END_TEST

START_TEST(a_destroy_names_both_records)
{
    dxaws_error_free(execute_for_a_while());
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    char proof[400];
    snprintf(proof, sizeof proof, "%s", record_of_certificate(true));
    json_decref(converge(&fixture));
    dxaws_website_desired_set_present(fixture.desired, false);
    plan_site(&plan);
    const dxaws_left *left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_msg(strncmp(dxaws_left_identity(left), ELSEWHERE " CNAME d", strlen(ELSEWHERE) + 8) ==
                      0,
                  "%s", dxaws_left_identity(left));
    left = dxaws_plan_left_at(plan, 1);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_identity(left), proof);
    ck_assert_ptr_null(dxaws_plan_left_at(plan, 2));
    must(dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 0);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
}
END_TEST

/* Once there is a zone here, the certificate's record is made in it, as it is for any site. */
START_TEST(a_zone_here_takes_the_record)
{
    dxaws_error_free(execute_for_a_while());
    must(dxaws_dns_memory_create_zone(fixture.account, fixture.context, "elsewhere.example", false,
                                      NULL));
    json_t *result = converge(&fixture);
    ck_assert_ptr_null(json_object_get(result, "validation_record"));
    json_decref(result);
    assert_settled(&fixture);
}
END_TEST

#define GIVEN "arn:aws:acm:us-east-1:123456789012:certificate/given"

/* A certificate of the caller's that is issued for the name. */
static void give_certificate(const char *name)
{
    dxaws_error_free(execute_for_a_while()); /* one to start from */
    json_t *document = first_of(&fixture, "acm", "certificate", NULL);
    json_object_set_new(document, "domain_name", json_string(name));
    json_object_set_new(document, "names", json_pack("[s]", name));
    json_object_set_new(document, "status", json_string("ISSUED"));
    json_object_del(document, "seen_ms");
    json_object_set_new(document, "tags", json_object());
    put(&fixture, "acm", "certificate", GIVEN, document);
    json_decref(document);
}

static const struct {
    const char *domain;
    const char *type;
    const char *note;
} given[] = {
    {"shop.elsewhere.example", "CNAME",
     "make shop.elsewhere.example CNAME (the distribution's name, known after apply)"},
    {"elsewhere.example", "ALIAS",
     "make elsewhere.example ALIAS (or ANAME) (the distribution's name, known after apply)"},
};

/* Nobody looks whether a zone is there: an address is nothing that could be entered. */
START_TEST(with_a_certificate_of_ones_own_one_record_leads_there)
{
    char json[500];
    give_certificate(given[_i].domain);
    snprintf(json, sizeof json,
             "{\"site\":\"other\",\"domain\":\"%s\",\"region\":\"ca-central-1\",\"protect\":false,"
             "\"dns\":{\"manage\":false},\"certificate\":{\"arn\":\"" GIVEN "\"}}",
             given[_i].domain);
    want(&fixture, json);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    plan_site(&plan);
    assert_noted(plan, given[_i].note);
    json_t *result = converge(&fixture);
    const json_t *records = json_object_get(result, "records");
    const json_t *record = json_array_get(records, 0);
    ck_assert_uint_eq(json_array_size(records), 1);
    ck_assert_str_eq(json_string_value(json_object_get(record, "type")), given[_i].type);
    ck_assert(json_equal(json_object_get(record, "value"),
                         json_object_get(result, "distribution_domain_name")));
    json_decref(result);
    assert_settled(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("elsewhere");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, the_plan_says_what_is_to_be_made_as_far_as_it_is_known);
    tcase_add_test(tests, it_waits_for_the_record_and_goes_on);
    tcase_add_test(tests, one_run_makes_it_all_when_somebody_listens);
    tcase_add_test(tests, a_destroy_names_both_records);
    tcase_add_test(tests, a_zone_here_takes_the_record);
    tcase_add_loop_test(tests, with_a_certificate_of_ones_own_one_record_leads_there, 0,
                        (int)(sizeof given / sizeof *given));
    return run_suite("website elsewhere", tests);
}
