/* SPDX-License-Identifier: MIT */
/* The website's documents as tables, and the types behind the public ones. */
#ifndef DXAWS_WEBSITE_SCHEMA_H
#define DXAWS_WEBSITE_SCHEMA_H

#include <dxaws/kit/engine.h>
#include <dxaws/website.h>

extern const struct dx_schema website_schema;        /* Desired */
extern const struct dx_schema website_result_schema; /* Result */

struct dxaws_website_desired {
    struct dx_state state;
};
struct dxaws_website_result {
    struct dx_state state;
};

#define WEBSITE "website"
#define WEBSITE_SITE "site"
#define WEBSITE_DOMAIN "domain"
#define WEBSITE_REGION "region"
#define WEBSITE_TAGS "tags"
#define WEBSITE_FALLBACK "fallback"
#define WEBSITE_PROTECT "protect"
#define WEBSITE_ZONE "zone"
#define WEBSITE_BUCKET "bucket"
#define WEBSITE_CERTIFICATE "certificate"
#define WEBSITE_CDN "cdn"
#define WEBSITE_ERROR_TTL "error_ttl_s"
#define WEBSITE_ORIGIN_PATH "origin_path"
#define WEBSITE_DNS "dns"
#define WEBSITE_CONTENT "content"
#define WEBSITE_INVALIDATE "invalidate"
#define WEBSITE_SCOPE "scope"
#define WEBSITE_URLS "urls"
#define WEBSITE_REDIRECTS "redirects"
#define WEBSITE_IGNORE_DRIFT "ignore_drift"
/* The status of a site without distribution, where there is one as CloudFront says. */
#define WEBSITE_ABSENT "Absent"

/* The tag that says which site a resource belongs to. */
#define WEBSITE_SITE_TAG "dxaws:site"
/* CloudFront uses certificates of this region only. */
#define WEBSITE_CERTIFICATE_REGION "us-east-1"
#define WEBSITE_MANAGED_TAG "dxaws:managed"
/* Of a distribution: the host that it leads to the site, where it does not serve the site. */
#define WEBSITE_REDIRECT_TAG "dxaws:redirect"

/* Brings a Desired with its presets into its canonical form: names in lower case, our tags. */
dxaws_error *website_normalise(json_t *desired);

#endif
