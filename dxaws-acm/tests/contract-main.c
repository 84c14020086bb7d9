/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay, or aws for the double at AWS_ENDPOINT_URL. */
#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

static int run_suite(const dxaws_acm_contract_fixture *fixture)
{
    const dxaws_contract_options options = dx_contract_options();
    dxaws_contract_counts counts;
    dxaws_error *error = dxaws_acm_contract_run_suite(fixture, &options, &counts);
    return dx_contract_finish(error, &counts);
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

static dxaws_error *lose_nothing(void *self, int lag_s)
{
    (void)self;
    (void)lag_s;
    return NULL; /* nor did it, in the recording */
}

static dxaws_error *open_memory(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns)
{
    return dx_contract_decorate(memory_open(self, provider, dns), (dxaws_provider **)provider);
}

static dxaws_error *open_aws(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns)
{
    return dx_contract_decorate(aws_open(self, provider, dns), (dxaws_provider **)provider);
}

static int run_memory(const char *kind, const char *folder)
{
    struct memory_fixture self = {.kind = kind, .folder = folder};
    dxaws_acm_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .open = open_memory,
        .close = memory_close,
        .make_context = memory_make_context,
        .break_state = strcmp(kind, "replay") == 0 ? break_nothing : memory_break,
        .lose_answers = strcmp(kind, "replay") == 0 ? lose_nothing : memory_lose_answers,
    };
    if (strcmp(kind, "dry-run") == 0) { /* reads once, and then does not see what others do */
        fixture.lacks = DXAWS_ACM_LACKS_BREAKING | DXAWS_ACM_LACKS_SEVERAL |
                        DXAWS_ACM_LACKS_LOSE_ANSWERS | DXAWS_ACM_LACKS_LAG;
    }
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
        .level = "0.9",
        .region = "us-east-1", /* where a distribution can use a certificate */
        .other_region = "eu-west-1",
        .open = open_aws,
        .make_context = dx_double_context,
        .break_state = aws_break,
        .lose_answers = aws_lose_answers,
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
