/* SPDX-License-Identifier: MIT */
/* The end of a site that has more than what it declares, and of one that is given back: what goes
 * on to be used stays, and all that stays is named. */
#include <dxaws/extend/memory.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#define ENDS_AT(domain, more)                                                                      \
    "{\"site\":\"" SITE "\",\"domain\":\"" domain "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"present\":false" more "}"
#define ENDS(more) ENDS_AT(DOMAIN, "," more)
#define RENAMED "\"bucket\":{\"name\":\"another-bucket\"}"
#define FORCED "\"bucket\":{\"name\":\"another-bucket\",\"force_empty\":true}"

/* Changes the distribution's tags as somebody else's hand does. */
static void mark_distribution(struct fixture *fixture, const char *managed)
{
    change(fixture, "cloudfront", "distribution", "tags",
           managed ? json_pack("{ss ss}", "dxaws:site", SITE, "dxaws:managed", managed)
                   : json_object());
}

static void put_content(struct fixture *fixture)
{
    char *id;
    json_t *bucket = first_of(fixture, "s3", "bucket", &id);
    json_object_set_new(bucket, "objects", json_pack("[{ss}]", "key", "index.html"));
    put(fixture, "s3", "bucket", id, bucket);
    json_decref(bucket);
    free(id);
}

/* What a fresh plan leaves, as one text, with how it is to be done; release with free(). */
static char *left_of(struct fixture *fixture, const dxaws_apply_options *options)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired, options,
                                    &plan));
    json_t *document = json_loads(dxaws_plan_text(plan), 0, NULL);
    char *left = json_dumps(json_object_get(document, "left"), JSON_ENCODE_ANY | JSON_COMPACT);
    json_decref(document);
    return left ? left : strdup("");
}

/* The bucket that the site had, and its distribution serves still: whether it goes with the site.
 */
static const struct {
    const char *managed; /* as whose the distribution is marked; NULL: nobody's */
    const char *reference;
    bool goes;
} formers[] = {
    {"made dxaws-cloudfront:" SITE, NULL, true},
    {"adopted theirs", "theirs", false},
    {NULL, "theirs", false}, /* as after it was given back */
};

START_TEST(a_former_bucket_stays_with_what_serves_it)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    mark_distribution(&fixture, formers[_i].managed);
    if (formers[_i].reference != NULL) {
        change(&fixture, "cloudfront", "distribution", "caller_reference",
               json_string(formers[_i].reference));
    }
    want(&fixture, ENDS(RENAMED));
    char *left = left_of(&fixture, NULL);
    ck_assert_msg(formers[_i].goes == (strstr(left, " serves it, which is not") == NULL), "%s",
                  left);
    free(left);
    for (int i = 0; i < 2; i++) { /* once more when it is given back */
        destroy(&fixture);
        ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), !formers[_i].goes);
        ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), !formers[_i].goes);
    }
    fixture_close(&fixture);
}
END_TEST

/* What a refusal advises is heard by the bucket that it names. */
START_TEST(a_former_bucket_is_emptied_when_that_is_asked_for)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    put_content(&fixture);
    want(&fixture, ENDS(RENAMED));
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan);
    ck_assert_str_eq(dxaws_error_code(last_cause(error)), DXAWS_S3_ERROR_BUCKET_NOT_EMPTY);
    want(&fixture, ENDS(FORCED));
    char *kinds = planned_kinds(&fixture);
    ck_assert_ptr_nonnull(strstr(kinds, "s3.EMPTY_BUCKET s3.DESTROY_BUCKET"));
    free(kinds);
    destroy(&fixture);
    assert_no_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

/* Who serves it is no reason to keep a mark on what is let go. */
START_TEST(a_former_bucket_is_let_go_whoever_serves_it)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    put_content(&fixture);
    mark_distribution(&fixture, "adopted dxaws-cloudfront:" SITE);
    want(&fixture, ENDS(RENAMED));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    dxaws_apply_options_set_release(options, true);
    must(dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired, options,
                                       &result));
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    ck_assert_uint_eq(json_object_size(json_object_get(bucket, "tags")), 0);
    json_decref(bucket);
    fixture_close(&fixture);
}
END_TEST

