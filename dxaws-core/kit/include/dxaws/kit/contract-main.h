/* SPDX-License-Identifier: MIT */
/** @file
 * What the test programs share that run a module's contract suite. Header only.
 */
#ifndef DXAWS_KIT_CONTRACT_MAIN_H
#define DXAWS_KIT_CONTRACT_MAIN_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/core.h>

/** How often each outcome was seen. */
struct dx_contract_tally {
    size_t passed;
    size_t skipped;
    size_t failed;
};

/** Prints one line about case @a name, and counts it; takes @a error over. For test programs. */
static inline void dx_contract_report(struct dx_contract_tally *tally, const char *name,
                                      dxaws_error *error)
{
    if (error == NULL) {
        tally->passed++;
        printf("passed   %s\n", name);
    } else if (dxaws_error_get_kind(error) == DXAWS_ERROR_UNSUPPORTED) {
        tally->skipped++;
        printf("skipped  %s: %s\n", name, dxaws_error_message(error));
    } else {
        char *text = dxaws_error_format(error);
        tally->failed++;
        printf("FAILED   %s: %s\n", name, text ? text : dxaws_error_message(error));
        free(text);
    }
    dxaws_error_free(error);
    fflush(stdout);
}

/** A module's suite on one fixture. */
struct dx_contract_suite {
    const char *(*name)(size_t index);
    dxaws_error *(*run)(const void *fixture, size_t index);
    const void *fixture;
    bool limited; /**< The fixture cannot do everything that cases may ask of it. */
};

/**
 * Runs all cases and prints them; the exit status. A case that is skipped although the fixture can
 * do everything is a failure, or a provider could pass by refusing everything.
 */
static inline int dx_contract_run_suite(const struct dx_contract_suite *suite)
{
    struct dx_contract_tally tally = {0};
    for (size_t i = 0; suite->name(i) != NULL; i++) {
        dx_contract_report(&tally, suite->name(i), suite->run(suite->fixture, i));
    }
    bool complete = suite->limited ? tally.passed > tally.skipped : tally.skipped == 0;
    printf("%zu passed, %zu failed, %zu skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed == 0 && complete ? EXIT_SUCCESS : EXIT_FAILURE;
}

/** What a test program can run; each returns its exit status. */
struct dx_contract_program {
    const char *module;                                      /**< such as "s3" */
    int (*run_memory)(const char *kind, const char *folder); /**< over the simulated account */
    int (*run_aws)(void); /**< at AWS_ENDPOINT_URL; NULL for none */
};

static inline void dx_contract_remove_folder(const char *folder)
{
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream != NULL && (entry = readdir(stream)) != NULL;) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.') {
            unlink(path);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    rmdir(folder);
}

/** Recording, and replay of what has just been recorded, in a folder of its own. */
static inline int dx_contract_run_recorded(const struct dx_contract_program *program,
                                           const char *kind)
{
    char folder[64];
    snprintf(folder, sizeof folder, "/tmp/dxaws-%s-contract.XXXXXX", program->module);
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return EXIT_FAILURE;
    }
    int status = program->run_memory("recording", folder);
    if (status == EXIT_SUCCESS && strcmp(kind, "replay") == 0) {
        status = program->run_memory("replay", folder);
    }
    dx_contract_remove_folder(folder);
    return status;
}

/** main() of a test program whose one argument is the kind of provider. */
static inline int dx_contract_main(const struct dx_contract_program *program, int count,
                                   char **arguments)
{
    const char *kind = count == 2 ? arguments[1] : "";
    if (strcmp(kind, "memory") == 0 || strcmp(kind, "dry-run") == 0) {
        return program->run_memory(kind, NULL);
    }
    if (strcmp(kind, "recording") == 0 || strcmp(kind, "replay") == 0) {
        return dx_contract_run_recorded(program, kind);
    }
    if (strcmp(kind, "aws") == 0 && program->run_aws != NULL) {
        return program->run_aws();
    }
    fprintf(stderr, "usage: contract-main memory|dry-run|recording|replay%s\n",
            program->run_aws ? "|aws" : "");
    return 64;
}

#endif
