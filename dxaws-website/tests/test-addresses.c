/* SPDX-License-Identifier: MIT */
/* The addresses of a site: the function that leads them to objects is there before it is run, and
 * goes after it is run no more, whichever manifest comes next and wherever a run was stopped. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/cloudfront-rewrite.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include "kill.h"

#define SAID(more)                                                                                 \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","                \
    "\"protect\":false,\"bucket\":{\"force_empty\":true}" more "}"
#define PAGES                                                                                      \
    ",\"content\":{\"objects\":{\"index.html\":{\"text\":\"A\"},\"docs/index.html\":{\"text\":"    \
    "\"A\"},\"LICENSE\":{\"text\":\"A\"},\"v1.2/index.html\":{\"text\":\"A\"},"                    \
    "\"a b/NEWS\":{\"text\":\"A\"}}}"
#define README ",\"content\":{\"objects\":{\"README\":{\"text\":\"A\"}}}"
#define URLS(word) ",\"urls\":\"" word "\""
#define SPA ",\"fallback\":\"spa\""

#define PLAIN SAID("")
#define DIRECTORIES SAID(URLS("directories"))
#define HTML SAID(URLS("html"))
#define EXACT SAID(URLS("exact"))

#define MADE "function.CREATE_FUNCTION function.PUBLISH_FUNCTION "
#define CHANGED "function.UPDATE_FUNCTION function.PUBLISH_FUNCTION"
#define ENDED "cloudfront.UPDATE_DISTRIBUTION cloudfront.WAIT_DEPLOYED function.DELETE_FUNCTION"

/* What a site is, what it is to be, and what is done about the function. */
static const struct {
    const char *before;
    const char *after;
    const char *kinds;
} changes[] = {
    {PLAIN, DIRECTORIES, MADE "cloudfront.UPDATE_DISTRIBUTION"},
    {PLAIN, EXACT, ""},
    {DIRECTORIES, HTML, CHANGED},
    {DIRECTORIES, PLAIN, ""},
    {DIRECTORIES, EXACT, ENDED},
    {EXACT, HTML, MADE "cloudfront.UPDATE_DISTRIBUTION"},
    /* One page for all is the function's, and what is missing then is missing. */
    {SAID(SPA), SAID(SPA URLS("directories")), MADE "cloudfront.UPDATE_DISTRIBUTION"},
    {DIRECTORIES, SAID(SPA URLS("directories")), CHANGED " cloudfront.UPDATE_DISTRIBUTION"},
    /* What was published without is not changed unasked; what was made with it stays so. */
    {SAID(PAGES), SAID(PAGES SPA), CHANGED " cloudfront.UPDATE_DISTRIBUTION"},
    {SAID(PAGES), SAID(PAGES URLS("exact")), ENDED},
    {SAID(PAGES URLS("exact")), SAID(PAGES), ""},
};
enum { CHANGE_COUNT = sizeof changes / sizeof *changes };

/* A distribution never runs what is not there, and a function is run where there is one. */
static void require_whole(struct fixture *fixture, const char *what, long long at)
{
    json_t *distribution = first_of(fixture, "cloudfront", "distribution", NULL);
    const char *run = dx_text(distribution, "viewer_request_function_arn");
    size_t count = count_of(fixture, "cloudfront", "function");
    ck_assert_msg((run != NULL && *run != '\0') == (count == 1), "%s %lld: %s is run of %zu", what,
                  at, run ? run : "nothing", count);
    if (count == 1) {
        json_t *function = first_of(fixture, "cloudfront", "function", NULL);
        ck_assert_str_eq(dx_text(function, "arn"), run);
        ck_assert_str_eq(dx_text(function, "comment"), "dxaws-cloudfront:" SITE);
        json_decref(function);
    }
    json_decref(distribution);
}

START_TEST(a_change_of_addresses_is_planned_and_done)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, changes[_i].before);
    require_whole(&fixture, "before", _i);
    want(&fixture, changes[_i].after);
    assert_kinds(&fixture, changes[_i].kinds);
    json_decref(converge(&fixture));
    require_whole(&fixture, "after", _i);
    assert_settled(&fixture);
    want(&fixture, PLAIN);
    destroy(&fixture);
    assert_no_site(&fixture);
    close_in_turn(&fixture, options);
}
END_TEST

