/* SPDX-License-Identifier: MIT */
/* The fields of values. */
#include "fields.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>
#include "quoted.h"
#include "service-parameters.h"

static bool fail(struct scan *scan, const char *why)
{
    scan->why = why;
    return false;
}

static void put(struct scan *scan, const char *text)
{
    size_t length = strlen(text);
    memcpy(scan->out + scan->size, text, length + 1);
    scan->size += length;
}

/* The word that comes next, as a copy; empty at the end. NULL without memory. */
static char *take_word(struct scan *scan)
{
    size_t length = strcspn(scan->next, DNS_BLANKS);
    char *word = strndup(scan->next, length);
    scan->next += length;
    return word;
}

static bool take_number(struct scan *scan, unsigned long limit)
{
    unsigned long value = 0;
    if (!isdigit((unsigned char)*scan->next)) {
        return fail(scan, scan->type->wrong);
    }
    for (; isdigit((unsigned char)*scan->next); scan->next++) {
        value = value * 10 + (unsigned long)(*scan->next - '0');
        if (value > limit) {
            return fail(scan, limit == UINT8_MAX    ? "a number is above 255"
                              : limit == UINT16_MAX ? "a number is above 65535"
                                                    : "a number is above 4294967295");
        }
    }
    char text[24];
    snprintf(text, sizeof text, "%lu", value);
    put(scan, text);
    scan->numbers[scan->number_count++] = value;
    return true;
}

static bool take_address(struct scan *scan, int family)
{
    unsigned char bytes[16];
    char text[INET6_ADDRSTRLEN];
    size_t length = strcspn(scan->next, DNS_BLANKS);
    bool fits = length < sizeof text;
    memcpy(text, scan->next, fits ? length : 0);
    text[fits ? length : 0] = '\0';
    if (inet_pton(family, text, bytes) != 1) {
        return fail(scan, scan->type->wrong);
    }
    if (family == AF_INET6) { /* of version 4 no other spelling is taken */
        inet_ntop(family, bytes, text, sizeof text);
    }
    put(scan, text);
    scan->next += length;
    return true;
}

/* What surely is no name, though Route53 would take it for one. */
static const char *fault_of_name(const char *text)
{
    unsigned char bytes[16];
    if (inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1) {
        return "it leads to an address; what is meant is a name that has the address";
    }
    if (strchr(text, '@') != NULL) {
        return "it has an \"@\", which no name has; a mailbox is written with a dot in its place, "
               "and "
               "others with \\100";
    }
    return strchr(text, ':') != NULL
               ? "it has a \":\", which no name has; what is meant is a name alone, without "
                 "\"https://\" and port"
               : NULL;
}

static bool take_name(struct scan *scan, bool root)
{
    char *word = take_word(scan);
    const char *why = word ? fault_of_name(word) : NULL;
    char *name = NULL;
    if (word != NULL && *word == '\0') {
        why = scan->type->wrong;
    } else if (word != NULL && why == NULL) {
        name = root && strcmp(word, ".") == 0 ? strdup(word) : dxaws_dns_name_canonical(word, &why);
    }
    if (name != NULL) {
        put(scan, name);
    }
    free(word);
    bool taken = name != NULL;
    free(name);
    return taken || fail(scan, why);
}

static bool take_tag(struct scan *scan)
{
    size_t size = 0;
    char tag[16];
    for (; isalnum((unsigned char)scan->next[size]) && size < sizeof tag - 1; size++) {
        tag[size] = (char)tolower((unsigned char)scan->next[size]);
    }
    tag[size] = '\0';
    scan->next += size;
    put(scan, tag);
    return size > 0 || fail(scan, scan->type->wrong);
}

/* A text in quotation marks; a word becomes one. In CAA it may be longer than elsewhere, and what
 * has no quotation marks is all that follows. */
static bool take_string(struct scan *scan)
{
    bool last = strcmp(scan->type->name, "CAA") == 0;
    size_t longest = last ? SIZE_MAX : DNS_LONGEST_PIECE;
    struct quoted quoted;
    const char *rest;
    if (*scan->next == '\0') {
        return fail(scan, scan->type->wrong);
    }
    if (!quoted_init(&quoted, scan->next)) {
        return false;
    }
    if (*scan->next == '"') {
        rest = quoted_take(&quoted, scan->next, longest, &scan->why);
    } else {
        size_t size = last ? strlen(scan->next) : strcspn(scan->next, DNS_BLANKS);
        if (size > longest) {
            free(quoted.text);
            return fail(scan, "a word has more than 255 bytes");
        }
        quoted_put(&quoted, scan->next, size, SIZE_MAX);
        rest = scan->next + size;
    }
    if (rest != NULL) {
        put(scan, quoted.text);
        scan->next = rest;
    }
    free(quoted.text);
    return rest != NULL;
}

static bool requote_all(struct quoted *quoted, const char *text, const char **why)
{
    while (*text != '\0') {
        if (*text != '"') {
            *why = "text stands outside of the quotation marks";
            return false;
        }
        text = quoted_take(quoted, text, DNS_LONGEST_PIECE, why);
        if (text == NULL) {
            return false;
        }
        text += strspn(text, DNS_BLANKS);
    }
    return true;
}

