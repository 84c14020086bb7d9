/* SPDX-License-Identifier: MIT */
/* Processes on the files of one life, see one-process.c. */
#include "life.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const int64_t START_MS = 1700000000000;

static const char *path_of(const struct life *life, const char *name)
{
    static char paths[8][128];
    static int next;
    char *path = paths[next = (next + 1) % 8];
    snprintf(path, sizeof paths[0], "%s/%s", life->folder, name);
    return path;
}

char *text_of(const struct life *life, const char *name)
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

void write_text(const struct life *life, const char *name, const char *text)
{
    FILE *file = fopen(path_of(life, name), "we");
    ck_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void copy_file(const struct life *life, const char *from, const char *to)
{
    char *text = text_of(life, from);
    write_text(life, to, text);
    free(text);
}

/* The bytes of an object never change, since they are named after themselves. */
static void copy_objects(const struct life *life, const char *from, const char *to)
{
    char path[128];
    DIR *folder = opendir(path_of(life, from));
    ck_assert(folder == NULL || mkdir(path_of(life, to), 0700) == 0 || errno == EEXIST);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char one[600];
        char other[600];
        snprintf(path, sizeof path, "%s", path_of(life, from));
        snprintf(one, sizeof one, "%s/%s", path, entry->d_name);
        snprintf(other, sizeof other, "%s/%s", path_of(life, to), entry->d_name);
        ck_assert(entry->d_name[0] == '.' || link(one, other) == 0 || errno == EEXIST);
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

void copy(const struct life *life, const char *from, const char *to)
{
    char objects[64];
    char others[64];
    snprintf(objects, sizeof objects, "%s.objects", from);
    snprintf(others, sizeof others, "%s.objects", to);
    copy_file(life, from, to);
    copy_objects(life, objects, others);
}

void assert_same_text(const char *left, const char *right, const char *what)
{
    size_t at = 0;
    while (left[at] != '\0' && left[at] == right[at]) {
        at++;
    }
    size_t from = at > 300 ? at - 300 : 0;
    ck_assert_msg(left[at] == right[at], "%s:\n%.600s\nis not\n%.600s", what, left + from,
                  right + from);
}

void assert_same(const struct life *life, const char *one, const char *other, const char *what)
{
    char *left = text_of(life, one);
    char *right = text_of(life, other);
    assert_same_text(left, right, what);
    free(left);
    free(right);
}

/* Runs one process on an account's file and a plan's; false when it was killed at that look. A
 * process that fails ends the test, unless @a fails asks for it. */
bool run(struct life *life, const char *verb, const char *account, const char *plan, int kill_at,
         bool fails)
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

void life_begin(struct life *life)
{
    *life = (struct life){.folder = "/tmp/dxaws-steps-XXXXXX", .now_ms = START_MS};
    ck_assert_ptr_nonnull(mkdtemp(life->folder));
    run(life, "zone", "account", "plan", 0, false);
}

void life_end(const struct life *life)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", life->folder);
    ck_assert_int_eq(system(command), 0);
    free(life->told);
}

/* A member of a plan's file; a new reference. */
json_t *member(const struct life *life, const char *plan, const char *name)
{
    char *text = text_of(life, plan);
    json_t *document = json_loads(text, 0, NULL);
    json_t *value = json_incref(json_object_get(document, name));
    json_decref(document);
    free(text);
    return value;
}

size_t action_count(const struct life *life, const char *plan)
{
    json_t *actions = member(life, plan, "actions");
    size_t count = json_array_size(actions);
    json_decref(actions);
    return count;
}

/* Time passes: while everything waits, more of it. */
void pass_time(struct life *life)
{
    json_t *waiting = member(life, "plan", "waiting");
    life->now_ms += waiting ? 60000 : 1000;
    json_decref(waiting);
}

void write_pages(const struct life *life, const char *text, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "rm -rf %s", path_of(life, "site"));
    ck_assert_int_eq(system(path), 0);
    ck_assert_int_eq(mkdir(path_of(life, "site"), 0700), 0);
    write_text(life, "site/index.html", text);
    snprintf(path, sizeof path, "site/%s", name);
    write_text(life, path, name);
}

void plan(struct life *life, const char *account, const char *desired)
{
    write_text(life, "plan", desired);
    run(life, "plan", account, "plan", 0, false);
}
