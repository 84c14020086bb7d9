/* SPDX-License-Identifier: MIT */
/* The site's document: defaults, names, and what is refused. */
#include <dxaws/kit/check.h>
#include <dxaws/website-viewers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "schema.h"
#include "steps.h"

static const char minimal[] =
    "{\"site\":\"example\",\"domain\":\"WWW.Example.com.\",\"region\":\"ca-central-1\"%s%s}";

static dxaws_error *validate(const char *members, json_t **normalised)
{
    char json[2000];
    snprintf(json, sizeof json, minimal, members[0] ? "," : "", members);
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    dxaws_error *error = dxaws_website_desired_parse(json, &desired);
    return error ? error : dx_validate(&desired->state, normalised);
}

START_TEST(defaults_are_written_out)
{
    static const char expected[] =
        "{\"bucket\": {\"name\": \"example-www-example-com\", \"versioning\": true}, "
        "\"cdn\": {\"http_version\": \"http2and3\", \"ipv6\": true, "
        "\"minimum_protocol_version\": \"TLSv1.2_2021\", "
        "\"price_class\": \"PriceClass_100\"}, "
        "\"dns\": {\"manage\": true}, \"domain\": \"www.example.com\", "
        "\"fallback\": \"none\", \"present\": true, \"protect\": true, "
        "\"region\": \"ca-central-1\", \"site\": \"example\", "
        "\"tags\": {\"dxaws:managed\": \"true\", \"dxaws:site\": \"example\"}}";
    json_t *normalised = NULL;
    ck_assert_ptr_null(validate("", &normalised));
    char *text = json_dumps(normalised, JSON_SORT_KEYS);
    ck_assert_str_eq(text, expected);
    free(text);
    json_decref(normalised);
}
END_TEST

START_TEST(what_was_set_stays_beside_the_defaults)
{
    json_t *normalised = NULL;
    ck_assert_ptr_null(validate("\"bucket\":{\"name\":\"mine\"},\"tags\":{\"team\":\"web\"},"
                                "\"dns\":{\"manage\":false}",
                                &normalised));
    json_t *bucket = json_object_get(normalised, "bucket");
    ck_assert_str_eq(dx_text(bucket, "name"), "mine");
    ck_assert(json_is_true(json_object_get(bucket, "versioning")));
    ck_assert_str_eq(dx_text(json_object_get(normalised, "tags"), "team"), "web");
    ck_assert_uint_eq(json_object_size(json_object_get(normalised, "tags")), 3);
    json_t *dns = json_object_get(normalised, "dns");
    ck_assert(json_is_false(json_object_get(dns, "manage")));
    json_decref(normalised);
}
END_TEST

#define CACHE_POLICY "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

