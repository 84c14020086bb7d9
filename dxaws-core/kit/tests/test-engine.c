/* SPDX-License-Identifier: MIT */
/* The engine on a toy: planning, effects, waits. */
#include <stdio.h>

#include "toy-bench.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

static const struct {
    bool exists;
    const char *desired;
    const char *kinds;
} rows[] = {
    {false, RED, "BUY PAINT WARM_UP"},
    {false, "{\"name\":\"lamp\",\"brightness\":5,\"colour\":\"red\"}", "BUY PAINT DIM WARM_UP"},
    {false, "{\"name\":\"lamp\",\"present\":false}", ""},
    {true, "{\"name\":\"lamp\"}", ""},
    {true, "{\"name\":\"lamp\",\"colour\":\"blue\"}", ""},
    {true, RED, "PAINT WARM_UP"},
    {true, "{\"name\":\"lamp\",\"brightness\":5}", "DIM WARM_UP"},
    {true, "{\"name\":\"lamp\",\"present\":false,\"colour\":\"red\"}", "THROW_AWAY"},
};

START_TEST(plan_has_exactly_what_drift_asks_for_in_table_order)
{
    toy.exists = rows[_i].exists;
    strcpy(toy.colour, "blue");
    ck_kinds(manager, rows[_i].desired, rows[_i].kinds);
    ck_assert_int_eq(toy.actions, 0);
}
END_TEST

static const struct {
    const char *desired;
    const char *part;
} refused[] = {
    {"{\"colour\":\"red\"}", "\"name\" is required"},
    {"{\"name\":\"\"}", "\"name\" must not be empty"},
    {"{\"name\":\"a\",\"exists\":true}", "\"exists\" is observed"},
    {"{\"name\":\"a\\u0007b\"}", "\"name\" contains a control character"},
    {"{\"name\":\"a\",\"parts\":[{\"b\":\"c\\n\\u0007\"}]}",
     "\"parts\" contains a control character"},
};

START_TEST(a_wrong_desired_is_refused_before_anything_is_read)
{
    ck_refused(toy_execute(manager, NULL, refused[_i].desired, NULL), DXAWS_ERROR_INVALID_ARGUMENT,
               refused[_i].part);
    ck_assert_int_eq(toy.reads, 0);
}
END_TEST

START_TEST(what_is_not_reported_cannot_be_managed)
{
    toy.exists = true;
    toy.no_brightness = true;
    ck_refused(toy_execute(manager, NULL, "{\"name\":\"lamp\",\"brightness\":5}", NULL),
               DXAWS_ERROR_UNSUPPORTED, "does not report \"brightness\"");
    ck_assert_int_eq(toy.actions, 0);
}
END_TEST

START_TEST(what_cannot_be_performed_is_refused_before_the_first_effect)
{
    toy.no_brightness = true;
    ck_refused(toy_execute(manager, NULL, "{\"name\":\"lamp\",\"brightness\":5}", NULL),
               DXAWS_ERROR_UNSUPPORTED, "cannot perform DIM; nothing was changed");
    ck_assert_int_eq(toy.actions, 0);
    ck_assert(!toy.exists);
}
END_TEST

START_TEST(result_is_read_back_and_hides_what_is_hidden)
{
    char *result = NULL;
    ck_ok(toy_execute(manager, context, RED, &result));
    ck_assert_str_eq(result,
                     "{\"brightness\":0,\"colour\":\"red\",\"exists\":true,\"name\":\"lamp\"}");
    free(result);
    ck_assert_int_eq(toy.reads, 2);
}
END_TEST

START_TEST(no_change_costs_one_read)
{
    ck_ok(toy_execute(manager, context, RED, NULL));
    toy.reads = 0;
    toy.actions = 0;
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_assert_int_eq(toy.reads, 1);
    ck_assert_int_eq(toy.actions, 0);
}
END_TEST

START_TEST(a_wait_looks_again_until_converged)
{
    toy.warm_after = 4;
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_assert_int_eq(toy.actions, 2 + 5);
    /* 500, 800, 1280 and 2048 ms: each pause 1.6 times the last. */
    ck_assert_int_eq(dxaws_context_monotonic_ms(context), 500 + 800 + 1280 + 2048);
}
END_TEST

