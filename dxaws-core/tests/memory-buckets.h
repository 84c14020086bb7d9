/* SPDX-License-Identifier: MIT */
/* What the tests of the simulated account share. */
#ifndef DXAWS_MEMORY_BUCKETS_H
#define DXAWS_MEMORY_BUCKETS_H

#include "testing.h"

#include <dxaws/extend/memory.h>

static inline dxaws_memory_account *open_account(const char *where)
{
    dxaws_memory_account *account = NULL;
    ck_ok(dxaws_memory_account_new(where, NULL, &account));
    return account;
}

static inline void put(dxaws_memory_account *account, const char *id, const char *json)
{
    ck_ok(dxaws_memory_begin(account, NULL));
    ck_ok(dxaws_memory_put(account, "s3", "bucket", id, json));
    ck_ok(dxaws_memory_commit(account));
}

static inline size_t count_buckets(dxaws_memory_account *account)
{
    size_t count = 0;
    const char *id;
    const char *json;
    ck_ok(dxaws_memory_begin(account, NULL));
    while (dxaws_memory_at(account, "s3", "bucket", count, &id, &json)) {
        count++;
    }
    dxaws_memory_abort(account);
    return count;
}

#endif
