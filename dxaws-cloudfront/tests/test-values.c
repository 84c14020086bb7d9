/* SPDX-License-Identifier: MIT */
/* Each setter has its getter, for Desired and Current alike: who forwards a state loses nothing. */
#include <dxaws/kit/check.h>

#include <dxaws/cloudfront-viewers.h>
#include <dxaws/cloudfront-provider.h>

/* What can be set of both, and read back from both. */
#define TEXTS(X)                                                                                   \
    X(origin_domain_name)                                                                          \
    X(origin_path)                                                                                 \
    X(certificate_arn)                                                                             \
    X(default_root_object)                                                                         \
    X(price_class)                                                                                 \
    X(http_version)                                                                                \
    X(minimum_protocol_version)                                                                    \
    X(viewer_request_function_arn)                                                                 \
    X(web_acl_id)                                                                                  \
    X(geo_restriction)                                                                             \
    X(viewer_protocol_policy) X(cache_policy_id) X(response_headers_policy_id)
#define SWITCHES(X) X(enabled) X(ipv6) X(compress)
#define OUTPUTS(X)                                                                                 \
    X(name)                                                                                        \
    X(id)                                                                                          \
    X(arn)                                                                                         \
    X(domain_name)                                                                                 \
    X(hosted_zone_id)                                                                              \
    X(comment)                                                                                     \
    X(caller_reference)                                                                            \
    X(oac_id)                                                                                      \
    X(origin_oac_id)                                                                               \
    X(oac_signing_behavior)                                                                        \
    X(oac_signing_protocol)                                                                        \
    X(oac_origin_type) X(continuous_deployment_policy_id) X(etag) X(document)

