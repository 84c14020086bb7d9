/* SPDX-License-Identifier: MIT */
/* How the modules are to do what they are asked for: waits, deadlines and consents of the site. */
#ifndef DXAWS_WEBSITE_HOW_H
#define DXAWS_WEBSITE_HOW_H

#include "site.h"

/* INVALID_ARGUMENT for what is wrong with options, and for a deadline of no wait of any module. */
dxaws_error *how_check(const dxaws_apply_options *options);
/* How much the site waits for: what is said, or "accepted". */
dxaws_wait how_waits(const dxaws_apply_options *options);

/* Has the module plan, purely, with the site's ways; its plan keeps them for who applies it. */
dxaws_error *site_plan(const struct site *site, enum module module, const dxaws_document *desired,
                       const dxaws_document *current, dxaws_plan **plan);
/* What a module's plan is applied with besides, given what the site's is: the caller owns *made. @a
 * stop_after is a kind of the module's, or NULL. */
dxaws_error *how_applied(const dxaws_apply_options *given, enum module module,
                         const char *stop_after, dxaws_apply_options **made);

#endif
