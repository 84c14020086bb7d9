/* SPDX-License-Identifier: MIT */
/* Names that ACM refuses are refused before anything is asked, and no others, by what
 * tests/aws/truth says of ACM; and tags in the simulated account. The AWS double is held against
 * the same. */
#include <dxaws/acm.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/check.h>

#include <jansson.h>

static json_t *truths(const char *file)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s", TRUTH, file);
    json_t *list = json_load_file(path, 0, NULL);
    ck_assert_uint_gt(json_array_size(list), 5);
    return list;
}

/* The error of a Desired of that name. */
static dxaws_error *check_name(const char *name)
{
    json_t *tree = json_pack("{ss ss}", "domain_name", name, "region", "us-east-1");
    char *text = json_dumps(tree, 0);
    DXAWS_AUTO(dxaws_document) desired = NULL;
    ck_ok(dxaws_document_parse(text, &desired));
    dxaws_error *error = dxaws_acm_module()->check(dxaws_acm_module(), desired);
    free(text);
    json_decref(tree);
    return error;
}

START_TEST(names_are_refused_as_by_acm)
{
    json_t *list = truths("certificates.json");
    size_t index;
    json_t *truth;
    json_array_foreach(list, index, truth) {
        bool refused = json_is_true(json_object_get(truth, "refused"));
        DXAWS_AUTO(dxaws_error)
        error = check_name(json_string_value(json_object_get(truth, "name")));
        ck_assert_msg((error != NULL) == refused, "%s: %s",
                      json_string_value(json_object_get(truth, "what")),
                      error ? dxaws_error_message(error) : "not refused");
    }
    json_decref(list);
}
END_TEST

START_TEST(tags_are_refused_as_by_acm)
{
    json_t *list = truths("tags.json");
    size_t index;
    json_t *truth;
    json_array_foreach(list, index, truth) {
        bool refused = json_is_true(json_object_get(truth, "refused")) &&
                       !json_is_true(json_object_get(truth, "beyond_ascii"));
        const char *fault = dxaws_memory_tags_fault(json_object_get(truth, "tags"));
        ck_assert_msg((fault != NULL) == refused, "%s: %s",
                      json_string_value(json_object_get(truth, "what")), fault);
    }
    json_decref(list);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("truth");
    tcase_add_test(cases, names_are_refused_as_by_acm);
    tcase_add_test(cases, tags_are_refused_as_by_acm);
    return run_suite("acm truth", cases);
}
