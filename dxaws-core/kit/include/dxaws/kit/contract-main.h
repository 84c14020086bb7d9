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

#include <dxaws/contract.h>
#include <dxaws/core.h>

/** How a test program runs a suite; CONTRACT_ONLY in its environment says which cases. */
static inline dxaws_contract_options dx_contract_options(void)
{
    return (dxaws_contract_options){.size = sizeof(dxaws_contract_options),
                                    .only = getenv("CONTRACT_ONLY"),
                                    .report = dxaws_contract_print};
}

/** Prints what a suite came to, and takes @a error over; the exit status. */
static inline int dx_contract_finish(dxaws_error *error, const dxaws_contract_counts *counts)
{
    int status = error ? EXIT_FAILURE : EXIT_SUCCESS;
    printf("%zu passed, %zu failed, %zu skipped%s%s\n", counts->passed, counts->failed,
           counts->skipped, error ? ": " : "", error ? dxaws_error_message(error) : "");
    dxaws_error_free(error);
    return status;
}

/**
 * What a test of a decorator is compiled with: the name of a function that makes one of a provider,
 * `dxaws_error *NAME(dxaws_provider *inner, dxaws_provider **outer)`. Every provider of the
 * fixtures then goes through it.
 */
#ifdef DX_CONTRACT_DECORATOR
dxaws_error *DX_CONTRACT_DECORATOR(dxaws_provider *inner, dxaws_provider **outer);

static inline dxaws_error *dx_contract_decorate(dxaws_error *error, dxaws_provider **provider)
{
    dxaws_provider *inner = error ? NULL : *provider;
    error = error ? error : DX_CONTRACT_DECORATOR(inner, provider);
    dxaws_provider_unref(inner);
    return error;
}
#else
/** With CONTRACT_FUNCTIONS in the environment, what the names of functions of AWS Lambda begin
 * with, every provider of the fixtures gives way to the module's function, at
 * AWS_ENDPOINT_URL_LAMBDA. It must work where the fixtures do. */
static inline dxaws_error *dx_contract_decorate(dxaws_error *error, dxaws_provider **provider)
{
    const char *prefix = getenv("CONTRACT_FUNCTIONS");
    if (error != NULL || prefix == NULL) {
        return error;
    }
    const dxaws_module *module = dxaws_provider_module(*provider);
    DXAWS_AUTO(dxaws_session) session = NULL;
    char function[200];
    snprintf(function, sizeof function, "%s%s", prefix, module->name);
    *provider = dxaws_provider_unref(*provider);
    error = dxaws_session_new(NULL, &session);
    return error ? error
                 : dxaws_provider_decorate(
                       module, "lambda",
                       DXAWS_PROVIDER_PARTS(.session = session, .function = function), provider);
}
#endif

/** Defines run_suite(), which runs a suite, such as dxaws_s3_contract, over one of its fixtures and
 * returns the exit status. */
#define DX_CONTRACT_SUITE(suite)                                                                   \
    static int run_suite(const suite##_fixture *fixture)                                           \
    {                                                                                              \
        const dxaws_contract_options options = dx_contract_options();                              \
        dxaws_contract_counts counts;                                                              \
        dxaws_error *error = suite##_run_suite(fixture, &options, &counts);                        \
        return dx_contract_finish(error, &counts);                                                 \
    }

/**
 * The provider of a fixture over the simulated account, by the program's kind: @a inner for
 * "memory", else what decorates it; a replay answers without it. Recordings are in @a folder, the
 * same names in the same order whenever a suite is run. The caller owns *provider.
 */
static inline dxaws_error *dx_contract_wrap(const char *kind, const char *folder, const char *name,
                                            unsigned number, dxaws_provider *inner,
                                            dxaws_provider **provider)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s-%u.jsonl", folder ? folder : "", name, number);
    if (strcmp(kind, "memory") == 0) {
        *provider = dxaws_provider_ref(inner);
        return NULL;
    }
    return dxaws_provider_decorate(dxaws_provider_module(inner), kind,
                                   DXAWS_PROVIDER_PARTS(.inner = inner, .path = path), provider);
}

/** What a replay's fixture does instead of losing answers: nor did the one that was recorded, by
 * what is in the recording. */
static inline dxaws_error *dx_contract_lose_nothing(void *self, int lag_s)
{
    (void)self;
    (void)lag_s;
    return NULL;
}

/** What a test program can run; each returns its exit status. */
struct dx_contract_program {
    const char *module;                                      /**< such as "s3" */
    int (*run_memory)(const char *kind, const char *folder); /**< over the simulated account */
    /** At AWS_ENDPOINT_URL; the session is borrowed. NULL for none. */
    int (*run_aws)(dxaws_session *session);
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

static inline int dx_contract_run_aws(const struct dx_contract_program *program)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &session);
    /* Never against an account: suites break what they find. */
    if (error != NULL || getenv("AWS_ENDPOINT_URL") == NULL) {
        fprintf(stderr, "%s\n", error ? dxaws_error_message(error) : "no AWS_ENDPOINT_URL");
        return EXIT_FAILURE;
    }
    return program->run_aws(session);
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
        return dx_contract_run_aws(program);
    }
    fprintf(stderr, "usage: contract-main memory|dry-run|recording|replay%s\n",
            program->run_aws ? "|aws" : "");
    return 64;
}

#endif
