/* SPDX-License-Identifier: MIT */
/* Refusals that pass by themselves: one run converges, in time and not in counts. */
#include <dxaws/extend/error.h>

#include <stdio.h>

#include "toy-bench.h"

#define RED "{\"name\":\"lamp\",\"colour\":\"red\",\"brightness\":5}"
#define MINUTES INT64_C(60000)

static void set_up_by_chance(void)
{
    set_up();
    toy.chance = 1;
}

static void ck_red(void)
{
    ck_assert(toy.exists);
    ck_assert_str_eq(toy.colour, "red");
    ck_assert_int_eq(toy.brightness, 5);
}

/* Almost a third of all requests, whatever they are: a hundred worlds. */
START_TEST(throttling_is_survived_by_one_run)
{
    int most = 0;
    for (unsigned seed = 1; seed <= 100; seed++) {
        toy = (struct toy){
            .chance = seed * 7919, .refusal = "Throttling", .refused_percent = 30, .warm_after = 5};
        ck_ok(toy_execute(manager, context, RED, NULL));
        ck_red();
        most = toy.refusals > most ? toy.refusals : most;
    }
    ck_assert_int_gt(most, 3); /* more than any count of attempts */
}
END_TEST

static const struct {
    const char *refusal;
    const char *refused;
    int64_t minutes;
} lasting[] = {
    {"Busy", NULL, 30},         {"Busy", "read", 59},      {"Busy", "BUY", 30},
    {"Throttling", "read", 45}, {"Throttling", "DIM", 45}, {"Drying", "PAINT", 9},
};

START_TEST(what_lasts_for_minutes_is_waited_for)
{
    toy.refusal = lasting[_i].refusal;
    toy.refused = lasting[_i].refused;
    toy.refused_until_ms = lasting[_i].minutes * MINUTES;
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_red();
    ck_assert_int_gt(toy.refusals, 3);
    ck_assert_int_lt(toy.refusals, 220); /* the pauses grow */
    ck_assert_int_le(dxaws_context_monotonic_ms(context), (lasting[_i].minutes + 1) * MINUTES);
}
END_TEST

static const struct {
    const char *refusal;
    const char *refused;
    int64_t lasts_ms; /* how long it is tried */
} ending[] = {
    {"Drying", "PAINT", 10 * MINUTES},
    {"Drying", "DIM", 0},
    {"Drying", "read", 0},
    {"Burning", NULL, 0},
    {"Drying, never", "PAINT", 0},
    {"Throttling", "read", 60 * MINUTES},
};

START_TEST(patience_has_its_end_and_its_objects)
{
    toy.refusal = ending[_i].refusal;
    toy.refused = ending[_i].refused;
    toy.refused_until_ms = 1000 * MINUTES;
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, RED, NULL);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(dxaws_error_message(error), ending[_i].refusal) != NULL, "%s",
                  dxaws_error_message(error));
    ck_assert_int_ge(dxaws_context_monotonic_ms(context), ending[_i].lasts_ms);
    ck_assert_int_le(dxaws_context_monotonic_ms(context), ending[_i].lasts_ms + 25000);
    ck_assert(ending[_i].lasts_ms > 0 || toy.refusals == 1);
}
END_TEST

/* The innermost error that is not the refusal itself. */
static dxaws_error_kind kind_of(const dxaws_error *error)
{
    while (dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL && dxaws_error_cause(error)) {
        error = dxaws_error_cause(error);
    }
    return dxaws_error_get_kind(error);
}

START_TEST(deadline_ends_it_and_says_that_it_is_safe)
{
    static const char *const refused[] = {"read", "BUY", "DIM"};
    toy.refusal = "Busy";
    toy.refused = refused[_i];
    toy.refused_until_ms = 1000 * MINUTES;
    dxaws_context_set_timeout_ms(context, 10 * MINUTES);
    DXAWS_AUTO(dxaws_error) error = toy_execute(manager, context, RED, NULL);
    ck_assert_int_eq(kind_of(error), DXAWS_ERROR_TIMEOUT);
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "toy: Busy"));
    ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "it is safe to run again"));
    ck_assert_int_eq(dxaws_context_monotonic_ms(context), 10 * MINUTES);
    toy.refused_until_ms = 0; /* and so it is */
    dxaws_context_set_timeout_ms(context, DXAWS_NO_TIMEOUT);
    ck_ok(toy_execute(manager, context, RED, NULL));
    ck_red();
}
END_TEST

/* What is told of it, and who cancels after some of it. */
struct audience {
    int waits;
    int enough;
    char last[1000];
};

static void listen(void *self, const dxaws_event *event)
{
    struct audience *audience = self;
    if (strstr(dxaws_event_fields(event), "refused for now: the lamp is busy") != NULL) {
        snprintf(audience->last, sizeof audience->last, "%s", dxaws_event_type(event));
        if (++audience->waits == audience->enough) {
            dxaws_context_cancel(context);
        }
    }
}

static dxaws_error *execute_before(struct audience *audience)
{
    static const dxaws_sink_ops ops = {.size = sizeof ops, .emit = listen};
    dxaws_sink *sink = NULL;
    ck_ok(dxaws_sink_new(&ops, audience, &sink));
    dxaws_context_set_sink(context, sink);
    dxaws_sink_unref(sink);
    toy.refusal = "Busy";
    return toy_execute(manager, context, RED, NULL);
}

START_TEST(each_wait_is_told)
{
    struct audience audience = {.waits = 0};
    toy.refused = _i ? "read" : "DIM";
    toy.refused_until_ms = 5 * MINUTES;
    ck_ok(execute_before(&audience));
    ck_assert_int_eq(audience.waits, toy.refusals);
    ck_assert_str_eq(audience.last, _i ? "manager.read.waiting" : "manager.apply.progress");
}
END_TEST

START_TEST(cancelling_ends_it)
{
    struct audience audience = {.enough = 4};
    toy.refused = _i ? "read" : "BUY";
    toy.refused_until_ms = 1000 * MINUTES;
    DXAWS_AUTO(dxaws_error) error = execute_before(&audience);
    ck_assert_int_eq(kind_of(error), DXAWS_ERROR_CANCELLED);
    ck_assert_int_eq(toy.refusals, 4);
    ck_assert(!toy.exists);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("patience");
    tcase_add_checked_fixture(cases, set_up_by_chance, tear_down);
    tcase_add_test(cases, throttling_is_survived_by_one_run);
    tcase_add_loop_test(cases, what_lasts_for_minutes_is_waited_for, 0,
                        sizeof lasting / sizeof *lasting);
    tcase_add_loop_test(cases, patience_has_its_end_and_its_objects, 0,
                        sizeof ending / sizeof *ending);
    tcase_add_loop_test(cases, deadline_ends_it_and_says_that_it_is_safe, 0, 3);
    tcase_add_loop_test(cases, each_wait_is_told, 0, 2);
    tcase_add_loop_test(cases, cancelling_ends_it, 0, 2);
    return run_suite("patience", cases);
}
