/* SPDX-License-Identifier: MIT */
/* Percent encoding, query strings and endpoint URLs, by the rules that signatures depend on. */
#include "uri.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_unreserved(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

void aws_uri_encode(struct aws_buffer *out, const char *text, size_t size, bool keep_slash)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < size;) {
        size_t start = i;
        while (i < size &&
               (is_unreserved((unsigned char)text[i]) || (keep_slash && text[i] == '/'))) {
            i++;
        }
        aws_buffer_append(out, text + start, i - start);
        if (i == size) {
            return;
        }
        unsigned char c = (unsigned char)text[i++];
        aws_buffer_append(out, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

void aws_uri_normalize_path(struct aws_buffer *out, const char *path)
{
    size_t start = out->size;
    bool slash = true; /* whether the result ends with a slash */
    while (*path) {
        size_t size = strcspn(path, "/");
        bool more = path[size] == '/';
        if (size == 2 && path[0] == '.' && path[1] == '.') {
            while (out->size > start && out->data[out->size - 1] != '/') {
                out->size--;
            }
            if (out->size > start) {
                out->size--;
            }
            slash = true;
        } else if (size && !(size == 1 && path[0] == '.')) {
            aws_buffer_char(out, '/');
            aws_buffer_append(out, path, size);
            slash = more;
        } else if (size) {
            slash = true;
        }
        path += size + (more ? 1 : 0);
    }
    if (slash) {
        aws_buffer_char(out, '/');
    } else if (out->data) {
        out->data[out->size] = '\0';
    }
}

/* Encoded strings of one buffer. */
struct pair {
    const char *name;
    const char *value;
};

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : strcmp(a->value, b->value);
}

/* Decodes and encodes again, byte by byte, with a NUL at the end. */
static void recode(struct aws_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        int high = text[i] == '%' && i + 2 < size ? hex_digit(text[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        char byte = low >= 0 ? (char)(high * 16 + low) : text[i];
        aws_uri_encode(out, &byte, 1, false);
        i += low >= 0 ? 2 : 0;
    }
    aws_buffer_char(out, '\0');
}

/* Names and values in turn, each encoded and ended by a NUL. */
static size_t recode_pairs(struct aws_buffer *out, const char *query)
{
    size_t count = 0;
    while (*query) {
        size_t size = strcspn(query, "&");
        const char *equals = memchr(query, '=', size);
        size_t name_size = equals ? (size_t)(equals - query) : size;
        if (size) {
            count++;
            recode(out, query, name_size);
            recode(out, query + name_size + (equals != NULL), size - name_size - (equals != NULL));
        }
        query += size + (query[size] == '&');
    }
    return count;
}

void aws_uri_canonical_query(struct aws_buffer *out, const char *query)
{
    struct pair few[32];
    struct aws_buffer text = {0};
    if (!*query) {
        return;
    }
    size_t count = recode_pairs(&text, query);
    struct pair *pairs = count > sizeof(few) / sizeof(few[0]) ? calloc(count, sizeof(*pairs)) : few;
    if (!pairs || text.failed) {
        out->failed = true;
        count = 0;
    }
    const char *next = text.data;
    for (size_t i = 0; i < count; i++) {
        pairs[i].name = next;
        pairs[i].value = next + strlen(next) + 1;
        next = pairs[i].value + strlen(pairs[i].value) + 1;
    }
    if (count > 1) {
        qsort(pairs, count, sizeof(*pairs), compare_pairs);
    }
    for (size_t i = 0; i < count; i++) {
        if (i) {
            aws_buffer_char(out, '&');
        }
        aws_buffer_text(out, pairs[i].name);
        aws_buffer_char(out, '=');
        aws_buffer_text(out, pairs[i].value);
    }
    if (pairs != few) {
        free(pairs);
    }
    aws_buffer_free(&text);
}

static bool is_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return size > 0;
}

/* Four numbers, or brackets, or the one name that never has subdomains. */
static bool is_numeric_host(const char *host, size_t size)
{
    if (host[0] == '[' || (size == 9 && strncasecmp(host, "localhost", 9) == 0)) {
        return true;
    }
    unsigned parts = 1;
    for (size_t i = 0; i < size; i++) {
        if (host[i] == '.') {
            parts++;
        } else if (host[i] < '0' || host[i] > '9') {
            return false;
        }
    }
    return parts == 4;
}

/* Digits, or 0x and digits of hexadecimal: what stands for a number in an address. */
static bool is_number(const char *label, size_t size)
{
    bool hexadecimal = size > 2 && label[0] == '0' && (label[1] == 'x' || label[1] == 'X');
    for (size_t i = hexadecimal ? 2 : 0; i < size; i++) {
        if (hexadecimal ? !isxdigit((unsigned char)label[i]) : !is_digits(label + i, 1)) {
            return false;
        }
    }
    return size > 0;
}

/* Other spellings of an address, such as 127.1 or 0177.0.0.1, would go elsewhere than is signed. */
static const char *check_address(const char *host, size_t size)
{
    char text[INET6_ADDRSTRLEN] = "";
    unsigned char address[16];
    bool brackets = host[0] == '[';
    if (size - 2 * brackets < sizeof(text)) {
        memcpy(text, host + brackets, size - 2 * brackets);
    }
    if (brackets) {
        return inet_pton(AF_INET6, text, address) == 1 ? NULL : "its IPv6 address is none";
    }
    for (size_t at = 0; at < size; at++) {
        size_t label = strcspn(host + at, ".:/");
        label = label < size - at ? label : size - at;
        if (!is_number(host + at, label)) {
            return NULL; /* a name */
        }
        at += label;
    }
    return inet_pton(AF_INET, text, address) == 1
               ? NULL
               : "its host is a number; write an IPv4 address as four numbers from 0 to 255";
}

static const char *check_host(const char *host, size_t size)
{
    if (!size) {
        return "it has no host name";
    }
    bool brackets = host[0] == '[';
    if (brackets && (size < 4 || host[size - 1] != ']')) {
        return "its IPv6 address lacks the closing bracket";
    }
    for (size_t i = brackets; i < size - brackets; i++) {
        char c = host[i];
        if (!(is_unreserved((unsigned char)c) && c != '~') && !(brackets && c == ':')) {
            return "its host name has a character that no host name has";
        }
    }
    return check_address(host, size);
}

bool aws_url_parse(const char *text, struct aws_url *url, const char **why)
{
    struct aws_url out = {.https = strncasecmp(text, "https://", 8) == 0};
    *why = NULL;
    if (!out.https && strncasecmp(text, "http://", 7) != 0) {
        *why = "it must start with https:// or http://";
        return false;
    }
    const char *host = text + (out.https ? 8 : 7);
    size_t authority = strcspn(host, "/?#");
    const char *path = host + authority;
    if (memchr(host, '@', authority)) {
        *why = "it must not hold a user name or password";
    } else if (strpbrk(path, "?#")) {
        *why = "it must not have a query or fragment";
    }
    for (const char *p = path; *p && !*why; p++) {
        if (*p <= ' ' || *p == 0x7f || *p == '%') {
            *why = "its path has a space, control character or percent sign";
        }
    }
    if (*why) {
        return false;
    }
    size_t size = host[0] == '[' ? strcspn(host, "]/") + 1 : strcspn(host, ":/");
    if (size > authority) {
        size = authority;
    }
    if ((*why = check_host(host, size))) {
        return false;
    }
    size_t port_size = authority - size;
    long port = 0;
    if (port_size) {
        if (host[size] != ':' || port_size > 6 || !is_digits(host + size + 1, port_size - 1) ||
            (port = strtol(host + size + 1, NULL, 10)) < 1 || port > 65535) {
            *why = "its port must be a number from 1 to 65535";
            return false;
        }
    }
    out.numeric = is_numeric_host(host, size);
    struct aws_buffer name = {0};
    for (size_t i = 0; i < size; i++) {
        aws_buffer_char(&name, host[i] >= 'A' && host[i] <= 'Z' ? (char)(host[i] + 32) : host[i]);
    }
    if (port && port != (out.https ? 443 : 80)) {
        aws_buffer_format(&name, ":%ld", port);
    }
    out.host = aws_buffer_take(&name);
    size_t path_size = strlen(path);
    while (path_size && path[path_size - 1] == '/') {
        path_size--;
    }
    out.path = strndup(path, path_size);
    if (!out.host || !out.path) {
        aws_url_free(&out);
        return false;
    }
    *url = out;
    return true;
}

void aws_url_free(struct aws_url *url)
{
    free(url->host);
    free(url->path);
    *url = (struct aws_url){0};
}
