/* SPDX-License-Identifier: MIT */
/* A site that moves from one zone to another leaves nothing behind in the first. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

#include "fixture.h"

/* The alias records of all zones. */
static size_t aliases(struct fixture *fixture)
{
    size_t count = 0;
    const char *id;
    const char *json;
    must(dxaws_memory_begin(fixture->account, fixture->context));
    for (size_t i = 0; dxaws_memory_at(fixture->account, "route53", "zone", i, &id, &json); i++) {
        json_t *zone = json_loads(json, 0, NULL);
        size_t index;
        json_t *record;
        json_array_foreach(json_object_get(zone, "records"), index, record) {
            count += json_object_get(record, "alias") != NULL;
        }
        json_decref(zone);
    }
    dxaws_memory_abort(fixture->account);
    return count;
}

/* Makes a zone, and wants the site in it by its name or, with @a by_id, its id. */
static void want_zone(struct fixture *fixture, const char *name, bool by_id)
{
    char *id = NULL;
    char json[400];
    must(dxaws_dns_memory_create_zone(fixture->account, fixture->context, name, false, &id));
    snprintf(json, sizeof json,
             "{\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","
             "\"zone\":\"%s\"}",
             by_id ? id : name);
    want(fixture, json);
    free(id);
}

START_TEST(records_go_from_the_zone_that_was_used)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want_zone(&fixture, DOMAIN, _i);
    char *kinds = planned_kinds(&fixture);
    ck_assert_msg(strstr(kinds, "dns.WAIT_INSYNC dns.CHANGE_RECORDS"), "%s", kinds);
    free(kinds);
    json_decref(converge(&fixture));
    ck_assert_uint_eq(aliases(&fixture), 2);
    assert_settled(&fixture);
    destroy(&fixture);
    ck_assert_uint_eq(aliases(&fixture), 0);
    fixture_close(&fixture);
}
END_TEST

/* Of the records of a zone. */
static size_t aliases_in(struct fixture *fixture, const char *id)
{
    size_t count = 0;
    size_t index;
    json_t *record;
    json_t *zone = zone_of(fixture, id);
    json_array_foreach(json_object_get(zone, "records"), index, record) {
        count += json_object_get(record, "alias") != NULL;
    }
    json_decref(zone);
    return count;
}

/* What somebody makes below the site's zone, of the same name as the domain or between. */
static const struct below {
    const char *zone;
    bool is_private;
} belows[] = {{DOMAIN, false}, {DOMAIN, true}, {"eu.example.com", false}, {"eu.example.com", true}};
#define DEEP "www.eu.example.com"

/* The world goes on asking the zone that it asked before: nothing of the site moves, whatever is
 * done with it, until the new zone is delegated. */
START_TEST(records_stay_when_a_zone_was_made_further_down)
{
    static const char *const more[] = {"\"cdn\":{\"ipv6\":false}",
                                       "\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"}",
                                       "\"certificate\":{\"key_algorithm\":\"RSA_2048\"}"};
    const struct below *below = &belows[_i];
    const char *domain = strcmp(below->zone, DOMAIN) == 0 ? DOMAIN : DEEP;
    struct fixture fixture;
    char json[400];
    char *id = NULL;
    fixture_open(&fixture);
    snprintf(json, sizeof json,
             "{\"site\":\"" SITE "\",\"domain\":\"%s\",\"region\":\"ca-central-1\"}", domain);
    want(&fixture, json);
    json_decref(converge(&fixture));
    must(dxaws_dns_memory_create_zone(fixture.account, fixture.context, below->zone,
                                      below->is_private, &id));
    assert_settled(&fixture);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        snprintf(json, sizeof json,
                 "{\"site\":\"" SITE "\",\"domain\":\"%s\",\"region\":\"ca-central-1\",%s}", domain,
                 more[i]);
        want(&fixture, json);
        json_decref(converge(&fixture));
        ck_assert_uint_eq(aliases_in(&fixture, fixture.zone_id), i == 0 ? 1 : 2);
    }
    ck_assert_uint_eq(aliases_in(&fixture, id), 0);
    assert_settled(&fixture);
    if (!below->is_private) {
        delegate(&fixture, id);
        json_decref(converge(&fixture));
        ck_assert_uint_eq(aliases_in(&fixture, fixture.zone_id), 0);
        ck_assert_uint_eq(aliases_in(&fixture, id), 2);
        assert_settled(&fixture);
    }
    destroy(&fixture);
    ck_assert_uint_eq(aliases(&fixture), 0);
    ck_assert_uint_eq(record_count(&fixture, "CNAME"), 0);
    ck_assert_uint_eq(count_of(&fixture, "acm", "certificate"), 0);
    fixture_close(&fixture);
    free(id);
}
END_TEST

/* The tag of the distribution knows what the records cannot tell any more. */
START_TEST(a_move_that_was_interrupted_goes_on)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want_zone(&fixture, DOMAIN, true);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    for (size_t moved = 0; moved < 4;) { /* step by step, until both zones have them */
        dxaws_plan *rest = NULL;
        const dxaws_module *module = dxaws_website_module();
        must(module->step(module, (dxaws_manager *)fixture.website, fixture.context, plan, NULL,
                          &rest));
        dxaws_plan_free(plan);
        plan = rest;
        moved = aliases(&fixture);
        ck_assert_uint_gt(dxaws_plan_count(plan), 0);
    }
    char *kinds = planned_kinds(&fixture);
    ck_assert_msg(strstr(kinds, "dns.CHANGE_RECORDS"), "%s", kinds);
    free(kinds);
    json_decref(converge(&fixture));
    ck_assert_uint_eq(aliases(&fixture), 2);
    assert_settled(&fixture);
    fixture_close(&fixture);
}
END_TEST

START_TEST(destroy_finds_the_records_in_another_zone)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want_zone(&fixture, DOMAIN, _i);
    destroy(&fixture);
    ck_assert_uint_eq(aliases(&fixture), 0);
    fixture_close(&fixture);
}
END_TEST

/* Two zones of one name: the id says which is wanted, and the other cannot be asked for. */
START_TEST(a_zone_that_cannot_be_looked_into_is_named)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    want_zone(&fixture, "example.com", true);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    const dxaws_left *left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_kind(left), "record");
    ck_assert_str_eq(dxaws_left_identity(left), DOMAIN);
    ck_assert_msg(strstr(dxaws_left_why(left), fixture.zone_id) &&
                      strstr(dxaws_left_why(left), "could not be looked at"),
                  "%s", dxaws_left_why(left));
    ck_assert_msg(strstr(dxaws_left_remedy(left), ".cloudfront.net"), "%s",
                  dxaws_left_remedy(left));
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("zones");
    tcase_add_loop_test(tests, records_go_from_the_zone_that_was_used, 0, 2);
    tcase_add_loop_test(tests, records_stay_when_a_zone_was_made_further_down, 0,
                        sizeof belows / sizeof *belows);
    tcase_add_test(tests, a_move_that_was_interrupted_goes_on);
    tcase_add_loop_test(tests, destroy_finds_the_records_in_another_zone, 0, 2);
    tcase_add_test(tests, a_zone_that_cannot_be_looked_into_is_named);
    return run_suite("zones", tests);
}
