/* SPDX-License-Identifier: MIT */
/* Many processes on one simulated account: each is served in its turn, and no simulated time passes
 * while it waits. */
#include "memory-buckets.h"

#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/dxaws-queue.XXXXXX";
static char path[64];

static void set_up(void)
{
    strcpy(folder + sizeof(folder) - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/account", folder);
}

static void tear_down(void)
{
    char command[100];
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static void pause_ms(long ms)
{
    const char *slowness = getenv("TEST_SLOWNESS");
    ms *= slowness ? atol(slowness) : 1;
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* A process that opens the account, says so, and begins a transaction once it is told to. */
struct waiter {
    pid_t process;
    int ready[2];
    int go[2];
};

static dxaws_error *take_turn(const struct waiter *waiter, dxaws_context *context, int served,
                              char name)
{
    dxaws_memory_account *account = NULL;
    char byte = 0;
    dxaws_error *error = dxaws_memory_account_new(path, NULL, &account);
    bool told =
        error == NULL && write(waiter->ready[1], "r", 1) == 1 && read(waiter->go[0], &byte, 1) == 1;
    if (context != NULL) {
        dxaws_context_set_timeout_ms(context, 60000); /* of its own time */
    }
    error = error ? error : dxaws_memory_begin(account, context);
    if (error == NULL && (!told || write(served, &name, 1) != 1)) {
        error = dxaws_error_out_of_memory();
    }
    if (account != NULL && error == NULL) {
        dxaws_memory_abort(account);
    }
    return error;
}

static void start(struct waiter *waiter, double factor, int served, char name)
{
    char byte = 0;
    ck_assert_int_eq(pipe(waiter->ready) + pipe(waiter->go), 0);
    waiter->process = fork();
    if (waiter->process == 0) {
        dxaws_context *context = factor > 0 ? dxaws_context_new() : NULL;
        dxaws_error *error = context ? dxaws_context_set_scaled_clock(context, factor, 0) : NULL;
        error = error ? error : take_turn(waiter, context, served, name);
        _exit(error ? 1 : 0);
    }
    ck_assert_int_eq(read(waiter->ready[0], &byte, 1), 1);
}

static void ends_well(const struct waiter *waiter)
{
    int status = -1;
    ck_assert_int_eq(waitpid(waiter->process, &status, 0), waiter->process);
    ck_assert_int_eq(status, 0);
}

START_TEST(who_waits_longest_is_served_first)
{
    enum { WAITERS = 9 };
    struct waiter waiters[WAITERS];
    int served[2];
    char order[WAITERS + 1] = "";
    ck_assert_int_eq(pipe(served), 0);
    for (int i = 0; i < WAITERS; i++) {
        start(&waiters[i], 0, served[1], (char)('a' + i));
    }
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_ok(dxaws_memory_begin(account, NULL));
    for (int i = 0; i < WAITERS; i++) {
        ck_assert_int_eq(write(waiters[i].go[1], "g", 1), 1);
        pause_ms(60);
    }
    dxaws_memory_abort(account);
    for (int i = 0; i < WAITERS; i++) {
        ck_assert_int_eq(read(served[0], order + i, 1), 1);
        ends_well(&waiters[i]);
    }
    ck_assert_str_eq(order, "abcdefghi");
}
END_TEST

/* A minute of the simulation is 60 ms here, and the lock is held for longer. */
START_TEST(simulated_time_stands_still_while_somebody_waits)
{
    struct waiter waiter;
    int served[2];
    ck_assert_int_eq(pipe(served), 0);
    start(&waiter, 1000, served[1], 'a');
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_assert_int_eq(write(waiter.go[1], "g", 1), 1);
    pause_ms(500);
    dxaws_memory_abort(account);
    ends_well(&waiter);
}
END_TEST

/* One of forty: some transactions, each of which has ten simulated minutes. */
static dxaws_error *work(int rounds)
{
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    dxaws_error *error = dxaws_context_set_scaled_clock(context, 60, 0);
    error = error ? error : dxaws_memory_account_new(path, context, &account);
    for (int i = 0; i < rounds && error == NULL; i++) {
        char id[32];
        dxaws_context_set_timeout_ms(context, 600000);
        error = dxaws_memory_begin(account, context);
        if (error == NULL) {
            snprintf(id, sizeof id, "b%llu",
                     (unsigned long long)dxaws_memory_next_number(account, "n"));
            error = dxaws_memory_put(account, "s3", "bucket", id, "{}");
            error = error ? error : dxaws_memory_commit(account);
        }
    }
    return error;
}

START_TEST(forty_processes_do_not_starve)
{
    enum { PROCESSES = 40, ROUNDS = 8 };
    for (int i = 0; i < PROCESSES; i++) {
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            _exit(work(ROUNDS) ? 1 : 0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = 1;
        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    DXAWS_AUTO(dxaws_memory_account) account = open_account(path);
    ck_assert_uint_eq(count_buckets(account), PROCESSES * ROUNDS);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("memory queue");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, who_waits_longest_is_served_first);
    tcase_add_test(cases, simulated_time_stands_still_while_somebody_waits);
    tcase_add_test(cases, forty_processes_do_not_starve);
    Suite *suite = suite_create("memory queue");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
