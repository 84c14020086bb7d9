/* SPDX-License-Identifier: MIT */
/* The program dxaws.
 *
 *   options*.c help.c  the command line: tables of commands and options
 *   yaml-*.c           files as trees that remember lines and columns
 *   manifest*.c        the manifest: the table of fields, the website module's document
 *   account.c          whose account it is
 *   site.c section.c   the commands on a site, on one module's section
 *   init.c             a manifest to begin with
 *   describe.c command-description.c  what the modules and the program consist of
 *   complete*.c       what a word could become, for shells
 *   schema.c schema/   the documents of both as JSON Schema
 *   runbooks/          what is done when, here or by a state machine
 *   report.c report/   a page about a run, from its events
 *   doctor.c           what a session would do, and what is wrong with it
 *   credentials.c      keys for other tools
 *   checks/            a site from outside: preflight and verify, by DNS and HTTPS
 *   memory.c           the commands on the simulated account
 *   edge/              what CloudFront would answer for it, and its server
 *   several.c          one file after the other
 *   subject*.c         plan, apply, show and destroy, alike for a site and a section
 *   modules.c          the modules that the program is linked with, and their managers
 *   saved-plan.c       plans in files
 *   adapters.c         --adapter: their providers
 *   listeners.c        services that are told what happens
 *   output/            plans, tables and progress for people
 *   failure.c          errors and exit statuses
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/prctl.h>
#else
#include <sys/resource.h>
#endif
#include <unistd.h>

#include "exit-status.h"
#include "mfa.h"
#include "output/terminal.h"
#include "run.h"
#include "several.h"

/* A signal handler has no other way to find the context: set once, before the handler. */
static dxaws_context *volatile interrupted_context;

static void interrupt(int number)
{
    (void)number;
    if (dxaws_context_is_cancelled(interrupted_context)) {
        _exit(EXIT_INTERRUPTED); /* asked twice: at once */
    }
    dxaws_context_cancel(interrupted_context);
}

static void catch_signals(dxaws_context *context)
{
    interrupted_context = context;
    struct sigaction action = {.sa_handler = interrupt}; /* no SA_RESTART: read() ends too */
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A reader that went away is an error of the write, not the end of a half-done apply. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
}

/* A core dump would hold the environment, and what libcurl was given to send. As ssh-agent does. */
static void forbid_core_dumps(void)
{
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0);
#else
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#endif
}

/* A descriptor that is closed would be given to the next file or connection that is opened, and
 * what is said for people would go there. Nothing can be read from, or written to, what stands in.
 */
static bool reserve_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) {
            return false;
        }
    }
    return true;
}

static dxaws_error *open_session(const struct options *options, dxaws_session **session)
{
    DXAWS_AUTO(dxaws_session_options) settings = dxaws_session_options_new();
    if (settings == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_session_options_set_profile(settings, options->profile);
    dxaws_session_options_set_region(settings, options->region);
    dxaws_session_options_set_endpoint_url(settings, options->endpoint_url);
    dxaws_session_options_set_mfa(settings, mfa_ask, (void *)(uintptr_t)options);
    if (options->role_arn != NULL) {
        DXAWS_AUTO(dxaws_role) role = dxaws_role_new(options->role_arn);
        dxaws_role_set_external_id(role, options->external_id);
        dxaws_session_options_set_role(settings, role);
    }
    return dxaws_session_new(settings, session);
}

static dxaws_error *run_command(struct run *run, struct options *options)
{
    const struct command *command = run->options->command;
    switch (command->verb) {
    case VERB_INIT:
        return init_run(run);
    case VERB_LIST:
        return list_run(run);
    case VERB_DESCRIBE:
        return describe_run(run);
    case VERB_SCHEMA:
        return schema_run(run);
    case VERB_REPORT:
        return report_run(run);
    case VERB_BOOKS:
    case VERB_BOOK:
        return books_run(run);
    case VERB_COMPLETE:
        return complete_run(run);
    case VERB_DOCTOR:
        return doctor_run(run);
    case VERB_EXPORT:
        return credentials_run(run);
    case VERB_ZONE:
    case VERB_CNAME:
    case VERB_RESET:
    case VERB_SERVE:
        return memory_run(run);
    case VERB_RUN:
        return options->state_machine ? machine_run(run, options) : local_run(run, options);
    default:
        return several_run(run, options);
    }
}

static dxaws_error *prepare(struct run *run)
{
    run->context = dxaws_context_new_run(NULL);
    if (run->context == NULL) {
        return dxaws_error_out_of_memory();
    }
    run_set_timeout(run);
    catch_signals(run->context);
    run->colors = terminal_has_colors(stdout, run->options->no_color);
    return open_session(run->options, &run->session);
}

/* What could not be written was not said. The reader of a pipe who went away, as in `| head`,
 * knows. */
static int finish(int status)
{
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        const char *reason = errno != 0 ? strerror(errno) : NULL; /* it may have been earlier */
        struct stat about;
        if (fstat(STDOUT_FILENO, &about) != 0 || !S_ISFIFO(about.st_mode)) {
            fprintf(stderr, "dxaws: standard output cannot be written%s%s\n", reason ? ": " : "",
                    reason ? reason : "");
        }
        return status == 0 || status == EXIT_CHANGES ? EXIT_ERROR : status;
    }
    return status;
}

int main(int count, char **arguments)
{
    struct options options;
    if (!reserve_streams()) {
        return EXIT_ERROR;
    }
    forbid_core_dumps();
    dxaws_error *error = options_parse(count - 1, (const char *const *)arguments + 1, &options);
    if (error == NULL && options.help) {
        help_print(stdout, options.command, options.group);
        return finish(0);
    }
    if (error == NULL && options.version) {
        puts("dxaws " DXAWS_VERSION);
        return finish(0);
    }
    struct run run = {.options = &options};
    error = error ? error : prepare(&run);
    error = error ? error : run_command(&run, &options);
    progress_end(run.progress);
    run.progress = NULL;
    run.status = run.status == EXIT_CHANGES && options.flat_exit ? 0 : run.status;
    int status = error ? run_fail(&run, error) : run.status;
    adapters_close(&run);
    dxaws_error_free(error);
    dxaws_session_unref(run.session);
    json_decref(run.printed);
    free(run.text);
    free(run.bus);
    free(options.planned);
    return finish(status); /* the context stays: a late signal may still look at it */
}
