/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay or aws. */
#include <string.h>

#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

DX_CONTRACT_SUITE(dxaws_dns_contract)

/* What the fixture made by other means is in the recording. */
static dxaws_error *replay_put_record(void *self, const char *json)
{
    (void)self;
    (void)json;
    return NULL;
}

static dxaws_error *replay_add_zone(void *self, const char *name, bool is_private)
{
    (void)self;
    (void)name;
    (void)is_private;
    return NULL;
}

static dxaws_error *open_memory(void *self, dxaws_dns_provider **provider, char *zone, size_t size)
{
    return dx_contract_decorate(memory_open(self, provider, zone, size),
                                (dxaws_provider **)provider);
}

static dxaws_error *open_aws(void *self, dxaws_dns_provider **provider, char *zone, size_t size)
{
    return dx_contract_decorate(aws_open(self, provider, zone, size), (dxaws_provider **)provider);
}

static int run_memory(const char *kind, const char *folder)
{
    bool replays = strcmp(kind, "replay") == 0;
    struct memory_fixture self = {.kind = kind, .folder = folder};
    dxaws_dns_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .open = open_memory,
        .close = memory_close,
        .make_context = memory_context,
        .add_zone = replays ? replay_add_zone : memory_add_zone,
        .put_record = replays ? replay_put_record : memory_put_record,
        .lose_answers = replays ? dx_contract_lose_nothing : memory_lose_answers,
    };
    if (strcmp(kind, "dry-run") == 0) { /* reads once, and then does not see what others do */
        fixture.lacks = DXAWS_DNS_LACKS_ADD_ZONE | DXAWS_DNS_LACKS_PUT_RECORD |
                        DXAWS_DNS_LACKS_REFUSAL | DXAWS_DNS_LACKS_LOSE_ANSWERS |
                        DXAWS_DNS_LACKS_LAG;
    }
    return run_suite(&fixture);
}

static int run_aws(dxaws_session *session)
{
    struct aws_fixture self = {.session = session};
    dxaws_dns_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .open = open_aws,
        .make_context = dx_double_context,
        .add_zone = aws_add_zone,
        .put_record = aws_put_record,
        .lose_answers = aws_lose_answers,
    };
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"dns", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
