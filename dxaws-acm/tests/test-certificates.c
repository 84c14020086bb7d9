/* SPDX-License-Identifier: MIT */
/* Which certificates are candidates, which is the best, and who needs its validation record. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "providers/certificates.h"

#define NAME "\"domain_name\":\"www.example.com\""
#define OURS NAME ",\"type\":\"AMAZON_ISSUED\""
#define ISSUED OURS ",\"status\":\"ISSUED\""
#define PENDING OURS ",\"status\":\"PENDING_VALIDATION\""
#define USED ",\"in_use_by\":[\"arn:d\"]"

static const struct {
    const char *certificate;
    bool candidate;
} owners[] = {
    {"{" OURS "}", true},
    {"{" OURS ",\"validation_method\":\"DNS\",\"names\":[\"www.example.com\"]}", true},
    {"{\"domain_name\":\"WWW.Example.com\",\"type\":\"AMAZON_ISSUED\"}", true},
    {"{" OURS ",\"validation_method\":\"EMAIL\"}", false},
    {"{" NAME ",\"type\":\"IMPORTED\"}", false},
    {"{" NAME ",\"type\":\"PRIVATE\"}", false},
    {"{" NAME "}", true}, /* what is not said is not known */
    {"{" OURS ",\"managed_by\":\"CLOUDFRONT\"}", false},
    {"{" OURS ",\"names\":[\"www.example.com\",\"example.com\"]}", false},
    {"{\"domain_name\":\"example.com\",\"type\":\"AMAZON_ISSUED\"}", false},
    {"{\"domain_name\":\"*.example.com\",\"type\":\"AMAZON_ISSUED\"}", false},
};

START_TEST(only_simple_certificates_of_the_name_are_candidates)
{
    json_t *certificate = json_loads(owners[_i].certificate, 0, NULL);
    ck_assert_int_eq(certificate_is_candidate(certificate, "www.example.com"),
                     owners[_i].candidate);
    json_decref(certificate);
}
END_TEST

/* Two certificates, of which A is the better one, for a wanted key algorithm or none. */
static const struct {
    const char *a;
    const char *b;
    const char *key;
} pairs[] = {
    {ISSUED, PENDING, NULL},
    {ISSUED, ISSUED ",\"expires_soon\":true", NULL},
    {PENDING, ISSUED ",\"expires_soon\":true", NULL},
    {ISSUED ",\"expires_soon\":true", OURS ",\"status\":\"FAILED\"", NULL},
    {PENDING, OURS ",\"status\":\"EXPIRED\"", NULL},
    {ISSUED USED, ISSUED, NULL},
    {ISSUED ",\"in_use\":true", ISSUED, NULL},
    {ISSUED USED ",\"not_after_ms\":1767225600000", ISSUED ",\"not_after_ms\":1798761600000", NULL},
    {ISSUED ",\"not_after_ms\":1798761600000", ISSUED ",\"not_after_ms\":1767225600000", NULL},
    {ISSUED, ISSUED, NULL}, /* by ARN */
    {PENDING ",\"key_algorithm\":\"EC_prime256v1\"", ISSUED USED ",\"key_algorithm\":\"RSA_2048\"",
     "EC_prime256v1"},
    {ISSUED ",\"key_algorithm\":\"RSA_2048\"", OURS ",\"status\":\"FAILED\"", "EC_prime256v1"},
    {ISSUED ",\"key_algorithm\":\"RSA_2048\"", PENDING ",\"key_algorithm\":\"RSA_2048\"",
     "EC_prime256v1"},
};

START_TEST(the_best_certificate_is_chosen_in_any_order)
{
    char first[600];
    char second[600];
    snprintf(first, sizeof first, "{\"arn\":\"a\",%s}", pairs[_i].a);
    snprintf(second, sizeof second, "{\"arn\":\"b\",%s}", pairs[_i].b);
    for (int order = 0; order < 2; order++) {
        json_t *all = json_array();
        json_array_append_new(all, json_loads(order ? second : first, 0, NULL));
        json_array_append_new(all, json_loads(order ? first : second, 0, NULL));
        json_t *found = certificates_candidates(all, "www.example.com", pairs[_i].key);
        ck_assert_uint_eq(json_array_size(found), 2);
        ck_assert_str_eq(dx_text(json_array_get(found, 0), ACM_ARN), "a");
        json_decref(found);
        json_decref(all);
    }
}
END_TEST

