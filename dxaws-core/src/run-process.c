/* SPDX-License-Identifier: MIT */
/* Runs a program: no shell, nothing inherited but the environment, bounded time and output. */
#include "run-process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "buffer.h"

#define OUTPUT_LIMIT ((size_t)64 * 1024)
#define SLICE_MS 20 /* how often cancellation, deadline and the child are looked at */

struct child {
    pid_t pid;
    int pipes[2]; /* what it writes to standard output and standard error; -1 at the end */
    struct aws_buffer texts[2];
    bool exited;
    int status;
};

static int64_t monotonic_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int fill_actions(posix_spawn_file_actions_t *actions, int output, int errors)
{
    int problem = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
    if (!problem) {
        problem = posix_spawn_file_actions_adddup2(actions, output, 1);
    }
    if (!problem) {
        problem = posix_spawn_file_actions_adddup2(actions, errors, 2);
    }
#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 34)
    if (!problem) { /* what other code of the program opened without O_CLOEXEC */
        problem = posix_spawn_file_actions_addclosefrom_np(actions, 3);
    }
#endif
#endif
    return problem;
}

/* A process group of its own, so that what it starts can be ended with it. */
static int start(struct child *child, const char *const *arguments, int output, int errors)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem) {
        return problem;
    }
    problem = posix_spawnattr_init(&attributes);
    if (problem) {
        posix_spawn_file_actions_destroy(&actions);
        return problem;
    }
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    problem = fill_actions(&actions, output, errors);
    if (!problem) {
        problem = posix_spawnp(&child->pid, arguments[0], &actions, &attributes,
                               (char *const *)(uintptr_t)arguments, environ);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

/* Where vfork() is fork(), as under emulators and valgrind, posix_spawn() cannot tell why a program
 * did not start: it ends with 127. */
static int look_for(const char *program)
{
    return strchr(program, '/') && access(program, X_OK) != 0 ? errno : 0;
}

static int open_and_start(struct child *child, const char *const *arguments)
{
    int ends[2][2] = {{-1, -1}, {-1, -1}};
    int problem = look_for(arguments[0]);
    for (int i = 0; i < 2 && !problem; i++) {
        if (pipe2(ends[i], O_CLOEXEC) != 0) {
            problem = errno;
        }
    }
    if (!problem) {
        problem = start(child, arguments, ends[0][1], ends[1][1]);
    }
    for (int i = 0; i < 2; i++) {
        if (ends[i][1] >= 0) {
            close(ends[i][1]);
        }
        if (problem && ends[i][0] >= 0) {
            close(ends[i][0]);
        }
        child->pipes[i] = problem ? -1 : ends[i][0];
        if (!problem) {
            fcntl(ends[i][0], F_SETFL, O_NONBLOCK);
        }
    }
    return problem;
}

/* Takes what there is. */
static void drain(struct child *child, int index)
{
    char chunk[4096];
    ssize_t size = 0;
    while (child->pipes[index] >= 0 && !child->texts[index].failed &&
           (size = read(child->pipes[index], chunk, sizeof(chunk))) > 0) {
        aws_buffer_append(&child->texts[index], chunk, (size_t)size);
    }
    explicit_bzero(chunk, sizeof(chunk));
    if (child->pipes[index] >= 0 && size == 0) {
        close(child->pipes[index]);
        child->pipes[index] = -1;
    }
}

static void look(struct child *child)
{
    if (child->exited) {
        return;
    }
    pid_t result = waitpid(child->pid, &child->status, WNOHANG);
    child->exited = result == child->pid || (result < 0 && errno == ECHILD);
}

/* 0 when it ended by itself, else a negative errno value. */
static int attend(struct child *child, dxaws_context *context, int64_t timeout_ms)
{
    int64_t deadline = monotonic_ms() + timeout_ms;
    for (;;) {
        look(child); /* before draining: what it wrote before its end is then all there */
        for (int i = 0; i < 2; i++) {
            drain(child, i);
        }
        if (child->texts[0].failed || child->texts[1].failed) {
            return -EFBIG;
        }
        if (child->exited) {
            return 0;
        }
        if (dxaws_context_is_cancelled(context)) {
            return -ECANCELED;
        }
        if (monotonic_ms() >= deadline || dxaws_context_remaining_ms(context) <= 0) {
            return -ETIMEDOUT;
        }
        struct pollfd polls[2] = {{child->pipes[0], POLLIN, 0}, {child->pipes[1], POLLIN, 0}};
        poll(polls, 2, SLICE_MS);
    }
}

static void finish(struct child *child)
{
    if (!child->exited) {
        kill(-child->pid, SIGKILL);
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, &child->status, 0) < 0 && errno == EINTR) {
            ;
        }
    }
    for (int i = 0; i < 2; i++) {
        if (child->pipes[i] >= 0) {
            close(child->pipes[i]);
        }
    }
}

int aws_spawn(void *self, dxaws_context *context, const char *const *arguments, int64_t timeout_ms,
              char **output, char **diagnostics)
{
    (void)self;
    struct child child = {.texts = {{.limit = OUTPUT_LIMIT}, {.limit = OUTPUT_LIMIT}}};
    int result = -open_and_start(&child, arguments);
    if (!result) {
        result = attend(&child, context, timeout_ms);
        finish(&child);
        if (!result) {
            result = WIFSIGNALED(child.status) ? 128 + WTERMSIG(child.status)
                                               : WEXITSTATUS(child.status);
        }
    }
    char *texts[2] = {aws_buffer_take(&child.texts[0]), aws_buffer_take(&child.texts[1])};
    for (int i = 0; i < 2; i++) {
        aws_buffer_free(&child.texts[i]);
    }
    *output = texts[0];
    *diagnostics = texts[1];
    return result;
}
