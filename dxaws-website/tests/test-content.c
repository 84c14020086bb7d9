/* SPDX-License-Identifier: MIT */
/* A site and what it serves, seen by visitors of an edge that keeps all it ever fetched until it is
 * told to forget it: whatever happens in between, when a run says that all is well, it is. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/kit/test-number.h>

#include "edge.h"
#include "kill.h"

#define BASE                                                                                       \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"bucket\":{\"force_empty\":true},\"content\":{"                            \
    "\"objects\":{"
#define OBJECT(key, text) "\"" key "\":{\"text\":\"" text "\"}"
#define END "}}}"
/* Two of three differ, and each has a page of its own. */
#define SITE_A                                                                                     \
    BASE OBJECT("a.js", "same") "," OBJECT("index.html", "A") "," OBJECT(                          \
        "docs/index.html", "A") "," OBJECT("a.html", "A") END
#define SITE_B                                                                                     \
    BASE OBJECT("a.js", "same") "," OBJECT("index.html", "B") "," OBJECT(                          \
        "docs/index.html", "B") "," OBJECT("b.html", "B") END

#define SITE_C BASE OBJECT("a.js", "C") "," OBJECT("index.html", "C") END

/* What was fetched of the bucket that it leaves is no copy of what it has now. */
#define MOVED                                                                                      \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"bucket\":{\"force_empty\":true,\"name\":\"another-bucket\"},"             \
    "\"content\":{\"objects\":{" OBJECT("a.js", "same") "," OBJECT("index.html", "B") END

/* And back, to a bucket whose index says that all is well. */
#define MOVED_BACK                                                                                 \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"bucket\":{\"force_empty\":true,\"name\":\"" BUCKET "\"},"                 \
    "\"content\":{\"objects\":{" OBJECT("a.js", "same") "," OBJECT("index.html", "A") "," OBJECT(  \
        "docs/index.html", "A") "," OBJECT("a.html", "A") END

#define PUBLISHED "content.CLAIM content.PUT_ASSETS content.PUT_PAGES content.PUT_ENTRIES"

static void publish(struct edge *edge, const char *wanted)
{
    want(edge->fixture, wanted);
    json_decref(converge(edge->fixture));
    require_right(edge, wanted, "published", 0);
}

START_TEST(it_is_planned_beside_the_others)
{
    struct edge edge;
    struct fixture fixture;
    open_edge(&edge, &fixture);
    want(&fixture, SITE_A);
    char *kinds = planned_kinds(&fixture);
    ck_assert_msg(strstr(kinds, " " PUBLISHED " cloudfront.") != NULL, "%s", kinds);
    ck_assert_msg(strstr(kinds, "INVALID") == NULL, "%s", kinds);
    ck_assert_str_eq(kinds + strlen(kinds) - strlen(" content.PUT_INDEX"), " content.PUT_INDEX");
    free(kinds);
    publish(&edge, SITE_A);
    json_t *bucket = first_of(&fixture, "s3", "bucket", NULL);
    char *policy = json_dumps(json_object_get(bucket, "policy"), JSON_SORT_KEYS);
    ck_assert_msg(strstr(policy, "\"Effect\": \"Deny\"") != NULL &&
                      strstr(policy, ":::" BUCKET "/.dxaws/*") != NULL,
                  "the index is served: %s", policy);
    free(policy);
    json_decref(bucket);
    ck_assert_uint_eq(edge.invalidations, 0); /* a new distribution has no copies */
    assert_settled(&fixture);
    want(&fixture, SITE_B);
    assert_kinds(&fixture, "content.CLAIM content.PUT_PAGES content.PUT_ENTRIES "
                           "cloudfront.INVALIDATE content.PUT_INDEX");
    publish(&edge, SITE_B);
    ck_assert_uint_eq(edge.invalidations, 1);
    close_edge(&edge);
}
END_TEST

START_TEST(what_was_served_before_is_forgotten_again)
{
    static const char *const sites[] = {SITE_A, SITE_B, SITE_A, SITE_B};
    struct edge edge;
    struct fixture fixture;
    open_edge(&edge, &fixture);
    for (unsigned i = 0; i < sizeof sites / sizeof *sites; i++) {
        publish(&edge, sites[i]);
        ck_assert_uint_eq(edge.invalidations, i);
    }
    destroy(&fixture);
    assert_no_site(&fixture);
    close_edge(&edge);
}
END_TEST

