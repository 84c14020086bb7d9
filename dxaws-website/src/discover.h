/* SPDX-License-Identifier: MIT */
/* Finding what the site had and no longer asks for. */
#ifndef DXAWS_WEBSITE_DISCOVER_H
#define DXAWS_WEBSITE_DISCOVER_H

#include "search.h"

/* After the site was read: what there is beside it. Without anything, nothing more is read. */
dxaws_error *discover_former(dxaws_website_manager *manager, dxaws_context *context,
                             struct site *site);

/* The bucket that the site has, where the document names none, and nothing else. */
dxaws_error *discover_bucket_of(dxaws_website_manager *manager, dxaws_context *context,
                                struct site *site);

/* Its parts. Buckets come first: which one is the site's may change. */
dxaws_error *discover_buckets(struct search *search);
dxaws_error *discover_certificates(struct search *search);
dxaws_error *discover_records(struct search *search);
/* What is to be made, or to be removed, where the DNS of the domain is run; reads nothing. */
void discover_elsewhere(struct search *search);
dxaws_error *discover_zones(struct search *search);
dxaws_error *discover_given_up(struct search *search);
/* A bucket of ours that goes with the site, unless somebody's distribution serves it. Takes @a
 * former over. */
dxaws_error *discover_bucket(struct search *search, struct former *former);
/* One certificate of ours that is not wanted, of that domain. */
dxaws_error *discover_certificate(struct search *search, const char *domain, const char *arn);

#endif
