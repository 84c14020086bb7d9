/* SPDX-License-Identifier: MIT */
/* Waits: when they are over, what they say meanwhile, and when there is no way on. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

static const struct {
    const char *kind;
    const char *observed;
    bool done;
    const char *why;
} looks[] = {
    {"WAIT_VALIDATION_RECORD", "{\"status\":\"PENDING_VALIDATION\"}", false, "has not named"},
    {"WAIT_VALIDATION_RECORD", "{\"status\":\"PENDING_VALIDATION\",\"validation_record\":{}}", true,
     ""},
    {"WAIT_VALIDATION_RECORD", "{\"misses\":1}", false, "not visible"},
    {"WAIT_ISSUED", "{\"status\":\"ISSUED\"}", true, ""},
    {"WAIT_ISSUED",
     "{\"status\":\"PENDING_VALIDATION\",\"validation_status\":\"PENDING_VALIDATION\"}", false,
     "PENDING_VALIDATION; www.example.com: PENDING_VALIDATION, validation record not yet seen"},
    {"WAIT_ISSUED", "{\"status\":\"PENDING_VALIDATION\",\"validation_status\":\"SUCCESS\"}", false,
     "validation record seen by ACM"},
    {"WAIT_ISSUED", "{\"status\":\"PENDING_VALIDATION\",\"misses\":5}", false, "not visible"},
    {"WAIT_UNUSED", "{\"status\":\"ISSUED\",\"in_use_by\":[\"arn:a\"]}", false, "in use by arn:a"},
    {"WAIT_UNUSED", "{\"status\":\"ISSUED\",\"in_use_by\":[\"arn:a\",\"b\",\"c\"]}", false,
     "arn:a and 2 more"},
    {"WAIT_UNUSED", "{\"status\":\"ISSUED\",\"in_use_by\":[]}", true, ""},
    {"WAIT_UNUSED", "{\"status\":\"EXPIRED\",\"in_use_by\":[]}", true, ""},
    {"WAIT_UNUSED", "{\"status\":\"ISSUED\",\"in_use_by\":[\"a\"],\"misses\":1}", true, ""},
};

static dxaws_error *look(const char *kind, const char *text, struct dx_wait_state *state)
{
    json_t *payload = json_pack("{ss}", "domain_name", "www.example.com");
    json_t *observed = json_loads(text, 0, NULL);
    dxaws_error *error = acm_converged(kind, payload, observed, state);
    json_decref(observed);
    json_decref(payload);
    return error;
}

START_TEST(waits_end_or_say_why_not)
{
    struct dx_wait_state state = {.done = false};
    ck_assert_ptr_null(look(looks[_i].kind, looks[_i].observed, &state));
    ck_assert_int_eq(state.done, looks[_i].done);
    ck_assert_msg(strstr(state.why, looks[_i].why) != NULL, "%s", state.why);
}
END_TEST

static const struct {
    const char *observed;
    dxaws_error_kind kind;
    const char *part;
} ends[] = {
    {"{\"status\":\"FAILED\",\"failure_reason\":\"CAA_ERROR\"}", DXAWS_ERROR_INVALID_STATE,
     "FAILED, CAA_ERROR: allow \"amazon.com\""},
    {"{\"status\":\"FAILED\",\"failure_reason\":\"INVALID_PUBLIC_DOMAIN\"}",
     DXAWS_ERROR_INVALID_STATE, "public suffix"},
    {"{\"status\":\"FAILED\",\"failure_reason\":\"NEW_REASON\"}", DXAWS_ERROR_INVALID_STATE,
     "NEW_REASON: run again"},
    {"{\"status\":\"FAILED\"}", DXAWS_ERROR_INVALID_STATE, "is FAILED: run again"},
    {"{\"status\":\"VALIDATION_TIMED_OUT\"}", DXAWS_ERROR_INVALID_STATE, "72 hours"},
    {"{\"status\":\"EXPIRED\"}", DXAWS_ERROR_INVALID_STATE, "EXPIRED"},
    {"{\"status\":\"REVOKED\"}", DXAWS_ERROR_INVALID_STATE, "REVOKED"},
    {"{\"status\":\"PENDING_VALIDATION\",\"misses\":6}", DXAWS_ERROR_STALE, "deleted"},
};

START_TEST(states_without_a_way_on_are_errors_with_a_remedy)
{
    struct dx_wait_state state = {.done = false};
    DXAWS_AUTO(dxaws_error) error = look("WAIT_ISSUED", ends[_i].observed, &state);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), ends[_i].kind);
    ck_assert_msg(strstr(dxaws_error_message(error), ends[_i].part) != NULL, "%s",
                  dxaws_error_message(error));
    ck_assert(!state.done);
}
END_TEST

START_TEST(the_longest_name_fits_into_the_reason)
{
    struct dx_wait_state state = {.done = false};
    json_t *payload = json_pack("{ss}", "domain_name",
                                "a234567890123456789012345678901234567890123456789012.example.com");
    json_t *observed = json_pack("{ss ss}", "status", "PENDING_VALIDATION", "validation_status",
                                 "PENDING_VALIDATION");
    ck_assert_ptr_null(acm_converged("WAIT_ISSUED", payload, observed, &state));
    ck_assert_ptr_nonnull(strstr(state.why, "not yet seen by ACM"));
    json_decref(observed);
    json_decref(payload);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("waits");
    tcase_add_loop_test(tests, waits_end_or_say_why_not, 0, sizeof looks / sizeof *looks);
    tcase_add_loop_test(tests, states_without_a_way_on_are_errors_with_a_remedy, 0,
                        sizeof ends / sizeof *ends);
    tcase_add_test(tests, the_longest_name_fits_into_the_reason);
    return run_suite("waits", tests);
}
