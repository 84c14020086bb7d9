/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: setters, what they remember, and the JSON form. */
#include <dxaws/extend/s3.h>
#include <dxaws/kit/check.h>
#include <dxaws/s3-providers.h>

#include <jansson.h>
#include <stdio.h>

START_TEST(new_desired_sets_its_arguments_only)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    char *json = dxaws_s3_desired_format(desired);
    ck_assert_str_eq(json, "{\"name\":\"my-bucket\",\"region\":\"eu-west-1\"}");
    free(json);
}
END_TEST

START_TEST(desired_survives_format_and_parse)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    dxaws_s3_desired_set_tag(desired, "gr\xc3\xbcn", "\"quoted\" \\ <x>");
    dxaws_s3_desired_set_versioning(desired, false);
    dxaws_s3_desired_set_public_access_block(desired, DXAWS_S3_IGNORE_PUBLIC_ACLS);
    dxaws_s3_desired_set_policy_statement(desired, "Read", "{\"Effect\":\"Allow\"}");
    dxaws_s3_desired_set_present(desired, false);
    char *json = dxaws_s3_desired_format(desired);
    DXAWS_AUTO(dxaws_s3_desired) again = NULL;
    ck_ok(dxaws_s3_desired_parse(json, &again));
    char *json_again = dxaws_s3_desired_format(again);
    ck_assert_str_eq(json, json_again);
    free(json);
    free(json_again);
}
END_TEST

START_TEST(setters_accept_null)
{
    dxaws_s3_desired_set_present(NULL, true);
    dxaws_s3_desired_set_versioning(NULL, true);
    dxaws_s3_desired_set_public_access_block(NULL, 0);
    dxaws_s3_desired_set_tag(NULL, "a", "b");
    dxaws_s3_desired_set_tags(NULL, NULL);
    dxaws_s3_desired_set_policy_statement(NULL, "a", "{}");
    dxaws_s3_desired_free(NULL);
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    dxaws_s3_desired_set_tag(desired, NULL, "b");
    dxaws_s3_desired_set_tag(desired, "a", NULL);
    dxaws_s3_desired_set_policy_statement(desired, NULL, "{}");
    ck_ok(dxaws_s3_desired_check(desired));
    char *json = dxaws_s3_desired_format(desired);
    ck_assert_ptr_null(strstr(json, "tags"));
    free(json);
}
END_TEST

START_TEST(tags_of_null_are_no_longer_managed)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    dxaws_s3_desired_set_tag(desired, "a", "b");
    dxaws_s3_desired_set_tags(desired, NULL);
    char *json = dxaws_s3_desired_format(desired);
    ck_assert_ptr_null(strstr(json, "tags"));
    free(json);
}
END_TEST

static void set_bad_tag_value(dxaws_s3_desired *desired)
{
    dxaws_s3_desired_set_tag(desired, "a", "\xff\xfe");
}

static void set_bad_tag_key(dxaws_s3_desired *desired)
{
    dxaws_s3_desired_set_tag(desired, "\xc3(", "b");
}

static void set_bad_tags(dxaws_s3_desired *desired)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "a", "\xed\xa0\x80");
    dxaws_s3_desired_set_tags(desired, tags);
}

static void set_bad_sid(dxaws_s3_desired *desired)
{
    dxaws_s3_desired_set_policy_statement(desired, "\xff", "{\"Effect\":\"Deny\"}");
}

static void set_no_statement(dxaws_s3_desired *desired)
{
    dxaws_s3_desired_set_policy_statement(desired, "Mine", "{\"Effect\":");
}

static void set_reserved_tag(dxaws_s3_desired *desired)
{
    dxaws_s3_desired_set_tag(desired, "AWS:x", "y");
}

static void set_too_many_tags(dxaws_s3_desired *desired)
{
    for (int i = 0; i < 51; i++) {
        char key[10];
        snprintf(key, sizeof key, "k%d", i);
        dxaws_s3_desired_set_tag(desired, key, "");
    }
}

static void set_long_tag(dxaws_s3_desired *desired)
{
    char value[258];
    memset(value, 'v', sizeof value);
    value[257] = '\0';
    dxaws_s3_desired_set_tag(desired, "a", value);
}

/* What a setter cannot take is reported by whoever uses the Desired, also after good values. */
static const struct {
    void (*set)(dxaws_s3_desired *desired);
    const char *part;
} mistakes[] = {
    {set_bad_tag_value, "\"tags\" is not valid UTF-8"},
    {set_bad_tag_key, "\"tags\" is not valid UTF-8"},
    {set_bad_tags, "\"tags\" is not valid UTF-8"},
    {set_bad_sid, "\"policy_statements\" is not valid UTF-8"},
    {set_no_statement, "\"policy_statements.Mine\""},
    {set_reserved_tag, "\"AWS:x\" is reserved"},
    {set_too_many_tags, "51 tags"},
    {set_long_tag, "more than 256"},
};