START_TEST(setters_say_what_the_document_says)
{
    DXAWS_AUTO(dxaws_website_desired) desired = dxaws_website_desired_new("s", "a.b", "eu-west-1");
    ck_assert(dxaws_website_desired_is_present(desired));
    char *empty = dxaws_website_desired_format(desired);
    dxaws_website_desired_set_key_algorithm(desired, "RSA_2048");
    dxaws_website_desired_set_record_ttl_s(desired, 60);
    dxaws_website_desired_set_keep_validation(desired, true);
    dxaws_website_desired_set_price_class(desired, "PriceClass_All");
    dxaws_website_desired_set_minimum_protocol_version(desired, "TLSv1.3_2025");
    dxaws_website_desired_set_http_version(desired, "http2");
    dxaws_website_desired_set_ipv6(desired, false);
    dxaws_website_desired_set_error_ttl_s(desired, 0);
    dxaws_website_desired_set_origin_path(desired, "/v1");
    dxaws_website_desired_set_web_acl_id(desired, "");
    dxaws_website_desired_set_geo_restriction(desired, "whitelist");
    dxaws_website_desired_set_geo_locations(desired, (const char *const[]){"CA", "US", NULL});
    dxaws_website_desired_set_response_headers_policy_id(desired, "");
    dxaws_website_desired_set_cache_policy_id(desired, CACHE_POLICY);
    dxaws_website_desired_set_versioning(desired, false);
    dxaws_website_desired_set_manage_dns(desired, false);
    dxaws_website_desired_set_protect(desired, false);
    char *full = dxaws_website_desired_format(desired);
    ck_assert_str_eq(
        full,
        "{\"bucket\":{\"versioning\":false},\"cdn\":{\"cache_policy_id\":\"" CACHE_POLICY
        "\",\"error_ttl_s\":0,\"geo_locations\":[\"CA\",\"US\"],\"geo_restriction\":"
        "\"whitelist\",\"http_"
        "version\":\"http2\","
        "\"ipv6\":false,\"minimum_protocol_version\":\"TLSv1.3_2025\","
        "\"origin_path\":\"/"
        "v1\",\"price_class\":\"PriceClass_All\",\"response_headers_policy_id\":\"\",\"web_acl_"
        "id\":\"\"},\"certificate\":{\"keep_validation\":"
        "true,\"key_algorithm\":\"RSA_2048\",\"record_ttl_s\":60},\"dns\":{"
        "\"manage\":false},\"domain\":\"a.b\",\"protect\":false,\"region\":"
        "\"eu-west-1\",\"site\":\"s\"}");
    ck_assert_ptr_null(dxaws_website_desired_check(desired));
    dxaws_website_desired_set_key_algorithm(desired, NULL);
    dxaws_website_desired_unset_record_ttl_s(desired);
    dxaws_website_desired_unset_keep_validation(desired);
    dxaws_website_desired_set_price_class(desired, NULL);
    dxaws_website_desired_set_minimum_protocol_version(desired, NULL);
    dxaws_website_desired_set_http_version(desired, NULL);
    dxaws_website_desired_unset_ipv6(desired);
    dxaws_website_desired_unset_error_ttl_s(desired);
    dxaws_website_desired_set_origin_path(desired, NULL);
    dxaws_website_desired_set_web_acl_id(desired, NULL);
    dxaws_website_desired_set_geo_restriction(desired, NULL);
    dxaws_website_desired_set_geo_locations(desired, NULL);
    dxaws_website_desired_set_response_headers_policy_id(desired, NULL);
    dxaws_website_desired_set_cache_policy_id(desired, NULL);
    dxaws_website_desired_unset_versioning(desired);
    dxaws_website_desired_unset_manage_dns(desired);
    dxaws_website_desired_unset_protect(desired);
    DXAWS_AUTO(dxaws_website_desired) plain = NULL;
    ck_assert_ptr_null(dxaws_website_desired_parse(empty, &plain));
    json_t *left = NULL;
    json_t *right = NULL;
    ck_assert_ptr_null(dx_validate(&desired->state, &left));
    ck_assert_ptr_null(dx_validate(&plain->state, &right));
    ck_assert(json_equal(left, right));
    json_decref(right);
    json_decref(left);
    free(full);
    free(empty);
}
END_TEST

