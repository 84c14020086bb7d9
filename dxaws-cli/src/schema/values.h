/* SPDX-License-Identifier: MIT */
/* JSON Schema (2020-12) of values, from what a description says of them. Outputs are new
 * references, NULL without memory. */
#ifndef DXAWS_CLI_SCHEMA_VALUES_H
#define DXAWS_CLI_SCHEMA_VALUES_H

#include <jansson.h>

#include <dxaws/base.h>

/* Which document the attributes are those of. */
enum schema_role {
    SCHEMA_DESIRED = 1, /* strict; null leaves alone, and a text may be known later */
    SCHEMA_OBSERVED,    /* may have members of later releases */
};

/* Of a type's name: "text", "integer", ... */
json_t *schema_of_type(const char *type);
/* Of an object with these attributes, as a description lists them. */
json_t *schema_of_attributes(const json_t *attributes, enum schema_role role);
/* Of a map, with the members that are listed as {name, type, optional}, and @a more or no others.
 */
json_t *schema_of_members(const json_t *members, bool more);
/* Of the manifest, from the program's description. */
json_t *schema_of_manifest(const json_t *fields);

#endif
