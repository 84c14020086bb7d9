/* SPDX-License-Identifier: MIT */
/* Rules of a lifecycle, and templates: what is refused, what means the same, and what others say.
 */
#include <dxaws/kit/check.h>
#include <dxaws/s3-provider.h>

#include <stdio.h>
#include <stdlib.h>

#include "providers/aws-shapes.h"
#include "schema.h"
#include "shared.h"

#define EXPIRE "\"Expiration\":{\"Days\":1}"
#define MOVE(days, class) "{\"Days\":" days ",\"StorageClass\":\"" class "\"}"

/* A rule, and what its refusal says; NULL: there is none. */
static const struct {
    const char *rule;
    const char *told;
} rules[] = {
    {"{" EXPIRE "}", NULL},
    {"{\"Status\":\"Disabled\",\"ID\":\"r\"," EXPIRE "}", NULL},
    {"{\"Transitions\":[" MOVE("30", "STANDARD_IA") "," MOVE("0", "GLACIER") "]}", NULL},
    {"{\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1,\"NewerNoncurrentVersions\":100}}",
     NULL},
    {"{\"template\":\"intelligent_tiering\",\"days\":0}", NULL},
    {"{\"present\":false}", NULL},
    {"{}", "does nothing; it needs one of Expiration"},
    {"[]", "where an object must be"},
    {"{" EXPIRE ",\"ID\":\"s\"}", "has the ID \"s\"; leave it out"},
    {"{" EXPIRE ",\"Status\":\"On\"}", "Enabled or Disabled"},
    {"{" EXPIRE ",\"Colour\":\"red\"}", "unknown member \"Colour\"; known are Expiration"},
    {"{\"Expiration\":{\"Days\":0}}", "has the Days 0; S3 takes 1 and more"},
    {"{\"Expiration\":{\"Days\":\"30\"}}", "it must be a whole number"},
    {"{\"Expiration\":{}}", "has an empty Expiration"},
    {"{\"Expiration\":{\"Days\":1,\"Date\":\"2027-01-01\"}}", "one of Days and Date"},
    {"{\"Expiration\":{\"Date\":\"1 January\"}}", "a day such as \"2027-01-31\""},
    {"{\"Expiration\":{\"Date\":\"2027-01-31T12:00:00Z\"}}", "at midnight UTC"},
    {"{\"Transitions\":[" MOVE("29", "STANDARD_IA") "]}", "after 29 days; S3 takes 30 and more"},
    {"{\"Transitions\":[" MOVE("-1", "GLACIER") "]}", "has the Days -1"},
    {"{\"Transitions\":[" MOVE("30", "COLD") "]}", "StorageClass \"COLD\"; it must be one of"},
    {"{\"Transitions\":[{\"Days\":30}]}", "StorageClass \"\""},
    {"{\"Transitions\":[" MOVE("30", "GLACIER") "," MOVE("60", "GLACIER") "]}", "GLACIER twice"},
    {"{\"Expiration\":{\"Days\":30},\"Transitions\":[" MOVE("30", "GLACIER") "]}",
     "deletes after 30 days what it moves after 30"},
    {"{\"NoncurrentVersionExpiration\":{\"NewerNoncurrentVersions\":3}}", "needs NoncurrentDays"},
    {"{\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1,\"NewerNoncurrentVersions\":101}}",
     "S3 takes 1 to 100"},
    {"{\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":0}}", "S3 takes 1 and more"},
    {"{" EXPIRE ",\"Filter\":{\"Prefix\":\"a\",\"ObjectSizeLessThan\":5}}",
     "put them into \"And\""},
    {"{" EXPIRE ",\"Filter\":{\"And\":{\"Prefix\":\"a\"}}}", "one condition in \"And\""},
    {"{\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":1},\"Filter\":{\"Tag\":{\"Key\":"
     "\"a\",\"Value\":\"b\"}}}",
     "none with AbortIncompleteMultipartUpload"},
    {"{\"template\":\"tls_only\"}",
     "it must be one of expire_noncurrent, abort_uploads, intelligent_tiering"},
    {"{\"template\":7}", "has the template 7"},
    {"{\"template\":\"abort_uploads\"}", "needs \"days\", a whole number from 1 on, not nothing"},
    {"{\"template\":\"abort_uploads\",\"days\":0}", "from 1 on, not 0"},
    {"{\"template\":\"abort_uploads\",\"days\":1,\"keep\":2}", "has no \"keep\""},
    {"{\"template\":\"expire_noncurrent\",\"days\":1,\"keep\":101}", "S3 takes 1 to 100"},
};

