/* SPDX-License-Identifier: MIT */
/* Publishing, killed before and after every call, with every answer lost, and two at once: bucket
 * and edge are right when a run says so, and the next run mends whatever there is. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/test-number.h>

#include <stdio.h>

#include "content-world.h"

enum { PRUNE_MS = 7000, FILES = 4, MOST_CALLS = 80 };

/* Four assets of which two change, four pages, and a style sheet of which only a header does. */
static struct world_site make_site(const char *tag)
{
    struct world_site site = {0};
    for (int i = 0; i < FILES; i++) {
        char key[16];
        char body[16];
        snprintf(key, sizeof key, "a%d.js", i);
        snprintf(body, sizeof body, "js%d%s", i, i < 2 ? tag : "");
        site_add(&site, key, body, "immutable");
        snprintf(key, sizeof key, i ? "p%d.html" : "index.html", i);
        snprintf(body, sizeof body, "html%d%s", i, tag);
        site_add(&site, key, body, "no-cache");
    }
    site_add(&site, "h.css", "css", tag);
    return site;
}

static struct world_run publish(struct world *world, const struct world_site *site)
{
    struct world_run run = {.world = world, .site = site, .number = -1, .prune_ms = PRUNE_MS};
    world_publish(&run);
    return run;
}

static void require_right(struct world *world, const struct world_site *site, const char *what,
                          int number)
{
    const char *wrong = world_wrong(world, site);
    ck_assert_msg(wrong == NULL, "%s %d: %s is wrong", what, number, wrong ? wrong : "");
}

/* A run that ends well and is right, after which there is nothing to do. */
static void require_mended(struct world *world, const struct world_site *site, const char *what,
                           int number)
{
    struct world_run run = publish(world, site);
    ck_assert_msg(run.failed[0] == '\0' &&
                      (run.result.end == WORLD_DONE || run.result.end == WORLD_NOTHING),
                  "%s %d: %s, end %d", what, number, run.failed, (int)run.result.end);
    require_right(world, site, what, number);
    run = publish(world, site);
    ck_assert_msg(run.result.end == WORLD_NOTHING, "%s %d: not at rest", what, number);
    ck_assert_uint_eq(run.result.looked, 0);
}

static struct world_site a_site, b_site, c_site;

static void setup(void)
{
    a_site = make_site("A");
    b_site = make_site("B");
    c_site = make_site("C");
}

START_TEST(a_site_is_published_once)
{
    struct world world;
    world_begin(&world, _i, 1);
    struct world_run run = publish(&world, &a_site);
    ck_assert_int_eq(run.result.end, WORLD_DONE);
    ck_assert_uint_eq(run.result.written, a_site.count);
    ck_assert_uint_eq(world.invalidations, 0); /* nothing was there before */
    require_right(&world, &a_site, "first", 0);
    run = publish(&world, &a_site);
    ck_assert_int_eq(run.result.end, WORLD_NOTHING);
    ck_assert_int_eq(run.calls, 2); /* index, list */
    run = publish(&world, &b_site);
    ck_assert_uint_eq(run.result.written, 7);
    ck_assert_uint_eq(world.invalidations, 1);
    require_mended(&world, &b_site, "second", 0);
    world_end(&world);
}
END_TEST

/* Every how manieth call: PUBLISH_STRIDE, 1 for all, which one build of many tries. */
static int stride(void)
{
    unsigned slowness = dx_test_slowness();
    unsigned usual = slowness >= 10 ? 19 : slowness > 1 ? 7 : 3;
    return (int)dx_test_number("PUBLISH_STRIDE", usual);
}

