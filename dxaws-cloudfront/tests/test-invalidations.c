/* SPDX-License-Identifier: MIT */
/* What the edge is asked to forget: as it is said, planned, sent, read and refused. */
#include "on-memory.h"

#include <dxaws/cloudfront-invalidation.h>

#include "invalidation-paths.h"
#include "providers/invalidation-rules.h"
#include "ownership.h"
#include "providers/aws-shapes.h"

#define BASE                                                                                       \
    "{\"name\":\"site\",\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\",\"invalidation\":"
#define ASKED "{\"reference\":\"r\",\"paths\":[\"/b\",\"/a\",\"/b\"]}"
#define SENT "{\"reference\":\"r\",\"paths\":[\"/a\",\"/b\"]}"

/* The canonical form of a Desired's invalidation; NULL for none. */
static json_t *canonical(const char *invalidation, dxaws_error **error)
{
    char text[4000];
    json_t *normalised = NULL;
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = NULL;
    snprintf(text, sizeof text, BASE "%s}", invalidation);
    *error = dxaws_cloudfront_desired_parse(text, &desired);
    *error = *error ? *error : dx_validate(&desired->state, &normalised);
    json_t *found = json_incref(json_object_get(normalised, CF_INVALIDATION));
    json_decref(normalised);
    return found;
}

static const struct {
    const char *said;
    const char *meant; /* NULL: nothing is to be forgotten */
} forms[] = {
    {ASKED, SENT},
    {"{\"reference\":\"r\",\"keys\":[\"docs/index.html\"],\"urls\":\"directories\"}",
     "{\"reference\":\"r\",\"paths\":[\"/docs\",\"/docs/\",\"/docs/index.html\"]}"},
    {"{\"reference\":\"r\",\"keys\":[\"about.html\"],\"urls\":\"html\",\"queries\":true}",
     "{\"reference\":\"r\",\"paths\":[\"/about*\"]}"},
    {"{\"reference\":\"r\",\"keys\":[\"s/home.html\",\"x\"],\"prefix\":\"s/\",\"root_object\":"
     "\"home.html\",\"paths\":[\"/z\"]}",
     "{\"reference\":\"r\",\"paths\":[\"/\",\"/home.html\",\"/z\"]}"},
    {"{\"reference\":\"r\",\"keys\":[],\"urls\":\"exact\"}", NULL},
    {"{\"reference\":\"r\",\"keys\":[\"x\"],\"prefix\":\"s/\"}", NULL},
};

START_TEST(it_has_one_form)
{
    dxaws_error *error = NULL;
    json_t *found = canonical(forms[_i].said, &error);
    json_t *meant = forms[_i].meant ? json_of(forms[_i].meant) : NULL;
    ck_ok(error);
    char *text = found ? json_dumps(found, JSON_SORT_KEYS) : NULL;
    ck_assert_msg(meant ? json_equal(found, meant) : found == NULL, "%s", text ? text : "none");
    free(text);
    json_decref(meant);
    json_decref(found);
}
END_TEST

static const struct {
    const char *said;
    const char *part;
} wrong[] = {
    {"{\"paths\":[\"/a\"]}", "\"invalidation.reference\" is required"},
    {"{\"reference\":\"\",\"paths\":[\"/a\"]}", "must not be empty"},
    {"{\"reference\":\"r\"}", "\"invalidation.paths\" is required"},
    {"{\"reference\":\"r\",\"paths\":[]}", "give a path such as"},
    {"{\"reference\":\"r\",\"paths\":[\"a\"]}", "has \"a\"; begin with \"/\""},
    {"{\"reference\":\"r\",\"paths\":[\"/a~b\"]}", "before a \"~\""},
    {"{\"reference\":\"r\",\"paths\":[\"/a b\"]}", "%20 for a blank"},
    {"{\"reference\":\"r\",\"paths\":[\"/\u00fc\"]}", "as in a URL"},
    {"{\"reference\":\"r\",\"paths\":[\"/a%2\"]}", "as in a URL"},
    {"{\"reference\":\"r\",\"paths\":[\"/*/b\"]}", "at the end only"},
    {"{\"reference\":\"r\",\"keys\":[\"a\"],\"urls\":\"pretty\"}", "exact, directories, html"},
    {"{\"reference\":\"r\",\"paths\":[\"/a*\",\"/b*\",\"/c*\",\"/d*\",\"/e*\",\"/f*\",\"/g*\","
     "\"/h*\",\"/i*\",\"/j*\",\"/k*\",\"/l*\",\"/m*\",\"/n*\",\"/o*\",\"/p*\"]}",
     "allows 15 and 3000: use \"/*\""},
};

