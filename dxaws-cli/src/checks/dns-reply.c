/* SPDX-License-Identifier: MIT */
/* DNS messages, read; and CAA records, judged. */
#include "dns-reply.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { HEADER_SIZE = 12, MOST_JUMPS = 32, POINTER = 0xc0, CRITICAL = 0x80 };

struct message {
    const unsigned char *data;
    size_t size;
    size_t at;
};

static unsigned get16(const struct message *message, size_t at)
{
    return (unsigned)message->data[at] << 8 | message->data[at + 1];
}

/* A name at *at, which is set behind it; pointers lead elsewhere in the message. What is no letter
 * of a host is shown as a question mark. */
static bool take_name(const struct message *message, size_t *at, char name[DNS_NAME_SIZE])
{
    size_t length = 0;
    size_t from = *at;
    bool jumped = false;
    for (int jumps = 0; from < message->size; from++) {
        size_t label = message->data[from];
        if ((label & POINTER) == POINTER) {
            if (from + 1 >= message->size || ++jumps > MOST_JUMPS) {
                return false;
            }
            *at = jumped ? *at : from + 2;
            jumped = true;
            from = (label & ~(size_t)POINTER) << 8 | message->data[from + 1];
            from--; /* the loop goes on */
            continue;
        }
        if (label == 0) {
            *at = jumped ? *at : from + 1;
            name[length > 0 ? length - 1 : 0] = '\0';
            return true;
        }
        if (label > 63 || from + label >= message->size || length + label + 1 >= DNS_NAME_SIZE) {
            return false;
        }
        for (size_t i = 1; i <= label; i++) {
            unsigned char letter = message->data[from + i];
            bool plain = letter > ' ' && letter < 0x7f && letter != '.';
            name[length++] = plain ? (char)tolower(letter) : '?';
        }
        name[length++] = '.';
        from += label;
    }
    return false;
}

static bool read_caa(const unsigned char *data, size_t size, struct dns_record *record)
{
    size_t tag = size >= 2 ? data[1] : 0;
    if (tag == 0 || tag >= DNS_TAG_SIZE || tag + 2 > size) {
        return false;
    }
    record->flags = data[0];
    snprintf(record->tag, sizeof record->tag, "%.*s", (int)tag, (const char *)data + 2);
    snprintf(record->text, sizeof record->text, "%.*s", (int)(size - 2 - tag),
             (const char *)data + 2 + tag);
    return true;
}

static bool read_data(const struct message *message, size_t at, size_t size,
                      struct dns_record *record)
{
    const unsigned char *data = message->data + at;
    switch (record->type) {
    case DNS_A:
        return size == 4 && inet_ntop(AF_INET, data, record->text, sizeof record->text) != NULL;
    case DNS_AAAA:
        return size == 16 && inet_ntop(AF_INET6, data, record->text, sizeof record->text) != NULL;
    case DNS_NS:
    case DNS_CNAME:
    case DNS_SOA:
        return take_name(message, &at, record->text);
    case DNS_CAA:
        return read_caa(data, size, record);
    default:
        return false;
    }
}

void dns_reply_read(struct dns_reply *reply, const unsigned char *data, size_t size)
{
    struct message message = {.data = data, .size = size, .at = HEADER_SIZE};
    char name[DNS_NAME_SIZE];
    reply->count = 0;
    if (size < HEADER_SIZE) {
        return;
    }
    for (unsigned i = get16(&message, 4); i > 0; i--) {
        if (!take_name(&message, &message.at, name)) {
            return;
        }
        message.at += 4;
    }
    unsigned answers = get16(&message, 6);
    unsigned all = answers + get16(&message, 8);
    for (unsigned i = 0; i < all && reply->count < DNS_RECORDS; i++) {
        if (!take_name(&message, &message.at, name) || message.at + 10 > size) {
            return;
        }
        struct dns_record *record = &reply->records[reply->count];
        *record = (struct dns_record){.authority = i >= answers};
        record->type = (int)get16(&message, message.at);
        size_t length = get16(&message, message.at + 8);
        message.at += 10;
        if (message.at + length > size) {
            return;
        }
        reply->count += read_data(&message, message.at, length, record);
        message.at += length;
    }
}

/* https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html */
bool dns_names_amazon(const char *value)
{
    static const char *const names[] = {"amazon.com", "amazontrust.com", "awstrust.com",
                                        "amazonaws.com"};
    value += strspn(value, " \t");
    size_t size = strcspn(value, "; \t");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (size == strlen(names[i]) && strncasecmp(value, names[i], size) == 0) {
            return true;
        }
    }
    return false;
}

bool dns_lets_amazon(const struct dns_reply *reply, bool wildcard, size_t *count)
{
    size_t said[2] = {0};  /* by "issue", by "issuewild" */
    size_t named[2] = {0}; /* and Amazon with it */
    bool unknown = false;
    *count = 0;
    for (size_t i = 0; i < reply->count; i++) {
        const struct dns_record *record = &reply->records[i];
        bool wild = strcasecmp(record->tag, "issuewild") == 0;
        if (record->type != DNS_CAA || record->authority) {
            continue;
        }
        (*count)++;
        if (wild || strcasecmp(record->tag, "issue") == 0) {
            said[wild]++;
            named[wild] += dns_names_amazon(record->text);
        } else if ((record->flags & CRITICAL) != 0 && strcasecmp(record->tag, "iodef") != 0) {
            unknown = true;
        }
    }
    bool by_wild = wildcard && said[1] > 0;
    return !unknown && (said[by_wild] == 0 || named[by_wild] > 0);
}