/* The run before is killed, or loses an answer, at each of its calls in turn. */
static void interrupt(enum world_fate fate, const struct world_site *next, bool kms)
{
    for (int at = 1; at < MOST_CALLS; at += stride()) {
        struct world world;
        world_begin(&world, kms, (uint32_t)at);
        publish(&world, &a_site);
        world_visit_all(&world);
        struct world_run run = {
            .world = &world, .site = &b_site, .number = -1, .at = at, .fate = fate};
        world_publish(&run);
        world_visit_all(&world);
        bool reached = run.calls >= at;
        if (fate == WORLD_ANSWER_LOST) {
            ck_assert_int_eq(run.result.end, WORLD_DONE);
            require_right(&world, &b_site, "lost", at);
        } else {
            ck_assert_msg((strstr(run.failed, "killed") != NULL) == reached, "%d: %s", at,
                          run.failed);
        }
        require_mended(&world, next, "after a kill at", at);
        world_end(&world);
        if (!reached) {
            ck_assert_int_gt(at, 10);
            return;
        }
    }
    ck_abort_msg("the run does not end");
}

START_TEST(killed_at_every_call_then_run_again)
{
    const struct world_site *const next[] = {&b_site, &a_site, &c_site};
    interrupt(_i % 2 ? WORLD_DIES_BEFORE : WORLD_DIES_AFTER, next[_i / 4], _i / 2 % 2);
}
END_TEST

START_TEST(any_answer_may_be_lost)
{
    interrupt(WORLD_ANSWER_LOST, &b_site, _i);
}
END_TEST

START_TEST(a_first_run_may_be_killed_too)
{
    for (int at = 1; at < MOST_CALLS; at += stride()) {
        struct world world;
        world_begin(&world, _i, (uint32_t)at);
        world_write(&world, "p1.html", "somebody's", "x");
        world_write(&world, "foreign", "x", "x");
        world_visit_all(&world);
        struct world_run run = {
            .world = &world, .site = &a_site, .number = -1, .at = at, .fate = WORLD_DIES_AFTER};
        world_publish(&run);
        world_visit_all(&world);
        require_mended(&world, &a_site, "first", at);
        ck_assert_ptr_nonnull(world_find(world.objects, "foreign"));
        world_end(&world);
        if (run.calls < at) {
            return;
        }
    }
}
END_TEST

/* Headers that were changed by hand, before a run that is killed: the claim keeps the old time. */
START_TEST(an_edit_before_a_kill_is_seen)
{
    for (int at = 1; at < 30; at += stride()) {
        struct world world;
        world_begin(&world, false, 1);
        publish(&world, &a_site);
        world.clock_ms += 5000;
        world_write(&world, "a3.js", "js3", "by hand");
        world_visit_all(&world);
        struct world_run run = {.world = &world,
                                .site = &b_site,
                                .number = -1,
                                .at = at,
                                .fate = _i ? WORLD_DIES_BEFORE : WORLD_DIES_AFTER};
        world_publish(&run);
        require_mended(&world, &b_site, "edit, kill at", at);
        world_end(&world);
    }
}
END_TEST

/* How many draws: more by hand than each time. */
static uint32_t draws(void)
{
    return (uint32_t)dx_test_number("CONTENT_DRAWS", dx_test_slowness() > 1 ? 5 : 50);
}

START_TEST(of_two_at_once_one_succeeds_and_is_right)
{
    uint32_t one = 0;
    for (uint32_t seed = 1; seed <= draws(); seed++) {
        struct world world;
        world_begin(&world, seed % 2, seed);
        publish(&world, &a_site);
        world_visit_all(&world);
        world.visited = true;
        struct world_run runs[] = {{.world = &world, .site = &b_site, .prune_ms = PRUNE_MS},
                                   {.world = &world, .site = &c_site, .prune_ms = PRUNE_MS}};
        world_publish_at_once(runs, 2);
        world.visited = false;
        for (size_t i = 0; i < 2; i++) {
            enum world_end end = runs[i].result.end;
            ck_assert_msg(end == WORLD_DONE || end == WORLD_OVERTAKEN, "seed %u: %d %s", seed,
                          (int)end, runs[i].failed);
        }
        bool first = runs[0].result.end == WORLD_DONE;
        bool second = runs[1].result.end == WORLD_DONE;
        ck_assert_msg(first || second, "seed %u: none", seed);
        one += first != second;
        if (first != second) {
            require_right(&world, first ? &b_site : &c_site, "seed", (int)seed);
        } else { /* one after the other */
            ck_assert_msg(world_wrong(&world, &b_site) == NULL ||
                              world_wrong(&world, &c_site) == NULL,
                          "seed %u: mixed", seed);
        }
        require_mended(&world, &c_site, "seed", (int)seed);
        world_end(&world);
    }
    ck_assert_uint_gt(one, draws() / 2);
}
END_TEST

