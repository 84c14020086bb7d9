/* SPDX-License-Identifier: MIT */
/* What a site that is let go consists of, by the ids that other tools import it with. */
#ifndef DXAWS_CLI_IMPORT_IDS_H
#define DXAWS_CLI_IMPORT_IDS_H

#include <dxaws/core.h>
#include <jansson.h>

#define IMPORT_TERRAFORM "terraform"
#define IMPORT_CLOUDFORMATION "cloudformation"

/* What @a plan, of a site, takes our marks off, and the records that stay with it. For Terraform
 * objects of "to" and "id", for CloudFormation those of its own list of resources to import, which
 * takes neither certificates nor records. New; NULL without memory. */
json_t *import_ids(const dxaws_plan *plan, const char *tool);

/* As the tool reads it: import blocks, or the file of --resources-to-import. */
void import_print(const json_t *ids, const char *tool);

#endif
