/* SPDX-License-Identifier: MIT */
/* Policies: comparing statements as IAM means them, and merging without losing any. */
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include "policy.h"

static const struct {
    const char *left;
    const char *right;
    bool equal;
} pairs[] = {
    {"{\"Action\":\"a\"}", "{\"Action\":[\"a\"]}", true},
    {"{\"Action\":[\"a\",\"b\"]}", "{\"Action\":[\"b\",\"a\"]}", true},
    {"{\"Action\":[\"a\",\"b\"]}", "{\"Action\":[\"a\",\"a\"]}", false},
    {"{\"Action\":[\"a\",\"b\"]}", "{\"Action\":\"a\"}", false},
    {"{\"Sid\":\"x\",\"Effect\":\"Deny\"}", "{\"Effect\":\"Deny\"}", true},
    {"{\"Effect\":\"Deny\"}", "{\"Effect\":\"Allow\"}", false},
    {"{\"Effect\":\"Deny\",\"Condition\":{}}", "{\"Effect\":\"Deny\"}", true},
    {"{\"Condition\":{\"Bool\":{\"k\":\"false\"}}}",
     "{\"Condition\":{\"Bool\":{\"k\":[\"false\"]}}}", true},
    {"{\"Condition\":{\"Bool\":{\"k\":\"false\"}}}", "{\"Condition\":{\"Bool\":{\"k\":\"true\"}}}",
     false},
    {"{\"Principal\":{\"AWS\":\"*\"}}", "{\"Principal\":{\"AWS\":[\"*\"]}}", true},
    {"{\"Principal\":{\"AWS\":\"*\"}}", "{\"Principal\":\"*\"}", true},
    {"{\"Principal\":{\"AWS\":\"*\",\"Service\":\"s\"}}", "{\"Principal\":\"*\"}", false},
    {"{\"Principal\":{\"AWS\":\"111122223333\"}}",
     "{\"Principal\":{\"AWS\":[\"arn:aws-cn:iam::111122223333:root\"]}}", true},
    {"{\"Principal\":{\"AWS\":\"111122223333\"}}",
     "{\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:role/root\"}}", false},
    {"{\"Principal\":{\"AWS\":[\"1\",\"2\",\"1\"]}}", "{\"Principal\":{\"AWS\":[\"2\",\"1\"]}}",
     true},
    {"{\"Condition\":{\"Bool\":{\"k\":false}}}", "{\"Condition\":{\"Bool\":{\"k\":\"false\"}}}",
     true},
    {"{\"Condition\":{\"NumericEquals\":{\"k\":[10,0.1]}}}",
     "{\"Condition\":{\"NumericEquals\":{\"k\":[\"0.1\",\"10\"]}}}", true},
    {"{\"Condition\":{\"NumericEquals\":{\"k\":10}}}",
     "{\"Condition\":{\"NumericEquals\":{\"k\":\"11\"}}}", false},
};

START_TEST(statements_are_equal_when_they_mean_the_same)
{
    json_t *left = json_loads(pairs[_i].left, 0, NULL);
    json_t *right = json_loads(pairs[_i].right, 0, NULL);
    bool whole = true;
    ck_assert_int_eq(policy_statements_equal(&whole, left, right), pairs[_i].equal);
    ck_assert_int_eq(policy_statements_equal(&whole, right, left), pairs[_i].equal);
    ck_assert(whole);
    json_decref(left);
    json_decref(right);
}
END_TEST

#define POLICY                                                                                     \
    "{\"Version\":\"2008-10-17\",\"Id\":\"i\",\"Statement\":[{\"Sid\":\"Theirs\"},{\"Effect\":"    \
    "\"Deny\"},"                                                                                   \
    "{\"Sid\":\"Mine\",\"Effect\":\"Deny\"}]}"

