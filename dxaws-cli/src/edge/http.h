/* SPDX-License-Identifier: MIT */
/* What a server makes of a request's texts. Pure; any bytes may come. */
#ifndef DXAWS_CLI_EDGE_HTTP_H
#define DXAWS_CLI_EDGE_HTTP_H

#include <stdbool.h>
#include <stdint.h>

enum { HTTP_DATE_SIZE = 40 };

/* The key that a path asks for, "/docs/a%20b" the object "docs/a b", for free(): NULL, when an
 * escape is none, for a NUL in it, or without memory. */
char *http_key(const char *path);

/* "www.example.com:8080" without the port, in lower case, for free(); NULL without memory. */
char *http_host(const char *header);

enum http_range { HTTP_WHOLE, HTTP_PART, HTTP_NO_SUCH_PART };
/* One range of the bytes of a body, of a Range header, which may be NULL; what is not understood,
 * or several, is the whole body. */
enum http_range http_range(const char *header, int64_t size, int64_t *from, int64_t *count);

/* Whether an If-None-Match names that ETag, which is without its quotes. */
bool http_names_etag(const char *header, const char *etag);

/* Whether an Accept-Encoding, which may be NULL, takes gzip. */
bool http_takes_gzip(const char *header);

/* "Mon, 30 Nov 2026 12:00:00 GMT" */
void http_date(int64_t ms, char text[HTTP_DATE_SIZE]);
/* Whether an If-Modified-Since is not before that moment; false for what is no date. */
bool http_is_since(const char *header, int64_t modified_ms);

#endif
