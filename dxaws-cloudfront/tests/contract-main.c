/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording, replay or aws. A case that is skipped without being expected to be is a
 * failure, or a provider could pass by refusing everything. */
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/jumping-clock.h>

#include "contract-fixture.h"

static dxaws_error *run_one(const void *fixture, size_t index)
{
    return dxaws_cloudfront_contract_run(fixture, index);
}

static int run_suite(const dxaws_cloudfront_contract_fixture *fixture)
{
    /* Only a simulation does not see what others do. */
    const struct dx_contract_suite suite = {dxaws_cloudfront_contract_name, run_one, fixture,
                                            fixture->break_state == NULL};
    return dx_contract_run_suite(&suite);
}

static dxaws_error *break_nothing(void *self, const char *name, const char *id,
                                  dxaws_cloudfront_contract_breakage breakage)
{
    (void)self;
    (void)name;
    (void)id;
    (void)breakage;
    return NULL; /* what it changed is in the recording */
}

static int run_memory(const char *kind, const char *folder)
{
    struct memory_fixture self = {.kind = kind, .folder = folder};
    dxaws_cloudfront_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.1",
        .open = memory_open,
        .close = memory_close,
        .make_context = dx_jumping_context_new,
        .make_certificate = memory_certificate,
        .break_state = strcmp(kind, "dry-run") == 0  ? NULL
                       : strcmp(kind, "replay") == 0 ? break_nothing
                                                     : memory_break,
    };
    return run_suite(&fixture);
}

static int run_aws(void)
{
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &session);
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
        return EXIT_FAILURE;
    }
    dxaws_cloudfront_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = session,
        .level = "0.1",
        .open = aws_open,
        .make_context = aws_context,
        .make_certificate = aws_certificate,
        .break_state = aws_break,
    };
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"cloudfront", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
