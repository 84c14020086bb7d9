/* SPDX-License-Identifier: MIT */
/* What the site had and no longer asks for: removed, or said to be left, and never in silence. */
#include <dxaws/extend/memory.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#define BASE "\"site\":\"" SITE "\",\"region\":\"ca-central-1\",\"protect\":false"
#define AT(domain) "{" BASE ",\"domain\":\"" domain "\"}"
#define WITH(more) "{" BASE ",\"domain\":\"" DOMAIN "\"," more "}"

/* The notes of a fresh plan, joined; release with free(). */
static char *notes_of(struct fixture *fixture)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired, NULL,
                                    &plan));
    json_t *document = json_loads(dxaws_plan_text(plan), 0, NULL);
    char *notes = json_dumps(json_object_get(document, "notes"), JSON_ENCODE_ANY);
    json_decref(document);
    return notes ? notes : strdup("");
}

#define DELETE_OLD "acm.WAIT_UNUSED acm.DELETE_CERTIFICATE"
#define REQUEST                                                                                    \
    "acm.REQUEST_CERTIFICATE acm.WAIT_VALIDATION_RECORD acm.MARK_VALIDATION_RECORD "               \
    "acm.PUT_VALIDATION_RECORD "                                                                   \
    "acm.WAIT_ISSUED "

/* What the site was, what it is to be, the whole plan, and whether one site is there then. */
static const struct {
    const char *before;
    const char *after;
    const char *kinds;
} changes[] = {
    {AT(DOMAIN), WITH("\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}"),
     REQUEST "cloudfront.UPDATE_DISTRIBUTION " DELETE_OLD},
    {WITH("\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}"),
     WITH("\"certificate\":{\"key_algorithm\":\"RSA_2048\"}"),
     REQUEST "cloudfront.UPDATE_DISTRIBUTION " DELETE_OLD},
    {AT("old.example.com"), AT(DOMAIN),
     REQUEST "cloudfront.PUT_TAGS dns.CHANGE_RECORDS dns.WAIT_INSYNC "
             "cloudfront.UPDATE_DISTRIBUTION cloudfront.WAIT_DEPLOYED dns.CHANGE_RECORDS "
             "dns.WAIT_INSYNC acm.WAIT_UNUSED acm.DELETE_VALIDATION_RECORD acm.DELETE_CERTIFICATE "
             "cloudfront.PUT_TAGS"},
};

START_TEST(what_is_replaced_goes_in_the_same_run)
{
    struct fixture fixture;
    fixture_open(&fixture);
    want(&fixture, changes[_i].before);
    json_decref(converge(&fixture));
    want(&fixture, changes[_i].after);
    assert_kinds(&fixture, changes[_i].kinds);
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    assert_settled(&fixture);
    destroy(&fixture);
    assert_no_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* The one certificate is of the new name, and the bucket with its content is still the site's. */
START_TEST(a_site_with_another_domain_keeps_its_bucket)
{
    struct fixture fixture;
    fixture_open(&fixture);
    json_t *before = converge(&fixture);
    want(&fixture, AT("new.example.com"));
    json_t *after = converge(&fixture);
    assert_one_site(&fixture);
    ck_assert_str_eq(json_string_value(json_object_get(after, "bucket")), BUCKET);
    ck_assert(json_equal(json_object_get(before, "distribution_id"),
                         json_object_get(after, "distribution_id")));
    json_t *certificate = first_of(&fixture, "acm", "certificate", NULL);
    ck_assert_str_eq(json_string_value(json_object_get(certificate, "domain_name")),
                     "new.example.com");
    json_t *distribution = first_of(&fixture, "cloudfront", "distribution", NULL);
    ck_assert_uint_eq(json_object_size(json_object_get(distribution, "tags")), 2);
    json_decref(distribution);
    json_decref(certificate);
    json_decref(before);
    json_decref(after);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_bucket_that_was_left_is_named_until_it_is_gone)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want(&fixture, WITH("\"bucket\":{\"name\":\"another-bucket\"}"));
    char *kinds = planned_kinds(&fixture);
    ck_assert_ptr_nonnull(strstr(kinds, "s3.CREATE_BUCKET"));
    ck_assert_ptr_null(strstr(kinds, "s3.DESTROY_BUCKET"));
    free(kinds);
    for (int i = 0; i < 2; i++) { /* before and after the change */
        char *notes = notes_of(&fixture);
        ck_assert_ptr_nonnull(strstr(notes, "bucket " BUCKET " is not read"));
        free(notes);
        json_decref(converge(&fixture));
    }
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 2);
    assert_settled(&fixture);
    destroy(&fixture);
    assert_no_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* A tag holds 256 characters. */
