/* SPDX-License-Identifier: MIT */
/* The planner: which actions follow from what is wanted and what is there. */
#include "planning.h"

#include <dxaws/extend/tree.h>

#define OTHER_ARN "arn:aws:acm:us-east-1:123456789012:certificate/b"

/* Before a Desired: the options say to wait for nothing that is not needed. */
#define NOT_WAITING "@"

static dxaws_error *plan_patched(const char *desired_patch, const char *current_patch,
                                 dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (*desired_patch == '@') {
        desired_patch++;
        dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    }
    char *want = patched(DX_DESIRED, wanted, desired_patch);
    char *have = patched(DX_OBSERVED, read, current_patch);
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = NULL;
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    dxaws_error *error = dxaws_cloudfront_desired_parse(want, &desired);
    if (error == NULL) {
        error = dxaws_cloudfront_current_parse(have, &current);
    }
    free(want);
    free(have);
    return error ? error : dxaws_cloudfront_desired_plan(desired, current, options, plan);
}

static dxaws_plan *plan_or_fail(const char *desired_patch, const char *current_patch)
{
    dxaws_plan *plan = NULL;
    dxaws_error *error = plan_patched(desired_patch, current_patch, &plan);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    return plan;
}

static const struct {
    const char *desired;
    const char *current;
    const char *kinds;
} rows[] = {
    {"{}", "{}", ""},
    /* absent */
    {"{}", "{\"exists\":false,\"oac_id\":null}", "CREATE_OAC CREATE_DISTRIBUTION WAIT_DEPLOYED"},
    {"{}", "{\"exists\":false}", "CREATE_DISTRIBUTION WAIT_DEPLOYED"},
    {NOT_WAITING "{}", "{\"exists\":false}", "CREATE_DISTRIBUTION"},
    /* waiting */
    {"{}", "{\"status\":\"InProgress\"}", "WAIT_DEPLOYED"},
    {NOT_WAITING "{}", "{\"status\":\"InProgress\"}", ""},
    {NOT_WAITING "{}", "{\"price_class\":\"PriceClass_All\"}", "UPDATE_DISTRIBUTION"},
    {"{}", "{\"tags\":" MARKS "}", "PUT_TAGS"},
    {"{}", "{\"tags\":" MARKS ",\"ipv6\":false}", "UPDATE_DISTRIBUTION PUT_TAGS WAIT_DEPLOYED"},
    /* a distribution of ours whose access control is gone */
    {"{}", "{\"oac_id\":null,\"origin_oac_id\":\"\"}",
     "CREATE_OAC UPDATE_DISTRIBUTION WAIT_DEPLOYED"},
    /* an access control that signs otherwise, whether it is used or not */
    {"{}", "{\"oac_signing_behavior\":\"no-override\"}", "UPDATE_OAC"},
    {"{}",
     "{\"oac_signing_behavior\":\"always\",\"oac_signing_protocol\":\"sigv4\","
     "\"oac_origin_type\":\"s3\"}",
     ""},
    {"{}", "{\"exists\":false,\"oac_origin_type\":\"lambda\"}",
     "UPDATE_OAC CREATE_DISTRIBUTION WAIT_DEPLOYED"},
    {"{\"present\":false}", "{\"exists\":false,\"oac_signing_behavior\":\"never\"}", "DELETE_OAC"},
    /* a destroy that was stopped half way, and is not wanted any more */
    {"{}", "{\"enabled\":false,\"status\":\"InProgress\"}", "UPDATE_DISTRIBUTION WAIT_DEPLOYED"},
    /* what is left alone is not touched, what is not said is preset */
    {"{\"price_class\":null,\"tags\":null,\"aliases\":null}",
     "{\"price_class\":\"PriceClass_All\",\"tags\":{" MARK ",\"x\":\"y\"},\"aliases\":[]}", ""},
    /* CloudFront's own certificate has a minimum of its own */
    {"{\"aliases\":null,\"certificate_arn\":null}",
     "{\"certificate_arn\":\"\",\"minimum_protocol_version\":\"TLSv1\"}", ""},
    /* canonical forms */
    {"{\"aliases\":[\"WWW.example.com.\",\"a.example.com\",\"a.Example.com\"]}", "{}", ""},
    {"{\"origin_path\":\"/v1//\"}", "{}", ""},
    /* countries and the web ACL */
    {"{\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"us\",\"CA\"]}",
     "{\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"US\",\"CA\"]}", ""},
    {"{\"geo_restriction\":\"none\"}",
     "{\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"US\"]}",
     "UPDATE_DISTRIBUTION WAIT_DEPLOYED"},
    {"{\"web_acl_id\":\"\"}", "{\"web_acl_id\":\"arn:aws:wafv2:us-east-1:1:global/webacl/w/1\"}",
     "UPDATE_DISTRIBUTION WAIT_DEPLOYED"},
    {"{}", "{\"web_acl_id\":\"arn\",\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"US\"]}",
     ""},
    /* destroy */
    {"{\"present\":false}", "{}", "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"},
    {"{\"present\":false}", "{\"enabled\":false}", "WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"},
    {"{\"present\":false}", "{\"enabled\":false,\"status\":\"InProgress\"}",
     "WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"},
    {"{\"present\":false}", "{\"oac_id\":null}", "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION"},
    {"{\"present\":false}", "{\"exists\":false}", "DELETE_OAC"},
    {"{\"present\":false}", "{\"exists\":false,\"oac_id\":null}", ""},
    {"{\"present\":false,\"origin_domain_name\":null,\"certificate_arn\":null}",
     "{\"exists\":false,\"oac_id\":null}", ""},
    {NOT_WAITING "{\"present\":false}", "{}",
     "DISABLE WAIT_DEPLOYED DELETE_DISTRIBUTION DELETE_OAC"},
};

