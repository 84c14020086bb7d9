/* SPDX-License-Identifier: MIT */
/* Errors: what they say, and that it is written and read again. */
#include "testing.h"

#include <dxaws/extend/error.h>

#include <stdio.h>

START_TEST(an_error_survives_format_and_parse)
{
    DXAWS_AUTO(dxaws_error)
    error = dxaws_error_new(DXAWS_ERROR_PARTIAL, "s3", "PartiallyApplied", "%d of %d", 1, 2);
    dxaws_error *cause = dxaws_error_new(DXAWS_ERROR_THROTTLED, "core", "ServiceError", "slow");
    dxaws_error_set_aws(cause, "SlowDown", 503, "R1");
    dxaws_error_set_operation(cause, "PutBucketTagging");
    dxaws_error_set_resource(cause, "my-bucket");
    dxaws_error_set_retryable(cause, true);
    dxaws_error_set_cause(error, cause);
    char *text = dxaws_error_format(error);
    DXAWS_AUTO(dxaws_error) again = dxaws_error_parse(text);
    char *text_again = dxaws_error_format(again);
    ck_assert_str_eq(text, text_again);
    ck_assert_int_eq(dxaws_error_http_status(dxaws_error_cause(again)), 503);
    ck_assert(dxaws_error_is_retryable(dxaws_error_cause(again)));
    free(text);
    free(text_again);
}
END_TEST

START_TEST(a_refusal_is_explained_by_an_error_that_keeps_what_the_service_said)
{
    dxaws_error *refusal = dxaws_error_new(DXAWS_ERROR_CONFLICT, "core", "BucketExists", "409");
    dxaws_error_set_aws(refusal, "BucketAlreadyExists", 409, "request-1");
    dxaws_error_set_operation(refusal, "CreateBucket");
    dxaws_error_set_resource(refusal, "b");
    ck_assert(dxaws_error_is_refusal(refusal, "BucketAlreadyExists"));
    ck_assert(!dxaws_error_is_refusal(refusal, "BucketExists"));
    ck_assert(!dxaws_error_is_refusal(refusal, NULL));
    ck_assert(!dxaws_error_is_refusal(NULL, "BucketAlreadyExists"));
    DXAWS_AUTO(dxaws_error)
    error = dxaws_error_explain(
        refusal, dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", "BucketTaken", "choose another"));
    ck_assert_str_eq(dxaws_error_domain(error), "s3");
    ck_assert_str_eq(dxaws_error_message(error), "choose another");
    ck_assert(dxaws_error_is_refusal(error, "BucketAlreadyExists"));
    ck_assert_int_eq(dxaws_error_http_status(error), 409);
    ck_assert_str_eq(dxaws_error_request_id(error), "request-1");
    ck_assert_str_eq(dxaws_error_operation(error), "CreateBucket");
    ck_assert_str_eq(dxaws_error_resource(error), "b");
    ck_assert_ptr_eq(dxaws_error_cause(error), refusal);
}
END_TEST

START_TEST(an_error_is_found_among_the_causes)
{
    DXAWS_AUTO(dxaws_error)
    error = dxaws_error_new(DXAWS_ERROR_PARTIAL, "website", DXAWS_MODULE_ERROR_PARTIALLY_APPLIED,
                            "1 of 2");
    dxaws_error *middle =
        dxaws_error_new(DXAWS_ERROR_PARTIAL, "s3", DXAWS_MODULE_ERROR_PARTIALLY_APPLIED, "0 of 3");
    dxaws_error *root =
        dxaws_error_new(DXAWS_ERROR_THROTTLED, "core", DXAWS_CORE_ERROR_SERVICE, "slow");
    dxaws_error_set_cause(middle, root);
    dxaws_error_set_cause(error, middle);
    ck_assert_ptr_eq(dxaws_error_find(error, "core", DXAWS_CORE_ERROR_SERVICE), root);
    ck_assert_ptr_eq(dxaws_error_find(error, "s3", DXAWS_MODULE_ERROR_PARTIALLY_APPLIED), middle);
    ck_assert_ptr_eq(dxaws_error_find(error, NULL, DXAWS_MODULE_ERROR_PARTIALLY_APPLIED), error);
    ck_assert_ptr_null(dxaws_error_find(error, "s3", DXAWS_CORE_ERROR_SERVICE));
    ck_assert_ptr_null(dxaws_error_find(NULL, NULL, DXAWS_CORE_ERROR_SERVICE));
    ck_assert_ptr_nonnull(
        dxaws_error_find(dxaws_error_out_of_memory(), "core", DXAWS_CORE_ERROR_OUT_OF_MEMORY));
}
END_TEST

START_TEST(a_message_of_a_long_value_has_its_beginning_and_its_end)
{
    enum { LONG = 10 << 20 };
    char *value = malloc(LONG + 1);
    ck_assert_ptr_nonnull(value);
    for (size_t shift = 0; shift < 4; shift++) { /* a character begins anywhere */
        memset(value, 'x', shift);
        for (size_t i = shift; i < LONG; i++) {
            value[i] = "\xe2\x82\xac"[(i - shift) % 3];
        }
        value[LONG - (LONG - shift) % 3] = '\0';
        dxaws_error *error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", "Name",
                                             "\"%s\" is too long: use a shorter one", value);
        const char *message = dxaws_error_message(error);
        ck_assert_uint_le(strlen(message), 2000);
        ck_assert_uint_ge(strlen(message), 1990);
        ck_assert_ptr_eq(strstr(message, "\"x"), shift ? message : NULL);
        ck_assert_ptr_nonnull(strstr(message, " ... "));
        ck_assert_ptr_nonnull(strstr(message, "\" is too long: use a shorter one"));
        DXAWS_AUTO(dxaws_document) document = NULL;
        char *text = dxaws_error_format(error); /* NULL, were it no UTF-8 */
        ck_assert_ptr_nonnull(text);
        ck_assert_ptr_null(dxaws_document_parse(text, &document));
        free(text);
        dxaws_error_free(error);
    }
    free(value);
}
END_TEST

