/* SPDX-License-Identifier: MIT */
/* Whatever a stranger's account holds, whatever is done in it, and whoever gets in between: nothing
 * that is not ours is written to, and nothing of ours is left unnamed.
 * Environment: STRANGERS_SEQUENCES, how many are tried (10000, divided by the cube of
 * TEST_SLOWNESS); STRANGERS_FIRST, the first seed, to see one again that failed. */
#include <dxaws/kit/test-number.h>

#include "strangers.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SEQUENCES = 10000, FEWEST = 30, MOST_FAILURES = 5, MOST_WORKERS = 8 };

/* One process of those that share the seeds. */
struct worker {
    unsigned long long seed; /* the one that it is at */
    unsigned failures;
};

static void tell(struct scenario *scenario, const char *wrong)
{
    char why[1000];
    printf("seed %llu: %s\n as small as it fails:\n", (unsigned long long)scenario->seed, wrong);
    scenario_shrink(scenario);
    scenario_print(scenario);
    scenario->aloud = true;
    scenario_holds(scenario, why);
    printf(" %s\n", why);
    fflush(stdout);
}

static void work(struct worker *worker, unsigned long long end, unsigned step)
{
    for (; worker->seed < end && worker->failures < MOST_FAILURES; worker->seed += step) {
        struct scenario scenario;
        char wrong[1000];
        scenario_make(&scenario, worker->seed);
        if (!scenario_holds(&scenario, wrong)) {
            worker->failures++;
            tell(&scenario, wrong);
        }
    }
}

/* The seeds from the first on, in as many processes as there are processors. */
static unsigned run_all(unsigned long long first, unsigned long long count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned step = processors < 1              ? 1
                    : processors > MOST_WORKERS ? MOST_WORKERS
                                                : (unsigned)processors;
    struct worker *workers = mmap(NULL, sizeof *workers * step, PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t children[MOST_WORKERS];
    unsigned failures = 0;
    ck_assert_ptr_ne(workers, MAP_FAILED);
    fflush(stdout);
    for (unsigned i = 0; i < step; i++) {
        workers[i].seed = first + i;
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0) {
            work(&workers[i], first + count, step);
            _exit(EXIT_SUCCESS);
        }
    }
    for (unsigned i = 0; i < step; i++) {
        int status;
        ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_SUCCESS) {
            printf("seed %llu ended the program\n", workers[i].seed);
            failures++;
        }
        failures += workers[i].failures;
    }
    munmap(workers, sizeof *workers * step);
    return failures;
}

START_TEST(no_stranger_is_harmed)
{
    unsigned long long slowness = dx_test_slowness();
    unsigned long long fewer = SEQUENCES / (slowness * slowness * slowness);
    unsigned long long first = dx_test_number("STRANGERS_FIRST", 1);
    unsigned long long count =
        dx_test_number("STRANGERS_SEQUENCES", fewer > FEWEST ? fewer : FEWEST);
    printf("%llu sequences from seed %llu\n", count, first);
    unsigned failures = run_all(first, count);
    fflush(stdout);
    ck_assert_uint_eq(failures, 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("strangers");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, no_stranger_is_harmed);
    return run_suite("strangers", tests);
}