/* What is wrong after a run beside which a dead one's write landed, and after the run behind that.
 */
static const char *wrong_after(struct world *world, const struct world_site *site, int *told)
{
    struct world_run run = publish(world, site);
    bool landed = world->landed;
    world->late = (struct world_object){0};
    *told = run.result.end == WORLD_DONE && landed ? 1 + (world_wrong(world, site) != NULL) : 0;
    publish(world, site);
    return landed ? world_wrong(world, site) : NULL;
}

/* The last write of a killed run lands at any call of the next one: if so late that it is seen no
 * more, then by the run behind that. Only equal bytes with other headers, between the last look and
 * the index, are never seen, since no ETag tells them. */
START_TEST(a_killed_runs_last_write_may_land_at_any_moment)
{
    const struct world_site *const next[] = {&a_site, &b_site, &c_site};
    int landed = 0;
    int told_wrong = 0;
    int stayed = 0;
    const bool slow = dx_test_slowness() > 1;
    const int kills = slow ? 3 : 1;
    const int moments = slow ? 11 : 4;
    for (int at = 1; at < 20; at += kills) {
        for (int calls = 0; calls < 44; calls += moments) {
            struct world world;
            int told = 0;
            world_begin(&world, calls % 2, (uint32_t)at);
            publish(&world, &a_site);
            world_visit_all(&world);
            struct world_run run = {
                .world = &world, .site = &b_site, .number = -1, .at = at, .fate = WORLD_LANDS_LATE};
            world_publish(&run);
            world.late_calls = calls;
            world.visited = true;
            const char *key = wrong_after(&world, next[_i], &told);
            ck_assert_msg(key == NULL || strcmp(key, "h.css") == 0, "kill %d, %d calls: %s", at,
                          calls, key ? key : "");
            landed += told > 0;
            told_wrong += told > 1;
            stayed += key != NULL;
            world_end(&world);
        }
    }
    ck_assert_int_gt(landed, 4);
    ck_assert_int_le(told_wrong, landed / 4);
    ck_assert_int_le(stayed, landed / 8);
}
END_TEST

START_TEST(each_publication_invalidates_what_it_changes)
{
    struct world world;
    world_begin(&world, false, 1);
    const struct world_site *const order[] = {&a_site, &b_site, &a_site, &b_site, &a_site};
    for (size_t i = 0; i < 5; i++) {
        publish(&world, order[i]);
        require_right(&world, order[i], "A, B, A, B, A", (int)i);
    }
    ck_assert_uint_eq(world.invalidations, 4);
    world_end(&world);
}
END_TEST

/* What somebody does behind our back, what it costs, and that it is right again. */
static const struct {
    const char *what;
    const char *key, *body, *headers; /* NULL body: deleted */
    size_t written, looked;
} edits[] = {
    {"headers, by a copy onto itself", "h.css", "css", "other", 1, 1},
    {"the same again", "h.css", "css", "A", 0, 1},
    {"bytes of another size", "p1.html", "evil", "no-cache", 1, 0},
    {"bytes of the same size", "p1.html", "evil!!", "no-cache", 1, 1},
    {"deleted", "p1.html", NULL, "", 1, 0},
    {"an object of others", "foreign", "x", "x", 0, 0},
};

