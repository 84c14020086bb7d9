/* SPDX-License-Identifier: MIT */
/* Drift: each change made behind the site's back is planned as exactly that, repaired, and gone. */
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static void suspend_versioning(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    must(dxaws_s3_desired_parse("{\"name\":\"" BUCKET "\",\"region\":\"ca-central-1\","
                                "\"versioning\":false,\"mark\":false}",
                                &desired));
    must(dxaws_s3_manager_execute(fixture->s3, fixture->context, desired, NULL, &result));
}

static void loosen_block(struct fixture *fixture)
{
    change(fixture, "s3", "bucket", "public_access_block",
           json_pack("{sbsbsbsb}", "block_public_acls", 1, "ignore_public_acls", 1,
                     "block_public_policy", 0, "restrict_public_buckets", 1));
}

static void remove_statement(struct fixture *fixture)
{
    json_t *bucket = first_of(fixture, "s3", "bucket", NULL);
    json_t *policy = json_incref(json_object_get(bucket, "policy"));
    json_array_remove(json_object_get(policy, "Statement"), 0);
    change(fixture, "s3", "bucket", "policy", policy);
    json_decref(bucket);
}

static void change_comment(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "comment", json_string("something else"));
}

static void remove_alias(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "aliases", json_array());
}

static void change_certificate(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "certificate_arn", json_string(""));
}

static void change_error_responses(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "error_responses",
           json_pack("[{sisisssi}]", "error_code", 404, "response_code", 200, "page", "/x.html",
                     "caching_min_ttl_s", 10));
}

static void remove_a(struct fixture *fixture)
{
    remove_record(fixture, "A");
}

static void remove_aaaa(struct fixture *fixture)
{
    remove_record(fixture, "AAAA");
}

static void remove_validation(struct fixture *fixture)
{
    remove_record(fixture, "CNAME");
}

static void remove_certificate(struct fixture *fixture)
{
    char *arn = NULL;
    json_decref(first_of(fixture, "acm", "certificate", &arn));
    must(dxaws_memory_begin(fixture->account, fixture->context));
    dxaws_memory_remove(fixture->account, "acm", "certificate", arn);
    must(dxaws_memory_commit(fixture->account));
    free(arn);
}

#define RECORDS "dns.CHANGE_RECORDS dns.WAIT_INSYNC"
#define UPDATE "cloudfront.UPDATE_DISTRIBUTION"

static void replace_alias(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "aliases", json_pack("[s]", "other.example.com"));
}

static const struct {
    void (*happen)(struct fixture *fixture);
    const char *kinds;
    const char *path; /* of the first action's only change; NULL: several */
} drifts[] = {
    {suspend_versioning, "s3.PUT_VERSIONING", "versioning"},
    {loosen_block, "s3.PUT_PUBLIC_ACCESS_BLOCK", "public_access_block.block_public_policy"},
    {remove_statement, "s3.PUT_POLICY", "policy.DxawsCloudFrontList"},
    {change_comment, UPDATE, "comment"},
    {remove_alias, UPDATE, "aliases"},
    {replace_alias, UPDATE, "aliases"},
    {change_certificate, UPDATE, "certificate_arn"},
    {change_error_responses, UPDATE, "error_responses"},
    {remove_a, RECORDS, NULL},
    {remove_aaaa, RECORDS, NULL},
    {remove_validation, "acm.PUT_VALIDATION_RECORD", NULL},
    {remove_certificate,
     "acm.REQUEST_CERTIFICATE acm.WAIT_VALIDATION_RECORD acm.MARK_VALIDATION_RECORD "
     "acm.PUT_VALIDATION_RECORD "
     "acm.WAIT_ISSUED " UPDATE,
     NULL},
};

START_TEST(each_drift_is_shown_as_it_is_and_repaired)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    drifts[_i].happen(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    /* A name that somebody gave the distribution goes off the air only when that is said. */
    dxaws_apply_options_set_allow_destroy(options, "other.example.com");
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, options,
                                    &plan));
    char *kinds = kinds_of(plan);
    ck_assert_str_eq(kinds, drifts[_i].kinds);
    free(kinds);
    if (drifts[_i].path != NULL) {
        const dxaws_change *change;
        const dxaws_action *action = dxaws_plan_at(plan, 0);
        ck_assert_uint_eq(dxaws_action_change_count(action), 1);
        change = dxaws_action_change_at(action, 0);
        ck_assert_ptr_nonnull(change);
        ck_assert_str_eq(dxaws_change_path(change), drifts[_i].path);
    }
    must(dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result));
    kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    free(kinds);
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* Tags are owned key by key. */
START_TEST(a_tag_of_the_site_is_set_back_and_one_of_others_stays)
{
    struct fixture fixture;
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    fixture_open(&fixture);
    dxaws_tags_set(tags, "team", "web");
    dxaws_website_desired_set_tags(fixture.desired, tags);
    json_decref(converge(&fixture));
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    json_t *held = json_incref(json_object_get(bucket, "tags"));
    json_object_set_new(held, "team", json_string("other"));
    json_object_set_new(held, "cost", json_string("7"));
    change(&fixture, "s3", "bucket", "tags", held);
    assert_kinds(&fixture, "s3.PUT_TAGS");
    json_decref(converge(&fixture));
    assert_kinds(&fixture, "");
    json_decref(bucket);
    bucket = first_of(&fixture, "s3", "bucket", NULL);
    held = json_object_get(bucket, "tags");
    ck_assert_str_eq(json_string_value(json_object_get(held, "team")), "web");
    ck_assert_str_eq(json_string_value(json_object_get(held, "cost")), "7");
    ck_assert_str_eq(json_string_value(json_object_get(held, "dxaws:managed")), "made " BUCKET);
    json_decref(bucket);
    fixture_close(&fixture);
}
END_TEST

