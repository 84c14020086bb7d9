/* SPDX-License-Identifier: MIT */
/* A site that was begun, or was being changed, and given up, after which somebody began to use what
 * it had made: that is left, and named with what to do about it; and when they have let it go, that
 * leaves nothing. Environment: GIVEN_UP_STRIDE, as in test-given-up.c (11, times TEST_SLOWNESS). */
#include <dxaws/kit/test-number.h>

#include "strangers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = MANIFESTS, STRIDE = 11, MOST_CALLS = 2000, MOST_USERS = 10, SLOW = 10, FEW = 3 };

static const struct {
    enum thing_kind kind;
    const char *service;
    const char *type;
} used[] = {{A_BUCKET, "s3", "bucket"},
            {A_CERTIFICATE, "acm", "certificate"},
            {A_CONTROL, "cloudfront", "oac"}};
enum { USED = sizeof used / sizeof *used };

/* Manifests by their number: what stood, what was given up, and what went on, if anything. */
static const unsigned lives[][3] = {{NONE, 2, 1}, {0, 2, 0}, {0, 1, 2}, {2, 1, NONE}, {NONE, 0, 0}};
enum { LIVES = sizeof lives / sizeof *lives };

/* Each of ours of the kind; how many there are. */
static size_t begin_to_use(struct world *world, int kind)
{
    size_t count = 0;
    const char *id;
    json_t *document;
    json_t *all = world_all(world, used[kind].service, used[kind].type);
    json_object_foreach(all, id, document) {
        const char *status = json_string_value(json_object_get(document, "status"));
        bool usable = used[kind].kind != A_CERTIFICATE || strcmp(status, "ISSUED") == 0;
        if (usable && whose_is(NULL, used[kind].type, id, document) != NOT_OURS &&
            count < MOST_USERS) {
            thing_use(world, used[kind].kind, id, count++);
        }
    }
    json_decref(all);
    world_note_strangers(world);
    return count;
}

static void let_go(struct world *world, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        thing_let_go(world, i);
    }
    world_note_strangers(world);
}

/* What somebody uses is there. */
static void check_users(struct world *world, size_t count)
{
    json_t *users = world_all(world, "cloudfront", "distribution");
    json_t *buckets = world_all(world, "s3", "bucket");
    json_t *certificates = world_all(world, "acm", "certificate");
    json_t *controls = world_all(world, "cloudfront", "oac");
    for (size_t i = 0; i < count; i++) {
        char id[100];
        snprintf(id, sizeof id, "ESTRANGER%zu", i);
        const json_t *user = json_object_get(users, id);
        const char *arn = json_string_value(json_object_get(user, "certificate_arn"));
        const char *control = json_string_value(json_object_get(user, "origin_oac_id"));
        const char *origin = json_string_value(json_object_get(user, "origin_domain_name"));
        snprintf(id, sizeof id, "%.*s", (int)strcspn(origin, "."), origin);
        if ((arn[0] != '\0' && json_object_get(certificates, arn) == NULL) ||
            (strncmp(control, "ECONTROL", 8) != 0 && control[0] != '\0' &&
             json_object_get(controls, control) == NULL) ||
            (strcmp(id, "their-bucket") != 0 && json_object_get(buckets, id) == NULL)) {
            world_wrong(world, "what somebody's distribution uses is gone: %s %s %s", id, arn,
                        control);
        }
    }
    json_decref(users);
    json_decref(buckets);
    json_decref(certificates);
    json_decref(controls);
}

static void check_nothing_left(struct world *world)
{
    for (int i = 0; i < USED; i++) {
        const char *id;
        json_t *document;
        json_t *all = world_all(world, used[i].service, used[i].type);
        json_object_foreach(all, id, document) {
            if (whose_is(NULL, used[i].type, id, document) != NOT_OURS) {
                world_wrong(world, "%s %s stays when nobody uses it any more", used[i].type, id);
            }
        }
        json_decref(all);
    }
}

/* Whether it was given up: a run of fewer calls is not. */
static bool live(const unsigned life[3], int kind, unsigned call)
{
    const struct scenario nobody = {.seed = 0};
    struct world world;
    char stopped[sizeof world.said];
    unsigned last = life[2] == NONE ? life[1] : life[2];
    world_open(&world, &nobody);
    if (life[0] != NONE) {
        run_apply(&world, life[0], NOTHING, 0);
    }
    run_apply(&world, life[1], ENDED, call);
    snprintf(stopped, sizeof stopped, "%s", world.said);
    bool given_up = world.calls >= call; /* a call that is refused by the service has no end */
    size_t users = begin_to_use(&world, kind);
    if (life[2] != NONE) {
        run_apply(&world, life[2], NOTHING, 0);
        if (strcmp(world.said, "it is done") != 0) {
            world_wrong(&world, "the other manifest: %s", world.said);
        }
        check_users(&world, users);
    }
    run_only_end(&world, last);
    check_users(&world, users);
    let_go(&world, users);
    run_only_end(&world, last);
    check_nothing_left(&world);
    ck_assert_msg(world.wrong[0] == '\0', "killed after call %u (%s): %s", call, stopped,
                  world.wrong);
    world_close(&world);
    return given_up;
}

START_TEST(what_is_used_is_left_until_it_is_let_go)
{
    unsigned long long slowness = dx_test_slowness();
    unsigned stride = (unsigned)dx_test_number("GIVEN_UP_STRIDE", STRIDE * slowness);
    if (slowness >= SLOW && _i % FEW != 0) {
        return;
    }
    unsigned call = 1 + (unsigned)_i % stride;
    while (live(lives[_i % LIVES], _i / LIVES, call)) {
        call += stride;
        ck_assert_uint_lt(call, MOST_CALLS);
    }
    ck_assert_uint_gt(call, 30);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("given up and used");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, what_is_used_is_left_until_it_is_let_go, 0, LIVES * USED);
    return run_suite("given up and used", tests);
}
