/* SPDX-License-Identifier: MIT */
/* Every function of the module with any documents, options and plans, over the simulated account.
 */
#include <dxaws/kit/fuzz-module.h>

#include <dxaws/cloudfront-function.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return dx_fuzz_module(dxaws_cloudfront_function_module(), NULL, data, size);
}
