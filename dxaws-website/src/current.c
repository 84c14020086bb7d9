/* SPDX-License-Identifier: MIT */
/* What was observed, to and from its document. */
#include "current.h"

#include <dxaws/extend/tree.h>

#include <stdarg.h>
#include <stdio.h>

#include "former.h"

#define CURRENT_FORMER "former"
#define CURRENT_NOTES "notes"
#define CURRENT_MISSING "missing"
#define CURRENT_LEFT "left"
#define CURRENT_LEAVING "leaving"
#define CURRENT_UNMANAGED "unmanaged"
#define CURRENT_USED_BY "used_by"
#define CURRENT_GIVEN "given"

dxaws_error *invalid_plan(const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, WEBSITE, DXAWS_WEBSITE_ERROR_INVALID_PLAN,
                           "website: %s; plan again", text);
}

static int put_document(json_t *tree, const char *name, const dxaws_document *document)
{
    return document == NULL
               ? 0
               : json_object_set(tree, name, (json_t *)(uintptr_t)dxaws_document_tree(document));
}

json_t *current_tree(const struct dxaws_website_current *current)
{
    json_t *tree = json_object();
    int failed = tree == NULL;
    for (int i = 0; i < MODULE_COUNT; i++) {
        failed |= put_document(tree, module_name((enum module)i), current->documents[i]);
    }
    if (current->former_count > 0 || json_object_size(current->marks) > 0) {
        failed |= json_object_set_new(tree, CURRENT_FORMER, former_format(current));
    }
    if (current->notes != NULL) {
        failed |= json_object_set(tree, CURRENT_NOTES, current->notes);
    }
    if (current->left != NULL) {
        failed |= json_object_set(tree, CURRENT_LEFT, current->left);
    }
    if (current->missing != NULL) {
        failed |= json_object_set(tree, CURRENT_MISSING, current->missing);
    }
    failed |= put_document(tree, CURRENT_LEAVING, current->leaving);
    failed |= put_document(tree, CURRENT_UNMANAGED, current->unmanaged);
    if (current->used_by != NULL) {
        failed |= json_object_set(tree, CURRENT_USED_BY, current->used_by);
    }
    failed |= put_document(tree, CURRENT_GIVEN, current->given);
    if (failed) {
        json_decref(tree);
        return NULL;
    }
    return tree;
}

static dxaws_error *parse_documents(const json_t *tree, struct dxaws_website_current *current)
{
    dxaws_error *error = NULL;
    for (int i = 0; i < MODULE_COUNT && error == NULL; i++) {
        const char *name = module_name((enum module)i);
        const json_t *document = json_object_get(tree, name);
        if (document != NULL && !json_is_object(document)) {
            error = invalid_plan("what was observed of \"%s\" is no object", name);
        } else if (document != NULL) {
            error = document_sharing(document, &current->documents[i]);
        }
    }
    return error;
}

static dxaws_error *parse_document(const json_t *tree, const char *name, dxaws_document **document)
{
    const json_t *value = json_object_get(tree, name);
    return value ? document_sharing(value, document) : NULL;
}

dxaws_error *current_from(const json_t *tree, struct dxaws_website_current *current)
{
    static const char *const objects[] = {CURRENT_FORMER, CURRENT_MISSING, CURRENT_LEAVING,
                                          CURRENT_UNMANAGED, CURRENT_GIVEN};
    const json_t *former = json_object_get(tree, CURRENT_FORMER);
    json_t *notes = json_object_get(tree, CURRENT_NOTES);
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        const json_t *value = json_object_get(tree, objects[i]);
        if (value != NULL && !json_is_object(value)) {
            return invalid_plan("\"%s\" of what was observed is no object", objects[i]);
        }
    }
    json_t *left = json_object_get(tree, CURRENT_LEFT);
    if ((notes != NULL && !json_is_array(notes)) || (left != NULL && !json_is_array(left))) {
        return invalid_plan("\"%s\" of what was observed is no list",
                            json_is_array(left) || left == NULL ? CURRENT_NOTES : CURRENT_LEFT);
    }
    json_t *used_by = json_object_get(tree, CURRENT_USED_BY);
    if (used_by != NULL && !json_is_array(used_by)) {
        return invalid_plan("\"%s\" of what was observed is no list", CURRENT_USED_BY);
    }
    dxaws_error *error = parse_documents(tree, current);
    if (error == NULL && former != NULL) {
        error = former_parse(former, current);
    }
    error = error ? error : parse_document(tree, CURRENT_LEAVING, &current->leaving);
    error = error ? error : parse_document(tree, CURRENT_UNMANAGED, &current->unmanaged);
    error = error ? error : parse_document(tree, CURRENT_GIVEN, &current->given);
    current->notes = json_incref(notes);
    current->left = json_incref(left);
    current->used_by = json_incref(used_by);
    current->missing = json_incref(json_object_get(tree, CURRENT_MISSING));
    return error;
}

void current_clear(struct dxaws_website_current *current)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        current->documents[i] = dxaws_document_unref(current->documents[i]);
    }
    json_decref(current->missing);
    json_decref(current->used_by);
    current->missing = current->used_by = NULL;
    current->leaving = dxaws_document_unref(current->leaving);
    current->given = dxaws_document_unref(current->given);
    former_clear(current);
}