/* Pieces without the outer quotation marks, one"" ""two, as Terraform's users write long texts. */
static bool requote_pieces(struct quoted *quoted, const char *text, const char **why)
{
    char *wrapped = NULL;
    if (asprintf(&wrapped, "\"%s\"", text) < 0) {
        return false;
    }
    bool done = requote_all(quoted, wrapped, why);
    free(wrapped);
    return done;
}

static bool take_strings(struct scan *scan)
{
    struct quoted quoted;
    const char *start = scan->next + strspn(scan->next, DNS_BLANKS);
    bool done = true;
    if (*start != '"' && strpbrk(scan->next, "\r\n") != NULL) {
        return fail(scan,
                    "it has a line break, as \"|\" of YAML adds one: write it in one line, or a "
                    "break that is meant as \\012 in quotation marks");
    }
    if (!quoted_init(&quoted, scan->next)) {
        return false;
    }
    if (*start == '"') {
        done = requote_all(&quoted, start, &scan->why);
    } else if (strstr(start, "\"\"") != NULL || strstr(start, "\" \"") != NULL) {
        done = requote_pieces(&quoted, scan->next, &scan->why);
    } else {
        quoted_put(&quoted, scan->next, strlen(scan->next), DNS_LONGEST_PIECE);
    }
    if (done) {
        put(scan, quoted.text);
        scan->next += strlen(scan->next);
    }
    free(quoted.text);
    return done;
}

/* How many digits the hash of that type has; 0 when nothing is known of it. */
static size_t digits_of(const struct scan *scan)
{
    static const struct {
        const char *type;
        unsigned long hash;
        size_t digits;
    } hashes[] = {{"DS", 1, 40},    {"DS", 2, 64},   {"DS", 4, 96},   {"SSHFP", 1, 40},
                  {"SSHFP", 2, 64}, {"TLSA", 1, 64}, {"TLSA", 2, 128}};
    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
        if (strcmp(hashes[i].type, scan->type->name) == 0 &&
            hashes[i].hash == scan->numbers[scan->number_count - 1]) {
            return hashes[i].digits;
        }
    }
    return 0;
}

/* Blanks between the digits are left out, as zone files allow them. */
static bool take_hex(struct scan *scan)
{
    size_t before = scan->size;
    for (; *scan->next != '\0'; scan->next++) {
        if (isxdigit((unsigned char)*scan->next)) {
            scan->out[scan->size++] = (char)tolower((unsigned char)*scan->next);
        } else if (strchr(DNS_BLANKS, *scan->next) == NULL) {
            return fail(scan, "its last part has something else than hexadecimal digits");
        }
    }
    scan->out[scan->size] = '\0';
    size_t digits = scan->size - before;
    size_t wanted = digits_of(scan);
    if (digits == 0) {
        return fail(scan, scan->type->wrong);
    }
    if (digits % 2 != 0 || (wanted != 0 && digits != wanted)) {
        return fail(scan, wanted == 40   ? "a SHA-1 has 40 hexadecimal digits"
                          : wanted == 64 ? "a SHA-256 has 64 hexadecimal digits"
                          : wanted == 96 ? "a SHA-384 has 96 hexadecimal digits"
                          : wanted > 0   ? "a SHA-512 has 128 hexadecimal digits"
                                         : "its last part is half a byte short");
    }
    return true;
}

/* Priority 0 says that the name is another one's, which has the parameters. */
static bool take_parameters(struct scan *scan)
{
    const char *why = NULL;
    char *parameters = dns_service_parameters_canonical(scan->next, &why);
    if (parameters == NULL) {
        return fail(scan, why);
    }
    bool aliased = scan->numbers[0] == 0 && *parameters != '\0';
    put(scan, parameters);
    if (*parameters == '\0') {
        scan->size--; /* the blank before */
        scan->out[scan->size] = '\0';
    }
    free(parameters);
    scan->next += strlen(scan->next);
    return !aliased || fail(scan, "with priority 0 it cannot have parameters");
}

bool dns_field_take(struct scan *scan, char field)
{
    switch (field) {
    case FIELD_NUMBER_8:
        return take_number(scan, UINT8_MAX);
    case FIELD_NUMBER_16:
        return take_number(scan, UINT16_MAX);
    case FIELD_NUMBER_32:
        return take_number(scan, UINT32_MAX);
    case FIELD_IPV4:
        return take_address(scan, AF_INET);
    case FIELD_IPV6:
        return take_address(scan, AF_INET6);
    case FIELD_NAME:
        return take_name(scan, false);
    case FIELD_TARGET:
        return take_name(scan, true);
    case FIELD_TAG:
        return take_tag(scan);
    case FIELD_STRING:
        return take_string(scan);
    case FIELD_STRINGS:
        return take_strings(scan);
    case FIELD_HEX:
        return take_hex(scan);
    default:
        return take_parameters(scan);
    }
}
