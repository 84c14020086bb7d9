/* SPDX-License-Identifier: MIT */
/* The checks of single attributes, for the table. */
#ifndef DXAWS_CLOUDFRONT_ATTRIBUTES_H
#define DXAWS_CLOUDFRONT_ATTRIBUTES_H

#include "schema.h"

#define CF_CHECK(name)                                                                             \
    dxaws_error *name(const struct dx_schema *schema, const struct dx_attribute *attribute,        \
                      const json_t *value)

CF_CHECK(cloudfront_check_name);
CF_CHECK(cloudfront_check_origin);
CF_CHECK(cloudfront_check_origin_path);
CF_CHECK(cloudfront_check_aliases);
CF_CHECK(cloudfront_check_certificate);
CF_CHECK(cloudfront_check_root_object);
CF_CHECK(cloudfront_check_errors);
CF_CHECK(cloudfront_check_policy_id);
CF_CHECK(cloudfront_check_function);
CF_CHECK(cloudfront_check_web_acl);
CF_CHECK(cloudfront_check_geo_locations);

/* invalidations.c */
CF_CHECK(cloudfront_check_invalidation_paths);

#endif
