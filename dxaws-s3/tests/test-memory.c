/* SPDX-License-Identifier: MIT */
/* The simulated S3: its rules and its error codes are those of the real one. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include "schema.h"

static dxaws_memory_account *account;
static dxaws_s3_provider *provider;

static void set_up(void)
{
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_s3_provider_new_memory(account, &provider));
}

static void tear_down(void)
{
    provider = dxaws_s3_provider_unref(provider);
    account = dxaws_memory_account_unref(account);
}

/* Puts a bucket's document in place. */
static void given(const char *document)
{
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", "my-bucket", document));
    ck_ok(dxaws_memory_commit(account));
}

/* One action with that payload, besides name and region. */
static dxaws_error *perform(const char *kind, const char *payload)
{
    char json[2000];
    snprintf(json, sizeof json,
             "{\"plan\":1,\"module\":\"s3\",\"resource\":\"my-bucket\",\"desired\":{},"
             "\"observed\":{},\"actions\":[{\"kind\":\"%s\",\"resource\":\"my-bucket\","
             "\"payload\":{\"name\":\"my-bucket\",\"region\":\"eu-west-1\",\"mark\":false,"
             "\"tags_exact\":false%s%s}}]}",
             kind, *payload ? "," : "", payload);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_plan_parse(json, &plan));
    DXAWS_AUTO(dxaws_document) before = NULL;
    DXAWS_AUTO(dxaws_document) after = NULL;
    ck_ok(dxaws_document_parse("{}", &before));
    return dxaws_provider_perform(dxaws_s3_provider_base(provider), NULL, dxaws_plan_at(plan, 0),
                                  before, &after);
}

#define BLOCKED "\"public_access_block\":{\"block_public_policy\":true}"
#define READ "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::my-bucket/*\""
#define STATEMENT(effect, principal)                                                               \
    "\"policy_statements\":{\"A\":{\"Effect\":\"" effect "\",\"Principal\":" principal "," READ "}}"
#define ANYBODY STATEMENT("Allow", "\"*\"")
#define ANYBODY_AWS STATEMENT("Allow", "{\"AWS\":\"*\"}")
#define ANYBODY_LISTED STATEMENT("Allow", "{\"AWS\":[\"*\"]}")
#define SSE_S3 "\"encryption\":{\"algorithm\":\"SSE-S3\"}"
#define NO_ACLS "\"object_ownership\":\"BucketOwnerEnforced\""
#define ONE_STATEMENT STATEMENT("Deny", "\"*\"")

