/* SPDX-License-Identifier: MIT */
/* Codes of multi-factor devices, which a profile's mfa_serial names. */
#ifndef DXAWS_CLI_MFA_H
#define DXAWS_CLI_MFA_H

#include "options.h"

enum { MFA_DIGITS = 6 };

/* Whether a text can be the code of a device. */
bool mfa_is_code(const char *text);
/* For dxaws_session_options_set_mfa(): the code of --mfa-code, or what is typed on the terminal.
 * UNAUTHENTICATED where there is neither. @param self the options. */
dxaws_error *mfa_ask(void *self, dxaws_context *context, const char *serial, char *code,
                     size_t size);

#endif