START_TEST(plan_has_exactly_the_actions_that_follow)
{
    DXAWS_AUTO(dxaws_plan) plan = plan_or_fail(rows[_i].desired, rows[_i].current);
    assert_kinds(plan, rows[_i].kinds);
}
END_TEST

/* What drifted, the path that the plan names, and its values. */
static const struct {
    const char *current;
    const char *path;
    const char *before;
    const char *after;
} drifts[] = {
    {"{\"comment\":\"mine\"}", "comment", "\"mine\"", "\"dxaws-cloudfront:site\""},
    {"{\"aliases\":[\"www.example.com\"]}", "aliases", "[\"www.example.com\"]",
     "[\"www.example.com\",\"a.example.com\"]"},
    {"{\"certificate_arn\":\"" OTHER_ARN "\"}", "certificate_arn", "\"" OTHER_ARN "\"",
     "\"" ARN "\""},
    {"{\"error_responses\":[]}", "error_responses", "[]", SPA_READ},
    {"{\"price_class\":\"PriceClass_All\"}", "price_class", "\"PriceClass_All\"",
     "\"PriceClass_100\""},
    {"{\"http_version\":\"http2\"}", "http_version", "\"http2\"", "\"http2and3\""},
    {"{\"ipv6\":false}", "ipv6", "false", "true"},
    {"{\"compress\":false}", "compress", "false", "true"},
    {"{\"enabled\":false}", "enabled", "false", "true"},
    {"{\"minimum_protocol_version\":\"TLSv1\"}", "minimum_protocol_version", "\"TLSv1\"",
     "\"TLSv1.2_2021\""},
    {"{\"viewer_protocol_policy\":\"allow-all\"}", "viewer_protocol_policy", "\"allow-all\"",
     "\"redirect-to-https\""},
    {"{\"default_root_object\":\"\"}", "default_root_object", "\"\"", "\"index.html\""},
    {"{\"origin_path\":\"\"}", "origin_path", "\"\"", "\"/v1\""},
    {"{\"origin_domain_name\":\"c.s3.eu-west-1.amazonaws.com\"}", "origin_domain_name",
     "\"c.s3.eu-west-1.amazonaws.com\"", "\"" ORIGIN "\""},
    {"{\"cache_policy_id\":\"\"}", "cache_policy_id", "\"\"",
     "\"" DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID "\""},
    {"{\"response_headers_policy_id\":\"\"}", "response_headers_policy_id", "\"\"",
     "\"" DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID "\""},
    {"{\"origin_oac_id\":\"EOTHER\"}", "origin_access_control", "\"EOTHER\"", "\"EOAC\""},
    {"{\"origin_oac_id\":\"\"}", "origin_access_control", NULL, "\"EOAC\""},
    {"{\"oac_signing_behavior\":\"never\"}", "oac_signing_behavior", "\"never\"", "\"always\""},
    {"{\"oac_signing_protocol\":\"sigv5\"}", "oac_signing_protocol", "\"sigv5\"", "\"sigv4\""},
    {"{\"oac_origin_type\":\"lambda\"}", "oac_origin_type", "\"lambda\"", "\"s3\""},
};

