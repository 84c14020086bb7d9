/* SPDX-License-Identifier: MIT */
/* Hosts that lead to a site, and cannot: said before the first write, with what would be right. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"

#define WITH(members)                                                                              \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\"" members "}"
#define SAID(more) WITH(",\"protect\":false" more)
#define TO(hosts) ",\"redirects\":[" hosts "]"
#define APEX "\"example.com\""

#define PLAIN SAID("")
#define ONE SAID(TO(APEX))

static void open_with(struct fixture *fixture, dxaws_apply_options **options, const char *site)
{
    fixture_open(fixture);
    *options = dxaws_apply_options_new();
    fixture->options = *options;
    want(fixture, site);
    json_decref(converge(fixture));
}

static void close_with(struct fixture *fixture, dxaws_apply_options *options)
{
    fixture_close(fixture);
    dxaws_apply_options_free(options);
}

/* What cannot be: nothing is written, and the place in the document is told. */
static const struct {
    const char *said;
    const char *message; /* a part of it */
    const char *path;
} refusals[] = {
    {SAID(TO("\"" DOMAIN "\"")), "it is the domain, and would be redirected to itself",
     "/redirects/0"},
    {SAID(TO(APEX ",\"EXAMPLE.com\"")), "leave one \"example.com\" out of \"redirects\"",
     "/redirects/1"},
    {SAID(TO("\"*.example.com\"")), "is not a redirect: a full host name such as", "/redirects/0"},
    {SAID(TO(APEX ",\"example\"")), "is not a redirect: a full host name such as", "/redirects/1"},
    {SAID(TO(APEX ",\"www.nowhere.net\"")), "www.nowhere.net", "/redirects/1"},
};
enum { REFUSAL_COUNT = sizeof refusals / sizeof *refusals };

static void assert_refused(struct fixture *fixture, const char *message, const char *path)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    uint64_t before = writes_so_far(fixture);
    DXAWS_AUTO(dxaws_error)
    error = dxaws_website_manager_plan(fixture->website, fixture->context, fixture->desired,
                                       fixture->options, &plan);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(dxaws_error_message(error), message) != NULL, "%s",
                  dxaws_error_message(error));
    if (path != NULL) {
        ck_assert_pstr_eq(dxaws_error_path(error), path);
    }
    ck_assert_uint_eq(writes_so_far(fixture), before);
}

START_TEST(what_cannot_be_is_refused_at_its_place)
{
    struct fixture fixture;
    fixture_open(&fixture);
    want(&fixture, refusals[_i].said);
    assert_refused(&fixture, refusals[_i].message, refusals[_i].path);
    fixture_close(&fixture);
}
END_TEST

START_TEST(more_than_fifty_are_refused)
{
    struct fixture fixture;
    char host[32];
    fixture_open(&fixture);
    for (int i = 0; i < 51; i++) {
        snprintf(host, sizeof host, "h%d.example.com", i);
        dxaws_website_desired_add_redirect(fixture.desired, host);
    }
    ck_assert_uint_eq(dxaws_website_desired_redirect_count(fixture.desired), 51);
    ck_assert_pstr_eq(dxaws_website_desired_redirect_at(fixture.desired, 50), "h50.example.com");
    assert_refused(&fixture, "has 51 hosts; it must be at most 50", NULL);
    dxaws_website_desired_clear_redirects(fixture.desired);
    ck_assert_uint_eq(dxaws_website_desired_redirect_count(fixture.desired), 0);
    fixture_close(&fixture);
}
END_TEST

/* Somebody's distribution answers to the host. */
START_TEST(a_host_that_somebody_has_is_refused)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    json_t *theirs = first_of(&fixture, "cloudfront", "distribution", NULL);
    json_t *other = json_pack("{ss ss ss ss ss s{ss} s[s]}", "id", "EOTHER", "arn",
                              "arn:aws:cloudfront::123456789012:distribution/EOTHER", "domain_name",
                              "dother.cloudfront.net", "comment", "of finance", "caller_reference",
                              "theirs", "tags", "owner", "finance", "aliases", "example.com");
    json_object_update(theirs, other);
    json_decref(other);
    put(&fixture, "cloudfront", "distribution", "EOTHER", theirs);
    json_decref(theirs);
    want(&fixture, ONE);
    assert_refused(&fixture, "EOTHER", NULL);
    fixture_close(&fixture);
}
END_TEST

/* A host that is served goes off the air only when that is allowed, by its name or the site's. */
START_TEST(a_protected_host_stays_until_it_is_let_go)
{
    static const char *const allowed[] = {"example.com", SITE, DOMAIN, "web.example.com"};
    struct fixture fixture;
    dxaws_apply_options *options;
    open_with(&fixture, &options, WITH(TO(APEX)));
    want(&fixture, WITH(""));
    assert_refused(&fixture, "\"example.com\" is no redirect any more and would go off the air",
                   NULL);
    dxaws_apply_options_set_allow_destroy(options, allowed[_i]);
    if (_i < 2) {
        json_decref(converge(&fixture));
        assert_one_site(&fixture);
    } else {
        assert_refused(&fixture, "would go off the air", NULL);
    }
    close_with(&fixture, options);
}
END_TEST

/* A name that one distribution has goes to another one in two applies. */
START_TEST(domain_and_redirect_change_places_one_by_one)
{
    static const char swapped[] =
        "{\"site\":\"" SITE "\",\"domain\":\"example.com\",\"region\":"
        "\"ca-central-1\",\"protect\":false,\"redirects\":[\"" DOMAIN "\"]}";
    struct fixture fixture;
    dxaws_apply_options *options;
    open_with(&fixture, &options, ONE);
    want(&fixture, swapped);
    assert_refused(&fixture, "a distribution of the site redirects it still", NULL);
    want(&fixture, PLAIN);
    json_decref(converge(&fixture));
    want(&fixture, swapped);
    assert_refused(&fixture, "leave this redirect out, apply, and then add it", "/redirects/0");
    dxaws_website_desired_clear_redirects(fixture.desired);
    json_decref(converge(&fixture));
    want(&fixture, swapped);
    json_decref(converge(&fixture));
    ck_assert_uint_eq(count_of(&fixture, "cloudfront", "distribution"), 2);
    assert_settled(&fixture);
    close_with(&fixture, options);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("redirects refused");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, what_cannot_be_is_refused_at_its_place, 0, REFUSAL_COUNT);
    tcase_add_test(tests, more_than_fifty_are_refused);
    tcase_add_test(tests, a_host_that_somebody_has_is_refused);
    tcase_add_loop_test(tests, a_protected_host_stays_until_it_is_let_go, 0, 4);
    tcase_add_test(tests, domain_and_redirect_change_places_one_by_one);
    return run_suite("redirects refused", tests);
}
