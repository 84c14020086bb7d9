/* SPDX-License-Identifier: MIT */
/* Every function of the module with any documents, options and plans, over the simulated account.
 */
#include <dxaws/kit/fuzz-module.h>

#include <dxaws/s3-content.h>

/* Whether a text is given for a folder, which would be one of the machine that this runs on. */
static bool names_folder(const uint8_t *data, size_t size)
{
    static const char member[] = "\"source\"";
    const char *end = (const char *)data + size;
    const char *at = (const char *)data;
    while ((at = memmem(at, (size_t)(end - at), member, sizeof member - 1)) != NULL) {
        at += sizeof member - 1;
        while (at < end && strchr(": \t\r\n", *at) != NULL) {
            at++;
        }
        if (at < end && *at == '"') {
            return true;
        }
    }
    return memmem(data, size, "\\u", 2) != NULL; /* the name may be written with it */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return names_folder(data, size) ? 0
                                    : dx_fuzz_module(dxaws_s3_content_module(), NULL, data, size);
}
