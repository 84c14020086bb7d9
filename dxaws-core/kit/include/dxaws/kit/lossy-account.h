/* SPDX-License-Identifier: MIT */
/** @file
 * A simulated account that loses the first answer of each call that writes, and whose lists show
 * what was written some time later. Header only; for fixtures of one thread.
 */
#ifndef DXAWS_KIT_LOSSY_ACCOUNT_H
#define DXAWS_KIT_LOSSY_ACCOUNT_H

#include <stdio.h>
#include <string.h>

#include <dxaws/core.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <jansson.h>

/** All zero before dx_lossy_begin(). */
struct dx_lossy {
    dxaws_memory_account *account;
    dxaws_context *context; /**< whose clock it is */
    int64_t lag_ms;
    json_t *lost;    /**< the calls whose answer was lost, by name */
    json_t *changes; /**< of each write, the oldest first: when, of what, and what was before */
    json_t *present; /**< while a list is read: what there is, in the form of changes */
    bool busy;       /**< it writes itself */
};

/** What is listed with a lag. Records of Route53 are not, they are listed at once. */
static inline const char *dx_lossy_listed(const char *operation)
{
    static const char *const lists[][2] = {{"ListCertificates", "certificate"},
                                           {"ListDistributions", "distribution"},
                                           {"ListOriginAccessControls", "oac"},
                                           {"ListBuckets", "bucket"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(lists[i][0], operation) == 0) {
            return lists[i][1];
        }
    }
    return NULL;
}

static inline dxaws_error *dx_lossy_put(struct dx_lossy *lossy, const json_t *state)
{
    const char *service = json_string_value(json_object_get(state, "service"));
    const char *type = json_string_value(json_object_get(state, "type"));
    const char *id = json_string_value(json_object_get(state, "id"));
    const char *document = json_string_value(json_object_get(state, "document"));
    if (document != NULL) {
        return dxaws_memory_put(lossy->account, service, type, id, document);
    }
    dxaws_memory_remove(lossy->account, service, type, id);
    return NULL;
}

static inline json_t *dx_lossy_state(const char *service, const char *type, const char *id,
                                     const char *document)
{
    return json_pack("{ss ss ss ss*}", "service", service, "type", type, "id", id, "document",
                     document);
}

/* The states as given; *former, when wanted, is what was there before. */
static inline dxaws_error *dx_lossy_set(struct dx_lossy *lossy, const json_t *states,
                                        json_t **former)
{
    size_t index;
    const json_t *state;
    lossy->busy = true;
    dxaws_error *error = dxaws_memory_begin(lossy->account, lossy->context);
    bool begun = error == NULL;
    json_array_foreach(states, index, state) {
        const char *service = json_string_value(json_object_get(state, "service"));
        const char *type = json_string_value(json_object_get(state, "type"));
        const char *id = json_string_value(json_object_get(state, "id"));
        if (error == NULL && former != NULL) {
            json_array_append_new(
                *former, dx_lossy_state(service, type, id,
                                        dxaws_memory_get(lossy->account, service, type, id)));
        }
        error = error ? error : dx_lossy_put(lossy, state);
    }
    if (begun && error == NULL) {
        error = dxaws_memory_commit(lossy->account);
    } else if (begun) {
        dxaws_memory_abort(lossy->account);
    }
    lossy->busy = false;
    return error;
}

static inline bool dx_lossy_names(const json_t *states, const json_t *state)
{
    size_t index;
    const json_t *other;
    json_array_foreach(states, index, other) {
        if (json_equal(json_object_get(other, "type"), json_object_get(state, "type")) &&
            json_equal(json_object_get(other, "id"), json_object_get(state, "id"))) {
            return true;
        }
    }
    return false;
}

/* What was there as long ago as lists lag, where it is something else now. */
static inline json_t *dx_lossy_past(const struct dx_lossy *lossy, const char *type)
{
    json_t *past = json_array();
    int64_t since_ms = dxaws_context_monotonic_ms(lossy->context) - lossy->lag_ms;
    size_t index;
    json_t *change;
    json_array_foreach(lossy->changes, index, change) {
        if (json_integer_value(json_object_get(change, "at_ms")) > since_ms &&
            strcmp(json_string_value(json_object_get(change, "type")), type) == 0 &&
            !dx_lossy_names(past, change)) {
            json_array_append(past, change);
        }
    }
    return past;
}

static inline dxaws_error *dx_lossy_restore(struct dx_lossy *lossy)
{
    json_t *present = lossy->present;
    lossy->present = NULL;
    dxaws_error *error = present ? dx_lossy_set(lossy, present, NULL) : NULL;
    json_decref(present);
    return error;
}

static inline dxaws_error *dx_lossy_called(void *self, dxaws_memory_account *account,
                                           const char *service, const char *operation, bool write)
{
    struct dx_lossy *lossy = (struct dx_lossy *)self;
    const char *type = dx_lossy_listed(operation);
    (void)account;
    (void)service;
    (void)write;
    dxaws_error *error = dx_lossy_restore(lossy); /* a list that failed was not answered */
    if (error == NULL && type != NULL && lossy->lag_ms > 0) {
        json_t *past = dx_lossy_past(lossy, type);
        lossy->present = json_array();
        error = dx_lossy_set(lossy, past, &lossy->present);
        json_decref(past);
    }
    return error;
}

static inline void dx_lossy_changed(void *self, dxaws_memory_account *account,
                                    const dxaws_memory_change *change)
{
    struct dx_lossy *lossy = (struct dx_lossy *)self;
    (void)account;
    if (!lossy->busy) {
        json_t *state = dx_lossy_state(change->service, change->type, change->id, change->before);
        json_object_set_new(state, "at_ms",
                            json_integer(dxaws_context_monotonic_ms(lossy->context)));
        json_array_append_new(lossy->changes, state);
    }
}

/* As core says it when a connection broke each time. */
static inline dxaws_error *dx_lossy_answered(void *self, dxaws_memory_account *account,
                                             const char *service, const char *operation, bool write)
{
    struct dx_lossy *lossy = (struct dx_lossy *)self;
    (void)account;
    if (!write) {
        return dx_lossy_restore(lossy);
    }
    if (json_object_get(lossy->lost, operation) != NULL) {
        return NULL;
    }
    json_object_set_new(lossy->lost, operation, json_true());
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", "ConnectionError",
                        "%s %s: broke before the whole answer arrived", service, operation);
    dxaws_error_set_retryable(error, true);
    dxaws_error_set_repeated(error, true);
    return error;
}

/** From here on answers are lost, and lists lag behind by the clock of @a context. Both are
 * borrowed until dx_lossy_end(). */
static inline void dx_lossy_begin(struct dx_lossy *lossy, dxaws_memory_account *account,
                                  dxaws_context *context, int64_t lag_ms)
{
    static const dxaws_memory_watch_ops ops = {.size = sizeof ops,
                                               .called = dx_lossy_called,
                                               .changed = dx_lossy_changed,
                                               .answered = dx_lossy_answered};
    lossy->account = account;
    lossy->context = context;
    lossy->lag_ms = lag_ms;
    lossy->lost = json_object();
    lossy->changes = json_array();
    dxaws_memory_account_watch(account, &ops, lossy);
}

/** Ends it, also where it was never begun. */
static inline void dx_lossy_end(struct dx_lossy *lossy)
{
    if (lossy->account != NULL) {
        dxaws_memory_account_watch(lossy->account, NULL, NULL);
    }
    json_decref(lossy->lost);
    json_decref(lossy->changes);
    json_decref(lossy->present);
    *lossy = (struct dx_lossy){.account = NULL};
}

#endif