START_TEST(a_message_is_one_line)
{
    DXAWS_AUTO(dxaws_error)
    error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "core", "X", "%s", "a\nb\033[31m\x7f");
    ck_assert_str_eq(dxaws_error_message(error), "a b [31m ");
}
END_TEST

START_TEST(an_error_of_text_that_is_no_utf8_can_be_formatted)
{
    DXAWS_AUTO(dxaws_error)
    error = dxaws_error_new(DXAWS_ERROR_INTERNAL, "core", "X", "bad \xff byte");
    char *text = dxaws_error_format(error);
    DXAWS_AUTO(dxaws_error) again = dxaws_error_parse(text);
    ck_assert_ptr_nonnull(again);
    ck_assert_str_eq(dxaws_error_message(again), "bad ? byte");
    free(text);
}
END_TEST

START_TEST(out_of_memory_can_be_freed_and_is_never_changed)
{
    dxaws_error *error = dxaws_error_out_of_memory();
    dxaws_error_set_resource(error, "x");
    dxaws_error_set_cause(error, dxaws_error_new(DXAWS_ERROR_INTERNAL, "core", "X", "x"));
    dxaws_error_free(error);
    dxaws_error_free(error);
    ck_assert_ptr_null(dxaws_error_resource(error));
    ck_assert_ptr_null(dxaws_error_cause(error));
}
END_TEST

START_TEST(every_kind_has_a_name_of_its_own)
{
    for (int kind = DXAWS_ERROR_INVALID_ARGUMENT; kind <= DXAWS_ERROR_STALE; kind++) {
        ck_assert_int_eq(dxaws_error_kind_from_name(dxaws_error_kind_name((dxaws_error_kind)kind)),
                         kind);
    }
    ck_assert_int_eq(dxaws_error_kind_from_name("NEW_KIND"), DXAWS_ERROR_INTERNAL);
    ck_assert_int_eq(dxaws_error_kind_from_name(NULL), DXAWS_ERROR_INTERNAL);
}
END_TEST

START_TEST(what_is_no_error_is_not_parsed)
{
    static const char *const texts[] = {"", "[]", "{}", "{\"kind\":\"X\"}", "{\"message\":\"x\"}"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        ck_assert_ptr_null(dxaws_error_parse(texts[i]));
    }
    ck_assert_ptr_null(dxaws_error_parse(NULL));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("errors");
    tcase_add_test(cases, an_error_survives_format_and_parse);
    tcase_add_test(cases, a_refusal_is_explained_by_an_error_that_keeps_what_the_service_said);
    tcase_add_test(cases, an_error_is_found_among_the_causes);
    tcase_add_test(cases, a_message_of_a_long_value_has_its_beginning_and_its_end);
    tcase_add_test(cases, a_message_is_one_line);
    tcase_add_test(cases, an_error_of_text_that_is_no_utf8_can_be_formatted);
    tcase_add_test(cases, out_of_memory_can_be_freed_and_is_never_changed);
    tcase_add_test(cases, every_kind_has_a_name_of_its_own);
    tcase_add_test(cases, what_is_no_error_is_not_parsed);
    Suite *suite = suite_create("errors");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
