/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay, or aws for the double at AWS_ENDPOINT_URL. */
#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

DX_CONTRACT_SUITE(dxaws_acm_contract)

static dxaws_error *break_nothing(void *self, const char *domain, const char *region,
                                  dxaws_acm_contract_breakage breakage)
{
    (void)self;
    (void)domain;
    (void)region;
    (void)breakage;
    return NULL; /* what it made of the certificate is in the recording */
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
        .lose_answers =
            strcmp(kind, "replay") == 0 ? dx_contract_lose_nothing : memory_lose_answers,
    };
    if (strcmp(kind, "dry-run") == 0) { /* reads once, and then does not see what others do */
        fixture.lacks = DXAWS_ACM_LACKS_BREAKING | DXAWS_ACM_LACKS_SEVERAL |
                        DXAWS_ACM_LACKS_LOSE_ANSWERS | DXAWS_ACM_LACKS_LAG;
    }
    return run_suite(&fixture);
}

static int run_aws(dxaws_session *session)
{
    struct aws_fixture self = {.session = session};
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
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"acm", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
