/* SPDX-License-Identifier: MIT */
/* A toy as a module: driven by documents, whole or one step at a time, with nothing but a plan's
 * text between the steps. */
#include <dxaws/extend/tree.h>

#include <stdio.h>

#include "toy.h"

static struct toy toy;
static dxaws_context *context;

static void set_up(void)
{
    toy = (struct toy){.exists = false, .warm_after = 2};
    context = toy_context();
}

static void tear_down(void)
{
    context = dxaws_context_unref(context);
}

static dxaws_document *document(const char *json)
{
    dxaws_document *made = NULL;
    ck_ok(dxaws_document_parse(json, &made));
    return made;
}

static dxaws_manager *open_manager(void)
{
    DXAWS_AUTO(dxaws_provider) provider = toy_provider(&toy);
    dxaws_manager *manager = NULL;
    ck_ok(toy_module.open(&toy_module, provider, NULL, &manager));
    return manager;
}

/* Reads and plans; the plan is the caller's. */
static dxaws_plan *plan(const char *json, const dxaws_apply_options *options)
{
    dxaws_manager *manager = open_manager();
    DXAWS_AUTO(dxaws_document) desired = document(json);
    DXAWS_AUTO(dxaws_document) current = NULL;
    dxaws_plan *made = NULL;
    ck_ok(toy_module.check(&toy_module, desired));
    ck_ok(toy_module.read(&toy_module, manager, context, desired, &current));
    ck_ok(toy_module.plan(&toy_module, desired, current, options, &made));
    toy_module.unref(manager);
    return made;
}

/* One step by another manager, which knows no more than the plan's text; @a whole is replaced. */
static dxaws_error *step(dxaws_plan **whole)
{
    dxaws_manager *manager = open_manager();
    DXAWS_AUTO(dxaws_plan) read = NULL;
    dxaws_plan *rest = NULL;
    ck_ok(dxaws_plan_parse(dxaws_plan_text(*whole), &read));
    dxaws_error *error = toy_module.step(&toy_module, manager, context, read, NULL, &rest);
    toy_module.unref(manager);
    if (error == NULL) {
        dxaws_plan_free(*whole);
        *whole = rest;
    }
    return error;
}

static const char *waiting(const dxaws_plan *rest)
{
    return dx_text(dxaws_plan_tree(rest), "waiting");
}

#define RED "{\"name\":\"lamp\",\"colour\":\"red\"}"

START_TEST(steps_lead_to_the_end_through_single_looks)
{
    DXAWS_AUTO(dxaws_plan) rest = plan(RED, NULL);
    ck_ok(step(&rest));
    ck_assert(toy.exists);
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(rest, 0)), "PAINT");
    ck_ok(step(&rest));
    ck_assert_str_eq(toy.colour, "red");
    for (int look = 0; look < 2; look++) {
        ck_assert_ptr_null(look ? NULL : waiting(rest));
        ck_ok(step(&rest));
        ck_assert_uint_eq(dxaws_plan_count(rest), 1);
        ck_assert_str_eq(waiting(rest), "the lamp is cold");
    }
    ck_ok(step(&rest));
    ck_assert_uint_eq(dxaws_plan_count(rest), 0);
    ck_assert_ptr_null(waiting(rest));
    int actions = toy.actions;
    ck_ok(step(&rest)); /* nothing is left: the same plan again */
    ck_assert_int_eq(toy.actions, actions);
    ck_assert_int_eq(dxaws_context_monotonic_ms(context), 0); /* nobody slept */
}
END_TEST

START_TEST(what_was_observed_is_whole_after_each_step)
{
    DXAWS_AUTO(dxaws_plan) rest = plan(RED, NULL);
    ck_ok(step(&rest)); /* the toy answers nothing of what it is now */
    const json_t *observed = dxaws_plan_observed_tree(rest);
    ck_assert(json_is_true(json_object_get(observed, "exists")));
    ck_assert_str_eq(dx_text(observed, "colour"), "white");
    ck_ok(step(&rest));
    ck_assert_str_eq(dx_text(dxaws_plan_observed_tree(rest), "colour"), "red");
    ck_assert_ptr_null(dx_text(dxaws_plan_observed_tree(rest), "warmth")); /* never made up */
}
END_TEST

