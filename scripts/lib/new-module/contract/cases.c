/* SPDX-License-Identifier: MIT */
/* What every provider of widgets must do. */
#include "contract.h"

/* A Desired with all that can be said. */
static dxaws_widget_desired *full(const struct run *run)
{
    dxaws_widget_desired *desired = dxaws_widget_desired_new(run->name);
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "team", "web");
    dxaws_widget_desired_set_note(desired, "first");
    dxaws_widget_desired_set_tags(desired, tags);
    return desired;
}

#define CREATION "CREATE_WIDGET PUT_NOTE PUT_TAGS"

static dxaws_error *an_absent_one_is_made(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = full(run);
    return run_converge(run, desired, CREATION);
}

static dxaws_error *what_is_initial_is_not_written(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = dxaws_widget_desired_new(run->name);
    dxaws_widget_desired_set_note(desired, "");
    return run_converge(run, desired, "CREATE_WIDGET");
}

static dxaws_error *what_is_not_said_is_left_alone(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = full(run);
    DXAWS_AUTO(dxaws_widget_desired) silent = dxaws_widget_desired_new(run->name);
    DX_TRY(run_converge(run, desired, CREATION));
    return run_expect_plan(run, silent, "");
}

static dxaws_error *drift_is_repaired(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = full(run);
    DX_TRY(run_converge(run, desired, CREATION));
    DX_TRY(run_break(run, DXAWS_WIDGET_BREAK_NOTE));
    DX_TRY(run_converge(run, desired, "PUT_NOTE"));
    DX_TRY(run_break(run, DXAWS_WIDGET_BREAK_DELETE));
    return run_converge(run, desired, CREATION);
}

static dxaws_error *a_plan_can_be_applied_twice(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = full(run);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(dxaws_widget_manager_plan(run->manager, run->context, desired, NULL, &plan));
    for (int i = 0; i < 2; i++) {
        DXAWS_AUTO(dxaws_widget_result) result = NULL;
        DX_TRY(dxaws_widget_manager_apply(run->manager, run->context, plan, NULL, &result));
        DX_EXPECT(dxaws_widget_result_exists(result), "there is no widget");
    }
    return run_expect_plan(run, desired, "");
}

static dxaws_error *destroy_removes_it_and_is_then_no_change(struct run *run)
{
    DXAWS_AUTO(dxaws_widget_desired) desired = full(run);
    DX_TRY(run_converge(run, desired, CREATION));
    dxaws_widget_desired_set_present(desired, false);
    return run_converge(run, desired, "DELETE_WIDGET");
}

const struct dx_contract_case contract_cases[] = {
    {"an_absent_one_is_made", "0.9", an_absent_one_is_made, 0, NULL},
    {"what_is_initial_is_not_written", "0.9", what_is_initial_is_not_written, 0, NULL},
    {"what_is_not_said_is_left_alone", "0.9", what_is_not_said_is_left_alone, 0, NULL},
    {"drift_is_repaired", "0.9", drift_is_repaired, DXAWS_WIDGET_LACKS_BREAKING, NULL},
    {"a_plan_can_be_applied_twice", "0.9", a_plan_can_be_applied_twice, 0, NULL},
    {"destroy_removes_it_and_is_then_no_change", "0.9", destroy_removes_it_and_is_then_no_change,
     0, NULL},
    {.name = NULL},
};
