/* SPDX-License-Identifier: MIT */
/* Any text as a Desired and a Current: refused in one line, or planned, and in simulation one run
 * leaves nothing to do. */
#include <dxaws/kit/fuzz-documents.h>

#include "schema.h"

/* What the DNS module would know of the validation record. */
struct record {
    bool written;
    bool stands;
};

static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            struct dx_state *observed, bool *performed)
{
    (void)context;
    (void)observed;
    struct record *record = self;
    bool put = strcmp(dxaws_action_kind(action), ACM_PUT_RECORD) == 0;
    *performed = put || strcmp(dxaws_action_kind(action), ACM_DELETE_RECORD) == 0;
    if (*performed) {
        *record = (struct record){.written = true, .stands = put};
    }
    return NULL;
}

static dxaws_error *observe(void *self, dxaws_context *context, const json_t *desired,
                            struct dx_state *observed)
{
    (void)context;
    (void)desired;
    const struct record *record = self;
    if (record->written) {
        dx_state_set_boolean(observed, ACM_PUBLISHED, record->stands);
    }
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct record record = {.written = false};
    const struct dx_fuzz_module module = {
        .schema = &acm_schema, .hook = perform, .observe = observe, .hook_self = &record};
    return dx_fuzz_documents(&module, data, size);
}
