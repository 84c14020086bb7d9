/* SPDX-License-Identifier: MIT */
/* What an action expects to find, right before it writes. */
#include <dxaws/extend/s3.h>
#include <dxaws/kit/check.h>
#include <dxaws/plan.h>
#include <jansson.h>

/* Of a site's bucket, whose marks and one tag go. */
static const char release[] =
    "{\"expected_tags\":{\"dxaws:managed\":\"made b\",\"dxaws:site\":\"s\",\"env\":\"test\"},"
    "\"name\":\"b\",\"removed_tags\":[\"dxaws:managed\",\"dxaws:site\",\"env\"],\"tags\":{}}";

static const struct {
    const char *tags; /* as they stand there now */
    bool written;
} found[] = {
    {"{\"dxaws:managed\":\"made b\",\"dxaws:site\":\"s\",\"env\":\"test\"}", true},
    {"{\"dxaws:managed\":\"made b\",\"dxaws:site\":\"s\",\"env\":\"test\",\"more\":\"1\"}", true},
    {"{}", true},               /* all of it was done by an earlier try */
    {"{\"more\":\"1\"}", true}, /* and somebody set a tag since */
    {"{\"dxaws:managed\":\"made b\",\"dxaws:site\":\"s\"}", true}, /* one of the others is gone */
    {"{\"dxaws:site\":\"s\",\"env\":\"test\"}", false},            /* the mark was taken off */
    {"{\"dxaws:site\":\"s\"}", false},
    {"{\"env\":\"test\"}", false},
    {"{\"dxaws:managed\":\"made c\",\"dxaws:site\":\"s\",\"env\":\"test\"}", false},
    {"{\"dxaws:managed\":\"made b\",\"dxaws:site\":\"t\",\"env\":\"test\"}", false},
};

START_TEST(marks_go_only_where_they_stand_or_went_with_all_else)
{
    DXAWS_AUTO(dxaws_document) payload = NULL;
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    json_t *tags = json_loads(found[_i].tags, 0, NULL);
    ck_ok(dxaws_document_parse(release, &payload));
    ck_ok(dxaws_plan_new_action("s3", "RELEASE", "b", payload, &plan));
    dxaws_error *error = dxaws_s3_check_action(dxaws_plan_at(plan, 0), tags);
    ck_assert_msg((error == NULL) == found[_i].written, "%s: %s", found[_i].tags,
                  error ? dxaws_error_message(error) : "written");
    if (error != NULL) {
        ck_assert_int_eq(dxaws_error_get_kind(error), DXAWS_ERROR_STALE);
    }
    dxaws_error_free(error);
    json_decref(tags);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("actions");
    tcase_add_loop_test(cases, marks_go_only_where_they_stand_or_went_with_all_else, 0,
                        sizeof found / sizeof *found);
    return run_suite("s3 actions", cases);
}
