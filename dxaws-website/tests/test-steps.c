/* SPDX-License-Identifier: MIT */
/* The life of a site, driven from outside: each step in a process of its own that knows nothing but
 * the account's file and the plan's text, killed between the steps and inside them. */
#include <dxaws/kit/check.h>
#include <stdlib.h>
#include <string.h>

#include "life.h"

/* From nothing with a folder, a change that concerns all modules, and away. */
#define FOLDER ",\"content\":{\"source\":\"%s/site\"}"
static const struct {
    const char *desired;
    const char *text;
    const char *page;
} phases[] = {{"{" BASE "\"protect\":false" FOLDER "}", "old", "a.html"},
              {"{" CHANGED FOLDER "}", "new", "b.css"},
              {"{" CHANGED FOLDER ",\"present\":false}", "new", "b.css"}};
#define ELSEWHERE                                                                                  \
    "\"site\":\"" SITE "\",\"domain\":\"www.elsewhere.example\",\"region\":\"ca-central-1\","      \
    "\"protect\":false,\"dns\":{\"manage\":false}"
enum { PHASE_COUNT = sizeof phases / sizeof *phases, MOST_STEPS = 200 };

static bool is_momentary(const char *name)
{
    static const char *const names[] = {"not_after", "reference", ".dxaws/content.gz"};
    size_t length = strlen(name);
    bool is = length > 3 && strcmp(name + length - 3, "_ms") == 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        is = is || strcmp(name, names[i]) == 0;
    }
    return is;
}

/* What is there, but for the moments when it was made or changed, and for what has them in it: what
 * the index of the objects says is compared with the folder when it is planned from. */
static json_t *without_times(json_t *value)
{
    const char *name;
    json_t *item;
    void *next;
    size_t index;
    json_object_foreach_safe(value, next, name, item) {
        if (is_momentary(name)) {
            json_object_del(value, name);
        } else {
            without_times(item);
        }
    }
    json_array_foreach(value, index, item) {
        without_times(item);
    }
    return value;
}

static void assert_same_account(const struct life *one, const char *name, const struct life *other,
                                const char *what)
{
    char *left = text_of(one, name);
    char *right = text_of(other, "account");
    json_t *left_tree = without_times(json_loads(left, 0, NULL));
    json_t *right_tree = without_times(json_loads(right, 0, NULL));
    char *shown = json_dumps(left_tree, JSON_INDENT(1) | JSON_SORT_KEYS);
    char *other_shown = json_dumps(right_tree, JSON_INDENT(1) | JSON_SORT_KEYS);
    assert_same_text(shown, other_shown, what);
    free(shown);
    free(other_shown);
    json_decref(left_tree);
    json_decref(right_tree);
    free(left);
    free(right);
}

/* Takes the step again and again from the same state, killed at one look after the other, and then
 * once more in peace: it always comes to the state that "plan" and "account" are in now. How often
 * it was killed. */
static int kill_everywhere(struct life *life)
{
    bool killed = true;
    int at = 1;
    for (; killed; at++) {
        char what[64];
        snprintf(what, sizeof what, "killed at look %d", at);
        copy(life, "account.before", "account.killed");
        copy(life, "plan.before", "plan.killed");
        killed = !run(life, "step", "account.killed", "plan.killed", at, false);
        if (killed) {
            assert_same(life, "plan.killed", "plan.before", what);
            run(life, "step", "account.killed", "plan.killed", 0, false);
        }
        /* The id of a change whose answer was lost is not known; all else is the same. */
        json_t *left = member(life, "plan.killed", "actions");
        json_t *expected = member(life, "plan", "actions");
        ck_assert_msg(json_equal(left, expected), "%s: other actions are left", what);
        json_decref(left);
        json_decref(expected);
        /* Who takes a step again looks later, and may have seen a record that stood already. */
        assert_same_account(life, "account.killed", life, what);
    }
    return at - 2;
}

/* As whoever runs the DNS of the domain would, who reads what the plan waits for. */
static void make_what_is_told(struct life *life)
{
    json_t *waiting = member(life, "plan", "waiting");
    const char *text = json_string_value(waiting);
    if (text != NULL && strstr(text, "make the record ") != NULL) {
        run(life, "cname", "account", "plan", 0, false);
    }
    json_decref(waiting);
}

