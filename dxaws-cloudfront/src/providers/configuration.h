/* SPDX-License-Identifier: MIT */
/* A distribution's configuration as JSON: what an update changes, all of it in one document. */
#ifndef DXAWS_CLOUDFRONT_CONFIGURATION_H
#define DXAWS_CLOUDFRONT_CONFIGURATION_H

#include <dxaws/kit/json.h>

#include "members.h"

/* The members that CloudFront keeps as the configuration, NULL at the end: the attributes that an
 * update converges, and the comment. The origin access control is apart: it is found out. */
extern const char *const cloudfront_configured[];

/* Copies from @a payload what describes a distribution's configuration. A certificate brings our
 * minimum of TLS, where nothing is said of it. */
bool cloudfront_copy_configuration(json_t *distribution, const json_t *payload);

/* True when @a distribution is already what the changes would make of it. */
bool cloudfront_is_changed(const json_t *distribution, const json_t *changes);

/* Countries in upper case, sorted, each once. NULL without memory. */
json_t *cloudfront_geo_locations(const json_t *list);

/* The same texts, in whatever order. */
bool cloudfront_texts_equal(const json_t *desired, const json_t *observed);
/* An error response in its one canonical form; 0 or NULL for what is not set. */
json_t *cloudfront_error_response(json_int_t error_code, json_int_t response_code, const char *page,
                                  json_int_t caching_min_ttl_s);
/* The list in order of error code, each item canonical: a new reference. */
json_t *cloudfront_error_responses(const json_t *list);

/* Those texts, each once and in order of their bytes. NULL without memory. */
json_t *cloudfront_sorted(const json_t *list);

#endif
