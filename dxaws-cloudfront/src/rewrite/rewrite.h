/* SPDX-License-Identifier: MIT */
/* How addresses lead to objects: what is said of it, checked. */
#ifndef DXAWS_CLOUDFRONT_REWRITE_PRIVATE_H
#define DXAWS_CLOUDFRONT_REWRITE_PRIVATE_H

#include <dxaws/cloudfront-rewrite.h>
#include <dxaws/kit/engine.h>

struct dxaws_cloudfront_rewrite {
    struct dx_state state;
};

#define REWRITE_URLS "urls"
#define REWRITE_DOMAIN "domain_name"
#define REWRITE_REDIRECTS "redirects"
#define REWRITE_ROOT "root_object"
#define REWRITE_FILES "files"
#define REWRITE_FOLDERS "folders"

enum rewrite_urls { REWRITE_EXACT, REWRITE_DIRECTORIES, REWRITE_HTML, REWRITE_SPA };

enum rewrite_urls rewrite_urls_of(const json_t *said);
extern const struct dx_schema rewrite_schema;

#endif
