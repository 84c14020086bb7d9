/* SPDX-License-Identifier: MIT */
/* Calls on buckets of the simulated account: their transaction, and whom a bucket answers. */
#include "memory-call.h"

#include <dxaws/kit/json.h>

#include <string.h>

#define ACCOUNT "123456789012" /* of every simulated account */

dxaws_error *memory_call_refuse(const struct memory_call *call, dxaws_error_kind kind,
                                const char *aws_code, int status, const char *text)
{
    return dxaws_memory_refusal(kind, MEMORY_SERVICE, call->operation, call->bucket->name, aws_code,
                                status, text);
}

static void see(struct memory_call *call)
{
    call->document =
        dxaws_memory_get_tree(call->account, MEMORY_SERVICE, MEMORY_BUCKET, call->bucket->name);
}

dxaws_error *memory_call_begin(struct memory_call *call, dxaws_context *context, bool write)
{
    dxaws_error *error =
        dxaws_memory_begin_call(call->account, context, MEMORY_SERVICE, call->operation, write);
    if (error == NULL) {
        see(call);
    }
    return error;
}

dxaws_error *memory_call_continue(struct memory_call *call, dxaws_context *context)
{
    dxaws_error *error = dxaws_memory_begin(call->account, context);
    if (error == NULL) {
        see(call);
    }
    return error;
}

dxaws_error *memory_call_end(struct memory_call *call, dxaws_error *error)
{
    json_decref(call->document);
    call->document = NULL;
    return dxaws_memory_end_call(call->account, error);
}

dxaws_error *memory_call_store(const struct memory_call *call)
{
    return dxaws_memory_put_tree(call->account, MEMORY_SERVICE, MEMORY_BUCKET, call->bucket->name,
                                 call->document);
}

bool memory_call_is_foreign(const struct memory_call *call)
{
    return dx_text(call->document, "owner") != NULL;
}

dxaws_error *memory_call_check_access(const struct memory_call *call)
{
    if (call->document == NULL) {
        return memory_call_refuse(call, DXAWS_ERROR_NOT_FOUND, "NoSuchBucket", 404,
                                  "the specified bucket does not exist");
    }
    bool expected = call->bucket->account[0] == '\0' || strcmp(call->bucket->account, ACCOUNT) == 0;
    return memory_call_is_foreign(call) || !expected
               ? memory_call_refuse(call, DXAWS_ERROR_PERMISSION, "AccessDenied", 403,
                                    "Access Denied")
               : NULL;
}