START_TEST(what_cloudfront_would_refuse_is_refused)
{
    dxaws_error *error = NULL;
    json_decref(canonical(wrong[_i].said, &error));
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].part);
}
END_TEST

START_TEST(paths_of_any_keys_are_paths)
{
    char key[] = "a?b.html";
    for (int c = 1; c < 256; c++) {
        const char *keys[] = {key};
        const struct invalidation_asked asked = {.keys = keys, .count = 1};
        key[1] = (char)c;
        json_t *paths = invalidation_paths(&asked);
        for (size_t i = 0; i < json_array_size(paths); i++) {
            const char *path = json_string_value(json_array_get(paths, i));
            ck_assert_msg(invalidation_is_path(path), "%s", path);
        }
        ck_assert_uint_gt(json_array_size(paths), 0);
        json_decref(paths);
    }
}
END_TEST

START_TEST(what_is_said_can_be_asked)
{
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = dxaws_cloudfront_invalidation_new();
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    bool queries = true;
    ck_assert(!dxaws_cloudfront_invalidation_queries(asked, &queries) && queries);
    dxaws_cloudfront_invalidation_set_reference(asked, "r");
    dxaws_cloudfront_invalidation_add_path(asked, "/a");
    dxaws_cloudfront_invalidation_add_key(asked, "k");
    dxaws_cloudfront_invalidation_set_prefix(asked, "p/");
    dxaws_cloudfront_invalidation_set_root_object(asked, "home");
    dxaws_cloudfront_invalidation_set_urls(asked, "html");
    dxaws_cloudfront_invalidation_set_queries(asked, false);
    dxaws_cloudfront_invalidation_set_id(asked, "I1");
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
    const dxaws_cloudfront_invalidation *got = dxaws_cloudfront_desired_invalidation(desired);
    ck_assert_str_eq(dxaws_cloudfront_invalidation_reference(got), "r");
    ck_assert_str_eq(dxaws_cloudfront_invalidation_path_at(got, 0), "/a");
    ck_assert_ptr_null(dxaws_cloudfront_invalidation_path_at(got, 1));
    ck_assert_str_eq(dxaws_cloudfront_invalidation_key_at(got, 0), "k");
    ck_assert_uint_eq(dxaws_cloudfront_invalidation_key_count(got), 1);
    ck_assert_str_eq(dxaws_cloudfront_invalidation_prefix(got), "p/");
    ck_assert_str_eq(dxaws_cloudfront_invalidation_root_object(got), "home");
    ck_assert_str_eq(dxaws_cloudfront_invalidation_urls(got), "html");
    ck_assert_str_eq(dxaws_cloudfront_invalidation_id(got), "I1");
    ck_assert(dxaws_cloudfront_invalidation_queries(got, &queries) && !queries);
    dxaws_cloudfront_desired_unset_invalidation(desired);
    ck_assert_ptr_null(dxaws_cloudfront_desired_invalidation(desired));
    dxaws_cloudfront_invalidation_add_path(asked, "/\xff");
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
    ck_refused(dxaws_cloudfront_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT,
               "invalidation");
}
END_TEST