START_TEST(merging_replaces_only_statements_of_the_same_sid)
{
    json_t *policy = json_loads(POLICY, 0, NULL);
    json_t *mine = json_loads("{\"Mine\":{\"Effect\":\"Allow\"}}", 0, NULL);
    json_t *merged = policy_merge(policy, mine, NULL);
    char *text = json_dumps(merged, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_str_eq(text,
                     "{\"Id\":\"i\",\"Statement\":[{\"Sid\":\"Theirs\"},{\"Effect\":\"Deny\"},"
                     "{\"Effect\":\"Allow\",\"Sid\":\"Mine\"}],\"Version\":\"2008-10-17\"}");
    free(text);
    json_decref(merged);
    json_decref(mine);
    json_decref(policy);
}
END_TEST

START_TEST(what_is_taken_off_goes_and_a_policy_without_statements_is_none)
{
    json_t *policy = json_loads(POLICY, 0, NULL);
    json_t *removed = json_loads("[\"Mine\",\"Absent\"]", 0, NULL);
    json_t *alone = json_loads("{\"Statement\":{\"Sid\":\"Mine\",\"Effect\":\"Deny\"}}", 0, NULL);
    json_t *merged = policy_merge(policy, NULL, removed);
    json_t *none = policy_merge(alone, NULL, removed);
    ck_assert_uint_eq(json_array_size(json_object_get(merged, "Statement")), 2);
    ck_assert_ptr_null(policy_statement(merged, "Mine"));
    ck_assert(json_is_object(none));
    ck_assert_uint_eq(json_object_size(none), 0);
    json_decref(none);
    json_decref(merged);
    json_decref(alone);
    json_decref(removed);
    json_decref(policy);
}
END_TEST

/* Statements, and whether one of them, in a bucket where "Mine" is ours, lets everybody in. */
static const struct {
    const char *statement;
    bool is_public;
} doors[] = {
    {"{\"Effect\":\"Allow\",\"Principal\":\"*\"}", true},
    {"{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"1\",\"*\"]},\"Condition\":{}}", true},
    {"{\"Effect\":\"Deny\",\"Principal\":\"*\"}", false},
    {"{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"1\"}}", false},
    {"{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"*\"}}", false},
#define EVERYBODY_IF(condition)                                                                    \
    "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Condition\":{" condition "}}"
    {EVERYBODY_IF("\"Bool\":{\"aws:SecureTransport\":\"true\"}"), true},
    {EVERYBODY_IF("\"StringLike\":{\"aws:Referer\":\"https://www.example.com/*\"}"), true},
    {EVERYBODY_IF("\"StringEquals\":{\"aws:Referer\":\"secret\"}"), true},
    {EVERYBODY_IF("\"StringEquals\":{\"AWS:SourceVpce\":\"vpce-1\"}"), false},
    {EVERYBODY_IF("\"StringLike\":{\"aws:SourceVpce\":[\"vpce-1\",\"vpce-*\"]}"), true},
    {EVERYBODY_IF("\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}"), true},
    {EVERYBODY_IF("\"StringEqualsIfExists\":{\"aws:SourceVpce\":\"vpce-1\"}"), true},
    {EVERYBODY_IF("\"StringEquals\":{\"aws:userid\":\"${aws:username}\"}"), true},
    {EVERYBODY_IF("\"StringEquals\":{\"aws:PrincipalOrgID\":[]}"), true},
    {EVERYBODY_IF("\"Bool\":{\"a\":\"b\"},\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.1\"}"), false},
    {EVERYBODY_IF("\"IpAddress\":{\"aws:SourceIp\":[\"192.0.2.0/24\",\"0.0.0.0/1\"]}"), true},
    {EVERYBODY_IF("\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}"), false},
    {EVERYBODY_IF("\"IpAddress\":{\"aws:SourceIp\":\"::/0\"}"), true},
    {EVERYBODY_IF("\"NotIpAddress\":{\"aws:SourceIp\":\"192.0.2.1\"}"), true},
    {"{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"1\"}}", true},
    {"{\"Sid\":\"Mine\",\"Effect\":\"Allow\",\"Principal\":\"*\"}", false},
};

START_TEST(a_statement_of_others_that_lets_everybody_in_is_found)
{
    const char *sid = NULL;
    json_t *ours = json_pack("{s{}}", "Mine");
    json_t *policy = json_pack("{s[o]}", "Statement", json_loads(doors[_i].statement, 0, NULL));
    ck_assert(policy_has_public(policy, ours, &sid) == doors[_i].is_public);
    ck_assert(!policy_has_public(NULL, ours, &sid));
    json_decref(policy);
    json_decref(ours);
}
END_TEST

/* Statements of others, and what is told of them; NULL: ours is put beside them. */
#define DELETED "AIDAJQABLZS4A3QDU576Q"
static const struct {
    const char *statement;
    const char *told;
} principals[] = {
    {"{\"Sid\":\"Hers\",\"Principal\":{\"AWS\":[\"1\",\"" DELETED "\"]}}",
     "take \"" DELETED "\" out of the bucket's policy, statement \"Hers\""},
    {"{\"Principal\":{\"AWS\":\"" DELETED "\"}}", "statement without a Sid"},
    {"{\"NotPrincipal\":{\"AWS\":\"AROAEXAMPLE123456789\"}}", "\"AROAEXAMPLE123456789\""},
    {"{\"Principal\":{\"AWS\":[\"arn:aws:iam::1:user/" DELETED "\",\"" DELETED "x\",\"AIDA\"]},"
     "\"Resource\":\"" DELETED "\"}",
     NULL},
    {"{\"Principal\":{\"CanonicalUser\":\"" DELETED "\"}}", NULL},
    {"{\"Principal\":\"" DELETED "\"}", NULL},
};

static dxaws_error *plan_beside(const json_t *statement, bool ours, dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    dxaws_s3_desired_leave(desired, "public_access_block");
    if (ours) {
        dxaws_s3_desired_set_policy_statement(
            desired, "Ours",
            "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"r\"}");
    }
    char *text = json_dumps(statement, JSON_COMPACT);
    char json[600];
    snprintf(json, sizeof json,
             "{\"exists\":true,\"status\":\"exists_have_access\",\"policy\":{\"Statement\":%s},"
             "\"tags\":{\"dxaws:managed\":\"made my-bucket\"}}",
             text);
    free(text);
    ck_ok(dxaws_s3_current_parse(json, &current));
    return dxaws_s3_desired_plan(desired, current, NULL, plan);
}

START_TEST(who_was_deleted_is_told_of_before_anything_is_written)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) nothing = NULL;
    json_t *statement = json_loads(principals[_i].statement, 0, NULL);
    ck_ok(plan_beside(statement, false, &nothing)); /* nothing is written: nobody has to mend it */
    ck_assert_uint_eq(dxaws_plan_count(nothing), 0);
    DXAWS_AUTO(dxaws_error) error = plan_beside(statement, true, &plan);
    json_decref(statement);
    ck_assert_msg((error != NULL) == (principals[_i].told != NULL), "%s",
                  error ? dxaws_error_message(error) : "no error");
    if (error != NULL) {
        ck_assert_str_eq(dxaws_error_code(error), DXAWS_S3_ERROR_DELETED_PRINCIPAL);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), principals[_i].told));
    }
}
END_TEST