/* Members beside the required ones, and a part of the message. */
static const struct {
    const char *members;
    const char *message;
} refused[] = {
    {"\"colour\":\"red\"", "unknown attribute \"colour\""},
    {"\"protect\":\"yes\"", "\"protect\" must be true or false"},
    {"\"bucket\":{\"size\":1}", "unknown member \"bucket.size\""},
    {"\"bucket\":{\"versioning\":\"on\"}", "\"bucket.versioning\" must be true or false"},
    {"\"bucket\":{\"name\":\"\"}", "\"bucket.name\" must not be empty"},
    {"\"certificate\":{\"record_ttl_s\":0}",
     "\"certificate.record_ttl_s\" is 0; it must be a whole number above 0"},
    {"\"cdn\":{\"error_ttl_s\":31536001}",
     "\"cdn.error_ttl_s\" is 31536001; it must be 0 to 31536000 seconds"},
    {"\"fallback\":null,\"cdn\":{\"error_ttl_s\":1}",
     "\"fallback\" is null, which leaves errors as they are: say one such as \"none\""},
    {"\"content\":{\"folder\":\".\"},\"cdn\":{\"origin_path\":\"/v1\"}",
     "leave \"cdn.origin_path\" out: what the site publishes is at the root of its bucket"},
    {"\"dns\":{\"ttl\":300}", "\"dns.ttl\" is the former word for \"certificate.record_ttl_s\""},
    {"\"fallback\":\"404.html\"", "it must be \"none\", \"spa\" or a path"},
    {"\"fallback\":\"/\"", "it must be \"none\", \"spa\" or a path"},
    {"\"wait\":\"deployed\"", "it is the option \"wait\""},
    {"\"takeover\":[\"dns\"]", "it is the option \"adopt\""},
    {"\"certificate\":{\"arn\":\"arn:aws:acm:eu-west-1:1:certificate/a\"}", "in us-east-1"},
    {"\"zone\":{\"$known\":\"after apply\"}", "\"zone\" is not known yet"},
    {"\"zone\":\"example.org\"", "name the hosted zone of that domain"},
    {"\"zone\":\"ample.com\"", "\"zone\" is \"ample.com\", which cannot hold"},
    {"\"tags\":{\"aws:x\":\"y\"}", "reserved"},
    {"\"site\":\"Two Words\"", "duplicate object key"},
    {"\"protect\":null", "\"protect\" is required, it cannot be null"},
    {"\"cdn\":null", "\"cdn\" is required, it cannot be null"},
    {"\"dns\":{\"manage\":null}", "\"dns.manage\" is required, it cannot be null"},
    {"\"cdn\":{\"http\":\"http3\",\"http_version\":\"http3\"}",
     "\"cdn.http\" is the former word for \"cdn.http_version\""},
};

START_TEST(bad_input_is_refused_with_the_remedy)
{
    json_t *normalised = NULL;
    DXAWS_AUTO(dxaws_error) error = validate(refused[_i].members, &normalised);
    ck_assert_msg(error != NULL, "%s was accepted", refused[_i].members);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
    ck_assert_msg(strstr(dxaws_error_message(error), refused[_i].message) != NULL,
                  "%s: the message is \"%s\"", refused[_i].members, dxaws_error_message(error));
}
END_TEST

static const struct {
    const char *site;
    const char *domain;
    bool good;
} identities[] = {
    {"a", "example.com", true},
    {"my-site-2", "xn--bcher-kva.example", true},
    {"", "example.com", false},
    {"-a", "example.com", false},
    {"a-", "example.com", false},
    {"My", "example.com", false},
    {"a.b", "example.com", false},
    {"a", "localhost", false},
    {"a", "ex ample.com", false},
    {"a", "a..example.com", false},
    {"a", "-a.example.com", false},
    {"a", "a-.example.com", false},
    {"a", "*.example.com", false},
    {"a",
     "b\xc3\xbc"
     "cher.example",
     false},
    {"a", "twelve-chars.twelve-chars.twelve-chars.twelve-chars.twelve-c.com", true},
    {"a", "twelve-chars.twelve-chars.twelve-chars.twelve-chars.twelve-ch.com", false},
    {"a", NULL, false},
    {NULL, "example.com", false},
};

START_TEST(sites_and_domains_follow_their_rules)
{
    DXAWS_AUTO(dxaws_website_desired)
    desired = dxaws_website_desired_new(identities[_i].site, identities[_i].domain, "eu-west-1");
    json_t *normalised = NULL;
    DXAWS_AUTO(dxaws_error) error = dx_validate(&desired->state, &normalised);
    ck_assert_msg((error == NULL) == identities[_i].good, "%s %s: %s", identities[_i].site,
                  identities[_i].domain, error ? dxaws_error_message(error) : "accepted");
    json_decref(normalised);
}
END_TEST