START_TEST(what_is_edited_by_hand_is_mended)
{
    struct world world;
    world_begin(&world, false, 1);
    publish(&world, &a_site);
    world.clock_ms += 5000;
    if (edits[_i].body != NULL) {
        world_write(&world, edits[_i].key, edits[_i].body, edits[_i].headers);
    } else {
        *world_find(world.objects, edits[_i].key) = (struct world_object){0};
    }
    world_visit_all(&world);
    struct world_run run = publish(&world, &a_site);
    ck_assert_msg(run.result.written == edits[_i].written && run.result.looked == edits[_i].looked,
                  "%s: %zu written, %zu looked at", edits[_i].what, run.result.written,
                  run.result.looked);
    require_mended(&world, &a_site, edits[_i].what, 0);
    world_end(&world);
}
END_TEST

/* A lost index costs a look at each object, no upload. */
START_TEST(a_lost_index_is_made_again)
{
    struct world world;
    world_begin(&world, _i / 2, 1);
    publish(&world, &a_site);
    if (_i % 2) {
        memset(world.index, 'x', world.index_size);
    } else {
        free(world.index);
        world.index = NULL;
    }
    world_visit_all(&world);
    struct world_run run = publish(&world, &a_site);
    ck_assert_int_eq(run.result.end, WORLD_DONE);
    ck_assert_uint_eq(run.result.written, 0);
    ck_assert_uint_eq(run.result.looked, a_site.count);
    ck_assert_uint_eq(world.invalidations, 1); /* of all */
    require_mended(&world, &a_site, "lost index", 0);
    world_end(&world);
}
END_TEST

START_TEST(what_vanishes_is_removed_later)
{
    struct world world;
    struct world_site smaller = make_site("A");
    struct world_site whole = make_site("A");
    site_add(&whole, "old.html", "old", "x");
    world_begin(&world, _i, 1);
    publish(&world, &whole);
    ck_assert_uint_eq(publish(&world, &smaller).result.removed, 0);
    ck_assert_int_eq(publish(&world, &smaller).result.end, WORLD_NOTHING);
    publish(&world, &whole); /* it returns, and vanishes again */
    ck_assert_int_eq(publish(&world, &smaller).result.end, WORLD_DONE);
    world.clock_ms += PRUNE_MS / 2;
    ck_assert_int_eq(publish(&world, &smaller).result.end, WORLD_NOTHING);
    ck_assert_ptr_nonnull(world_find(world.objects, "old.html"));
    world_visit_all(&world);
    world.clock_ms += PRUNE_MS;
    ck_assert_uint_eq(publish(&world, &smaller).result.removed, 1);
    ck_assert_ptr_null(world_find(world.objects, "old.html"));
    ck_assert_ptr_null(world_find(world.edge, "old.html"));
    require_mended(&world, &smaller, "removed", 0);
    world_end(&world);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 300);
    tcase_add_checked_fixture(cases, setup, NULL);
    tcase_add_loop_test(cases, a_site_is_published_once, 0, 2);
    tcase_add_loop_test(cases, killed_at_every_call_then_run_again, 0, 12);
    tcase_add_loop_test(cases, any_answer_may_be_lost, 0, 2);
    tcase_add_loop_test(cases, a_first_run_may_be_killed_too, 0, 2);
    tcase_add_loop_test(cases, an_edit_before_a_kill_is_seen, 0, 2);
    tcase_add_test(cases, of_two_at_once_one_succeeds_and_is_right);
    tcase_add_loop_test(cases, a_killed_runs_last_write_may_land_at_any_moment, 0, 3);
    tcase_add_test(cases, each_publication_invalidates_what_it_changes);
    tcase_add_loop_test(cases, what_is_edited_by_hand_is_mended, 0,
                        (int)(sizeof edits / sizeof *edits));
    tcase_add_loop_test(cases, a_lost_index_is_made_again, 0, 4);
    tcase_add_loop_test(cases, what_vanishes_is_removed_later, 0, 2);
    return run_suite("content publish", cases);
}
