/* SPDX-License-Identifier: MIT */
/* What lets the certificates of a site go when it ends: its own distribution, and any that is no
 * more, which AWS goes on naming for minutes. Whatever else uses one keeps it. */
#ifndef DXAWS_WEBSITE_USERS_H
#define DXAWS_WEBSITE_USERS_H

#include "manager.h"

/* What asks for more. */
struct reader {
    dxaws_website_manager *manager;
    dxaws_context *context;
};

/* After the site was read: those of its own certificate. They are known by their ARNs also when
 * they are removed. */
dxaws_error *users_remember(const struct reader *reader, struct site *site);
/* Adds those of a certificate that was observed: whether a distribution that uses it is there is
 * asked when the site ends. */
dxaws_error *users_add(const struct reader *reader, struct site *site, const json_t *certificate);
/* Adds the distribution with that ARN, which goes. */
dxaws_error *users_let_go(struct site *site, const char *arn);
/* Whether the user with that ARN lets go. */
bool users_has(const struct site *site, const char *arn);

#endif
