/* SPDX-License-Identifier: MIT */
/* After an apply, on a toy: what is read back, and what is told of it. */
#include <stdio.h>

#include <dxaws/extend/tree.h>

#include "toy-bench.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

/* Who hears that nothing was done may go elsewhere, and leave what was made. */
START_TEST(what_was_done_is_told_when_it_cannot_be_read_back)
{
    toy.most_reads = 1;
    ck_refused(toy_execute(manager, context, RED, NULL), DXAWS_ERROR_PARTIAL,
               "3 of 3 actions done, then reading back: toy: no answer");
    ck_assert(toy.exists);
}
END_TEST

/* Reads may lag behind: some are made again. */
START_TEST(what_is_read_back_is_as_applied)
{
    char *result = NULL;
    toy.stale_reads = _i;
    ck_ok(toy_execute(manager, context, RED, &result));
    ck_assert_ptr_nonnull(strstr(result, "\"colour\":\"red\""));
    free(result);
    ck_assert_int_eq(toy.reads, 2 + _i);
    ck_assert_int_le(dxaws_context_monotonic_ms(context), 40000);
}
END_TEST

START_TEST(what_reads_back_otherwise_is_an_error)
{
    toy.stale_reads = -1;
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, RED, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    ck_assert_str_eq(dxaws_error_code(error), "NotAsApplied");
    ck_assert_ptr_nonnull(
        strstr(dxaws_error_message(error),
               "toy lamp: applied, but colour reads back as \"white\" and should be \"red\""));
    ck_assert_int_le(dxaws_context_monotonic_ms(context), 60000);
}
END_TEST

START_TEST(what_was_destroyed_does_not_exist)
{
    toy.exists = true;
    toy.stays = true;
    ck_refused(toy_execute(manager, context, "{\"name\":\"lamp\",\"present\":false}", NULL),
               DXAWS_ERROR_PARTIAL, "applied, but");
    toy.stays = false;
    ck_ok(toy_execute(manager, context, "{\"name\":\"lamp\",\"present\":false}", NULL));
}
END_TEST

#define BRIGHT "{\"name\":\"lamp\",\"colour\":\"red\",\"brightness\":5}"

/* A lamp that only has to be painted, and is dim when it is. */
static void set_up_dimmed(void)
{
    toy.exists = true;
    toy.brightness = 5;
    toy.dims_when_painted = true;
}

START_TEST(what_was_not_touched_is_compared_as_well)
{
    set_up_dimmed();
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, BRIGHT, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_MODULE_ERROR_NOT_AS_APPLIED);
    ck_assert_str_eq(dxaws_error_message(error),
                     "toy lamp: applied, but brightness reads back as 1 and should be 5; the "
                     "service or somebody else changes it: run again, which does DIM, WARM_UP");
    ck_assert(dxaws_error_is_retryable(error));
    ck_kinds(manager, BRIGHT, "DIM WARM_UP");
}
END_TEST

/* One step after the other, a second apart, until nothing is left. */
static dxaws_error *execute_in_steps(const char *json, int *waits)
{
    struct dx_state desired = toy_desired(json);
    dxaws_plan *plan = NULL;
    dxaws_error *error = dx_manager_plan(manager, context, &desired, NULL, &plan);
    *waits = 0;
    while (error == NULL && dxaws_plan_count(plan) > 0) {
        dxaws_plan *rest = NULL;
        error = dx_manager_step(manager, context, plan, NULL, &rest);
        if (error == NULL) {
            *waits += json_object_get(dxaws_plan_tree(rest), "waiting") != NULL;
            dxaws_plan_free(plan);
            plan = rest;
            ck_ok(dxaws_context_sleep_ms(context, 1000));
        }
    }
    dxaws_plan_free(plan);
    dx_state_clear(&desired);
    return error;
}

/* Steps wait by being taken again, and end as an apply does. */
START_TEST(the_last_step_compares_as_an_apply_does)
{
    int waits;
    set_up_dimmed();
    DXAWS_AUTO(dxaws_error) error = execute_in_steps(BRIGHT, &waits);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_MODULE_ERROR_NOT_AS_APPLIED);
    ck_assert_str_eq(dxaws_error_message(error),
                     "toy lamp: applied, but brightness reads back as 1 and should be 5; the "
                     "service or somebody else changes it: run again, which does DIM, WARM_UP");
    ck_assert_int_ge(waits, 30);
    ck_assert_int_le(waits, 34);
}
END_TEST

