/* SPDX-License-Identifier: MIT */
/* Distributions that their callers named as no tag can hold it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/cloudfront-providers.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>

#include "fixture.h"

#define WITH(more)                                                                                 \
    "{\"site\":\"" SITE "\",\"region\":\"ca-central-1\",\"domain\":\"" DOMAIN                      \
    "\",\"tags\":{\"team\":\"web\"}" more "}"

/* What a caller may have called it; the last one is as long as CloudFront takes it. */
static const char *const references[] = {"my reference 1",
                                         " ",
                                         "a\"b\\c<d>&e",
                                         "made x",
                                         "\303\274\342\202\254",
                                         "tab\there",
                                         ("01234567890123456789012345678901234567890123456789012345"
                                          "67890123456789012345678901234567890123"
                                          "4567890123456789012345678901234567 ")};

/* A mark holds what a tag can hold of it; whatever asks whose it is has to know that. */
START_TEST(a_reference_with_any_text_marks_the_distribution)
{
    struct fixture fixture;
    fixture_open_site(&fixture);
    change(&fixture, "cloudfront", "distribution", "tags", json_object());
    change(&fixture, "cloudfront", "distribution", "caller_reference", json_string(references[_i]));
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    dxaws_apply_options_add_adopt(options, "distribution");
    dxaws_apply_options_set_allow_destroy(options, SITE);
    fixture.options = options;
    want(&fixture, WITH(""));
    json_decref(converge(&fixture));
    fixture.options = NULL;
    assert_settled(&fixture);
    want(&fixture, WITH(",\"cdn\":{\"ipv6\":false}"));
    json_decref(converge(&fixture)); /* what leads to it is ours */
    ck_assert_uint_eq(record_count(&fixture, "AAAA"), 0);
    DXAWS_AUTO(dxaws_document) found = NULL;
    must(dxaws_cloudfront_module()->find(dxaws_cloudfront_module(),
                                         (dxaws_manager *)fixture.cloudfront, fixture.context, SITE,
                                         &found));
    const json_t *list = json_object_get(dxaws_document_tree(found), "found");
    ck_assert_str_eq(json_string_value(json_object_get(json_array_get(list, 0), "kind")),
                     "distribution");
    ck_assert_ptr_null(json_object_get(json_array_get(list, 0), "copied"));
    destroy(&fixture);
    ck_assert_uint_eq(record_count(&fixture, "A"), 0);
    fixture_close(&fixture);
}
END_TEST

static void remove_first(struct fixture *fixture, const char *service, const char *type)
{
    char *id = NULL;
    json_decref(first_of(fixture, service, type, &id));
    must(dxaws_memory_begin(fixture->account, fixture->context));
    dxaws_memory_remove(fixture->account, service, type, id);
    must(dxaws_memory_commit(fixture->account));
    free(id);
}

/* Nothing says any more whose the records are: they are named, with what removes them. In the
 * second case the certificate is gone as well, and with it who knew its record. */
START_TEST(records_of_what_somebody_deleted_are_named)
{
    struct fixture fixture;
    size_t named = 0;
    const dxaws_left *left;
    fixture_open_site(&fixture);
    remove_first(&fixture, "cloudfront", "distribution");
    change(&fixture, "acm", "certificate", "in_use_by", json_array());
    if (_i == 1) {
        remove_first(&fixture, "acm", "certificate");
    }
    dxaws_website_desired_set_protect(fixture.desired, false);
    dxaws_website_desired_set_present(fixture.desired, false);
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    must(
        dxaws_website_manager_plan(fixture.website, fixture.context, fixture.desired, NULL, &plan));
    for (size_t i = 0; (left = dxaws_plan_left_at(plan, i)) != NULL; i++) {
        bool dangling = strcmp(dxaws_left_kind(left), "record") == 0 &&
                        (strstr(dxaws_left_why(left), "it leads to ") != NULL ||
                         strstr(dxaws_left_why(left), "it validates ") != NULL);
        ck_assert(!dangling || strstr(dxaws_left_remedy(left), fixture.zone_id) != NULL);
        named += dangling;
    }
    destroy(&fixture);
    ck_assert_uint_eq(record_count(&fixture, "A") + record_count(&fixture, "AAAA"), 2);
    ck_assert_int_eq(record_count(&fixture, "CNAME"), _i);
    ck_assert_int_eq(named, 2 + _i);
    fixture_close(&fixture);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("references");
    tcase_add_loop_test(tests, a_reference_with_any_text_marks_the_distribution, 0,
                        sizeof references / sizeof *references);
    tcase_add_loop_test(tests, records_of_what_somebody_deleted_are_named, 0, 2);
    return run_suite("references", tests);
}
