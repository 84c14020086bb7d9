/* SPDX-License-Identifier: MIT */
/* Contract cases: one attribute after the other. */
#include "contract.h"

/* A plain bucket, made. */
static dxaws_error *make_bucket(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    return run_execute(run, desired);
}

static dxaws_error *tags_of_ours_follow_what_is_declared(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_tag(desired, "a", "1");
    dxaws_s3_desired_set_tag(desired, "b", "2");
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "b", "3");
    dxaws_tags_set(tags, "c", "4");
    dxaws_s3_desired_set_tags(desired, tags);
    DX_TRY(run_converge(run, desired, "PUT_TAGS"));
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    DXAWS_AUTO(dxaws_tags) found = dxaws_s3_current_tags(current);
    const char *b = dxaws_tags_get(found, "b");
    const char *c = dxaws_tags_get(found, "c");
    DX_EXPECT(dxaws_tags_get(found, "a") == NULL && b && strcmp(b, "3") == 0 && c &&
                  strcmp(c, "4") == 0,
              "read back b=%s and c=%s, expected b=3, c=4 and no a", b ? b : "nothing",
              c ? c : "nothing");
    return NULL;
}

static dxaws_error *an_empty_set_removes_the_tags_of_ours(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_tag(desired, "a", "1");
    DX_TRY(run_execute(run, desired));
    DXAWS_AUTO(dxaws_tags) none = dxaws_tags_new();
    dxaws_s3_desired_set_tags(desired, none);
    return run_converge(run, desired, "PUT_TAGS");
}

static dxaws_error *tags_come_back_as_they_were_given(struct run *run)
{
    static const char *const values[] = {"",  "a b", "a:b+c",   "gr\xc3\xbc\xc3\x9f",
                                         "=", "+",   "a/b:c@d", "x - _y."};
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char key[40];
        snprintf(key, sizeof key, "Key %zu/%s", i, i % 2 ? "\xc3\xa9" : "+");
        dxaws_s3_desired_set_tag(desired, key, values[i]);
    }
    return run_converge(run, desired, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK");
}

static dxaws_error *versioning_goes_on_off_and_on(struct run *run)
{
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    for (int i = 0; i < 3; i++) {
        dxaws_s3_desired_set_versioning(desired, i % 2 == 0);
        DX_TRY(run_converge(run, desired, "PUT_VERSIONING"));
    }
    return NULL;
}

static dxaws_error *object_ownership_goes_to_the_writers_and_back(struct run *run)
{
    static const char *const words[] = {DXAWS_S3_OWNERSHIP_PREFERRED, DXAWS_S3_OWNERSHIP_WRITER,
                                        DXAWS_S3_OWNERSHIP_ENFORCED};
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_DEFAULT_OBJECT_OWNERSHIP);
    DX_TRY(run_expect_plan(run, desired, ""));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        dxaws_s3_desired_set_object_ownership(desired, words[i]);
        DX_TRY(run_converge(run, desired, "PUT_OWNERSHIP_CONTROLS"));
    }
    return NULL;
}

/* From what a new bucket has by itself to a key, under another of its names, and back. */
static dxaws_error *encryption_goes_to_a_key_and_back(struct run *run)
{
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_s3_current) current = NULL;
    char arn[160];
    bool bucket_key = false;
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_DEFAULT_ENCRYPTION);
    DX_TRY(run_expect_plan(run, desired, ""));
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_KMS);
    snprintf(arn, sizeof arn, "arn:aws:kms:%s:123456789012:alias/site", run->region);
    dxaws_s3_desired_set_encryption_kms_key(desired, arn);
    dxaws_s3_desired_set_encryption_bucket_key(desired, true);
    DX_TRY(run_converge(run, desired, "PUT_ENCRYPTION"));
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/site");
    DX_TRY(run_expect_plan(run, desired, ""));
    DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
    DX_EXPECT(dxaws_s3_current_encryption_bucket_key(current, &bucket_key) && bucket_key,
              "the key of the bucket is off");
    dxaws_s3_desired_set_encryption_bucket_key(desired, false);
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_DSSE_KMS);
    DX_TRY(run_converge(run, desired, "PUT_ENCRYPTION"));
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_S3);
    dxaws_s3_desired_set_encryption_kms_key(desired, NULL);
    return run_converge(run, desired, "PUT_ENCRYPTION");
}

static dxaws_error *encryption_that_cloudfront_cannot_undo_is_refused(struct run *run)
{
    char statement[400];
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    snprintf(statement, sizeof statement,
             "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
             "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s/*\",\"Condition\":{"
             "\"StringEquals\":{\"AWS:SourceArn\":"
             "\"arn:aws:cloudfront::123456789012:distribution/E1\"}}}",
             run->bucket);
    dxaws_s3_desired_set_policy_statement(desired, "Read", statement);
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_KMS);
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/aws/s3");
    DX_TRY(
        dx_contract_error(dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
                          DXAWS_ERROR_CONFLICT));
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/site");
    return run_converge(run, desired,
                        "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK PUT_ENCRYPTION PUT_POLICY");
}

static dxaws_error *versioning_off_is_no_change_where_it_was_never_on(struct run *run)
{
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_versioning(desired, false);
    return run_expect_plan(run, desired, "");
}

static dxaws_error *what_a_new_bucket_has_by_itself_is_not_written(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_tags) none = dxaws_tags_new();
    dxaws_s3_desired_set_versioning(desired, false);
    dxaws_s3_desired_set_tags(desired, none);
    return run_converge(run, desired, "CREATE_BUCKET PUT_PUBLIC_ACCESS_BLOCK");
}

