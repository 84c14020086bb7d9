/* SPDX-License-Identifier: MIT */
/* Providers that cannot write. */
#ifndef DXAWS_CLI_READ_ONLY_H
#define DXAWS_CLI_READ_ONLY_H

#include <dxaws/provider.h>

/* Makes a provider that reads through @a inner and performs nothing but the module's own
 * questions, UNSUPPORTED, code ReadOnly: whatever goes wrong above it, nothing is changed. Takes a
 * reference. */
dxaws_error *read_only_new(dxaws_provider *inner, dxaws_provider **provider);

#endif
