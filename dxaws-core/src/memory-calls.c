/* SPDX-License-Identifier: MIT */
/* The calls to the simulated account: counted, and failed when a test asked for it. */
#include <dxaws/error-codes.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/memory.h>

#include <jansson.h>
#include <stdlib.h>

#include "memory-private.h"

void dxaws_memory_account_fail_next(dxaws_memory_account *account, const char *service,
                                    unsigned count)
{
    struct memory_calls *kept = memory_calls_of(account);
    pthread_mutex_lock(&kept->lock);
    kept->faults = kept->faults != NULL ? kept->faults : json_object();
    if (json_object_set_new_nocheck(kept->faults, service, json_integer(count)) != 0) {
        kept->out_of_memory = true;
    }
    pthread_mutex_unlock(&kept->lock);
}

static bool take_fault(struct memory_calls *kept, const char *service)
{
    json_t *count = json_object_get(kept->faults, service);
    json_int_t left = json_integer_value(count);
    if (left > 0) {
        json_integer_set(count, left - 1);
    }
    return left > 0;
}

dxaws_error *dxaws_memory_call(dxaws_memory_account *account, dxaws_context *context,
                               const char *service, const char *operation, bool write)
{
    dxaws_error *error = dxaws_context_check(context);
    if (error != NULL) {
        return error;
    }
    struct memory_calls *kept = memory_calls_of(account);
    pthread_mutex_lock(&kept->lock);
    kept->calls++;
    kept->writes += write;
    bool fails = take_fault(kept, service);
    bool out_of_memory = kept->out_of_memory;
    pthread_mutex_unlock(&kept->lock);
    if (out_of_memory) {
        return dxaws_error_out_of_memory();
    }
    if (kept->watch != NULL && kept->watch->called != NULL) {
        error = kept->watch->called(kept->watcher, account, service, operation, write);
    }
    if (error != NULL || !fails) {
        return error;
    }
    error = dxaws_error_new(DXAWS_ERROR_UNAVAILABLE, "core", DXAWS_CORE_ERROR_SERVICE,
                            "%s %s: the service failed (injected)", service, operation);
    dxaws_error_set_aws(error, "InternalError", 500, "memory");
    dxaws_error_set_operation(error, operation);
    dxaws_error_set_retryable(error, true);
    return error;
}

void dxaws_memory_account_watch(dxaws_memory_account *account, const dxaws_memory_watch_ops *ops,
                                void *self)
{
    struct memory_calls *kept = memory_calls_of(account);
    kept->watch = ops;
    kept->watcher = self;
}

void memory_tell_change(dxaws_memory_account *account, const char *service, const char *type,
                        const char *id, const json_t *after)
{
    const struct memory_calls *kept = memory_calls_of(account);
    if (kept->watch == NULL || kept->watch->changed == NULL || !kept->current.write) {
        return;
    }
    char *text = after ? json_dumps(after, JSON_COMPACT) : NULL;
    if (after != NULL && text == NULL) {
        memory_ran_out(account);
    }
    const dxaws_memory_change change = {
        .size = sizeof change,
        .caller = kept->current.service,
        .operation = kept->current.operation,
        .service = service,
        .type = type,
        .id = id,
        .before = dxaws_memory_get(account, service, type, id),
        .after = text,
    };
    kept->watch->changed(kept->watcher, account, &change);
    free(text);
}

void dxaws_memory_account_calls(dxaws_memory_account *account, uint64_t *calls, uint64_t *writes)
{
    struct memory_calls *kept = memory_calls_of(account);
    pthread_mutex_lock(&kept->lock);
    if (calls != NULL) {
        *calls = kept->calls;
    }
    if (writes != NULL) {
        *writes = kept->writes;
    }
    pthread_mutex_unlock(&kept->lock);
}