static const struct {
    const char *certificate;
    const char *domain;
    size_t sharers;
} sharers[] = {
    {"{\"arn\":\"x\"," OURS "}", "www.example.com", 1},
    {"{\"arn\":\"x\"," OURS "}", "*.www.example.com", 1},
    {"{\"arn\":\"x\",\"domain_name\":\"*.www.example.com\",\"type\":\"AMAZON_ISSUED\"}",
     "www.example.com", 1},
    {"{\"arn\":\"x\",\"domain_name\":\"example.com\",\"type\":\"AMAZON_ISSUED\","
     "\"names\":[\"example.com\",\"www.example.com\"]}",
     "www.example.com", 1},
    {"{\"arn\":\"x\",\"domain_name\":\"example.com\",\"type\":\"AMAZON_ISSUED\"}",
     "www.example.com", 0},
    {"{\"arn\":\"x\"," NAME ",\"type\":\"IMPORTED\"}", "www.example.com", 0},
    {"\"eu-west-1\"", "www.example.com", 0},
};

START_TEST(others_that_need_the_record_are_found)
{
    json_t *all = json_array();
    json_array_append_new(all, json_loads(sharers[_i].certificate, JSON_DECODE_ANY, NULL));
    json_t *found = certificates_sharing(all, sharers[_i].domain);
    ck_assert_uint_eq(json_array_size(found), sharers[_i].sharers);
    json_decref(found);
    json_decref(all);
}
END_TEST

START_TEST(an_end_within_thirty_days_is_soon)
{
    const int64_t day = INT64_C(86400000);
    const int64_t now = INT64_C(1700000000000);
    const int64_t left[] = {-day, 0, 29 * day, 30 * day, 31 * day};
    for (int i = 0; i < 5; i++) {
        json_t *certificate = json_object();
        bool whole = true;
        certificate_set_end(&whole, certificate, now + left[i], now);
        ck_assert(whole);
        ck_assert_int_eq(json_is_true(json_object_get(certificate, ACM_SOON)), i < 3);
        json_decref(certificate);
    }
}
END_TEST

START_TEST(users_are_named_in_the_refusal)
{
    json_t *users = json_loads("[\"arn:one\",\"arn:two\"]", 0, NULL);
    DXAWS_AUTO(dxaws_error) error = certificate_in_use("www.example.com", "arn:c", users);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_STATE);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "arn:one, arn:two"));
    json_decref(users);
}
END_TEST

START_TEST(observing_replaces_what_was_known_before)
{
    DXAWS_AUTO(dxaws_acm_current) current = dxaws_acm_current_new();
    ck_ok(dxaws_acm_current_assign(
        current, "{\"failure_reason\":\"CAA_ERROR\",\"arn\":\"old\",\"tags\":{\"a\":\"b\"}}"));
    ck_ok(certificate_miss(current));
    ck_ok(certificate_miss(current));
    ck_assert_int_eq(
        json_integer_value(json_object_get(dxaws_acm_current_tree(current), ACM_MISSES)), 2);
    json_t *certificate =
        json_loads("{\"arn\":\"new\",\"status\":\"ISSUED\",\"type\":\"AMAZON_ISSUED\","
                   "\"validation_method\":\"DNS\"}",
                   0, NULL);
    ck_ok(certificate_observe(certificate, current));
    char *text = dxaws_acm_current_format_all(current);
    ck_assert_str_eq(text, "{\"arn\":\"new\",\"exists\":true,\"status\":\"ISSUED\","
                           "\"tags\":{\"a\":\"b\"},\"type\":\"AMAZON_ISSUED\"}");
    free(text);
    json_decref(certificate);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("certificates");
    tcase_add_loop_test(tests, only_simple_certificates_of_the_name_are_candidates, 0,
                        sizeof owners / sizeof *owners);
    tcase_add_loop_test(tests, the_best_certificate_is_chosen_in_any_order, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_loop_test(tests, others_that_need_the_record_are_found, 0,
                        sizeof sharers / sizeof *sharers);
    tcase_add_test(tests, an_end_within_thirty_days_is_soon);
    tcase_add_test(tests, users_are_named_in_the_refusal);
    tcase_add_test(tests, observing_replaces_what_was_known_before);
    return run_suite("certificates", tests);
}
