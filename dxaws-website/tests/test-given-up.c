/* SPDX-License-Identifier: MIT */
/* A site that was begun, or was being changed, and given up at any call: another manifest of it is
 * applied, or not even that, and destroyed, and then nothing of it is left that was not named.
 * Environment: GIVEN_UP_STRIDE, every how manieth call (7, times TEST_SLOWNESS; 1 tries all). Where
 * that is slow, by far, only some of the lives are tried: what such a tool watches is the same in
 * all. */
#include <dxaws/kit/test-number.h>

#include "strangers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = MANIFESTS, STRIDE = 7, MOST_CALLS = 2000, SLOW = 10, FEW = 4 };

/* Manifests by their number: other domains, keys and names of buckets. */
static const struct {
    unsigned before; /* what stood; or NONE */
    unsigned given_up;
    unsigned then;
    bool applied; /* else destroyed at once */
} lives[] = {
    {NONE, 0, 1, true},  {NONE, 0, 2, true},  {NONE, 2, 1, true}, {NONE, 1, 2, true},
    {NONE, 0, 1, false}, {NONE, 1, 2, false}, {0, 1, 0, true},    {0, 1, 2, true},
    {0, 2, 1, true},     {0, 2, 0, true},     {1, 2, 0, true},    {0, 1, 0, false},
    {2, 1, 0, false},
};
enum { LIVES = sizeof lives / sizeof *lives };

/* Whether it was given up: a run of fewer calls is not. */
static bool live(int number, enum disturbance disturbance, unsigned call)
{
    const struct scenario nobody = {.seed = 0};
    struct world world;
    char stopped[sizeof world.said];
    world_open(&world, &nobody);
    if (lives[number].before != NONE) {
        run_apply(&world, lives[number].before, NOTHING, 0);
    }
    run_apply(&world, lives[number].given_up, disturbance, call);
    snprintf(stopped, sizeof stopped, "%s", world.said);
    bool given_up = world.calls >= call; /* a call that is refused by the service has no end */
    if (lives[number].applied) {
        run_apply(&world, lives[number].then, NOTHING, 0);
        if (strcmp(world.said, "it is done") != 0) {
            world_wrong(&world, "the other manifest: %s", world.said);
        }
    }
    run_only_end(&world, lives[number].then);
    ck_assert_msg(world.wrong[0] == '\0', "killed %s call %u (%s): %s",
                  disturbance == ENDED ? "after" : "before", call, stopped, world.wrong);
    world_close(&world);
    return given_up;
}

START_TEST(what_is_given_up_is_removed_or_named)
{
    unsigned long long slowness = dx_test_slowness();
    unsigned stride = (unsigned)dx_test_number("GIVEN_UP_STRIDE", STRIDE * slowness);
    if (slowness >= SLOW && _i / 2 % FEW != 0) {
        return;
    }
    enum disturbance disturbance = _i % 2 ? ENDED : KILLED;
    unsigned call = 1 + (unsigned)_i % stride;
    ck_assert_uint_lt(call, MOST_CALLS);
    while (live(_i / 2, disturbance, call)) {
        call += stride;
        ck_assert_uint_lt(call, MOST_CALLS);
    }
    ck_assert_uint_gt(call, 30);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("given up");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, what_is_given_up_is_removed_or_named, 0, 2 * LIVES);
    return run_suite("given up", tests);
}
