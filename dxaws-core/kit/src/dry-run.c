/* SPDX-License-Identifier: MIT */
/* Dry-run: reads through another provider once, then simulates writes on what it read. */
#include <dxaws/extend/tree.h>
#include <dxaws/kit/provider.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "simulate.h"

struct dry_run {
    dxaws_provider *inner;
    pthread_mutex_t lock;
    json_t *states; /* what was read, and simulated since, by identity */
    json_t *asked;  /* the attributes that Desireds had when it was read, by identity */
};

/* The identity attributes of a Desired or of a payload, as a text. */
static char *key_of(const struct dx_schema *schema, const json_t *document)
{
    json_t *identity = json_object();
    for (size_t i = 0; i < schema->attribute_count; i++) {
        json_t *value = json_object_get(document, schema->attributes[i].name);
        if ((schema->attributes[i].flags & DX_IDENTITY) && value != NULL) {
            json_object_set(identity, schema->attributes[i].name, value);
        }
    }
    char *key = identity ? json_dumps(identity, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(identity);
    return key;
}

static void dry_run_destroy(void *self)
{
    struct dry_run *dry = self;
    dxaws_provider_unref(dry->inner);
    json_decref(dry->states);
    json_decref(dry->asked);
    pthread_mutex_destroy(&dry->lock);
    free(dry);
}

/* True when everything that a Desired manages was asked for before. */
static bool was_asked(const struct dry_run *dry, const char *key, const json_t *wanted)
{
    const json_t *asked = json_object_get(dry->asked, key);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)wanted, name, value) {
        if (json_object_get(asked, name) == NULL) {
            return false;
        }
    }
    return asked != NULL;
}

static bool exists(const json_t *state)
{
    return json_is_true(json_object_get(state, "exists"));
}

/* Adds what was seen to what is known; what was simulated meanwhile is kept. */
static dxaws_error *learn(struct dry_run *dry, const char *key, const json_t *wanted,
                          const json_t *seen)
{
    json_t *known = json_object_get(dry->states, key);
    json_t *asked = json_object_get(dry->asked, key);
    json_t *copy = json_deep_copy(seen);
    bool learnt = copy != NULL;
    if (known == NULL) {
        learnt = learnt && json_object_set(dry->states, key, copy) == 0;
    } else if (exists(known) && exists(copy)) {
        learnt = json_object_update_missing(known, copy) == 0;
    }
    if (asked == NULL) {
        asked = json_object();
        learnt = json_object_set_new(dry->asked, key, asked) == 0 && learnt;
    }
    learnt = learnt && json_object_update(asked, (json_t *)(uintptr_t)wanted) == 0;
    json_decref(copy);
    return learnt ? NULL : dxaws_error_out_of_memory();
}

/* Asks the inner provider for what was not asked for before. */
static dxaws_error *ask(struct dry_run *dry, dxaws_context *context, const char *key,
                        const dxaws_document *wanted)
{
    const json_t *tree = dxaws_document_tree(wanted);
    DXAWS_AUTO(dxaws_document) seen = NULL;
    pthread_mutex_lock(&dry->lock);
    bool asked = was_asked(dry, key, tree);
    pthread_mutex_unlock(&dry->lock);
    /* A provider reads what a Desired manages: another Desired may need more of it. */
    dxaws_error *error = asked ? NULL : dxaws_provider_read(dry->inner, context, wanted, &seen);
    if (error == NULL && !asked) {
        pthread_mutex_lock(&dry->lock);
        error = learn(dry, key, tree, dxaws_document_tree(seen));
        pthread_mutex_unlock(&dry->lock);
    }
    return error;
}

static dxaws_error *dry_run_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                 dxaws_document **observed)
{
    struct dry_run *dry = self;
    char *key = key_of(dx_provider_schema(dry->inner), dxaws_document_tree(wanted));
    dxaws_error *error = key ? ask(dry, context, key, wanted) : dxaws_error_out_of_memory();
    if (error == NULL) {
        pthread_mutex_lock(&dry->lock);
        json_t *copy = json_deep_copy(json_object_get(dry->states, key));
        pthread_mutex_unlock(&dry->lock);
        error = dxaws_document_new(copy, observed);
    }
    free(key);
    return error;
}

/* Under the lock: what the action makes of what is known, as a copy. NULL without memory. */
static json_t *simulate(struct dry_run *dry, const char *key, const dxaws_action *action,
                        const dxaws_document *before)
{
    json_t *state = json_object_get(dry->states, key);
    if (state == NULL) {
        state = json_deep_copy(dxaws_document_tree(before));
        if (json_object_set_new(dry->states, key, state) != 0) {
            return NULL;
        }
    }
    dx_simulate(dx_provider_schema(dry->inner), dxaws_action_kind(action),
                dxaws_action_payload_tree(action), state);
    return json_deep_copy(state);
}

static dxaws_error *dry_run_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                    const dxaws_document *before, dxaws_document **after)
{
    struct dry_run *dry = self;
    dxaws_error *error = dxaws_context_check(context);
    if (error != NULL) {
        return error;
    }
    char *key = key_of(dx_provider_schema(dry->inner), dxaws_action_payload_tree(action));
    if (key == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_lock(&dry->lock);
    json_t *made = simulate(dry, key, action, before);
    pthread_mutex_unlock(&dry->lock);
    free(key);
    return dxaws_document_new(made, after);
}

static bool dry_run_supports(void *self, const char *kind)
{
    const struct dry_run *dry = self;
    return dxaws_provider_supports(dry->inner, kind);
}

static const dxaws_provider_ops dry_run_ops = {
    .size = sizeof dry_run_ops,
    .name = "dry-run",
    .destroy = dry_run_destroy,
    .read = dry_run_read,
    .perform = dry_run_perform,
    .supports = dry_run_supports,
};

dxaws_error *dx_dry_run_new(dxaws_provider *inner, dxaws_provider **provider)
{
    if (inner == NULL) {
        return dx_provider_needs("core", "dry-run", "another one to read through");
    }
    struct dry_run *dry = calloc(1, sizeof *dry);
    if (dry == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_init(&dry->lock, NULL);
    dry->states = json_object();
    dry->asked = json_object();
    dry->inner = dxaws_provider_ref(inner);
    dxaws_error *error =
        dry->states && dry->asked
            ? dxaws_provider_new(dxaws_provider_module(inner), &dry_run_ops, dry, provider)
            : dxaws_error_out_of_memory();
    if (error != NULL) {
        dry_run_destroy(dry);
    }
    return error;
}
