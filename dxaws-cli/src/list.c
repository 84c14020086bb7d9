/* SPDX-License-Identifier: MIT */
/* All sites of an account, and what else carries a mark. */
#include "run.h"

#include <string.h>

#include <dxaws/extend/tree.h>

#include "modules.h"
#include "output/terminal.h"

static const char *text_of(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text ? text : "";
}

/* The mark without the name, which repeats the identity; that of another resource is told with it.
 */
static void print_mark(const json_t *item)
{
    const char *mark = text_of(item, "mark");
    if (json_is_true(json_object_get(item, "copied"))) {
        fputs("not ours: a copy of the mark \"", stdout);
        print_safely(stdout, mark);
        puts("\"");
    } else {
        puts(strncmp(mark, "adopted ", strlen("adopted ")) == 0 ? "adopted" : "made");
    }
}

static void print_owned(const json_t *found, const char *owner)
{
    size_t index;
    json_t *item;
    print_safely(stdout, owner[0] ? owner : "(of no site)");
    fputc('\n', stdout);
    json_array_foreach((json_t *)(uintptr_t)found, index, item) {
        if (strcmp(text_of(item, "owner"), owner) != 0) {
            continue;
        }
        printf("  %-15s ", text_of(item, "kind"));
        print_safely(stdout, text_of(item, "identity"));
        fputs("  ", stdout);
        print_mark(item);
    }
}

/* Each owner once, in the order in which they were found. */
static void print_found(const json_t *found)
{
    size_t index;
    json_t *item;
    if (json_array_size(found) == 0) {
        puts("Nothing in this account carries a mark of dxaws.");
    }
    json_array_foreach((json_t *)(uintptr_t)found, index, item) {
        const char *owner = text_of(item, "owner");
        bool seen = false;
        for (size_t i = 0; i < index; i++) {
            seen = seen || strcmp(text_of(json_array_get(found, i), "owner"), owner) == 0;
        }
        if (!seen) {
            print_owned(found, owner);
        }
    }
}

dxaws_error *list_run(struct run *run)
{
    const dxaws_module *module = modules_find("website");
    dxaws_manager *manager = NULL;
    DXAWS_AUTO(dxaws_document) found = NULL;
    dxaws_error *error = adapters_open(run);
    error = error ? error : managers_open(run->managers, module, &manager);
    error = error ? error : module->find(module, manager, run->context, NULL, &found);
    if (error != NULL) {
        return error;
    }
    json_t *list = json_object_get(dxaws_document_tree(found), "found");
    if (run->options->json) {
        return run_print_json(run, "dxaws.list/1", json_pack("{sO}", "found", list));
    }
    print_found(list);
    return NULL;
}
