/* SPDX-License-Identifier: MIT */
/* Messages of any DNS server. */
#include "checks/dns-reply.h"

#include <string.h>

#include <dxaws/kit/fuzz-main.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dns_reply reply = {.count = 0};
    size_t count = 0;
    dns_reply_read(&reply, data, size);
    dx_fuzz_require(reply.count <= DNS_RECORDS);
    for (size_t i = 0; i < reply.count; i++) {
        dx_fuzz_require(memchr(reply.records[i].text, '\0', DNS_NAME_SIZE) != NULL);
        dx_fuzz_require(memchr(reply.records[i].tag, '\0', DNS_TAG_SIZE) != NULL);
    }
    (void)dns_lets_amazon(&reply, true, &count);
    dx_fuzz_require(count <= reply.count);
    return 0;
}
