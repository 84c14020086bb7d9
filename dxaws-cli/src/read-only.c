/* SPDX-License-Identifier: MIT */
/* Providers that cannot write: for looking, with what is sure to change nothing. */
#include "read-only.h"

#include <stdlib.h>

#include <dxaws/extend/error.h>
#include <dxaws/module.h>

#include "error-codes.h"

struct read_only {
    dxaws_provider *inner;
    dxaws_document *description; /* of the module, which says what reads */
};

static dxaws_error *read(void *self, dxaws_context *context, const dxaws_document *wanted,
                         dxaws_document **observed)
{
    const struct read_only *own = self;
    return dxaws_provider_read(own->inner, context, wanted, observed);
}

static dxaws_error *perform(void *self, dxaws_context *context, const dxaws_action *action,
                            const dxaws_document *before, dxaws_document **after)
{
    const struct read_only *own = self;
    const char *kind = dxaws_action_kind(action);
    return dxaws_module_only_reads(own->description, kind)
               ? dxaws_provider_perform(own->inner, context, action, before, after)
               : dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cli", DXAWS_CLI_ERROR_READ_ONLY,
                                 "%s: this run only looks; to have it done, use dxaws apply", kind);
}

/* What can be planned is what the one below could do. */
static bool supports(void *self, const char *kind)
{
    const struct read_only *own = self;
    return dxaws_provider_supports(own->inner, kind);
}

static dxaws_error *prepare(void *self, dxaws_context *context)
{
    const struct read_only *own = self;
    return dxaws_provider_prepare(own->inner, context);
}

static void destroy(void *self)
{
    struct read_only *own = self;
    dxaws_document_unref(own->description);
    dxaws_provider_unref(own->inner);
    free(own);
}

dxaws_error *read_only_new(dxaws_provider *inner, dxaws_provider **provider)
{
    static const dxaws_provider_ops ops = {.size = sizeof ops,
                                           .name = "read-only",
                                           .destroy = destroy,
                                           .read = read,
                                           .perform = perform,
                                           .supports = supports,
                                           .prepare = prepare};
    const dxaws_module *module = dxaws_provider_module(inner);
    struct read_only *own = calloc(1, sizeof *own);
    if (own == NULL) {
        return dxaws_error_out_of_memory();
    }
    own->inner = dxaws_provider_ref(inner);
    dxaws_error *error = module->describe(module, &own->description);
    error = error ? error : dxaws_provider_new(module, &ops, own, provider);
    if (error != NULL) {
        destroy(own);
    }
    return error;
}