START_TEST(long_bucket_names_are_bounded_and_differ)
{
    static const char first[] = "a-very-long-label-of-a-host.department.company.example.com";
    static const char second[] = "a-very-long-label-of-a-host.department.company.example.org";
    char *one = website_bucket_name("a-long-name-of-a-site", first);
    char *other = website_bucket_name("a-long-name-of-a-site", second);
    char *again = website_bucket_name("a-long-name-of-a-site", first);
    ck_assert_uint_le(strlen(one), 63);
    ck_assert_ptr_null(strchr(one, '.'));
    ck_assert_str_eq(one, again);
    ck_assert_str_ne(one, other);
    free(one);
    free(other);
    free(again);
}
END_TEST

START_TEST(rules_that_are_not_said_go)
{
    json_t *lifecycle = json_pack("{si si}", "expire_noncurrent_days", 30, "keep_noncurrent", 3);
    json_t *rules = website_lifecycle_rules(lifecycle);
    char *text = json_dumps(rules, JSON_SORT_KEYS | JSON_COMPACT);
    ck_assert_str_eq(text, "{\"dxaws-abort-uploads\":{\"present\":false},"
                           "\"dxaws-expire-noncurrent\":{\"days\":30,\"keep\":3,\"template\":"
                           "\"expire_noncurrent\"},"
                           "\"dxaws-intelligent-tiering\":{\"present\":false}}");
    free(text);
    json_decref(rules);
    json_decref(lifecycle);
}
END_TEST

START_TEST(the_policy_lets_one_distribution_read_over_tls_only)
{
    json_t *statements = website_policy_statements(
        "arn:aws:cloudfront::123456789012:distribution/E1", "b", "eu-west-1", false);
    char *text = json_dumps(statements, JSON_SORT_KEYS | JSON_COMPACT);
    ck_assert_str_eq(text,
                     "{\"DxawsCloudFrontList\":{\"distribution_arn\":"
                     "\"arn:aws:cloudfront::123456789012:distribution/E1\",\"template\":"
                     "\"cloudfront_list\"},\"DxawsCloudFrontRead\":{\"distribution_arn\":"
                     "\"arn:aws:cloudfront::123456789012:distribution/E1\",\"template\":"
                     "\"cloudfront_read\"},\"DxawsContentIndex\":{\"Action\":"
                     "\"s3:GetObject\",\"Effect\":\"Deny\",\"Principal\":{\"Service\":"
                     "\"cloudfront.amazonaws.com\"},\"Resource\":"
                     "\"arn:aws:s3:::b/.dxaws/*\"},\"DxawsTlsOnly\":{\"template\":\"tls_only\"}}");
    free(text);
    json_decref(statements);
    /* Where a folder is served, what is published to it has an index there. */
    statements = website_policy_statements(NULL, "b", "cn-north-1", true);
    json_t *index = json_object_get(json_object_get(statements, "DxawsContentIndex"), "Resource");
    text = json_dumps(index, JSON_COMPACT);
    ck_assert_str_eq(text, "[\"arn:aws-cn:s3:::b/.dxaws/*\",\"arn:aws-cn:s3:::b/*/.dxaws/*\"]");
    free(text);
    json_decref(statements);
}
END_TEST

START_TEST(what_modules_refuse_is_refused_offline)
{
    DXAWS_AUTO(dxaws_website_desired)
    desired = dxaws_website_desired_new("example", "www.example.com", "eu-west-1");
    ck_assert_ptr_null(dxaws_website_desired_check(desired));
    dxaws_website_desired_set_bucket_name(desired, "Not_A_Bucket");
    DXAWS_AUTO(dxaws_error) error = dxaws_website_desired_check(desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "BucketNameError");
}
END_TEST

