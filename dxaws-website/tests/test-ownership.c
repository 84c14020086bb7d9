/* SPDX-License-Identifier: MIT */
/* What is not ours is left alone, or said to be in the way; what is ours is found. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

#include "fixture.h"

/* Takes one of our statements away and adds somebody's own. */
static void add_foreign_statement(struct fixture *fixture)
{
    json_t *bucket = first_of(fixture, "s3", "bucket", NULL);
    json_t *policy = json_incref(json_object_get(bucket, "policy"));
    json_t *statements = json_object_get(policy, "Statement");
    json_array_remove(statements, 0);
    json_array_append_new(statements, json_pack("{ss ss ss ss ss}", "Sid", "Foreign", "Effect",
                                                "Deny", "Principal", "*", "Action", "s3:PutObject",
                                                "Resource", "arn:aws:s3:::" BUCKET "/*"));
    change(fixture, "s3", "bucket", "policy", policy);
    json_decref(bucket);
}

START_TEST(statements_of_others_stay_in_the_policy)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    add_foreign_statement(&fixture);
    json_decref(converge(&fixture));
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    json_t *policy = json_object_get(bucket, "policy");
    char *text = json_dumps(policy, 0);
    ck_assert_uint_eq(json_array_size(json_object_get(policy, "Statement")), 5);
    ck_assert_ptr_nonnull(strstr(text, "\"Foreign\""));
    free(text);
    json_decref(bucket);
    fixture_close(&fixture);
}
END_TEST

/* A record of somebody else's at the site's name. */
static void add_foreign_record(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    must(dxaws_dns_desired_parse("{\"records\":[{\"name\":\"" DOMAIN
                                 "\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]}",
                                 &desired));
    must(dxaws_dns_manager_execute(fixture->dns, fixture->context, desired, NULL, &result));
}

START_TEST(a_foreign_record_is_a_conflict_before_the_first_write)
{
    struct fixture fixture;
    fixture_open(&fixture);
    add_foreign_record(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired, NULL,
                                          &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    fixture_close(&fixture);
}
END_TEST

static const char *const identities[] = {"record", "record/A/192.0.2.1"};

START_TEST(takeover_replaces_a_foreign_record)
{
    struct fixture fixture;
    fixture_open(&fixture);
    add_foreign_record(&fixture);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, identities[_i]);
    fixture.options = options;
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* An alias of the A family that leads to some distribution. */
static void add_alias(dxaws_dns_desired *desired, const char *name, const char *target)
{
    DXAWS_AUTO(dxaws_dns_record) record = dxaws_dns_record_new();
    dxaws_dns_record_set_name(record, name);
    dxaws_dns_record_set_type(record, "A");
    dxaws_dns_record_set_alias_zone_id(record, DXAWS_CLOUDFRONT_HOSTED_ZONE_ID);
    dxaws_dns_record_set_alias_dns_name(record, target);
    dxaws_dns_desired_add_record(desired, record);
}

/* Points the site's name at some other distribution. */
static void point_elsewhere(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_dns_desired) desired = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_result) result = NULL;
    add_alias(desired, DOMAIN, "dother.cloudfront.net");
    must(dxaws_dns_manager_execute(fixture->dns, fixture->context, desired, NULL, &result));
}

/* Only what leads to the site's own distribution is its own. */
START_TEST(an_alias_to_another_distribution_is_somebody_elses)
{
    struct fixture fixture;
    fixture_open(&fixture);
    point_elsewhere(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "record/A/dother.cloudfront.net"));
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, "record/A/dother.cloudfront.net");
    fixture.options = options;
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    point_elsewhere(&fixture);
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    ck_assert_uint_eq(record_count(&fixture, "A"), 1);
    ck_assert_uint_eq(record_count(&fixture, "AAAA"), 0);
    fixture_close(&fixture);
}
END_TEST