static bool same_json(const char *left, const char *right)
{
    if (left == NULL || right == NULL) {
        return left == right;
    }
    json_t *a = json_loads(left, JSON_DECODE_ANY, NULL);
    json_t *b = json_loads(right, JSON_DECODE_ANY, NULL);
    bool same = json_equal(a, b);
    json_decref(a);
    json_decref(b);
    return same;
}

START_TEST(each_drift_is_exactly_that_change)
{
    DXAWS_AUTO(dxaws_plan) plan = plan_or_fail(NOT_WAITING "{}", drifts[_i].current);
    const dxaws_change *change;
    assert_kinds(plan, strncmp(drifts[_i].path, "oac_", 4) == 0 ? CF_UPDATE_OAC : CF_UPDATE);
    const dxaws_action *action = dxaws_plan_at(plan, 0);
    ck_assert_uint_eq(dxaws_action_change_count(action), 1);
    change = dxaws_action_change_at(action, 0);
    ck_assert_ptr_nonnull(change);
    ck_assert_str_eq(dxaws_change_path(change), drifts[_i].path);
    ck_assert_msg(same_json(dxaws_change_before(change), drifts[_i].before), "before: %s",
                  dxaws_change_before(change));
    ck_assert_msg(same_json(dxaws_change_after(change), drifts[_i].after), "after: %s",
                  dxaws_change_after(change));
}
END_TEST

START_TEST(update_carries_only_what_changes)
{
    DXAWS_AUTO(dxaws_plan) plan = plan_or_fail("{}", "{\"price_class\":\"PriceClass_All\"}");
    json_t *payload = dxaws_tree_copy(dxaws_action_payload_tree(dxaws_plan_at(plan, 0)));
    json_t *expected = json_incref(json_object_get(payload, CF_EXPECTED));
    json_object_del(payload, CF_EXPECTED);
    char *text = json_dumps(payload, 0);
    ck_assert_msg(same_json(text, "{\"name\":\"site\",\"id\":\"E1\",\"mark\":true,"
                                  "\"tags_exact\":false,\"expected_marks\":" MARKS ","
                                  "\"arn\":\"arn:aws:cloudfront::1:distribution/E1\","
                                  "\"price_class\":\"PriceClass_100\"}"),
                  "%s", text);
    /* All that is converged, as it was read: the configuration, and the access control. */
    ck_assert_uint_eq(json_object_size(expected), 17);
    ck_assert_str_eq(dx_text(expected, CF_PRICE_CLASS), "PriceClass_All");
    ck_assert_str_eq(dx_text(expected, CF_ORIGIN_OAC), "EOAC");
    ck_assert(same_json(dxaws_action_payload(dxaws_plan_at(plan, 1)),
                        "{\"name\":\"site\",\"id\":\"E1\",\"enabled\":true,\"mark\":true,"
                        "\"tags_exact\":false,"
                        "\"previous_etag\":\"ETAG\",\"wait\":\"deployed\"}"));
    free(text);
    json_decref(expected);
    json_decref(payload);
}
END_TEST

/* Only what differs is sent, and a stranger's tag is nobody's business but theirs. */
START_TEST(tags_are_set_and_removed)
{
    DXAWS_AUTO(dxaws_plan) plan = plan_or_fail("{}", "{\"tags\":{" MARK ",\"cost\":\"x\"}}");
    assert_kinds(plan, CF_PUT_TAGS);
    const json_t *payload = dxaws_action_payload_tree(dxaws_plan_at(plan, 0));
    const json_t *tags = json_object_get(payload, CF_TAGS);
    ck_assert_uint_eq(json_object_size(tags), 2); /* and what is remembered */
    ck_assert_str_eq(dx_text(tags, "team"), "web");
    ck_assert_uint_eq(json_array_size(json_object_get(payload, CF_REMOVED_TAGS)), 0);
    ck_assert_str_eq(dx_text(payload, CF_ARN), "arn:aws:cloudfront::1:distribution/E1");
    ck_assert(json_object_get(payload, CF_EXPECTED_MARKS) != NULL);
    DXAWS_AUTO(dxaws_plan)
    exact = plan_or_fail("{\"tags_exact\":true}", "{\"tags\":{" MARK ",\"cost\":\"x\"}}");
    payload = dxaws_action_payload_tree(dxaws_plan_at(exact, 0));
    ck_assert_str_eq(
        json_string_value(json_array_get(json_object_get(payload, CF_REMOVED_TAGS), 0)), "cost");
}
END_TEST

