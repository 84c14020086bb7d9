/* SPDX-License-Identifier: MIT */
/* What a run keeps of what it reads: shared below a context, by one at a time, for a minute. */
#include "testing.h"

#include <dxaws/extend/cache.h>

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int made, alive;

static void *make(void *owner)
{
    int *value = calloc(1, sizeof *value);
    if (owner != NULL && value != NULL) {
        atomic_fetch_add(&made, 1);
        atomic_fetch_add(&alive, 1);
    }
    return value;
}

static void destroy(void *value)
{
    atomic_fetch_sub(&alive, 1);
    free(value);
}

static const dxaws_cache_ops ops = {.size = sizeof ops, .make = make, .destroy = destroy};
static int owner, other;

static void begin(void)
{
    atomic_store(&made, 0);
    atomic_store(&alive, 0);
}

/* Counts one more in an entry, and how many there were. */
static int visit(dxaws_context *context, void *whose, const char *key, bool keep)
{
    dxaws_cache_entry *entry = NULL;
    ck_ok(dxaws_cache_take(context, whose, key, &ops, &entry));
    int before = (*(int *)dxaws_cache_value(entry))++;
    dxaws_cache_end(entry, keep);
    return before;
}

START_TEST(without_a_cache_nothing_is_kept)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    ck_assert_int_eq(visit(NULL, &owner, "k", true), 0);
    ck_assert_int_eq(visit(context, &owner, "k", true), 0);
    ck_assert_int_eq(visit(context, &owner, "k", true), 0);
    ck_assert_int_eq(atomic_load(&alive), 0);
    dxaws_cache_end(NULL, true);
    dxaws_cache_remove(NULL, &owner, "k");
    dxaws_context_set_cache(NULL, NULL);
}
END_TEST

START_TEST(a_run_keeps_an_entry_an_owner_and_key)
{
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(NULL);
    DXAWS_AUTO(dxaws_context) below = dxaws_context_new_child(run, 1000);
    DXAWS_AUTO(dxaws_context) again = dxaws_context_new_run(below);
    DXAWS_AUTO(dxaws_context) apart = dxaws_context_new_run(NULL);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    ck_assert_int_eq(visit(below, &owner, "k", true), 1);
    ck_assert_int_eq(visit(again, &owner, "k", true), 2);
    ck_assert_int_eq(visit(apart, &owner, "k", true), 0);
    ck_assert_int_eq(visit(run, &owner, "l", true), 0);
    ck_assert_int_eq(visit(run, &other, "k", true), 0);
    ck_assert_int_eq(atomic_load(&made), 4);
    dxaws_context_set_cache(run, NULL);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    ck_assert_int_eq(visit(below, &owner, "k", true), 3);
}
END_TEST

START_TEST(what_is_forgotten_is_made_anew)
{
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(NULL);
    ck_assert_int_eq(visit(run, &owner, "k", false), 0);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    dxaws_cache_remove(run, &owner, "l");
    dxaws_cache_remove(run, &other, "k");
    ck_assert_int_eq(visit(run, &owner, "k", true), 1);
    dxaws_cache_remove(run, &owner, "k");
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    dxaws_cache_entry *entry = NULL; /* while it is being read */
    ck_ok(dxaws_cache_take(run, &owner, "k", &ops, &entry));
    dxaws_cache_remove(run, &owner, "k");
    ck_assert_int_eq(*(int *)dxaws_cache_value(entry), 1);
    dxaws_cache_end(entry, true);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    ck_assert_int_eq(visit(run, &owner, "k", true), 1);
}
END_TEST

static int64_t clock_ms(void *self)
{
    return *(int64_t *)self;
}

static void clock_sleep(void *self, int64_t ms)
{
    *(int64_t *)self += ms;
}

