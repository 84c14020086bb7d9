/* SPDX-License-Identifier: MIT */
/* What a provider observed, put into a state as a document. */
#include "toy.h"

static struct dx_state state;

static void set_up(void)
{
    ck_assert(dx_state_init(&state, &toy_schema));
    ck_ok(dx_state_merge_text(&state, "{\"name\":\"lamp\",\"colour\":\"red\",\"serial\":\"7\"}"));
}

static void tear_down(void)
{
    dx_state_clear(&state);
}

static void ck_state(const char *wanted)
{
    char *json = dx_state_format_all(&state);
    ck_assert_str_eq(json, wanted);
    free(json);
}

START_TEST(members_are_replaced_whole_and_the_others_kept)
{
    ck_ok(dx_state_merge_text(&state, "{\"colour\":\"blue\",\"brightness\":5}"));
    ck_state("{\"brightness\":5,\"colour\":\"blue\",\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

START_TEST(null_takes_a_member_back)
{
    ck_ok(dx_state_merge_text(&state, "{\"colour\":null,\"brightness\":null}"));
    ck_state("{\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

START_TEST(what_this_release_does_not_know_is_kept)
{
    ck_ok(dx_state_merge_text(&state, "{\"flicker\":{\"hz\":50}}"));
    ck_state("{\"colour\":\"red\",\"flicker\":{\"hz\":50},\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

START_TEST(hidden_members_are_formatted_for_providers_alone)
{
    char *json = dx_state_format(&state);
    ck_assert_str_eq(json, "{\"colour\":\"red\",\"name\":\"lamp\"}");
    free(json);
    ck_state("{\"colour\":\"red\",\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

static const struct {
    const char *json;
    const char *part;
} refused[] = {
    {"{\"brightness\":5,\"colour\":7}", "toy: \"colour\" must be a text, not 7"},
    {"{\"serial\":[]}", "toy: \"serial\" must be a text, not []"},
    {"[]", "toy: not a JSON object: another type"},
    {"{\"colour\":", "toy: not a JSON object: "},
    {NULL, "toy: not a JSON object: no text"},
};

START_TEST(a_wrong_member_changes_nothing)
{
    ck_refused(dx_state_merge_text(&state, refused[_i].json), DXAWS_ERROR_INVALID_ARGUMENT,
               refused[_i].part);
    ck_state("{\"colour\":\"red\",\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

START_TEST(nothing_to_merge_is_a_lack_of_memory)
{
    ck_refused(dx_state_merge(&state, NULL), DXAWS_ERROR_OUT_OF_MEMORY, "");
    ck_refused(dx_state_merge_text(NULL, "{}"), DXAWS_ERROR_OUT_OF_MEMORY, "");
    ck_state("{\"colour\":\"red\",\"name\":\"lamp\",\"serial\":\"7\"}");
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("merge");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, members_are_replaced_whole_and_the_others_kept);
    tcase_add_test(cases, null_takes_a_member_back);
    tcase_add_test(cases, what_this_release_does_not_know_is_kept);
    tcase_add_test(cases, hidden_members_are_formatted_for_providers_alone);
    tcase_add_loop_test(cases, a_wrong_member_changes_nothing, 0, sizeof refused / sizeof *refused);
    tcase_add_test(cases, nothing_to_merge_is_a_lack_of_memory);
    return run_suite("kit merge", cases);
}
