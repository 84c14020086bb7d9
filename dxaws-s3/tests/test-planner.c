/* SPDX-License-Identifier: MIT */
/* The planner: which actions follow from what is wanted and what is there. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

#define BLOCKED                                                                                    \
    "\"public_access_block\":{\"block_public_acls\":true,\"ignore_public_acls\":true,"             \
    "\"block_public_policy\":true,\"restrict_public_buckets\":true}"
#define OPEN                                                                                       \
    "\"public_access_block\":{\"block_public_acls\":true,\"ignore_public_acls\":true,"             \
    "\"block_public_policy\":false,\"restrict_public_buckets\":true}"
#define MARK "\"dxaws:managed\":\"made my-bucket\""
/* A bucket of ours with more tags: what follows the mark; and without. */
#define TAGGED(tags)                                                                               \
    "\"exists\":true,\"status\":\"exists_have_access\",\"region\":\"eu-west-1\",\"tags\":{" MARK   \
        tags "}"
#define OURS TAGGED("")
#define THERE OURS "," BLOCKED
#define THERE_WITH(tags) TAGGED(tags) "," BLOCKED
#define ENCRYPTED(algorithm, more) "\"encryption\":{\"algorithm\":\"" algorithm "\"" more "}"
#define KEYED(key) ENCRYPTED("SSE-KMS", ",\"kms_key\":\"" key "\"")
#define KEY_ARN "arn:aws:kms:eu-west-1:123456789012:"
#define SERVE                                                                                      \
    "\"policy_statements\":{\"Read\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"            \
    "\"cloudfront.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":\"r\"}}"
#define ALONE "\"public_access_block\":null"
#define ABSENT "{\"exists\":false,\"status\":\"does_not_exist\"}"
#define ALLOW                                                                                      \
    "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"r\"}"
/* A statement with other members than ALLOW's. */
#define STATEMENT(members) "\"policy_statements\":{\"Read\":{" members "}}"
#define ALLOWING(members) STATEMENT("\"Effect\":\"Allow\",\"Principal\":\"*\"," members)
#define OF(resource) ALLOWING("\"Action\":\"s3:GetObject\",\"Resource\":" resource)

