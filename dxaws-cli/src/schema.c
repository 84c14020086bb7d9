/* SPDX-License-Identifier: MIT */
/* schema: a document's form as JSON Schema, made from the descriptions. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>

#include "command-description.h"
#include "error-codes.h"
#include "modules.h"
#include "schema/documents.h"

static dxaws_error *usage(const char *what, const char *name, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_USAGE,
                           "%s \"%.40s\"%s", what, name, right);
}

static dxaws_error *describe(const char *name, dxaws_document **description)
{
    const dxaws_module *module = modules_find(name);
    return module && module->describe
               ? module->describe(module, description)
               : usage("there is no module", name, "; dxaws describe shows those that there are");
}

static dxaws_error *print(const char *name, const char *module, json_t *schema)
{
    char title[128];
    snprintf(title, sizeof title, "dxaws %s%s%s", module ? module : "", module ? " " : "", name);
    json_object_set_new(schema, "$schema",
                        json_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_set_new(schema, "title", json_string(title));
    char *text = json_dumps(schema, JSON_SORT_KEYS | JSON_INDENT(2));
    if (text == NULL) {
        return dxaws_error_out_of_memory();
    }
    puts(text);
    free(text);
    return NULL;
}

dxaws_error *schema_run(struct run *run)
{
    const char *name = run->options->operand;
    const char *module = run->options->second_operand;
    DXAWS_AUTO(dxaws_document) description = NULL;
    DXAWS_AUTO(dxaws_document) website = NULL;
    dxaws_error *error = describe("website", &website);
    if (error != NULL) {
        return error;
    }
    if (module != NULL) {
        error = describe(module, &description);
    } else if (schema_needs_module(name)) {
        error = usage("each module has its own", name,
                      "; name one as well, as in dxaws schema desired s3");
    }
    if (error != NULL) {
        return error;
    }
    json_t *command = command_describe(dxaws_document_tree(website));
    json_t *schema = schema_document(name, dxaws_document_tree(description), command);
    error = schema ? print(name, module, schema)
                   : usage("there is no document", name,
                           "; there are: desired, current, result, plan, options, event, error, "
                           "manifest, and those of --json such as dxaws.plan/1");
    json_decref(schema);
    json_decref(command);
    return error;
}
