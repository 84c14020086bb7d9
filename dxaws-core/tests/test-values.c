/* SPDX-License-Identifier: MIT */
/* Tags, options, plans: values that are written and read again. */
#include "testing.h"

#include <dxaws/extend/error.h>

#include <stdio.h>

static const struct {
    const char *text;
    const char *key_fault;
    const char *value_fault;
} tag_texts[] = {
    {"team/a:b_c.d-e+f=g@h 9", NULL, NULL},
    {"gr\xc3\xbc\xc3\x9f \xe6\x9d\xb1\xe4\xba\xac", NULL, NULL},
    {"", "must have 1 to 128 characters", NULL},
    {"R&D", "may hold only letters", "may hold only letters"},
    {"a,b", "may hold only letters", "may hold only letters"},
    {"a\tb", "contains a control character", "contains a control character"},
    {"AWS:x", "is reserved", NULL},
    {"{\"$known\":\"after apply\"}", "may hold only letters", "may hold only letters"},
};

static void check_fault(const char *found, const char *expected)
{
    ck_assert_int_eq(found == NULL, expected == NULL);
    ck_assert(found == NULL || strstr(found, expected) == found);
}

START_TEST(tags_are_what_aws_takes)
{
    check_fault(dxaws_tag_key_fault(tag_texts[_i].text), tag_texts[_i].key_fault);
    check_fault(dxaws_tag_value_fault(tag_texts[_i].text), tag_texts[_i].value_fault);
}
END_TEST

START_TEST(tags_are_counted_in_characters)
{
    char text[2 * 257 + 1] = "";
    for (size_t i = 0; i < 257; i++) {
        memcpy(text + 2 * i, "\xc3\xa4", 3);
        check_fault(dxaws_tag_key_fault(text), i < 128 ? NULL : "must have 1 to 128");
        check_fault(dxaws_tag_value_fault(text), i < 256 ? NULL : "has more than 256");
    }
}
END_TEST

START_TEST(tags_are_sorted_and_unique)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    DXAWS_AUTO(dxaws_tags) others = dxaws_tags_new();
    static const char *const keys[] = {"m", "a", "z", "b", "m", "a"};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        dxaws_tags_set(tags, keys[i], i < 4 ? "old" : "new");
        dxaws_tags_set(others, keys[5 - i], "old");
    }
    char order[20] = "";
    const char *key;
    const char *value;
    for (size_t i = 0; dxaws_tags_at(tags, i, &key, &value); i++) {
        strcat(order, key);
    }
    ck_assert_str_eq(order, "abmz");
    ck_assert_str_eq(dxaws_tags_get(tags, "m"), "new");
    ck_assert(!dxaws_tags_equal(tags, others));
    dxaws_tags_set(tags, "m", "old");
    dxaws_tags_set(tags, "a", "old");
    ck_assert(dxaws_tags_equal(tags, others));
    dxaws_tags_remove(tags, "b");
    dxaws_tags_remove(tags, "nobody");
    ck_assert_uint_eq(dxaws_tags_count(tags), 3);
    ck_assert_ptr_null(dxaws_tags_get(tags, "b"));
    dxaws_tags_set(NULL, "a", "b");
    ck_assert_uint_eq(dxaws_tags_count(NULL), 0);
    ck_ok(dxaws_tags_check(tags));
}
END_TEST

#define PLAN(members) "{\"plan\":1,\"module\":\"s3\",\"resource\":\"b\"," members "}"
#define ACTION(members) PLAN("\"actions\":[{\"kind\":\"K\",\"resource\":\"b\"" members "}]")

