/* SPDX-License-Identifier: MIT */
/* describe: what a module, or the program, consists of. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>

#include "command-description.h"
#include "error-codes.h"
#include "modules.h"

static const char own_name[] = "command";

static dxaws_error *describe_module(const dxaws_module *module, json_t *descriptions)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    json_t *tree =
        error ? NULL : json_incref((json_t *)(uintptr_t)dxaws_document_tree(description));
    if (error == NULL && json_array_append_new(descriptions, tree) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *no_such(const char *wanted)
{
    char list[128] = "";
    for (size_t i = 0; modules_at(i) != NULL; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s, ", modules_at(i)->name);
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_USAGE,
                           "there is no module \"%.40s\"; there are: %s%s", wanted, list, own_name);
}

static dxaws_error *describe_own(json_t *descriptions)
{
    DXAWS_AUTO(dxaws_document) website = NULL;
    const dxaws_module *module = modules_find("website");
    dxaws_error *error = module->describe(module, &website);
    json_t *own = error ? NULL : command_describe(dxaws_document_tree(website));
    if (error == NULL && json_array_append_new(descriptions, own) != 0) {
        error = dxaws_error_out_of_memory();
    }
    return error;
}

/* Those of the module that is named, or of all and of the program. */
static dxaws_error *collect(const char *wanted, json_t *descriptions)
{
    dxaws_error *error = NULL;
    bool own = wanted == NULL || strcmp(wanted, own_name) == 0;
    if (!own && modules_find(wanted) == NULL) {
        return no_such(wanted);
    }
    for (size_t i = 0; error == NULL && modules_at(i) != NULL; i++) {
        if (wanted == NULL || strcmp(modules_at(i)->name, wanted) == 0) {
            error = describe_module(modules_at(i), descriptions);
        }
    }
    return error == NULL && own ? describe_own(descriptions) : error;
}

static void print_value(const json_t *value)
{
    char *text = json_is_string(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    fputs(json_is_string(value) ? json_string_value(value) : text ? text : "", stdout);
    free(text);
}

/* One line: what names the item, then the rest of it. */
static void print_item(const json_t *item, int depth)
{
    static const char *const names[] = {"name", "kind", "code", "path", "type", "schema", NULL};
    const char *named = NULL;
    const char *key;
    json_t *value;
    for (const char *const *name = names; named == NULL && *name != NULL; name++) {
        named = json_object_get(item, *name) ? *name : NULL;
    }
    printf("%*s%-24s", 2 * depth, "", named ? json_string_value(json_object_get(item, named)) : "");
    json_object_foreach((json_t *)(uintptr_t)item, key, value) {
        bool empty = json_is_false(value) || (json_is_array(value) && json_array_size(value) == 0);
        bool nested = strcmp(key, "members") == 0 || strcmp(key, "permissions") == 0;
        if (empty || nested || (named && strcmp(key, named) == 0)) {
            continue;
        }
        printf("  %s ", key);
        print_value(value);
    }
    putchar('\n');
    size_t index;
    json_array_foreach(json_object_get(item, "members"), index, value) {
        print_item(value, depth + 1);
    }
    json_array_foreach(json_object_get(item, "permissions"), index, value) {
        print_item(value, depth + 1);
    }
}

static void print_description(const json_t *description)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)description, key, value) {
        size_t index;
        json_t *item;
        bool items = json_is_object(json_array_get(value, 0));
        printf("%s%s", key, items ? "\n" : "  ");
        if (!items) {
            print_value(value);
            putchar('\n');
            continue;
        }
        json_array_foreach(value, index, item) {
            print_item(item, 1);
        }
    }
}

dxaws_error *describe_run(struct run *run)
{
    json_t *descriptions = json_array();
    dxaws_error *error = collect(run->options->operand, descriptions);
    if (error != NULL) {
        json_decref(descriptions);
        return error;
    }
    if (run->options->json) {
        return run_print_json(run, "dxaws.describe/1",
                              json_pack("{so}", "descriptions", descriptions));
    }
    size_t index;
    json_t *description;
    json_array_foreach(descriptions, index, description) {
        fputs(index > 0 ? "\n" : "", stdout);
        print_description(description);
    }
    json_decref(descriptions);
    return NULL;
}
