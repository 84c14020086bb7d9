/* SPDX-License-Identifier: MIT */
/* The documents of --json, as a table: their members are only ever added to. */
#ifndef DXAWS_CLI_JSON_DOCUMENTS_H
#define DXAWS_CLI_JSON_DOCUMENTS_H

#include <dxaws/base.h>

struct json_member {
    const char *name;
    const char *type; /* as in a description: "text", "boolean", "integer", "object", "list" */
    bool optional;
    const char *document; /* a module's document that it is, "plan"; NULL for none */
};

enum { JSON_MEMBERS_MAX = 8 };

struct json_document {
    const char *schema; /* "dxaws.plan/1" */
    struct json_member members[JSON_MEMBERS_MAX + 1];
};

/* The table; ends with a row whose schema is NULL. */
extern const struct json_document json_documents[];

#endif