START_TEST(an_alias_of_somebody_else_stays_when_the_site_is_gone)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    destroy(&fixture);
    point_elsewhere(&fixture);
    uint64_t writes = writes_so_far(&fixture);
    destroy(&fixture);
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    ck_assert_uint_eq(record_count(&fixture, "A"), 1);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_site_whose_name_moved_away_can_be_destroyed)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    remove_record(&fixture, "A");
    add_foreign_record(&fixture);
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    ck_assert_uint_eq(record_count(&fixture, "AAAA"), 0);
    ck_assert_uint_eq(record_count(&fixture, "A"), 1);
    fixture_close(&fixture);
}
END_TEST

/* A resource that carries another site's tag. */
static const struct {
    const char *service;
    const char *type;
} owned[] = {{"s3", "bucket"}, {"cloudfront", "distribution"}};

START_TEST(what_belongs_to_another_site_is_not_changed)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, owned[_i].service, owned[_i].type, "tags",
           json_pack("{ss}", "dxaws:site", "other"));
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired, NULL,
                                          &result);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "AnotherSite");
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    fixture_close(&fixture);
}
END_TEST

START_TEST(what_belongs_to_another_site_is_left_when_ours_is_destroyed)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "s3", "bucket", "tags", json_pack("{ss}", "dxaws:site", "other"));
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 1);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    ck_assert_uint_eq(record_count(&fixture, "A"), 0);
    fixture_close(&fixture);
}
END_TEST

/* A distribution that was taken over by another site took its records along. */
START_TEST(records_that_lead_to_another_sites_distribution_are_left)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "cloudfront", "distribution", "tags",
           json_pack("{ss}", "dxaws:site", "other"));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_allow_destroy(options, SITE);
    fixture.options = options;
    dxaws_website_desired_set_present(fixture.desired, false);
    char *kinds = planned_kinds(&fixture);
    ck_assert_ptr_null(strstr(kinds, "dns."));
    ck_assert_ptr_null(strstr(kinds, "cloudfront.DELETE_DISTRIBUTION"));
    free(kinds);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_certificate_of_another_site_stays_beside_the_own_one)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    json_t *theirs = json_pack("{ss}", "dxaws:site", "other");
    change(&fixture, "acm", "certificate", "tags", json_incref(theirs));
    json_decref(converge(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 2);
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 1);
    json_t *left = first_of(&fixture, "acm", "certificate", NULL);
    ck_assert(json_equal(json_object_get(left, "tags"), theirs));
    json_decref(left);
    json_decref(theirs);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_second_certificate_is_not_touched_when_the_arn_is_given)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    char *arn = NULL;
    json_decref(first_of(&fixture, "acm", "certificate", &arn));
    dxaws_website_desired_set_certificate_arn(fixture.desired, arn);
    assert_kinds(&fixture, "");
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 1);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 0);
    free(arn);
    fixture_close(&fixture);
}
END_TEST

/* The certificate is for one more name. */
static void cover(struct fixture *fixture, const char *name)
{
    char *arn = NULL;
    json_t *certificate = first_of(fixture, "acm", "certificate", &arn);
    json_object_set_new(certificate, "subject_alternative_names", json_pack("[s]", name));
    put(fixture, "acm", "certificate", arn, certificate);
    json_decref(certificate);
    free(arn);
}

/* Somebody gave the distribution one more name, and DNS leads to it there. */
START_TEST(an_alias_in_use_is_not_taken_away)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_t *result = converge(&fixture);
    const char *target = json_string_value(json_object_get(result, "distribution_domain_name"));
    DXAWS_AUTO(dxaws_dns_desired) more = dxaws_dns_desired_new();
    DXAWS_AUTO(dxaws_dns_result) made = NULL;
    add_alias(more, "more.example.com", target);
    must(dxaws_dns_manager_execute(fixture.dns, fixture.context, more, NULL, &made));
    change(&fixture, "cloudfront", "distribution", "aliases",
           json_pack("[ss]", DOMAIN, "more.example.com"));
    uint64_t writes = writes_so_far(&fixture);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "AliasInUse");
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    cover(&fixture, "more.example.com");
    destroy(&fixture); /* it would lead nowhere, or to whoever takes the name over */
    ck_assert_uint_eq(record_count(&fixture, "A"), 0);
    json_decref(result);
    fixture_close(&fixture);
}
END_TEST

