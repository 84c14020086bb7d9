/* SPDX-License-Identifier: MIT */
/* Content's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "content/content-schema.h"

#define INDEX                                                                                      \
    "\"index\":\"{\\\"dxaws_content\\\":1,\\\"claim\\\":null,\\\"headers\\\":[]}\\n\","            \
    "\"index_etag\":\"e\",\"index_modified_ms\":9000"

static const char *const currents[] = {
    "{\"exists\":true}",
    "{\"exists\":true,\"service_time_ms\":9500," INDEX ",\"wanted\":\"{\\\"headers\\\":[{}]}\\n"
    "\\t1\\t0\\t\\t0\\t1\\ta.js\\n\"}",
    "{\"exists\":true,\"service_time_ms\":9500," INDEX "}",
    NULL,
};

static struct dx_state *made(void)
{
    dxaws_s3_content_desired *desired = dxaws_s3_content_desired_new("my-bucket", "eu-west-1");
    dxaws_s3_content_desired_set_source(desired, "dist");
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &content_schema,
    .module = dxaws_s3_content_module,
    .desired = "{\"bucket\":\"my-bucket\",\"region\":\"eu-west-1\",\"source\":\"dist\"}",
    .made = made,
    .currents = currents,
    .header = CONTENT_HEADER,
};

#define HEADERS(members) ",\"objects\":{\"a\":{\"text\":\"\",\"headers\":{" members "}}}"

/* What is refused before anything is read, and the words that say so. */
static const struct {
    const char *members;
    const char *says;
} wrong[] = {
    {"", "say what is published"},
    {",\"source\":\"a\",\"objects\":{}", "not both"},
    {",\"source\":\"\"", "must not be empty"},
    {",\"source\":\"a\",\"prefix\":\"docs\"", "with a slash at its end"},
    {",\"source\":\"a\",\"prefix\":\"/docs/\"", "must be as"},
    {",\"source\":\"a\",\"prune_ms\":-1", "0 or more"},
    {",\"source\":\"a\",\"publish\":{\"links\":\"maybe\"}", "maybe"},
    {",\"source\":\"a\",\"publish\":{\"exclude\":[\"[\"]}", "exclude[0]"},
    {",\"source\":\"a\",\"publish\":{\"rules\":[{}]}", "rules[0]"},
    {",\"objects\":{\"a//b\":{\"text\":\"\"}}", "empty segment"},
    {",\"objects\":{\".dxaws/content.gz\":{\"text\":\"\"}}", ".dxaws/"},
    {",\"objects\":{\"a\":{}}", "must have a"},
    {",\"objects\":{\"a\":{\"text\":\"\",\"size\":1}}", "\"size\""},
    {HEADERS("\"Expires\":1"), "Expires"},
    {HEADERS("\"Host\":\"a\""), "Host is no header that S3 keeps"},
    {HEADERS("\"x-amz-meta-A\":\"a\""), "in lower case"},
    {HEADERS("\"Expires\":\"\""), "Expires is no text of 1"},
    {HEADERS("\"Expires\":\"a\\nb\""), "Expires has a letter"},
    {HEADERS("\"expires\":\"a\",\"Expires\":\"b\""), "is said twice"},
};

START_TEST(what_cannot_be_published_is_refused)
{
    char json[300];
    dxaws_s3_content_desired *desired = NULL;
    snprintf(json, sizeof json, "{\"bucket\":\"my-bucket\",\"region\":\"eu-west-1\"%s}",
             wrong[_i].members);
    dxaws_error *error = dxaws_s3_content_desired_parse(json, &desired);
    error = error ? error : dxaws_s3_content_desired_check(desired);
    ck_refused(error, DXAWS_ERROR_INVALID_ARGUMENT, wrong[_i].says);
    dxaws_s3_content_desired_free(desired);
}
END_TEST

