/* SPDX-License-Identifier: MIT */
/* The managers of all modules on one adapter. */
#ifndef DXAWS_CLI_MANAGERS_H
#define DXAWS_CLI_MANAGERS_H

#include <dxaws/website.h>

struct managers {
    dxaws_s3_manager *s3;
    dxaws_dns_manager *dns;
    dxaws_acm_manager *acm;
    dxaws_cloudfront_manager *cloudfront;
    dxaws_website_manager *website;
};

#endif