START_TEST(unknown_certificate_plans_as_a_change)
{
    DXAWS_AUTO(dxaws_plan)
    plan = plan_or_fail("{\"certificate_arn\":" DXAWS_KNOWN_AFTER_APPLY "}", "{}");
    assert_kinds(plan, "UPDATE_DISTRIBUTION WAIT_DEPLOYED");
    ck_assert(!dxaws_plan_is_complete(plan));
    DXAWS_AUTO(dxaws_plan)
    absent = plan_or_fail("{\"certificate_arn\":" DXAWS_KNOWN_AFTER_APPLY "}",
                          "{\"exists\":false,\"oac_id\":null}");
    assert_kinds(absent, "CREATE_OAC CREATE_DISTRIBUTION WAIT_DEPLOYED");
    ck_assert(!dxaws_plan_is_complete(absent));
}
END_TEST

START_TEST(presets_are_planned_from_the_start)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = dxaws_cloudfront_desired_new("site");
    DXAWS_AUTO(dxaws_cloudfront_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_cloudfront_desired_set_origin_domain_name(desired, ORIGIN);
    char *have = patched(DX_OBSERVED, read,
                         "{\"viewer_protocol_policy\":\"allow-all\",\"compress\":false,"
                         "\"http_version\":\"http1.1\",\"ipv6\":false,"
                         "\"default_root_object\":\"\",\"price_class\":\"PriceClass_All\","
                         "\"minimum_protocol_version\":\"TLSv1\",\"cache_policy_id\":\"\","
                         "\"response_headers_policy_id\":\"\",\"enabled\":false}");
    ck_assert_ptr_null(dxaws_cloudfront_current_parse(have, &current));
    free(have);
    ck_assert_ptr_null(dxaws_cloudfront_desired_plan(desired, current, NULL, &plan));
    assert_kinds(plan, "UPDATE_DISTRIBUTION WAIT_DEPLOYED");
    ck_assert_uint_eq(dxaws_action_change_count(dxaws_plan_at(plan, 0)), 10);
}
END_TEST

