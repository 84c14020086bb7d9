/* SPDX-License-Identifier: MIT */
/* Hosts that lead to a site: each has what the site has to be reached by, from the same plan, and
 * loses it with the name in the document, whichever comes next and wherever a run was stopped. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/kit/test-number.h>

#include "kill.h"

#define WITH(members)                                                                              \
    "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\"" members "}"
#define SAID(more) WITH(",\"protect\":false,\"bucket\":{\"force_empty\":true}" more)
#define TO(hosts) ",\"redirects\":[" hosts "]"
#define APEX "\"example.com\""
#define WEB "\"web.example.com\""
#define URLS(word) ",\"urls\":\"" word "\""
#define PAGES ",\"content\":{\"objects\":{\"index.html\":{\"text\":\"A\"}}}"

#define PLAIN SAID("")
#define ONE SAID(TO(APEX))
#define OTHER SAID(TO(WEB))
#define BOTH SAID(TO(APEX "," WEB))

static const char *const all[] = {"example.com", "web.example.com"};
enum { HOSTS = sizeof all / sizeof *all };

static json_t *account_of(struct fixture *fixture)
{
    char *text = account_text(fixture);
    json_t *account = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(account);
    free(text);
    return account;
}

/* The one of a type whose member, or its first item, is that text; borrowed, NULL for none. */
static json_t *with(const json_t *account, const char *type, const char *member, const char *text)
{
    json_t *found = NULL;
    const char *id;
    json_t *one;
    json_object_foreach(json_object_get(account, type), id, one) {
        const json_t *value = json_object_get(one, member);
        value = json_is_array(value) ? json_array_get(value, 0) : value;
        if (json_is_string(value) && strcmp(json_string_value(value), text) == 0) {
            ck_assert_ptr_null(found); /* nothing twice */
            found = one;
        }
    }
    return found;
}

static size_t alias_count(struct fixture *fixture, const char *name, const char *target)
{
    json_t *zone = zone_of(fixture, fixture->zone_id);
    size_t count = 0;
    size_t index;
    json_t *record;
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        const char *own = dx_text(record, "name");
        const char *leads = dx_text(json_object_get(record, "alias"), "dns_name");
        count += strncmp(own, name, strlen(name)) == 0 && own[strlen(name)] == '.' &&
                 leads != NULL && strncmp(leads, target, strlen(target)) == 0;
    }
    json_decref(zone);
    return count;
}

/* All that a visitor of the host meets; or nothing of it. */
static void require_host(struct fixture *fixture, const char *host, bool there)
{
    json_t *account = account_of(fixture);
    json_t *distribution = with(account, "distribution", "aliases", host);
    json_t *function = json_object_get(json_object_get(account, "function"), "dxaws-" SITE);
    ck_assert_msg((distribution != NULL) == there, "%s", host);
    ck_assert_msg((with(account, "certificate", "domain_name", host) != NULL) == there, "%s", host);
    if (there) {
        const char *code = dx_text(function, "code");
        const char *listed = strstr(code, "var REDIRECTS = [");
        ck_assert_str_eq(dx_text(distribution, "default_root_object"), "");
        ck_assert_pstr_eq(dx_text(distribution, "viewer_request_function_arn"),
                          dx_text(function, "arn"));
        ck_assert_pstr_eq(dx_text(json_object_get(distribution, "tags"), "dxaws:redirect"), host);
        ck_assert_uint_eq(alias_count(fixture, host, dx_text(distribution, "domain_name")), 2);
        ck_assert_msg(listed != NULL && strstr(listed, host) != NULL, "%s: %s", host, code);
        ck_assert_ptr_nonnull(strstr(code, "var DOMAIN = \"" DOMAIN "\""));
    }
    json_decref(account);
}

/* The site, and of the hosts those that its document names, and nothing else. */
static void require_whole(struct fixture *fixture, const char *said)
{
    size_t count = 1;
    const char *named = strstr(said, "redirects");
    for (size_t i = 0; i < HOSTS; i++) {
        char quoted[40];
        snprintf(quoted, sizeof quoted, "\"%s\"", all[i]);
        bool there = named != NULL && strstr(named, quoted) != NULL;
        count += there;
        require_host(fixture, all[i], there);
    }
    ck_assert_uint_eq(count_of(fixture, "s3", "bucket"), 1);
    ck_assert_uint_eq(count_of(fixture, "acm", "certificate"), count);
    ck_assert_uint_eq(count_of(fixture, "cloudfront", "distribution"), count);
    ck_assert_uint_eq(count_of(fixture, "cloudfront", "oac"), count);
    ck_assert_uint_eq(record_count(fixture, "A"), count);
    ck_assert_uint_eq(record_count(fixture, "AAAA"), count);
    ck_assert_uint_eq(record_count(fixture, "CNAME"), count);
    bool led = strstr(said, "directories") != NULL || strstr(said, "content") != NULL;
    ck_assert_uint_eq(count_of(fixture, "cloudfront", "function"), count > 1 || led);
}

/* What a site is, and what it is to be. */
static const struct {
    const char *before;
    const char *after;
} changes[] = {
    {PLAIN, ONE},
    {ONE, BOTH},
    {BOTH, ONE},
    {BOTH, OTHER},
    {ONE, OTHER},
    {BOTH, PLAIN},
    {ONE, SAID(TO(APEX) URLS("directories"))},
    {SAID(TO(APEX) URLS("directories")), SAID(URLS("directories"))},
    {SAID(PAGES), SAID(PAGES TO(APEX))},
    {SAID(TO("\"Example.COM.\"")), BOTH},
};
enum { CHANGE_COUNT = sizeof changes / sizeof *changes };

