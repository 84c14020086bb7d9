/* SPDX-License-Identifier: MIT */
/* The modules, which plan, apply and destroy need not know one from another. */
#ifndef DXAWS_WEBSITE_MODULES_H
#define DXAWS_WEBSITE_MODULES_H

#include <dxaws/core.h>
#include <dxaws/module.h>
#include <jansson.h>

enum module {
    MODULE_ACM,
    MODULE_CLOUDFRONT,
    MODULE_S3,
    MODULE_DNS,
    MODULE_CONTENT,
    MODULE_FUNCTION,
    MODULE_COUNT,
};

const dxaws_module *module_of(enum module module);
/* One that only some sites use: a manager of it may be missing. */
bool module_is_optional(enum module module);
/* "s3": the prefix of its actions, the key of its documents. */
const char *module_name(enum module module);
/* The module of that name; MODULE_COUNT for none. */
enum module module_named(const char *name);

/* Those whose resources carry marks, in which a site's are looked for: by plan and by destroy. */
enum { LOOKED_AT = 3 };
extern const enum module site_looked_at[LOOKED_AT];

/* A document of a tree that others hold too, and that nobody changes. */
dxaws_error *document_sharing(const json_t *tree, dxaws_document **document);
/* A document of a tree, which is taken over; NULL without memory, as modules expect it then. */
dxaws_document *document_of(json_t *tree);

#endif
