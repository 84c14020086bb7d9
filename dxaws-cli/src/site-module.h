/* SPDX-License-Identifier: MIT */
/* The website module's typed functions in the form of a dxaws_module. */
#ifndef DXAWS_CLI_SITE_MODULE_H
#define DXAWS_CLI_SITE_MODULE_H

#include <dxaws/module.h>

const dxaws_module *site_module(void);
/* Reads and plans a site. */
dxaws_error *site_plan(dxaws_manager *manager, dxaws_context *context,
                       const dxaws_document *document, const dxaws_apply_options *options,
                       dxaws_plan **plan);

#endif
