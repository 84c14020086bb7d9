/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay or aws. */
#include <string.h>

#include <dxaws/kit/contract-main.h>

#include "contract-fixture.h"

static int run_suite(const dxaws_dns_contract_fixture *fixture)
{
    const dxaws_contract_options options = dx_contract_options();
    dxaws_contract_counts counts;
    dxaws_error *error = dxaws_dns_contract_run_suite(fixture, &options, &counts);
    return dx_contract_finish(error, &counts);
}

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

static dxaws_error *lose_nothing(void *self, int lag_s)
{
    (void)self;
    (void)lag_s;
    return NULL; /* nor did it, in the recording */
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
        .lose_answers = replays ? lose_nothing : memory_lose_answers,
    };
    if (strcmp(kind, "dry-run") == 0) { /* reads once, and then does not see what others do */
        fixture.lacks = DXAWS_DNS_LACKS_ADD_ZONE | DXAWS_DNS_LACKS_PUT_RECORD |
                        DXAWS_DNS_LACKS_REFUSAL | DXAWS_DNS_LACKS_LOSE_ANSWERS |
                        DXAWS_DNS_LACKS_LAG;
    }
    return run_suite(&fixture);
}

static int run_aws(void)
{
    struct aws_fixture self = {0};
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &self.session);
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
        return EXIT_FAILURE;
    }
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
    int status = run_suite(&fixture);
    dxaws_session_unref(self.session);
    return status;
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"dns", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