START_TEST(what_is_named_is_there_and_nothing_else)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    if (dx_test_slowness() > 1 && _i != 3) {
        return; /* what such a tool watches is the same in all */
    }
    open_in_turn(&fixture, &options, changes[_i].before);
    if (strstr(changes[_i].before, "COM.") == NULL) {
        require_whole(&fixture, changes[_i].before);
    }
    assert_settled(&fixture);
    want(&fixture, changes[_i].after);
    json_decref(converge(&fixture));
    require_whole(&fixture, changes[_i].after);
    assert_settled(&fixture);
    want(&fixture, PLAIN); /* by a document that does not speak of them */
    destroy(&fixture);
    assert_no_site(&fixture);
    close_in_turn(&fixture, options);
}
END_TEST

/* Stopped after any call of a change, and then it is what the next manifest says. */
static const struct {
    const char *before;
    const char *killed; /* NULL: the end of the site */
    const char *next;   /* NULL: the end of the site, asked by one who does not speak of it */
} kills[] = {
    {NULL, ONE, ONE},    {NULL, ONE, NULL},    {PLAIN, ONE, ONE}, {PLAIN, ONE, NULL},
    {ONE, PLAIN, PLAIN}, {BOTH, OTHER, OTHER}, {ONE, NULL, NULL}, {ONE, NULL, OTHER},
};

START_TEST(killed_after_any_call_it_is_gone_on_with)
{
    if (dx_test_slowness() > 1 && _i != 5) {
        return; /* what such a tool watches is the same in all */
    }
    long long look = 1 + _i % 4; /* of many; the rows try different ones */
    long long stride = 17 * (long long)dx_test_slowness();
    for (bool stops = true; stops; look += stride) {
        struct fixture fixture;
        dxaws_apply_options *options;
        open_in_turn(&fixture, &options, kills[_i].before);
        want(&fixture, kills[_i].killed ? kills[_i].killed : ONE);
        stops = killed_at(&fixture, kills[_i].killed == NULL, look);
        want(&fixture, kills[_i].next ? kills[_i].next : PLAIN);
        if (kills[_i].next != NULL) {
            json_decref(converge(&fixture));
            /* A certificate of a site that began to end is left, and named, by another manifest. */
            if (kills[_i].killed != NULL) {
                require_whole(&fixture, kills[_i].next);
            }
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

/* Each action by itself, from the plan's text alone. */
START_TEST(it_is_done_step_by_step_from_texts)
{
    const dxaws_module *module = dxaws_website_module();
    struct fixture fixture;
    dxaws_apply_options *options;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    open_in_turn(&fixture, &options, BOTH);
    want(&fixture, OTHER);
    must(dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, options,
                                    &plan));
    int steps = 0;
    for (; dxaws_plan_count(plan) > 0; steps++) {
        DXAWS_AUTO(dxaws_plan) read = NULL;
        dxaws_plan *rest = NULL;
        ck_assert_int_lt(steps, 500);
        must(dxaws_plan_parse(dxaws_plan_text(plan), &read));
        must(module->step(module, (dxaws_manager *)fixture.website, fixture.context, read, options,
                          &rest));
        dxaws_plan_free(plan);
        plan = rest;
        atomic_fetch_add(&fixture.clock.now_ms, 10000);
    }
    ck_assert_int_gt(steps, 5);
    require_whole(&fixture, OTHER);
    assert_settled(&fixture);
    close_in_turn(&fixture, options);
}
END_TEST

/* What somebody changes of a host is seen, and set right. */
static const struct {
    const char *member;
    const char *value;
} drifts[] = {
    {"default_root_object", "\"index.html\""},
    {"viewer_request_function_arn", "\"\""},
    {"enabled", "false"},
};
enum { DRIFT_COUNT = sizeof drifts / sizeof *drifts };

START_TEST(drift_of_a_host_is_mended)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, ONE);
    json_t *account = account_of(&fixture);
    json_t *distribution = with(account, "distribution", "aliases", "example.com");
    json_object_set_new(distribution, drifts[_i].member,
                        json_loads(drifts[_i].value, JSON_DECODE_ANY, NULL));
    put(&fixture, "cloudfront", "distribution", dx_text(distribution, "id"), distribution);
    json_decref(account);
    assert_kinds(&fixture, "cloudfront.UPDATE_DISTRIBUTION");
    json_decref(converge(&fixture));
    require_whole(&fixture, ONE);
    assert_settled(&fixture);
    close_in_turn(&fixture, options);
}
END_TEST

/* The Result names them. */
START_TEST(the_result_says_where_they_lead)
{
    struct fixture fixture;
    dxaws_apply_options *options;
    open_in_turn(&fixture, &options, NULL);
    want(&fixture, ONE);
    json_t *result = converge(&fixture);
    const json_t *one = json_array_get(json_object_get(result, "redirects"), 0);
    ck_assert_pstr_eq(dx_text(one, "domain"), "example.com");
    ck_assert_ptr_nonnull(dx_text(one, "distribution_domain_name"));
    ck_assert_pstr_ne(dx_text(one, "distribution_id"), dx_text(result, "distribution_id"));
    json_decref(result);
    close_in_turn(&fixture, options);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("redirects");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, what_is_named_is_there_and_nothing_else, 0, CHANGE_COUNT);
    tcase_add_loop_test(tests, killed_after_any_call_it_is_gone_on_with, 0,
                        sizeof kills / sizeof *kills);
    tcase_add_loop_test(tests, drift_of_a_host_is_mended, 0, DRIFT_COUNT);
    tcase_add_test(tests, it_is_done_step_by_step_from_texts);
    tcase_add_test(tests, the_result_says_where_they_lead);
    return run_suite("redirects", tests);
}