START_TEST(the_last_step_is_patient_with_what_lags)
{
    int waits;
    toy.exists = true;
    toy.warm_after = 0;
    toy.stale_reads = 0;
    ck_ok(execute_in_steps(RED, &waits));
    int before = waits;
    toy = (struct toy){.exists = true, .stale_reads = 3};
    ck_ok(execute_in_steps("{\"name\":\"lamp\",\"colour\":\"blue\"}", &waits));
    ck_assert_int_gt(waits, before);
    ck_assert_str_eq(toy.colour, "blue");
}
END_TEST

/* It was seen to be otherwise, and nothing newer is known. */
START_TEST(what_was_seen_is_told_when_later_looks_fail)
{
    set_up_dimmed();
    toy.most_reads = 2;
    ck_refused(toy_execute(manager, context, BRIGHT, NULL), DXAWS_ERROR_PARTIAL,
               "brightness reads back as 1 and should be 5");
}
END_TEST

START_TEST(what_cannot_be_gone_on_from_is_told)
{
    toy.forgets_brightness = true;
    toy.exists = true;
    ck_refused(toy_execute(manager, context, "{\"name\":\"lamp\",\"brightness\":5}", NULL),
               DXAWS_ERROR_PARTIAL,
               "what reads back cannot be gone on from: toy lamp: the provider does not report "
               "\"brightness\"");
}
END_TEST

/* The plan for BRIGHT, with a member more; the caller frees it. */
static dxaws_plan *plan_with(const char *name, json_t *member)
{
    struct dx_state desired = toy_desired(BRIGHT);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_plan *made = NULL;
    ck_ok(dx_manager_plan(manager, context, &desired, NULL, &plan));
    json_t *document = dxaws_tree_copy(dxaws_plan_tree(plan));
    json_object_set_new(document, name, member);
    ck_ok(dxaws_plan_new(document, &made));
    dx_state_clear(&desired);
    return made;
}

static const struct {
    const char *kinds[2];
    const char *told; /* NULL: nothing */
} parts[] = {
    {{"DIM", "WARM_UP"}, NULL},
    {{"WARM_UP", "BUY"}, "run again, which does DIM"},
    {{"DIM", "BUY"}, "which does WARM_UP"},
};

START_TEST(of_a_part_others_do_the_rest)
{
    set_up_dimmed();
    json_t *kinds = json_pack("[ss]", parts[_i].kinds[0], parts[_i].kinds[1]);
    DXAWS_AUTO(dxaws_plan) plan = plan_with(DX_ELSEWHERE, kinds);
    struct dx_state *result = NULL;
    dxaws_error *error =
        dx_manager_apply(manager, context, plan, NULL, sizeof(struct dx_state), &result);
    if (parts[_i].told != NULL) {
        ck_refused(error, DXAWS_ERROR_PARTIAL, parts[_i].told);
    } else {
        ck_ok(error);
        dx_state_free(result);
    }
}
END_TEST

/* It is in the rest, which its caller has. */
START_TEST(what_is_beyond_the_stop_is_not_told)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    struct dx_state desired = toy_desired(BRIGHT);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    json_t *result = NULL;
    toy.exists = true;
    dxaws_apply_options_set_stop_after(options, "PAINT");
    ck_ok(dx_manager_plan(manager, context, &desired, NULL, &plan));
    ck_ok(dx_manager_perform(manager, context, plan, options, &rest, &result));
    ck_assert_uint_eq(dxaws_plan_count(rest), 2);
    json_decref(result);
    dx_state_clear(&desired);
}
END_TEST

/* A wait that nobody asked for is not missed. */
START_TEST(what_is_not_waited_for_is_not_told)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    struct dx_state desired = toy_desired(RED);
    struct dx_state *result = NULL;
    toy.warm_after = 1000000;
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    ck_ok(
        dx_manager_execute(manager, context, &desired, options, sizeof(struct dx_state), &result));
    dx_state_free(result);
    dx_state_clear(&desired);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("confirm");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_was_done_is_told_when_it_cannot_be_read_back);
    tcase_add_loop_test(cases, what_is_read_back_is_as_applied, 0, 6);
    tcase_add_test(cases, what_reads_back_otherwise_is_an_error);
    tcase_add_test(cases, what_was_destroyed_does_not_exist);
    tcase_add_test(cases, what_was_not_touched_is_compared_as_well);
    tcase_add_test(cases, the_last_step_compares_as_an_apply_does);
    tcase_add_test(cases, the_last_step_is_patient_with_what_lags);
    tcase_add_test(cases, what_was_seen_is_told_when_later_looks_fail);
    tcase_add_test(cases, what_cannot_be_gone_on_from_is_told);
    tcase_add_loop_test(cases, of_a_part_others_do_the_rest, 0, sizeof parts / sizeof *parts);
    tcase_add_test(cases, what_is_beyond_the_stop_is_not_told);
    tcase_add_test(cases, what_is_not_waited_for_is_not_told);
    return run_suite("kit confirm", cases);
}
