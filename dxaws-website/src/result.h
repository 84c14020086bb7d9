/* SPDX-License-Identifier: MIT */
/* The Result of a site: what is there now. */
#ifndef DXAWS_WEBSITE_RESULT_H
#define DXAWS_WEBSITE_RESULT_H

#include "site.h"

/* Of a site that was read. */
dxaws_error *site_result(const struct site *site, dxaws_website_result **result);

#endif