START_TEST(a_current_says_what_was_set)
{
    DXAWS_AUTO(dxaws_cloudfront_current) current = dxaws_cloudfront_current_new();
    DXAWS_AUTO(dxaws_cloudfront_invalidation) made = dxaws_cloudfront_invalidation_new();
    dxaws_cloudfront_invalidation_set_reference(made, "r");
    dxaws_cloudfront_current_set_invalidation(current, made);
    dxaws_cloudfront_current_set_invalidation_id(current, "I1");
    dxaws_cloudfront_current_set_invalidation_status(
        current, dxaws_cloudfront_invalidation_status_from_name("InProgress"));
    char *text = dxaws_cloudfront_current_format(current);
    ck_assert_str_eq(text, "{\"invalidation\":{\"reference\":\"r\"},\"invalidation_id\":\"I1\","
                           "\"invalidation_status\":\"InProgress\"}");
    free(text);
    ck_assert_str_eq(dxaws_cloudfront_current_invalidation_id(current), "I1");
    ck_assert_int_eq(dxaws_cloudfront_current_invalidation_status(current),
                     DXAWS_CLOUDFRONT_INVALIDATION_STATUS_IN_PROGRESS);
    dxaws_cloudfront_current_unset_invalidation(current);
    ck_assert_ptr_null(dxaws_cloudfront_current_invalidation(current));
}
END_TEST

static const struct {
    const char *wanted;
    const char *observed;
    const char *kinds; /* NULL: CONFLICT */
} plans[] = {
    {SENT, "{}", "INVALIDATE WAIT_INVALIDATED"},
    {SENT, "{\"invalidation\":{\"reference\":\"q\",\"paths\":[\"/a\",\"/b\"]}}",
     "INVALIDATE WAIT_INVALIDATED"},
    {SENT, "{\"invalidation\":" SENT ",\"invalidation_status\":\"InProgress\"}",
     "WAIT_INVALIDATED"},
    {SENT, "{\"invalidation\":" SENT ",\"invalidation_status\":\"Completed\"}", ""},
    {SENT, "{\"invalidation\":{\"reference\":\"r\",\"paths\":[\"/a\"]}}", NULL},
    {"{\"reference\":" DXAWS_KNOWN_AFTER_APPLY ",\"paths\":[\"/a\"]}", "{}",
     "INVALIDATE WAIT_INVALIDATED"},
};

START_TEST(it_is_asked_for_once)
{
    json_t *desired =
        json_pack("{ssso}", "name", "site", CF_INVALIDATION, json_of(plans[_i].wanted));
    json_t *observed = json_of(plans[_i].observed);
    struct dx_planner planner = {.schema = &cloudfront_schema,
                                 .desired = desired,
                                 .observed = observed,
                                 .actions = json_array()};
    dxaws_error *error = cloudfront_plan_invalidation(&planner, NULL);
    char kinds[200] = "";
    size_t index;
    json_t *action;
    json_array_foreach(planner.actions, index, action) {
        strcat(strcat(kinds, index ? " " : ""), dx_text(action, "kind"));
    }
    if (plans[_i].kinds == NULL) {
        ck_refused(error, DXAWS_ERROR_CONFLICT, "another reference than \"r\"");
    } else {
        ck_ok(error);
        ck_assert_str_eq(kinds, plans[_i].kinds);
    }
    json_decref(planner.actions);
    json_decref(observed);
    json_decref(desired);
}
END_TEST

#define PATHS "<Paths><Quantity>2</Quantity><Items><Path>/b</Path><Path>/a</Path></Items></Paths>"
#define BATCH "<InvalidationBatch>" PATHS "<CallerReference>r</CallerReference></InvalidationBatch>"

START_TEST(its_body_is_what_the_model_says)
{
    json_t *wanted = json_of("{\"reference\":\"r\",\"paths\":[\"/b\",\"/a\"]}");
    char *text = aws_write_invalidation(wanted);
    ck_assert_ptr_nonnull(strstr(text, "<InvalidationBatch xmlns=\"" AWS_XMLNS "\">" PATHS
                                       "<CallerReference>r</CallerReference></InvalidationBatch>"));
    free(text);
    json_decref(wanted);
}
END_TEST