/* Who says nothing has directories with content, and nothing without. */
START_TEST(a_new_site_is_made_with_its_function)
{
    struct fixture fixture;
    fixture_open(&fixture);
    want(&fixture, PLAIN);
    char *kinds = planned_kinds(&fixture);
    ck_assert_ptr_null(strstr(kinds, "function."));
    free(kinds);
    want(&fixture, SAID(PAGES));
    kinds = planned_kinds(&fixture);
    const char *made = strstr(kinds, MADE);
    ck_assert_msg(made != NULL && strstr(made, "cloudfront.CREATE_DISTRIBUTION") != NULL, "%s",
                  kinds);
    free(kinds);
    json_decref(converge(&fixture));
    json_t *function = first_of(&fixture, "cloudfront", "function", NULL);
    const char *code = dx_text(function, "code");
    ck_assert_msg(strstr(code, "var FILES = [\"/LICENSE\",\"/a%20b/NEWS\"];") != NULL &&
                      strstr(code, "var FOLDERS = [\"/v1.2\"];") != NULL,
                  "%s", code);
    json_decref(function);
    fixture_close(&fixture);
}
END_TEST

/* What is published alone is told to what is run, and how that reads paths is left to apply. */
START_TEST(what_is_published_is_told_to_it)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, SAID(PAGES));
    want(&fixture, SAID(PAGES URLS("html")));
    dxaws_website_desired_set_scope(fixture.desired, "content");
    assert_kinds(&fixture, "");
    want(&fixture, SAID(README URLS("html")));
    dxaws_website_desired_set_scope(fixture.desired, "content");
    char *kinds = planned_kinds(&fixture);
    ck_assert_msg(strstr(kinds, CHANGED " content.CLAIM") == kinds, "%s", kinds);
    free(kinds);
    json_decref(converge(&fixture));
    assert_settled(&fixture);
    json_t *function = first_of(&fixture, "cloudfront", "function", NULL);
    const char *code = dx_text(function, "code");
    ck_assert_msg(strstr(code, "FILES = [\"/README\"];") && strstr(code, "Addresses: directories"),
                  "%s", code);
    json_decref(function);
    /* One that somebody changed is left. */
    change(&fixture, "cloudfront", "function", "code", json_string("theirs"));
    assert_kinds(&fixture, "");
    close_in_turn(&fixture, options);
}
END_TEST

/* Stopped after any call of a change, and then it is what the next manifest says. */
static const struct {
    const char *before;
    const char *killed; /* NULL: the end of the site */
    const char *next;   /* NULL: the end of the site, asked by one who does not speak of it */
} kills[] = {
    {NULL, DIRECTORIES, NULL},
    {PLAIN, DIRECTORIES, DIRECTORIES},
    {PLAIN, DIRECTORIES, EXACT},
    {DIRECTORIES, HTML, DIRECTORIES},
    {DIRECTORIES, EXACT, EXACT},
    {DIRECTORIES, EXACT, HTML},
    {DIRECTORIES, NULL, NULL},
    {DIRECTORIES, NULL, DIRECTORIES},
    {SAID(PAGES), SAID(PAGES URLS("exact")), SAID(PAGES)},
};

START_TEST(killed_after_any_call_it_is_gone_on_with)
{
    long long look = 1 + _i % 4; /* of many; the rows try different ones */
    long long stride = getenv("TEST_SLOWNESS") ? 97 : 9;
    for (bool stops = true; stops; look += stride) {
        struct fixture fixture;
        dxaws_apply_options *options;
        open_in_turn(&fixture, &options, kills[_i].before);
        want(&fixture, kills[_i].killed ? kills[_i].killed : DIRECTORIES);
        stops = killed_at(&fixture, kills[_i].killed == NULL, look);
        want(&fixture, kills[_i].next ? kills[_i].next : PLAIN);
        if (kills[_i].next != NULL) {
            json_decref(converge(&fixture));
            require_whole(&fixture, "killed at look", look);
            assert_settled(&fixture);
            want(&fixture, PLAIN);
        }
        destroy(&fixture);
        assert_no_site(&fixture);
        close_in_turn(&fixture, options);
    }
    ck_assert_int_gt(look, 10);
}
END_TEST