/* Nor of a certificate, which goes by a name that is the site's no more. */
START_TEST(a_former_certificate_is_let_go_whoever_uses_it)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    json_t *certificate = first_of(&fixture, "acm", "certificate", NULL);
    json_t *users = json_deep_copy(json_object_get(certificate, "in_use_by"));
    json_array_append_new(users, json_string("arn:aws:elasticloadbalancing:us-east-1:1:x"));
    change(&fixture, "acm", "certificate", "in_use_by", users);
    want(&fixture, ENDS_AT("new.example.com", ""));
    json_decref(certificate);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    dxaws_apply_options_set_release(options, true);
    must(dxaws_website_manager_execute(fixture.website, fixture.context, fixture.desired, options,
                                       &result));
    certificate = first_of(&fixture, "acm", "certificate", NULL);
    ck_assert_uint_eq(json_object_size(json_object_get(certificate, "tags")), 0);
    json_decref(certificate);
    fixture_close(&fixture);
}
END_TEST

/* Ours has another reference, since somebody has the first one: that is no reason to stop. */
START_TEST(a_distribution_with_our_reference_beside_ours_is_passed_by)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    json_t *theirs = first_of(&fixture, "cloudfront", "distribution", NULL);
    json_object_set_new(theirs, "id", json_string("EFIRST"));
    json_object_set_new(theirs, "arn",
                        json_string("arn:aws:cloudfront::123456789012:distribution/EFIRST"));
    json_object_set_new(theirs, "aliases", json_array());
    json_object_set_new(theirs, "certificate_arn", json_string(""));
    json_object_set_new(theirs, "origin_oac_id", json_string(""));
    json_object_set_new(theirs, "origin_domain_name",
                        json_string("their-bucket.s3.eu-west-1.amazonaws.com"));
    json_object_set_new(theirs, "tags", json_object());
    change(&fixture, "cloudfront", "distribution", "caller_reference", json_string("the-second"));
    mark_distribution(&fixture, "made the-second");
    must(dxaws_memory_begin(fixture.account, fixture.context));
    must(dxaws_memory_put_tree(fixture.account, "cloudfront", "distribution", "EFIRST", theirs));
    must(dxaws_memory_commit(fixture.account));
    json_decref(theirs);
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 0);
    fixture_close(&fixture);
}
END_TEST

/* Buckets of old have names that none can get any more. */
START_TEST(an_origin_that_no_bucket_can_have_is_passed_by)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "cloudfront", "distribution", "origin_domain_name",
           json_string("A_Bucket.s3.eu-west-1.amazonaws.com"));
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    mark_distribution(&fixture, "adopted dxaws-cloudfront:" SITE);
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    fixture_close(&fixture);
}
END_TEST

/* What the site was, and what its document says when it goes, of a bucket that was taken over. */
#define WAS(more)                                                                                  \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\"," more "}"
#define RULES "\"bucket\":{\"lifecycle\":{\"expire_noncurrent_days\":30,\"abort_uploads_days\":3}}"
#define CONTENT "\"content\":{\"objects\":{\"a.js\":{\"text\":\"a\"}}}"
#define THEIR_STATEMENT                                                                            \
    "{\"Sid\":\"Theirs\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\","     \
    "\"Resource\":\"arn:aws:s3:::" BUCKET "/locked/*\"}"
#define THEIR_RULE                                                                                 \
    "{\"ID\":\"theirs\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"tmp/\"},"                  \
    "\"Expiration\":{\"Days\":1}}"
