/* SPDX-License-Identifier: MIT */
/* Each setter has its getter, for Desired and Current alike: who forwards a state loses nothing. */
#include <dxaws/kit/check.h>

#include <dxaws/acm-provider.h>

#define CHECK_TEXT(value, name)                                                                    \
    ck_assert_pstr_eq(value##_##name(state), NULL);                                                \
    value##_set_##name(state, #name);                                                              \
    ck_assert_str_eq(value##_##name(state), #name);                                                \
    value##_set_##name(state, NULL);                                                               \
    ck_assert_pstr_eq(value##_##name(state), NULL);
#define CHECK_SWITCH(value, name)                                                                  \
    on = true;                                                                                     \
    ck_assert(!value##_##name(state, &on) && on);                                                  \
    value##_set_##name(state, false);                                                              \
    ck_assert(value##_##name(state, &on) && !on);
#define CHECK_NUMBER(value, name)                                                                  \
    number = -1;                                                                                   \
    ck_assert(!value##_##name(state, &number) && number == -1);                                    \
    value##_set_##name(state, 0);                                                                  \
    ck_assert(value##_##name(state, &number) && number == 0);
#define CHECK_LIST(value, one, many)                                                               \
    value##_add_##one(state, "arn:aws:a");                                                         \
    value##_add_##one(state, "arn:aws:b");                                                         \
    ck_assert_uint_eq(value##_##one##_count(state), 2);                                            \
    ck_assert_str_eq(value##_##one##_at(state, 1), "arn:aws:b");                                   \
    ck_assert_pstr_eq(value##_##one##_at(state, 2), NULL);                                         \
    value##_clear_##many(state);                                                                   \
    ck_assert_uint_eq(value##_##one##_count(state), 0);

START_TEST(what_is_set_of_a_desired_is_read_back)
{
    dxaws_acm_desired *state = dxaws_acm_desired_new("www.example.com", "us-east-1");
    bool on = false;
    int64_t number = 0;
    CHECK_TEXT(dxaws_acm_desired, key_algorithm)
    CHECK_TEXT(dxaws_acm_desired, zone)
    CHECK_TEXT(dxaws_acm_desired, arn)
    CHECK_SWITCH(dxaws_acm_desired, keep_validation)
    dxaws_acm_desired_unset_keep_validation(state);
    ck_assert(!dxaws_acm_desired_keep_validation(state, &on));
    CHECK_NUMBER(dxaws_acm_desired, record_ttl_s)
    dxaws_acm_desired_unset_record_ttl_s(state);
    ck_assert(!dxaws_acm_desired_record_ttl_s(state, &number));
    ck_assert(dxaws_acm_desired_is_present(state));
    ck_assert_str_eq(dxaws_acm_desired_domain_name(state), "www.example.com");
    dxaws_acm_desired_set_tag(state, "team", "web");
    DXAWS_AUTO(dxaws_tags) tags = dxaws_acm_desired_tags(state);
    ck_assert_str_eq(dxaws_tags_get(tags, "team"), "web");
    dxaws_acm_desired_free(state);
}
END_TEST

START_TEST(what_is_set_of_a_current_is_read_back)
{
    dxaws_acm_current *state = dxaws_acm_current_new();
    bool on = false;
    int64_t number = 0;
    CHECK_TEXT(dxaws_acm_current, domain_name)
    CHECK_TEXT(dxaws_acm_current, region)
    CHECK_TEXT(dxaws_acm_current, arn)
    CHECK_TEXT(dxaws_acm_current, failure_reason)
    CHECK_TEXT(dxaws_acm_current, key_algorithm)
    CHECK_NUMBER(dxaws_acm_current, not_after_ms)
    CHECK_SWITCH(dxaws_acm_current, expires_soon)
    CHECK_TEXT(dxaws_acm_current, renewal_status)
    CHECK_TEXT(dxaws_acm_current, renewal_reason)
    CHECK_SWITCH(dxaws_acm_current, renewable)
    CHECK_TEXT(dxaws_acm_current, type)
    CHECK_SWITCH(dxaws_acm_current, validation_published)
    CHECK_LIST(dxaws_acm_current, in_use_by, in_use_by)
    CHECK_LIST(dxaws_acm_current, record_shared_with, record_shared_with)
    CHECK_LIST(dxaws_acm_current, other, others)
    CHECK_LIST(dxaws_acm_current, name, names)
    dxaws_acm_current_set_status(state, DXAWS_ACM_STATUS_ISSUED);
    ck_assert_int_eq(dxaws_acm_current_status(state), DXAWS_ACM_STATUS_ISSUED);
    dxaws_acm_current_set_validation_status(state, DXAWS_ACM_VALIDATION_STATUS_SUCCESS);
    ck_assert_int_eq(dxaws_acm_current_validation_status(state),
                     DXAWS_ACM_VALIDATION_STATUS_SUCCESS);
    dxaws_acm_current_set_validation_record(state, "_a.example.com.", "_b.");
    ck_assert_str_eq(dxaws_acm_current_validation_record_name(state), "_a.example.com.");
    ck_assert_str_eq(dxaws_acm_current_validation_record_value(state), "_b.");
    dxaws_acm_current_free(state);
}
END_TEST

START_TEST(a_status_has_aws_own_word)
{
    for (int i = 1; i <= DXAWS_ACM_STATUS_FAILED; i++) {
        const char *name = dxaws_acm_status_name((dxaws_acm_status)i);
        ck_assert_int_eq(dxaws_acm_status_from_name(name), i);
    }
    for (int i = 1; i <= DXAWS_ACM_VALIDATION_STATUS_FAILED; i++) {
        const char *name = dxaws_acm_validation_status_name((dxaws_acm_validation_status)i);
        ck_assert_int_eq(dxaws_acm_validation_status_from_name(name), i);
    }
    ck_assert_str_eq(dxaws_acm_status_name(DXAWS_ACM_STATUS_VALIDATION_TIMED_OUT),
                     "VALIDATION_TIMED_OUT");
    ck_assert_int_eq(dxaws_acm_status_from_name("NEWER"), DXAWS_ACM_STATUS_OTHER);
    ck_assert_int_eq(dxaws_acm_status_from_name(NULL), DXAWS_ACM_STATUS_UNKNOWN);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("values");
    tcase_add_test(cases, what_is_set_of_a_desired_is_read_back);
    tcase_add_test(cases, what_is_set_of_a_current_is_read_back);
    tcase_add_test(cases, a_status_has_aws_own_word);
    return run_suite("values", cases);
}
