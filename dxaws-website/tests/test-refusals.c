/* SPDX-License-Identifier: MIT */
/* Whatever is refused is refused before the first write: no matter what is in the way, the account
 * is afterwards byte for byte what it was. Each row of the table of preconditions is provoked. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/memory.h>

#include "preconditions.h"
#include "refusals.h"

static void arrange(struct fixture *fixture, const struct world *world)
{
    char *json = NULL;
    fixture_open(fixture);
    world->arrange(fixture);
    ck_assert_int_gt(
        asprintf(&json, "{" BASE "%s%s}", world->more ? "," : "", world->more ? world->more : ""),
        0);
    want(fixture, json);
    free(json);
}

static dxaws_error *run(struct fixture *fixture, const struct world *world,
                        const dxaws_apply_options *options)
{
    DXAWS_AUTO(dxaws_website_result) result = NULL;
    return world->destroys ? dxaws_website_manager_destroy(fixture->website, fixture->context,
                                                           fixture->desired, options, &result)
                           : dxaws_website_manager_execute(fixture->website, fixture->context,
                                                           fixture->desired, options, &result);
}

/* The value and what is wrong with it, within the first 120 characters. */
static void check_words(const struct world *world, const dxaws_error *error)
{
    char seen[121];
    snprintf(seen, sizeof seen, "%s", dxaws_error_message(error));
    ck_assert_msg(strstr(seen, world->says[0]) && strstr(seen, world->says[1]),
                  "%s: \"%s\" and \"%s\" are not at the beginning of: %s", world->name,
                  world->says[0], world->says[1], dxaws_error_message(error));
}

START_TEST(what_is_refused_has_written_nothing)
{
    const struct world *world = &refusal_worlds[_i];
    struct fixture fixture;
    arrange(&fixture, world);
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    if (strcmp(world->code, "ProtectedSite") != 0) {
        dxaws_apply_options_set_allow_destroy(options, SITE);
    }
    if (world->adopt != NULL) {
        dxaws_apply_options_add_adopt(options, world->adopt);
    }
    uint64_t writes = writes_so_far(&fixture);
    char *before = account_text(&fixture);
    DXAWS_AUTO(dxaws_error) error = run(&fixture, world, options);
    char *after = account_text(&fixture);
    ck_assert_msg(error != NULL, "%s is not refused", world->name);
    dxaws_error_kind kind = dxaws_error_get_kind(error);
    ck_assert_msg(strcmp(dxaws_error_domain(error), world->module) == 0 &&
                      strcmp(dxaws_error_code(error), world->code) == 0 &&
                      (world->kind != NULL
                           ? strcmp(dxaws_error_kind_name(kind), world->kind) == 0
                           : kind == DXAWS_ERROR_REFUSED || kind == DXAWS_ERROR_CONFLICT ||
                                 kind == DXAWS_ERROR_INVALID_STATE),
                  "%s: %s %s/%s: %s", world->name, dxaws_error_kind_name(kind),
                  dxaws_error_domain(error), dxaws_error_code(error), dxaws_error_message(error));
    check_words(world, error);
    ck_assert_uint_eq(writes_so_far(&fixture), writes);
    size_t same = 0;
    while (before[same] != '\0' && before[same] == after[same]) {
        same++;
    }
    ck_assert_msg(before[same] == after[same], "%s: before %.80s, after %.80s", world->name,
                  before + same, after + same);
    free(before);
    free(after);
    fixture_close(&fixture);
}
END_TEST

static bool provokes(const struct world *world, const struct precondition *row)
{
    const char *module = row->module == MODULE_COUNT ? "website" : module_name(row->module);
    return strcmp(world->module, module) == 0 && strcmp(world->code, row->code) == 0 &&
           world->destroys == !row->present;
}

/* A row that no world provokes may not be true. */
START_TEST(each_precondition_is_provoked)
{
    size_t count;
    const struct precondition *rows = preconditions_of(&count);
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < refusal_world_count; k++) {
            found = found || provokes(&refusal_worlds[k], &rows[i]);
        }
        ck_assert_msg(found, "step %s: %s", rows[i].step, rows[i].what);
        ck_assert_msg(step_named(rows[i].present, rows[i].step), "there is no step %s",
                      rows[i].step);
    }
}
END_TEST

/* Each refusal has its way on; that of the content takes it along. */
START_TEST(a_bucket_is_emptied_when_that_is_said)
{
    struct fixture fixture;
    fixture_open(&fixture);
    world_with_content(&fixture);
    want(&fixture, "{" BASE ",\"bucket\":{\"force_empty\":true}}");
    destroy(&fixture);
    assert_no_site(&fixture);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("refusals");
    tcase_add_loop_test(tests, what_is_refused_has_written_nothing, 0, (int)refusal_world_count);
    tcase_add_test(tests, each_precondition_is_provoked);
    tcase_add_test(tests, a_bucket_is_emptied_when_that_is_said);
    return run_suite("refusals", tests);
}
