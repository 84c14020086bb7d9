/* SPDX-License-Identifier: MIT */
/* Names and policy statements that follow from a site: deterministic, so that what exists can be
 * found again without a state file. */
#ifndef DXAWS_WEBSITE_NAMES_H
#define DXAWS_WEBSITE_NAMES_H

#include <stdbool.h>

#include <dxaws/error.h>
#include <jansson.h>

/* The bucket of a site: "<site>-<domain with hyphens>", at most 63 characters, without dots, so
 * that the wildcard certificate of S3 covers it. Release with free(). */
char *website_bucket_name(const char *site, const char *domain);

/* The function that leads the site's addresses to its objects: the one that a distribution of that
 * owner knows as its own, "dxaws-<site>", at most 64 characters. Release with free(). */
char *website_function_name(const char *site);

/* The distribution that leads a host to the site: below its name, "<site>.<host>", at most 100
 * characters. Release with free(). */
char *website_redirect_name(const char *site, const char *host);

/* The length of the label that a text begins with; 0 when that is none. */
size_t website_label_length(const char *text);
/* Whether it is a full host name in lower case. */
bool website_is_host(const char *name);

/* The bucket's regional host name: the global one redirects during a bucket's first hours. */
char *website_origin_domain(const char *bucket, const char *region);

/* The bucket and region of such a host name; nothing is set for any other one or NULL. Release
 * both with free(). */
dxaws_error *website_origin_parse(const char *origin, char **bucket, char **region);

/* Whether the zone of that name, in any spelling, may hold the name. */
bool website_zone_holds(const char *zone, const char *name);

/* The statements of the bucket's policy that are ours, by Sid: CloudFront may read on behalf of
 * this one distribution, but nobody through it the index of what is published, whoever publishes:
 * it names what nothing leads to, and what was removed; and nobody may use plain HTTP. @a folders:
 * one of them is served, and each may have an index. */
json_t *website_policy_statements(const char *distribution_arn, const char *bucket,
                                  const char *region, bool folders);
/* None of them. */
json_t *website_no_policy_statements(void);

/* The rules of the bucket's lifecycle that are ours, by ID, those too that are not to be; of NULL
 * none is. */
json_t *website_lifecycle_rules(const json_t *lifecycle);

/* The same host name, the case and one trailing dot aside; false when either is NULL. */
bool website_same_name(const char *left, const char *right);

#endif
