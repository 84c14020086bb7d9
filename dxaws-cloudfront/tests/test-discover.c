/* SPDX-License-Identifier: MIT */
/* Which distribution is ours, and what ours are called. */
#include "testing.h"

#include "providers/service.h"

#define WANTED                                                                                     \
    "{\"name\":\"site\",\"aliases\":[\"www.example.com\",\"a.example.com\"],"                      \
    "\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\"}"

static const struct {
    const char *summary;
    enum cloudfront_likeness likeness;
} likenesses[] = {
    {"{\"aliases\":[\"other.example.com\"]}", CLOUDFRONT_LIKENESSES},
    {"{\"aliases\":[\"www.example.com\"]}", CLOUDFRONT_ALIAS},
    {"{\"aliases\":[\"x.org\",\"A.EXAMPLE.com\"],\"comment\":\"dxaws-cloudfront:site\"}",
     CLOUDFRONT_ALIAS},
    {"{\"aliases\":[],\"comment\":\"dxaws-cloudfront:site\",\"origin_oac_id\":\"EOAC\"}",
     CLOUDFRONT_COMMENT},
    {"{\"comment\":\"dxaws-cloudfront:site2\"}", CLOUDFRONT_LIKENESSES},
    {"{\"origin_domain_name\":\"b.s3.eu-west-1.amazonaws.com\",\"origin_oac_id\":\"EOAC\"}",
     CLOUDFRONT_ORIGIN},
    {"{\"origin_domain_name\":\"c.s3.eu-west-1.amazonaws.com\",\"origin_oac_id\":\"EOAC\"}",
     CLOUDFRONT_CONTROL},
    {"{\"origin_oac_id\":\"\",\"oac_ids\":[\"E1\",\"EOAC\"]}", CLOUDFRONT_CONTROL},
    {"{\"origin_oac_id\":\"E1\",\"oac_ids\":[\"E1\"]}", CLOUDFRONT_LIKENESSES},
};

START_TEST(what_looks_like_the_one_wanted_is_looked_at)
{
    json_t *wanted = json_of(WANTED);
    json_t *summary = json_of(likenesses[_i].summary);
    ck_assert_int_eq(cloudfront_likeness(wanted, "EOAC", summary), likenesses[_i].likeness);
    json_decref(wanted);
    json_decref(summary);
}
END_TEST

#define OWNED "{\"name\":\"site\",\"owner\":\"shop\"}"
#define ALONE "{\"name\":\"site\"}"
#define REDIRECT(host)                                                                             \
    "{\"name\":\"site\",\"owner\":\"shop\",\"tags\":{\"dxaws:redirect\":\"" host "\"}}"
#define UNMARKED "{\"name\":\"site\",\"mark\":false}"
#define TAGS(tags) "{\"caller_reference\":\"some thing/2\",\"comment\":\"x\",\"tags\":" tags "}"
#define SITE "\"dxaws:site\":\"shop\","

/* A comment proves nothing, and neither does a mark of another caller reference. */
static const struct {
    const char *wanted;
    const char *found;
    bool ours;
} marks[] = {
    {OWNED, TAGS("{" SITE "\"dxaws:managed\":\"made some_thing/2\"}"), true},
    {OWNED, TAGS("{" SITE "\"dxaws:managed\":\"adopted some_thing/2\"}"), true},
    {OWNED, TAGS("{" SITE "\"dxaws:managed\":\"true\"}"), true},
    {OWNED, TAGS("{" SITE "\"dxaws:managed\":\"made some_thing\"}"), false},
    {OWNED, TAGS("{" SITE "\"dxaws:managed\":\"lent some_thing/2\"}"), false},
    {OWNED, TAGS("{\"dxaws:managed\":\"made some_thing/2\"}"), false},
    {OWNED, TAGS("{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made some_thing/2\"}"), false},
    {OWNED, TAGS("{" SITE "\"owner\":\"x\"}"), false},
    {OWNED, TAGS("{}"), false},
    /* Of several of one owner. */
    {OWNED, TAGS("{" SITE "\"dxaws:redirect\":\"a.org\",\"dxaws:managed\":\"made some_thing/2\"}"),
     false},
    {REDIRECT("a.org"),
     TAGS("{" SITE "\"dxaws:redirect\":\"a.org\",\"dxaws:managed\":\"made some_thing/2\"}"), true},
    {REDIRECT("a.org"),
     TAGS("{" SITE "\"dxaws:redirect\":\"b.org\",\"dxaws:managed\":\"made some_thing/2\"}"), false},
    {REDIRECT("a.org"), TAGS("{" SITE "\"dxaws:managed\":\"made some_thing/2\"}"), false},
    {ALONE, TAGS("{\"dxaws:managed\":\"made some_thing/2\"}"), true},
    {ALONE, TAGS("{\"dxaws:managed\":\"true\"}"), false},
    {ALONE, TAGS("{" SITE "\"dxaws:managed\":\"made some_thing/2\"}"), false},
    {ALONE, "{\"comment\":\"dxaws-cloudfront:site\",\"tags\":{}}", false},
    {ALONE, "{\"caller_reference\":\"dxaws-cloudfront:site\",\"tags\":{}}", false},
    {UNMARKED, "{\"comment\":\"dxaws-cloudfront:site\",\"tags\":{}}", true},
    {UNMARKED, "{\"caller_reference\":\"dxaws-cloudfront:site\",\"comment\":\"x\"}", true},
    {UNMARKED, TAGS("{\"dxaws:managed\":\"made some_thing/2\"}"), false},
};

