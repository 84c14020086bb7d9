/* SPDX-License-Identifier: MIT */
/* Rule 32, for every source of credentials, one by one: data/secrets.json. */
#include "trial.h"

#include <errno.h>
#include <stdio.h>

static struct tables rows;

/* ---- what answers is broken ---- */

START_TEST(no_secret_is_told_when_all_goes_well)
{
    struct trial trial;
    trial_begin(&trial, tables_row(&rows, (size_t)_i));
    json_t *json = json_object_get(trial.row, "world");
    const char *wanted = table_text(json, "error");
    dxaws_error *error = trial_live(&trial, json, "as it is");
    if (wanted) {
        ck_error(error, DXAWS_ERROR_INVALID_ARGUMENT, strstr(wanted, ": ") + 2);
    } else {
        ck_ok(error);
        ck_assert_msg(!trial.world.problem[0], "%s", trial.world.problem);
        ck_assert_ptr_nonnull(strstr(trial.world.events, "aws.call"));
    }
    trial_end(&trial);
}
END_TEST

START_TEST(no_secret_is_told_when_somebody_repeats_it)
{
    struct trial trial;
    trial_begin(&trial, tables_row(&rows, (size_t)_i));
    json_t *json = json_object_get(trial.row, "world");
    size_t requests =
        table_text(json, "error") ? 0 : json_array_size(json_object_get(json, "http")) + 1;
    for (size_t i = 0; i < requests * (FAILURES - 1) * FORMS; i++) {
        trial.from = i / FORMS / (FAILURES - 1);
        trial.failure = (enum failure)(i / FORMS % (FAILURES - 1) + 1);
        trial.form = (enum form)(i % FORMS);
        if (trial.failure >= HALF_AN_ANSWER && trial.form != AS_IT_IS) {
            continue; /* these do not repeat what was sent */
        }
        dxaws_error_free(trial_live(&trial, json, "repeated"));
        ck_assert_uint_gt(trial.failed, 0);
    }
    trial_end(&trial);
}
END_TEST

/* ---- the world itself is broken ---- */

/* Text in the place of another. Says whether there is such a breakage. @param secret one that it
 * has. */
static bool break_file(unsigned how, const char *text, const char *secret, char *out, size_t room)
{
    switch (how) {
    case 0:
        return snprintf(out, room, "%s\n%s\n", text, secret) > 0;
    case 1:
        return snprintf(out, room, "%s\n[%s\n", text, secret) > 0;
    case 2:
        return snprintf(out, room, "[%s]\n%s = %s", secret, secret, secret) > 0;
    case 3:
        return snprintf(out, room, "%s", secret) > 0;
    case 4:
        return snprintf(out, room, "%s\n\tX: y", secret) > 0;
    case 5:
        return snprintf(out, room, "%.*s", (int)strlen(text) * 2 / 3, text) >= 0;
    case 6:
        return snprintf(out, room, "{\"accessToken\": \"%s\", \"expiresAt\": \"%s\"}", secret,
                        secret) > 0;
    case 7:
        return snprintf(out, room, "[default]\nregion = %.30s\ncredential_process = '%s",
                        "eu-west-1", secret) > 0;
    default:
        return false;
    }
}

static bool break_variable(unsigned how, const char *text, const char *secret, char *out,
                           size_t room)
{
    static const char *const formats[] = {"%s\r\nX: y", "%s \x01", "\x01", "%s%s", "http://%s@:/"};
    (void)secret;
    return how < sizeof(formats) / sizeof(formats[0]) &&
           snprintf(out, room, formats[how], text, text) >= 0;
}

typedef bool breakage(unsigned how, const char *text, const char *secret, char *out, size_t room);

/* Every text of a member of the world, in every way. */
static void break_each(struct trial *trial, const char *member, breakage *broken)
{
    json_t *world = json_object_get(trial->row, "world");
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(world, member), name, value) {
        char text[8192];
        const char *secret = NULL;
        size_t index;
        json_t *canary;
        json_array_foreach(json_object_get(trial->row, "canaries"), index, canary) {
            if (strstr(json_string_value(value), json_string_value(canary))) {
                secret = json_string_value(canary);
            }
        }
        for (unsigned how = 0;
             secret && broken(how, json_string_value(value), secret, text, sizeof(text)); how++) {
            json_t *copy = json_deep_copy(world);
            json_object_set_new(json_object_get(copy, member), name, json_string(text));
            dxaws_error_free(trial_live(trial, copy, name));
            json_decref(copy);
        }
    }
}

START_TEST(no_secret_is_told_of_broken_files_and_variables)
{
    struct trial trial;
    trial_begin(&trial, tables_row(&rows, (size_t)_i));
    break_each(&trial, "files", break_file);
    break_each(&trial, "environment", break_variable);
    trial_end(&trial);
}
END_TEST

