/* SPDX-License-Identifier: MIT */
/* In which order Route53 lists zones and record sets: by label from the right. Its documentation
 * leaves open whether the reversed names are compared label by label or as texts, and whether as
 * they are or with escapes; they differ in where "-" and escaped characters stand. Names are
 * sorted one of these ways, and what is concluded from the order is only what all of them say. */
#ifndef DXAWS_DNS_ORDER_H
#define DXAWS_DNS_ORDER_H

#include <stdbool.h>
#include <stdint.h>

/* The name one label up; NULL for a name of one label. Borrowed from @a name. */
const char *dns_name_parent(const char *name);

/* What canonical names are compared by, ends with 0; for free(). NULL without memory. */
uint16_t *dns_order_key(const char *name);

/* Below, at or above 0, as strcmp(). */
int dns_order_compare(const uint16_t *left, const uint16_t *right);

/* True when the first is listed before the second, whichever order it is. */
bool dns_order_is_before(const uint16_t *left, const uint16_t *right);

#endif