START_TEST(rules_are_refused_as_s3_would)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    dxaws_s3_desired_set_lifecycle_rule(desired, "r", rules[_i].rule);
    if (rules[_i].told == NULL) {
        ck_ok(dxaws_s3_desired_check(desired));
    } else {
        ck_refused(dxaws_s3_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT, rules[_i].told);
    }
}
END_TEST

START_TEST(ids_and_numbers_of_rules_are_bounded)
{
    char id[300];
    DXAWS_AUTO(dxaws_s3_desired) many = dxaws_s3_desired_new("example", "eu-west-1");
    for (size_t size = 255; size <= 256; size++) {
        DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
        snprintf(id, sizeof id, "%0*d", (int)size, 0);
        dxaws_s3_desired_set_lifecycle_rule(desired, id, "{" EXPIRE "}");
        DXAWS_AUTO(dxaws_error) error = dxaws_s3_desired_check(desired);
        ck_assert_int_eq(error != NULL, size == 256);
    }
    for (int i = 0; i <= 1000; i++) {
        snprintf(id, sizeof id, "%d", i);
        dxaws_s3_desired_set_lifecycle_rule(many, id, "{" EXPIRE "}");
    }
    ck_refused(dxaws_s3_desired_check(many), DXAWS_ERROR_INVALID_ARGUMENT,
               "a bucket may have 1000");
}
END_TEST

/* Two rules, and whether they mean the same. */
static const struct {
    const char *left;
    const char *right;
    bool same;
} pairs[] = {
    {"{\"ID\":\"a\",\"Filter\":{\"Prefix\":\"\"}}", "{\"ID\":\"b\"}", true},
    {"{\"Filter\":{}}", "{\"Prefix\":\"\"}", true},
    {"{\"Expiration\":{\"Days\":\"5\"}}", "{\"Expiration\":{\"Days\":5}}", true},
    {"{\"Expiration\":{\"Date\":\"2027-01-31\"}}",
     "{\"Expiration\":{\"Date\":\"2027-01-31T00:00:00.000Z\"}}", true},
    {"{\"Expiration\":{\"Date\":\"2027-01-31\"}}", "{\"Expiration\":{\"Date\":\"2027-02-01\"}}",
     false},
    {"{\"Transitions\":[{\"Days\":1},{\"Days\":2}]}",
     "{\"Transitions\":[{\"Days\":2},{\"Days\":1}]}", false},
    {"{\"Status\":\"Enabled\"}", "{\"Status\":\"Disabled\"}", false},
    {"{\"Filter\":{\"Prefix\":\"a\"}}", "{\"Prefix\":\"a\"}", false},
};

START_TEST(rules_are_compared_by_meaning)
{
    bool whole = true;
    json_t *left = json_loads(pairs[_i].left, 0, NULL);
    json_t *right = json_loads(pairs[_i].right, 0, NULL);
    ck_assert_int_eq(s3_shared_lifecycle.equal(&whole, left, right), pairs[_i].same);
    ck_assert(whole);
    json_decref(left);
    json_decref(right);
}
END_TEST

#define NS " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""
/* With what no release knows, and an old-style prefix. */
#define THEIRS                                                                                     \
    "<Rule><ID>theirs</ID><Prefix>a&amp;b/</Prefix><Status>Enabled</Status><Transition><Days>30"   \
    "</Days><StorageClass>STANDARD_IA</StorageClass></Transition><Transition><Days>60</Days>"      \
    "<StorageClass>GLACIER</StorageClass></Transition><Coming><Soon>007</Soon></Coming></Rule>"