START_TEST(tags_and_caller_reference_say_what_is_ours)
{
    json_t *wanted = json_of(marks[_i].wanted);
    json_t *found = json_of(marks[_i].found);
    bool ours = !marks[_i].ours;
    ck_ok(cloudfront_is_ours(wanted, found, &ours));
    ck_assert_int_eq(ours, marks[_i].ours);
    json_decref(wanted);
    json_decref(found);
}
END_TEST

/* A tag holds neither every character of a caller reference nor its length. */
START_TEST(any_caller_reference_can_be_the_name_of_a_mark)
{
    char reference[400];
    char *name = cloudfront_mark_name("terraform-2026 (a#1)\xc3\xa9");
    ck_assert_str_eq(name, "terraform-2026__a_1___");
    free(name);
    memset(reference, 'a', sizeof reference - 1);
    reference[sizeof reference - 1] = '\0';
    name = cloudfront_mark_name(reference);
    reference[0] = 'b';
    char *other = cloudfront_mark_name(reference);
    ck_assert_uint_eq(strlen(name), 240);
    ck_assert_str_ne(name, other);
    free(name);
    free(other);
}
END_TEST

/* An access control says it in words that no other owner's says. */
START_TEST(an_access_control_says_whose_it_is)
{
    static const char *const owners[] = {NULL, "shop", "shop2", "shop adopted"};
    char *texts[8];
    for (int i = 0; i < 4; i++) {
        texts[i] = cloudfront_oac_mark(owners[i]);
        texts[i + 4] = cloudfront_oac_adopted(owners[i]);
    }
    ck_assert_str_eq(texts[0], "dxaws:managed");
    ck_assert_str_eq(texts[1], "dxaws:site=shop");
    ck_assert_str_eq(texts[5], "adopted dxaws:site=shop");
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < i; j++) {
            ck_assert_str_ne(texts[i], texts[j]);
        }
    }
    for (int i = 0; i < 8; i++) {
        free(texts[i]);
    }
}
END_TEST

static const struct {
    const char *reference;
    bool ours;
} references[] = {
    {"dxaws-cloudfront:site", true},
    {"dxaws-cloudfront:site/2", true},
    {"dxaws-cloudfront:site/50", true},
    {"dxaws-cloudfront:site/", false},
    {"dxaws-cloudfront:site/2x", false},
    {"dxaws-cloudfront:site2", false},
    {"dxaws-cloudfront:site#2", false},
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

static const struct {
    const char *comment;
    const char *name;
} siblings[] = {
    {"dxaws-cloudfront:site.example.org", "site.example.org"},
    {"dxaws-cloudfront:site", NULL},
    {"dxaws-cloudfront:site.", NULL},
    {"dxaws-cloudfront:site2.example.org", NULL},
    {"site.example.org", NULL},
    {NULL, NULL},
};

START_TEST(a_name_below_the_owners_is_a_siblings)
{
    ck_assert_pstr_eq(cloudfront_sibling_name("site", siblings[_i].comment), siblings[_i].name);
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
    tcase_add_loop_test(cases, what_looks_like_the_one_wanted_is_looked_at, 0, COUNT(likenesses));
    tcase_add_loop_test(cases, tags_and_caller_reference_say_what_is_ours, 0, COUNT(marks));
    tcase_add_test(cases, any_caller_reference_can_be_the_name_of_a_mark);
    tcase_add_test(cases, an_access_control_says_whose_it_is);
    tcase_add_loop_test(cases, only_our_references_are_ours, 0, COUNT(references));
    tcase_add_loop_test(cases, a_name_below_the_owners_is_a_siblings, 0, COUNT(siblings));
    tcase_add_test(cases, references_are_deterministic_and_ours);
    tcase_add_test(cases, names_of_access_controls_are_bounded_and_stable);
    return run_suite("discover", cases);
}
