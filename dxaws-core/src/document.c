/* SPDX-License-Identifier: MIT */
/* Documents: a tree, counted references, and a text for those who want one. */
#include <dxaws/extend/tree.h>

#include <stdlib.h>

#include "lazy-text.h"

struct dxaws_document {
    atomic_int references;
    json_t *tree;
    struct lazy_text text;
};

static dxaws_error *malformed(const char *why, int line, int column)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidDocument",
                           "it must be a JSON object: %s at line %d, column %d", why, line, column);
}

dxaws_error *dxaws_document_new(json_t *tree, dxaws_document **document)
{
    dxaws_document *made = tree ? calloc(1, sizeof *made) : NULL;
    if (made == NULL) {
        json_decref(tree);
        return dxaws_error_out_of_memory();
    }
    if (!json_is_object(tree)) {
        json_decref(tree);
        free(made);
        return malformed("it is of another type", 1, 1);
    }
    atomic_init(&made->references, 1);
    made->tree = tree;
    *document = made;
    return NULL;
}

dxaws_error *dxaws_document_parse(const char *json, dxaws_document **document)
{
    json_error_t where = {.line = 1, .column = 1, .text = "there is none"};
    json_t *tree = json ? json_loads(json, JSON_REJECT_DUPLICATES, &where) : NULL;
    if (tree == NULL && json != NULL && dxaws_tree_out_of_memory(&where, json)) {
        return dxaws_error_out_of_memory();
    }
    return tree ? dxaws_document_new(tree, document)
                : malformed(where.text, where.line, where.column);
}

const char *dxaws_document_text(const dxaws_document *document)
{
    /* Made once and then kept: nothing that a reader can see changes. */
    struct lazy_text *text = (struct lazy_text *)(uintptr_t)&document->text;
    return lazy_text_of(text, document->tree);
}

const json_t *dxaws_document_tree(const dxaws_document *document)
{
    return document ? document->tree : NULL;
}

dxaws_document *dxaws_document_ref(dxaws_document *document)
{
    if (document != NULL) {
        atomic_fetch_add(&document->references, 1);
    }
    return document;
}

dxaws_document *dxaws_document_unref(dxaws_document *document)
{
    if (document != NULL && atomic_fetch_sub(&document->references, 1) == 1) {
        lazy_text_free(&document->text);
        json_decref(document->tree);
        free(document);
    }
    return NULL;
}