static const struct {
    const char *body;
    const char *read; /* NULL: PROTOCOL */
} answers[] = {
    {"<Invalidation><Id>I1</Id><Status>InProgress</Status>" BATCH "</Invalidation>",
     "{\"id\":\"I1\",\"status\":\"InProgress\",\"reference\":\"r\",\"paths\":[\"/a\",\"/b\"]}"},
    {"<Invalidation><Status>InProgress</Status>" BATCH "</Invalidation>", NULL},
    {"<Invalidation><Id>I1</Id>" BATCH "</Invalidation>", NULL},
    {"<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>", NULL},
    {"<Invalidation><Id>I1</Id><Status>InProgress</Status><InvalidationBatch><Paths><Quantity>3"
     "</Quantity><Items><Path>/a</Path></Items></Paths><CallerReference>r</CallerReference>"
     "</InvalidationBatch></Invalidation>",
     NULL},
    {"<Other/>", NULL},
};

START_TEST(its_answer_is_read)
{
    const struct aws_answer answer = {
        .operation = "GetInvalidation", .body = answers[_i].body, .size = strlen(answers[_i].body)};
    json_t *found = NULL;
    dxaws_error *error = aws_read_invalidation(&answer, &found);
    if (answers[_i].read == NULL) {
        ck_refused(error, DXAWS_ERROR_PROTOCOL, "GetInvalidation");
        return;
    }
    json_t *expected = json_of(answers[_i].read);
    ck_ok(error);
    ck_assert(json_equal(found, expected));
    json_decref(expected);
    json_decref(found);
}
END_TEST

static dxaws_error *forget(const char *reference, const char *const *paths, size_t count)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = site();
    DXAWS_AUTO(dxaws_cloudfront_invalidation) asked = dxaws_cloudfront_invalidation_new();
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_cloudfront_result) result = NULL;
    dxaws_cloudfront_invalidation_set_reference(asked, reference);
    for (size_t i = 0; i < count; i++) {
        dxaws_cloudfront_invalidation_add_path(asked, paths[i]);
    }
    dxaws_cloudfront_desired_set_invalidation(desired, asked);
    dxaws_apply_options_set_wait(options, DXAWS_WAIT_ACCEPTED);
    return dxaws_cloudfront_manager_execute(manager, context, desired, options, &result);
}

/* The edge takes 15 wildcards at a time: the sixteenth waits until they are done. */
START_TEST(too_many_are_waited_for)
{
    static const char *const folders[] = {"/a*", "/b*", "/c*", "/d*", "/e*", "/f*", "/g*", "/h*",
                                          "/i*", "/j*", "/k*", "/l*", "/m*", "/n*", "/o*"};
    static const char *const one[] = {"/p*"};
    ck_ok(forget("first", folders, COUNT(folders)));
    int64_t begun_ms = dxaws_context_monotonic_ms(context);
    ck_ok(forget("second", one, 1));
    int64_t waited_ms = dxaws_context_monotonic_ms(context) - begun_ms;
    ck_assert_msg(waited_ms > 30000 && waited_ms < 300000, "%lld ms", (long long)waited_ms);
    ck_assert_uint_eq(count_of("invalidation"), 2);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("invalidations");
    tcase_add_checked_fixture(cases, open_account, close_account);
    tcase_add_loop_test(cases, it_has_one_form, 0, COUNT(forms));
    tcase_add_loop_test(cases, what_cloudfront_would_refuse_is_refused, 0, COUNT(wrong));
    tcase_add_test(cases, paths_of_any_keys_are_paths);
    tcase_add_test(cases, what_is_said_can_be_asked);
    tcase_add_test(cases, a_current_says_what_was_set);
    tcase_add_loop_test(cases, it_is_asked_for_once, 0, COUNT(plans));
    tcase_add_test(cases, its_body_is_what_the_model_says);
    tcase_add_loop_test(cases, its_answer_is_read, 0, COUNT(answers));
    tcase_add_test(cases, too_many_are_waited_for);
    return run_suite("invalidations", cases);
}
