/* SPDX-License-Identifier: MIT */
/* The checks that the table of fields names. Each gets a value of the right type. */
#ifndef DXAWS_CLI_MANIFEST_CHECKS_H
#define DXAWS_CLI_MANIFEST_CHECKS_H

#include "manifest.h"

dxaws_error *check_account(const struct yaml_node *node);
dxaws_error *check_zone(const struct yaml_node *node);
dxaws_error *check_site(const struct yaml_node *node);
dxaws_error *check_domain(const struct yaml_node *node);
dxaws_error *check_region(const struct yaml_node *node);
dxaws_error *check_fallback(const struct yaml_node *node);
dxaws_error *check_certificate_arn(const struct yaml_node *node);
dxaws_error *check_tags(const struct yaml_node *node);

#endif