START_TEST(rules_of_others_are_written_back_as_they_were)
{
    static const char body[] = "<LifecycleConfiguration" NS ">" THEIRS "</LifecycleConfiguration>";
    json_t *found = NULL;
    ck_ok(shape_read_lifecycle(body, strlen(body), &found));
    json_t *ours =
        json_pack("{s{s{si}}}", "ours", "AbortIncompleteMultipartUpload", "DaysAfterInitiation", 7);
    json_t *merged =
        shared_merge(&s3_shared_lifecycle, json_object_get(found, S3_LIFECYCLE), ours, NULL);
    char *text = shape_lifecycle(merged);
    ck_assert_str_eq(text, "<LifecycleConfiguration" NS ">" THEIRS
                           "<Rule><AbortIncompleteMultipartUpload><DaysAfterInitiation>7"
                           "</DaysAfterInitiation></AbortIncompleteMultipartUpload><ID>ours</ID>"
                           "</Rule></LifecycleConfiguration>");
    free(text);
    json_decref(merged);
    json_decref(ours);
    json_decref(found);
}
END_TEST

START_TEST(what_is_no_lifecycle_is_an_error)
{
    static const char *const bodies[] = {
        "", "<LifecycleConfiguration/>", "<LifecycleConfiguration><Rule/></LifecycleConfiguration>",
        "<LifecycleConfiguration><Rule><ID>a</ID>", "<Error><Code>X</Code></Error>"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        json_t *found = NULL;
        ck_refused(shape_read_lifecycle(bodies[i], strlen(bodies[i]), &found), DXAWS_ERROR_PROTOCOL,
                   "s3 GetBucketLifecycleConfiguration");
        ck_assert_ptr_null(found);
    }
}
END_TEST

/* What small objects are moved is part of the document, and not lost by our write. */
START_TEST(what_a_lifecycle_says_besides_stays)
{
    json_t *lifecycle = json_pack("{s[{ss}]ss}", "Rules", "ID", "a",
                                  "TransitionDefaultMinimumObjectSize", "varies_by_storage_class");
    json_t *removed = json_pack("[s]", "b");
    json_t *merged = shared_merge(&s3_shared_lifecycle, lifecycle, NULL, removed);
    ck_assert(json_equal(merged, lifecycle));
    json_decref(merged);
    json_array_set_new(removed, 0, json_string("a"));
    merged = shared_merge(&s3_shared_lifecycle, lifecycle, NULL, removed);
    ck_assert_uint_eq(json_object_size(merged), 0); /* nothing to say it about */
    json_decref(merged);
    json_decref(removed);
    json_decref(lifecycle);
}
END_TEST

START_TEST(a_template_is_about_the_bucket_in_its_partition)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "cn-north-1");
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_s3_desired_set_policy_statement(desired, "Tls", DXAWS_S3_STATEMENT_TLS_ONLY);
    dxaws_s3_desired_set_policy_statement(
        desired, "Read",
        "{\"template\":\"cloudfront_read\",\"distribution_arn\":" DXAWS_KNOWN_AFTER_APPLY "}");
    ck_ok(dxaws_s3_current_parse("{\"exists\":false,\"status\":\"does_not_exist\"}", &current));
    ck_ok(dxaws_s3_desired_plan(desired, current, NULL, &plan));
    const char *text = dxaws_plan_text(plan);
    ck_assert_ptr_nonnull(strstr(text, "\"arn:aws-cn:s3:::example/*\""));
    ck_assert_ptr_nonnull(strstr(text, "\"aws:SecureTransport\":\"false\""));
    ck_assert_ptr_nonnull(strstr(text, "{\"AWS:SourceArn\":" DXAWS_KNOWN_AFTER_APPLY "}"));
    ck_assert_ptr_null(strstr(text, "template"));
    dxaws_s3_desired_set_policy_statement(desired, "Read", "{\"template\":\"cloudfront_read\"}");
    ck_refused(dxaws_s3_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT,
               "needs \"distribution_arn\", text, not nothing");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("lifecycle");
    tcase_add_loop_test(cases, rules_are_refused_as_s3_would, 0, sizeof rules / sizeof *rules);
    tcase_add_test(cases, ids_and_numbers_of_rules_are_bounded);
    tcase_add_loop_test(cases, rules_are_compared_by_meaning, 0, sizeof pairs / sizeof *pairs);
    tcase_add_test(cases, rules_of_others_are_written_back_as_they_were);
    tcase_add_test(cases, what_is_no_lifecycle_is_an_error);
    tcase_add_test(cases, what_a_lifecycle_says_besides_stays);
    tcase_add_test(cases, a_template_is_about_the_bucket_in_its_partition);
    return run_suite("s3 lifecycle", cases);
}
