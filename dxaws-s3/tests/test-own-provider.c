/* SPDX-License-Identifier: MIT */
/* Providers that lack something are refused before anything is done. */
#include <dxaws/kit/check.h>
#include <dxaws/s3.h>
#include <dxaws/s3-provider.h>

static dxaws_error *read_nothing(void *self, dxaws_context *unused, const dxaws_s3_desired *wanted,
                                 dxaws_s3_current *current)
{
    (void)self;
    (void)unused;
    (void)wanted;
    dxaws_s3_current_set_status(current, DXAWS_S3_STATUS_DOES_NOT_EXIST);
    return NULL;
}

static dxaws_error *fail_the_test(void *self, dxaws_context *unused, const dxaws_action *action,
                                  dxaws_s3_current *observed)
{
    (void)self;
    (void)unused;
    (void)observed;
    ck_abort_msg("%s was performed", dxaws_action_kind(action));
    return NULL;
}

/* A provider of a time when there were no policies yet: its ops struct ends before put_policy. */
START_TEST(what_an_old_provider_cannot_do_is_refused_before_the_first_effect)
{
    const dxaws_s3_provider_ops ops = {
        .size = offsetof(dxaws_s3_provider_ops, put_policy),
        .name = "old",
        .get_current = read_nothing,
        .create_bucket = fail_the_test,
        .put_public_access_block = fail_the_test,
        .put_versioning = fail_the_test,
        .put_tags = fail_the_test,
        .put_policy = fail_the_test, /* beyond size: must not be seen */
    };
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) old = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    dxaws_s3_desired_set_policy_statement(
        desired, "Read",
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"s3:"
        "GetObject\",\"Resource\":\"arn:aws:s3:::my-bucket/*\"}");
    ck_ok(dxaws_s3_provider_new(&ops, NULL, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &old));
    ck_refused(dxaws_s3_manager_execute(old, NULL, desired, NULL, &result), DXAWS_ERROR_UNSUPPORTED,
               "provider \"old\" cannot perform PUT_POLICY; nothing was changed");
}
END_TEST

START_TEST(a_provider_without_get_current_is_refused)
{
    const dxaws_s3_provider_ops ops = {.size = sizeof ops, .name = "empty"};
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    ck_refused(dxaws_s3_provider_new(&ops, NULL, &provider), DXAWS_ERROR_INVALID_ARGUMENT,
               "\"empty\" has no get_current");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("own provider");
    tcase_add_test(cases, what_an_old_provider_cannot_do_is_refused_before_the_first_effect);
    tcase_add_test(cases, a_provider_without_get_current_is_refused);
    return run_suite("s3 own provider", cases);
}