#define CHECK_TEXT(value, name)                                                                    \
    ck_assert_pstr_eq(value##_##name(state), NULL);                                                \
    value##_set_##name(state, #name);                                                              \
    ck_assert_str_eq(value##_##name(state), #name);                                                \
    value##_set_##name(state, NULL);                                                               \
    ck_assert_pstr_eq(value##_##name(state), NULL);
#define CHECK_SWITCH(value, name)                                                                  \
    on = true;                                                                                     \
    ck_assert(!value##_##name(state, &on) && on);                                                  \
    value##_set_##name(state, false);                                                              \
    ck_assert(value##_##name(state, &on) && !on);

#define CHECK_LISTS(value)                                                                         \
    value##_add_alias(state, "a.example.com");                                                     \
    value##_add_alias(state, "b.example.com");                                                     \
    ck_assert_uint_eq(value##_alias_count(state), 2);                                              \
    ck_assert_str_eq(value##_alias_at(state, 1), "b.example.com");                                 \
    ck_assert_pstr_eq(value##_alias_at(state, 2), NULL);                                           \
    value##_clear_aliases(state);                                                                  \
    ck_assert_uint_eq(value##_alias_count(state), 0);                                              \
    value##_add_error_response(state, response);                                                   \
    ck_assert_uint_eq(value##_error_response_count(state), 1);                                     \
    check_response(value##_error_response_at(state, 0));                                           \
    value##_clear_error_responses(state);                                                          \
    ck_assert_uint_eq(value##_error_response_count(state), 0);

static dxaws_cloudfront_error_response *make_response(void)
{
    dxaws_cloudfront_error_response *response = dxaws_cloudfront_error_response_new();
    dxaws_cloudfront_error_response_set_error_code(response, 403);
    dxaws_cloudfront_error_response_set_response_code(response, 200);
    dxaws_cloudfront_error_response_set_page(response, "/index.html");
    dxaws_cloudfront_error_response_set_caching_min_ttl_s(response, 0);
    return response;
}

static void check_response(const dxaws_cloudfront_error_response *response)
{
    int64_t seconds = -1;
    ck_assert_int_eq(dxaws_cloudfront_error_response_error_code(response), 403);
    ck_assert_int_eq(dxaws_cloudfront_error_response_response_code(response), 200);
    ck_assert_str_eq(dxaws_cloudfront_error_response_page(response), "/index.html");
    ck_assert(dxaws_cloudfront_error_response_caching_min_ttl_s(response, &seconds));
    ck_assert_int_eq(seconds, 0);
}

START_TEST(what_is_set_of_a_desired_is_read_back)
{
    dxaws_cloudfront_desired *state = NULL;
    DXAWS_AUTO(dxaws_cloudfront_error_response) response = make_response();
    bool on = false;
    ck_assert_ptr_null(dxaws_cloudfront_desired_parse("{\"name\":\"n\"}", &state));
#define CHECK(name) CHECK_TEXT(dxaws_cloudfront_desired, name)
    TEXTS(CHECK)
#undef CHECK
#define CHECK(name)                                                                                \
    CHECK_SWITCH(dxaws_cloudfront_desired, name)                                                   \
    dxaws_cloudfront_desired_unset_##name(state);                                                  \
    ck_assert(!dxaws_cloudfront_desired_##name(state, &on));
    SWITCHES(CHECK)
#undef CHECK
    CHECK_LISTS(dxaws_cloudfront_desired)
    ck_assert(dxaws_cloudfront_desired_is_present(state));
    dxaws_cloudfront_desired_set_present(state, false);
    ck_assert(!dxaws_cloudfront_desired_is_present(state));
    dxaws_cloudfront_desired_free(state);
}
END_TEST

START_TEST(what_is_set_of_a_current_is_read_back)
{
    dxaws_cloudfront_current *state = dxaws_cloudfront_current_new();
    DXAWS_AUTO(dxaws_cloudfront_error_response) response = make_response();
    bool on = false;
#define CHECK(name) CHECK_TEXT(dxaws_cloudfront_current, name)
    TEXTS(CHECK)
    OUTPUTS(CHECK)
#undef CHECK
#define CHECK(name) CHECK_SWITCH(dxaws_cloudfront_current, name)
    SWITCHES(CHECK)
    CHECK(staging)
#undef CHECK
    CHECK_LISTS(dxaws_cloudfront_current)
    ck_assert_int_eq(dxaws_cloudfront_current_status(state), DXAWS_CLOUDFRONT_STATUS_UNKNOWN);
    dxaws_cloudfront_current_set_status(state, DXAWS_CLOUDFRONT_STATUS_DEPLOYED);
    ck_assert_int_eq(dxaws_cloudfront_current_status(state), DXAWS_CLOUDFRONT_STATUS_DEPLOYED);
    dxaws_cloudfront_current_set_status(state, DXAWS_CLOUDFRONT_STATUS_UNKNOWN);
    ck_assert_int_eq(dxaws_cloudfront_current_status(state), DXAWS_CLOUDFRONT_STATUS_UNKNOWN);
    DXAWS_AUTO(dxaws_cloudfront_current) candidate = dxaws_cloudfront_current_new();
    dxaws_cloudfront_current_set_id(candidate, "EOTHER");
    ck_assert_uint_eq(dxaws_cloudfront_current_candidate_count(state), 0);
    dxaws_cloudfront_current_add_candidate(state, candidate);
    ck_assert_uint_eq(dxaws_cloudfront_current_candidate_count(state), 1);
    ck_assert_str_eq(dxaws_cloudfront_current_candidate_id_at(state, 0), "EOTHER");
    ck_assert_ptr_null(dxaws_cloudfront_current_candidate_id_at(state, 1));
    dxaws_cloudfront_current_free(state);
}
END_TEST

/* What was observed is compared as it is: its error responses have one order. */
START_TEST(error_responses_are_observed_in_order_of_their_codes)
{
    static const int codes[] = {500, 403, 404};
    DXAWS_AUTO(dxaws_cloudfront_current) current = dxaws_cloudfront_current_new();
    DXAWS_AUTO(dxaws_cloudfront_error_response) response = dxaws_cloudfront_error_response_new();
    for (int i = 0; i < 3; i++) {
        dxaws_cloudfront_error_response_set_error_code(response, codes[i]);
        dxaws_cloudfront_current_add_error_response(current, response);
    }
    char *json = dxaws_cloudfront_current_format(current);
    ck_assert_str_eq(json, "{\"error_responses\":[{\"error_code\":403},"
                           "{\"error_code\":404},"
                           "{\"error_code\":500}]}");
    free(json);
}
END_TEST

START_TEST(a_status_has_aws_own_word)
{
    ck_assert_str_eq(dxaws_cloudfront_status_name(DXAWS_CLOUDFRONT_STATUS_IN_PROGRESS),
                     "InProgress");
    ck_assert_int_eq(dxaws_cloudfront_status_from_name("Deployed"),
                     DXAWS_CLOUDFRONT_STATUS_DEPLOYED);
    ck_assert_int_eq(dxaws_cloudfront_status_from_name("Newer"), DXAWS_CLOUDFRONT_STATUS_OTHER);
    ck_assert_int_eq(dxaws_cloudfront_status_from_name(NULL), DXAWS_CLOUDFRONT_STATUS_UNKNOWN);
    ck_assert_str_eq(dxaws_cloudfront_status_name((dxaws_cloudfront_status)-1), "UNKNOWN");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("values");
    tcase_add_test(cases, what_is_set_of_a_desired_is_read_back);
    tcase_add_test(cases, what_is_set_of_a_current_is_read_back);
    tcase_add_test(cases, error_responses_are_observed_in_order_of_their_codes);
    tcase_add_test(cases, a_status_has_aws_own_word);
    return run_suite("values", cases);
}
