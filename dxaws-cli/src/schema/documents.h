/* SPDX-License-Identifier: MIT */
/* JSON Schema (2020-12) of whole documents. */
#ifndef DXAWS_CLI_SCHEMA_DOCUMENTS_H
#define DXAWS_CLI_SCHEMA_DOCUMENTS_H

#include <jansson.h>

#include <dxaws/base.h>

/* Of the document of that name: "desired", "current", "result", "plan", "options", "event",
 * "error", "manifest", or one of --json, "dxaws.plan/1". A new reference; NULL when there is none
 * of that name.
 * @param module  a module's description, or NULL: what all modules have in common
 * @param command the program's description */
json_t *schema_document(const char *name, const json_t *module, const json_t *command);

/* Whether it is of one module, so that there is none without. */
bool schema_needs_module(const char *name);

#endif
