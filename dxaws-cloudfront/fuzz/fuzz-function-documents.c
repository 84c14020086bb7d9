/* SPDX-License-Identifier: MIT */
/* Any text as a Desired and a Current of a function: refused in one line, or planned, and in
 * simulation one run leaves nothing to do. */
#include <dxaws/kit/fuzz-documents.h>

#include "function/function.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct dx_fuzz_module module = {.schema = &function_schema};
    return dx_fuzz_documents(&module, data, size);
}
