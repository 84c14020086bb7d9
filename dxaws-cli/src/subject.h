/* SPDX-License-Identifier: MIT */
/* What plan, apply, show and destroy work on: a site, or one module's section. The flow of each
 * verb is the same for all of them. */
#ifndef DXAWS_CLI_SUBJECT_H
#define DXAWS_CLI_SUBJECT_H

#include "modules.h"
#include "run.h"

/* A desired document and what it is called. */
struct subject {
    const dxaws_module *module;
    const char *name;
    dxaws_document *desired;
    const dxaws_apply_options *how;
    const dxaws_plan *plan; /* made before; NULL: it is made now */
};

/* Runs the command's verb. The adapters must be open. */
dxaws_error *subject_run(struct run *run, const struct subject *subject);

#endif
