/* SPDX-License-Identifier: MIT */
/* Plans that are not what was made, or not for what is there: refused before anything is done. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/edited-plan.h>
#include <stdlib.h>
#include <string.h>

#include "life.h"

/* The plan of a site that is being made: that of the beginning, or one on the way. */
static void begin_plan(struct life *life, int steps)
{
    life_begin(life);
    plan(life, "account", NEW_SITE);
    for (int i = 0; i < steps; i++) {
        run(life, "step", "account", "plan", 0, false);
        pass_time(life);
    }
}

/* Where the certificate waits to be issued. */
enum { ON_THE_WAY = 3 };

static json_t *at(json_t *plan, const char *first, const char *second, const char *third)
{
    json_t *value = json_object_get(plan, first);
    value = second ? json_object_get(value, second) : value;
    return third ? json_object_get(value, third) : value;
}

static json_t *action(json_t *plan, size_t index)
{
    json_t *action = json_array_get(json_object_get(plan, "actions"), index);
    ck_assert_ptr_nonnull(action);
    return action;
}

static void cut_first(json_t *plan)
{
    json_array_remove(at(plan, "actions", NULL, NULL), 0);
}

static void cut_last(json_t *plan)
{
    json_t *actions = at(plan, "actions", NULL, NULL);
    json_array_remove(actions, json_array_size(actions) - 1);
}

static void swap_first(json_t *plan)
{
    json_t *actions = at(plan, "actions", NULL, NULL);
    json_t *first = json_incref(json_array_get(actions, 0));
    json_array_remove(actions, 0);
    json_array_insert_new(actions, 1, first);
}

static void do_twice(json_t *plan)
{
    json_array_insert(at(plan, "actions", NULL, NULL), 0, action(plan, 0));
}

static void change_kind(json_t *plan)
{
    json_object_set_new(action(plan, 0), "kind", json_string("s3.DESTROY_BUCKET"));
}

static void change_step(json_t *plan)
{
    json_object_set_new(json_object_get(action(plan, 0), "payload"), "step", json_string("other"));
}

static void change_resource(json_t *plan)
{
    json_object_set_new(action(plan, 1), "resource", json_string("somebody-elses"));
}

static void forget_observed(json_t *plan)
{
    json_object_del(at(plan, "observed", NULL, NULL), "s3");
}

static void observe_more(json_t *plan)
{
    json_object_set_new(at(plan, "observed", "s3", NULL), "exists", json_true());
}

static void spoil_observed(json_t *plan)
{
    json_object_set_new(at(plan, "observed", NULL, NULL), "s3", json_integer(3));
}

static void name_another(json_t *plan)
{
    json_object_set_new(plan, "resource", json_string("another-site"));
}

static void forget_desired(json_t *plan)
{
    json_object_del(plan, "desired");
}

static void want_another(json_t *plan)
{
    json_object_set_new(at(plan, "desired", NULL, NULL), "fallback", json_string("spa"));
}

static void want_nonsense(json_t *plan)
{
    json_object_set_new(at(plan, "desired", NULL, NULL), "domain", json_string("?"));
}

static void remove_running(json_t *plan)
{
    json_object_del(plan, "running");
}

static void spoil_running(json_t *plan)
{
    json_object_set_new(at(plan, "running", NULL, NULL), "certificate", json_object());
}

static void run_another(json_t *plan)
{
    json_object_set_new(at(plan, "running", "certificate", NULL), "module", json_string("s3"));
}

static void run_unknown(json_t *plan)
{
    json_object_set_new(at(plan, "running", NULL, NULL), "other", json_object());
}

static void run_on_other(json_t *plan)
{
    json_object_set_new(at(plan, "running", "certificate", "observed"), "arn",
                        json_string("arn:x"));
}

static void run_more(json_t *plan)
{
    json_t *actions = at(plan, "running", "certificate", "actions");
    json_array_append(actions, json_array_get(actions, 0));
}

static void done_unknown(json_t *plan)
{
    json_object_set_new(plan, "done", json_pack("[s]", "other"));
}

static void done_already(json_t *plan)
{
    json_array_append_new(at(plan, "done", NULL, NULL), json_string("distribution"));
}

static void done_not(json_t *plan)
{
    json_object_del(plan, "done");
    json_object_set_new(at(plan, "observed", "s3", NULL), "exists", json_false());
}

static const struct {
    int steps; /* taken before */
    void (*edit)(json_t *plan);
    const char *told; /* the code, and what the message begins with */
    const char *names;
} edits[] = {
    {0, cut_first, "MoreThanPlanned", "s3.CREATE_BUCKET"},
    {0, cut_last, "MoreThanPlanned", "dns.WAIT_INSYNC"},
    {0, swap_first, "InvalidPlan", "\"actions[0]\""},
    {0, do_twice, "InvalidPlan", "\"actions[1]\""},
    {0, change_kind, "MoreThanPlanned", "s3.CREATE_BUCKET"},
    {0, change_step, "MoreThanPlanned", "s3.CREATE_BUCKET"},
    {0, change_resource, "InvalidPlan", "\"actions[1]\""},
    {0, forget_observed, "InvalidPlan", "what s3 observed"},
    {0, observe_more, "UnsupportedAttribute", "public_access_block"},
    {0, spoil_observed, "InvalidPlan", "\"s3\""},
    {0, name_another, "InvalidPlan", "\"resource\" must be \"" SITE "\""},
    {0, forget_desired, "InvalidPlan", "desired"},
    {0, want_another, "InvalidPlan", "\"actions["},
    {0, want_nonsense, "InvalidDesiredStateError", "domain"},
    {ON_THE_WAY, cut_first, "MoreThanPlanned", "acm.WAIT_VALIDATION_RECORD"},
    {ON_THE_WAY, cut_last, "MoreThanPlanned", "dns.WAIT_INSYNC"},
    {ON_THE_WAY, remove_running, "InvalidPlan", "\"actions"},
    {ON_THE_WAY, spoil_running, "InvalidPlan", "\"running.certificate\""},
    {ON_THE_WAY, run_another, "InvalidPlan", "\"running.certificate\""},
    {ON_THE_WAY, run_unknown, "InvalidPlan", "\"running.other\""},
    {ON_THE_WAY, run_on_other, "InvalidPlan", "\"running.certificate.observed\""},
    {ON_THE_WAY, run_more, "InvalidPlan", "\"actions"},
    {ON_THE_WAY, done_unknown, "InvalidPlan", "\"done[0]\""},
    {ON_THE_WAY, done_already, "InvalidPlan", "\"actions"},
    {ON_THE_WAY, done_not, "MoreThanPlanned", "s3.CREATE_BUCKET"},
};

