/* SPDX-License-Identifier: MIT */
/* Which distribution is ours, and what ours are called. */
#include "testing.h"

#include "providers/service.h"

#define WANTED "{\"name\":\"site\",\"aliases\":[\"www.example.com\",\"a.example.com\"]}"
#define ABSENT                                                                                     \
    "{\"name\":\"site\",\"present\":false,\"aliases\":[\"www.example.com\",\"a.example.com\"]}"
#define BY_ALIAS(id, alias) "{\"id\":\"" id "\",\"comment\":\"\",\"aliases\":[\"" alias "\"]}"
#define OURS(id) "{\"id\":\"" id "\",\"comment\":\"dxaws-cloudfront:site\",\"aliases\":[]}"

static const struct {
    const char *wanted;
    const char *summaries;
    const char *by_alias;   /* the id; "" for none, NULL for a conflict */
    const char *by_comment; /* likewise */
} rows[] = {
    {WANTED, "[]", "", ""},
    {WANTED, "[" BY_ALIAS("E1", "other.example.com") "]", "", ""},
    {WANTED, "[" BY_ALIAS("E1", "www.example.com") "]", "E1", ""},
    {WANTED, "[" BY_ALIAS("E1", "A.EXAMPLE.com") "]", "E1", ""},
    {WANTED, "[" OURS("E1") "]", "", "E1"},
    {WANTED, "[" OURS("E1") "," BY_ALIAS("E2", "a.example.com") "]", "E2", "E1"},
    {WANTED, "[" BY_ALIAS("E1", "www.example.com") "," BY_ALIAS("E2", "a.example.com") "]", NULL,
     ""},
    {ABSENT, "[" BY_ALIAS("E1", "www.example.com") "," BY_ALIAS("E2", "a.example.com") "]", "E1",
     ""},
    {WANTED, "[" OURS("E1") "," OURS("E2") "]", "", NULL},
    {WANTED,
     "[" OURS("E1") ",{\"id\":\"E2\",\"comment\":\"dxaws-cloudfront:site\",\"staging\":true}]", "",
     "E1"},
    {WANTED, "[{\"id\":\"E2\",\"comment\":\"dxaws-cloudfront:site2\",\"aliases\":[]}]", "", ""},
};

static void assert_found(dxaws_error *error, const json_t *found, const char *expected)
{
    if (expected == NULL) {
        ck_assert_ptr_nonnull(error);
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_CONFLICT);
        ck_assert_ptr_nonnull(strstr(dxaws_error_message(error), "E1 and E2"));
    } else {
        ck_assert_ptr_null(error);
        ck_assert_str_eq(found ? dx_text(found, CF_ID) : "", expected);
    }
    dxaws_error_free(error);
}

START_TEST(ours_is_found_by_alias_and_by_comment)
{
    json_t *wanted = json_of(rows[_i].wanted);
    json_t *summaries = json_of(rows[_i].summaries);
    const json_t *found = NULL;
    dxaws_error *error = cloudfront_find_by_alias(wanted, summaries, &found);
    assert_found(error, found, rows[_i].by_alias);
    found = NULL;
    error = cloudfront_find_by_comment("site", summaries, &found);
    assert_found(error, found, rows[_i].by_comment);
    json_decref(wanted);
    json_decref(summaries);
}
END_TEST

static const struct {
    const char *reference;
    bool ours;
} references[] = {
    {"dxaws-cloudfront:site", true},
    {"dxaws-cloudfront:site#2", true},
    {"dxaws-cloudfront:site#50", true},
    {"dxaws-cloudfront:site#", false},
    {"dxaws-cloudfront:site#2x", false},
    {"dxaws-cloudfront:site2", false},
    {"dxaws-cloudfront:other", false},
    {"site", false},
    {"", false},
    {NULL, false},
};

START_TEST(only_our_references_are_ours)
{
    ck_assert_int_eq(cloudfront_is_our_reference("site", references[_i].reference),
                     references[_i].ours);
}
END_TEST

START_TEST(references_are_deterministic_and_ours)
{
    for (unsigned i = 1; i <= CLOUDFRONT_MOST_REFERENCES; i++) {
        char *reference = cloudfront_reference("site", i);
        ck_assert(cloudfront_is_our_reference("site", reference));
        ck_assert_int_eq(cloudfront_is_our_comment("site", reference), i == 1);
        free(reference);
    }
}
END_TEST

START_TEST(names_of_access_controls_are_bounded_and_stable)
{
    char name[101];
    memset(name, 'a', 100);
    name[100] = '\0';
    char *first = cloudfront_oac_name(name);
    char *again = cloudfront_oac_name(name);
    name[99] = 'b';
    char *other = cloudfront_oac_name(name);
    ck_assert_uint_eq(strlen(first), 64);
    ck_assert_str_eq(first, again);
    ck_assert_str_ne(first, other);
    char *shorter = cloudfront_oac_name("site");
    ck_assert_str_eq(shorter, "dxaws-site");
    free(first);
    free(again);
    free(other);
    free(shorter);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("discover");
    tcase_add_loop_test(cases, ours_is_found_by_alias_and_by_comment, 0, COUNT(rows));
    tcase_add_loop_test(cases, only_our_references_are_ours, 0, COUNT(references));
    tcase_add_test(cases, references_are_deterministic_and_ours);
    tcase_add_test(cases, names_of_access_controls_are_bounded_and_stable);
    return run_suite("discover", cases);
}