START_TEST(a_bucket_that_cannot_be_remembered_is_named)
{
    static const char letters[] = "abcd";
    struct fixture fixture;
    fixture_open(&fixture);
    for (size_t i = 0; letters[i]; i++) {
        char desired[256];
        snprintf(desired, sizeof desired, WITH("\"bucket\":{\"name\":\"%c%062d\"}"), letters[i], 0);
        want(&fixture, desired);
        char *notes = notes_of(&fixture);
        bool left = strstr(notes, "tag dxaws:former-bucket has no room for c0000") != NULL;
        ck_assert_msg(left == (letters[i] == 'd'), "%s", notes);
        free(notes);
        json_decref(converge(&fixture));
    }
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_bucket_that_somebody_removed_is_forgotten)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want(&fixture, WITH("\"bucket\":{\"name\":\"another-bucket\"}"));
    json_decref(converge(&fixture));
    must(dxaws_memory_begin(fixture.account, fixture.context));
    dxaws_memory_remove(fixture.account, "s3", "bucket", BUCKET);
    must(dxaws_memory_commit(fixture.account));
    assert_kinds(&fixture, "cloudfront.PUT_TAGS");
    json_decref(converge(&fixture));
    assert_settled(&fixture);
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* Gives a bucket other tags. */
static void change_bucket(struct fixture *fixture, const char *name, json_t *tags)
{
    must(dxaws_memory_begin(fixture->account, fixture->context));
    json_t *bucket = dxaws_memory_get_tree(fixture->account, "s3", "bucket", name);
    dxaws_memory_abort(fixture->account);
    ck_assert_int_eq(json_object_set_new(bucket, "tags", tags), 0);
    put(fixture, "s3", "bucket", name, bucket);
    json_decref(bucket);
}

START_TEST(an_origin_that_somebody_changed_is_not_trusted)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    DXAWS_AUTO(dxaws_s3_desired) theirs = dxaws_s3_desired_new("theirs", "ca-central-1");
    DXAWS_AUTO(dxaws_s3_result) made = NULL;
    must(dxaws_s3_manager_execute(fixture.s3, fixture.context, theirs, NULL, &made));
    change(&fixture, "cloudfront", "distribution", "origin_domain_name",
           json_string("theirs.s3.ca-central-1.amazonaws.com"));
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    /* Nor is a bucket that got our tags along with our content. */
    change_bucket(&fixture, "theirs",
                  json_pack("{ss ss}", "dxaws:site", SITE, "dxaws:managed", "made " BUCKET));
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    fixture_close(&fixture);
}
END_TEST

