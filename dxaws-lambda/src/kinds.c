/* SPDX-License-Identifier: MIT */
#include "kinds.h"

#include <stdio.h>
#include <string.h>

#include <dxaws/extend/tree.h>

static bool may(const struct host *host, const dxaws_module *module, const char *operation)
{
    char name[64];
    snprintf(name, sizeof name, "%s.%s", module->name, operation);
    return host_may(host, name);
}

struct performed {
    const dxaws_document *description;
    dxaws_provider *provider;
    bool all; /* else those that only read */
    json_t *kinds;
};

/* False without memory. */
static bool add(const struct performed *performed, json_t *kind)
{
    const char *name = json_string_value(kind);
    bool here = name != NULL &&
                (performed->all || dxaws_module_only_reads(performed->description, name)) &&
                dxaws_provider_supports(performed->provider, name);
    return !here || json_array_append(performed->kinds, kind) == 0;
}

dxaws_error *kinds_performed(const struct host *host, const dxaws_module *module,
                             dxaws_provider *provider, json_t **kinds)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    bool all = may(host, module, "perform");
    bool some = all || may(host, module, "observe");
    dxaws_error *error = module->describe(module, &description);
    if (error != NULL) {
        return error;
    }
    const json_t *tree = dxaws_document_tree(description);
    json_t *found = json_array();
    const struct performed performed = {description, provider, all, found};
    bool whole = found != NULL;
    size_t index;
    json_t *action;
    json_array_foreach(some ? json_object_get(tree, "actions") : NULL, index, action) {
        whole = add(&performed, json_object_get(action, "kind")) && whole;
    }
    if (some) { /* how what a resource came to is read, where that is an action */
        whole = add(&performed, json_object_get(tree, "outputs")) && whole;
    }
    if (!whole) {
        json_decref(found);
        return dxaws_error_out_of_memory();
    }
    *kinds = found;
    return NULL;
}

static bool has(const json_t *kinds, const char *kind)
{
    size_t index;
    json_t *known;
    json_array_foreach(kinds, index, known) {
        if (strcmp(json_string_value(known), kind) == 0) {
            return true;
        }
    }
    return false;
}

bool kinds_only_read(const struct host *host, const char *operation, const json_t *request)
{
    const char *kind =
        json_string_value(json_object_get(json_object_get(request, "action"), "kind"));
    size_t length = strcspn(operation, ".");
    bool found = false;
    for (size_t i = 0; i < HOST_MODULES && kind != NULL; i++) {
        const dxaws_module *module = host->modules[i].module;
        if (strlen(module->name) == length && strncmp(module->name, operation, length) == 0 &&
            strcmp(operation + length, ".perform") == 0 && host->modules[i].provider != NULL) {
            json_t *kinds = NULL;
            dxaws_error_free(kinds_performed(host, module, host->modules[i].provider, &kinds));
            found = has(kinds, kind);
            json_decref(kinds);
        }
    }
    return found;
}
