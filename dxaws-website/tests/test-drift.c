/* SPDX-License-Identifier: MIT */
/* Drift: each change made behind the site's back is planned as exactly that, repaired, and gone.
 * And what is not ours is left alone. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

/* Changes the first document of a type; takes the value over, NULL removes the member. */
static void change(struct fixture *fixture, const char *service, const char *type,
                   const char *member, json_t *value)
{
    char *id = NULL;
    json_t *document = first_of(fixture, service, type, &id);
    ck_assert_msg(json_object_get(document, member) != NULL, "%s/%s has no \"%s\"", service, type,
                  member);
    if (value != NULL) {
        json_object_set_new(document, member, value);
    } else {
        json_object_del(document, member);
    }
    put(fixture, service, type, id, document);
    json_decref(document);
    free(id);
}

static void change_bucket_tag(struct fixture *fixture)
{
    change(fixture, "s3", "bucket", "tags",
           json_pack("{ssssss}", "dxaws:site", SITE, "dxaws:managed", "true", "team", "other"));
}

static void suspend_versioning(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    must(dxaws_s3_desired_parse("{\"name\":\"" BUCKET "\",\"region\":\"ca-central-1\","
                                "\"versioning\":false}",
                                &desired));
    must(dxaws_s3_manager_execute(fixture->s3, fixture->context, desired, &result));
}

static void loosen_block(struct fixture *fixture)
{
    change(fixture, "s3", "bucket", "public_access_block",
           json_pack("{sbsbsbsb}", "block_public_acls", 1, "ignore_public_acls", 1,
                     "block_public_policy", 0, "restrict_public_buckets", 1));
}

/* Leaves the other of our statements, and adds somebody's own, which must stay. */
static void replace_a_statement(struct fixture *fixture)
{
    json_t *bucket = first_of(fixture, "s3", "bucket", NULL);
    json_t *policy = json_incref(json_object_get(bucket, "policy"));
    json_t *statements = json_object_get(policy, "Statement");
    json_array_remove(statements, 0);
    json_array_append_new(statements, json_pack("{ssssssss}", "Sid", "Foreign", "Effect", "Deny",
                                                "Principal", "*", "Action", "s3:PutObject"));
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

static void change_distribution_tag(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "tags",
           json_pack("{ssss}", "dxaws:site", SITE, "dxaws:managed", "false"));
}

static void change_certificate(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "certificate_arn", json_string(""));
}

static void change_error_responses(struct fixture *fixture)
{
    change(fixture, "cloudfront", "distribution", "error_responses",
           json_pack("[{sisisssi}]", "error_code", 404, "response_code", 200, "page", "/x.html",
                     "caching_min_ttl", 10));
}

static void change_certificate_tag(struct fixture *fixture)
{
    change(fixture, "acm", "certificate", "tags",
           json_pack("{ssss}", "dxaws:site", SITE, "x", "y"));
}

static void remove_record(struct fixture *fixture, const char *type)
{
    json_t *zone = first_of(fixture, "route53", "zone", NULL);
    json_t *kept = json_array();
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        if (strcmp(json_string_value(json_object_get(record, "type")), type) != 0) {
            json_array_append(kept, record);
        }
    }
    change(fixture, "route53", "zone", "records", kept);
    json_decref(zone);
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
    {change_bucket_tag, "s3.PUT_TAGS", "tags.team"},
    {suspend_versioning, "s3.PUT_VERSIONING", "versioning"},
    {loosen_block, "s3.PUT_PUBLIC_ACCESS_BLOCK", "public_access_block.block_public_policy"},
    {replace_a_statement, "s3.PUT_POLICY", "policy.DxawsCloudFrontRead"},
    {change_comment, UPDATE, "comment"},
    {remove_alias, UPDATE, "aliases"},
    {replace_alias, UPDATE, "aliases"},
    {change_distribution_tag, "cloudfront.PUT_TAGS", "tags.dxaws:managed"},
    {change_certificate, UPDATE, "certificate_arn"},
    {change_error_responses, UPDATE, "error_responses"},
    {change_certificate_tag, "acm.PUT_TAGS", NULL},
    {remove_a, RECORDS, NULL},
    {remove_aaaa, RECORDS, NULL},
    {remove_validation, "acm.PUT_VALIDATION_RECORD", NULL},
    {remove_certificate,
     "acm.REQUEST_CERTIFICATE acm.WAIT_VALIDATION_RECORD acm.PUT_VALIDATION_RECORD "
     "acm.WAIT_ISSUED " UPDATE,
     NULL},
};

START_TEST(each_drift_is_shown_as_it_is_and_repaired)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    drifts[_i].happen(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &plan));
    char *kinds = kinds_of(plan);
    ck_assert_str_eq(kinds, drifts[_i].kinds);
    free(kinds);
    if (drifts[_i].path != NULL) {
        const char *path;
        const char *before;
        const char *after;
        const dxaws_action *action = dxaws_plan_at(plan, 0);
        ck_assert_uint_eq(dxaws_action_change_count(action), 1);
        ck_assert(dxaws_action_change_at(action, 0, &path, &before, &after));
        ck_assert_str_eq(path, drifts[_i].path);
    }
    must(dxaws_website_manager_apply(fixture.website, fixture.context, plan, &result));
    kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    free(kinds);
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

