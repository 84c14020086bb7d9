/* SPDX-License-Identifier: MIT */
/* Each setter has its getter, for Desired and Current alike: who forwards a state loses nothing. */
#include <dxaws/kit/check.h>

#include <stdlib.h>

#include <dxaws/s3-provider.h>

START_TEST(what_is_set_of_a_desired_is_read_back)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    bool on = true;
    unsigned blocks = 99;
    ck_assert(!dxaws_s3_desired_versioning(desired, &on) && on);
    dxaws_s3_desired_set_versioning(desired, false);
    ck_assert(dxaws_s3_desired_versioning(desired, &on) && !on);
    dxaws_s3_desired_unset_versioning(desired);
    ck_assert(!dxaws_s3_desired_versioning(desired, &on));
    ck_assert(!dxaws_s3_desired_public_access_block(desired, &blocks) && blocks == 99);
    dxaws_s3_desired_set_public_access_block(desired, DXAWS_S3_BLOCK_PUBLIC_POLICY);
    ck_assert(dxaws_s3_desired_public_access_block(desired, &blocks));
    ck_assert_uint_eq(blocks, DXAWS_S3_BLOCK_PUBLIC_POLICY);
    dxaws_s3_desired_leave(desired, "public_access_block");
    ck_assert(!dxaws_s3_desired_public_access_block(desired, &blocks));
    dxaws_s3_desired_set_tag(desired, "team", "web");
    DXAWS_AUTO(dxaws_tags) tags = dxaws_s3_desired_tags(desired);
    ck_assert_str_eq(dxaws_tags_get(tags, "team"), "web");
    ck_assert(dxaws_s3_desired_is_present(desired));
    dxaws_s3_desired_set_present(desired, false);
    ck_assert(!dxaws_s3_desired_is_present(desired));
}
END_TEST

START_TEST(rules_are_read_back_by_their_id)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    dxaws_s3_desired_set_lifecycle_rule(desired, "a", "{\"Status\": \"Enabled\"}");
    dxaws_s3_desired_set_lifecycle_rule(desired, NULL, "{}");
    ck_assert_uint_eq(dxaws_s3_desired_lifecycle_rule_count(desired), 1);
    ck_assert_str_eq(dxaws_s3_desired_lifecycle_rule_id_at(desired, 0), "a");
    char *rule = dxaws_s3_desired_lifecycle_rule(desired, "a");
    ck_assert_str_eq(rule, "{\"Status\":\"Enabled\"}");
    free(rule);
    dxaws_s3_desired_unset_lifecycle_rules(desired);
    ck_assert_uint_eq(dxaws_s3_desired_lifecycle_rule_count(desired), 0);
    ck_assert_pstr_eq(dxaws_s3_current_lifecycle(current), NULL);
    dxaws_s3_current_set_lifecycle(current, "{\"Rules\": []}");
    char *lifecycle = dxaws_s3_current_lifecycle(current);
    ck_assert_str_eq(lifecycle, "{\"Rules\":[]}");
    free(lifecycle);
    dxaws_s3_current_set_lifecycle(current, NULL);
    ck_assert_pstr_eq(dxaws_s3_current_lifecycle(current), NULL);
}
END_TEST

START_TEST(ownership_and_encryption_are_read_back)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    bool on = true;
    ck_assert_pstr_eq(dxaws_s3_desired_encryption_algorithm(desired), NULL);
    ck_assert(!dxaws_s3_desired_encryption_bucket_key(desired, &on) && on);
    dxaws_s3_desired_set_encryption_algorithm(desired, DXAWS_S3_ENCRYPTION_SSE_KMS);
    dxaws_s3_desired_set_encryption_kms_key(desired, "alias/k");
    dxaws_s3_desired_set_encryption_bucket_key(desired, false);
    ck_assert_str_eq(dxaws_s3_desired_encryption_algorithm(desired), "SSE-KMS");
    ck_assert_str_eq(dxaws_s3_desired_encryption_kms_key(desired), "alias/k");
    ck_assert(dxaws_s3_desired_encryption_bucket_key(desired, &on) && !on);
    dxaws_s3_desired_set_encryption_kms_key(desired, NULL);
    ck_assert_pstr_eq(dxaws_s3_desired_encryption_kms_key(desired), NULL);
    dxaws_s3_desired_unset_encryption(desired);
    ck_assert_pstr_eq(dxaws_s3_desired_encryption_algorithm(desired), NULL);
    ck_ok(dxaws_s3_desired_check(desired));
    dxaws_s3_desired_set_object_ownership(desired, DXAWS_S3_OWNERSHIP_WRITER);
    ck_assert_str_eq(dxaws_s3_desired_object_ownership(desired), "ObjectWriter");
    dxaws_s3_current_set_object_ownership(current, DXAWS_S3_OWNERSHIP_PREFERRED);
    ck_assert_str_eq(dxaws_s3_current_object_ownership(current), "BucketOwnerPreferred");
    dxaws_s3_current_set_encryption_algorithm(current, "SSE-S3");
    dxaws_s3_current_set_encryption_kms_key(current, "k");
    dxaws_s3_current_set_encryption_bucket_key(current, true);
    ck_assert_str_eq(dxaws_s3_current_encryption_algorithm(current), "SSE-S3");
    ck_assert_str_eq(dxaws_s3_current_encryption_kms_key(current), "k");
    ck_assert(dxaws_s3_current_encryption_bucket_key(current, &on) && on);
}
END_TEST

