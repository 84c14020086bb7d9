/* SPDX-License-Identifier: MIT */
/* Dry-run: reads through another provider once, then simulates writes on what it read; what depends
 * on what is wanted is read each time, and the module says what was simulated of it. Kinds that
 * only read are asked of that provider each time: what they list is no one resource's state. That
 * is what the outputs are, so that they are simulated. */
#include "decorators.h"

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/module.h>

#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct dry_run {
    dxaws_provider *inner;
    json_t *identity; /* the names of the attributes that tell one resource from another */
    dxaws_document *description; /* of the module, which says what reads */
    pthread_mutex_t lock;
    json_t *states; /* what was read, and simulated since, by identity */
    json_t *asked;  /* the attributes that Desireds had when it was read, by identity */
};

/* The identity attributes of a Desired or of a payload, as a text. */
static char *key_of(const struct dry_run *dry, const json_t *document)
{
    bool whole = true;
    json_t *identity = json_object();
    size_t i;
    json_t *name;
    json_array_foreach(dry->identity, i, name) {
        json_t *value = json_object_get(document, json_string_value(name));
        if (value != NULL) {
            dx_put(&whole, identity, json_string_value(name), json_incref(value));
        }
    }
    identity = dx_whole(whole, identity);
    char *key = identity ? json_dumps(identity, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(identity);
    return key;
}

/* The names of the attributes that tell one resource from another; NULL without memory. */
static json_t *identity_names(const json_t *rows)
{
    size_t i;
    size_t k;
    json_t *row;
    json_t *flag;
    json_t *names = json_array();
    bool whole = names != NULL;
    json_array_foreach((json_t *)(uintptr_t)rows, i, row) {
        json_array_foreach(json_object_get(row, "flags"), k, flag) {
            if (strcmp(json_string_value(flag), "identity") == 0) {
                dx_append(&whole, names, json_incref(json_object_get(row, "name")));
            }
        }
    }
    if (!whole) {
        json_decref(names);
        return NULL;
    }
    return names;
}

/* The module says which attributes are the identity. */
static dxaws_error *learn_module(struct dry_run *dry)
{
    const dxaws_module *module = dxaws_provider_module(dry->inner);
    dxaws_error *error = module->describe(module, &dry->description);
    if (error != NULL) {
        return error;
    }
    const json_t *tree = dxaws_document_tree(dry->description);
    dry->identity = identity_names(json_object_get(tree, "attributes"));
    return dry->identity ? NULL : dxaws_error_out_of_memory();
}

static bool is_question(const struct dry_run *dry, const char *kind)
{
    const char *outputs =
        json_string_value(json_object_get(dxaws_document_tree(dry->description), "outputs"));
    return (outputs == NULL || strcmp(outputs, kind) != 0) &&
           dxaws_module_only_reads(dry->description, kind);
}

static void dry_run_destroy(void *self)
{
    struct dry_run *dry = self;
    dxaws_provider_unref(dry->inner);
    json_decref(dry->identity);
    dxaws_document_unref(dry->description);
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

/* Adds the members that are not there; json_object_update_missing() says of no lack of memory. */
static bool add_missing(json_t *known, json_t *seen)
{
    bool whole = true;
    const char *name;
    json_t *value;
    json_object_foreach(seen, name, value) {
        if (json_object_get(known, name) == NULL) {
            dx_put(&whole, known, name, json_incref(value));
        }
    }
    return whole;
}

/* Adds what was seen to what is known; what was simulated meanwhile is kept. */
static dxaws_error *learn(struct dry_run *dry, const char *key, const json_t *wanted,
                          const json_t *seen)
{
    json_t *known = json_object_get(dry->states, key);
    json_t *asked = json_object_get(dry->asked, key);
    json_t *copy = dxaws_tree_copy(seen);
    bool learnt = copy != NULL;
    if (known == NULL) {
        learnt = learnt && json_object_set(dry->states, key, copy) == 0;
    } else if (exists(known) && exists(copy)) {
        learnt = add_missing(known, copy);
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

static bool is_of_wanted(const struct dry_run *dry)
{
    const dxaws_module *module = dxaws_provider_module(dry->inner);
    return module->size > offsetof(dxaws_module, look_again) && module->look_again != NULL;
}

/* Reads anew, and looks at what was simulated since, if anything was. */
static dxaws_error *read_again(struct dry_run *dry, dxaws_context *context, const char *key,
                               const dxaws_document *wanted, dxaws_document **observed)
{
    const dxaws_module *module = dxaws_provider_module(dry->inner);
    DXAWS_AUTO(dxaws_document) seen = NULL;
    DXAWS_AUTO(dxaws_document) known = NULL;
    dxaws_error *error = dxaws_provider_read(dry->inner, context, wanted, &seen);
    pthread_mutex_lock(&dry->lock);
    const json_t *state = error ? NULL : json_object_get(dry->states, key);
    if (state != NULL) {
        error = dxaws_document_new(dxaws_tree_copy(state), &known);
    }
    pthread_mutex_unlock(&dry->lock);
    if (error == NULL && known != NULL) {
        return module->look_again(module, wanted, seen, known, observed);
    }
    *observed = error ? NULL : dxaws_document_ref(seen);
    return error;
}

static dxaws_error *dry_run_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                                 dxaws_document **observed)
{
    struct dry_run *dry = self;
    char *key = key_of(dry, dxaws_document_tree(wanted));
    bool again = key != NULL && is_of_wanted(dry);
    dxaws_error *error = again ? read_again(dry, context, key, wanted, observed)
                         : key ? ask(dry, context, key, wanted)
                               : dxaws_error_out_of_memory();
    if (error == NULL && !again) {
        pthread_mutex_lock(&dry->lock);
        json_t *copy = dxaws_tree_copy(json_object_get(dry->states, key));
        pthread_mutex_unlock(&dry->lock);
        error = dxaws_document_new(copy, observed);
    }
    free(key);
    return error;
}

/* Under the lock: what the action makes of what is known, or of @before where nothing is, and where
 * that has what is wanted. */
static dxaws_error *simulate(struct dry_run *dry, const char *key, const dxaws_action *action,
                             const dxaws_document *before, dxaws_document **after)
{
    const dxaws_module *module = dxaws_provider_module(dry->inner);
    const json_t *state = is_of_wanted(dry) ? NULL : json_object_get(dry->states, key);
    DXAWS_AUTO(dxaws_document) known = NULL;
    dxaws_error *error = state ? dxaws_document_new(dxaws_tree_copy(state), &known) : NULL;
    error = error ? error : module->simulate(module, action, known ? known : before, after);
    if (error == NULL &&
        json_object_set_new(dry->states, key, dxaws_tree_copy(dxaws_document_tree(*after))) != 0) {
        *after = dxaws_document_unref(*after);
        return dxaws_error_out_of_memory();
    }
    return error;
}

static dxaws_error *dry_run_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                    const dxaws_document *before, dxaws_document **after)
{
    struct dry_run *dry = self;
    dxaws_error *error = dxaws_context_check(context);
    if (error != NULL) {
        return error;
    }
    if (is_question(dry, dxaws_action_kind(action))) {
        return dxaws_provider_perform(dry->inner, context, action, before, after);
    }
    char *key = key_of(dry, dxaws_action_payload_tree(action));
    if (key == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_lock(&dry->lock);
    error = simulate(dry, key, action, before, after);
    pthread_mutex_unlock(&dry->lock);
    free(key);
    return error;
}

static bool dry_run_supports(void *self, const char *kind)
{
    const struct dry_run *dry = self;
    return dxaws_provider_supports(dry->inner, kind);
}

static dxaws_error *dry_run_prepare(void *self, dxaws_context *context)
{
    const struct dry_run *dry = self;
    return dxaws_provider_prepare(dry->inner, context);
}

static const dxaws_provider_ops dry_run_ops = {
    .size = sizeof dry_run_ops,
    .name = "dry-run",
    .destroy = dry_run_destroy,
    .read = dry_run_read,
    .perform = dry_run_perform,
    .supports = dry_run_supports,
    .prepare = dry_run_prepare,
};

dxaws_error *dry_run_new(dxaws_provider *inner, dxaws_provider **provider)
{
    if (inner == NULL) {
        return decorator_needs("dry-run", "another one to read through");
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
        dry->states && dry->asked ? learn_module(dry) : dxaws_error_out_of_memory();
    error = error ? error
                  : dxaws_provider_new(dxaws_provider_module(inner), &dry_run_ops, dry, provider);
    if (error != NULL) {
        dry_run_destroy(dry);
    }
    return error;
}
