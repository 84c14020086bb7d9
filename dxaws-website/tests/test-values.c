/* SPDX-License-Identifier: MIT */
/* What all modules promise alike of their values and services: NULL, which is what a constructor
 * gives without memory, is never a crash, and is said by whoever consumes it. */
#include <check.h>
#include <stdlib.h>

#include "fixture.h"

/* A function of a table, which every module has. */
typedef void check_fn(struct fixture *fixture);

static void assert_kind(dxaws_error *error, dxaws_error_kind kind)
{
    ck_assert_str_eq(error ? dxaws_error_kind_name(dxaws_error_get_kind(error)) : "success",
                     dxaws_error_kind_name(kind));
    dxaws_error_free(error);
}

/* Also what would have to be made by the managers stays NULL. */
#define DEFINE_CONSUMERS(module)                                                                   \
    static void consume_##module(struct fixture *fixture)                                          \
    {                                                                                              \
        dxaws_##module##_manager *manager = fixture->module;                                       \
        dxaws_##module##_current *current = NULL;                                                  \
        dxaws_##module##_result *result = NULL;                                                    \
        dxaws_plan *plan = NULL;                                                                   \
        const dxaws_error_kind none = DXAWS_ERROR_OUT_OF_MEMORY;                                   \
        assert_kind(dxaws_##module##_desired_check(NULL), none);                                   \
        assert_kind(dxaws_##module##_manager_get_current(manager, NULL, NULL, &current), none);    \
        assert_kind(dxaws_##module##_desired_plan(NULL, NULL, NULL, &plan), none);                 \
        assert_kind(dxaws_##module##_manager_plan(manager, NULL, NULL, NULL, &plan), none);        \
        assert_kind(dxaws_##module##_manager_execute(manager, NULL, NULL, NULL, &result), none);   \
        assert_kind(dxaws_##module##_manager_destroy(manager, NULL, NULL, NULL, &result), none);   \
        ck_assert(current == NULL && result == NULL && plan == NULL);                              \
    }
DEFINE_CONSUMERS(s3)
DEFINE_CONSUMERS(dns)
DEFINE_CONSUMERS(acm)
DEFINE_CONSUMERS(cloudfront)
DEFINE_CONSUMERS(website)

static check_fn *const consumers[] = {consume_s3, consume_dns, consume_acm, consume_cloudfront,
                                      consume_website};

START_TEST(what_could_not_be_made_is_said_where_it_is_consumed)
{
    struct fixture fixture;
    fixture_open(&fixture);
    uint64_t calls = calls_so_far(&fixture);
    consumers[_i](&fixture);
    ck_assert_uint_eq(calls_so_far(&fixture), calls);
    fixture_close(&fixture);
}
END_TEST

#define DEFINE_VALUES(module)                                                                      \
    static void handle_##module(struct fixture *fixture)                                           \
    {                                                                                              \
        (void)fixture;                                                                             \
        dxaws_##module##_desired *desired = NULL;                                                  \
        dxaws_##module##_desired_set_present(NULL, true);                                          \
        ck_assert_ptr_null(dxaws_##module##_desired_format(NULL));                                 \
        ck_assert_ptr_null(dxaws_##module##_current_format(NULL));                                 \
        ck_assert_ptr_null(dxaws_##module##_result_format(NULL));                                  \
        assert_kind(dxaws_##module##_desired_parse(NULL, &desired), DXAWS_ERROR_INVALID_ARGUMENT); \
        ck_assert_ptr_null(desired);                                                               \
        dxaws_##module##_desired_free(NULL);                                                       \
        dxaws_##module##_current_free(NULL);                                                       \
        dxaws_##module##_result_free(NULL);                                                        \
        ck_assert_ptr_null(dxaws_##module##_manager_ref(NULL));                                    \
        ck_assert_ptr_null(dxaws_##module##_manager_unref(NULL));                                  \
    }
DEFINE_VALUES(s3)
DEFINE_VALUES(dns)
DEFINE_VALUES(acm)
DEFINE_VALUES(cloudfront)
DEFINE_VALUES(website)

static check_fn *const values[] = {handle_s3, handle_dns, handle_acm, handle_cloudfront,
                                   handle_website};

START_TEST(no_value_says_nothing)
{
    values[_i](NULL);
}
END_TEST

#define DEFINE_PROVIDERS(module)                                                                   \
    static void refuse_##module(struct fixture *fixture)                                           \
    {                                                                                              \
        (void)fixture;                                                                             \
        dxaws_##module##_provider *provider = NULL;                                                \
        const dxaws_error_kind wrong = DXAWS_ERROR_INVALID_ARGUMENT;                               \
        assert_kind(dxaws_##module##_provider_new(NULL, NULL, &provider), wrong);                  \
        assert_kind(dxaws_##module##_provider_new_aws(NULL, &provider), wrong);                    \
        assert_kind(dxaws_##module##_provider_new_memory(NULL, &provider), wrong);                 \
        assert_kind(dxaws_##module##_provider_make("dry-run", NULL, &provider), wrong);            \
        assert_kind(dxaws_##module##_provider_make("recording", NULL, &provider), wrong);          \
        assert_kind(dxaws_##module##_provider_make("replay", NULL, &provider), wrong);             \
        ck_assert_ptr_null(provider);                                                              \
        ck_assert_ptr_null(dxaws_##module##_provider_ref(NULL));                                   \
        ck_assert_ptr_null(dxaws_##module##_provider_unref(NULL));                                 \
    }
DEFINE_PROVIDERS(s3)
DEFINE_PROVIDERS(dns)
DEFINE_PROVIDERS(acm)
DEFINE_PROVIDERS(cloudfront)

static check_fn *const providers[] = {refuse_s3, refuse_dns, refuse_acm, refuse_cloudfront};

START_TEST(a_provider_that_lacks_something_is_refused)
{
    providers[_i](NULL);
}
END_TEST

/* Nothing is left of what AWS gave, also where there was nothing to destroy. */
START_TEST(results_of_a_destroy_say_what_was_wanted_alone)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_s3_desired) bucket = dxaws_s3_desired_new("a-bucket", "eu-west-1");
        DXAWS_AUTO(dxaws_s3_result) made = NULL;
        DXAWS_AUTO(dxaws_s3_result) gone = NULL;
        if (i == 0) {
            must(dxaws_s3_manager_execute(fixture.s3, fixture.context, bucket, NULL, &made));
        }
        must(dxaws_s3_manager_destroy(fixture.s3, fixture.context, bucket, NULL, &gone));
        ck_assert(!dxaws_s3_result_exists(gone));
        ck_assert_pstr_eq(dxaws_s3_result_name(gone), "a-bucket");
        ck_assert_pstr_eq(dxaws_s3_result_region(gone), "eu-west-1");
        ck_assert_pstr_eq(dxaws_s3_result_arn(gone), NULL);
        ck_assert_pstr_eq(dxaws_s3_result_domain_name(gone), NULL);
    }
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_acm_desired) wanted = dxaws_acm_desired_new(DOMAIN, "eu-west-1");
        DXAWS_AUTO(dxaws_acm_result) made = NULL;
        DXAWS_AUTO(dxaws_acm_result) gone = NULL;
        if (i == 0) {
            must(dxaws_acm_manager_execute(fixture.acm, fixture.context, wanted, NULL, &made));
        }
        must(dxaws_acm_manager_destroy(fixture.acm, fixture.context, wanted, NULL, &gone));
        ck_assert(!dxaws_acm_result_exists(gone));
        ck_assert_pstr_eq(dxaws_acm_result_domain_name(gone), DOMAIN);
        ck_assert_pstr_eq(dxaws_acm_result_region(gone), "eu-west-1");
        ck_assert_pstr_eq(dxaws_acm_result_arn(gone), NULL);
        ck_assert_int_eq(dxaws_acm_result_status(gone), DXAWS_ACM_STATUS_UNKNOWN);
        ck_assert_pstr_eq(dxaws_acm_result_validation_record_name(gone), NULL);
    }
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_cloudfront_desired) wanted = dxaws_cloudfront_desired_new("site");
        DXAWS_AUTO(dxaws_cloudfront_result) made = NULL;
        DXAWS_AUTO(dxaws_cloudfront_result) gone = NULL;
        dxaws_cloudfront_desired_set_origin_domain_name(wanted, "b.s3.eu-west-1.amazonaws.com");
        if (i == 0) {
            must(dxaws_cloudfront_manager_execute(fixture.cloudfront, fixture.context, wanted, NULL,
                                                  &made));
        }
        must(dxaws_cloudfront_manager_destroy(fixture.cloudfront, fixture.context, wanted, NULL,
                                              &gone));
        ck_assert(!dxaws_cloudfront_result_exists(gone));
        ck_assert_pstr_eq(dxaws_cloudfront_result_name(gone), "site");
        ck_assert_pstr_eq(dxaws_cloudfront_result_id(gone), NULL);
        ck_assert_pstr_eq(dxaws_cloudfront_result_arn(gone), NULL);
        ck_assert_pstr_eq(dxaws_cloudfront_result_hosted_zone_id(gone), NULL);
        ck_assert_pstr_eq(dxaws_cloudfront_result_oac_id(gone), NULL);
    }
    fixture_close(&fixture);
}
END_TEST

START_TEST(outputs_are_read_without_planning)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_t *site = converge(&fixture);
    const char *bucket = json_string_value(json_object_get(site, "bucket"));
    DXAWS_AUTO(dxaws_s3_desired) s3 = dxaws_s3_desired_new(bucket, "ca-central-1");
    DXAWS_AUTO(dxaws_s3_result) s3_result = NULL;
    must(dxaws_s3_manager_get_outputs(fixture.s3, fixture.context, s3, &s3_result));
    ck_assert(dxaws_s3_result_exists(s3_result));
    ck_assert_str_eq(dxaws_s3_result_name(s3_result), bucket);
    DXAWS_AUTO(dxaws_acm_desired) acm = dxaws_acm_desired_new(DOMAIN, "us-east-1");
    DXAWS_AUTO(dxaws_acm_result) acm_result = NULL;
    dxaws_acm_desired_set_owner(acm, SITE);
    must(dxaws_acm_manager_get_outputs(fixture.acm, fixture.context, acm, &acm_result));
    ck_assert_int_eq(dxaws_acm_result_status(acm_result), DXAWS_ACM_STATUS_ISSUED);
    DXAWS_AUTO(dxaws_cloudfront_desired) cloudfront = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) cloudfront_result = NULL;
    must(dxaws_cloudfront_desired_parse("{\"name\":\"x\",\"aliases\":[],\"present\":false}",
                                        &cloudfront));
    must(dxaws_cloudfront_manager_get_outputs(fixture.cloudfront, fixture.context, cloudfront,
                                              &cloudfront_result));
    ck_assert(!dxaws_cloudfront_result_exists(cloudfront_result));
    DXAWS_AUTO(dxaws_dns_desired) dns = NULL;
    DXAWS_AUTO(dxaws_dns_result) dns_result = NULL;
    must(dxaws_dns_desired_parse("{\"records\":[{\"name\":\"" DOMAIN
                                 "\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]}",
                                 &dns));
    must(dxaws_dns_manager_get_outputs(fixture.dns, fixture.context, dns, &dns_result));
    ck_assert_uint_eq(dxaws_dns_result_record_count(dns_result), 2);
    json_decref(site);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_manager_needs_all_four)
{
    static const char *const names[] = {"dxaws-s3", "dxaws-dns", "dxaws-acm", "dxaws-cloudfront"};
    struct fixture fixture;
    fixture_open(&fixture);
    for (int missing = 0; missing < 4; missing++) {
        DXAWS_AUTO(dxaws_website_manager_options) options = dxaws_website_manager_options_new();
        DXAWS_AUTO(dxaws_website_manager) manager = NULL;
        dxaws_website_manager_options_set_s3(options, fixture.s3);
        dxaws_website_manager_options_set_dns(options, fixture.dns);
        dxaws_website_manager_options_set_acm(options, fixture.acm);
        dxaws_website_manager_options_set_cloudfront(options, fixture.cloudfront);
        if (missing == 0) {
            dxaws_website_manager_options_set_s3(options, NULL);
        } else if (missing == 1) {
            dxaws_website_manager_options_set_dns(options, NULL);
        } else if (missing == 2) {
            dxaws_website_manager_options_set_acm(options, NULL);
        } else {
            dxaws_website_manager_options_set_cloudfront(options, NULL);
        }
        DXAWS_AUTO(dxaws_error) error = dxaws_website_manager_new(options, &manager);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), names[missing]));
        ck_assert_ptr_null(manager);
    }
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("values");
    tcase_add_loop_test(tests, what_could_not_be_made_is_said_where_it_is_consumed, 0,
                        sizeof consumers / sizeof *consumers);
    tcase_add_loop_test(tests, no_value_says_nothing, 0, sizeof values / sizeof *values);
    tcase_add_loop_test(tests, a_provider_that_lacks_something_is_refused, 0,
                        sizeof providers / sizeof *providers);
    tcase_add_test(tests, outputs_are_read_without_planning);
    tcase_add_test(tests, a_manager_needs_all_four);
    tcase_add_test(tests, results_of_a_destroy_say_what_was_wanted_alone);
    return run_suite("values", tests);
}
