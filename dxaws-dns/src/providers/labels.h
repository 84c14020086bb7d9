/* SPDX-License-Identifier: MIT */
/* Walking the labels of canonical names. */
#ifndef DXAWS_DNS_LABELS_H
#define DXAWS_DNS_LABELS_H

#include <stddef.h>

/* The name one label up; NULL for a name of one label. Borrowed from name. */
const char *dns_name_parent(const char *name);
size_t dns_name_label_count(const char *name);
/* Compares label by label from the right, as Route53 lists zones and records. */
int dns_name_compare(const char *left, const char *right);

#endif
