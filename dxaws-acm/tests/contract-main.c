/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay, or aws for the double at AWS_ENDPOINT_URL. A case that
 * is skipped without being expected to be is a failure, or a provider could pass by refusing
 * everything. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/kit/contract.h>

#include "contract-fixture.h"

static int run_suite(const dxaws_acm_contract_fixture *fixture)
{
    struct dx_contract_tally tally = {0};
    for (size_t i = 0; i < dxaws_acm_contract_count(); i++) {
        dx_contract_report(&tally, dxaws_acm_contract_name(i), dxaws_acm_contract_run(fixture, i));
    }
    /* Only a simulation does not see what others do. */
    bool complete =
        fixture->break_state == NULL ? tally.passed > tally.skipped : tally.skipped == 0;
    printf("%zu passed, %zu failed, %zu skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed == 0 && complete ? EXIT_SUCCESS : EXIT_FAILURE;
}

static dxaws_error *break_nothing(void *self, const char *domain, const char *region,
                                  dxaws_acm_contract_breakage breakage)
{
    (void)self;
    (void)domain;
    (void)region;
    (void)breakage;
    return NULL; /* what it made of the certificate is in the recording */
}

static int run_memory(const char *kind, const char *folder)
{
    struct memory_fixture self = {.kind = kind, .folder = folder};
    dxaws_acm_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.1",
        .open = memory_open,
        .close = memory_close,
        .make_context = memory_make_context,
        .break_state = strcmp(kind, "dry-run") == 0  ? NULL
                       : strcmp(kind, "replay") == 0 ? break_nothing
                                                     : memory_break,
    };
    return run_suite(&fixture);
}

static void remove_folder(const char *folder)
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

/* Recording, and replay of what has just been recorded, in a folder of its own. */
static int run_recorded(const char *kind)
{
    char folder[] = "/tmp/dxaws-acm-contract.XXXXXX";
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return EXIT_FAILURE;
    }
    int status = run_memory("recording", folder);
    if (status == EXIT_SUCCESS && strcmp(kind, "replay") == 0) {
        status = run_memory("replay", folder);
    }
    remove_folder(folder);
    return status;
}

static int run_aws(void)
{
    struct aws_fixture self;
    DXAWS_AUTO(dxaws_error) error = aws_fixture_init(&self);
    if (error != NULL || getenv("AWS_ENDPOINT_URL") == NULL) {
        fprintf(stderr, "%s\n", error ? dxaws_error_message(error) : "no AWS_ENDPOINT_URL");
        aws_fixture_clear(&self);
        return EXIT_FAILURE;
    }
    dxaws_acm_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.1",
        .region = "us-east-1", /* where a distribution can use a certificate */
        .other_region = "eu-west-1",
        .open = aws_open,
        .break_state = aws_break,
    };
    int status = run_suite(&fixture);
    aws_fixture_clear(&self);
    return status;
}

int main(int count, char **arguments)
{
    const char *kind = count == 2 ? arguments[1] : "";
    if (strcmp(kind, "memory") == 0 || strcmp(kind, "dry-run") == 0) {
        return run_memory(kind, NULL);
    }
    if (strcmp(kind, "recording") == 0 || strcmp(kind, "replay") == 0) {
        return run_recorded(kind);
    }
    if (strcmp(kind, "aws") == 0) {
        return run_aws();
    }
    fprintf(stderr, "usage: contract-main memory|dry-run|recording|replay|aws\n");
    return 64;
}