/* Before anything of it is written, its tags too: what is planned from is what is marked. */
START_TEST(a_distribution_is_taken_over_before_its_tags_are_written)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "cloudfront", "distribution", "tags", json_object());
    want(&fixture, "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN
                   "\",\"region\":\"ca-central-1\",\"tags\":{\"team\":\"web\"}}");
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, "distribution");
    fixture.options = options;
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    assert_settled(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* Somebody else's distribution with the same origin. */
static void add_reader(struct fixture *fixture)
{
    json_t *reader = first_of(fixture, "cloudfront", "distribution", NULL);
    json_object_set_new(reader, "id", json_string("EREADER"));
    json_object_set_new(reader, "arn", json_string("arn:aws:cloudfront::1:distribution/EREADER"));
    json_object_set_new(reader, "caller_reference", json_string("theirs"));
    json_object_set_new(reader, "comment", json_string("theirs"));
    json_object_set_new(reader, "aliases", json_array());
    json_object_set_new(reader, "certificate_arn", json_string(""));
    json_object_set_new(reader, "origin_oac_id", json_string(""));
    json_object_set_new(reader, "tags", json_pack("{ss}", "owner", "finance"));
    must(dxaws_memory_begin(fixture->account, fixture->context));
    must(dxaws_memory_put_tree(fixture->account, "cloudfront", "distribution", "EREADER", reader));
    must(dxaws_memory_commit(fixture->account));
    json_decref(reader);
}

/* No module knows of both: the bucket of somebody's live site is left, and named. */
START_TEST(a_bucket_that_somebodys_distribution_serves_is_left)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    add_reader(&fixture);
    assert_kinds(&fixture, "");
    dxaws_website_desired_set_protect(fixture.desired, false);
    dxaws_website_desired_set_present(fixture.desired, false);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    ck_assert_ptr_nonnull(strstr(dxaws_plan_text(plan), "distribution EREADER serves it"));
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 1);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    destroy(&fixture); /* once more: named still */
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 1);
    fixture_close(&fixture);
}
END_TEST

/* It goes on reading the bucket when it is given back; anybody could take a bucket's name then. */
START_TEST(the_bucket_of_an_adopted_distribution_is_left_with_it)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "cloudfront", "distribution", "tags",
           json_pack("{ss ss}", "dxaws:site", SITE, "dxaws:managed",
                     "adopted dxaws-cloudfront:" SITE));
    if (_i) { /* it reads another one */
        change(&fixture, "cloudfront", "distribution", "origin_domain_name",
               json_string("theirs.s3.ca-central-1.amazonaws.com"));
    }
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 1 - _i);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("ownership");
    tcase_add_test(tests, a_bucket_that_somebodys_distribution_serves_is_left);
    tcase_add_loop_test(tests, the_bucket_of_an_adopted_distribution_is_left_with_it, 0, 2);
    tcase_add_test(tests, statements_of_others_stay_in_the_policy);
    tcase_add_test(tests, a_foreign_record_is_a_conflict_before_the_first_write);
    tcase_add_loop_test(tests, takeover_replaces_a_foreign_record, 0,
                        sizeof identities / sizeof *identities);
    tcase_add_test(tests, an_alias_to_another_distribution_is_somebody_elses);
    tcase_add_test(tests, an_alias_of_somebody_else_stays_when_the_site_is_gone);
    tcase_add_test(tests, a_site_whose_name_moved_away_can_be_destroyed);
    tcase_add_loop_test(tests, what_belongs_to_another_site_is_not_changed, 0,
                        sizeof owned / sizeof *owned);
    tcase_add_test(tests, a_certificate_of_another_site_stays_beside_the_own_one);
    tcase_add_test(tests, what_belongs_to_another_site_is_left_when_ours_is_destroyed);
    tcase_add_test(tests, records_that_lead_to_another_sites_distribution_are_left);
    tcase_add_test(tests, a_second_certificate_is_not_touched_when_the_arn_is_given);
    tcase_add_test(tests, an_alias_in_use_is_not_taken_away);
    tcase_add_test(tests, a_distribution_is_taken_over_before_its_tags_are_written);
    return run_suite("ownership", tests);
}
