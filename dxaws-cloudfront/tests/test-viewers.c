/* SPDX-License-Identifier: MIT */
/* What viewers see of a distribution, its names and the certificate for them: what is refused. */
#include "on-memory.h"

static const struct {
    const char *domain;
    const char *status;
    const char *fault;
} certificates[] = {
    {NULL, NULL, "ACM has no such certificate"},
    {"www.example.com", "PENDING_VALIDATION", "it is PENDING_VALIDATION"},
    {"www.example.com", "EXPIRED", "it is EXPIRED"},
    {"other.example.com", "ISSUED", "it does not cover www.example.com"},
    {"*.www.example.com", "ISSUED", "it does not cover www.example.com"},
};

START_TEST(a_certificate_that_does_not_do_is_refused_when_it_is_planned)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    if (certificates[_i].domain != NULL) {
        put_certificate(ARN, certificates[_i].domain, certificates[_i].status);
    }
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_STATE);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), certificates[_i].fault));
    ck_assert_uint_eq(count_of("oac"), 0); /* or it would be the first thing that is made */
}
END_TEST

/* What is wrong by the time it is written is told at once: it will not pass. */
START_TEST(a_certificate_that_does_no_longer_do_is_refused_at_once)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    put_certificate(ARN, "www.example.com", "ISSUED");
    ck_ok(dxaws_cloudfront_manager_plan(manager, context, desired, NULL, &plan));
    put_certificate(ARN, certificates[_i].domain ? certificates[_i].domain : "example.org",
                    certificates[_i].status ? certificates[_i].status : "ISSUED");
    int64_t before = dxaws_context_now_ms(context);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_cloudfront_manager_apply(manager, context, plan, NULL, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_lt(dxaws_context_now_ms(context) - before, 60000);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_ptr_nonnull(cause);
    ck_assert_int_eq(dxaws_error_get_kind(cause), DXAWS_ERROR_INVALID_STATE);
    ck_assert_str_eq(dxaws_error_aws_code(cause), "InvalidViewerCertificate");
    ck_assert_str_eq(dxaws_error_code(cause), DXAWS_CLOUDFRONT_ERROR_INVALID_VIEWER_CERTIFICATE);
    ck_assert_ptr_nonnull(dxaws_error_find(cause, "core", DXAWS_CORE_ERROR_SERVICE));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "us-east-1"));
    ck_assert_uint_eq(count_of("distribution"), 0);
    ck_ok(destroy(desired));
    ck_assert_uint_eq(count_of("oac"), 0);
}
END_TEST

static size_t users_of(const char *arn)
{
    char *json = get("acm", "certificate", arn);
    json_t *document = json_of(json);
    size_t count = json_array_size(json_object_get(document, "in_use_by"));
    json_decref(document);
    free(json);
    return count;
}

START_TEST(a_certificate_knows_who_uses_it)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put_certificate(ARN, "*.example.com", "ISSUED");
    put_certificate(OTHER_ARN, "www.example.com", "ISSUED");
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(users_of(ARN), 1);
    dxaws_cloudfront_desired_set_certificate_arn(desired, OTHER_ARN);
    ck_ok(execute(desired, NULL));
    ck_assert_uint_eq(users_of(ARN), 0);
    ck_assert_uint_eq(users_of(OTHER_ARN), 1);
    ck_ok(destroy(desired));
    ck_assert_uint_eq(users_of(OTHER_ARN), 0);
}
END_TEST

START_TEST(an_alias_of_another_account_is_a_conflict_with_both_causes)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put_certificate(ARN, "www.example.com", "ISSUED");
    put("cloudfront", "foreign_alias", "www.example.com", "{}");
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_ptr_nonnull(cause);
    ck_assert_int_eq(dxaws_error_get_kind(cause), DXAWS_ERROR_CONFLICT);
    ck_assert_str_eq(dxaws_error_code(cause), "AliasConflict");
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "another account"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(cause), "DNS record"));
}
END_TEST

/* What is asked of CloudFront before anything is written, with whose certificate. */
static const struct {
    const char *ours;  /* the certificate that our distribution has before; NULL: there is none */
    const char *other; /* an alias of another distribution of the account with ARN, or NULL */
    bool foreseen;
} askers[] = {
    {ARN, NULL, true},
    {OTHER_ARN, NULL, false},
    {OTHER_ARN, "b.example.com", true},
    {NULL, "b.example.com", true},
    {NULL, NULL, false},
};

static void put_foreign(const char *alias)
{
    put("cloudfront", "foreign_alias", alias,
        "{\"distribution_id\":\"E1234567ABCDEF\",\"account_id\":\"210987654321\"}");
}

