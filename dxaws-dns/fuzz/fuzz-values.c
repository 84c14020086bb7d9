/* SPDX-License-Identifier: MIT */
/* Any text as a name and as a value of every type: what is canonical stays as it is. */
#include <dxaws/kit/fuzz-main.h>

#include "providers/order.h"

#include <dxaws/extend/dns.h>
#include "values.h"

#include <stdlib.h>
#include <string.h>

/* Either there is a reason, or a form that is its own canonical form. */
static void check(const char *type, const char *text)
{
    const char *why = NULL;
    char *once =
        type ? dns_value_canonical(type, text, &why) : dxaws_dns_name_canonical(text, &why);
    if (once == NULL) {
        if (why == NULL) {
            abort();
        }
        return;
    }
    char *twice =
        type ? dns_value_canonical(type, once, &why) : dxaws_dns_name_canonical(once, &why);
    if (twice == NULL || strcmp(once, twice) != 0) {
        abort();
    }
    if (type == NULL) {
        uint16_t *key = dns_order_key(once);
        if (key == NULL || dns_order_compare(key, key) != 0 || dns_order_is_before(key, key) ||
            !dxaws_dns_name_is_within(once, twice)) {
            abort();
        }
        free(key);
    }
    free(once);
    free(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {NULL,    "A",   "AAAA",  "CAA",  "CNAME", "DS",
                                        "HTTPS", "MX",  "NAPTR", "NS",   "PTR",   "SOA",
                                        "SPF",   "SRV", "SSHFP", "SVCB", "TLSA",  "TXT"};
    char *text = malloc(size + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        check(types[i], text);
    }
    free(text);
    return 0;
}