START_TEST(without_ipv6_our_aaaa_record_goes_and_no_other)
{
    for (int theirs = 0; theirs < 2; theirs++) {
        struct fixture fixture;
        fixture_open_site(&fixture);
        if (theirs) {
            DXAWS_AUTO(dxaws_dns_desired) desired = NULL;
            DXAWS_AUTO(dxaws_dns_result) result = NULL;
            remove_record(&fixture, "AAAA");
            must(dxaws_dns_desired_parse("{\"records\":[{\"name\":\"" DOMAIN "\",\"type\":\"AAAA\","
                                         "\"values\":[\"2001:db8::1\"]}]}",
                                         &desired));
            must(dxaws_dns_manager_execute(fixture.dns, fixture.context, desired, NULL, &result));
        }
        want(&fixture, WITH("\"cdn\":{\"ipv6\":false}"));
        json_decref(converge(&fixture));
        ck_assert_uint_eq(record_count(&fixture, "AAAA"), theirs);
        ck_assert_uint_eq(record_count(&fixture, "A"), 1);
        assert_settled(&fixture);
        want(&fixture, AT(DOMAIN));
        if (!theirs) {
            json_decref(converge(&fixture));
            assert_one_site(&fixture);
        }
        fixture_close(&fixture);
    }
}
END_TEST

START_TEST(records_that_are_not_managed_any_more_are_named)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want(&fixture, WITH("\"dns\":{\"manage\":false}"));
    char *notes = notes_of(&fixture);
    ck_assert_ptr_nonnull(strstr(notes, DOMAIN));
    ck_assert_ptr_nonnull(strstr(notes, "A and AAAA"));
    free(notes);
    assert_settled(&fixture);
    ck_assert_uint_eq(record_count(&fixture, "A") + record_count(&fixture, "AAAA"), 2);
    destroy(&fixture); /* which says that they lead nowhere then */
    ck_assert_uint_eq(record_count(&fixture, "A") + record_count(&fixture, "AAAA"), 2);
    fixture_close(&fixture);
}
END_TEST

/* Two certificates of one name share their validation record: it goes with the last. */
START_TEST(destroy_removes_a_certificate_that_an_earlier_run_left)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    DXAWS_AUTO(dxaws_acm_desired) second = NULL;
    DXAWS_AUTO(dxaws_acm_result) made = NULL;
    must(dxaws_acm_desired_parse("{\"domain_name\":\"" DOMAIN "\",\"region\":\"us-east-1\","
                                 "\"key_algorithm\":\"EC_prime256v1\",\"owner\":\"" SITE "\"}",
                                 &second));
    must(dxaws_acm_manager_execute(fixture.acm, fixture.context, second, NULL, &made));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 2);
    want(&fixture, AT(DOMAIN));
    destroy(&fixture);
    assert_no_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* A certificate of the caller's own, for a wildcard or, validated by the same record, the domain.
 */
static void add_certificate(struct fixture *fixture, const char *arn, bool same)
{
    json_t *theirs = first_of(fixture, "acm", "certificate", NULL);
    json_object_set_new(theirs, "tags", json_pack("{ss}", "owner", "finance"));
    json_object_set_new(theirs, "in_use_by", json_array());
    if (!same) {
        json_object_set_new(theirs, "domain_name", json_string("*.example.com"));
        json_object_set_new(theirs, "names", json_pack("[s]", "*.example.com"));
        json_object_del(theirs, "record");
    }
    put(fixture, "acm", "certificate", arn, theirs);
    json_decref(theirs);
}

/* Nobody needs the record of the one that is replaced, unless the other has the same. */
START_TEST(a_certificate_that_is_replaced_by_the_callers_own_takes_its_record_along)
{
    static const char arn[] =
        "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000077";
    char json[300];
    struct fixture fixture;
    fixture_open_site(&fixture);
    add_certificate(&fixture, arn, _i);
    snprintf(json, sizeof json, WITH("\"certificate\":{\"arn\":\"%s\"}"), arn);
    want(&fixture, json);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    ck_assert_ptr_null(strstr(dxaws_plan_text(plan), "delete-certificate"));
    json_decref(converge(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 1);
    ck_assert_uint_eq(record_count(&fixture, "CNAME"), _i);
    assert_settled(&fixture);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_certificate_that_others_use_or_made_stays)
{
    static const char arn[] = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/x";
    for (int tagged = 0; tagged < 2; tagged++) {
        struct fixture fixture;
        fixture_open_site(&fixture);
        if (tagged) {
            json_t *document = first_of(&fixture, "acm", "certificate", NULL);
            json_t *users = json_deep_copy(json_object_get(document, "in_use_by"));
            json_array_append_new(users, json_string(arn));
            change(&fixture, "acm", "certificate", "in_use_by", users);
            json_decref(document);
        } else {
            change(&fixture, "acm", "certificate", "tags", json_object());
        }
        want(&fixture, WITH("\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}"));
        json_decref(converge(&fixture));
        ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 2);
        char *notes = notes_of(&fixture);
        ck_assert_int_eq(strstr(notes, arn) != NULL, tagged);
        free(notes);
        assert_settled(&fixture);
        fixture_close(&fixture);
    }
}
END_TEST

