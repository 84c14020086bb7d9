/* SPDX-License-Identifier: MIT */
/* DNS names in the one spelling that can be compared: Route53's own. */
#ifndef DXAWS_DNS_NAMES_H
#define DXAWS_DNS_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The name in lower case with a trailing dot, every character but a-z 0-9 - _ as \ooo; a first
 * label of "*" stays as it is. Release with free(). NULL with *why set to what is wrong, or with
 * *why NULL without memory.
 */
char *dns_name_canonical(const char *text, const char **why);

/* The functions below take canonical names. */

/* True when name is zone, or below it. */
bool dns_name_is_within(const char *name, const char *zone);
/* The name one label up; NULL for a name of one label. Borrowed from name. */
const char *dns_name_parent(const char *name);
size_t dns_name_label_count(const char *name);
/* Compares label by label from the right, as Route53 lists zones and records. */
int dns_name_compare(const char *left, const char *right);

#endif