static const struct {
    const char *invalidate;
    dxaws_wait wait;
    const char *kinds;
    const char *path;
} levels[] = {
    {"all", DXAWS_WAIT_DEFAULT, "cloudfront.INVALIDATE content.PUT_INDEX", "/*"},
    {"auto", DXAWS_WAIT_DEPLOYED,
     "cloudfront.INVALIDATE cloudfront.WAIT_INVALIDATED content.PUT_INDEX", "/index.html"},
    {"none", DXAWS_WAIT_DEPLOYED, "content.PUT_INDEX", NULL},
};

START_TEST(the_edge_is_asked_and_awaited_as_the_site_says)
{
    char kinds[200];
    struct edge edge;
    struct fixture fixture;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    open_edge(&edge, &fixture);
    publish(&edge, SITE_A);
    want(&fixture, SITE_B);
    dxaws_website_desired_set_invalidate(fixture.desired, levels[_i].invalidate);
    dxaws_apply_options_set_wait(edge.options, levels[_i].wait);
    snprintf(kinds, sizeof kinds, "content.CLAIM content.PUT_PAGES content.PUT_ENTRIES %s",
             levels[_i].kinds);
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, edge.options,
                                    &plan));
    char *planned = kinds_of(plan);
    ck_assert_str_eq(planned, kinds);
    free(planned);
    must(dxaws_website_manager_apply(fixture.website, fixture.context, plan, NULL, &result));
    ck_assert_uint_eq(edge.invalidations, levels[_i].path != NULL);
    ck_assert(levels[_i].path == NULL || strstr(dxaws_plan_text(plan), levels[_i].path) != NULL);
    assert_settled(&fixture);
    close_edge(&edge);
}
END_TEST

/* The site itself is left as it is, and what it should be by now is not asked. */
START_TEST(it_is_published_alone)
{
    struct edge edge;
    struct fixture fixture;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    open_edge(&edge, &fixture);
    want(&fixture, SITE_A);
    dxaws_website_desired_set_scope(fixture.desired, "content");
    DXAWS_AUTO(dxaws_error)
    error =
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan);
    ck_assert_str_eq(dxaws_error_code(error), DXAWS_WEBSITE_ERROR_NO_SITE);
    publish(&edge, SITE_A);
    want(&fixture, SITE_B);
    dxaws_website_desired_set_fallback(fixture.desired, "/404.html");
    dxaws_website_desired_set_scope(fixture.desired, "content");
    assert_kinds(&fixture, "content.CLAIM content.PUT_PAGES content.PUT_ENTRIES "
                           "cloudfront.INVALIDATE content.PUT_INDEX");
    json_decref(converge(&fixture));
    require_right(&edge, SITE_B, "alone", 0);
    assert_settled(&fixture);
    dxaws_website_desired_set_scope(fixture.desired, NULL);
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    dxaws_website_desired_set_content(fixture.desired, NULL);
    dxaws_website_desired_set_scope(fixture.desired, "content");
    DXAWS_AUTO(dxaws_error) nothing = dxaws_website_desired_check(fixture.desired);
    ck_assert_ptr_nonnull(nothing);
    close_edge(&edge);
}
END_TEST

/* ---- stopped anywhere */

static bool killed(struct edge *edge, const char *const before[2], const char *wanted,
                   const char *scope, long long look)
{
    for (int i = 0; i < 2 && before[i] != NULL; i++) {
        publish(edge, before[i]);
    }
    want(edge->fixture, wanted);
    dxaws_website_desired_set_scope(edge->fixture->desired, scope);
    return killed_at(edge->fixture, false, look);
}

static const struct {
    const char *before[2];
    const char *killed;
    const char *next;
    const char *scope;
} kills[] = {{{NULL}, SITE_B, SITE_B, NULL},   {{SITE_A}, SITE_B, SITE_B, NULL},
             {{SITE_A}, SITE_B, SITE_A, NULL}, {{SITE_A}, SITE_B, SITE_B, "content"},
             {{SITE_A}, MOVED, MOVED, NULL},   {{SITE_A, MOVED}, MOVED_BACK, MOVED_BACK, NULL}};

