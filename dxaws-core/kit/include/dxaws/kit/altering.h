/* SPDX-License-Identifier: MIT */
/** @file
 * A service that makes something else of what it is told: a provider over another one that, from
 * the first write on, has one attribute of the module's table otherwise than it was written. Which
 * is decided once, so that every look shows the same. Header only, for tests.
 */
#ifndef DXAWS_KIT_ALTERING_H
#define DXAWS_KIT_ALTERING_H

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <dxaws/core.h>
#include <dxaws/extend/tree.h>
#include <dxaws/module.h>

/** What is altered, and how often it was; the test's own, and outlives the provider. */
struct dx_alteration {
    char attribute[64];       /**< of the module's table */
    _Atomic unsigned altered; /**< so many documents had another value than was written */
    atomic_bool begun;        /**< something was written; a site's modules are read side by side */
};

struct dx_altering {
    dxaws_provider *inner;
    struct dx_alteration *alteration;
};

/** Another value of the same type; a new reference. */
static inline json_t *dx_altered(const json_t *value)
{
    json_t *other = json_deep_copy(value);
    const char *name;
    json_t *member;
    switch (json_typeof(value)) {
    case JSON_STRING:
        json_decref(other);
        return json_sprintf("%sx", json_string_value(value));
    case JSON_INTEGER:
        json_integer_set(other, json_integer_value(value) + 1);
        return other;
    case JSON_ARRAY: /* something is lost; an empty one stays */
        json_array_remove(other, 0);
        return other;
    case JSON_OBJECT:
        json_object_foreach(other, name, member) {
            json_object_set_new(other, name, dx_altered(member));
            return other;
        }
        json_object_set_new(other, "x", json_string("x"));
        return other;
    default:
        json_decref(other);
        return json_boolean(!json_is_true(value));
    }
}

/** Replaces *document, which is the service's answer, by what the service made of it. What it was
 * told with @a before is altered already. */
static inline dxaws_error *dx_alter(struct dx_alteration *alteration, const dxaws_document *before,
                                    dxaws_document **document)
{
    const json_t *tree = dxaws_document_tree(*document);
    const json_t *value = json_object_get(tree, alteration->attribute);
    const json_t *known =
        before ? json_object_get(dxaws_document_tree(before), alteration->attribute) : NULL;
    if (!alteration->begun || value == NULL || (known != NULL && json_equal(known, value))) {
        return NULL;
    }
    json_t *made = json_deep_copy(tree);
    json_object_set_new(made, alteration->attribute, dx_altered(value));
    alteration->altered++;
    dxaws_document_unref(*document);
    *document = NULL;
    return dxaws_document_new(made, document);
}

static inline dxaws_error *dx_altering_read(void *self, dxaws_context *context,
                                            const dxaws_document *wanted, dxaws_document **observed)
{
    const struct dx_altering *altering = (const struct dx_altering *)self;
    dxaws_error *error = dxaws_provider_read(altering->inner, context, wanted, observed);
    return error ? error : dx_alter(altering->alteration, NULL, observed);
}

static inline dxaws_error *dx_altering_perform(void *self, dxaws_context *context,
                                               const dxaws_action *action,
                                               const dxaws_document *before, dxaws_document **after)
{
    const struct dx_altering *altering = (const struct dx_altering *)self;
    dxaws_error *error = dxaws_provider_perform(altering->inner, context, action, before, after);
    if (error == NULL) {
        altering->alteration->begun = true;
    }
    return error ? error : dx_alter(altering->alteration, before, after);
}

static inline bool dx_altering_supports(void *self, const char *kind)
{
    return dxaws_provider_supports(((const struct dx_altering *)self)->inner, kind);
}

static inline void dx_altering_destroy(void *self)
{
    dxaws_provider_unref(((struct dx_altering *)self)->inner);
    free(self);
}

/** Puts the service between: *provider, which is the caller's, is replaced. */
static inline dxaws_error *dx_alter_provider(struct dx_alteration *alteration,
                                             dxaws_provider **provider)
{
    static const dxaws_provider_ops ops = {
        .size = sizeof ops,
        .name = "altering",
        .destroy = dx_altering_destroy,
        .read = dx_altering_read,
        .perform = dx_altering_perform,
        .supports = dx_altering_supports,
    };
    struct dx_altering *self = (struct dx_altering *)calloc(1, sizeof(*self));
    if (self == NULL) {
        return dxaws_error_out_of_memory();
    }
    self->inner = *provider;
    self->alteration = alteration;
    const dxaws_module *module = dxaws_provider_module(*provider);
    *provider = NULL;
    dxaws_error *error = dxaws_provider_new(module, &ops, self, provider);
    if (error != NULL) {
        dx_altering_destroy(self);
    }
    return error;
}

#endif
