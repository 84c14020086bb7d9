/* SPDX-License-Identifier: MIT */
/* The modules that have commands of their own, in the order of the help: their name, what they work
 * on, and their dxaws_module. To add a module, add a row, its header to modules.c and its library
 * to meson.build. */
#ifndef DXAWS_CLI_SECTIONS_H
#define DXAWS_CLI_SECTIONS_H

#define SECTIONS(ROW)                                                                              \
    ROW("s3", "one bucket", dxaws_s3_module)                                                       \
    ROW("content", "the objects of a bucket", dxaws_s3_content_module)                             \
    ROW("dns", "a set of records", dxaws_dns_module)                                               \
    ROW("acm", "one certificate", dxaws_acm_module)                                                \
    ROW("cloudfront", "one distribution", dxaws_cloudfront_module)                                 \
    ROW("function", "one function at the edge", dxaws_cloudfront_function_module)

#endif
