/* SPDX-License-Identifier: MIT */
/* The providers that are the same for every module, see dxaws_provider_decorate(). They are written
 * as a stranger would write them, with public headers and <dxaws/kit/json.h> alone, which
 * scripts/lint checks. Each takes a reference to its inner provider. */
#ifndef DXAWS_DECORATORS_H
#define DXAWS_DECORATORS_H

#include <dxaws/module.h>

/* INVALID_ARGUMENT: what the decorator @name works on, such as "a path", was NULL. */
static inline dxaws_error *decorator_needs(const char *name, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidProvider",
                           "core: the %s provider needs %s", name, what);
}

dxaws_error *dry_run_new(dxaws_provider *inner, dxaws_provider **provider);
dxaws_error *recording_new(dxaws_provider *inner, const char *path, dxaws_provider **provider);
dxaws_error *replay_new(const dxaws_module *module, const char *path, dxaws_provider **provider);
dxaws_error *lambda_new(const dxaws_module *module, dxaws_session *session, const char *function,
                        dxaws_provider **provider);

#endif