START_TEST(whose_it_is_to_be_is_read_back)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    bool on = true;
    ck_assert_pstr_eq(dxaws_s3_desired_owner(desired), NULL);
    dxaws_s3_desired_set_owner(desired, "site");
    ck_assert_str_eq(dxaws_s3_desired_owner(desired), "site");
    dxaws_s3_desired_set_account(desired, "123456789012");
    ck_assert_str_eq(dxaws_s3_desired_account(desired), "123456789012");
    dxaws_s3_desired_set_mark(desired, false);
    ck_assert(dxaws_s3_desired_mark(desired, &on) && !on);
    dxaws_s3_desired_unset_mark(desired);
    ck_assert(!dxaws_s3_desired_mark(desired, &on));
    dxaws_s3_desired_set_tags_exact(desired, true);
    ck_assert(dxaws_s3_desired_tags_exact(desired, &on) && on);
    dxaws_s3_desired_unset_tags_exact(desired);
    ck_assert(!dxaws_s3_desired_tags_exact(desired, &on));
    dxaws_s3_desired_set_force_empty(desired, true);
    ck_assert(dxaws_s3_desired_force_empty(desired, &on) && on);
    dxaws_s3_desired_unset_force_empty(desired);
    ck_assert(!dxaws_s3_desired_force_empty(desired, &on));
    ck_ok(dxaws_s3_desired_check(desired));
    dxaws_s3_desired_set_account(desired, "12345678901");
    ck_refused(dxaws_s3_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT, "12 digits");
}
END_TEST

START_TEST(statements_are_read_back_by_their_sid)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("example", "eu-west-1");
    dxaws_s3_desired_set_policy_statement(desired, "A", "{\"Effect\": \"Deny\"}");
    dxaws_s3_desired_set_policy_statement(desired, "B", "{\"Effect\": \"Allow\"}");
    ck_assert_uint_eq(dxaws_s3_desired_policy_statement_count(desired), 2);
    ck_assert_str_eq(dxaws_s3_desired_policy_statement_sid_at(desired, 1), "B");
    ck_assert_pstr_eq(dxaws_s3_desired_policy_statement_sid_at(desired, 2), NULL);
    char *statement = dxaws_s3_desired_policy_statement(desired, "A");
    ck_assert_str_eq(statement, "{\"Effect\":\"Deny\"}");
    free(statement);
    ck_assert_pstr_eq(dxaws_s3_desired_policy_statement(desired, "C"), NULL);
    dxaws_s3_desired_unset_policy_statements(desired);
    ck_assert_uint_eq(dxaws_s3_desired_policy_statement_count(desired), 0);
}
END_TEST

START_TEST(what_is_set_of_a_current_is_read_back)
{
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    ck_assert_int_eq(dxaws_s3_current_status(current), DXAWS_S3_STATUS_UNKNOWN);
    for (int i = 1; i <= DXAWS_S3_STATUS_EXISTS_NO_ACCESS; i++) {
        dxaws_s3_current_set_status(current, (dxaws_s3_status)i);
        ck_assert_int_eq(dxaws_s3_current_status(current), i);
        ck_assert_int_eq(dxaws_s3_status_from_name(dxaws_s3_status_name((dxaws_s3_status)i)), i);
    }
    ck_assert_int_eq(dxaws_s3_status_from_name("new"), DXAWS_S3_STATUS_UNKNOWN);
    dxaws_s3_current_set_name(current, "example");
    ck_assert_str_eq(dxaws_s3_current_name(current), "example");
    dxaws_tags_set(tags, "aws:createdBy", "x");
    dxaws_s3_current_set_tags(current, tags);
    DXAWS_AUTO(dxaws_tags) found = dxaws_s3_current_tags(current);
    ck_assert_str_eq(dxaws_tags_get(found, "aws:createdBy"), "x");
    bool has = true;
    ck_assert(!dxaws_s3_current_has_objects(current, &has) && has);
    dxaws_s3_current_set_has_objects(current, false);
    ck_assert(dxaws_s3_current_has_objects(current, &has) && !has);
    dxaws_s3_current_set_has_uploads(current, true);
    ck_assert(dxaws_s3_current_has_uploads(current, &has) && has);
    ck_assert_pstr_eq(dxaws_s3_current_policy(current), NULL);
    dxaws_s3_current_set_policy(current, "{ }");
    char *policy = dxaws_s3_current_policy(current);
    ck_assert_str_eq(policy, "{}");
    free(policy);
    dxaws_s3_current_set_policy(current, NULL);
    ck_assert_pstr_eq(dxaws_s3_current_policy(current), NULL);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("values");
    tcase_add_test(cases, what_is_set_of_a_desired_is_read_back);
    tcase_add_test(cases, ownership_and_encryption_are_read_back);
    tcase_add_test(cases, rules_are_read_back_by_their_id);
    tcase_add_test(cases, whose_it_is_to_be_is_read_back);
    tcase_add_test(cases, statements_are_read_back_by_their_sid);
    tcase_add_test(cases, what_is_set_of_a_current_is_read_back);
    return run_suite("values", cases);
}
