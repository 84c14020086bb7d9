/* SPDX-License-Identifier: MIT */
/* Every function of the module with any documents, options and plans, over the simulated account.
 */
#include <dxaws/kit/fuzz-module.h>

#include <dxaws/s3-content.h>

/* A folder or a file that an input names would be one of the machine that it is tried on. */
static bool is_of_this_machine(const uint8_t *data, size_t size)
{
    return memmem(data, size, "source", 6) != NULL || memmem(data, size, "file", 4) != NULL ||
           memmem(data, size, "\\u", 2) != NULL; /* another way to write them */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return is_of_this_machine(data, size)
               ? 0
               : dx_fuzz_module(dxaws_s3_content_module(), NULL, data, size);
}