/* What a program prints before it fails, and says of that. */
START_TEST(no_secret_is_told_of_broken_programs)
{
    static const struct {
        int status;
        const char *output;
        const char *errors;
    } ends[] = {
        {3, "%s", ""},
        {3, "%s", "I have %s for you"},
        {3, "", "AWS_SECRET_ACCESS_KEY=%s"},
        {3, "", "GET https://h/?X-Amz-Security-Token=%s&X-Amz-Signature=%s: 403"},
        {3, "", "+ curl -H 'Authorization: Bearer %s'"},
        {3, "{\"SecretAccessKey\": \"%s\"", "cannot read {\"SecretAccessKey\": \"%s\""},
        {-ETIMEDOUT, "%s", "%s"},
        {-EFBIG, "%s", "%s"},
        {-ENOENT, "", ""},
        {0, "%s", "%s"},
        {0, "{\"Version\": 1, \"SecretAccessKey\": \"%s\"}", ""},
        {0, "{\"Version\": \"%s\"}", "%s"},
        {0, "{\"Version\": 1, \"AccessKeyId\": \"A %s\", \"SecretAccessKey\": \"%s\"}", ""},
        {0,
         "{\"Version\": 1, \"AccessKeyId\": \"A\", \"SecretAccessKey\": \"b\", \"Expiration\": "
         "\"%s\"}",
         ""},
    };
    struct trial trial;
    trial_begin(&trial, tables_row(&rows, (size_t)_i));
    json_t *world = json_object_get(trial.row, "world");
    const char *secret =
        json_string_value(json_array_get(json_object_get(trial.row, "canaries"), 0));
    const char *line;
    json_t *value;
    json_object_foreach(json_object_get(world, "programs"), line, value) {
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
            char texts[2][1024];
            snprintf(texts[0], sizeof(texts[0]), ends[i].output, secret, secret);
            snprintf(texts[1], sizeof(texts[1]), ends[i].errors, secret, secret);
            json_t *copy = json_deep_copy(world);
            json_object_set_new(json_object_get(copy, "programs"), line,
                                json_pack("{s:i, s:s, s:s}", "status", ends[i].status, "output",
                                          texts[0], "errors", texts[1]));
            dxaws_error *error = trial_live(&trial, copy, ends[i].errors);
            ck_assert_ptr_nonnull(error);
            dxaws_error_free(error);
            json_decref(copy);
        }
    }
    trial_end(&trial);
}
END_TEST

/* The search itself: whatever is there is found. */
START_TEST(search_finds_what_is_there)
{
    const char *secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    struct canaries *canaries = calloc(1, sizeof(*canaries));
    char text[512];
    canaries_add(canaries, secret);
    snprintf(text, sizeof(text), "..%.12s..", secret);
    ck_assert_ptr_eq(canaries_find(canaries, text), text + 2);
    snprintf(text, sizeof(text), "..%.11s..", secret);
    ck_assert_ptr_null(canaries_find(canaries, text));
    char *encoded = canary_percent(secret);
    ck_assert_ptr_nonnull(canaries_find(canaries, encoded));
    free(encoded);
    for (size_t before = 0; before < 3; before++) {
        encoded = canary_base64(secret, before);
        ck_assert_ptr_nonnull(canaries_find(canaries, encoded));
        free(encoded);
    }
    free(canaries);
}
END_TEST

static void understand(void)
{
    for (size_t i = 0; i < rows.rows; i++) {
        json_t *row = tables_row(&rows, i);
        json_t *world = json_object_get(row, "world");
        json_object_set(world, "name", json_object_get(row, "name"));
        table_understand(tables_file(&rows, i), table_name(row), world, WORLD_MEMBERS);
        world_understand(tables_file(&rows, i), world);
    }
}

int main(void)
{
    tables_open(&rows, "secrets.json", "name:s! canaries:a! repeats:a world:o!");
    understand();
    int count = (int)rows.rows;
    Suite *suite = suite_create("secrets");
    TCase *tests = tcase_create("secrets");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, search_finds_what_is_there);
    tcase_add_loop_test(tests, no_secret_is_told_when_all_goes_well, 0, count);
    tcase_add_loop_test(tests, no_secret_is_told_when_somebody_repeats_it, 0, count);
    tcase_add_loop_test(tests, no_secret_is_told_of_broken_files_and_variables, 0, count);
    tcase_add_loop_test(tests, no_secret_is_told_of_broken_programs, 0, count);
    suite_add_tcase(suite, tests);
    int result = run_suite(suite);
    tables_close(&rows);
    return result;
}