START_TEST(without_waiting_the_next_run_removes_what_is_replaced)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    fixture.options = options;
    want(&fixture, WITH("\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}"));
    json_decref(converge(&fixture));
    assert_kinds(&fixture, "acm.DELETE_CERTIFICATE");
    json_decref(converge(&fixture));
    assert_one_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

START_TEST(a_saved_plan_removes_what_it_shows)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want(&fixture, AT("new.example.com"));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) loaded = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    must(dxaws_plan_parse(dxaws_plan_text(plan), &loaded));
    must(dxaws_website_manager_apply(fixture.website, fixture.context, loaded, NULL, &result));
    assert_one_site(&fixture);
    assert_settled(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* Names that contain what follows a bucket's name in its host. */
static const char *const hostlike[] = {"a.s3.b", "my.s3", "a.s3.dualstack.b",
                                       "x.s3.eu-west-1.amazonaws.com"};

START_TEST(a_bucket_with_a_name_like_a_host_is_found_again)
{
    struct fixture fixture;
    char json[300];
    snprintf(json, sizeof json, WITH("\"bucket\":{\"name\":\"%s\"}"), hostlike[_i]);
    fixture_open(&fixture);
    want(&fixture, json);
    json_decref(converge(&fixture));
    assert_settled(&fixture);
    want(&fixture, WITH("\"bucket\":{\"name\":\"the-next-one\"}"));
    char *notes = notes_of(&fixture);
    snprintf(json, sizeof json, "bucket %s is not read by the site any more", hostlike[_i]);
    ck_assert_msg(strstr(notes, json) != NULL, "%s", notes);
    free(notes);
    json_decref(converge(&fixture));
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("former");
    tcase_add_loop_test(tests, what_is_replaced_goes_in_the_same_run, 0,
                        sizeof changes / sizeof *changes);
    tcase_add_test(tests, a_site_with_another_domain_keeps_its_bucket);
    tcase_add_test(tests, a_bucket_that_was_left_is_named_until_it_is_gone);
    tcase_add_test(tests, a_bucket_that_cannot_be_remembered_is_named);
    tcase_add_test(tests, a_bucket_that_somebody_removed_is_forgotten);
    tcase_add_test(tests, an_origin_that_somebody_changed_is_not_trusted);
    tcase_add_test(tests, without_ipv6_our_aaaa_record_goes_and_no_other);
    tcase_add_test(tests, records_that_are_not_managed_any_more_are_named);
    tcase_add_test(tests, destroy_removes_a_certificate_that_an_earlier_run_left);
    tcase_add_test(tests, a_certificate_that_others_use_or_made_stays);
    tcase_add_loop_test(
        tests, a_certificate_that_is_replaced_by_the_callers_own_takes_its_record_along, 0, 2);
    tcase_add_test(tests, without_waiting_the_next_run_removes_what_is_replaced);
    tcase_add_test(tests, a_saved_plan_removes_what_it_shows);
    tcase_add_loop_test(tests, a_bucket_with_a_name_like_a_host_is_found_again, 0,
                        sizeof hostlike / sizeof *hostlike);
    return run_suite("former", tests);
}
