/* SPDX-License-Identifier: MIT */
/* The four modules behind one interface of JSON documents: their public functions have the same
 * names and meanings, so plan, apply and destroy need not know one from another. */
#ifndef DXAWS_WEBSITE_MODULES_H
#define DXAWS_WEBSITE_MODULES_H

#include <dxaws/core.h>

enum module {
    MODULE_ACM,
    MODULE_CLOUDFRONT,
    MODULE_S3,
    MODULE_DNS,
    MODULE_COUNT,
};

struct module_ops {
    const char *name; /* "s3": the prefix of its actions, the key of its documents */
    /* Checks a Desired offline. */
    dxaws_error *(*check)(const char *desired);
    dxaws_error *(*read)(void *manager, dxaws_context *context, const char *desired,
                         void **current);
    /* Purely. */
    dxaws_error *(*plan)(const char *desired, const void *current, dxaws_plan **plan);
    dxaws_error *(*apply)(void *manager, dxaws_context *context, const dxaws_plan *plan,
                          char **result);
    dxaws_error *(*parse_current)(const char *json, void **current);
    char *(*format_current)(const void *current);
    void (*free_current)(void *current);
    void *(*ref)(void *manager);
    void (*unref)(void *manager);
};

extern const struct module_ops modules[MODULE_COUNT];

#endif