/* Who waits for nothing leaves it to the next run. */
START_TEST(what_is_still_run_is_left_to_the_next_run)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, DIRECTORIES);
    want(&fixture, EXACT);
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_NONE);
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    close_in_turn(&fixture, options);
}
END_TEST

/* The end of the site, whose plan says why the function stays. */
static void assert_end_leaves_function(struct fixture *fixture, const char *said)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    dxaws_website_desired_set_present(fixture->desired, false);
    must(dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired,
                                    fixture->options, &plan));
    ck_assert_msg(strstr(dxaws_plan_text(plan), said) != NULL, "%s", dxaws_plan_text(plan));
    must(dxaws_website_manager_apply(fixture->website, fixture->context, plan, fixture->options,
                                     &result));
    ck_assert_uint_eq(count_of(fixture, "cloudfront", "function"), 1);
}

/* One that was taken over is given back, and runs it on: it stays, and everybody hears of it. */
START_TEST(what_a_distribution_that_stays_runs_is_left)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, DIRECTORIES);
    json_t *distribution = first_of(&fixture, "cloudfront", "distribution", NULL);
    json_t *tags = json_object_get(distribution, "tags");
    const char *made = dx_text(tags, "dxaws:managed");
    json_object_set_new(tags, "dxaws:managed", json_sprintf("adopted %s", made + strlen("made ")));
    change(&fixture, "cloudfront", "distribution", "tags", json_incref(tags));
    json_decref(distribution);
    assert_end_leaves_function(&fixture, "runs it, which is given back");
    close_in_turn(&fixture, options);
}
END_TEST

/* Somebody's distribution, for which our function answers as well. */
static void let_run(struct fixture *fixture, const char *function)
{
    json_t *theirs = json_pack("{ss ss ss ss ss ss s{ss} s[] sb}", "id", "EOTHER", "arn",
                               "arn:aws:cloudfront::123456789012:distribution/EOTHER",
                               "domain_name", "dother.cloudfront.net", "comment", "of finance",
                               "caller_reference", "theirs", "viewer_request_function_arn",
                               function, "tags", "owner", "finance", "aliases", "enabled", 1);
    put(fixture, "cloudfront", "distribution", "EOTHER", theirs);
    json_decref(theirs);
}

/* CloudFront would refuse to delete it, after all else is gone: so it is left, and everybody hears
 * of it, until nobody runs it any more. */
START_TEST(what_somebody_elses_distribution_runs_too_is_left)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, DIRECTORIES);
    json_t *function = first_of(&fixture, "cloudfront", "function", NULL);
    let_run(&fixture, dx_text(function, "arn"));
    json_decref(function);
    assert_end_leaves_function(&fixture, "distribution EOTHER runs it");
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 1);
    ck_assert_uint_eq(count_of(&fixture, "s3", "bucket"), 0);
    let_run(&fixture, "");
    destroy(&fixture);
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "function"), 0);
    close_in_turn(&fixture, options);
}
END_TEST

/* What is given back says no more whose it is. */
START_TEST(it_is_given_back_with_the_distribution)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    open_in_turn(&fixture, &options, DIRECTORIES);
    dxaws_apply_options_set_release(options, true);
    must(dxaws_website_manager_destroy(fixture.website, fixture.context, fixture.desired, options,
                                       &result));
    json_t *function = first_of(&fixture, "cloudfront", "function", NULL);
    ck_assert_str_eq(dx_text(function, "comment"), "");
    json_decref(function);
    close_in_turn(&fixture, options);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("addresses");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, a_change_of_addresses_is_planned_and_done, 0, CHANGE_COUNT);
    tcase_add_test(tests, a_new_site_is_made_with_its_function);
    tcase_add_test(tests, what_is_published_is_told_to_it);
    tcase_add_loop_test(tests, killed_after_any_call_it_is_gone_on_with, 0,
                        sizeof kills / sizeof *kills);
    tcase_add_test(tests, what_is_still_run_is_left_to_the_next_run);
    tcase_add_test(tests, it_is_given_back_with_the_distribution);
    tcase_add_test(tests, what_somebody_elses_distribution_runs_too_is_left);
    tcase_add_test(tests, what_a_distribution_that_stays_runs_is_left);
    return run_suite("addresses", tests);
}
