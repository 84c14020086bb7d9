/* SPDX-License-Identifier: MIT */
/* DNS names: reading any spelling, writing Route53's. */
#include <dxaws/extend/dns.h>

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LABEL = 63, LONGEST_NAME = 255 };

/* A name being rewritten. */
struct scan {
    const char *next;
    char *out;
    size_t label_bytes;
    size_t wire_bytes; /* as DNS counts: a length byte for each label, and the root's */
    const char *why;
};

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* The byte of an escape; the backslash is behind us. -1 when it is none. */
static int take_escape(struct scan *scan)
{
    const char *p = scan->next;
    if (isdigit((unsigned char)p[0])) {
        if (p[0] > '3' || !is_octal(p[0]) || !is_octal(p[1]) || !is_octal(p[2])) {
            scan->why = "a \"\\\" must be followed by three octal digits, \\000 to \\377";
            return -1;
        }
        scan->next += 3;
        return (p[0] - '0') * 64 + (p[1] - '0') * 8 + (p[2] - '0');
    }
    if (p[0] < '!' || p[0] > '~') {
        scan->why = "a \"\\\" must be followed by three octal digits or a character";
        return -1;
    }
    scan->next++;
    return (unsigned char)p[0];
}

static void put_byte(struct scan *scan, int byte)
{
    byte = byte < 0x80 ? tolower(byte) : byte;
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
        byte == '_') {
        *scan->out++ = (char)byte;
    } else {
        scan->out += snprintf(scan->out, sizeof "\\000", "\\%03o", (unsigned)byte);
    }
    scan->label_bytes++;
}

static bool end_label(struct scan *scan)
{
    if (scan->label_bytes == 0) {
        scan->why = "it has an empty label";
    } else if (scan->label_bytes > LONGEST_LABEL) {
        scan->why = "a label has more than 63 characters";
    }
    scan->wire_bytes += scan->label_bytes + 1;
    scan->label_bytes = 0;
    *scan->out++ = '.';
    return scan->why == NULL;
}

/* One character, or one escape. */
static bool take_byte(struct scan *scan)
{
    int byte = (unsigned char)*scan->next++;
    if (byte == '\\') {
        byte = take_escape(scan);
        if (byte < 0) {
            return false;
        }
    } else if (byte >= 0x80) {
        scan->why =
            "it has characters beyond ASCII; give international names in their \"xn--\" form";
        return false;
    } else if (byte <= ' ' || byte == 0x7f) {
        scan->why = "it has white space or a control character";
        return false;
    }
    put_byte(scan, byte);
    return true;
}

static bool rewrite(struct scan *scan)
{
    while (*scan->next != '\0') {
        if (*scan->next != '.') {
            if (!take_byte(scan)) {
                return false;
            }
            continue;
        }
        scan->next++;
        if (!end_label(scan)) {
            return false;
        }
    }
    return scan->label_bytes == 0 || end_label(scan);
}

char *dxaws_dns_name_canonical(const char *text, const char **why)
{
    *why = NULL;
    size_t length = strlen(text);
    if (length == 0 || length > 4 * LONGEST_NAME) {
        *why = length == 0 ? "it is empty" : "it has more than 255 characters";
        return NULL;
    }
    if (strcmp(text, "@") == 0) {
        *why = "in zone files it stands for the zone's name; here a name is a whole one, such as "
               "\"example.com\"";
        return NULL;
    }
    if (strstr(text, "://") !=
        NULL) { /* Route53 would take it, and writes such a name in escapes */
        *why = "it is a URL; what is meant is a name alone, such as \"www.example.com\"";
        return NULL;
    }
    char *name = malloc(4 * length + 2);
    if (name == NULL) {
        return NULL;
    }
    struct scan scan = {.next = text, .out = name, .wire_bytes = 1};
    if (rewrite(&scan) && scan.wire_bytes > LONGEST_NAME) {
        scan.why = "it has more than 255 characters";
    }
    *scan.out = '\0';
    /* As a first label it is a wildcard, and more readable so. */
    if (strncmp(name, "\\052.", 5) == 0) {
        memmove(name + 1, name + 4, strlen(name + 4) + 1);
        name[0] = '*';
    }
    if (scan.why != NULL) {
        *why = scan.why;
        free(name);
        return NULL;
    }
    return name;
}

/* A dot within a label is written \056, so plain text comparison respects labels. */
bool dxaws_dns_name_is_within(const char *name, const char *zone)
{
    size_t length = strlen(name);
    size_t tail = strlen(zone);
    if (tail > length || strcmp(name + length - tail, zone) != 0) {
        return false;
    }
    return tail == length || name[length - tail - 1] == '.';
}

bool dxaws_dns_zone_is_id(const char *zone)
{
    size_t length = strlen(zone);
    return length > 0 && length <= 32 &&
           strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}