/* Applying it again ends well, and does not say that there was nothing to do. */
START_TEST(what_is_left_of_a_plan_can_be_asked)
{
    DXAWS_AUTO(dxaws_plan) whole = plan(RED, NULL);
    DXAWS_AUTO(dxaws_plan) rest = plan(RED, NULL);
    DXAWS_AUTO(dxaws_plan) nowhere = NULL;
    dxaws_manager *manager = open_manager();
    /* Of the last one, a wait, nobody asks where nothing else is left. */
    for (size_t left = dxaws_plan_count(whole); left > 1; left = dxaws_plan_count(rest)) {
        DXAWS_AUTO(dxaws_plan) again = NULL;
        ck_ok(dxaws_module_plan_again(&toy_module, manager, context, whole, &again));
        ck_assert_uint_eq(dxaws_plan_count(again), left);
        ck_ok(step(&rest));
    }
    DXAWS_AUTO(dxaws_plan) done = NULL;
    int actions = toy.actions;
    ck_ok(dxaws_module_plan_again(&toy_module, manager, context, whole, &done));
    ck_assert_uint_eq(dxaws_plan_count(done), 0);
    ck_assert_int_eq(toy.actions, actions);
    ck_ok(dxaws_plan_parse("{\"plan\":1,\"module\":\"toy\",\"resource\":\"lamp\",\"actions\":[]}",
                           &nowhere));
    ck_refused(dxaws_module_plan_again(&toy_module, manager, context, nowhere, &done),
               DXAWS_ERROR_INVALID_ARGUMENT, "does not say what is desired");
    toy_module.unref(manager);
}
END_TEST

START_TEST(what_only_reads_is_known_by_the_description)
{
    static const char text[] =
        "{\"outputs\":\"TELL\",\"actions\":[{\"kind\":\"ASK\",\"flags\":[\"reads\"]},"
        "{\"kind\":\"PAINT\",\"flags\":[\"waits\"]},{\"kind\":7,\"flags\":[7]},{}]}";
    DXAWS_AUTO(dxaws_document) description = NULL;
    ck_ok(dxaws_document_parse(text, &description));
    ck_assert(dxaws_module_only_reads(description, "ASK"));
    ck_assert(dxaws_module_only_reads(description, "TELL"));
    ck_assert(!dxaws_module_only_reads(description, "PAINT"));
    ck_assert(!dxaws_module_only_reads(description, "FINE"));
    ck_assert(!dxaws_module_only_reads(NULL, "ASK"));
}
END_TEST

START_TEST(a_step_that_is_taken_again_ends_the_same)
{
    DXAWS_AUTO(dxaws_plan) rest = plan(RED, NULL);
    while (dxaws_plan_count(rest) > 0) {
        DXAWS_AUTO(dxaws_plan) lost = NULL;
        ck_ok(dxaws_plan_parse(dxaws_plan_text(rest), &lost));
        ck_ok(step(&lost)); /* done, but nobody heard of it */
        ck_ok(step(&rest));
    }
    ck_assert(toy.exists);
    ck_assert_str_eq(toy.colour, "red");
    DXAWS_AUTO(dxaws_plan) again = plan(RED, NULL);
    ck_assert_uint_eq(dxaws_plan_count(again), 0);
}
END_TEST

START_TEST(apply_says_what_is_left_and_what_is_there)
{
    DXAWS_AUTO(dxaws_plan)
    whole = plan("{\"name\":\"lamp\",\"colour\":\"red\",\"brightness\":3}", NULL);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_plan) none = NULL;
    DXAWS_AUTO(dxaws_document) result = NULL;
    dxaws_manager *manager = open_manager();
    dxaws_apply_options_set_stop_after(options, "PAINT");
    ck_ok(toy_module.apply(&toy_module, manager, context, whole, options, &rest, &result));
    ck_assert_str_eq(dxaws_action_kind(dxaws_plan_at(rest, 0)), "DIM");
    ck_assert_uint_eq(dxaws_plan_count(rest), 2);
    ck_assert_str_eq(dx_text(dxaws_document_tree(result), "colour"), "red");
    ck_assert_ptr_null(dx_text(dxaws_document_tree(result), "serial")); /* hidden */
    ck_assert_ptr_nonnull(dx_text(dxaws_plan_observed_tree(rest), "serial"));
    ck_ok(toy_module.apply(&toy_module, manager, context, rest, NULL, &none, NULL));
    ck_assert_uint_eq(dxaws_plan_count(none), 0);
    ck_assert_int_eq(toy.brightness, 3);
    dxaws_apply_options_set_stop_after(options, "POLISH");
    ck_refused(toy_module.apply(&toy_module, manager, context, whole, options, NULL, NULL),
               DXAWS_ERROR_INVALID_ARGUMENT, "\"stop_after\" is \"POLISH\"");
    toy_module.unref(manager);
}
END_TEST

