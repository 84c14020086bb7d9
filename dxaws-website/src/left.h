/* SPDX-License-Identifier: MIT */
/* What a site leaves as it is, beside what its modules' plans leave. */
#ifndef DXAWS_WEBSITE_LEFT_H
#define DXAWS_WEBSITE_LEFT_H

#include "steps.h"

/* Names a thing that was found and is left; @a remedy may be NULL. */
void left_add(struct site *site, const char *kind, const char *identity, const char *why,
              const char *remedy);
/* The same of an entry, which is taken over. */
void left_add_entry(struct site *site, json_t *entry);
/* The entry of a bucket that somebody's distribution serves; NULL without memory. */
json_t *left_served_bucket(const char *bucket, const char *user);
/* All of it, with what the modules' plans leave: a new list, NULL without memory. */
json_t *left_collect(const struct site *site, const struct module_plans *plans);

#endif