START_TEST(text_that_is_not_utf8_is_refused)
{
    DXAWS_AUTO(dxaws_website_desired)
    desired = dxaws_website_desired_new("example", "www.example.com", "eu-west-1");
    dxaws_website_desired_set_bucket_name(desired, "\xff\xfe");
    DXAWS_AUTO(dxaws_error) error = dxaws_website_desired_check(desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
}
END_TEST

START_TEST(steps_of_a_wave_stand_together)
{
    for (int present = 0; present < 2; present++) {
        size_t count;
        const struct step *steps = steps_of(present == 1, &count);
        for (size_t i = 1; i < count; i++) {
            ck_assert_int_ge(steps[i].wave, steps[i - 1].wave);
            ck_assert_ptr_eq(step_named(present == 1, steps[i].name), &steps[i]);
        }
    }
    ck_assert_ptr_null(step_named(true, "nothing"));
}
END_TEST

#define SEEN                                                                                       \
    "{\"s3\":{\"exists\":true,\"name\":\"files\"},\"dns\":{},"                                     \
    "\"acm\":{\"exists\":false,\"arn\":\"gone\",\"candidates\":[{\"arn\":\"arn:a:certificate/"     \
    "1\"}]},"                                                                                      \
    "\"cloudfront\":{\"exists\":true,\"id\":\"E1\",\"oac_id\":\"E2\",\"candidates\":[{\"id\":"     \
    "\"E3\"}],"                                                                                    \
    "\"viewer_request_function_arn\":\"arn:aws:cloudfront::1:function/f\"}}"

/* What a consent can name in what was read. */
static const struct {
    const char *current;
    const char *consent;
    bool adoptable;
} consents[] = {
    {SEEN, "bucket/files", true},
    {SEEN, "bucket/file", false},
    {SEEN, "bucket", true},
    {SEEN, "buckets", false},
    {SEEN, "certificate/arn:a:certificate/1", true},
    {SEEN, "certificate/gone", false},
    {SEEN, "distribution/E1", true},
    {SEEN, "distribution/E2", false},
    {SEEN, "distribution/E3", true},
    {SEEN, "access_control/E2", true},
    {SEEN, "function/f", true},
    {SEEN, "function/g", false},
    {SEEN, "record/A/192.0.2.1", true}, /* only a plan can tell */
    {SEEN, "volume/files", false},
    {SEEN, "", false},
    {"{\"s3\":{\"exists\":false,\"name\":\"files\"}}", "bucket/files", false},
    {"{}", "bucket/files", false},
};
enum { CONSENTS = sizeof consents / sizeof *consents };

START_TEST(a_consent_names_what_was_observed)
{
    DXAWS_AUTO(dxaws_document) current = NULL;
    const dxaws_module *module = dxaws_website_module();
    ck_ok(dxaws_document_parse(consents[_i].current, &current));
    ck_assert_int_eq(module->adoptable(module, current, consents[_i].consent),
                     consents[_i].adoptable);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("document");
    tcase_add_test(tests, defaults_are_written_out);
    tcase_add_test(tests, setters_say_what_the_document_says);
    tcase_add_test(tests, what_was_set_stays_beside_the_defaults);
    tcase_add_loop_test(tests, bad_input_is_refused_with_the_remedy, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(tests, sites_and_domains_follow_their_rules, 0,
                        sizeof identities / sizeof *identities);
    tcase_add_test(tests, long_bucket_names_are_bounded_and_differ);
    tcase_add_test(tests, rules_that_are_not_said_go);
    tcase_add_test(tests, the_policy_lets_one_distribution_read_over_tls_only);
    tcase_add_test(tests, what_modules_refuse_is_refused_offline);
    tcase_add_test(tests, text_that_is_not_utf8_is_refused);
    tcase_add_test(tests, steps_of_a_wave_stand_together);
    tcase_add_loop_test(tests, a_consent_names_what_was_observed, 0, CONSENTS);
    return run_suite("document", tests);
}
