/* SPDX-License-Identifier: MIT */
/** @file
 * Decorators for the providers of all modules: dry-run, recording, replay. They are written as a
 * stranger would write them, with public headers and <dxaws/kit/json.h> alone, which scripts/lint
 * checks. Each takes a reference to its inner provider.
 */
#ifndef DXAWS_KIT_DECORATORS_H
#define DXAWS_KIT_DECORATORS_H

#include <dxaws/module.h>

/** INVALID_ARGUMENT: what the decorator @a name works on, such as "a path", was NULL. */
static inline dxaws_error *dx_decorator_needs(const char *name, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidProvider",
                           "core: the %s provider needs %s", name, what);
}

/** Reads through @a inner once, then simulates: a second apply finds nothing to do. */
dxaws_error *dx_dry_run_new(dxaws_provider *inner, dxaws_provider **provider);
/** Appends each operation with its request and answer to a file of JSON Lines; UNAVAILABLE when
 * that cannot be written. */
dxaws_error *dx_recording_new(dxaws_provider *inner, const char *path, dxaws_provider **provider);
/** Answers from such a file, with no inner provider; INVALID_STATE on any divergence. */
dxaws_error *dx_replay_new(const dxaws_module *module, const char *path, dxaws_provider **provider);

#endif
