/* SPDX-License-Identifier: MIT */
/** @file
 * A provider of a release to come: it forwards, and reports members that this release does not
 * know. A module's contract suite passes over it all the same: compile contract-main.c with
 * `-include dxaws/kit/future-provider.h -DDX_CONTRACT_DECORATOR=dx_future_provider_new`. Header
 * only.
 */
#ifndef DXAWS_KIT_FUTURE_PROVIDER_H
#define DXAWS_KIT_FUTURE_PROVIDER_H

#include <dxaws/extend/tree.h>
#include <dxaws/provider.h>
#include <jansson.h>
#include <stdatomic.h>

/** What it reports besides. */
#define DX_FUTURE_MEMBER "of_the_future"

/** Adds the member to what was answered. */
static inline dxaws_error *dx_future_add(dxaws_document **document)
{
    static atomic_int answers; /* every one is news */
    json_t *tree = dxaws_tree_copy(dxaws_document_tree(*document));
    json_t *news = json_pack("{s[i]}", "answer", atomic_fetch_add(&answers, 1));
    if (tree == NULL || json_object_set_new(tree, DX_FUTURE_MEMBER, news) != 0) {
        json_decref(tree);
        tree = NULL;
    }
    dxaws_document_unref(*document);
    *document = NULL;
    return dxaws_document_new(tree, document);
}

static inline dxaws_error *dx_future_read(void *self, dxaws_context *context,
                                          const dxaws_document *wanted, dxaws_document **observed)
{
    dxaws_error *error = dxaws_provider_read(self, context, wanted, observed);
    return error ? error : dx_future_add(observed);
}

static inline dxaws_error *dx_future_perform(void *self, dxaws_context *context,
                                             const dxaws_action *action,
                                             const dxaws_document *before, dxaws_document **after)
{
    dxaws_error *error = dxaws_provider_perform(self, context, action, before, after);
    return error ? error : dx_future_add(after);
}

static inline bool dx_future_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(self, kind);
}

static inline void dx_future_destroy(void *self)
{
    dxaws_provider_unref(self);
}

/** Takes a reference to @a inner. */
static inline dxaws_error *dx_future_provider_new(dxaws_provider *inner, dxaws_provider **outer)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "future",
        .destroy = dx_future_destroy,
        .read = dx_future_read,
        .perform = dx_future_perform,
        .supports = dx_future_supports,
    };
    dxaws_error *error =
        dxaws_provider_new(dxaws_provider_module(inner), &ops, dxaws_provider_ref(inner), outer);
    if (error != NULL) {
        dxaws_provider_unref(inner);
    }
    return error;
}

#endif
