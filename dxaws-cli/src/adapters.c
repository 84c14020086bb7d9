/* SPDX-License-Identifier: MIT */
/* --adapter: the providers of the four modules, and the managers on top of them. */
#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <dxaws/acm-providers.h>
#include <dxaws/cloudfront-providers.h>
#include <dxaws/dns-providers.h>
#include <dxaws/s3-providers.h>

#include "managers.h"
#include "output/terminal.h"

/* How much faster than the real time the simulated account's is. */
static const double MEMORY_SPEED = 60.0;
/* A replay's waits were waited when it was recorded. */
static const double REPLAY_SPEED = 1000.0;

/* The modules' providers have types of their own and constructors of one shape: the base that
 * --adapter names, then the layer on it. */
#define DEFINE_PROVIDER(module)                                                                    \
    static dxaws_error *module##_base(const struct run *run, dxaws_##module##_provider **provider) \
    {                                                                                              \
        switch (run->options->base) {                                                              \
        case ADAPTER_MEMORY:                                                                       \
            return dxaws_##module##_provider_new_memory(run->account, provider);                   \
        case ADAPTER_REPLAY:                                                                       \
            return dxaws_##module##_provider_make(                                                 \
                "replay", DXAWS_PROVIDER_PARTS(.path = run->options->replay_file), provider);      \
        default:                                                                                   \
            return dxaws_##module##_provider_new_aws(run->session, provider);                      \
        }                                                                                          \
    }                                                                                              \
                                                                                                   \
    static dxaws_error *module##_provider(const struct run *run,                                   \
                                          dxaws_##module##_provider **provider)                    \
    {                                                                                              \
        const char *record = run->options->record_file;                                            \
        dxaws_##module##_provider *base = NULL;                                                    \
        dxaws_error *error = module##_base(run, &base);                                            \
        if (error != NULL || (!run->options->dry_run && record == NULL)) {                         \
            *provider = base;                                                                      \
            return error;                                                                          \
        }                                                                                          \
        error = run->options->dry_run                                                              \
                    ? dxaws_##module##_provider_make(                                              \
                          "dry-run",                                                               \
                          DXAWS_PROVIDER_PARTS(.inner = dxaws_##module##_provider_base(base)),     \
                          provider)                                                                \
                    : dxaws_##module##_provider_make(                                              \
                          "recording",                                                             \
                          DXAWS_PROVIDER_PARTS(.inner = dxaws_##module##_provider_base(base),      \
                                               .path = record),                                    \
                          provider);                                                               \
        dxaws_##module##_provider_unref(base);                                                     \
        return error;                                                                              \
    }

DEFINE_PROVIDER(s3)
DEFINE_PROVIDER(dns)
DEFINE_PROVIDER(acm)
DEFINE_PROVIDER(cloudfront)

static dxaws_error *open_s3(const struct run *run, struct managers *managers)
{
    dxaws_s3_provider *provider = NULL;
    dxaws_error *error = s3_provider(run, &provider);
    error = error ? error : dxaws_s3_manager_new(provider, &managers->s3);
    dxaws_s3_provider_unref(provider);
    return error;
}

static dxaws_error *open_dns(const struct run *run, struct managers *managers)
{
    dxaws_dns_provider *provider = NULL;
    dxaws_error *error = dns_provider(run, &provider);
    error = error ? error : dxaws_dns_manager_new(provider, &managers->dns);
    dxaws_dns_provider_unref(provider);
    return error;
}

static dxaws_error *open_acm(const struct run *run, struct managers *managers)
{
    dxaws_acm_provider *provider = NULL;
    dxaws_error *error = acm_provider(run, &provider);
    error = error ? error : dxaws_acm_manager_new(provider, managers->dns, &managers->acm);
    dxaws_acm_provider_unref(provider);
    return error;
}

static dxaws_error *open_cloudfront(const struct run *run, struct managers *managers)
{
    dxaws_cloudfront_provider *provider = NULL;
    dxaws_error *error = cloudfront_provider(run, &provider);
    error = error ? error : dxaws_cloudfront_manager_new(provider, &managers->cloudfront);
    dxaws_cloudfront_provider_unref(provider);
    return error;
}

static dxaws_error *open_managers(const struct run *run, struct managers *managers)
{
    dxaws_error *error = open_s3(run, managers);
    error = error ? error : open_dns(run, managers);
    error = error ? error : open_acm(run, managers);
    error = error ? error : open_cloudfront(run, managers);
    return error ? error
                 : dxaws_website_manager_new(managers->s3, managers->dns, managers->acm,
                                             managers->cloudfront, &managers->website);
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
            return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", "MemoryFile",
                                   "%s: its folder cannot be made: %s; choose another file with "
                                   "--adapter memory=FILE",
                                   path, strerror(code));
        }
    }
    return NULL;
}

/* Without a folder there is no account yet: who only reads sees an empty one. */
static bool only_reads(const struct run *run)
{
    enum verb verb = run->options->command->verb;
    return verb == VERB_PLAN || verb == VERB_SHOW;
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
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", "MemoryFile",
                               "neither XDG_STATE_HOME nor HOME says where the simulated account "
                               "is kept; use --adapter memory=FILE");
    }
    if (size < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = make_folders(made);
    if (error != NULL) {
        free(made);
        made = NULL;
    }
    if (error != NULL && only_reads(run)) {
        dxaws_error_free(error);
        error = NULL;
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
    dxaws_error *error = dxaws_memory_account_clock_ms(run->account, run->context, &seen_ms);
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
        .stream = options->quiet ? NULL : stderr,
        .live = terminal_is_live(stderr) && !options->verbose,
        .colors = terminal_has_colors(stderr, options->no_color),
        .verbose = options->verbose,
        .events = options->events,
    };
    return progress_new(run->context, &style, &run->progress);
}

dxaws_error *adapters_open(struct run *run)
{
    dxaws_error *error = NULL;
    if (run->options->base == ADAPTER_MEMORY) {
        error = adapters_open_account(run);
    } else if (run->options->base == ADAPTER_AWS) {
        error = dxaws_session_check_credentials(run->session, run->context, NULL);
    } else {
        error = set_clock(run, REPLAY_SPEED, 0);
    }
    error = error ? error : adapters_open_progress(run);
    if (error != NULL) {
        return error;
    }
    run->managers = calloc(1, sizeof *run->managers);
    return run->managers ? open_managers(run, run->managers) : dxaws_error_out_of_memory();
}

void adapters_close(struct run *run)
{
    progress_end(run->progress);
    run->progress = NULL;
    if (run->managers != NULL) {
        dxaws_website_manager_unref(run->managers->website);
        dxaws_cloudfront_manager_unref(run->managers->cloudfront);
        dxaws_acm_manager_unref(run->managers->acm);
        dxaws_dns_manager_unref(run->managers->dns);
        dxaws_s3_manager_unref(run->managers->s3);
        free(run->managers);
        run->managers = NULL;
    }
    run->account = dxaws_memory_account_unref(run->account);
}
