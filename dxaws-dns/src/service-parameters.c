/* SPDX-License-Identifier: MIT */
/* The parameters of SVCB and HTTPS records. https://www.rfc-editor.org/rfc/rfc9460#section-14.3.2
 */
#include "service-parameters.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quoted.h"

#define BLANKS " \t\r\n"
enum { MOST_PARAMETERS = 32, HIGHEST_KEY = 65534 };

enum value { NONE, SOME, PORT, FOUR, SIX, ANY };

/* By their numbers. */
static const struct {
    const char *name;
    enum value value;
} keys[] = {
    {"mandatory", SOME}, {"alpn", SOME},     {"no-default-alpn", NONE},
    {"port", PORT},      {"ipv4hint", FOUR}, {"ech", SOME},
    {"ipv6hint", SIX},   {"dohpath", SOME},  {"ohttp", NONE},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

struct parameter {
    unsigned long key;
    char *value; /* in quotation marks; NULL when it has none */
};

/* The number of the key that @a text begins with; what follows it, or NULL. */
static const char *take_key(const char *text, unsigned long *key)
{
    size_t size = strcspn(text, "=" BLANKS);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strlen(keys[i].name) == size && strncasecmp(keys[i].name, text, size) == 0) {
            *key = i;
            return text + size;
        }
    }
    if (size < 4 || size > 8 || strncasecmp(text, "key", 3) != 0 || text[3] == '0') {
        return NULL;
    }
    char *end;
    *key = isdigit((unsigned char)text[3]) ? strtoul(text + 3, &end, 10) : 0;
    return *key >= KEY_COUNT && *key <= HIGHEST_KEY && end == text + size ? text + size : NULL;
}

/* A value with or without quotation marks; what follows it, or NULL. */
static const char *take_value(const char *text, char **value, const char **why)
{
    struct quoted quoted;
    char *wrapped = NULL;
    size_t size = strcspn(text, BLANKS);
    bool bare = *text != '"';
    if ((bare && asprintf(&wrapped, "\"%.*s\"", (int)size, text) < 0) ||
        !quoted_init(&quoted, text)) {
        free(wrapped);
        return NULL;
    }
    const char *rest = quoted_take(&quoted, bare ? wrapped : text, SIZE_MAX, why);
    if (rest != NULL && (bare ? *rest != '\0' : strchr(BLANKS, *rest) == NULL)) {
        *why = "a parameter's value is not complete, or has quotation marks within";
        rest = NULL;
    }
    free(wrapped);
    if (rest == NULL) {
        free(quoted.text);
        return NULL;
    }
    *value = quoted.text;
    return bare ? text + size : rest;
}

/* Rewrites "a,b" as addresses of that family; false when one is none. NULL is left without memory.
 */
static bool rewrite_addresses(char **value, int family)
{
    char *list = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&list, &size);
    bool right = true;
    const char *next = *value + 1;
    while (right && out != NULL) {
        unsigned char bytes[16];
        char text[INET6_ADDRSTRLEN];
        size_t length = strcspn(next, ",\"");
        snprintf(text, sizeof text, "%.*s", (int)length, next);
        right = length < sizeof text && inet_pton(family, text, bytes) == 1;
        if (right) {
            inet_ntop(family, bytes, text, sizeof text);
            fprintf(out, "%c%s", next == *value + 1 ? '"' : ',', text);
        }
        next += length;
        if (*next++ != ',') {
            break;
        }
    }
    right = right && (out == NULL || *next == '\0');
    bool whole = out != NULL && fputs("\"", out) >= 0;
    whole = out != NULL && fclose(out) == 0 && whole;
    if (right) {
        free(*value);
        *value = whole ? list : NULL;
    }
    if (!right || !whole) {
        free(list);
    }
    return right;
}

static bool is_port(const char *value)
{
    char *end = NULL;
    unsigned long port = isdigit((unsigned char)value[1]) ? strtoul(value + 1, &end, 10) : 65536;
    return port <= 65535 && strcmp(end, "\"") == 0;
}

/* NULL when the value is right for its key, else what would be. */
static const char *fault_of_value(struct parameter *parameter)
{
    enum value wanted = parameter->key < KEY_COUNT ? keys[parameter->key].value : ANY;
    bool empty = parameter->value == NULL || strcmp(parameter->value, "\"\"") == 0;
    switch (wanted) {
    case NONE:
        return parameter->value ? "\"no-default-alpn\" and \"ohttp\" have no value" : NULL;
    case PORT:
        return !empty && is_port(parameter->value) ? NULL : "\"port\" must be a number, 0 to 65535";
    case FOUR:
        return !empty && rewrite_addresses(&parameter->value, AF_INET)
                   ? NULL
                   : "\"ipv4hint\" must be IPv4 addresses such as ipv4hint=192.0.2.1,192.0.2.2";
    case SIX:
        return !empty && rewrite_addresses(&parameter->value, AF_INET6)
                   ? NULL
                   : "\"ipv6hint\" must be IPv6 addresses such as ipv6hint=2001:db8::1,2001:db8::2";
    case SOME:
        return empty ? "a parameter has no value, such as \"h2,h3\" of alpn=h2,h3" : NULL;
    default:
        return NULL;
    }
}

static const char *take_parameter(const char *text, struct parameter *parameter, const char **why)
{
    *parameter = (struct parameter){0};
    const char *rest = take_key(text, &parameter->key);
    if (rest == NULL) {
        *why = "it has a parameter that is none of mandatory, alpn, no-default-alpn, port, "
               "ipv4hint, ech, ipv6hint, dohpath, ohttp, and key9 to key65534";
        return NULL;
    }
    bool valued = *rest == '=';
    if (valued) {
        rest = take_value(rest + 1, &parameter->value, why);
    }
    *why = rest ? fault_of_value(parameter) : *why;
    bool lost = valued && parameter->value == NULL;
    return *why || lost ? NULL : rest;
}

static int compare(const void *left, const void *right)
{
    const struct parameter *l = left;
    const struct parameter *r = right;
    return (l->key > r->key) - (l->key < r->key);
}

static void print(FILE *out, const struct parameter *parameter)
{
    if (parameter->key < KEY_COUNT) {
        fputs(keys[parameter->key].name, out);
    } else {
        fprintf(out, "key%lu", parameter->key);
    }
    if (parameter->value != NULL) {
        fprintf(out, "=%s", parameter->value);
    }
}

static char *format(struct parameter *parameters, size_t count, const char **why)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL) {
        return NULL;
    }
    qsort(parameters, count, sizeof *parameters, compare);
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? " " : "", out);
        print(out, &parameters[i]);
        if (i > 0 && parameters[i].key == parameters[i - 1].key) {
            *why = "it has a parameter twice";
        }
    }
    if (fclose(out) != 0 || *why != NULL) {
        free(text);
        return NULL;
    }
    return text;
}

char *dns_service_parameters_canonical(const char *text, const char **why)
{
    struct parameter parameters[MOST_PARAMETERS];
    size_t count = 0;
    char *formatted = NULL;
    *why = NULL;
    text += strspn(text, BLANKS);
    while (text != NULL && *text != '\0' && *why == NULL) {
        if (count == MOST_PARAMETERS) {
            *why = "it has more than 32 parameters";
        } else {
            text = take_parameter(text, &parameters[count++], why);
            text = text ? text + strspn(text, BLANKS) : NULL;
        }
    }
    if (text != NULL && *why == NULL) {
        formatted = format(parameters, count, why);
    }
    for (size_t i = 0; i < count; i++) {
        free(parameters[i].value);
    }
    return formatted;
}