/* One step after the other until nothing is left. */
static void take_steps(struct life *life)
{
    int steps = 0;
    int kills = 0;
    for (; action_count(life, "plan") > 0; steps++) {
        ck_assert_int_lt(steps, MOST_STEPS);
        copy(life, "account", "account.before");
        copy(life, "plan", "plan.before");
        run(life, "step", "account", "plan", 0, false);
        copy(life, "log", "log.before");
        kills += kill_everywhere(life);
        copy(life, "log.before", "log");
        make_what_is_told(life);
        pass_time(life);
    }
    ck_assert_int_gt(steps, 5);
    ck_assert_int_gt(kills, steps);
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The actions that were performed, whatever their order. */
static void assert_same_writes(const struct life *one, const struct life *other)
{
    enum { MOST_LINES = 200 };
    const struct life *const lives[] = {one, other};
    char *texts[2];
    char *lines[2][MOST_LINES];
    size_t counts[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        texts[i] = text_of(lives[i], "log");
        char *rest = NULL;
        for (char *line = strtok_r(texts[i], "\n", &rest); line != NULL;
             line = strtok_r(NULL, "\n", &rest)) {
            ck_assert_uint_lt(counts[i], MOST_LINES);
            lines[i][counts[i]++] = line;
        }
        qsort(lines[i], counts[i], sizeof *lines[i], compare_lines);
    }
    ck_assert_uint_eq(counts[0], counts[1]);
    ck_assert_uint_gt(counts[0], 0);
    for (size_t k = 0; k < counts[0]; k++) {
        ck_assert_str_eq(lines[0][k], lines[1][k]);
    }
    free(texts[0]);
    free(texts[1]);
}

static void begin_phase(struct life *life, int phase)
{
    char desired[800];
    snprintf(desired, sizeof desired, phases[phase].desired, life->folder);
    write_pages(life, phases[phase].text, phases[phase].page);
    plan(life, "account", desired);
}

START_TEST(a_life_in_steps_is_a_life_in_runs)
{
    struct life steps;
    struct life runs;
    life_begin(&steps);
    life_begin(&runs);
    for (int i = 0; i < PHASE_COUNT; i++) {
        begin_phase(&steps, i);
        begin_phase(&runs, i);
        take_steps(&steps);
        run(&steps, "apply", "account", "plan", 0, false);
        run(&runs, "apply", "account", "plan", 0, false);
        assert_same_account(&steps, "account", &runs, "in steps");
        assert_same_writes(&steps, &runs);
        char *result = text_of(&steps, "plan.result");
        char *other = text_of(&runs, "plan.result");
        ck_assert_str_eq(result, other);
        free(result);
        free(other);
        char *account = text_of(&steps, "account");
        ck_assert((strstr(account, phases[i].page) != NULL) == (i + 1 < PHASE_COUNT));
        free(account);
        begin_phase(&steps, i);
        ck_assert_uint_eq(action_count(&steps, "plan"), 0);
        steps.now_ms += 3600000;
        runs.now_ms = steps.now_ms;
    }
    life_end(&steps);
    life_end(&runs);
}
END_TEST

/* Of a site whose records are made elsewhere. */
START_TEST(a_life_without_a_zone)
{
    static const char *const desires[] = {"{" ELSEWHERE "}", "{" ELSEWHERE ",\"present\":false}"};
    struct life life;
    life_begin(&life);
    for (int i = 0; i < 2; i++) {
        plan(&life, "account", desires[i]);
        take_steps(&life);
        run(&life, "apply", "account", "plan", 0, false);
        char *result = text_of(&life, "plan.result");
        char *account = text_of(&life, "account");
        ck_assert_msg((strstr(result, "validation_record") != NULL) == (i == 0), "%s", result);
        ck_assert_msg((strstr(account, "\"certificate\": {}") == NULL) == (i == 0), "%s", account);
        plan(&life, "account", desires[i]);
        ck_assert_uint_eq(action_count(&life, "plan"), 0);
        free(account);
        free(result);
    }
    life_end(&life);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("steps");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, a_life_in_steps_is_a_life_in_runs);
    tcase_add_test(tests, a_life_without_a_zone);
    return run_suite("steps", tests);
}
