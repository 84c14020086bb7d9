/* SPDX-License-Identifier: MIT */
/* What a run has read: one entry a key, one caller at a time in each. */
#include <dxaws/extend/cache.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FRESH_MS = 60000, /* so long a person may think about a plan before lists are read again */
    SLICE_MS = 25     /* between two looks at the cancellation flag */
};

struct dxaws_cache_entry {
    dxaws_cache *cache; /* NULL: the caller's own */
    dxaws_cache_entry *next;
    const void *owner;
    char *key;
    dxaws_cache_ops ops;
    void *value; /* NULL: nothing is kept */
    int64_t made_ms;
    bool taken;
    bool forgotten; /* while somebody was in */
};

struct dxaws_cache {
    atomic_int references;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    dxaws_cache_entry *entries; /* few: a search is a walk */
};

dxaws_cache *dxaws_cache_new(void)
{
    dxaws_cache *cache = calloc(1, sizeof *cache);
    if (cache != NULL) {
        pthread_condattr_t monotonic;
        pthread_condattr_init(&monotonic);
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
        pthread_cond_init(&cache->changed, &monotonic);
        pthread_condattr_destroy(&monotonic);
        pthread_mutex_init(&cache->lock, NULL);
        atomic_init(&cache->references, 1);
    }
    return cache;
}

dxaws_cache *dxaws_cache_ref(dxaws_cache *cache)
{
    if (cache != NULL) {
        atomic_fetch_add(&cache->references, 1);
    }
    return cache;
}

static void drop(dxaws_cache_entry *entry)
{
    if (entry->value != NULL) {
        entry->ops.destroy(entry->value);
        entry->value = NULL;
    }
}

static void free_entry(dxaws_cache_entry *entry)
{
    drop(entry);
    free(entry->key);
    free(entry);
}

dxaws_cache *dxaws_cache_unref(dxaws_cache *cache)
{
    if (cache != NULL && atomic_fetch_sub(&cache->references, 1) == 1) {
        while (cache->entries != NULL) {
            dxaws_cache_entry *entry = cache->entries;
            cache->entries = entry->next;
            free_entry(entry);
        }
        pthread_cond_destroy(&cache->changed);
        pthread_mutex_destroy(&cache->lock);
        free(cache);
    }
    return NULL;
}

dxaws_context *dxaws_context_new_run(dxaws_context *parent)
{
    dxaws_context *run = dxaws_context_new_child(parent, DXAWS_NO_TIMEOUT);
    if (run != NULL && dxaws_context_cache(run) == NULL) {
        DXAWS_AUTO(dxaws_cache) cache = dxaws_cache_new();
        dxaws_context_set_cache(run, cache);
        run = cache ? run : dxaws_context_unref(run);
    }
    return run;
}

static dxaws_cache_entry *find(const dxaws_cache *cache, const void *owner, const char *key)
{
    dxaws_cache_entry *entry = cache->entries;
    while (entry != NULL && (entry->owner != owner || strcmp(entry->key, key) != 0)) {
        entry = entry->next;
    }
    return entry;
}

static dxaws_cache_entry *new_entry(dxaws_cache *cache, const void *owner, const char *key,
                                    const dxaws_cache_ops *ops)
{
    dxaws_cache_entry *entry = calloc(1, sizeof *entry);
    char *copy = strdup(key);
    if (entry == NULL || copy == NULL) {
        free(entry);
        free(copy);
        return NULL;
    }
    *entry = (dxaws_cache_entry){.cache = cache, .owner = owner, .key = copy};
    memcpy(&entry->ops, ops, ops->size < sizeof entry->ops ? ops->size : sizeof entry->ops);
    if (cache != NULL) {
        entry->next = cache->entries;
        cache->entries = entry;
    }
    return entry;
}

/* Under the lock, given up for a moment at a time: until nobody is in, or the context ends. */
static dxaws_error *await(const dxaws_cache_entry *entry, const dxaws_context *context)
{
    dxaws_cache *cache = entry->cache;
    dxaws_error *error = NULL;
    while (entry->taken && error == NULL) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += SLICE_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&cache->changed, &cache->lock, &until);
        error = entry->taken ? dxaws_context_check(context) : NULL;
    }
    return error;
}

/* Nobody is in, or it is nobody else's. */
static dxaws_error *take(dxaws_cache_entry *entry, int64_t now_ms, void *owner)
{
    if (entry->value != NULL && now_ms - entry->made_ms > FRESH_MS) {
        drop(entry);
    }
    if (entry->value == NULL) {
        entry->value = entry->ops.make(owner);
        entry->made_ms = now_ms;
    }
    entry->taken = entry->value != NULL;
    return entry->taken ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *dxaws_cache_take(dxaws_context *context, void *owner, const char *key,
                              const dxaws_cache_ops *ops, dxaws_cache_entry **entry)
{
    dxaws_cache *cache = dxaws_context_cache(context);
    int64_t now_ms = dxaws_context_monotonic_ms(context);
    if (cache != NULL) {
        pthread_mutex_lock(&cache->lock);
    }
    dxaws_cache_entry *found = cache ? find(cache, owner, key) : NULL;
    found = found ? found : new_entry(cache, owner, key, ops);
    dxaws_error *error = found ? await(found, context) : dxaws_error_out_of_memory();
    error = error ? error : take(found, now_ms, owner);
    if (cache != NULL) {
        pthread_mutex_unlock(&cache->lock);
    } else if (error != NULL && found != NULL) {
        free_entry(found);
    }
    *entry = error ? NULL : found;
    return error;
}

void *dxaws_cache_value(dxaws_cache_entry *entry)
{
    return entry->value;
}

void dxaws_cache_end(dxaws_cache_entry *entry, bool keep)
{
    dxaws_cache *cache = entry ? entry->cache : NULL;
    if (cache != NULL) {
        pthread_mutex_lock(&cache->lock);
        entry->taken = false;
        if (!keep || entry->forgotten) {
            drop(entry);
        }
        entry->forgotten = false;
        pthread_cond_broadcast(&cache->changed);
        pthread_mutex_unlock(&cache->lock);
    } else if (entry != NULL) {
        free_entry(entry);
    }
}

void dxaws_cache_remove(dxaws_context *context, const void *owner, const char *key)
{
    dxaws_cache *cache = dxaws_context_cache(context);
    if (cache != NULL) {
        pthread_mutex_lock(&cache->lock);
        dxaws_cache_entry *entry = find(cache, owner, key);
        if (entry != NULL && entry->taken) {
            entry->forgotten = true; /* what is read by now may be of before the write */
        } else if (entry != NULL) {
            drop(entry);
        }
        pthread_mutex_unlock(&cache->lock);
    }
}
