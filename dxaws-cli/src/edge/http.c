/* SPDX-License-Identifier: MIT */
/* Requests of viewers, as far as they are texts. */
#include "http.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static int digit_of(char letter)
{
    return isdigit((unsigned char)letter)    ? letter - '0'
           : isxdigit((unsigned char)letter) ? tolower((unsigned char)letter) - 'a' + 10
                                             : -1;
}

char *http_key(const char *path)
{
    char *key = malloc(strlen(path) + 1);
    char *to = key;
    path += *path == '/';
    for (; key != NULL && *path != '\0'; path++) {
        int value = (unsigned char)*path;
        if (*path == '%') {
            int high = digit_of(path[1]);
            int low = high < 0 ? -1 : digit_of(path[2]);
            value = low < 0 ? 0 : high * 16 + low;
            path += 2;
        }
        if (value == 0) { /* and nothing after it was looked at */
            free(key);
            return NULL;
        }
        *to++ = (char)value;
    }
    if (key != NULL) {
        *to = '\0';
    }
    return key;
}

char *http_host(const char *header)
{
    const char *colon = strrchr(header, ':');
    bool ported = colon != NULL && strchr(colon, ']') == NULL;
    char *host = strndup(header, ported ? (size_t)(colon - header) : strlen(header));
    for (char *letter = host; letter != NULL && *letter != '\0'; letter++) {
        *letter = (char)tolower((unsigned char)*letter);
    }
    return host;
}

/* A number as long as one can be; *text is behind it. False without a digit. */
static bool take_number(const char **text, int64_t *number)
{
    const char *begin = *text;
    *number = 0;
    while (isdigit((unsigned char)**text) && *number <= INT64_MAX / 10 - 1) {
        *number = *number * 10 + (*(*text)++ - '0');
    }
    return *text > begin && !isdigit((unsigned char)**text);
}

enum http_range http_range(const char *header, int64_t size, int64_t *from, int64_t *count)
{
    int64_t first = 0;
    int64_t last = 0;
    *from = 0;
    *count = size;
    if (header == NULL || strncasecmp(header, "bytes=", 6) != 0) {
        return HTTP_WHOLE;
    }
    const char *text = header + 6;
    if (*text == '-') { /* so many at the end */
        text++;
        if (!take_number(&text, &last) || *text != '\0') {
            return HTTP_WHOLE;
        }
        *count = last < size ? last : size;
        *from = size - *count;
        return *count > 0 ? HTTP_PART : HTTP_NO_SUCH_PART;
    }
    if (!take_number(&text, &first) || *text++ != '-') {
        return HTTP_WHOLE;
    }
    bool open = *text == '\0';
    if (!open && (!take_number(&text, &last) || *text != '\0' || last < first)) {
        return HTTP_WHOLE;
    }
    if (first >= size) {
        return HTTP_NO_SUCH_PART;
    }
    *from = first;
    *count = (open || last >= size ? size : last + 1) - first;
    return HTTP_PART;
}

bool http_names_etag(const char *header, const char *etag)
{
    size_t size = strlen(etag);
    if (header == NULL) {
        return false;
    }
    while (*header != '\0') {
        header += strspn(header, " \t,");
        if (*header == '*') {
            return true;
        }
        header += strncmp(header, "W/", 2) == 0 ? 2 : 0;
        size_t length = strcspn(header, ",");
        if (length >= size + 2 && header[0] == '"' && strncmp(header + 1, etag, size) == 0 &&
            header[size + 1] == '"') {
            return true;
        }
        header += length;
    }
    return false;
}

bool http_takes_gzip(const char *header)
{
    while (header != NULL && *header != '\0') {
        header += strspn(header, " \t,");
        size_t length = strcspn(header, ",");
        size_t name = strcspn(header, ",; \t");
        if (name == 4 && strncasecmp(header, "gzip", name) == 0) {
            const char *weight = memchr(header, '=', length);
            return weight == NULL || strtod(weight + 1, NULL) > 0;
        }
        header += length;
    }
    return false;
}

static const char form[] = "%a, %d %b %Y %H:%M:%S GMT";

void http_date(int64_t ms, char text[HTTP_DATE_SIZE])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm parts;
    text[0] = '\0';
    if (gmtime_r(&seconds, &parts) != NULL) {
        strftime(text, HTTP_DATE_SIZE, form, &parts);
    }
}

bool http_is_since(const char *header, int64_t modified_ms)
{
    struct tm parts = {0};
    const char *end = header ? strptime(header, form, &parts) : NULL;
    return end != NULL && *end == '\0' && (int64_t)timegm(&parts) >= modified_ms / 1000;
}
