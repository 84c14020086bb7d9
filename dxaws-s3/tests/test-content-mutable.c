/* SPDX-License-Identifier: MIT */
/* Names that carry a hash, and whose bytes change all the same: kept by browsers for an hour from
 * then on. */
#include "publishing-fixture.h"

#include <dxaws/s3-content-providers.h>

#define NAME "app.3f2a9c1b.js"
#define YEAR "public, max-age=31536000, immutable"
#define HOUR "public, max-age=3600"

static void begin(void)
{
    DXAWS_AUTO(dxaws_s3_content_provider) provider = NULL;
    open_publishing(0);
    ck_ok(dxaws_s3_content_provider_new_memory(account, &provider));
    ck_ok(dxaws_s3_content_manager_new(provider, NULL, &manager));
}

static void write_file(const char *text)
{
    char path[80];
    snprintf(path, sizeof path, "%s/" NAME, folder);
    FILE *stream = fopen(path, "w");
    ck_assert(stream != NULL && fputs(text, stream) >= 0);
    ck_assert_int_eq(fclose(stream), 0);
}

/* So many objects are written, and the one has that Cache-Control then. */
static void expect(dxaws_s3_content_desired *desired, int64_t expected, const char *cache)
{
    static const char *const keys[] = {NAME};
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    DXAWS_AUTO(dxaws_s3_content_result) result = NULL;
    int64_t written = -1;
    ck_ok(dxaws_s3_content_manager_execute(manager, context, desired, NULL, &result));
    dxaws_s3_content_desired_free(desired);
    ck_assert(dxaws_s3_content_result_written(result, &written));
    ck_assert_int_eq(written, expected);
    ck_ok(memory_store.look(&place, NULL, keys, 1, &seen, &headers));
    const json_t *set = headers_at(&headers, seen.items[0].headers);
    ck_assert_str_eq(json_string_value(json_object_get(set, "Cache-Control")), cache);
    entries_clear(&seen);
    headers_clear(&headers);
}

static dxaws_s3_content_desired *of_folder(const char *rule)
{
    dxaws_s3_content_desired *desired = dxaws_s3_content_desired_new(BUCKET, "eu-west-1");
    dxaws_s3_content_desired_set_source(desired, folder);
    if (rule != NULL) {
        dxaws_s3_content_desired_add_rule(desired, rule);
    }
    return desired;
}

START_TEST(a_file_that_changed_under_its_name_is_kept_for_an_hour)
{
    write_file("1");
    expect(of_folder(NULL), 1, YEAR);
    expect(of_folder(NULL), 0, YEAR);
    write_file("2");
    expect(of_folder(NULL), 1, HOUR);
    expect(of_folder(NULL), 0, HOUR); /* the index knows */
    write_file("3");
    expect(of_folder(NULL), 1, HOUR);
    expect(of_folder("{\"match\": \"*.js\", \"cache_control\": \"" YEAR "\"}"), 1, YEAR);
    write_file("4");
    expect(of_folder("{\"match\": \"*.js\", \"cache_control\": \"" YEAR "\"}"), 1, YEAR);
}
END_TEST

static dxaws_s3_content_desired *named(const char *text, const char *name, const char *cache)
{
    dxaws_s3_content_desired *desired = dxaws_s3_content_desired_new(BUCKET, "eu-west-1");
    dxaws_s3_content_desired_set_object(desired, NAME, text);
    if (cache != NULL) {
        dxaws_s3_content_desired_set_object_header(desired, NAME, name, cache);
    }
    return desired;
}

START_TEST(what_is_said_of_an_object_stays)
{
    expect(named("1", "Cache-Control", YEAR), 1, YEAR);
    expect(named("2", "Cache-Control", YEAR), 1, YEAR);
    expect(named("2", "cache-control", YEAR), 0, YEAR);
    expect(named("3", "", NULL), 1, HOUR);
    expect(named("4", "", NULL), 1, HOUR);
    expect(named("4", "", NULL), 0, HOUR);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_checked_fixture(cases, begin, close_publishing);
    tcase_add_test(cases, a_file_that_changed_under_its_name_is_kept_for_an_hour);
    tcase_add_test(cases, what_is_said_of_an_object_stays);
    return run_suite("content mutable", cases);
}