START_TEST(a_wait_ends_at_its_deadline_and_says_what_was_awaited)
{
    toy.warm_after = 1000000;
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, RED, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_PARTIAL);
    const dxaws_error *cause = dxaws_error_cause(error);
    ck_assert_int_eq(dxaws_error_get_kind(cause), DXAWS_ERROR_TIMEOUT);
    ck_assert_str_eq(dxaws_error_message(cause),
                     "toy lamp: WARM_UP not reached after 60 s: the lamp is cold; it is safe to "
                     "run again, which goes on waiting");
    ck_assert(dxaws_error_is_retryable(error));
    ck_assert_int_eq(dxaws_context_monotonic_ms(context), 60000);
}
END_TEST

START_TEST(a_wait_takes_its_deadline_from_the_options)
{
    static const char *const kinds[] = {"WARM_UP", "toy.WARM_UP"};
    struct dx_state desired = toy_desired(RED);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    struct dx_state *made = NULL;
    toy.warm_after = 1000000;
    dxaws_apply_options_set_timeout_ms(options, kinds[_i], 5000);
    ck_refused(dx_manager_execute(manager, context, &desired, options, sizeof *made, &made),
               DXAWS_ERROR_PARTIAL, "not reached after 5 s");
    dx_state_clear(&desired);
}
END_TEST

START_TEST(a_wait_never_outlives_the_callers_deadline)
{
    toy.warm_after = 1000000;
    dxaws_context_set_timeout_ms(context, 3000);
    ck_refused(toy_execute(manager, context, RED, NULL), DXAWS_ERROR_PARTIAL,
               "not reached after 3 s");
}
END_TEST

START_TEST(a_wait_can_be_cancelled)
{
    toy.warm_after = 1000000;
    toy.cancel_while_waiting = context;
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, RED, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_eq(dxaws_error_get_kind(dxaws_error_cause(error)), DXAWS_ERROR_CANCELLED);
    ck_assert_int_eq(toy.actions, 3);
}
END_TEST

START_TEST(a_wait_ends_where_there_is_no_way_on)
{
    toy.burnt = true;
    ck_refused(toy_execute(manager, context, RED, NULL), DXAWS_ERROR_PARTIAL, "it is burnt");
    ck_assert_int_eq(dxaws_context_monotonic_ms(context), 0);
}
END_TEST

START_TEST(an_unknown_value_is_planned_but_not_applied)
{
    struct dx_state desired =
        toy_desired("{\"name\":\"lamp\",\"colour\":" DXAWS_KNOWN_AFTER_APPLY "}");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_manager_plan(manager, NULL, &desired, NULL, &plan));
    ck_assert(!dxaws_plan_is_complete(plan));
    struct dx_state *result = NULL;
    ck_refused(dx_manager_apply(manager, NULL, plan, NULL, sizeof *result, &result),
               DXAWS_ERROR_INVALID_STATE, "plan again");
    ck_assert_int_eq(toy.actions, 0);
    dx_state_clear(&desired);
}
END_TEST

static dxaws_error *paint_otherwise(void *self, dxaws_context *unused, const dxaws_action *action,
                                    struct dx_state *observed, bool *performed)
{
    (void)unused;
    (void)observed;
    if (strcmp(dxaws_action_kind(action), "PAINT") == 0) {
        strcpy(((struct toy *)self)->colour, "red");
        *performed = true;
    }
    return NULL;
}

START_TEST(a_hook_performs_instead_of_the_provider)
{
    manager->hook = paint_otherwise;
    manager->hook_self = &toy;
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_assert_int_eq(toy.actions, 2); /* BUY and WARM_UP */
    ck_kinds(manager, RED, "");
}
END_TEST

START_TEST(destroy_forgets_nothing_that_a_setter_could_not_take)
{
    struct dx_state desired = toy_desired(RED);
    desired.out_of_memory = true;
    struct dx_state *result = NULL;
    ck_refused(dx_manager_destroy(manager, NULL, &desired, NULL, sizeof *result, &result),
               DXAWS_ERROR_OUT_OF_MEMORY, "out of memory");
    dx_state_clear(&desired);
}
END_TEST