START_TEST(after_a_minute_it_is_read_again)
{
    int64_t now = 1000;
    const dxaws_clock_ops clock = {.size = sizeof clock,
                                   .now_ms = clock_ms,
                                   .monotonic_ms = clock_ms,
                                   .sleep_ms = clock_sleep};
    DXAWS_AUTO(dxaws_context) parent = dxaws_context_new();
    ck_ok(dxaws_context_set_clock(parent, &clock, &now));
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(parent);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    now += 60000;
    ck_assert_int_eq(visit(run, &owner, "k", true), 1);
    now += 1;
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
    now += 60000;
    ck_assert_int_eq(visit(run, &owner, "k", true), 1);
}
END_TEST

struct visitor {
    dxaws_context *context;
    atomic_int inside;
    atomic_int most;
    atomic_int visits;
};

static void *crowd(void *self)
{
    struct visitor *visitor = self;
    for (int i = 0; i < 50; i++) {
        dxaws_cache_entry *entry = NULL;
        const char *key = i % 2 ? "k" : "l";
        ck_ok(dxaws_cache_take(visitor->context, &owner, key, &ops, &entry));
        if (i % 2) {
            int inside = atomic_fetch_add(&visitor->inside, 1) + 1;
            atomic_store(&visitor->most, inside > 1 ? inside : atomic_load(&visitor->most));
            ++*(int *)dxaws_cache_value(entry);
            atomic_fetch_add(&visitor->visits, 1);
            atomic_fetch_sub(&visitor->inside, 1);
        }
        dxaws_cache_end(entry, true);
    }
    return NULL;
}

START_TEST(one_thread_at_a_time_is_in)
{
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(NULL);
    struct visitor visitor = {.context = run};
    pthread_t threads[8];
    for (size_t i = 0; i < 8; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, crowd, &visitor), 0);
    }
    for (size_t i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
    }
    ck_assert_int_eq(atomic_load(&visitor.most), 0);
    ck_assert_int_eq(visit(run, &owner, "k", true), atomic_load(&visitor.visits));
    ck_assert_int_eq(atomic_load(&made), 2);
}
END_TEST

static void *cancel_soon(void *self)
{
    usleep(30000);
    dxaws_context_cancel(self);
    return NULL;
}

START_TEST(who_waits_can_be_cancelled_and_has_a_deadline)
{
    DXAWS_AUTO(dxaws_context) run = dxaws_context_new_run(NULL);
    DXAWS_AUTO(dxaws_context) late = dxaws_context_new_child(run, 50);
    DXAWS_AUTO(dxaws_context) stopped = dxaws_context_new_child(run, DXAWS_NO_TIMEOUT);
    dxaws_cache_entry *entry = NULL, *second = NULL;
    ck_ok(dxaws_cache_take(run, &owner, "k", &ops, &entry));
    ck_error(dxaws_cache_take(late, &owner, "k", &ops, &second), DXAWS_ERROR_TIMEOUT, "deadline");
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, cancel_soon, stopped), 0);
    ck_error(dxaws_cache_take(stopped, &owner, "k", &ops, &second), DXAWS_ERROR_CANCELLED,
             "cancelled");
    pthread_join(thread, NULL);
    ck_assert_ptr_null(second);
    dxaws_cache_end(entry, true);
    ck_assert_int_eq(visit(run, &owner, "k", true), 0);
}
END_TEST

static void end(void)
{
    ck_assert_int_eq(atomic_load(&alive), 0);
}

int main(void)
{
    Suite *suite = suite_create("cache");
    TCase *tests = tcase_create("cache");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, without_a_cache_nothing_is_kept);
    tcase_add_test(tests, a_run_keeps_an_entry_an_owner_and_key);
    tcase_add_test(tests, what_is_forgotten_is_made_anew);
    tcase_add_test(tests, after_a_minute_it_is_read_again);
    tcase_add_test(tests, one_thread_at_a_time_is_in);
    tcase_add_test(tests, who_waits_can_be_cancelled_and_has_a_deadline);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
