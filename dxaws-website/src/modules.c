/* SPDX-License-Identifier: MIT */
/* The modules. */
#include "modules.h"

#include <string.h>

#include <dxaws/acm.h>
#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront.h>
#include <dxaws/dns.h>
#include <dxaws/extend/tree.h>
#include <dxaws/s3-content.h>
#include <dxaws/s3.h>

const dxaws_module *module_of(enum module module)
{
    static const dxaws_module *(*const getters[MODULE_COUNT])(void) = {
        [MODULE_ACM] = dxaws_acm_module,
        [MODULE_CLOUDFRONT] = dxaws_cloudfront_module,
        [MODULE_S3] = dxaws_s3_module,
        [MODULE_DNS] = dxaws_dns_module,
        [MODULE_CONTENT] = dxaws_s3_content_module,
        [MODULE_FUNCTION] = dxaws_cloudfront_function_module,
    };
    return getters[module]();
}

const enum module site_looked_at[LOOKED_AT] = {MODULE_S3, MODULE_ACM, MODULE_CLOUDFRONT};

bool module_is_optional(enum module module)
{
    return module == MODULE_CONTENT || module == MODULE_FUNCTION;
}

const char *module_name(enum module module)
{
    return module_of(module)->name;
}

enum module module_named(const char *name)
{
    int i = 0;
    while (i < MODULE_COUNT && (name == NULL || strcmp(module_name((enum module)i), name) != 0)) {
        i++;
    }
    return (enum module)i;
}

dxaws_error *document_sharing(const json_t *tree, dxaws_document **document)
{
    return dxaws_document_new(json_incref((json_t *)(uintptr_t)tree), document);
}

dxaws_document *document_of(json_t *tree)
{
    dxaws_document *document = NULL;
    dxaws_error_free(dxaws_document_new(tree, &document));
    return document;
}