static const struct {
    const char *desired;
    const char *current;
    dxaws_error_kind kind;
    const char *part;
} refused[] = {
    {"{\"present\":false}", "{\"staging\":true}", DXAWS_ERROR_REFUSED, "staging"},
    {"{\"present\":false}", "{\"continuous_deployment_policy_id\":\"P1\"}", DXAWS_ERROR_REFUSED,
     "P1"},
    {"{\"http_version\":\"http2and3\"}",
     "{\"continuous_deployment_policy_id\":\"P1\",\"http_version\":\"http2\"}", DXAWS_ERROR_REFUSED,
     "P1; end the continuous deployment before changing it"},
    {"{\"origin_path\":\"/v2\"}", "{\"staging\":true}", DXAWS_ERROR_REFUSED, "staging"},
    /* Told before the one that is to run is made. */
    {"{\"viewer_request_function_arn\":" DXAWS_KNOWN_AFTER_APPLY "}",
     "{\"viewer_request_function_arn\":\"arn:aws:cloudfront::1:function/f\"}", DXAWS_ERROR_CONFLICT,
     "adopt \"function/f\""},
    {"{}", "{\"price_class\":null}", DXAWS_ERROR_UNSUPPORTED, "\"price_class\""},
    {"{\"name\":\"\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "1 to 100"},
    {"{\"name\":\"a b\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"a b\""},
    {"{\"name\":null}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"name\""},
    {"{\"origin_domain_name\":null}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "\"origin_domain_name\" is required"},
    {"{\"origin_domain_name\":\"b.s3.amazonaws.com\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "global"},
    {"{\"origin_domain_name\":\"a.s3.b.amazonaws.com.example\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "a.s3.b."},
    {"{\"origin_domain_name\":\"b.s3-website.eu-west-1.amazonaws.com\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "website"},
    {"{\"origin_domain_name\":\"example.com\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "\"example.com\""},
    {"{\"origin_path\":\"v1\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"v1\""},
    {"{\"origin_domain_name\":\"https://b.s3.eu-west-1.amazonaws.com\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "leave out the scheme"},
    {"{\"origin_domain_name\":\"a/b.s3.eu-west-1.amazonaws.com\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"a/b."},
    {"{\"origin_path\":\"/v 1\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "%20"},
    {"{\"origin_path\":\"/v?1\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"/v?1\""},
    {"{\"default_root_object\":\"in dex.html\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "\"in dex.html\""},
    {"{\"error_responses\":[{\"error_code\":404,\"response_code\":200,\"page\":\"/a b\"}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"/a b\""},
    {"{\"error_responses\":[{\"caching_min_ttl_s\":5}]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "error_code\" is required"},
    {"{\"ipv6\":\"yes\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "true or false, not \"yes\""},
    {"{\"aliases\":[\"nodots\"]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"nodots\""},
    {"{\"aliases\":[\"a_b.example.com\"]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "a_b"},
    {"{\"aliases\":[\"a.*.example.com\"]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "a.*"},
    {"{\"certificate_arn\":null}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "needs a certificate"},
    {"{\"certificate_arn\":\"\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "needs a certificate"},
    {"{\"certificate_arn\":\"arn:aws:acm:eu-west-1:123456789012:certificate/a\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "us-east-1 only"},
    {"{\"certificate_arn\":\"arn:aws:iam::1:server-certificate/a\"}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "ACM certificate"},
    {"{\"certificate_arn\":\"arn:\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "ACM certificate"},
    {"{\"default_root_object\":\"/index.html\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "must not begin"},
    {"{\"error_responses\":[{\"error_code\":401}]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "401"},
    {"{\"error_responses\":[{\"error_code\":403,\"page\":\"/x\"}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "both"},
    {"{\"error_responses\":[{\"error_code\":403,\"response_code\":200,\"page\":\"x\"}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"x\""},
    {"{\"error_responses\":[{\"error_code\":403,\"response_code\":201,\"page\":\"/x\"}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "201"},
    {"{\"error_responses\":[{\"error_code\":403},{\"error_code\":403}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "two responses"},
    {"{\"error_responses\":[{\"error_code\":\"403\"}]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "whole number"},
    {"{\"error_responses\":[{\"code\":403}]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "\"error_responses[0].code\""},
    {"{\"error_responses\":[{\"error_code\":403,\"caching_min_ttl_s\":-1}]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "-1"},
    {"{\"price_class\":\"PriceClass_50\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "PriceClass_100, PriceClass_200, PriceClass_All"},
    {"{\"http_version\":\"http4\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "http2and3"},
    {"{\"minimum_protocol_version\":\"SSLv3\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "SSLv3"},
    {"{\"viewer_protocol_policy\":\"http\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "https-only"},
    {"{\"cache_policy_id\":\"CachingOptimized\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "policy's id"},
    {"{\"cache_policy_id\":\"\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "policy's id"},
    {"{\"geo_restriction\":\"whitelist\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "is of countries"},
    {"{\"geo_restriction\":\"none\",\"geo_locations\":[\"CA\"]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "is of a restriction"},
    {"{\"geo_locations\":[\"CA\"]}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "is of a restriction"},
    {"{\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"CAN\"]}", "{}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"CAN\" is no country"},
    {"{\"web_acl_id\":\"mine\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"mine\", not a web ACL"},
    {"{\"web_acl_id\":\"\"}", "{}", DXAWS_ERROR_UNSUPPORTED, "\"web_acl_id\""},
    {"{\"timeout_s\":1}", "{}", DXAWS_ERROR_INVALID_ARGUMENT,
     "the option \"timeouts_ms.WAIT_DEPLOYED\""},
    {"{\"tags\":{\"aws:x\":\"y\"}}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "reserved"},
    {"{\"id\":\"E1\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "observed"},
    {"{\"comment\":\"x\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "observed"},
    {"{\"colour\":\"red\"}", "{}", DXAWS_ERROR_INVALID_ARGUMENT, "\"colour\""},
};

START_TEST(plan_is_refused_with_the_value_named)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_patched(refused[_i].desired, refused[_i].current, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(plan);
    ck_assert_msg(strstr(dxaws_error_message(error), refused[_i].part) != NULL, "%s",
                  dxaws_error_message(error));
    ck_assert_int_eq(dxaws_error_get_kind(error), refused[_i].kind);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("planner");
    tcase_add_loop_test(cases, plan_has_exactly_the_actions_that_follow, 0, COUNT(rows));
    tcase_add_loop_test(cases, each_drift_is_exactly_that_change, 0, COUNT(drifts));
    tcase_add_loop_test(cases, plan_is_refused_with_the_value_named, 0, COUNT(refused));
    tcase_add_test(cases, update_carries_only_what_changes);
    tcase_add_test(cases, tags_are_set_and_removed);
    tcase_add_test(cases, unknown_certificate_plans_as_a_change);
    tcase_add_test(cases, presets_are_planned_from_the_start);
    return run_suite("planner", cases);
}
