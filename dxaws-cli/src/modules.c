/* SPDX-License-Identifier: MIT */
/* The modules by name, and their managers. */
#include "modules.h"

#include <string.h>

#include <dxaws/acm.h>
#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront.h>
#include <dxaws/dns.h>
#include <dxaws/extend/tree.h>
#include <dxaws/s3-content.h>
#include <dxaws/s3.h>
#include <dxaws/website.h>

#include "error-codes.h"
#include "sections.h"

#define MODULE(name, thing, function) function,

static const dxaws_module *(*const linked[])(void) = {SECTIONS(MODULE) dxaws_website_module};

_Static_assert(sizeof linked / sizeof *linked <= MODULES_MAX, "MODULES_MAX is too small");

const dxaws_module *modules_at(size_t index)
{
    return index < sizeof linked / sizeof *linked ? linked[index]() : NULL;
}

/* The index of the module of that name; behind the last one for none. */
static size_t index_of(const char *name)
{
    size_t index = 0;
    while (modules_at(index) != NULL && strcmp(modules_at(index)->name, name) != 0) {
        index++;
    }
    return index;
}

const dxaws_module *modules_find(const char *name)
{
    return modules_at(index_of(name));
}

dxaws_error *modules_how(const dxaws_module *module, const struct options *options,
                         dxaws_apply_options **how)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    const json_t *tree = error ? NULL : dxaws_document_tree(description);
    return error ? error : options_how(options, json_object_get(tree, "actions"), how);
}

static void remove_hidden(const json_t *description, json_t *document)
{
    size_t index;
    size_t at;
    json_t *attribute;
    json_t *flag;
    json_array_foreach(json_object_get(description, "attributes"), index, attribute) {
        json_array_foreach(json_object_get(attribute, "flags"), at, flag) {
            if (strcmp(json_string_value(flag), "hidden") == 0) {
                json_object_del(document, json_string_value(json_object_get(attribute, "name")));
            }
        }
    }
}

/* Takes out of @a document what the module calls hidden, and of the documents of the modules that
 * it uses, which stand under their names, what those do. */
static dxaws_error *hide(const dxaws_module *module, json_t *document)
{
    DXAWS_AUTO(dxaws_document) description = NULL;
    dxaws_error *error = module->describe(module, &description);
    if (error == NULL) {
        remove_hidden(dxaws_document_tree(description), document);
    }
    for (size_t i = 0; error == NULL && module->uses[i] != NULL; i++) {
        json_t *part = json_object_get(document, module->uses[i]);
        const dxaws_module *other = modules_find(module->uses[i]);
        if (other != NULL && json_is_object(part)) {
            error = hide(other, part);
        }
    }
    return error;
}

dxaws_error *modules_visible(const dxaws_module *module, const dxaws_document *current,
                             json_t **visible)
{
    json_t *shown = json_deep_copy(dxaws_document_tree(current));
    dxaws_error *error = shown ? hide(module, shown) : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(shown);
        return error;
    }
    *visible = shown;
    return NULL;
}

/* The managers that a module works through; borrowed. */
static dxaws_error *open_used(struct managers *managers, const dxaws_module *module,
                              dxaws_manager *used[MODULES_MAX])
{
    dxaws_error *error = NULL;
    for (size_t i = 0; error == NULL && module->uses[i] != NULL; i++) {
        const dxaws_module *other = modules_find(module->uses[i]);
        if (other == NULL || i + 1 == MODULES_MAX) {
            return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cli", DXAWS_CLI_ERROR_NO_MODULE,
                                   "%s needs the module %s, which this program does not have",
                                   module->name, module->uses[i]);
        }
        error = managers_open(managers, other, &used[i]);
    }
    return error;
}

dxaws_error *managers_open(struct managers *managers, const dxaws_module *module,
                           dxaws_manager **manager)
{
    dxaws_manager **slot = &managers->opened[index_of(module->name)];
    dxaws_manager *used[MODULES_MAX] = {NULL};
    DXAWS_AUTO(dxaws_provider) provider = NULL;
    dxaws_error *error = NULL;
    if (*slot == NULL) {
        error = open_used(managers, module, used);
        if (error == NULL && module->make != NULL) {
            error = managers->make(managers->run, module, &provider);
        }
        error = error ? error : module->open(module, provider, used, slot);
    }
    if (error == NULL) {
        *manager = *slot;
    }
    return error;
}

void managers_close(struct managers *managers)
{
    for (size_t i = 0; modules_at(i) != NULL; i++) {
        managers->opened[i] =
            managers->opened[i] ? modules_at(i)->unref(managers->opened[i]) : NULL;
    }
}
