/* SPDX-License-Identifier: MIT */
/* Where the token of a single sign-on is kept. */
#ifndef DXAWS_CORE_SSO_H
#define DXAWS_CORE_SSO_H

#include "sources.h"

/* To be freed; NULL without memory. */
char *aws_sso_cache_path(const struct aws_settings *settings, const struct aws_step *step);

#endif