START_TEST(what_is_not_waited_for_is_not_planned_and_may_be_left_out_later)
{
    DXAWS_AUTO(dxaws_apply_options) none = dxaws_apply_options_new();
    dxaws_apply_options_set_wait(none, DXAWS_WAIT_NONE);
    DXAWS_AUTO(dxaws_plan) without = plan(RED, none);
    ck_assert_uint_eq(dxaws_plan_count(without), 2);
    DXAWS_AUTO(dxaws_plan) with = plan(RED, NULL);
    dxaws_manager *manager = open_manager();
    ck_ok(toy_module.apply(&toy_module, manager, context, with, none, NULL, NULL));
    ck_assert_int_eq(toy.warm_after, 2); /* nobody looked */
    toy_module.unref(manager);
}
END_TEST

static int loop; /* the row that is tried */

/* Options that would have no effect, and the operations that refuse them: P, A and S. */
static const struct {
    const char *options;
    const char *refusing;
    const char *part;
} idle[] = {
    {"{\"timeouts_ms\":{\"WARM_PU\":1}}", "PAS",
     "\"timeouts_ms\" has \"WARM_PU\", which is no wait"},
    {"{\"timeouts_ms\":{\"PAINT\":1}}", "PAS", "which is no wait of this module; it has WARM_UP"},
    {"{\"timeouts_ms\":{\"acm.WARM_UP\":1}}", "PAS", "\"acm.WARM_UP\""},
    {"{\"timeouts_ms\":{\"toy.WARM_UP\":9000,\"WARM_UP\":9000}}", "", ""},
    {"{\"stop_after\":\"PAINT\"}", "S", "\"stop_after\" is for apply"},
    {"{\"release\":true}", "AS", "\"release\" is said when it is planned"},
    {"{\"allow_destroy\":\"lamp\"}", "PAS", "\"allow_destroy\" has no effect"},
    {"{\"adopt\":[\"lamp/1\"]}", "AS", "\"adopt\" is said when"},
    {"{\"parallelism\":2,\"wait\":\"none\"}", "PAS", "\"parallelism\" has no effect"},
};

static void judge(char operation, dxaws_error *error)
{
    if (strchr(idle[loop].refusing, operation) != NULL) {
        ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, idle[loop].part);
    } else {
        ck_ok(error);
    }
}

START_TEST(options_that_would_do_nothing_are_refused_by_name)
{
    DXAWS_AUTO(dxaws_apply_options) options = NULL;
    DXAWS_AUTO(dxaws_document) desired = NULL;
    DXAWS_AUTO(dxaws_document) current = NULL;
    DXAWS_AUTO(dxaws_plan) made = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    DXAWS_AUTO(dxaws_plan) whole = plan(RED, NULL);
    dxaws_manager *manager = open_manager();
    loop = _i;
    ck_ok(dxaws_apply_options_parse(idle[_i].options, &options));
    ck_ok(dxaws_document_parse(RED, &desired));
    ck_ok(dxaws_document_parse("{\"exists\":false}", &current));
    judge('P', toy_module.plan(&toy_module, desired, current, options, &made));
    judge('S', toy_module.step(&toy_module, manager, context, whole, options, &rest));
    ck_assert(toy.exists == (strchr(idle[_i].refusing, 'S') == NULL));
    if (made != NULL) { /* with what it was made with, it is applied */
        ck_ok(toy_module.apply(&toy_module, manager, context, made, options, NULL, NULL));
    }
    judge('A', toy_module.apply(&toy_module, manager, context, whole, options, NULL, NULL));
    toy_module.unref(manager);
}
END_TEST