static void have(const char *name, const char *alias, const char *certificate)
{
    bool other = strcmp(name, "other") == 0;
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new(name);
    dxaws_cloudfront_desired_set_origin_domain_name(
        desired, other ? "o.s3.eu-west-1.amazonaws.com" : "b.s3.eu-west-1.amazonaws.com");
    dxaws_cloudfront_desired_add_alias(desired, alias);
    dxaws_cloudfront_desired_set_certificate_arn(desired, certificate);
    ck_ok(execute(desired, NULL));
    dxaws_cloudfront_desired_free(desired);
}

#define HELD                                                                                       \
    "take the alias \"www.example.com\" off distribution *******7ABCDEF of account ******654321"
#define MOVE "aws cloudfront associate-alias --target-distribution-id E"

/* Of an error or a cause of it: its code, or what it says. */
static bool says(const dxaws_error *error, const char *text, bool code)
{
    for (; error != NULL; error = dxaws_error_cause(error)) {
        if (strstr(code ? dxaws_error_code(error) : dxaws_error_message(error), text) != NULL) {
            return true;
        }
    }
    return false;
}

START_TEST(an_alias_of_another_account_is_foreseen_where_it_can_be_asked_for)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    bool ours = askers[_i].ours != NULL && strcmp(askers[_i].ours, ARN) == 0;
    put_certificate(ARN, "*.example.com", "ISSUED");
    put_certificate(OTHER_ARN, "a.example.com", "ISSUED");
    if (askers[_i].ours != NULL) {
        have("site", "a.example.com", askers[_i].ours);
    }
    if (askers[_i].other != NULL) {
        have("other", askers[_i].other, ARN);
    }
    put_foreign("*.example.com"); /* what overlaps is in nobody's way */
    put_foreign("www.example.com");
    size_t controls = count_of("oac");
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert(says(error, "AliasConflict", true));
    ck_assert_uint_eq(count_of("oac"),
                      controls + (askers[_i].ours == NULL && !askers[_i].foreseen));
    ck_assert_int_eq(says(error, HELD, false), askers[_i].foreseen);
    ck_assert_int_eq(says(error, "perhaps in another account", false), !askers[_i].foreseen);
    ck_assert_int_eq(says(error, MOVE, false), ours);
}
END_TEST

START_TEST(what_overlaps_with_an_alias_is_in_nobodys_way)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put_certificate(ARN, "*.example.com", "ISSUED");
    have("site", "a.example.com", ARN);
    put_foreign("*.example.com");
    ck_ok(execute(desired, NULL));
}
END_TEST

/* Somebody else's distribution; a brace is missing, so that a test can add to it. */
#define STRANGER(comment)                                                                          \
    "{\"id\":\"EOTHER\",\"arn\":\"arn:aws:cloudfront::123456789012:distribution/EOTHER\","         \
    "\"comment\":\"" comment "\",\"caller_reference\":\"theirs\",\"tags\":{\"owner\":"             \
    "\"finance\"},\"origin_domain_name\":\"theirs.s3.eu-west-1.amazonaws.com\",\"origin_path\":"   \
    "\"\",\"origin_oac_id\":\"\",\"error_responses\":[],\"certificate_arn\":\"\",\"enabled\":"     \
    "true,"                                                                                        \
    "\"status\":\"Deployed\",\"etag\":\"EV1\",\"price_class\":\"PriceClass_All\",\"http_"          \
    "version\":"                                                                                   \
    "\"http2\",\"ipv6\":true,\"minimum_protocol_version\":\"TLSv1\",\"default_root_object\":\"\"," \
    "\"viewer_protocol_policy\":\"allow-all\",\"compress\":false,\"cache_policy_id\":\"\","        \
    "\"response_headers_policy_id\":\"\""

START_TEST(a_foreign_holder_of_the_alias_is_named)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = named_site(ARN);
    put("cloudfront", "distribution", "EOTHER",
        STRANGER("theirs") ",\"aliases\":[\"www.example.com\"]}");
    DXAWS_AUTO(dxaws_error) error = execute(desired, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "EOTHER"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "www.example.com"));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("viewers");
    tcase_add_checked_fixture(cases, open_account, close_account);
    tcase_add_loop_test(cases, a_certificate_that_does_not_do_is_refused_when_it_is_planned, 0,
                        COUNT(certificates));
    tcase_add_loop_test(cases, a_certificate_that_does_no_longer_do_is_refused_at_once, 0,
                        COUNT(certificates));
    tcase_add_test(cases, a_certificate_knows_who_uses_it);
    tcase_add_test(cases, an_alias_of_another_account_is_a_conflict_with_both_causes);
    tcase_add_loop_test(cases, an_alias_of_another_account_is_foreseen_where_it_can_be_asked_for, 0,
                        COUNT(askers));
    tcase_add_test(cases, what_overlaps_with_an_alias_is_in_nobodys_way);
    tcase_add_test(cases, a_foreign_holder_of_the_alias_is_named);
    return run_suite("viewers", cases);
}
