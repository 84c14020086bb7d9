/* SPDX-License-Identifier: MIT */
/* Walking the labels of canonical names. */
#include "labels.h"

#include <string.h>

const char *dns_name_parent(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot != NULL && dot[1] != '\0' ? dot + 1 : NULL;
}

size_t dns_name_label_count(const char *name)
{
    size_t count = 0;
    for (; name != NULL; name = dns_name_parent(name)) {
        count++;
    }
    return count;
}

/* The label at that place from the right, 0 the last; its length in *size. */
static const char *label_at(const char *name, size_t from_right, size_t *size)
{
    size_t skip = dns_name_label_count(name) - 1 - from_right;
    while (skip-- > 0) {
        name = dns_name_parent(name);
    }
    *size = strcspn(name, ".");
    return name;
}

int dns_name_compare(const char *left, const char *right)
{
    size_t left_count = dns_name_label_count(left);
    size_t right_count = dns_name_label_count(right);
    for (size_t i = 0; i < left_count && i < right_count; i++) {
        size_t left_size;
        size_t right_size;
        const char *l = label_at(left, i, &left_size);
        const char *r = label_at(right, i, &right_size);
        int order = memcmp(l, r, left_size < right_size ? left_size : right_size);
        if (order != 0) {
            return order;
        }
        if (left_size != right_size) {
            return left_size < right_size ? -1 : 1;
        }
    }
    return left_count == right_count ? 0 : left_count < right_count ? -1 : 1;
}
