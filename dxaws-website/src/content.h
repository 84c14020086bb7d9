/* SPDX-License-Identifier: MIT */
/* What a site serves: the objects of its bucket, and what the edge is to forget of them. */
#ifndef DXAWS_WEBSITE_CONTENT_H
#define DXAWS_WEBSITE_CONTENT_H

#include "site.h"

/* A Desired's "content": content's own Desired, without what the site decides. */
dxaws_error *content_check(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value);

/* NOT_FOUND, code NoSite, where only content is published, and there is no bucket or distribution.
 */
dxaws_error *content_check_place(const struct site *site);

/* Adds what the site decides to what was said; takes @a account over. */
json_t *content_desire(const struct site *site, json_t *account);

/* The distribution fetches from another bucket so far. */
bool content_moves(const struct site *site);

/* What the distribution is asked to forget, a new reference; NULL for nothing. */
json_t *content_invalidation(const struct site *site);

/* Reads it once more, of the bucket that the site turned out to have. */
dxaws_error *content_read(dxaws_website_manager *manager, dxaws_context *context,
                          struct site *site);

/* Takes out of what content describes itself as what a site does not say of it. */
void content_describe(json_t *attributes);

#endif
