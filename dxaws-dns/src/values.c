/* SPDX-License-Identifier: MIT */
/* Values of record sets: one reader and writer for each type. */
#include "values.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/dns.h>

enum { LONGEST_VALUE = 4000, LONGEST_PIECE = 255 };

typedef char *canonical_function(const char *text, const char **why);

static char *address(int family, const char *text, const char *wrong, const char **why)
{
    unsigned char bytes[16];
    char out[INET6_ADDRSTRLEN];
    if (inet_pton(family, text, bytes) != 1) {
        *why = wrong;
        return NULL;
    }
    return inet_ntop(family, bytes, out, sizeof out) ? strdup(out) : NULL;
}

static char *canonical_a(const char *text, const char **why)
{
    return address(AF_INET, text, "it is not an IPv4 address such as 192.0.2.1", why);
}

static char *canonical_aaaa(const char *text, const char **why)
{
    return address(AF_INET6, text, "it is not an IPv6 address such as 2001:db8::1", why);
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* A decimal number up to limit; NULL when there is none, else what follows it. */
static const char *take_number(const char *text, unsigned long limit, unsigned long *number)
{
    if (!isdigit((unsigned char)*text)) {
        return NULL;
    }
    unsigned long value = 0;
    for (; isdigit((unsigned char)*text); text++) {
        value = value * 10 + (unsigned long)(*text - '0');
        if (value > limit) {
            return NULL;
        }
    }
    *number = value;
    return text;
}

/* A name that a value leads to; "." is the root, which says that there is nothing (RFC 7505). */
static char *target(const char *text, const char **why)
{
    if (strcmp(text, ".") == 0) {
        *why = NULL;
        return strdup(text);
    }
    return dxaws_dns_name_canonical(text, why);
}

static char *canonical_mx(const char *text, const char **why)
{
    unsigned long preference;
    const char *rest = take_number(text, 65535, &preference);
    if (rest == NULL || (*rest != ' ' && *rest != '\t')) {
        *why = "it is not a preference and a name such as \"10 mail.example.com\"";
        return NULL;
    }
    char *name = target(skip_blanks(rest), why);
    char *value = NULL;
    if (name != NULL && asprintf(&value, "%lu %s", preference, name) < 0) {
        value = NULL;
    }
    free(name);
    return value;
}

/* Text in quotation marks, grown piece by piece; big enough from the start. */
struct quoted {
    char *text;
    size_t size;
    size_t piece_bytes;
};

static void put_quoted_byte(struct quoted *quoted, unsigned char byte)
{
    if (byte == '"' || byte == '\\') {
        quoted->text[quoted->size++] = '\\';
        quoted->text[quoted->size++] = (char)byte;
    } else if (byte >= ' ' && byte <= '~') {
        quoted->text[quoted->size++] = (char)byte;
    } else {
        quoted->size +=
            (size_t)snprintf(quoted->text + quoted->size, sizeof "\\000", "\\%03o", byte);
    }
    quoted->piece_bytes++;
}

static void begin_piece(struct quoted *quoted)
{
    if (quoted->size > 0) {
        quoted->text[quoted->size++] = ' ';
    }
    quoted->text[quoted->size++] = '"';
    quoted->piece_bytes = 0;
}

static void end_piece(struct quoted *quoted)
{
    quoted->text[quoted->size++] = '"';
    quoted->text[quoted->size] = '\0';
}

/* One character of a quoted text, or one escape; NULL at a broken escape. */
static const char *take_quoted_byte(const char *text, unsigned char *byte)
{
    if (*text != '\\') {
        *byte = (unsigned char)*text;
        return text + 1;
    }
    text++;
    if (text[0] >= '0' && text[0] <= '3' && strspn(text, "01234567") >= 3) {
        *byte = (unsigned char)((text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0'));
        return text + 3;
    }
    if (*text == '\0' || isdigit((unsigned char)*text)) {
        return NULL;
    }
    *byte = (unsigned char)*text;
    return text + 1;
}

/* Rewrites one text in quotation marks; what follows it, or NULL with *why set. */
static const char *requote(struct quoted *quoted, const char *text, size_t longest,
                           const char **why)
{
    begin_piece(quoted);
    text++;
    while (*text != '"') {
        unsigned char byte;
        text = *text == '\0' ? NULL : take_quoted_byte(text, &byte);
        if (text == NULL) {
            *why = "its quotation marks or escapes (\\ooo) are not complete";
            return NULL;
        }
        put_quoted_byte(quoted, byte);
        if (quoted->piece_bytes > longest) {
            *why = "a text in quotation marks has more than 255 bytes; cut it into several";
            return NULL;
        }
    }
    end_piece(quoted);
    return text + 1;
}

static bool requote_all(struct quoted *quoted, const char *text, const char **why)
{
    while (*text != '\0') {
        if (*text != '"') {
            *why = "text stands outside of the quotation marks";
            return false;
        }
        text = requote(quoted, text, LONGEST_PIECE, why);
        if (text == NULL) {
            return false;
        }
        text = skip_blanks(text);
    }
    return true;
}

static void quote(struct quoted *quoted, const char *text)
{
    begin_piece(quoted);
    for (; *text != '\0'; text++) {
        if (quoted->piece_bytes == LONGEST_PIECE) {
            end_piece(quoted);
            begin_piece(quoted);
        }
        put_quoted_byte(quoted, (unsigned char)*text);
    }
    end_piece(quoted);
}

/* At worst each byte becomes \ooo, and a pair of quotation marks stands around one byte. */
static bool quoted_init(struct quoted *quoted, const char *text)
{
    *quoted = (struct quoted){.text = malloc(4 * strlen(text) + 16)};
    return quoted->text != NULL;
}

/* Takes the value over. */
static char *checked_length(char *value, const char **why)
{
    if (value == NULL || strlen(value) <= LONGEST_VALUE) {
        return value;
    }
    *why = "it has more than 4000 characters, quotation marks and escapes counted";
    free(value);
    return NULL;
}

static char *canonical_txt(const char *text, const char **why)
{
    struct quoted quoted;
    if (strlen(text) > LONGEST_VALUE) {
        *why = "it has more than 4000 characters";
        return NULL;
    }
    const char *start = skip_blanks(text);
    if (*start != '"' && strpbrk(text, "\r\n") != NULL) {
        *why = "it has a line break, as \"|\" of YAML adds one: write it in one line, or a break "
               "that is "
               "meant as \\012 in quotation marks";
        return NULL;
    }
    if (!quoted_init(&quoted, text)) {
        return NULL;
    }
    if (*start != '"') {
        quote(&quoted, text);
    } else if (!requote_all(&quoted, start, why)) {
        free(quoted.text);
        return NULL;
    }
    return checked_length(quoted.text, why);
}

/* The quoted or bare value of a CAA record. */
static char *caa_value(const char *text, const char **why)
{
    struct quoted quoted;
    if (!quoted_init(&quoted, text)) {
        return NULL;
    }
    if (*text != '"') {
        begin_piece(&quoted);
        for (; *text != '\0'; text++) {
            put_quoted_byte(&quoted, (unsigned char)*text);
        }
        end_piece(&quoted);
        return quoted.text;
    }
    const char *rest = requote(&quoted, text, SIZE_MAX, why);
    if (rest == NULL || *skip_blanks(rest) != '\0') {
        *why = *why ? *why : "text stands outside of the quotation marks";
        free(quoted.text);
        return NULL;
    }
    return quoted.text;
}

static char *canonical_caa(const char *text, const char **why)
{
    unsigned long flags;
    char tag[16] = "";
    const char *rest = take_number(text, 255, &flags);
    rest = rest != NULL && *rest == ' ' ? skip_blanks(rest) : NULL;
    size_t size = 0;
    while (rest != NULL && isalnum((unsigned char)rest[size]) && size < sizeof tag - 1) {
        tag[size] = (char)tolower((unsigned char)rest[size]);
        size++;
    }
    if (size == 0 || rest[size] != ' ') {
        *why = "it is not flags, a tag and a value such as: 0 issue \"amazon.com\"";
        return NULL;
    }
    char *quoted = caa_value(skip_blanks(rest + size), why);
    char *value = NULL;
    if (quoted != NULL && asprintf(&value, "%lu %s %s", flags, tag, quoted) < 0) {
        value = NULL;
    }
    free(quoted);
    return checked_length(value, why);
}

static const struct {
    const char *type;
    canonical_function *canonical;
} types[] = {
    {"A", canonical_a},     {"AAAA", canonical_aaaa}, {"CAA", canonical_caa},
    {"CNAME", target},      {"MX", canonical_mx},     {"NS", dxaws_dns_name_canonical},
    {"TXT", canonical_txt},
};

static canonical_function *find(const char *type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].type, type) == 0) {
            return types[i].canonical;
        }
    }
    return NULL;
}

bool dns_type_is_managed(const char *type)
{
    return find(type) != NULL;
}

bool dns_type_may_be_alias(const char *type)
{
    static const char *const aliases[] = {"A", "AAAA", "HTTPS"};
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(aliases[i], type) == 0) {
            return true;
        }
    }
    return false;
}

const char *dns_managed_types(void)
{
    return "A, AAAA, CAA, CNAME, MX, NS and TXT, and HTTPS as an alias";
}

char *dns_value_canonical(const char *type, const char *text, const char **why)
{
    canonical_function *canonical = find(type);
    *why = canonical ? NULL : "its type is not known here";
    return canonical ? canonical(text, why) : NULL;
}
