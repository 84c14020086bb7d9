/* SPDX-License-Identifier: MIT */
/* The life of a site, driven from outside: each step in a process of its own that knows nothing but
 * the account's file and the plan's text, killed between the steps and inside them. */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

extern char **environ;

#define BASE "\"site\":\"" SITE "\",\"domain\":\"" DOMAIN "\",\"region\":\"ca-central-1\","
#define CHANGED                                                                                    \
    BASE "\"tags\":{\"a\":\"b\"},\"fallback\":\"spa\",\"bucket\":{\"versioning\":false},"          \
         "\"certificate\":{\"key_algorithm\":\"EC_prime256v1\"},\"cdn\":{\"ipv6\":false},"         \
         "\"protect\":false"

/* From nothing, a change that concerns all four modules, and away. */
static const char *const phases[] = {
    "{" BASE "\"protect\":false}",
    "{" CHANGED "}",
    "{" CHANGED ",\"present\":false}",
};
enum { PHASE_COUNT = sizeof phases / sizeof *phases, MOST_STEPS = 200 };

static const int64_t START_MS = 1700000000000;

/* Files of one life, in a folder of its own. */
struct life {
    char folder[64];
    int64_t now_ms;
    char *told; /* what the last process said on stderr */
};

static const char *path_of(const struct life *life, const char *name)
{
    static char paths[8][128];
    static int next;
    char *path = paths[next = (next + 1) % 8];
    snprintf(path, sizeof paths[0], "%s/%s", life->folder, name);
    return path;
}

static char *text_of(const struct life *life, const char *name)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path_of(life, name), "re");
    if (file == NULL) {
        return strdup("");
    }
    if (getdelim(&text, &size, '\0', file) < 0) {
        free(text);
        text = strdup("");
    }
    fclose(file);
    return text;
}

static void write_text(const struct life *life, const char *name, const char *text)
{
    FILE *file = fopen(path_of(life, name), "we");
    ck_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* Runs one process on an account's file and a plan's; false when it was killed at that look. A
 * process that fails ends the test, unless @a fails asks for it. */
static bool run(struct life *life, const char *verb, const char *account, const char *plan,
                int kill_at, bool fails)
{
    char now[32];
    char at[16];
    snprintf(now, sizeof now, "%lld", (long long)life->now_ms);
    snprintf(at, sizeof at, "%d", kill_at);
    const char *const arguments[] = {ONE_PROCESS, verb, path_of(life, account), path_of(life, plan),
                                     now,         at,   path_of(life, "log"),   NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, path_of(life, "stderr"),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child;
    int status;
    ck_assert_int_eq(posix_spawn(&child, ONE_PROCESS, &actions, NULL,
                                 (char *const *)(uintptr_t)arguments, environ),
                     0);
    posix_spawn_file_actions_destroy(&actions);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && kill_at > 0) {
        return false;
    }
    free(life->told);
    life->told = text_of(life, "stderr");
    ck_assert_msg(WIFEXITED(status) && (WEXITSTATUS(status) != 0) == fails, "%s: status %d: %s",
                  verb, status, life->told);
    return true;
}

static void begin(struct life *life)
{
    *life = (struct life){.folder = "/tmp/dxaws-steps-XXXXXX", .now_ms = START_MS};
    ck_assert_ptr_nonnull(mkdtemp(life->folder));
    run(life, "zone", "account", "plan", 0, false);
}

static void end(const struct life *life)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", life->folder);
    ck_assert_int_eq(system(command), 0);
    free(life->told);
}

/* A member of a plan's file; a new reference. */
static json_t *member(const struct life *life, const char *plan, const char *name)
{
    char *text = text_of(life, plan);
    json_t *document = json_loads(text, 0, NULL);
    json_t *value = json_incref(json_object_get(document, name));
    json_decref(document);
    free(text);
    return value;
}

static size_t action_count(const struct life *life, const char *plan)
{
    json_t *actions = member(life, plan, "actions");
    size_t count = json_array_size(actions);
    json_decref(actions);
    return count;
}

/* Time passes: while everything waits, more of it. */
static void pass_time(struct life *life)
{
    json_t *waiting = member(life, "plan", "waiting");
    life->now_ms += waiting ? 60000 : 1000;
    json_decref(waiting);
}

static void plan(struct life *life, const char *account, const char *desired)
{
    write_text(life, "plan", desired);
    run(life, "plan", account, "plan", 0, false);
}

/* What is there, but for the moments when it was made or changed. */
static json_t *without_times(json_t *value)
{
    const char *name;
    json_t *item;
    void *next;
    size_t index;
    json_object_foreach_safe(value, next, name, item) {
        size_t length = strlen(name);
        if ((length > 3 && strcmp(name + length - 3, "_ms") == 0) ||
            strcmp(name, "not_after") == 0) {
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

static void assert_same_account(const struct life *one, const struct life *other)
{
    char *left = text_of(one, "account");
    char *right = text_of(other, "account");
    json_t *left_tree = without_times(json_loads(left, 0, NULL));
    json_t *right_tree = without_times(json_loads(right, 0, NULL));
    char *shown = json_dumps(left_tree, JSON_INDENT(1) | JSON_SORT_KEYS);
    char *other_shown = json_dumps(right_tree, JSON_INDENT(1) | JSON_SORT_KEYS);
    ck_assert_str_eq(shown, other_shown);
    free(shown);
    free(other_shown);
    json_decref(left_tree);
    json_decref(right_tree);
    free(left);
    free(right);
}

/* One step after the other until nothing is left. */
static void take_steps(struct life *life)
{
    int steps = 0;
    for (; action_count(life, "plan") > 0; steps++) {
        ck_assert_int_lt(steps, MOST_STEPS);
        run(life, "step", "account", "plan", 0, false);
        pass_time(life);
    }
    ck_assert_int_gt(steps, 5);
}

START_TEST(a_life_in_steps_is_a_life_in_runs)
{
    struct life steps;
    struct life runs;
    begin(&steps);
    begin(&runs);
    for (int i = 0; i < PHASE_COUNT; i++) {
        plan(&steps, "account", phases[i]);
        plan(&runs, "account", phases[i]);
        take_steps(&steps);
        run(&steps, "apply", "account", "plan", 0, false);
        run(&runs, "apply", "account", "plan", 0, false);
        assert_same_account(&steps, &runs);
        char *result = text_of(&steps, "plan.result");
        char *other = text_of(&runs, "plan.result");
        ck_assert_str_eq(result, other);
        free(result);
        free(other);
        steps.now_ms += 3600000;
        runs.now_ms = steps.now_ms;
    }
    end(&steps);
    end(&runs);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("steps");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, a_life_in_steps_is_a_life_in_runs);
    return run_suite("steps", tests);
}
