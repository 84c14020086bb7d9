/* SPDX-License-Identifier: MIT */
/* Dry-run: reads through another provider once, then simulates writes on what it read. */
#include <dxaws/kit/provider.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct dry_run {
    struct dx_provider *inner;
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
    dx_provider_unref(dry->inner);
    json_decref(dry->states);
    json_decref(dry->asked);
    pthread_mutex_destroy(&dry->lock);
    free(dry);
}

/* True when everything that a Desired manages was asked for before. */
static bool was_asked(const struct dry_run *dry, const char *key, const struct dx_state *wanted)
{
    const json_t *asked = json_object_get(dry->asked, key);
    const char *name;
    json_t *value;
    json_object_foreach(wanted->document, name, value) {
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
static dxaws_error *learn(struct dry_run *dry, const char *key, const struct dx_state *wanted,
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
    learnt = learnt && json_object_update(asked, wanted->document) == 0;
    json_decref(copy);
    return learnt ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *dry_run_read(void *self, dxaws_context *context, const struct dx_state *wanted,
                                 struct dx_state *observed)
{
    struct dry_run *dry = self;
    char *key = key_of(wanted->schema, wanted->document);
    if (key == NULL) {
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_lock(&dry->lock);
    bool asked = was_asked(dry, key, wanted);
    pthread_mutex_unlock(&dry->lock);
    /* A provider reads what a Desired manages: another Desired may need more of it. */
    dxaws_error *error =
        asked ? NULL : dry->inner->ops->read(dry->inner->self, context, wanted, observed);
    pthread_mutex_lock(&dry->lock);
    if (error == NULL && !asked) {
        error = learn(dry, key, wanted, observed->document);
    }
    if (error == NULL) {
        error = dx_state_assign(observed, json_object_get(dry->states, key));
    }
    pthread_mutex_unlock(&dry->lock);
    free(key);
    return error;
}

/* What the tables alone can say; the module's hook says the rest. */
static void simulate(const struct dx_schema *schema, const char *kind, const json_t *payload,
                     json_t *observed)
{
    const struct dx_action_spec *spec = dx_schema_action(schema, kind);
    if (spec->flags & DX_DESTROYS) {
        json_object_clear(observed);
    }
    if (spec->flags & DX_CREATES) {
        json_t *initial = dx_schema_initial(schema);
        json_object_update(observed, initial);
        json_decref(initial);
    }
    if (spec->flags & (DX_CREATES | DX_DESTROYS)) {
        json_object_set_new(observed, "exists", json_boolean(spec->flags & DX_CREATES));
    }
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct dx_attribute *row = &schema->attributes[i];
        json_t *value = json_object_get(payload, row->name);
        bool converged = row->action != NULL && strcmp(row->action, kind) == 0;
        if (value != NULL && (converged || (row->flags & DX_IDENTITY))) {
            json_object_set(observed, row->name, value);
        }
    }
    if (schema->simulate != NULL) {
        schema->simulate(kind, payload, observed);
    }
}

static dxaws_error *dry_run_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                    struct dx_state *observed)
{
    struct dry_run *dry = self;
    dxaws_error *error = dxaws_context_check(context);
    if (error != NULL) {
        return error;
    }
    json_t *payload = json_loads(dxaws_action_payload(action), 0, NULL);
    char *key = payload ? key_of(observed->schema, payload) : NULL;
    if (key == NULL) {
        json_decref(payload);
        return dxaws_error_out_of_memory();
    }
    pthread_mutex_lock(&dry->lock);
    json_t *state = json_object_get(dry->states, key);
    if (state == NULL) {
        state = json_deep_copy(observed->document);
        if (json_object_set_new(dry->states, key, state) != 0) {
            state = NULL;
        }
    }
    if (state != NULL) {
        simulate(observed->schema, dxaws_action_kind(action), payload, state);
        error = dx_state_assign(observed, state);
    } else {
        error = dxaws_error_out_of_memory();
    }
    pthread_mutex_unlock(&dry->lock);
    free(key);
    json_decref(payload);
    return error;
}

static bool dry_run_supports(void *self, const char *kind)
{
    const struct dry_run *dry = self;
    return dry->inner->ops->supports(dry->inner->self, kind);
}

static const struct dx_provider_ops dry_run_ops = {
    .destroy = dry_run_destroy,
    .read = dry_run_read,
    .perform = dry_run_perform,
    .supports = dry_run_supports,
};

dxaws_error *dx_dry_run_new(struct dx_provider *inner, struct dx_provider **provider)
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
    dry->inner = dx_provider_ref(inner);
    dxaws_error *error = dry->states && dry->asked ? dx_provider_new(inner->schema, "dry-run",
                                                                     &dry_run_ops, dry, provider)
                                                   : dxaws_error_out_of_memory();
    if (error != NULL) {
        dry_run_destroy(dry);
    }
    return error;
}
