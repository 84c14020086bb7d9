/* SPDX-License-Identifier: MIT */
/* The values of options: inside of options.h. */
#ifndef DXAWS_CLI_OPTIONS_VALUES_H
#define DXAWS_CLI_OPTIONS_VALUES_H

#include "options.h"

/* INVALID_ARGUMENT, code UsageError. */
dxaws_error *usage_error(const char *format, ...) DXAWS_PRINTF(1, 2);

/* Sets one option; @a text is NULL for those without a value. */
dxaws_error *options_take(struct options *options, const struct option *option, const char *text);

#endif