START_TEST(statements_of_others_stay_in_the_policy)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    replace_a_statement(&fixture);
    json_decref(converge(&fixture));
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    json_t *policy = json_object_get(bucket, "policy");
    char *text = json_dumps(policy, 0);
    ck_assert_uint_eq(json_array_size(json_object_get(policy, "Statement")), 3);
    ck_assert_ptr_nonnull(strstr(text, "\"Foreign\""));
    free(text);
    json_decref(bucket);
    fixture_close(&fixture);
}
END_TEST

/* A record of somebody else's at the site's name. */
static void add_foreign_record(struct fixture *fixture)
{
    static const char *const values[] = {"192.0.2.1"};
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    dxaws_dns_desired_add_record(desired, DOMAIN, "A", 60, values, 1);
    must(dxaws_dns_manager_execute(fixture->dns, fixture->context, desired, &result));
}

START_TEST(a_foreign_record_is_a_conflict_before_the_first_write)
{
    struct fixture fixture;
    fixture_open(&fixture);
    add_foreign_record(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired, &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    fixture_close(&fixture);
}
END_TEST

START_TEST(takeover_replaces_a_foreign_record)
{
    struct fixture fixture;
    fixture_open(&fixture);
    add_foreign_record(&fixture);
    dxaws_website_desired_free(fixture.desired);
    must(dxaws_website_desired_parse("{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\","
                                     "\"region\":\"ca-central-1\",\"takeover\":[\"dns\"]}",
                                     &fixture.desired));
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* A resource that carries another site's tag. */
static const struct {
    const char *service;
    const char *type;
} owned[] = {{"s3", "bucket"}, {"cloudfront", "distribution"}, {"acm", "certificate"}};

START_TEST(what_belongs_to_another_site_is_neither_changed_nor_destroyed)
{
    for (int destroying = 0; destroying < 2; destroying++) {
        struct fixture fixture;
        fixture_open(&fixture);
        json_decref(converge(&fixture));
        change(&fixture, owned[_i].service, owned[_i].type, "tags",
               json_pack("{ss}", "dxaws:site", "other"));
        dxaws_website_desired_set_allow_destroy(fixture.desired, SITE);
        uint64_t writes = writes_so_far(&fixture);
        DXAWS_AUTO(dxaws_website_result) result = NULL;
        DXAWS_AUTO(dxaws_error)
        error = destroying ? dxaws_website_manager_destroy(fixture.website, fixture.context,
                                                           fixture.desired, &result)
                           : dxaws_website_manager_execute(fixture.website, fixture.context,
                                                           fixture.desired, &result);
        ck_assert_ptr_nonnull(error);
        ck_assert_str_eq(dxaws_error_code(error), "AnotherSite");
        ck_assert_uint_eq(writes_so_far(&fixture), writes);
        fixture_close(&fixture);
    }
}
END_TEST

START_TEST(a_second_certificate_is_not_touched_when_the_arn_is_given)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    char *arn = NULL;
    json_decref(first_of(&fixture, "acm", "certificate", &arn));
    dxaws_website_desired_set_certificate_arn(fixture.desired, arn);
    char *kinds = planned_kinds(&fixture);
    ck_assert_str_eq(kinds, "");
    free(kinds);
    dxaws_website_desired_set_allow_destroy(fixture.desired, SITE);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired, &result));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 1);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    free(arn);
    fixture_close(&fixture);
}
END_TEST

/* The site moves to another name while the old one still leads to its distribution. */
START_TEST(an_alias_in_use_is_not_taken_away)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_decref(converge(&fixture));
    dxaws_website_desired_free(fixture.desired);
    fixture.desired = dxaws_website_desired_new(SITE, "new.example.com", "ca-central-1");
    dxaws_website_desired_set_bucket_name(fixture.desired, BUCKET);
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "AliasInUse");
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    remove_a(&fixture);
    remove_aaaa(&fixture);
    json_decref(converge(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drift");
    TCase *tests = tcase_create("drift");
    tcase_add_loop_test(tests, each_drift_is_shown_as_it_is_and_repaired, 0,
                        sizeof drifts / sizeof *drifts);
    tcase_add_test(tests, statements_of_others_stay_in_the_policy);
    tcase_add_test(tests, a_foreign_record_is_a_conflict_before_the_first_write);
    tcase_add_test(tests, takeover_replaces_a_foreign_record);
    tcase_add_loop_test(tests, what_belongs_to_another_site_is_neither_changed_nor_destroyed, 0,
                        sizeof owned / sizeof *owned);
    tcase_add_test(tests, a_second_certificate_is_not_touched_when_the_arn_is_given);
    tcase_add_test(tests, an_alias_in_use_is_not_taken_away);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
