/* SPDX-License-Identifier: MIT */
/* The modules that the program is linked with, and their managers on one adapter. */
#ifndef DXAWS_CLI_MODULES_H
#define DXAWS_CLI_MODULES_H

#include <dxaws/module.h>
#include <jansson.h>

#include "options.h"

struct run;

enum { MODULES_MAX = 16 };

/* Makes the provider of a module that --adapter asks for; the caller owns it. */
typedef dxaws_error *(*provider_maker)(const struct run *run, const dxaws_module *module,
                                       dxaws_provider **provider);

/* The module at an index, NULL behind the last one. */
const dxaws_module *modules_at(size_t index);
/* The module of that name, or NULL. */
const dxaws_module *modules_find(const char *name);

/* A module's document of what is there, without what its description calls hidden: a new
 * reference. */
dxaws_error *modules_visible(const dxaws_module *module, const dxaws_document *current,
                             json_t **visible);

/* How to plan and apply with the module, of what the command line asks for. */
dxaws_error *modules_how(const dxaws_module *module, const struct options *options,
                         dxaws_apply_options **how);

/* Managers, made when they are needed. */
struct managers {
    const struct run *run;
    provider_maker make;
    dxaws_manager *opened[MODULES_MAX]; /* by the module's index */
};

/* The manager of a module, with those that it uses; borrowed from @a managers. */
dxaws_error *managers_open(struct managers *managers, const dxaws_module *module,
                           dxaws_manager **manager);
void managers_close(struct managers *managers);

#endif