/* Desired's members beside name and region, Current, and the kinds that should follow. */
static const struct {
    const char *desired;
    const char *current;
    const char *kinds;
} rows[] = {
    /* absent: everything that was set, in the safe order */
    {"\"tags\":{\"a\":\"b\"},\"versioning\":true," BLOCKED, ABSENT,
     "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_VERSIONING"},
    {"\"present\":true", ABSENT, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"},
    {"\"policy_statements\":{\"Read\":" ALLOW "}", ABSENT,
     "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_POLICY"},
    {OF("[\"arn:aws:s3:::my-bucket/*\",\"arn:aws:s3:::my-*\",\"*\"]") "," ALONE, ABSENT,
     "CREATE_BUCKET PUT_POLICY"},
    /* absent: what a new bucket has by itself is not written, but for the public access block */
    {"\"versioning\":false," ALONE, ABSENT, "CREATE_BUCKET"},
    {"\"tags\":{}," ALONE, ABSENT, "CREATE_BUCKET"},
    {"\"versioning\":false,\"tags\":{}," BLOCKED, ABSENT, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"},
    /* everything matches */
    {"\"tags\":{\"a\":\"b\"},\"versioning\":true," BLOCKED,
     "{" THERE_WITH(",\"a\":\"b\"") ",\"versioning\":true}", ""},
    /* one drift each */
    {"\"versioning\":true", "{" THERE ",\"versioning\":false}", "PUT_VERSIONING"},
    {"\"versioning\":false", "{" THERE ",\"versioning\":false}", ""},
    {"\"tags\":{\"a\":\"b\"}", "{" THERE_WITH(",\"a\":\"c\"") "}", "PUT_TAGS"},
    /* tags of others stay, unless they are to be exactly so */
    {"\"tags\":{}", "{" THERE_WITH(",\"a\":\"c\"") "}", ""},
    {"\"tags\":{},\"tags_exact\":true", "{" THERE_WITH(",\"a\":\"c\"") "}", "PUT_TAGS"},
    {"\"tags\":{},\"tags_exact\":true", "{" THERE_WITH(",\"aws:a\":\"c\"") "}", ""},
    {BLOCKED, "{" OURS "," OPEN "}", "PUT_PUBLIC_ACCESS_BLOCK"},
    {"\"present\":true", "{" OURS "," OPEN "}", "PUT_PUBLIC_ACCESS_BLOCK"},
    {"\"public_access_block\":{\"block_public_policy\":false}", "{" OURS "," OPEN "}", ""},
    /* what is not set is not touched */
    {"\"versioning\":true", "{" THERE_WITH(",\"x\":\"y\"") ",\"versioning\":true}", ""},
    {ALONE, "{" OURS "," OPEN "}", ""},
    /* policy: by Sid, order and one-element lists aside, others left alone */
    {"\"policy_statements\":{\"Read\":" ALLOW "}", "{" THERE ",\"policy\":{}}", "PUT_POLICY"},
    {"\"policy_statements\":{\"Read\":" ALLOW "}",
     "{" THERE ",\"policy\":{\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Action\":"
     "[\"s3:GetObject\"],\"Principal\":\"*\",\"Resource\":[\"r\"]},{\"Effect\":\"Deny\"}]}}",
     ""},
    /* whose objects are */
    {"\"object_ownership\":\"BucketOwnerEnforced\"", ABSENT,
     "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"},
    {"\"object_ownership\":\"ObjectWriter\"," KEYED("k"), ABSENT,
     "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_OWNERSHIP_CONTROLS PUT_ENCRYPTION"},
    {"\"object_ownership\":\"ObjectWriter\"",
     "{" THERE ",\"object_ownership\":\"BucketOwnerEnforced\",\"acl_grantee\":\"x\"}",
     "PUT_OWNERSHIP_CONTROLS"},
    {"\"object_ownership\":\"BucketOwnerEnforced\"",
     "{" THERE ",\"object_ownership\":\"BucketOwnerEnforced\",\"acl_grantee\":\"x\"}", ""},
    /* encryption: by each of its members that is said; a key under each of its names */
    {ENCRYPTED("SSE-S3", ""), ABSENT, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"},
    {ENCRYPTED("SSE-S3", ",\"bucket_key\":false"), ABSENT, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK"},
    {KEYED("k") ",\"versioning\":true", ABSENT,
     "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_ENCRYPTION PUT_VERSIONING"},
    {KEYED("k"), "{" THERE "," ENCRYPTED("SSE-S3", "") "}", "PUT_ENCRYPTION"},
    {KEYED("k"), "{" THERE ",\"encryption\":{}}", "PUT_ENCRYPTION"},
    {KEYED("k"), "{" THERE "," KEYED("other") "}", "PUT_ENCRYPTION"},
    {KEYED("k"), "{" THERE "," KEYED(KEY_ARN "key/k") "}", ""},
    {KEYED(KEY_ARN "key/k"), "{" THERE "," KEYED("k") "}", ""},
    {KEYED(KEY_ARN "key/k"), "{" THERE "," KEYED("arn:aws:kms:eu-west-1:210987654321:key/k") "}",
     "PUT_ENCRYPTION"},
    {KEYED("alias/k"), "{" THERE "," KEYED(KEY_ARN "alias/k") "}", ""},
    {KEYED("alias/aws/s3"), "{" THERE "," ENCRYPTED("SSE-KMS", "") "}", ""},
    {KEYED("k"), "{" THERE "," ENCRYPTED("DSSE-KMS", ",\"kms_key\":\"k\"") "}", "PUT_ENCRYPTION"},
    {ENCRYPTED("SSE-KMS", ",\"kms_key\":\"k\",\"bucket_key\":true"), "{" THERE "," KEYED("k") "}",
     "PUT_ENCRYPTION"},
    {KEYED("k"), "{" THERE "," ENCRYPTED("SSE-KMS", ",\"kms_key\":\"k\",\"bucket_key\":true") "}",
     "PUT_ENCRYPTION"},
    {ENCRYPTED("SSE-S3", ""), "{" THERE "," KEYED("k") "}", "PUT_ENCRYPTION"},
    {KEYED("k") "," SERVE, "{" THERE ",\"policy\":{}," ENCRYPTED("SSE-S3", "") "}",
     "PUT_ENCRYPTION PUT_POLICY"},
    /* destroy */
    {"\"present\":false", "{" THERE "}", "DESTROY_BUCKET"},
    {"\"present\":false", "{" OURS "}", "DESTROY_BUCKET"}, /* presets ask for nothing */
    {"\"present\":false,\"versioning\":true", ABSENT, ""},
};

static dxaws_error *plan_row(const char *members, const char *observed, dxaws_plan **plan)
{
    char json[2000];
    snprintf(json, sizeof json, "{\"name\":\"my-bucket\",\"region\":\"eu-west-1\",%s}", members);
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    dxaws_error *error = dxaws_s3_desired_parse(json, &desired);
    if (error == NULL) {
        error = dxaws_s3_current_parse(observed, &current);
    }
    return error ? error : dxaws_s3_desired_plan(desired, current, NULL, plan);
}

START_TEST(plan_has_exactly_the_actions_that_drift_asks_for)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = plan_row(rows[_i].desired, rows[_i].current, &plan);
    ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
    char kinds[200] = "";
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(kinds, i ? " " : "");
        strcat(kinds, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    ck_assert_str_eq(kinds, rows[_i].kinds);
}
END_TEST

static const struct {
    const char *desired;
    const char *current;
    dxaws_error_kind kind;
    const char *part;
} refused[] = {
    {"\"versioning\":true", "{" THERE "}", DXAWS_ERROR_UNSUPPORTED, "\"versioning\""},
    {"\"present\":true", "{" OURS "}", DXAWS_ERROR_UNSUPPORTED, "\"public_access_block\""},
    {KEYED("k"), "{" THERE "}", DXAWS_ERROR_UNSUPPORTED, "\"encryption\""},
    {"\"object_ownership\":\"Mine\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "ObjectWriter"},
    {"\"object_ownership\":\"BucketOwnerEnforced\"",
     "{" THERE ",\"object_ownership\":\"ObjectWriter\",\"acl_grantee\":\"x\"}",
     DXAWS_ERROR_CONFLICT, "it lets \"x\" in"},
    {ENCRYPTED("AES256", ""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "SSE-S3, SSE-KMS, DSSE-KMS"},
    {"\"encryption\":{\"kms_key\":\"k\"}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "\"encryption.algorithm\" is required"},
    {ENCRYPTED("SSE-KMS", ""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "needs a \"kms_key\""},
    {ENCRYPTED("SSE-S3", ",\"kms_key\":\"k\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "leave \"encryption.kms_key\" out"},
    {ENCRYPTED("DSSE-KMS", ",\"kms_key\":\"k\",\"bucket_key\":true"), ABSENT,
     DXAWS_ERROR_INVALID_ARGUMENT, "for SSE-KMS only"},
    {ENCRYPTED("SSE-S3", ",\"bucket_key\":true"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "for SSE-KMS only"},
    {KEYED("arn:aws:kms:us-east-1:123456789012:key/k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "is in \"us-east-1\"; the bucket needs a key of its own region, \"eu-west-1\""},
    {KEYED("arn:aws:kms:eu-west-12:123456789012:key/k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "is in \"eu-west-12\""},
    {KEYED("arn:aws:s3:::k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"arn:aws:s3:::k\""},
    {KEYED(KEY_ARN "k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "alias/NAME"},
    {KEYED("arn:aws:kms:eu-west-1:1:key/k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "alias/NAME"},
    {KEYED("key/k"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "alias/NAME"},
    {KEYED(""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "alias/NAME"},
    {KEYED("a key"), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"a key\""},
    /* CloudFront could not decrypt it, whoever chooses the key */
    {KEYED("alias/aws/s3") "," SERVE, ABSENT, DXAWS_ERROR_CONFLICT, "key aws/s3"},
    {KEYED(KEY_ARN "alias/aws/s3") "," SERVE,
     "{" THERE ",\"policy\":{\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Principal\":{"
     "\"Service\":\"cloudfront.amazonaws.com\"},\"Action\":\"s3:GetObject\",\"Resource\":\"r\"}]}"
     "," ENCRYPTED("SSE-S3", "") "}",
     DXAWS_ERROR_CONFLICT, "key aws/s3"},
    {SERVE, "{" THERE ",\"policy\":{}," ENCRYPTED("SSE-KMS", "") "}", DXAWS_ERROR_CONFLICT,
     "key aws/s3"},
    {"\"present\":null", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"present\" is required"},
    {"\"versioning\":\"yes\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "true or false"},
    {"\"colour\":\"red\"", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"colour\""},
    {"\"tags\":{\"aws:x\":\"y\"}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "reserved"},
    {"\"policy_statements\":{\"a b\":" ALLOW "}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "Sid"},
    {"\"policy_statements\":{\"\":" ALLOW "}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "Sid"},
    {STATEMENT("\"Effect\":\"Permit\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "not \"Permit\""},
    {STATEMENT(""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"Allow\" or \"Deny\", not none"},
    {"\"policy_statements\":{\"Read\":" DXAWS_KNOWN_AFTER_APPLY "}", ABSENT,
     DXAWS_ERROR_INVALID_ARGUMENT, "\"Effect\""},
    {ALLOWING("\"Colour\":" DXAWS_KNOWN_AFTER_APPLY), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "\"Colour\""},
    {"\"policy_statements\":{\"Read\":[]}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "not []"},
    {ALLOWING("\"Resource\":\"r\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "neither \"Action\""},
    {ALLOWING("\"NotPrincipal\":\"*\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "both \"Principal\" and"},
    {ALLOWING("\"Colour\":\"red\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "\"Colour\""},
    {ALLOWING("\"Sid\":\"Write\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "the Sid \"Write\""},
    {OF("\"arn:aws:s3:::other/*\""), ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "arn:aws:s3:::other/*"},
    {OF("[\"arn:aws:s3:::my-bucket\",\"arn:aws-cn:s3:::my-bucket2\"]"), ABSENT,
     DXAWS_ERROR_INVALID_ARGUMENT, "my-bucket2"},
    {"\"public_access_block\":{\"colour\":true}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "unknown member \"public_access_block.colour\"; known are block_public_acls, "},
    {"\"public_access_block\":{\"block_public_acls\":1}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "not 1"},
    {"\"public_access_block\":{\"ignore_public_acls\":null}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT,
     "\"public_access_block.ignore_public_acls\" is required"},
    {"\"tags\":{\"a\\u0007b\":\"c\"}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "control character"},
    {"\"tags\":{\"a\":\"b\\n\"}", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "control character"},
    {"\"exists\":true", ABSENT, DXAWS_ERROR_INVALID_ARGUMENT, "observed"},
    {"\"versioning\":true", "{\"exists\":true,\"status\":\"exists_no_access\"}",
     DXAWS_ERROR_CONFLICT, "choose another name"},
    {"\"versioning\":true",
     "{\"exists\":true,\"status\":\"exists_have_access\",\"region\":\"us-east-1\"}",
     DXAWS_ERROR_CONFLICT, "\"us-east-1\""},
};

START_TEST(policy_larger_than_s3_takes_is_refused)
{
    char members[26000];
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    for (size_t size = 20000; size <= 21000; size += 1000) {
        snprintf(members, sizeof members,
                 "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":"
                 "\"arn:aws:s3:::my-bucket/%0*d\"}",
                 (int)size, 0);
        dxaws_s3_desired_set_policy_statement(desired, "Big", members);
        DXAWS_AUTO(dxaws_error) error = dxaws_s3_desired_check(desired);
        ck_assert_int_eq(error != NULL, size == 21000);
        ck_assert(error == NULL ||
                  strstr(dxaws_error_message(error), "may have at most 20480") != NULL);
    }
}
END_TEST

/* A bucket key that nobody speaks of is off, and a key of others is told. */
START_TEST(what_encryption_does_besides_stands_in_the_plan)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(plan_row(KEYED("k") "," SERVE,
                   "{" THERE ",\"policy\":{}," ENCRYPTED(
                       "SSE-KMS", ",\"kms_key\":\"other\",\"bucket_key\":true") "}",
                   &plan));
    ck_assert_ptr_nonnull(
        strstr(dxaws_action_payload(dxaws_plan_at(plan, 0)), "\"bucket_key\":false"));
    const dxaws_left *left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_identity(left), "k");
    ck_assert_ptr_nonnull(strstr(dxaws_left_remedy(left), "kms:Decrypt"));
}
END_TEST

START_TEST(plan_is_refused_with_the_value_named)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_error) error = plan_row(refused[_i].desired, refused[_i].current, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(plan);
    ck_assert_int_eq(dxaws_error_get_kind(error), refused[_i].kind);
    ck_assert_msg(strstr(dxaws_error_message(error), refused[_i].part) != NULL, "%s",
                  dxaws_error_message(error));
}
END_TEST

static const struct {
    const char *name;
    bool valid;
} names[] = {
    {"abc", true},
    {"my-bucket", true},
    {"www.example.com", true},
    {"ab", false},
    {"My-Bucket", false},
    {"my_bucket", false},
    {"-abc", false},
    {"abc-", false},
    {"a..b", false},
    {"192.168.5.4", false},
    {"xn--abc", false},
    {"sthree-x", false},
    {"abc-s3alias", false},
    {"abc--ol-s3", false},
    {"abc.mrap", false},
    {"abc--x-s3", false},
    {"", false},
    {"amzn-s3-demo-x", false},
    {"a23456789012345678901234567890123456789012345678901234567890123", true},
    {"a234567890123456789012345678901234567890123456789012345678901234", false},
};

START_TEST(bucket_names_follow_the_rules_of_s3)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new(names[_i].name, "eu-west-1");
    DXAWS_AUTO(dxaws_error) error = dxaws_s3_desired_check(desired);
    ck_assert_msg((error == NULL) == names[_i].valid, "%s", names[_i].name);
    if (error != NULL) {
        ck_assert_str_eq(dxaws_error_code(error), "BucketNameError");
    }
}
END_TEST

/* The provider merges: what others have in the policy is not in the plan. */
START_TEST(statements_of_others_are_not_in_the_payload)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(plan_row("\"policy_statements\":{\"Read\":" ALLOW "}",
                   "{" THERE ",\"policy\":{\"Version\":\"2008-10-17\",\"Statement\":"
                   "{\"Sid\":\"Theirs\",\"Effect\":\"Deny\"}}}",
                   &plan));
    const char *payload = dxaws_action_payload(dxaws_plan_at(plan, 0));
    ck_assert_ptr_null(strstr(payload, "Theirs"));
    ck_assert_ptr_nonnull(strstr(payload, "\"expected_statements\":{\"Read\":null}"));
    ck_assert_ptr_nonnull(strstr(payload, "\"dxaws:managed\":\"made my-bucket\""));
}
END_TEST

/* What a stranger wrote beside ours, and looks like a value that an earlier step decides. */
static const char *const strangers[] = {
    "{" THERE_WITH(",\"note\":\"see (known after apply)\"") ",\"policy\":{}}",
    "{" THERE_WITH(",\"note\":\"{\\\"$known\\\":\\\"after apply\\\"}\"") ",\"policy\":{}}",
    "{" THERE ",\"policy\":{\"Statement\":{\"Sid\":\"(known after apply)\","
    "\"Effect\":\"Deny\"}}}",
    "{" THERE ",\"policy\":{\"Statement\":{\"Sid\":\"Theirs\",\"Effect\":\"Deny\","
    "\"Condition\":{\"StringEquals\":" DXAWS_KNOWN_AFTER_APPLY "}}}}",
};

START_TEST(what_strangers_write_neither_stops_a_plan_nor_skips_a_check)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) refused_plan = NULL;
    ck_assert_ptr_null(plan_row("\"tags\":{\"a\":\"b\"},\"policy_statements\":{\"Read\":" ALLOW "}",
                                strangers[_i], &plan));
    ck_assert(dxaws_plan_is_complete(plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 2);
    DXAWS_AUTO(dxaws_error)
    error = plan_row("\"tags\":{\"aws:a\":\"(known after apply)\"}", strangers[_i], &refused_plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "reserved"));
}
END_TEST

START_TEST(plan_with_an_unknown_value_is_incomplete)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_error *error = plan_row(OF(DXAWS_KNOWN_AFTER_APPLY), ABSENT, &plan);
    ck_assert_ptr_null(error);
    ck_assert(!dxaws_plan_is_complete(plan));
}
END_TEST

START_TEST(equal_documents_give_equal_plans)
{
    DXAWS_AUTO(dxaws_plan) one = NULL;
    DXAWS_AUTO(dxaws_plan) two = NULL;
    ck_assert_ptr_null(plan_row("\"tags\":{\"a\":\"b\",\"c\":\"d\"},"
                                "\"policy_statements\":{\"A\":" ALLOW ",\"B\":" ALLOW "}",
                                ABSENT, &one));
    ck_assert_ptr_null(plan_row("\"tags\":{\"c\":\"d\",\"a\":\"b\"},"
                                "\"policy_statements\":{\"B\":" ALLOW ",\"A\":" ALLOW "}",
                                ABSENT, &two));
    ck_assert_str_eq(dxaws_plan_hash(one), dxaws_plan_hash(two));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("planner");
    tcase_add_loop_test(cases, plan_has_exactly_the_actions_that_drift_asks_for, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(cases, plan_is_refused_with_the_value_named, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(cases, bucket_names_follow_the_rules_of_s3, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(cases, what_encryption_does_besides_stands_in_the_plan);
    tcase_add_test(cases, policy_larger_than_s3_takes_is_refused);
    tcase_add_test(cases, statements_of_others_are_not_in_the_payload);
    tcase_add_loop_test(cases, what_strangers_write_neither_stops_a_plan_nor_skips_a_check, 0,
                        sizeof strangers / sizeof *strangers);
    tcase_add_test(cases, plan_with_an_unknown_value_is_incomplete);
    tcase_add_test(cases, equal_documents_give_equal_plans);
    return run_suite("s3 planner", cases);
}
