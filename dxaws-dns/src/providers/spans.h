/* SPDX-License-Identifier: MIT */
/* Parts of a list that were read: whatever surely lies within one and was not seen is not there. */
#ifndef DXAWS_DNS_SPANS_H
#define DXAWS_DNS_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dns_span {
    uint16_t *from; /* a key of order.h, which is part of it */
    uint16_t *to;   /* which is not; NULL: the end of the list */
};

struct dns_spans {
    struct dns_span *at; /* few: one a page */
    size_t count;
};

/* False without memory. */
bool dns_spans_add(struct dns_spans *spans, const uint16_t *from, const uint16_t *to);
/* Whether a name lies within one of them, whichever order it is. */
bool dns_spans_hold(const struct dns_spans *spans, const uint16_t *key);
void dns_spans_clear(struct dns_spans *spans);

#endif
