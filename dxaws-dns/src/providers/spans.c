/* SPDX-License-Identifier: MIT */
/* Parts of a list that were read. */
#include "spans.h"

#include <stdlib.h>
#include <string.h>

#include "order.h"

static uint16_t *copy_of(const uint16_t *key)
{
    size_t length = 1;
    while (key[length - 1] != 0) {
        length++;
    }
    uint16_t *copy = malloc(length * sizeof *copy);
    return copy ? memcpy(copy, key, length * sizeof *copy) : NULL;
}

bool dns_spans_add(struct dns_spans *spans, const uint16_t *from, const uint16_t *to)
{
    struct dns_span span = {.from = copy_of(from), .to = to ? copy_of(to) : NULL};
    struct dns_span *grown = realloc(spans->at, (spans->count + 1) * sizeof *grown);
    spans->at = grown ? grown : spans->at;
    if (grown == NULL || span.from == NULL || (to != NULL && span.to == NULL)) {
        free(span.from);
        free(span.to);
        return false;
    }
    spans->at[spans->count++] = span;
    return true;
}

bool dns_spans_hold(const struct dns_spans *spans, const uint16_t *key)
{
    bool held = false;
    for (size_t i = 0; !held && i < spans->count; i++) {
        const struct dns_span *span = &spans->at[i];
        held = (dns_order_compare(span->from, key) == 0 || dns_order_is_before(span->from, key)) &&
               (span->to == NULL || dns_order_is_before(key, span->to));
    }
    return held;
}

void dns_spans_clear(struct dns_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        free(spans->at[i].from);
        free(spans->at[i].to);
    }
    free(spans->at);
    *spans = (struct dns_spans){.at = NULL};
}
