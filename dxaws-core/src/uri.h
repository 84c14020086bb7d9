/* SPDX-License-Identifier: MIT */
/* Percent encoding, query strings and endpoint URLs, by the rules that signatures depend on. */
#ifndef DXAWS_CORE_URI_H
#define DXAWS_CORE_URI_H

#include "buffer.h"

/* Encodes every byte but A-Za-z0-9-_.~ (and '/' when it is to be kept) as %XX. */
void aws_uri_encode(struct aws_buffer *out, const char *text, size_t size, bool keep_slash);
/* A wire path without "." , ".." and empty segments; at least "/". */
void aws_uri_normalize_path(struct aws_buffer *out, const char *path);
/* A wire query decoded, encoded again and sorted by name, then value, as pairs. */
void aws_uri_canonical_query(struct aws_buffer *out, const char *query);

/* What a request is sent to. */
struct aws_target {
    char *host;  /* as in struct aws_url */
    char *path;  /* as on the wire, at least "/" */
    char *query; /* likewise, without '?'; "" for none */
};

/* Reads the URL of a request, encoded; false as with aws_url_parse(). */
bool aws_target_parse(const char *text, struct aws_target *target, const char **why);
void aws_target_free(struct aws_target *target);

/* An endpoint. */
struct aws_url {
    bool https;
    char *host;   /* lower case, IPv6 in brackets, with ":port" unless it is the scheme's own */
    char *path;   /* "" or "/prefix", without a slash at the end */
    bool numeric; /* an IP address, or localhost: no bucket can go in front */
};

/* Reads an endpoint URL. Says in *why what is wrong with it (static) and returns false, or
 * returns false with *why NULL when out of memory. */
bool aws_url_parse(const char *text, struct aws_url *url, const char **why);
void aws_url_free(struct aws_url *url);

#endif
