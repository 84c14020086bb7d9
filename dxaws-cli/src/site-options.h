/* SPDX-License-Identifier: MIT */
/* What a manifest says of how its site is made, as options of the calls that make it. */
#ifndef DXAWS_CLI_SITE_OPTIONS_H
#define DXAWS_CLI_SITE_OPTIONS_H

#include <dxaws/core.h>
#include <dxaws/options.h>
#include <jansson.h>

/* Takes `wait`, `timeouts` and `adopt` out of a manifest's document, into options that do not say
 * them already. On destroy, the distribution is waited for as long as `timeouts.delete` says. */
void site_options_take(json_t *document, bool destroys, dxaws_apply_options *options);

/* The member of that document which says the option, "timeouts.certificate_s" for
 * "timeouts_ms.acm.WAIT_ISSUED"; NULL where none does. */
const char *site_options_member(const char *option);

#endif
