/* SPDX-License-Identifier: MIT */
/* The website module's typed functions in the form of a dxaws_module; its pure plan is not. */
#include "site-module.h"

#include <stdlib.h>

#include <dxaws/website.h>

static dxaws_error *parsed(char *text, dxaws_document **document)
{
    dxaws_error *error = text ? dxaws_document_parse(text, document) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *site_check(const dxaws_module *module, const dxaws_document *document)
{
    (void)module;
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    dxaws_error *error = dxaws_website_desired_parse(dxaws_document_text(document), &desired);
    return error ? error : dxaws_website_desired_check(desired);
}

static dxaws_error *site_open(const dxaws_module *module, dxaws_provider *provider,
                              dxaws_manager *const *used, dxaws_manager **manager)
{
    (void)module;
    (void)provider;
    DXAWS_AUTO(dxaws_website_manager_options) through = dxaws_website_manager_options_new();
    dxaws_website_manager_options_set_s3(through, (dxaws_s3_manager *)used[0]);
    dxaws_website_manager_options_set_dns(through, (dxaws_dns_manager *)used[1]);
    dxaws_website_manager_options_set_acm(through, (dxaws_acm_manager *)used[2]);
    dxaws_website_manager_options_set_cloudfront(through, (dxaws_cloudfront_manager *)used[3]);
    return dxaws_website_manager_new(through, (dxaws_website_manager **)manager);
}

static dxaws_manager *site_unref(dxaws_manager *manager)
{
    return (dxaws_manager *)dxaws_website_manager_unref((dxaws_website_manager *)manager);
}

static dxaws_error *site_read(const dxaws_module *module, dxaws_manager *manager,
                              dxaws_context *context, const dxaws_document *document,
                              dxaws_document **current)
{
    (void)module;
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    DXAWS_AUTO(dxaws_website_current) read = NULL;
    dxaws_error *error = dxaws_website_desired_parse(dxaws_document_text(document), &desired);
    error = error ? error
                  : dxaws_website_manager_get_current((dxaws_website_manager *)manager, context,
                                                      desired, &read);
    return error ? error : parsed(dxaws_website_current_format(read), current);
}

dxaws_error *site_plan(dxaws_manager *manager, dxaws_context *context,
                       const dxaws_document *document, const dxaws_apply_options *options,
                       dxaws_plan **plan)
{
    DXAWS_AUTO(dxaws_website_desired) desired = NULL;
    dxaws_error *error = dxaws_website_desired_parse(dxaws_document_text(document), &desired);
    return error ? error
                 : dxaws_website_manager_plan((dxaws_website_manager *)manager, context, desired,
                                              options, plan);
}

static dxaws_error *site_apply(const dxaws_module *module, dxaws_manager *manager,
                               dxaws_context *context, const dxaws_plan *plan,
                               const dxaws_apply_options *options, dxaws_plan **rest,
                               dxaws_document **result)
{
    (void)module;
    (void)rest;
    DXAWS_AUTO(dxaws_website_result) made = NULL;
    dxaws_error *error = dxaws_website_manager_apply((dxaws_website_manager *)manager, context,
                                                     plan, options, &made);
    return error ? error : parsed(dxaws_website_result_format(made), result);
}

const dxaws_module *site_module(void)
{
    static const char *const uses[] = {"s3", "dns", "acm", "cloudfront", NULL};
    static const dxaws_module module = {
        .size = sizeof module,
        .name = "website",
        .uses = uses,
        .check = site_check,
        .open = site_open,
        .unref = site_unref,
        .read = site_read,
        .apply = site_apply,
    };
    return &module;
}