static const struct {
    const char *json;
    const char *part;
} bad_plans[] = {
    {"", "valid JSON"},
    {ACTION(",\"complete\":1"), "\"actions[0].complete\" must be true or false"},
    {"[]", "not an object"},
    {PLAN("\"actions\":[],\"digests\":7"), "\"digests\" must be an object"},
    {PLAN("\"actions\":[],\"digests\":{}"), "edited: \"plan\" was added"},
    {PLAN("\"actions\":[],\"digests\":{\"desired\":\"0\"}"), "edited: \"desired\" was taken out"},
    {PLAN("\"actions\":[],\"digests\":{\"plan\":7}"), "edited: \"plan\" was changed"},
    {"{\"plan\":2}", "\"plan\" must be 1"},
    {"{\"plan\":1,\"module\":\"s3\"}", "\"resource\""},
    {PLAN("\"actions\":{}"), "\"actions\" must be a list"},
    {PLAN("\"actions\":[{}]"), "\"actions[0].kind\" must be a text"},
    {PLAN("\"actions\":[{\"kind\":\"K\",\"resource\":\"b\"},{\"kind\":\"L\"}]"),
     "\"actions[1].resource\" must be a text"},
    {PLAN("\"actions\":[7]"), "\"actions[0].kind\""},
    {PLAN("\"actions\":[],\"desired\":7"), "\"desired\""},
    {PLAN("\"actions\":[],\"observed\":[]"), "\"observed\""},
    {PLAN("\"actions\":[],\"actions\":[]"), "valid JSON"},
    {ACTION(",\"payload\":[]"), "\"actions[0].payload\" must be an object"},
    {ACTION(",\"changes\":{}"), "\"actions[0].changes\" must be a list"},
    {ACTION(",\"changes\":[{}]"), "\"actions[0].changes\" must be a list of objects with a path"},
};

START_TEST(what_is_no_plan_is_refused)
{
    dxaws_plan *plan = NULL;
    ck_error(dxaws_plan_parse(bad_plans[_i].json, &plan), DXAWS_ERROR_INVALID_ARGUMENT,
             bad_plans[_i].part);
    ck_assert_ptr_null(plan);
}
END_TEST

START_TEST(what_are_no_options_is_refused)
{
    static const char *const bad[][2] = {
        {"{", "options: it must be a JSON object: string or '}' expected"},
        {"[]", "options: it must be a JSON object"},
        {"{\"wait\":\"none\",\"wait\":\"none\"}", "duplicate object key near '\"wait\"'"},
        {"{\"pace\":1}", "unknown member \"pace\""},
    };
    dxaws_apply_options *options = NULL;
    ck_error(dxaws_apply_options_parse(bad[_i][0], &options), DXAWS_ERROR_INVALID_ARGUMENT,
             bad[_i][1]);
    ck_assert_ptr_null(options);
}
END_TEST

START_TEST(a_plan_has_one_form_and_one_hash)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) other = NULL;
    DXAWS_AUTO(dxaws_plan) again = NULL;
    ck_ok(dxaws_plan_parse(ACTION(",\"changes\":[{\"path\":\"p\",\"before\":null,\"after\":[1]}]"),
                           &plan));
    ck_ok(dxaws_plan_parse(" { \"resource\":\"b\", \"actions\":[{\"resource\":\"b\",\"kind\":\"K\","
                           "\"changes\":[{\"after\":[1],\"before\":null,\"path\":\"p\"}]}],"
                           "\"plan\":1,\"module\":\"s3\"}",
                           &other));
    ck_assert_str_eq(dxaws_plan_text(plan), dxaws_plan_text(other));
    ck_assert_str_eq(dxaws_plan_hash(plan), dxaws_plan_hash(other));
    ck_ok(dxaws_plan_parse(dxaws_plan_text(plan), &again));
    ck_assert_str_eq(dxaws_plan_hash(plan), dxaws_plan_hash(again));
    const dxaws_change *change = dxaws_action_change_at(dxaws_plan_at(plan, 0), 0);
    ck_assert_ptr_nonnull(change);
    ck_assert_str_eq(dxaws_change_before(change), "null");
    ck_assert_str_eq(dxaws_change_after(change), "[1]");
    ck_assert_ptr_null(dxaws_action_change_at(dxaws_plan_at(plan, 0), 1));
    ck_assert_ptr_null(dxaws_plan_at(plan, 1));
    ck_assert_str_eq(dxaws_action_payload(dxaws_plan_at(plan, 0)), "{}");
}
END_TEST

START_TEST(a_plan_with_an_unknown_value_is_incomplete)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DXAWS_AUTO(dxaws_plan) other = NULL;
    ck_ok(dxaws_plan_parse(ACTION(",\"complete\":false"), &plan));
    ck_assert(!dxaws_plan_is_complete(plan));
    ck_ok(dxaws_plan_parse(ACTION(",\"payload\":{\"a\":[" DXAWS_KNOWN_AFTER_APPLY "]}"), &other));
    ck_assert(dxaws_plan_is_complete(other)); /* what was observed may look like it */
}
END_TEST

