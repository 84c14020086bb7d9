/* SPDX-License-Identifier: MIT */
/* Whose a resource is, and which of its tags. */
#include <dxaws/kit/check.h>
#include <dxaws/kit/ownership.h>

#include <stdlib.h>
#include <string.h>

static json_t *json(const char *text)
{
    json_t *tree = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_ptr_nonnull(tree);
    return tree;
}

static const struct dx_claim site = {.owner = "site",
                                     .kind = "certificate",
                                     .identity = "arn:1",
                                     .name = "www.example.com 1234",
                                     .otherwise = "leave it"};

static const struct {
    const char *tags; /* NULL: not known */
    const char *owner;
    enum dx_ownership ownership;
} states[] = {
    {NULL, "site", DX_UNREADABLE},
    {"{}", "site", DX_NOBODYS},
    {"{\"owner\":\"finance\"}", "site", DX_NOBODYS},
    {"{\"dxaws:site\":\"site\"}", "site", DX_NOBODYS},
    {"{\"dxaws:site\":\"other\"}", "site", DX_ANOTHERS},
    {"{\"dxaws:site\":\"other\"}", NULL, DX_ANOTHERS},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"true\"}", "site", DX_MADE},
    {"{\"dxaws:site\":\"other\",\"dxaws:managed\":\"true\"}", "site", DX_ANOTHERS},
    {"{\"dxaws:managed\":\"true\"}", "site", DX_NOBODYS},
    {"{\"dxaws:managed\":\"true\"}", NULL, DX_NOBODYS},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made www.example.com 1234\"}", "site", DX_MADE},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made www.example.com\"}", "site", DX_MADE},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"adopted www.example.com 1234\"}", "site",
     DX_ADOPTED},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made www.example.com 9999\"}", "site",
     DX_COPIED},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made www.example.co\"}", "site", DX_COPIED},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made\"}", "site", DX_COPIED},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"\"}", "site", DX_COPIED},
    {"{\"dxaws:site\":\"other\",\"dxaws:managed\":\"made www.example.com 1234\"}", "site",
     DX_ANOTHERS},
    {"{\"dxaws:managed\":\"made www.example.com 1234\"}", "site", DX_NOBODYS},
    {"{\"dxaws:managed\":\"made www.example.com 1234\"}", NULL, DX_MADE},
    {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made www.example.com 1234\"}", NULL,
     DX_ANOTHERS},
};

START_TEST(tags_say_whose_it_is)
{
    struct dx_claim claim = site;
    json_t *tags = states[_i].tags ? json(states[_i].tags) : NULL;
    claim.owner = states[_i].owner;
    ck_assert_int_eq(dx_ownership(&claim, tags), states[_i].ownership);
    json_decref(tags);
}
END_TEST

START_TEST(a_mark_is_its_own_proof)
{
    for (int owned = 0; owned < 2; owned++) {
        struct dx_claim claim = site;
        claim.owner = owned ? "site" : NULL;
        json_t *made = dx_marks(&claim, "made");
        json_t *adopted = dx_marks(&claim, "adopted");
        ck_assert_int_eq(dx_ownership(&claim, made), DX_MADE);
        ck_assert_int_eq(dx_ownership(&claim, adopted), DX_ADOPTED);
        claim.name = "www.example.com 5678";
        ck_assert_int_eq(dx_ownership(&claim, made), DX_COPIED);
        json_decref(made);
        json_decref(adopted);
    }
}
END_TEST