/* What a text says of itself tells first, and names a member that is another. */
static void assert_told_by_digests(const json_t *written, const json_t *edited)
{
    dxaws_plan *none = NULL;
    const char *name;
    json_t *value;
    bool named = false;
    char *text = json_dumps(edited, 0);
    DXAWS_AUTO(dxaws_error) error = dxaws_plan_parse(text, &none);
    ck_assert_ptr_nonnull(error);
    ck_assert_str_eq(dxaws_error_code(error), "InvalidPlan");
    json_object_foreach((json_t *)(uintptr_t)written, name, value) {
        char quoted[80];
        snprintf(quoted, sizeof quoted, "\"%s\" was ", name);
        named = named || (!json_equal(value, json_object_get(edited, name)) &&
                          strstr(dxaws_error_message(error), quoted) != NULL);
    }
    ck_assert_msg(named, "%s", dxaws_error_message(error));
    free(text);
}

START_TEST(an_edited_plan_is_refused_before_anything_is_done)
{
    struct life life;
    begin_plan(&life, edits[_i].steps);
    char *text = text_of(&life, "plan");
    json_t *document = json_loads(text, 0, NULL);
    json_t *written = json_deep_copy(document);
    edits[_i].edit(document);
    assert_told_by_digests(written, document);
    json_object_del(document, "digests"); /* as if it was meant: what it says has to fit together */
    char *edited = json_dumps(document, 0);
    write_text(&life, "plan", edited);
    copy(&life, "account", "account.before");
    for (int whole = 0; whole < 2; whole++) {
        run(&life, whole ? "apply" : "step", "account", "plan", 0, true);
        ck_assert_msg(strncmp(life.told, edits[_i].told, strlen(edits[_i].told)) == 0 &&
                          strstr(life.told, edits[_i].names) != NULL,
                      "edit %d: told \"%s\"", _i, life.told);
        assert_same(&life, "account", "account.before", "after a refusal");
    }
    free(edited);
    json_decref(document);
    json_decref(written);
    free(text);
    life_end(&life);
}
END_TEST

START_TEST(a_plan_as_it_was_written_is_one)
{
    struct life life;
    begin_plan(&life, _i == 0 ? 0 : ON_THE_WAY);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    char *text = text_of(&life, "plan");
    ck_ok(dxaws_plan_parse(text, &plan));
    dx_check_edited_plan(plan);
    free(text);
    life_end(&life);
}
END_TEST

START_TEST(a_plan_that_broke_off_is_no_plan)
{
    struct life life;
    begin_plan(&life, 0);
    char *text = text_of(&life, "plan");
    copy(&life, "account", "account.before");
    text[strlen(text) / 2] = '\0';
    write_text(&life, "plan", text);
    run(&life, "step", "account", "plan", 0, true);
    ck_assert_msg(strncmp(life.told, "InvalidPlan", 11) == 0, "%s", life.told);
    assert_same(&life, "account", "account.before", "after a refusal");
    free(text);
    life_end(&life);
}
END_TEST

START_TEST(a_plan_of_another_account_changes_nothing)
{
    struct life life;
    struct life other;
    begin_plan(&life, 0);
    run(&life, "apply", "account", "plan", 0, false);
    plan(&life, "account", "{" CHANGED "}");
    life_begin(&other);
    copy(&other, "account", "account.before");
    char *text = text_of(&life, "plan");
    write_text(&other, "plan", text);
    run(&other, "step", "account", "plan", 0, true);
    ck_assert_msg(
        strstr(other.told,
               "example-www-example-com: what PUT_VERSIONING was planned for is not there") != NULL,
        "%s", other.told);
    assert_same(&other, "account", "account.before", "after a refusal");
    free(text);
    life_end(&other);
    life_end(&life);
}
END_TEST

START_TEST(a_plan_that_was_performed_makes_nothing_twice)
{
    struct life life;
    begin_plan(&life, 0);
    copy(&life, "plan", "plan.old");
    run(&life, "apply", "account", "plan", 0, false);
    copy(&life, "account", "account.before");
    run(&life, "apply", "account", "plan.old", 0, false);
    assert_same(&life, "account", "account.before", "performed again");
    life_end(&life);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("edited-plans");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, an_edited_plan_is_refused_before_anything_is_done, 0,
                        sizeof edits / sizeof *edits);
    tcase_add_loop_test(tests, a_plan_as_it_was_written_is_one, 0, 2);
    tcase_add_test(tests, a_plan_that_broke_off_is_no_plan);
    tcase_add_test(tests, a_plan_of_another_account_changes_nothing);
    tcase_add_test(tests, a_plan_that_was_performed_makes_nothing_twice);
    return run_suite("edited-plans", tests);
}