/* malloc() that fails once, at the n-th call. */
static int allocations_left;

static void *failing_malloc(size_t size)
{
    return allocations_left-- == 0 ? NULL : malloc(size);
}

START_TEST(out_of_memory_never_loses_a_statement)
{
    int failures = 0;
    for (int n = 0; n < 100; n++) {
        json_t *policy = json_loads(POLICY, 0, NULL);
        json_t *mine = json_loads("{\"Mine\":{\"Effect\":\"Allow\"}}", 0, NULL);
        allocations_left = n;
        json_set_alloc_funcs(failing_malloc, free);
        json_t *merged = policy_merge(policy, mine, NULL);
        json_set_alloc_funcs(malloc, free);
        failures += merged == NULL;
        ck_assert(merged == NULL || json_array_size(json_object_get(merged, "Statement")) == 3);
        ck_assert(merged == NULL || json_object_get(merged, "Id") != NULL);
        json_decref(merged);
        json_decref(mine);
        json_decref(policy);
    }
    ck_assert_int_gt(failures, 3);
    ck_assert_int_lt(failures, 100);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("policy");
    tcase_add_loop_test(cases, statements_are_equal_when_they_mean_the_same, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_test(cases, merging_replaces_only_statements_of_the_same_sid);
    tcase_add_test(cases, what_is_taken_off_goes_and_a_policy_without_statements_is_none);
    tcase_add_loop_test(cases, a_statement_of_others_that_lets_everybody_in_is_found, 0,
                        sizeof doors / sizeof *doors);
    tcase_add_loop_test(cases, who_was_deleted_is_told_of_before_anything_is_written, 0,
                        sizeof principals / sizeof *principals);
    tcase_add_test(cases, out_of_memory_never_loses_a_statement);
    return run_suite("s3 policy", cases);
}
