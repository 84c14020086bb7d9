/* SPDX-License-Identifier: MIT */
/* What the files of the simulated account share. */
#ifndef DXAWS_MEMORY_PRIVATE_H
#define DXAWS_MEMORY_PRIVATE_H

#include <dxaws/extend/memory.h>

#include <pthread.h>

#include <jansson.h>

/* A simulated API call; its texts are the caller's. */
struct memory_request {
    const char *service; /* NULL: none */
    const char *operation;
    dxaws_context *context; /* the caller's, until the call ends */
    bool write;
};

/* The account's calls so far, and those that are to fail; no part of a transaction. */
struct memory_calls {
    pthread_mutex_t lock; /* guards what follows */
    uint64_t calls;
    uint64_t writes;
    json_t *faults;     /* how many calls are to fail, by service; NULL until there is one */
    bool out_of_memory; /* a fault could not be kept: no call can know whether it is to fail */
    const dxaws_memory_watch_ops *watch; /* NULL: nobody watches; not guarded */
    void *watcher;
    struct memory_request current; /* whose transaction is open, and guards it */
};

/* A document, borrowed until the next change; NULL when there is none. */
const json_t *memory_find(dxaws_memory_account *account, const char *service, const char *type,
                          const char *id);
/* The id, borrowed, of that place in order; NULL past the end, or without memory. */
const char *memory_id_at(dxaws_memory_account *account, const char *service, const char *type,
                         size_t index);
struct memory_calls *memory_calls_of(dxaws_memory_account *account);
/* Tells who watches of a change that is about to be made; @a after is NULL for a removal. */
void memory_tell_change(dxaws_memory_account *account, const char *service, const char *type,
                        const char *id, const json_t *after);
/* dxaws_memory_put() of a tree, which is taken over. */
dxaws_error *memory_put(dxaws_memory_account *account, const char *service, const char *type,
                        const char *id, json_t *value);

/* A transaction that ran out of memory may have seen less than there is, or done less than it was
 * to: whatever its caller made of that, it ends with OUT_OF_MEMORY.
 * These say so of the current transaction, and ask. */
void memory_ran_out(dxaws_memory_account *account);
bool memory_is_out(const dxaws_memory_account *account);

#endif
