/* SPDX-License-Identifier: MIT */
/* The decorators by their names. */
#include "decorators.h"

#include <dxaws/error-codes.h>

#include <string.h>

dxaws_error *dxaws_provider_decorate(const dxaws_module *module, const char *kind,
                                     const dxaws_provider_parts *parts, dxaws_provider **provider)
{
    dxaws_provider_parts known = {.size = sizeof known};
    if (parts != NULL) {
        memcpy(&known, parts, parts->size < sizeof known ? parts->size : sizeof known);
    }
    if (strcmp(kind, "dry-run") == 0) {
        return dry_run_new(known.inner, provider);
    }
    if (strcmp(kind, "recording") == 0) {
        return recording_new(known.inner, known.path, provider);
    }
    if (strcmp(kind, "replay") == 0) {
        return replay_new(module, known.path, provider);
    }
    if (strcmp(kind, "lambda") == 0) {
        return lambda_new(module, known.session, known.function, provider);
    }
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, module->name,
                           DXAWS_MODULE_ERROR_UNKNOWN_PROVIDER,
                           "%s: there is no provider \"%s\"; there are aws and memory where a "
                           "module has them, dry-run, recording, replay and lambda",
                           module->name, kind);
}