START_TEST(a_plan_names_what_it_leaves)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_plan *none = NULL;
    const dxaws_left *left;
    ck_ok(dxaws_plan_parse(PLAN("\"actions\":[],\"left\":[{\"kind\":\"bucket\",\"identity\":\"b\","
                                "\"why\":\"no tags\",\"later\":1}]"),
                           &plan));
    left = dxaws_plan_left_at(plan, 0);
    ck_assert_ptr_nonnull(left);
    ck_assert_str_eq(dxaws_left_kind(left), "bucket");
    ck_assert_str_eq(dxaws_left_identity(left), "b");
    ck_assert_str_eq(dxaws_left_why(left), "no tags");
    ck_assert_ptr_null(dxaws_left_remedy(left));
    ck_assert_ptr_null(dxaws_plan_left_at(plan, 1));
    ck_error(dxaws_plan_parse(PLAN("\"actions\":[],\"left\":[{\"kind\":\"bucket\"}]"), &none),
             DXAWS_ERROR_INVALID_ARGUMENT, "left");
    ck_error(dxaws_plan_parse(PLAN("\"actions\":[],\"left\":{}"), &none),
             DXAWS_ERROR_INVALID_ARGUMENT, "left");
}
END_TEST

START_TEST(an_action_can_be_made)
{
    DXAWS_AUTO(dxaws_document) payload = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    ck_ok(dxaws_document_parse("{\"name\":\"b\",\"tags\":{\"a\":\"ä\"}}", &payload));
    ck_ok(dxaws_plan_new_action("s3", "PUT_TAGS", "b", payload, &plan));
    payload = dxaws_document_unref(payload);
    ck_assert_uint_eq(dxaws_plan_count(plan), 1);
    ck_assert_str_eq(dxaws_plan_module(plan), "s3");
    ck_assert_str_eq(dxaws_plan_resource(plan), "b");
    const dxaws_action *action = dxaws_plan_at(plan, 0);
    ck_assert_str_eq(dxaws_action_kind(action), "PUT_TAGS");
    ck_assert_str_eq(dxaws_action_resource(action), "b");
    ck_assert_str_eq(dxaws_action_payload(action), "{\"name\":\"b\",\"tags\":{\"a\":\"ä\"}}");
    ck_assert(dxaws_plan_is_complete(plan));
    DXAWS_AUTO(dxaws_plan) parsed = NULL;
    ck_ok(dxaws_plan_parse(dxaws_plan_text(plan), &parsed));
    ck_assert_str_eq(dxaws_plan_hash(parsed), dxaws_plan_hash(plan));
    DXAWS_AUTO(dxaws_plan) bare = NULL;
    ck_ok(dxaws_plan_new_action("s3", "DESTROY_BUCKET", "b", NULL, &bare));
    ck_assert_str_eq(dxaws_action_payload(dxaws_plan_at(bare, 0)), "{}");
}
END_TEST

START_TEST(an_action_without_its_texts_is_refused)
{
    DXAWS_AUTO(dxaws_document) payload = NULL;
    dxaws_plan *plan = NULL;
    ck_ok(dxaws_document_parse("{}", &payload));
    const char *const texts[][3] = {{NULL, "K", "r"},
                                    {"m", NULL, "r"},
                                    {"m", "K", NULL},
                                    {"m", "K", "\xff"},
                                    {"m", "\xc3", "r"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        DXAWS_AUTO(dxaws_error)
        error = dxaws_plan_new_action(texts[i][0], texts[i][1], texts[i][2], payload, &plan);
        ck_assert_ptr_nonnull(error);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_INVALID_ARGUMENT);
        ck_assert_ptr_nonnull(
            strstr(dxaws_error_message(error), "a module, a kind and a resource"));
        ck_assert_ptr_null(plan);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("values");
    tcase_add_loop_test(cases, what_are_no_options_is_refused, 0, 4);
    tcase_add_loop_test(cases, tags_are_what_aws_takes, 0, sizeof tag_texts / sizeof *tag_texts);
    tcase_add_test(cases, tags_are_counted_in_characters);
    tcase_add_test(cases, tags_are_sorted_and_unique);
    tcase_add_test(cases, a_plan_names_what_it_leaves);
    tcase_add_test(cases, an_action_can_be_made);
    tcase_add_test(cases, an_action_without_its_texts_is_refused);
    tcase_add_loop_test(cases, what_is_no_plan_is_refused, 0,
                        sizeof(bad_plans) / sizeof(bad_plans[0]));
    tcase_add_test(cases, a_plan_has_one_form_and_one_hash);
    tcase_add_test(cases, a_plan_with_an_unknown_value_is_incomplete);
    Suite *suite = suite_create("values");
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