/* A document (NULL: no bucket), an action, and the error that S3 answers with (NULL: none). */
static const struct {
    const char *document;
    const char *kind;
    const char *payload;
    const char *code;
    dxaws_error_kind error_kind;
    int status;
} rules[] = {
    {NULL, "CREATE_BUCKET", "", NULL, 0, 0},
    {"{\"region\":\"eu-west-1\"}", "CREATE_BUCKET", "", NULL, 0, 0},
    {"{\"owner\":\"2\"}", "CREATE_BUCKET", "", "BucketAlreadyExists", DXAWS_ERROR_CONFLICT, 409},
    {NULL, "PUT_TAGS", "\"tags\":{}", "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {NULL, "PUT_VERSIONING", "\"versioning\":true", "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {NULL, "PUT_POLICY", ANYBODY, "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {NULL, "PUT_PUBLIC_ACCESS_BLOCK", BLOCKED, "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {NULL, "PUT_OWNERSHIP_CONTROLS", NO_ACLS, "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {"{\"acl_grantee\":\"x\"}", "PUT_OWNERSHIP_CONTROLS", NO_ACLS,
     "InvalidBucketAclWithObjectOwnership", DXAWS_ERROR_CONFLICT, 400},
    {"{\"acl_grantee\":\"x\"}", "PUT_OWNERSHIP_CONTROLS",
     "\"object_ownership\":\"BucketOwnerPreferred\"", NULL, 0, 0},
    {NULL, "PUT_ENCRYPTION", SSE_S3, "NoSuchBucket", DXAWS_ERROR_NOT_FOUND, 404},
    {"{}", "PUT_ENCRYPTION", SSE_S3, NULL, 0, 0},
    {"{}", "PUT_ENCRYPTION", "\"encryption\":{\"algorithm\":\"SSE-S3\",\"kms_key\":\"k\"}",
     "InvalidArgument", DXAWS_ERROR_INVALID_ARGUMENT, 400},
    {"{}", "PUT_ENCRYPTION", "\"encryption\":{}", "MalformedXML", DXAWS_ERROR_INVALID_ARGUMENT,
     400},
    {NULL, "DESTROY_BUCKET", "", NULL, 0, 0},
    {"{\"owner\":\"2\"}", "PUT_TAGS", "\"tags\":{}", "AccessDenied", DXAWS_ERROR_PERMISSION, 403},
    {"{\"owner\":\"2\"}", "DESTROY_BUCKET", "", "AccessDenied", DXAWS_ERROR_PERMISSION, 403},
    {"{\"objects\":[{\"key\":\"a\"}]}", "DESTROY_BUCKET", "", "BucketNotEmpty",
     DXAWS_ERROR_INVALID_STATE, 409},
    {"{\"objects\":[]}", "DESTROY_BUCKET", "", NULL, 0, 0},
    {"{\"tags\":{\"aws:a\":\"b\"}}", "PUT_TAGS", "\"tags\":{},\"removed_tags\":[\"aws:a\"]",
     "InvalidTag", DXAWS_ERROR_INVALID_ARGUMENT, 400},
    {"{\"tags\":{\"aws:a\":\"b\"}}", "PUT_TAGS", "\"tags\":{\"aws:a\":\"c\"}", "InvalidTag",
     DXAWS_ERROR_INVALID_ARGUMENT, 400},
    {"{\"tags\":{\"aws:a\":\"b\"}}", "PUT_TAGS", "\"tags\":{\"c\":\"d\"}", NULL, 0, 0},
    {"{\"tags\":{}}", "PUT_TAGS", "\"tags\":{\"aws:a\":\"b\"}", "InvalidTag",
     DXAWS_ERROR_INVALID_ARGUMENT, 400},
    {"{" BLOCKED "}", "PUT_POLICY", ANYBODY, "AccessDenied", DXAWS_ERROR_PERMISSION, 403},
    {"{" BLOCKED "}", "PUT_POLICY", ANYBODY_AWS, "AccessDenied", DXAWS_ERROR_PERMISSION, 403},
    {"{" BLOCKED "}", "PUT_POLICY", ANYBODY_LISTED, "AccessDenied", DXAWS_ERROR_PERMISSION, 403},
    {"{}", "PUT_POLICY", ANYBODY, NULL, 0, 0},
    {"{" BLOCKED "}", "PUT_POLICY", ONE_STATEMENT, NULL, 0, 0},
};

START_TEST(rules_are_those_of_s3)
{
    if (rules[_i].document != NULL) {
        given(rules[_i].document);
    }
    DXAWS_AUTO(dxaws_error) error = perform(rules[_i].kind, rules[_i].payload);
    if (rules[_i].code == NULL) {
        ck_assert_msg(error == NULL, "%s", error ? dxaws_error_message(error) : "");
        return;
    }
    ck_assert_msg(error != NULL, "%s succeeded", rules[_i].kind);
    ck_assert_str_eq(dxaws_error_aws_code(error), rules[_i].code);
    ck_assert_str_eq(dxaws_error_kind_name(dxaws_error_get_kind(error)),
                     dxaws_error_kind_name(rules[_i].error_kind));
    ck_assert_int_eq(dxaws_error_http_status(error), rules[_i].status);
    ck_assert_str_eq(dxaws_error_resource(error), "my-bucket");
    /* What this module explains is its own; the rest is core's, as from S3 itself. */
    if (strcmp(rules[_i].code, "InvalidBucketAclWithObjectOwnership") == 0) {
        ck_assert_str_eq(dxaws_error_code(error), DXAWS_S3_ERROR_BUCKET_ACL);
        return;
    }
    bool own = strcmp(rules[_i].code, DXAWS_S3_ERROR_BUCKET_ALREADY_EXISTS) == 0 ||
               strcmp(rules[_i].code, DXAWS_S3_ERROR_BUCKET_NOT_EMPTY) == 0;
    ck_assert_str_eq(dxaws_error_domain(error), own ? "s3" : "core");
    ck_assert_str_eq(dxaws_error_code(error), own ? rules[_i].code : DXAWS_CORE_ERROR_SERVICE);
    ck_assert_ptr_nonnull(dxaws_error_find(error, "core", DXAWS_CORE_ERROR_SERVICE));
}
END_TEST

START_TEST(a_refused_write_changes_nothing)
{
    static const char document[] = "{\"objects\":[{\"key\":\"a\"}],\"region\":\"eu-west-1\"}";
    given(document);
    dxaws_error_free(perform("DESTROY_BUCKET", ""));
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_str_eq(dxaws_memory_get(account, "s3", "bucket", "my-bucket"), document);
    dxaws_memory_abort(account);
}
END_TEST

START_TEST(a_bucket_of_others_shows_nothing_but_that_it_exists)
{
    given("{\"owner\":\"2\",\"region\":\"eu-west-1\",\"tags\":{\"secret\":\"plan\"}}");
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    ck_ok(dxaws_s3_manager_get_current(manager, NULL, desired, &current));
    ck_assert_int_eq(dxaws_s3_current_status(current), DXAWS_S3_STATUS_EXISTS_NO_ACCESS);
    ck_assert_ptr_null(dxaws_s3_current_tags(current));
}
END_TEST

START_TEST(one_operation_is_one_call)
{
    ck_ok(perform("CREATE_BUCKET", ""));
    ck_ok(perform("PUT_VERSIONING", "\"versioning\":true"));
    uint64_t calls = 0;
    uint64_t writes = 0;
    dxaws_memory_account_calls(account, &calls, &writes);
    ck_assert_uint_eq(calls, 2);
    ck_assert_uint_eq(writes, 2);
}
END_TEST

START_TEST(injected_failures_are_reported_as_such)
{
    dxaws_memory_account_fail_next(account, "s3", 2);
    ck_refused(perform("CREATE_BUCKET", ""), DXAWS_ERROR_UNAVAILABLE, "injected");
    ck_refused(perform("CREATE_BUCKET", ""), DXAWS_ERROR_UNAVAILABLE, "injected");
    ck_ok(perform("CREATE_BUCKET", ""));
}
END_TEST

START_TEST(a_bucket_is_made_in_the_account_that_it_was_planned_for)
{
    ck_refused(perform("CREATE_BUCKET", "\"caller_account\":\"999988887777\""), DXAWS_ERROR_STALE,
               "account 999988887777");
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_ptr_null(dxaws_memory_get(account, "s3", "bucket", "my-bucket"));
    dxaws_memory_abort(account);
    ck_ok(perform("CREATE_BUCKET", "\"caller_account\":\"123456789012\""));
}
END_TEST

START_TEST(a_bucket_is_not_planned_for_another_account_than_the_credentials)
{
    static const char *const named[] = {"caller", "123456789012", "999988887777"};
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
        DXAWS_AUTO(dxaws_plan) plan = NULL;
        dxaws_s3_desired_set_account(desired, named[i]);
        dxaws_error *error = dxaws_s3_manager_plan(manager, NULL, desired, NULL, &plan);
        if (i < 2) {
            ck_ok(error);
            ck_assert_ptr_nonnull(
                strstr(dxaws_plan_text(plan), "\"caller_account\":\"123456789012\""));
        } else {
            ck_refused(error, DXAWS_ERROR_CONFLICT, "account 999988887777");
        }
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, rules_are_those_of_s3, 0, sizeof rules / sizeof *rules);
    tcase_add_test(cases, a_refused_write_changes_nothing);
    tcase_add_test(cases, a_bucket_of_others_shows_nothing_but_that_it_exists);
    tcase_add_test(cases, one_operation_is_one_call);
    tcase_add_test(cases, injected_failures_are_reported_as_such);
    tcase_add_test(cases, a_bucket_is_made_in_the_account_that_it_was_planned_for);
    tcase_add_test(cases, a_bucket_is_not_planned_for_another_account_than_the_credentials);
    return run_suite("s3 memory", cases);
}
