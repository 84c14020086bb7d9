/* SPDX-License-Identifier: MIT */
/* The values of record sets in the one spelling that can be compared, by type. */
#ifndef DXAWS_DNS_RECORD_VALUES_H
#define DXAWS_DNS_RECORD_VALUES_H

#include <stdbool.h>

/* True for the types whose values this module knows. */
bool dns_type_is_managed(const char *type);
/* True for the types that an alias can have. */
bool dns_type_may_be_alias(const char *type);
/* "A, AAAA, ...", for messages. */
const char *dns_managed_types(void);

/*
 * The value as Route53 takes it, in its canonical spelling; release with free(). NULL with *why
 * set to what is wrong, or with *why NULL without memory.
 */
char *dns_value_canonical(const char *type, const char *text, const char **why);

#endif