START_TEST(what_was_set_is_got)
{
    DXAWS_AUTO(dxaws_s3_content_desired) desired = dxaws_s3_content_desired_new("b-1", "eu-west-1");
    int64_t prune_ms = 0;
    bool awaits = false;
    bool forgets = false;
    dxaws_s3_content_desired_set_prefix(desired, "docs/");
    dxaws_s3_content_desired_set_account(desired, "123456789012");
    dxaws_s3_content_desired_set_prune_ms(desired, 5);
    dxaws_s3_content_desired_set_awaits_bucket(desired, true);
    dxaws_s3_content_desired_set_forgets_copies(desired, true);
    dxaws_s3_content_desired_add_exclude(desired, "*.map");
    dxaws_s3_content_desired_set_links(desired, DXAWS_S3_CONTENT_LINKS_FOLLOW);
    dxaws_s3_content_desired_add_rule(desired, "{\"match\":\"*.pdf\",\"cache_control\":\"x\"}");
    dxaws_s3_content_desired_set_object(desired, "a.html", "<p>");
    dxaws_s3_content_desired_set_object_header(desired, "a.html", "Cache-Control", "no-store");
    ck_ok(dxaws_s3_content_desired_check(desired));
    ck_assert_str_eq(dxaws_s3_content_desired_prefix(desired), "docs/");
    ck_assert_str_eq(dxaws_s3_content_desired_account(desired), "123456789012");
    ck_assert(dxaws_s3_content_desired_prune_ms(desired, &prune_ms) && prune_ms == 5);
    ck_assert(dxaws_s3_content_desired_awaits_bucket(desired, &awaits) && awaits);
    ck_assert(dxaws_s3_content_desired_forgets_copies(desired, &forgets) && forgets);
    dxaws_s3_content_desired_unset_forgets_copies(desired);
    ck_assert(!dxaws_s3_content_desired_forgets_copies(desired, &forgets));
    ck_assert_uint_eq(dxaws_s3_content_desired_exclude_count(desired), 1);
    ck_assert_str_eq(dxaws_s3_content_desired_exclude_at(desired, 0), "*.map");
    ck_assert_str_eq(dxaws_s3_content_desired_links(desired), "follow");
    char *rule = dxaws_s3_content_desired_rule_at(desired, 0);
    ck_assert_str_eq(rule, "{\"cache_control\":\"x\",\"match\":\"*.pdf\"}");
    free(rule);
    ck_assert_uint_eq(dxaws_s3_content_desired_object_count(desired), 1);
    ck_assert_str_eq(dxaws_s3_content_desired_object_key_at(desired, 0), "a.html");
    ck_assert_str_eq(dxaws_s3_content_desired_object(desired, "a.html"), "<p>");
    ck_assert_str_eq(dxaws_s3_content_desired_object_header(desired, "a.html", "Cache-Control"),
                     "no-store");
    dxaws_s3_content_desired_add_rule(desired, "no JSON");
    ck_refused(dxaws_s3_content_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT, "rules");
}
END_TEST

START_TEST(what_is_released_stays)
{
    DXAWS_AUTO(dxaws_apply_options) options = dxaws_apply_options_new();
    DXAWS_AUTO(dxaws_s3_content_desired) desired = dxaws_s3_content_desired_new("b-1", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_content_current) current = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    dxaws_s3_content_desired_set_present(desired, false);
    ck_ok(dxaws_s3_content_current_parse(currents[1], &current));
    dxaws_apply_options_set_release(options, true);
    ck_ok(dxaws_s3_content_desired_plan(desired, current, options, &plan));
    ck_assert_uint_eq(dxaws_plan_count(plan), 0);
    ck_assert_str_eq(dxaws_left_kind(dxaws_plan_left_at(plan, 0)), "content");
}
END_TEST

/* What was observed, as anybody may write it. */
static const char *const damaged[] = {
    "\"listed\":\"\"",
    "\"listed\":\"{}\"",
    "\"listed\":\"{}\\nx\"",
    "\"listed\":\"{}\\n\\t1\\t0\\t\\t0\\t1\\tb\\n\\t1\\t0\\t\\t0\\t1\\ta\\n\"",
    "\"listed\":\"{}\\n\\t-1\\t0\\t\\t0\\t1\\tb\\n\"",
    "\"listed\":\"{}\\n\\t1\\t0\\t\\t0\\t9\\tb\\n\"",
    "\"wanted\":\"{}\\n\\t1\\t0\\t\\t0\\t1\\ta\\n\"",
    "\"wanted\":\"{\\\"headers\\\":[{}]}\\n\\t1\\t0\\t\\t4294967295\\t1\\ta\\n\"",
    "\"seen\":\"{\\\"headers\\\":[1]}\\n\"",
    "\"index\":\"{}\"",
};

START_TEST(what_nobody_observed_is_refused)
{
    char json[300];
    DXAWS_AUTO(dxaws_s3_content_desired) desired = dxaws_s3_content_desired_new("b-1", "eu-west-1");
    DXAWS_AUTO(dxaws_s3_content_current) current = NULL;
    dxaws_plan *plan = NULL;
    dxaws_s3_content_desired_set_source(desired, "dist");
    snprintf(json, sizeof json, "{\"exists\":true,%s}", damaged[_i]);
    ck_ok(dxaws_s3_content_current_parse(json, &current));
    ck_refused(dxaws_s3_content_desired_plan(desired, current, NULL, &plan),
               DXAWS_ERROR_INVALID_ARGUMENT, "plan again");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("content schema");
    tcase_add_loop_test(cases, what_cannot_be_published_is_refused, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(cases, what_was_set_is_got);
    tcase_add_test(cases, what_is_released_stays);
    tcase_add_loop_test(cases, what_nobody_observed_is_refused, 0,
                        (int)(sizeof damaged / sizeof *damaged));
    return dx_schema_main(&sample, cases);
}