START_TEST(killed_after_any_call_it_is_gone_on_with)
{
    long long look = 1;
    /* Every how manieth look: PUBLISH_STRIDE, 1 for all, which one build of many tries. */
    unsigned slowness = dx_test_slowness();
    unsigned usual = slowness >= 10 ? 67 : slowness > 1 ? 29 : kills[_i].before[0] ? 4 : 9;
    long long stride = (long long)dx_test_number("PUBLISH_STRIDE", usual);
    for (bool stops = true; stops; look += stride) {
        struct edge edge;
        struct fixture fixture;
        open_edge(&edge, &fixture);
        stops = killed(&edge, kills[_i].before, kills[_i].killed, kills[_i].scope, look);
        want(&fixture, kills[_i].next);
        json_decref(converge(&fixture));
        require_right(&edge, kills[_i].next, "killed at look", look);
        assert_settled(&fixture);
        close_edge(&edge);
    }
    ck_assert_int_gt(look, 20);
    printf("%d: killed at %lld looks\n", _i, look);
}
END_TEST

/* ---- two at once */

/* One who goes step by step; its error ends it. */
struct publisher {
    dxaws_plan *plan;
    dxaws_error *error;
};

static void begin(struct publisher *publisher, struct fixture *fixture, const char *wanted)
{
    *publisher = (struct publisher){.plan = NULL};
    want(fixture, wanted);
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired,
                                    fixture->options, &publisher->plan));
}

static bool is_over(const struct publisher *publisher)
{
    return publisher->error != NULL || dxaws_plan_count(publisher->plan) == 0;
}

static void step(struct publisher *publisher, struct fixture *fixture)
{
    const dxaws_module *module = dxaws_website_module();
    dxaws_plan *rest = NULL;
    publisher->error = module->step(module, (dxaws_manager *)fixture->website, fixture->context,
                                    publisher->plan, fixture->options, &rest);
    if (publisher->error == NULL) {
        dxaws_plan_free(publisher->plan);
        publisher->plan = rest;
    }
}

static bool is_stale(const dxaws_error *error)
{
    return error != NULL && dxaws_error_get_kind(last_cause(error)) == DXAWS_ERROR_STALE;
}

static unsigned draw(unsigned *state)
{
    *state = *state * 1103515245U + 12345U;
    return *state >> 16;
}

START_TEST(of_two_at_once_one_succeeds_and_is_right)
{
    enum { DRAWS = 40 };
    static const char *const sites[] = {SITE_B, SITE_C};
    unsigned state = (unsigned)_i + 1;
    unsigned refused = 0;
    for (int i = 0; i < (dx_test_slowness() > 1 ? DRAWS / 10 : DRAWS); i++) {
        struct edge edge;
        struct fixture fixture;
        struct publisher publishers[2];
        open_edge(&edge, &fixture);
        publish(&edge, SITE_A);
        begin(&publishers[0], &fixture, sites[0]);
        for (unsigned head = draw(&state) % 4; head > 0 && !is_over(&publishers[0]); head--) {
            step(&publishers[0], &fixture);
        }
        begin(&publishers[1], &fixture, sites[1]);
        while (!is_over(&publishers[0]) || !is_over(&publishers[1])) {
            unsigned who = draw(&state) % 2;
            who = is_over(&publishers[who]) ? !who : who;
            step(&publishers[who], &fixture);
        }
        unsigned well = 0;
        for (unsigned who = 0; who < 2; who++) {
            ck_assert_msg(publishers[who].error == NULL || is_stale(publishers[who].error),
                          "draw %d: %s", i,
                          publishers[who].error ? dxaws_error_message(publishers[who].error) : "");
            well += publishers[who].error == NULL;
            refused += publishers[who].error != NULL;
            dxaws_plan_free(publishers[who].plan);
            dxaws_error_free(publishers[who].error);
        }
        ck_assert_uint_ge(well, 1);
        publish(&edge, SITE_B);
        assert_settled(&fixture);
        close_edge(&edge);
    }
    printf("%u of %d were refused\n", refused, DRAWS);
    ck_assert_uint_gt(refused, 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("content");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, it_is_planned_beside_the_others);
    tcase_add_test(tests, what_was_served_before_is_forgotten_again);
    tcase_add_loop_test(tests, the_edge_is_asked_and_awaited_as_the_site_says, 0,
                        sizeof levels / sizeof *levels);
    tcase_add_test(tests, it_is_published_alone);
    tcase_add_loop_test(tests, killed_after_any_call_it_is_gone_on_with, 0,
                        sizeof kills / sizeof *kills);
    tcase_add_loop_test(tests, of_two_at_once_one_succeeds_and_is_right, 0, 2);
    return run_suite("content", tests);
}
