/* SPDX-License-Identifier: MIT */
/* What a site leaves as it is, beside what its modules' plans leave. */
#ifndef DXAWS_WEBSITE_LEFT_H
#define DXAWS_WEBSITE_LEFT_H

#include "steps.h"

/* Names a thing that was found and is left; @a remedy may be NULL. */
void left_add(struct site *site, const char *kind, const char *identity, const char *why,
              const char *remedy);
/* All of it, with what the modules' plans leave: a new list, NULL without memory. */
json_t *left_collect(const struct site *site, const struct module_plans *plans);

#endif