static dxaws_error *each_switch_of_the_public_access_block_is_kept(struct run *run)
{
    DX_TRY(make_bucket(run));
    for (unsigned bit = 1; bit < DXAWS_S3_BLOCK_ALL; bit <<= 1) {
        DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
        dxaws_s3_desired_set_public_access_block(desired, DXAWS_S3_BLOCK_ALL & ~bit);
        DX_TRY(run_converge(run, desired, "PUT_PUBLIC_ACCESS_BLOCK"));
        DXAWS_AUTO(dxaws_s3_current) current = NULL;
        DX_TRY(dxaws_s3_manager_get_current(run->manager, run->context, desired, &current));
        unsigned blocks = 0;
        DX_EXPECT(dxaws_s3_current_public_access_block(current, &blocks) &&
                      blocks == (DXAWS_S3_BLOCK_ALL & ~bit),
                  "read back %u, expected %u", blocks, DXAWS_S3_BLOCK_ALL & ~bit);
    }
    return NULL;
}

static dxaws_error *a_policy_statement_is_put_and_replaced(struct run *run)
{
    char statement[RUN_STATEMENT_SIZE];
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    dxaws_s3_desired_set_policy_statement(desired, "TlsOnly", run_statement(run, statement));
    DX_TRY(run_converge(run, desired, "PUT_POLICY"));
    memcpy(strstr(statement, "false"), "true\" ", 6);
    dxaws_s3_desired_set_policy_statement(desired, "TlsOnly", statement);
    return run_converge(run, desired, "PUT_POLICY");
}

static dxaws_error *statements_of_other_names_stand_beside_each_other(struct run *run)
{
    char statement[RUN_STATEMENT_SIZE];
    run_statement(run, statement);
    DXAWS_AUTO(dxaws_s3_desired) first = run_desired(run);
    dxaws_s3_desired_set_policy_statement(first, "First", statement);
    DX_TRY(run_execute(run, first));
    DXAWS_AUTO(dxaws_s3_desired) second = run_desired(run);
    dxaws_s3_desired_set_policy_statement(second, "Second", statement);
    DX_TRY(run_converge(run, second, "PUT_POLICY"));
    return run_expect_plan(run, first, "");
}

/* Nothing is read or written for one that any account's distribution could use. */
static dxaws_error *a_strict_statement_says_for_which_distribution(struct run *run)
{
    static const char source[] = ",\"Condition\":{\"StringEquals\":{\"AWS:SourceArn\":"
                                 "\"arn:aws:cloudfront::123456789012:distribution/E1\"}}";
    DX_TRY(make_bucket(run));
    DXAWS_AUTO(dxaws_s3_desired) desired = run_desired(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_s3_desired_set_strict(desired, true);
    for (int said = 0; said < 2; said++) {
        char statement[400];
        snprintf(statement, sizeof statement,
                 "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
                 "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s/*\"%s}",
                 run->bucket, said ? source : "");
        dxaws_s3_desired_set_policy_statement(desired, "Read", statement);
        if (!said) {
            DX_TRY(dx_contract_error(
                dxaws_s3_manager_plan(run->manager, run->context, desired, NULL, &plan),
                DXAWS_ERROR_INVALID_ARGUMENT));
        }
    }
    return run_converge(run, desired, "PUT_POLICY");
}

static dxaws_error *what_is_not_set_is_not_touched(struct run *run)
{
    DXAWS_AUTO(dxaws_s3_desired) full = run_full_desired(run);
    DX_TRY(run_execute(run, full));
    char json[200];
    snprintf(json, sizeof json, "{\"name\":\"%s\",\"region\":\"%s\"}", run->bucket, run->region);
    DXAWS_AUTO(dxaws_s3_desired) bare = NULL;
    DX_TRY(dxaws_s3_desired_parse(json, &bare));
    DX_TRY(run_expect_plan(run, bare, ""));
    dxaws_s3_desired_set_tag(bare, "only", "this");
    DX_TRY(run_converge(run, bare, "PUT_TAGS"));
    return run_expect_plan(run, full, "PUT_TAGS");
}

const struct dx_contract_case contract_attribute_cases[] = {
    DX_CASE(tags_of_ours_follow_what_is_declared, 0),
    DX_CASE(an_empty_set_removes_the_tags_of_ours, 0),
    DX_CASE(tags_come_back_as_they_were_given, 0),
    DX_CASE(versioning_goes_on_off_and_on, 0),
    DX_CASE(versioning_off_is_no_change_where_it_was_never_on, 0),
    DX_CASE(what_a_new_bucket_has_by_itself_is_not_written, 0),
    DX_CASE(each_switch_of_the_public_access_block_is_kept, 0),
    DX_CASE(a_policy_statement_is_put_and_replaced, 0),
    DX_CASE(statements_of_other_names_stand_beside_each_other, 0),
    DX_CASE(what_is_not_set_is_not_touched, 0),
    RUN_CASE(object_ownership_goes_to_the_writers_and_back, 0),
    RUN_CASE(encryption_goes_to_a_key_and_back, 0),
    RUN_CASE(encryption_that_cloudfront_cannot_undo_is_refused, 0),
    RUN_CASE(a_strict_statement_says_for_which_distribution, 0),
    {.name = NULL},
};
