/* SPDX-License-Identifier: MIT */
/* Hosts that lead to a site: each is a site inside it, with a certificate, a distribution and
 * records of its own and nothing to serve. The site's function answers for all of them. */
#ifndef DXAWS_WEBSITE_REDIRECTS_H
#define DXAWS_WEBSITE_REDIRECTS_H

#include "manager.h"

/* Each is a distribution, an access control (100 an account) and a certificate. */
enum { REDIRECTS_LIMIT = 50 };

/* Those that the document names, and besides them those that were observed with the site; what was
 * observed of each is taken over from that of the site. */
dxaws_error *redirects_open(struct site *site);
void redirects_close(struct site *site);

/* Reads them after the site was read, with those that its distribution tells of. */
dxaws_error *redirects_read(dxaws_website_manager *manager, dxaws_context *context,
                            struct site *site);
/* What was observed of them, by host: a new object, empty without any; NULL without memory. */
json_t *redirects_observed(const struct site *site, bool for_plan);
/* Keeps that as a part of what was observed of the site. */
dxaws_error *redirects_keep(struct site *site);

/* Each as its modules see it, without reading. */
dxaws_error *redirects_check(struct site *site);
/* REFUSED when the domain and a host that leads to it change places in one apply: CloudFront lets
 * only one distribution have a name. */
dxaws_error *redirects_check_places(const struct site *site);
/* REFUSED when a host that is served goes off the air, until that is allowed. */
dxaws_error *redirects_check_protection(const struct site *site);

/* Which are named, and stay: a list, borrowed; NULL for none. */
const json_t *redirects_wanted(const struct site *site);
/* Whether there are any that the site does not name any more. */
bool redirects_are_given_up(const struct site *site);
/* The first of the distributions that does not go with the site's; NULL for none. */
const char *redirects_other_user(const struct site *site, const json_t *ids);
/* Whether one of them is known by it: an id or an ARN. */
bool redirects_know(const struct site *site, const char *identity);

/* What the Result says of them; NULL without memory. */
json_t *redirects_result(const struct site *site);

#endif