/* A plan as a release to come would write it: with members that this one does not know. */
static dxaws_plan *of_the_future(const dxaws_plan *plan)
{
    json_t *document = dxaws_tree_copy(dxaws_plan_tree(plan));
    json_t *action = json_array_get(json_object_get(document, "actions"), 0);
    json_t *const objects[] = {document, action, json_object_get(action, "payload"),
                               json_object_get(document, "observed")};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        json_object_set_new(objects[i], "of_the_future", json_pack("{s[b]}", "known", 0));
    }
    DXAWS_AUTO(dxaws_plan) there = NULL;
    dxaws_plan *made = NULL;
    ck_ok(dxaws_plan_new(document, &there));
    ck_ok(dxaws_plan_parse(dxaws_plan_text(there), &made));
    return made;
}

START_TEST(a_plan_of_the_future_keeps_its_members_and_is_applied)
{
    struct dx_state desired = toy_desired(RED);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_manager_plan(manager, context, &desired, NULL, &plan));
    DXAWS_AUTO(dxaws_plan) later = of_the_future(plan);
    size_t kept = 0;
    for (const char *p = dxaws_plan_text(later); (p = strstr(p, "of_the_future")) != NULL; p++) {
        kept++;
    }
    ck_assert_uint_eq(kept, 5); /* its digest is said as well */
    ck_assert_str_ne(dxaws_plan_hash(plan), dxaws_plan_hash(later));
    struct dx_state *result = NULL;
    ck_ok(dx_manager_apply(manager, context, later, NULL, sizeof(struct dx_state), &result));
    ck_assert_str_eq(toy.colour, "red");
    dx_state_free(result);
    dx_state_clear(&desired);
}
END_TEST

static void keep_warning(void *self, const dxaws_event *event)
{
    char *kept = self;
    if (strcmp(dxaws_event_type(event), "deprecated.used") == 0) {
        strcat(kept, dxaws_event_subject(event));
        strcat(kept, dxaws_event_fields(event));
    }
}

START_TEST(a_former_word_is_told_once_a_read)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = keep_warning};
    static char kept[300];
    kept[0] = '\0';
    dxaws_sink *sink = NULL;
    ck_ok(dxaws_sink_new(&ops, kept, &sink));
    dxaws_context_set_sink(context, sink);
    dxaws_sink_unref(sink);
    struct dx_state desired = toy_desired("{\"name\":\"lamp\",\"color\":\"red\"}");
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dx_manager_plan(manager, context, &desired, NULL, &plan));
    ck_assert_str_eq(kept, "lamp{\"name\":\"color\",\"since\":\"0.9\",\"use\":\"colour\"}");
    ck_assert_ptr_nonnull(strstr(dxaws_plan_desired(plan), "\"colour\":\"red\""));
    dx_state_clear(&desired);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("engine");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, plan_has_exactly_what_drift_asks_for_in_table_order, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_loop_test(cases, a_wrong_desired_is_refused_before_anything_is_read, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(cases, what_is_not_reported_cannot_be_managed);
    tcase_add_test(cases, what_cannot_be_performed_is_refused_before_the_first_effect);
    tcase_add_test(cases, result_is_read_back_and_hides_what_is_hidden);
    tcase_add_test(cases, no_change_costs_one_read);
    tcase_add_test(cases, a_wait_looks_again_until_converged);
    tcase_add_test(cases, a_wait_ends_at_its_deadline_and_says_what_was_awaited);
    tcase_add_loop_test(cases, a_wait_takes_its_deadline_from_the_options, 0, 2);
    tcase_add_test(cases, a_wait_never_outlives_the_callers_deadline);
    tcase_add_test(cases, a_wait_can_be_cancelled);
    tcase_add_test(cases, a_wait_ends_where_there_is_no_way_on);
    tcase_add_test(cases, an_unknown_value_is_planned_but_not_applied);
    tcase_add_test(cases, a_hook_performs_instead_of_the_provider);
    tcase_add_test(cases, destroy_forgets_nothing_that_a_setter_could_not_take);
    tcase_add_test(cases, a_plan_of_the_future_keeps_its_members_and_is_applied);
    tcase_add_test(cases, a_former_word_is_told_once_a_read);
    return run_suite("kit engine", cases);
}
