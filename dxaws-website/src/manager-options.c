/* SPDX-License-Identifier: MIT */
/* What a manager is made with: the managers of the modules. */
#include <stdlib.h>

#include "manager.h"

dxaws_website_manager_options *dxaws_website_manager_options_new(void)
{
    return calloc(1, sizeof(dxaws_website_manager_options));
}

void dxaws_website_manager_options_free(dxaws_website_manager_options *options)
{
    for (int i = 0; options != NULL && i < MODULE_COUNT; i++) {
        module_of((enum module)i)->unref(options->of[i]);
    }
    free(options);
}

static void set(dxaws_website_manager_options *options, enum module module, void *manager)
{
    if (options != NULL) {
        dxaws_manager *before = options->of[module];
        options->of[module] = module_of(module)->ref(manager);
        module_of(module)->unref(before);
    }
}

void dxaws_website_manager_options_set_s3(dxaws_website_manager_options *options,
                                          dxaws_s3_manager *manager)
{
    set(options, MODULE_S3, manager);
}

void dxaws_website_manager_options_set_dns(dxaws_website_manager_options *options,
                                           dxaws_dns_manager *manager)
{
    set(options, MODULE_DNS, manager);
}

void dxaws_website_manager_options_set_acm(dxaws_website_manager_options *options,
                                           dxaws_acm_manager *manager)
{
    set(options, MODULE_ACM, manager);
}

void dxaws_website_manager_options_set_cloudfront(dxaws_website_manager_options *options,
                                                  dxaws_cloudfront_manager *manager)
{
    set(options, MODULE_CLOUDFRONT, manager);
}

void dxaws_website_manager_options_set_content(dxaws_website_manager_options *options,
                                               dxaws_s3_content_manager *manager)
{
    set(options, MODULE_CONTENT, manager);
}

void dxaws_website_manager_options_set_function(dxaws_website_manager_options *options,
                                                dxaws_cloudfront_function_manager *manager)
{
    set(options, MODULE_FUNCTION, manager);
}
