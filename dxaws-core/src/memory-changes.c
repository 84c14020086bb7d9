/* SPDX-License-Identifier: MIT */
/* What a transaction changed, and taking it back. */
#include "memory-changes.h"

#include <stdlib.h>
#include <string.h>

struct memory_change {
    struct memory_change *before; /* the one before it */
    json_t *object;
    char *key;
    json_t *value; /* what stood there; NULL: nothing */
};

static void forget(struct memory_change *change)
{
    json_decref(change->object);
    json_decref(change->value);
    free(change->key);
    free(change);
}

bool memory_change(struct memory_changes *changes, json_t *object, const char *key, json_t *value)
{
    struct memory_change *change = calloc(1, sizeof *change);
    char *copy = change ? strdup(key) : NULL;
    if (copy == NULL) {
        free(change);
        json_decref(value);
        return false;
    }
    *change = (struct memory_change){.before = changes->last,
                                     .object = json_incref(object),
                                     .key = copy,
                                     .value = json_incref(json_object_get(object, key))};
    if (json_object_set_new(object, key, value ? value : json_null()) != 0) {
        forget(change);
        return false;
    }
    changes->last = change;
    return true;
}

void memory_changes_settle(const struct memory_changes *changes)
{
    for (struct memory_change *change = changes->last; change; change = change->before) {
        if (json_is_null(json_object_get(change->object, change->key))) {
            json_object_del(change->object, change->key);
        }
    }
}

bool memory_changes_undo(struct memory_changes *changes)
{
    bool whole = true;
    while (changes->last != NULL) {
        struct memory_change *change = changes->last;
        changes->last = change->before;
        if (change->value == NULL) {
            json_object_del(change->object, change->key);
        } else {
            whole = json_object_set(change->object, change->key, change->value) == 0 && whole;
        }
        forget(change);
    }
    return whole;
}

void memory_changes_keep(struct memory_changes *changes)
{
    while (changes->last != NULL) {
        struct memory_change *change = changes->last;
        changes->last = change->before;
        forget(change);
    }
}