static const struct {
    const char *was;
    const char *ends;
    bool by_mark; /* nothing but its mark leads to the bucket any more */
} ends[] = {
    {WAS(RULES), ENDS(RULES), false},
    {WAS(RULES), ENDS("\"bucket\":{}"), false}, /* a document that says nothing of rules any more */
    {WAS(CONTENT "," RULES), ENDS(CONTENT), false},
    {WAS(CONTENT), ENDS("\"bucket\":{}"), false},
    {WAS(CONTENT "," RULES), ENDS(RENAMED), false}, /* the one that the site had before */
    {WAS(RULES), ENDS(RENAMED), true},
};

/* Puts something of theirs beside what is ours. */
static void add_theirs(json_t *document, const char *list, const char *text)
{
    json_t *item = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(item);
    ck_assert_int_eq(json_array_append_new(json_object_get(document, list), item), 0);
}

static void take_bucket_over(struct fixture *fixture)
{
    char *id;
    json_t *bucket = first_of(fixture, "s3", "bucket", &id);
    json_object_set_new(bucket, "tags",
                        json_pack("{ss ss ss}", "dxaws:site", SITE, "dxaws:managed",
                                  "adopted " BUCKET, "owner", "finance"));
    add_theirs(json_object_get(bucket, "policy"), "Statement", THEIR_STATEMENT);
    json_t *lifecycle = json_object_get(bucket, "lifecycle");
    if (json_object_get(lifecycle, "Rules") != NULL) {
        add_theirs(lifecycle, "Rules", THEIR_RULE);
    }
    put(fixture, "s3", "bucket", id, bucket);
    json_decref(bucket);
    free(id);
}

/* Whether nothing but theirs is in the list. */
static void assert_only(const json_t *document, const char *list, const char *text)
{
    json_t *theirs = json_loads(text, 0, NULL);
    const json_t *found = json_object_get(document, list);
    ck_assert_uint_eq(json_array_size(found), 1);
    ck_assert(json_equal(json_array_get(found, 0), theirs));
    json_decref(theirs);
}

START_TEST(of_a_bucket_that_is_given_back_only_theirs_stays)
{
    struct fixture fixture;
    fixture_open(&fixture);
    want(&fixture, ends[_i].was);
    json_decref(converge(&fixture));
    take_bucket_over(&fixture);
    if (ends[_i].by_mark) {
        change(&fixture, "cloudfront", "distribution", "origin_domain_name",
               json_string("another-bucket.s3.ca-central-1.amazonaws.com"));
    }
    want(&fixture, ends[_i].ends);
    char *left = left_of(&fixture, NULL);
    ck_assert_ptr_nonnull(strstr(left, "versioning true"));
    bool published = strstr(ends[_i].was, "content") != NULL;
    ck_assert_int_eq(strstr(left, "\"content\"") != NULL, published);
    free(left);
    destroy(&fixture);
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    json_t *tags = json_pack("{ss}", "owner", "finance");
    ck_assert(json_equal(json_object_get(bucket, "tags"), tags));
    assert_only(json_object_get(bucket, "policy"), "Statement", THEIR_STATEMENT);
    if (strstr(ends[_i].was, "lifecycle") != NULL) {
        assert_only(json_object_get(bucket, "lifecycle"), "Rules", THEIR_RULE);
    }
    json_decref(tags);
    json_decref(bucket);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("given back");
    tcase_add_loop_test(tests, of_a_bucket_that_is_given_back_only_theirs_stays, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_loop_test(tests, a_former_bucket_stays_with_what_serves_it, 0,
                        sizeof formers / sizeof *formers);
    tcase_add_test(tests, a_former_bucket_is_emptied_when_that_is_asked_for);
    tcase_add_test(tests, a_former_certificate_is_let_go_whoever_uses_it);
    tcase_add_test(tests, a_distribution_with_our_reference_beside_ours_is_passed_by);
    tcase_add_test(tests, an_origin_that_no_bucket_can_have_is_passed_by);
    tcase_add_test(tests, a_former_bucket_is_let_go_whoever_serves_it);
    return run_suite("given back", tests);
}
