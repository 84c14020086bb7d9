/* SPDX-License-Identifier: MIT */
/* --adapter: the providers that the modules make, and the managers on top of them. */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error-codes.h"
#include "listeners.h"
#include "modules.h"
#include "read-only.h"
#include "output/terminal.h"

/* How much faster than the real time the simulated account's is. */
static const double MEMORY_SPEED = 60.0;
/* A replay's waits were waited when it was recorded. */
static const double REPLAY_SPEED = 1000.0;

/* The function of the module, whose name is the prefix and the module's. */
static dxaws_error *make_lambda(const struct run *run, const dxaws_module *module,
                                dxaws_provider **provider)
{
    char *function = NULL;
    if (asprintf(&function, "%s%s", run->options->function_prefix, module->name) < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error =
        module->make(module, "lambda",
                     DXAWS_PROVIDER_PARTS(.session = run->session, .function = function), provider);
    free(function);
    return error;
}

/* The base that --adapter names. */
static dxaws_error *make_base(const struct run *run, const dxaws_module *module,
                              dxaws_provider **provider)
{
    switch (run->options->base) {
    case ADAPTER_MEMORY:
        return module->make(module, "memory", DXAWS_PROVIDER_PARTS(.account = run->account),
                            provider);
    case ADAPTER_REPLAY:
        return module->make(module, "replay",
                            DXAWS_PROVIDER_PARTS(.path = run->options->replay_file), provider);
    case ADAPTER_LAMBDA:
        return make_lambda(run, module, provider);
    default:
        return module->make(module, "aws", DXAWS_PROVIDER_PARTS(.session = run->session), provider);
    }
}

/* What the verb may do with it. */
static dxaws_error *make_allowed(const struct run *run, const dxaws_module *module,
                                 dxaws_provider **provider)
{
    DXAWS_AUTO(dxaws_provider) base = NULL;
    dxaws_error *error = make_base(run, module, &base);
    if (error == NULL && (run->options->command->verb & (VERB_DRIFT | VERB_PREFLIGHT)) != 0) {
        return read_only_new(base, provider);
    }
    *provider = base;
    base = NULL;
    return error;
}

/* That, and the layer on it. */
static dxaws_error *make_provider(const struct run *run, const dxaws_module *module,
                                  dxaws_provider **provider)
{
    const char *record = run->options->record_file;
    const char *layer = run->options->dry_run ? "dry-run" : record ? "recording" : NULL;
    DXAWS_AUTO(dxaws_provider) base = NULL;
    dxaws_error *error = make_allowed(run, module, &base);
    if (error == NULL && layer != NULL) {
        return module->make(module, layer, DXAWS_PROVIDER_PARTS(.inner = base, .path = record),
                            provider);
    }
    if (error == NULL) {
        *provider = base;
        base = NULL;
    }
    return error;
}

/* Makes the folders above a file, as mkdir -p does. */
static dxaws_error *make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = mkdir(path, 0700) != 0 && errno != EEXIST;
        int code = errno;
        *slash = '/';
        if (failed) {
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_MEMORY_FILE,
                                   "%s: its folder cannot be made: %s; choose another file with "
                                   "--adapter memory=FILE",
                                   path, strerror(code));
        }
    }
    return NULL;
}

static bool only_reads(const struct run *run)
{
    enum verb verb = run->options->command->verb;
    return run->options->dry_run || (verb & VERBS_DIFFER) || verb == VERB_SHOW ||
           verb == VERB_LIST || verb == VERB_PREFLIGHT;
}

/* Without its folder there is no account yet: who only reads sees an empty one, and makes none. */
static bool is_begun(const char *path)
{
    char *folder = strndup(path, (size_t)(strrchr(path, '/') - path));
    bool found = folder == NULL || access(folder, F_OK) == 0;
    free(folder);
    return found;
}

static dxaws_error *default_account_path(const struct run *run, char **path)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    char *made = NULL;
    int size = -1;
    if (state != NULL && state[0] == '/') {
        size = asprintf(&made, "%s/dxaws/memory.json", state);
    } else if (home != NULL && home[0] == '/') {
        size = asprintf(&made, "%s/.local/state/dxaws/memory.json", home);
    } else {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_MEMORY_FILE,
                               "neither XDG_STATE_HOME nor HOME says where the simulated account "
                               "is kept; use --adapter memory=FILE");
    }
    if (size < 0) {
        return dxaws_error_out_of_memory();
    }
    bool reads = only_reads(run);
    dxaws_error *error = reads ? NULL : make_folders(made);
    if (error != NULL || (reads && !is_begun(made))) {
        free(made);
        made = NULL;
    }
    *path = made;
    return error;
}

/* The deadline of --timeout is one of that clock. */
static dxaws_error *set_clock(struct run *run, double speed, int64_t start_ms)
{
    dxaws_error *error = dxaws_context_set_scaled_clock(run->context, speed, start_ms);
    if (error == NULL) {
        run_set_timeout(run);
    }
    return error;
}

/* The account's time goes on where the last run left it, never backwards. */
static dxaws_error *set_memory_clock(struct run *run)
{
    int64_t seen_ms = 0;
    dxaws_error *error = dxaws_memory_account_get_clock_ms(run->account, run->context, &seen_ms);
    int64_t now_ms = dxaws_context_now_ms(run->context);
    return error ? error : set_clock(run, MEMORY_SPEED, seen_ms > now_ms ? seen_ms : now_ms);
}

dxaws_error *adapters_open_account(struct run *run)
{
    const char *path = run->options->memory_file;
    char *made = NULL;
    dxaws_error *error = path ? NULL : default_account_path(run, &made);
    error =
        error ? error : dxaws_memory_account_new(path ? path : made, run->context, &run->account);
    error = error ? error : set_memory_clock(run);
    free(made);
    return error;
}

dxaws_error *adapters_open_progress(struct run *run)
{
    const struct options *options = run->options;
    const struct progress_style style = {
        .stream = options->quiet || options->progress == PROGRESS_NONE ? NULL : stderr,
        .live = terminal_is_live(stderr) && !options->verbose && options->progress == PROGRESS_AUTO,
        .colors = terminal_has_colors(stderr, options->no_color),
        .dry_run = options->dry_run,
        .verbose = options->verbose,
        .events = options->events,
        .others = listeners_sink(run->listeners),
    };
    return progress_new(run->context, &style, &run->progress);
}

dxaws_error *adapters_open(struct run *run)
{
    dxaws_error *error = NULL;
    if (run->options->base == ADAPTER_MEMORY) {
        error = adapters_open_account(run);
    } else if (run->options->base != ADAPTER_REPLAY) {
        error = dxaws_session_find_credentials(run->session, run->context, NULL);
    } else {
        error = set_clock(run, REPLAY_SPEED, 0);
    }
    error = error ? error : listeners_open(run);
    error = error ? error : adapters_open_progress(run);
    if (error != NULL) {
        return error;
    }
    run->managers = calloc(1, sizeof *run->managers);
    if (run->managers == NULL) {
        return dxaws_error_out_of_memory();
    }
    *run->managers = (struct managers){.run = run, .make = make_provider};
    return NULL;
}

void adapters_close(struct run *run)
{
    progress_end(run->progress);
    run->progress = NULL;
    if (run->managers != NULL) {
        managers_close(run->managers);
        free(run->managers);
        run->managers = NULL;
    }
    run->account = dxaws_memory_account_unref(run->account);
    listeners_close(run);
}
