/* SPDX-License-Identifier: MIT */
/* How calls are made, by options, environment and profile: of the tables data/call-options*.json.
 */
#include "table-session.h"

#include "session-private.h"

static struct tables rows;

/* As a row names it: "expect": {"fips": "yes", "request_checksum": "unset"}. */
static void check(const struct aws_call_options *calls, const char *name, const char *expected)
{
    static const char *const words[] = {
        [AWS_UNSET] = "unset", [AWS_YES] = "yes", [AWS_NO] = "no", [AWS_EITHER] = "either"};
    const struct {
        const char *name;
        enum aws_choice choice;
    } choices[] = {{"fips", calls->fips},
                   {"dualstack", calls->dualstack},
                   {"s3_dualstack", calls->s3_dualstack},
                   {"path_style", calls->path_style},
                   {"accelerate", calls->accelerate},
                   {"adaptive", calls->adaptive},
                   {"retry_2_0", calls->retry_2_0},
                   {"skew_correction", calls->skew_correction},
                   {"request_checksum", calls->request_checksum},
                   {"response_checksum", calls->response_checksum}};
    size_t i = 0;
    while (i < sizeof(choices) / sizeof(choices[0]) && strcmp(choices[i].name, name) != 0) {
        i++;
    }
    ck_assert_msg(i < sizeof(choices) / sizeof(choices[0]), "there is no setting %s", name);
    ck_assert_msg(strcmp(words[choices[i].choice], expected) == 0, "%s is %s", name,
                  words[choices[i].choice]);
}

/* rule 20, rule 33, rule 37 and rule 42: the settings of calls, and what they mean */
START_TEST(call_setting_is)
{
    json_t *row = tables_row(&rows, (size_t)_i);
    DXAWS_AUTO(dxaws_session) session = table_session(row);
    const struct aws_settings *settings;
    dxaws_error *error = aws_session_settings(session, &settings);
    const char *mistake = table_text(row, "error");
    if (mistake) {
        ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT, mistake);
        return;
    }
    ck_ok(error);
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(row, "expect"), name, value) {
        check(&settings->calls, name, json_string_value(value));
    }
}
END_TEST

int main(void)
{
    tables_open(&rows, "call-options*.json", TABLE_SESSION_MEMBERS "expect:o error:s");
    table_session_understand(&rows);
    Suite *suite = suite_create("call-options");
    TCase *tests = tcase_create("call-options");
    tcase_add_loop_test(tests, call_setting_is, 0, (int)rows.rows);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&rows);
    return result;
}
