/* SPDX-License-Identifier: MIT */
/* Values of record sets: which fields each type has. */
#include "values.h"

#include <stdlib.h>
#include <string.h>

#include "fields.h"

enum { LONGEST_VALUE = 4000 };

static const struct value_type types[] = {
    {"A", "a", "it is not an IPv4 address such as 192.0.2.1"},
    {"AAAA", "A", "it is not an IPv6 address such as 2001:db8::1"},
    {"CAA", "1gs", "it is not flags, a tag and a value such as: 0 issue \"amazon.com\""},
    {"CNAME", "t", "it is not a name such as www.example.com"},
    {"DS", "211h",
     "it is not a key tag, an algorithm, a digest type and a digest such as: 12345 13 2 "
     "followed by 64 hexadecimal digits"},
    {"HTTPS", "2tp", "it is not a priority, a target and parameters such as: 1 . alpn=h2,h3"},
    {"MX", "2t", "it is not a preference and a name such as \"10 mail.example.com\""},
    {"NAPTR", "22ssst",
     "it is not an order, a preference, flags, a service, an expression and a replacement such "
     "as: 10 100 \"u\" \"E2U+sip\" \"!^.*$!sip:a@example.com!\" ."},
    {"NS", "n", "it is not a name such as ns1.example.net"},
    {"PTR", "t", "it is not a name such as host.example.com"},
    {"SOA", "tt44444",
     "it is not a name server, a mailbox, a serial number, refresh, retry, expire and a least TTL "
     "such as: ns1.example.net. admin.example.com. 1 7200 900 1209600 86400"},
    {"SPF", "S", "it is not a text"},
    {"SRV", "222t",
     "it is not a priority, a weight, a port and a target such as: 10 5 5060 sip.example.com"},
    {"SSHFP", "11h",
     "it is not an algorithm, a hash type and a fingerprint such as: 4 2 followed by 64 "
     "hexadecimal digits"},
    {"SVCB", "2tp", "it is not a priority, a target and parameters such as: 1 . alpn=h2,h3"},
    {"TLSA", "111h",
     "it is not a usage, a selector, a matching type and data such as: 3 1 1 followed by 64 "
     "hexadecimal digits"},
    {"TXT", "S", "it is not a text"},
};

static const struct value_type *find(const char *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, type) == 0) {
            return &types[i];
        }
    }
    return NULL;
}

bool dns_type_is_managed(const char *type)
{
    return find(type) != NULL;
}

/* Those of the zone itself, and of its delegation, are said where they stand. */
bool dns_type_may_be_alias(const char *type)
{
    return find(type) != NULL && strcmp(type, "NS") != 0 && strcmp(type, "SOA") != 0;
}

const char *dns_managed_types(void)
{
    return "A, AAAA, CAA, CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA "
           "and TXT";
}

static bool is_text(const struct value_type *type)
{
    return type->fields[0] == FIELD_STRINGS;
}

/* All fields, with one blank between them. */
static bool take_fields(struct scan *scan)
{
    const struct value_type *type = scan->type;
    for (const char *field = type->fields; *field != '\0'; field++) {
        if (field != type->fields) {
            scan->out[scan->size++] = ' ';
            scan->next += strspn(scan->next, DNS_BLANKS);
        }
        if (!dns_field_take(scan, *field)) {
            return false;
        }
        if (*scan->next != '\0' && strchr(DNS_BLANKS, *scan->next) == NULL) {
            scan->why = type->wrong;
            return false;
        }
    }
    if (*scan->next != '\0') {
        scan->why = type->wrong;
    } else if (scan->size > LONGEST_VALUE) {
        scan->why = "it has more than 4000 characters, quotation marks and escapes counted";
    }
    return scan->why == NULL;
}

char *dns_value_canonical(const char *type, const char *text, const char **why)
{
    struct scan scan = {.type = find(type), .next = text};
    if (scan.type == NULL) {
        *why = "its type is not known here";
    } else if (strlen(text) > LONGEST_VALUE) {
        *why = "it has more than 4000 characters";
    } else if (!is_text(scan.type) && strpbrk(text, "\r\n") != NULL) {
        *why = "it has a line break, as \"|\" of YAML adds one: write it in one line";
    } else {
        scan.out = malloc(4 * strlen(text) + 128); /* at worst each byte becomes \ooo */
        bool taken = scan.out != NULL && take_fields(&scan);
        *why = scan.why;
        if (taken) {
            return scan.out;
        }
        free(scan.out);
    }
    return NULL;
}