/* What somebody set, of what a site can leave as it is. */
static const struct {
    const char *names; /* of ignore_drift */
    const char *type;
    const char *members; /* as they are by then */
} ignored[] = {
    {"\"bucket.versioning\"", "bucket", "{\"versioning\":false}"},
    {"\"cdn.price_class\"", "distribution", "{\"price_class\":\"PriceClass_All\"}"},
    {"\"cdn.http_version\"", "distribution", "{\"http_version\":\"http2\"}"},
    {"\"cdn.ipv6\"", "distribution", "{\"ipv6\":false}"},
    {"\"cdn.minimum_protocol_version\"", "distribution",
     "{\"minimum_protocol_version\":\"TLSv1.2_2019\"}"},
    {"\"cdn.cache_policy_id\"", "distribution",
     "{\"cache_policy_id\":\"4135ea2d-6df8-44a3-9df3-4b5a84be39ad\"}"},
    {"\"cdn.response_headers_policy_id\"", "distribution", "{\"response_headers_policy_id\":\"\"}"},
    {"\"cdn.web_acl_id\"", "distribution",
     "{\"web_acl_id\":\"arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b\"}"},
    {"\"cdn.geo_restriction\",\"cdn.geo_locations\"", "distribution",
     "{\"geo_restriction\":\"whitelist\",\"geo_locations\":[\"CA\"]}"},
    {"\"fallback\",\"cdn.ipv6\"", "distribution", "{\"error_responses\":[]}"},
};

static void want_ignoring(struct fixture *fixture, const char *names)
{
    char site[600];
    snprintf(site, sizeof site,
             "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","
             "\"fallback\":\"spa\",\"ignore_drift\":[%s],\"cdn\":{\"web_acl_id\":\"\","
             "\"geo_restriction\":\"none\",\"geo_locations\":[]}}",
             names);
    want(fixture, site);
}

static size_t note_count(struct fixture *fixture, const char *text)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired, NULL,
                                    &plan));
    size_t count = 0;
    size_t index;
    json_t *note;
    json_array_foreach(json_object_get(dxaws_plan_tree(plan), "notes"), index, note) {
        count += strstr(json_string_value(note), text) != NULL;
    }
    return count;
}

/* Told as often as there is something of it, left, also by what mends something else beside it, and
 * mended as soon as nobody ignores it any more. */
START_TEST(drift_that_is_ignored_is_told_and_left)
{
    static const char said[] = "left, as ignore_drift says";
    struct fixture fixture;
    const bool bucket = strcmp(ignored[_i].type, "bucket") == 0;
    json_t *members = json_loads(ignored[_i].members, 0, NULL);
    const char *name;
    json_t *value;
    fixture_open(&fixture);
    want_ignoring(&fixture, ignored[_i].names);
    json_decref(converge(&fixture)); /* what is made is made as the site says */
    ck_assert_uint_eq(note_count(&fixture, said), 0);
    json_object_foreach(members, name, value) {
        change(&fixture, bucket ? "s3" : "cloudfront", ignored[_i].type, name, json_incref(value));
    }
    assert_settled(&fixture);
    ck_assert_uint_eq(note_count(&fixture, said), json_object_size(members));
    change_comment(&fixture);
    assert_kinds(&fixture, UPDATE);
    json_decref(converge(&fixture));
    ck_assert_uint_eq(note_count(&fixture, said), json_object_size(members));
    want_ignoring(&fixture, "");
    assert_kinds(&fixture, bucket ? "s3.PUT_VERSIONING" : UPDATE);
    json_decref(converge(&fixture));
    assert_settled(&fixture);
    ck_assert_uint_eq(note_count(&fixture, said), 0);
    json_decref(members);
    fixture_close(&fixture);
}
END_TEST

START_TEST(what_cannot_be_ignored_is_refused_with_what_can)
{
    static const char *const names[][2] = {
        {"\"tags\"", "it must be one of bucket.versioning, cdn.cache_policy_id"},
        {"\"fallback\",\"fallback\"", "it is there twice"}};
    struct fixture fixture;
    fixture_open(&fixture);
    want_ignoring(&fixture, names[_i][0]);
    dxaws_error *error = dxaws_website_desired_check(fixture.desired);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), names[_i][1]));
    ck_assert_pstr_eq(dxaws_error_path(error), _i == 0 ? "/ignore_drift/0" : "/ignore_drift/1");
    dxaws_error_free(error);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("drift");
    tcase_add_test(tests, a_tag_of_the_site_is_set_back_and_one_of_others_stays);
    tcase_add_loop_test(tests, each_drift_is_shown_as_it_is_and_repaired, 0,
                        sizeof drifts / sizeof *drifts);
    tcase_add_loop_test(tests, drift_that_is_ignored_is_told_and_left, 0,
                        sizeof ignored / sizeof *ignored);
    tcase_add_loop_test(tests, what_cannot_be_ignored_is_refused_with_what_can, 0, 2);
    return run_suite("drift", tests);
}
