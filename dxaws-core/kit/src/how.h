/* SPDX-License-Identifier: MIT */
/* The options that a module is asked with. */
#ifndef DXAWS_KIT_HOW_H
#define DXAWS_KIT_HOW_H

#include <dxaws/kit/engine.h>

/* INVALID_ARGUMENT for what is wrong with options, and for a deadline of no wait of the module. */
dxaws_error *how_check(const struct dx_schema *schema, const dxaws_apply_options *options);

#endif