/* Plans that nobody made: each is one line, and nothing was done. */
static const struct {
    const char *plan;
    dxaws_error_kind kind;
    const char *part;
} wrong[] = {
    {"{\"plan\":1,\"module\":\"s3\",\"resource\":\"b\",\"actions\":[]}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"s3\""},
    {"{\"plan\":1,\"module\":\"toy\",\"resource\":\"b\",\"actions\":[{\"kind\":\"MELT\","
     "\"resource\":\"b\"}]}",
     DXAWS_ERROR_UNSUPPORTED, "MELT"},
    {"{\"plan\":1,\"module\":\"toy\",\"resource\":\"b\",\"actions\":[{\"kind\":\"PAINT\","
     "\"resource\":\"b\",\"payload\":{\"colour\":" DXAWS_KNOWN_AFTER_APPLY "}}]}",
     DXAWS_ERROR_INVALID_STATE, "plan again"},
    /* What somebody wrote beside it does not hide it. */
    {"{\"plan\":1,\"module\":\"toy\",\"resource\":\"b\",\"desired\":{\"name\":\"b\","
     "\"colour\":" DXAWS_KNOWN_AFTER_APPLY
     "},\"observed\":{\"exists\":true,\"note\":" DXAWS_KNOWN_AFTER_APPLY
     "},\"actions\":[{\"kind\":\"PAINT\",\"resource\":\"b\",\"payload\":{\"name\":\"b\","
     "\"colour\":" DXAWS_KNOWN_AFTER_APPLY "}}]}",
     DXAWS_ERROR_INVALID_STATE, "plan again"},
    {"{\"plan\":1,\"module\":\"toy\",\"resource\":\"b\",\"options\":{\"wait\":\"for ever\"},"
     "\"actions\":[]}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"wait\""},
    {"{\"plan\":1,\"module\":\"toy\",\"resource\":\"b\",\"options\":{\"pace\":1},\"actions\":[]}",
     DXAWS_ERROR_INVALID_ARGUMENT, "\"pace\""},
};

START_TEST(a_plan_of_nobodys_is_refused_and_nothing_done)
{
    DXAWS_AUTO(dxaws_plan) given = NULL;
    DXAWS_AUTO(dxaws_plan) rest = NULL;
    dxaws_manager *manager = open_manager();
    ck_ok(dxaws_plan_parse(wrong[_i].plan, &given));
    ck_refused(toy_module.step(&toy_module, manager, context, given, NULL, &rest), wrong[_i].kind,
               wrong[_i].part);
    ck_refused(toy_module.apply(&toy_module, manager, context, given, NULL, NULL, NULL),
               wrong[_i].kind, wrong[_i].part);
    ck_assert_int_eq(toy.actions, 0);
    toy_module.unref(manager);
}
END_TEST

START_TEST(providers_are_made_by_kind)
{
    DXAWS_AUTO(dxaws_provider) inner = toy_provider(&toy);
    DXAWS_AUTO(dxaws_provider) dry = NULL;
    DXAWS_AUTO(dxaws_provider) none = NULL;
    ck_ok(toy_module.make(&toy_module, "dry-run", DXAWS_PROVIDER_PARTS(.inner = inner), &dry));
    ck_assert_str_eq(dxaws_provider_name(dry), "dry-run");
    ck_assert_ptr_eq(dxaws_provider_module(dry), &toy_module);
    ck_refused(toy_module.make(&toy_module, "dry-run", NULL, &none), DXAWS_ERROR_INVALID_ARGUMENT,
               "dry-run");
    ck_refused(toy_module.make(&toy_module, "smoke", NULL, &none), DXAWS_ERROR_UNSUPPORTED,
               "\"smoke\"");
    ck_assert_ptr_null(none);
}
END_TEST

START_TEST(a_module_describes_its_tables)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    ck_ok(toy_module.describe(&toy_module, &description));
    const char *text = dxaws_document_text(description);
    ck_assert_ptr_nonnull(strstr(text, "\"module\":\"toy\""));
    ck_assert_ptr_nonnull(strstr(text, "\"kind\":\"WARM_UP\""));
    ck_assert_ptr_nonnull(strstr(text, "\"name\":\"brightness\""));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("module");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, steps_lead_to_the_end_through_single_looks);
    tcase_add_test(cases, what_was_observed_is_whole_after_each_step);
    tcase_add_test(cases, what_is_left_of_a_plan_can_be_asked);
    tcase_add_test(cases, what_only_reads_is_known_by_the_description);
    tcase_add_test(cases, a_step_that_is_taken_again_ends_the_same);
    tcase_add_test(cases, apply_says_what_is_left_and_what_is_there);
    tcase_add_loop_test(cases, options_that_would_do_nothing_are_refused_by_name, 0,
                        sizeof idle / sizeof *idle);
    tcase_add_test(cases, what_is_not_waited_for_is_not_planned_and_may_be_left_out_later);
    tcase_add_loop_test(cases, a_plan_of_nobodys_is_refused_and_nothing_done, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(cases, providers_are_made_by_kind);
    tcase_add_test(cases, a_module_describes_its_tables);
    return run_suite("kit module", cases);
}