START_TEST(evidence_is_one_line)
{
    static const struct {
        const char *tags;
        const char *text;
    } rows[] = {
        {"{}", "no tags"},
        {"{\"owner\":\"finance\"}", "tags owner=finance"},
        {"{\"a\":\"1\",\"aws:cloudformation:stack-name\":\"shop\"}",
         "tags aws:cloudformation:stack-name=shop, a=1"},
        {"{\"a\\nb\":\"\\u009b\\u202e\"}", "tags a?b=?????"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[80];
        json_t *tags = json(rows[i].tags);
        dx_evidence(tags, text, sizeof text);
        ck_assert_str_eq(text, rows[i].text);
        json_decref(tags);
    }
}
END_TEST

/* A resource whose tags change hands. */
struct resource {
    json_t *tags;
    json_t *marks;
};

static void converge(struct resource *resource, const char *declared, bool exact)
{
    json_t *wanted = json(declared);
    const struct dx_tags_wanted tags = {
        .declared = wanted, .marks = resource->marks, .also = "dxaws:record", .exact = exact};
    json_t *set;
    json_t *removed;
    for (int i = 0; i < 2; i++) {
        ck_assert(dx_tags_plan(&tags, resource->tags, &set, &removed));
        if (i == 1) { /* the second time there is nothing to do */
            ck_assert_uint_eq(json_object_size(set) + json_array_size(removed), 0);
        }
        json_t *merged = dx_tags_merged(resource->tags, set, removed);
        json_decref(resource->tags);
        resource->tags = merged;
        json_decref(set);
        json_decref(removed);
    }
    json_decref(wanted);
}

static void somebody_sets(struct resource *resource, const char *key, const char *value)
{
    json_object_set_new(resource->tags, key, json_string(value));
}

static void expect(const struct resource *resource, const char *key, const char *value)
{
    const char *found = dx_text(resource->tags, key);
    if (value == NULL) {
        ck_assert_msg(found == NULL, "%s is %s", key, found);
    } else {
        ck_assert_msg(found != NULL && strcmp(found, value) == 0, "%s is not %s", key, value);
    }
}

static struct resource a_resource(const char *tags)
{
    return (struct resource){json(tags), dx_marks(&site, "made")};
}

static void clear(struct resource *resource)
{
    json_decref(resource->tags);
    json_decref(resource->marks);
}

START_TEST(a_key_of_ours_goes_and_others_stay)
{
    struct resource resource = a_resource("{}");
    converge(&resource, "{\"team\":\"web\",\"env\":\"prod\"}", false);
    somebody_sets(&resource, "cost", "7");
    somebody_sets(&resource, "dxaws:record", "made");
    somebody_sets(&resource, "dxaws:unheard", "of");
    converge(&resource, "{\"env\":\"test\"}", false);
    expect(&resource, "team", NULL);
    expect(&resource, "env", "test");
    expect(&resource, "cost", "7");
    expect(&resource, "dxaws:record", "made");
    expect(&resource, "dxaws:unheard", NULL);
    converge(&resource, "{}", false);
    expect(&resource, "env", NULL);
    expect(&resource, "cost", "7");
    expect(&resource, DX_TAG_MEMORY, NULL);
    ck_assert_int_eq(dx_ownership(&site, resource.tags), DX_MADE);
    clear(&resource);
}
END_TEST

START_TEST(a_key_that_somebody_changed_stays_when_it_is_declared_no_more)
{
    struct resource resource = a_resource("{}");
    converge(&resource, "{\"team\":\"web\"}", false);
    somebody_sets(&resource, "team", "ops");
    converge(&resource, "{}", false);
    expect(&resource, "team", "ops");
    clear(&resource);
}
END_TEST

START_TEST(a_key_that_stood_before_us_stays)
{
    struct resource resource = a_resource("{\"team\":\"ops\"}");
    converge(&resource, "{\"team\":\"web\"}", false);
    expect(&resource, "team", "web"); /* what is declared wins */
    converge(&resource, "{}", false);
    expect(&resource, "team", "web"); /* and is none of ours */
    clear(&resource);
}
END_TEST

START_TEST(exact_tags_replace_the_others_but_aws_own)
{
    struct resource resource = a_resource("{\"cost\":\"7\",\"aws:createdBy\":\"x\"}");
    converge(&resource, "{\"team\":\"web\"}", true);
    expect(&resource, "cost", NULL);
    expect(&resource, "aws:createdBy", "x");
    expect(&resource, "team", "web");
    clear(&resource);
}
END_TEST

START_TEST(what_is_ours_is_given_back_or_only_unmarked)
{
    struct resource resource = a_resource("{\"cost\":\"7\"}");
    converge(&resource, "{\"team\":\"web\"}", false);
    for (int all = 0; all < 2; all++) {
        json_t *keys = dx_tags_ours(resource.tags, all);
        json_t *left = dx_tags_merged(resource.tags, NULL, keys);
        ck_assert_ptr_null(json_object_get(left, DX_TAG_MANAGED));
        ck_assert_ptr_null(json_object_get(left, DX_TAG_SITE));
        ck_assert_ptr_null(json_object_get(left, DX_TAG_MEMORY));
        ck_assert_str_eq(dx_text(left, "cost"), "7");
        ck_assert((json_object_get(left, "team") == NULL) == (all != 0));
        json_decref(keys);
        json_decref(left);
    }
    clear(&resource);
}
END_TEST

/* As many as may be declared fit into what one tag can hold. */
START_TEST(forty_five_tags_are_remembered)
{
    struct resource resource = a_resource("{}");
    json_t *declared = json_object();
    for (int i = 0; i < 45; i++) {
        json_t *key = json_sprintf("key%d", i);
        json_object_set_new(declared, json_string_value(key), json_string("value"));
        json_decref(key);
    }
    char *text = json_dumps(declared, 0);
    converge(&resource, text, false);
    ck_assert_uint_eq(strlen(dx_text(resource.tags, DX_TAG_MEMORY)), 225);
    converge(&resource, "{}", false);
    ck_assert_uint_eq(json_object_size(resource.tags), 2);
    free(text);
    json_decref(declared);
    clear(&resource);
}
END_TEST

START_TEST(what_is_marked_is_found_by_its_owner)
{
    static const struct {
        const char *tags;
        const char *owner;
        bool found;
        bool copied;
    } rows[] = {
        {"{}", NULL, false, false},
        {"{\"dxaws:site\":\"site\"}", "site", false, false},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made box\"}", "site", true, false},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made box\"}", NULL, true, false},
        {"{\"dxaws:site\":\"shop\",\"dxaws:managed\":\"made box\"}", "site", false, false},
        {"{\"dxaws:managed\":\"made box\"}", "site", false, false},
        {"{\"dxaws:managed\":\"made box\"}", NULL, true, false},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"made other\"}", "site", true, true},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"adopted other\"}", NULL, true, true},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"adopted box\"}", NULL, true, false},
        {"{\"dxaws:managed\":\"made box2\"}", NULL, true, true},
        {"{\"dxaws:site\":\"site\",\"dxaws:managed\":\"true\"}", "site", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *list = json_array();
        json_t *item = json_pack("{ss ss ss so}", "kind", "box", "identity", "box", "name", "box",
                                 "tags", json(rows[i].tags));
        ck_assert(dx_found(list, item, rows[i].owner));
        ck_assert_msg(json_array_size(list) == rows[i].found, "row %zu", i);
        const json_t *found = json_array_get(list, 0);
        ck_assert_msg(json_is_true(json_object_get(found, "copied")) == rows[i].copied, "row %zu",
                      i);
        json_decref(item);
        json_decref(list);
    }
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("ownership");
    tcase_add_loop_test(cases, tags_say_whose_it_is, 0, sizeof states / sizeof *states);
    tcase_add_test(cases, a_mark_is_its_own_proof);
    tcase_add_test(cases, what_is_marked_is_found_by_its_owner);
    tcase_add_test(cases, evidence_is_one_line);
    tcase_add_test(cases, a_key_of_ours_goes_and_others_stay);
    tcase_add_test(cases, a_key_that_somebody_changed_stays_when_it_is_declared_no_more);
    tcase_add_test(cases, a_key_that_stood_before_us_stays);
    tcase_add_test(cases, exact_tags_replace_the_others_but_aws_own);
    tcase_add_test(cases, what_is_ours_is_given_back_or_only_unmarked);
    tcase_add_test(cases, forty_five_tags_are_remembered);
    return run_suite("kit ownership", cases);
}
