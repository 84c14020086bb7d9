/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay, or aws for the double at AWS_ENDPOINT_URL. A case that
 * is skipped without being expected to be is a failure, or a provider could pass by refusing
 * everything. */
#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

static dxaws_error *run_one(const void *fixture, size_t index)
{
    return dxaws_acm_contract_run(fixture, index);
}

static int run_suite(const dxaws_acm_contract_fixture *fixture)
{
    /* Only a simulation does not see what others do. */
    const struct dx_contract_suite suite = {dxaws_acm_contract_name, run_one, fixture,
                                            fixture->break_state == NULL};
    return dx_contract_run_suite(&suite);
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
    const struct dx_contract_program program = {"acm", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