START_TEST(what_a_setter_cannot_take_is_reported_later)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    mistakes[_i].set(desired);
    dxaws_s3_desired_set_versioning(desired, true);
    ck_refused(dxaws_s3_desired_check(desired), DXAWS_ERROR_INVALID_ARGUMENT, mistakes[_i].part);
    DXAWS_AUTO(dxaws_memory_account) account = NULL;
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    ck_ok(dxaws_memory_account_new(NULL, NULL, &account));
    ck_ok(dxaws_s3_provider_new_memory(account, &provider));
    ck_ok(dxaws_s3_manager_new(provider, NULL, &manager));
    ck_refused(dxaws_s3_manager_execute(manager, NULL, desired, NULL, &result),
               DXAWS_ERROR_INVALID_ARGUMENT, mistakes[_i].part);
    ck_refused(dxaws_s3_manager_destroy(manager, NULL, desired, NULL, &result),
               DXAWS_ERROR_INVALID_ARGUMENT, mistakes[_i].part);
    uint64_t calls = 0;
    uint64_t writes = 0;
    dxaws_memory_account_calls(account, &calls, &writes);
    ck_assert_uint_eq(calls, 0);
}
END_TEST

static const struct {
    const char *json;
    const char *part;
} bad_json[] = {
    {"", "not a JSON object"},
    {"[]", "not a JSON object"},
    {"{\"name\":\"a\"", "not a JSON object"},
    {"{\"name\":\"a\",\"name\":\"b\"}", "not a JSON object"},
    {"{\"name\":1}", "\"name\" must be a text"},
    {"{\"tags\":{\"a\":1}}", "\"tags\" must be a map of texts"},
    {"{\"public_access_block\":true}", "\"public_access_block\" must be a map"},
    {"{\"nmae\":\"a\"}", "\"nmae\""},
};

START_TEST(bad_json_is_refused_with_the_member_named)
{
    DXAWS_AUTO(dxaws_s3_desired) desired = NULL;
    ck_refused(dxaws_s3_desired_parse(bad_json[_i].json, &desired), DXAWS_ERROR_INVALID_ARGUMENT,
               bad_json[_i].part);
    ck_assert_ptr_null(desired);
}
END_TEST

START_TEST(current_tells_unknown_from_off)
{
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    bool enabled = true;
    unsigned blocks = 77;
    ck_assert(!dxaws_s3_current_versioning(current, &enabled));
    ck_assert(!dxaws_s3_current_public_access_block(current, &blocks));
    ck_assert(enabled);
    ck_assert_uint_eq(blocks, 77);
    ck_assert_ptr_null(dxaws_s3_current_tags(current));
    ck_assert_int_eq(dxaws_s3_current_status(current), DXAWS_S3_STATUS_UNKNOWN);
    dxaws_s3_current_set_versioning(current, false);
    ck_assert(dxaws_s3_current_versioning(current, &enabled));
    ck_assert(!enabled);
}
END_TEST

START_TEST(each_status_has_its_name)
{
    static const char *const names[] = {"does_not_exist", "exists_have_access", "exists_no_access"};
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    dxaws_s3_current_set_status(current, (dxaws_s3_status)(_i + 1));
    ck_assert_int_eq(dxaws_s3_current_status(current), _i + 1);
    char *json = dxaws_s3_current_format(current);
    ck_assert_ptr_nonnull(strstr(json, names[_i]));
    free(json);
}
END_TEST

START_TEST(what_a_provider_keeps_for_itself_is_not_shown)
{
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    ck_ok(dxaws_s3_current_assign(current, "{\"created\":true}"));
    char *json = dxaws_s3_current_format(current);
    ck_assert_str_eq(json, "{}");
    free(json);
}
END_TEST

START_TEST(a_current_takes_documents_and_gives_all_of_it_back)
{
    DXAWS_AUTO(dxaws_s3_current) current = dxaws_s3_current_new();
    ck_ok(dxaws_s3_current_assign(current, "{\"name\":\"b\",\"created\":true}"));
    json_t *members = json_pack("{sb so}", "versioning", 1, "name", json_null());
    ck_ok(dxaws_s3_current_assign_tree(current, members));
    json_decref(members);
    char *json = dxaws_s3_current_format_all(current);
    ck_assert_str_eq(json, "{\"created\":true,\"versioning\":true}");
    free(json);
    ck_assert(json_is_true(json_object_get(dxaws_s3_current_tree(current), "versioning")));
    ck_assert_ptr_null(dxaws_s3_current_tree(NULL));
    ck_refused(dxaws_s3_current_assign(current, "{\"versioning\":\"on\"}"),
               DXAWS_ERROR_INVALID_ARGUMENT, "s3: \"versioning\" must be true or false");
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    ck_assert_str_eq(json_string_value(json_object_get(dxaws_s3_desired_tree(desired), "region")),
                     "eu-west-1");
    ck_assert_ptr_null(dxaws_s3_desired_tree(NULL));
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("models");
    tcase_add_test(cases, new_desired_sets_its_arguments_only);
    tcase_add_test(cases, desired_survives_format_and_parse);
    tcase_add_test(cases, setters_accept_null);
    tcase_add_test(cases, tags_of_null_are_no_longer_managed);
    tcase_add_loop_test(cases, what_a_setter_cannot_take_is_reported_later, 0,
                        sizeof mistakes / sizeof *mistakes);
    tcase_add_loop_test(cases, bad_json_is_refused_with_the_member_named, 0,
                        sizeof bad_json / sizeof *bad_json);
    tcase_add_test(cases, current_tells_unknown_from_off);
    tcase_add_loop_test(cases, each_status_has_its_name, 0, 3);
    tcase_add_test(cases, what_a_provider_keeps_for_itself_is_not_shown);
    tcase_add_test(cases, a_current_takes_documents_and_gives_all_of_it_back);
    return run_suite("s3 models", cases);
}
