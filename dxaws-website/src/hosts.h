/* SPDX-License-Identifier: MIT */
/* What a site may be called, and the hosts that it answers to: rules of the schema. */
#ifndef DXAWS_WEBSITE_HOSTS_H
#define DXAWS_WEBSITE_HOSTS_H

#include "schema.h"

dxaws_error *hosts_check_site(const struct dx_schema *schema, const struct dx_attribute *attribute,
                              const json_t *value);
dxaws_error *hosts_check_domain(const struct dx_schema *schema,
                                const struct dx_attribute *attribute, const json_t *value);
dxaws_error *hosts_check_redirects(const struct dx_schema *schema,
                                   const struct dx_attribute *attribute, const json_t *value);
/* A redirect leads somewhere else. */
dxaws_error *hosts_check_circle(const json_t *desired);

#endif
