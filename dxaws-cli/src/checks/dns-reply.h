/* SPDX-License-Identifier: MIT */
/* What a DNS server answered. Pure; any bytes may come.
 * https://www.rfc-editor.org/rfc/rfc1035#section-4 */
#ifndef DXAWS_CLI_CHECKS_DNS_REPLY_H
#define DXAWS_CLI_CHECKS_DNS_REPLY_H

#include <stdbool.h>
#include <stddef.h>

enum dns_type {
    DNS_A = 1,
    DNS_NS = 2,
    DNS_CNAME = 5,
    DNS_SOA = 6,
    DNS_AAAA = 28,
    DNS_CAA = 257,
};
enum { DNS_RECORDS = 100, DNS_NAME_SIZE = 256, DNS_TAG_SIZE = 32 };

struct dns_record {
    int type;
    bool authority;           /* of that section: a referral has its servers there */
    unsigned flags;           /* of a CAA */
    char tag[DNS_TAG_SIZE];   /* of a CAA */
    char text[DNS_NAME_SIZE]; /* an address, a name in lower case without a final dot, a value */
};

enum dns_status {
    DNS_ANSWERED, /* though there may be no record of the type */
    DNS_NO_NAME,  /* there is no such name */
    DNS_SILENT,   /* nobody answered, or none that could */
};

struct dns_reply {
    enum dns_status status;
    const char *reason; /* of DNS_SILENT, in words; static */
    size_t count;
    struct dns_record records[DNS_RECORDS];
};

/* Reads the records of a message, as far as it is one. */
void dns_reply_read(struct dns_reply *reply, const unsigned char *message, size_t size);

/* Whether a CAA's value names Amazon, whatever its parameters are. */
bool dns_names_amazon(const char *value);

/* What the CAA records of a reply let Amazon do for a name: `count` of them; whether a certificate
 * may be issued. https://www.rfc-editor.org/rfc/rfc8659 */
bool dns_lets_amazon(const struct dns_reply *reply, bool wildcard, size_t *count);

#endif
