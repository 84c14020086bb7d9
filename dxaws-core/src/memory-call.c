/* SPDX-License-Identifier: MIT */
/* What every call of a simulated service is made of. */
#include <dxaws/error-codes.h>
#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/tags.h>

#include "memory-private.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>

dxaws_error *dxaws_memory_begin_call(dxaws_memory_account *account, dxaws_context *context,
                                     const char *service, const char *operation, bool write)
{
    dxaws_error *error = dxaws_memory_call(account, context, service, operation, write);
    error = error ? error : dxaws_memory_begin(account, context);
    if (error == NULL) {
        memory_calls_of(account)->current = (struct memory_request){
            .service = service, .operation = operation, .context = context, .write = write};
    }
    return error;
}

dxaws_error *dxaws_memory_end_call(dxaws_memory_account *account, dxaws_error *error)
{
    const struct memory_calls *calls = memory_calls_of(account);
    const struct memory_request request = calls->current;
    if (error != NULL && !memory_is_out(account)) {
        dxaws_memory_abort(account);
        return error;
    }
    dxaws_error_free(error); /* a refusal of what could not be seen */
    error = dxaws_memory_commit(account);
    if (error == NULL && request.write) {
        dxaws_context_note_write(request.context);
    }
    if (error == NULL && calls->watch != NULL && calls->watch->answered != NULL) {
        error = calls->watch->answered(calls->watcher, account, request.service, request.operation,
                                       request.write);
    }
    return error;
}

static json_t *copy_of(dxaws_memory_account *account, const json_t *document)
{
    json_t *copy = document ? dxaws_tree_copy(document) : NULL;
    if (document != NULL && copy == NULL) {
        memory_ran_out(account);
    }
    return copy;
}

json_t *dxaws_memory_get_tree(dxaws_memory_account *account, const char *service, const char *type,
                              const char *id)
{
    return id ? copy_of(account, memory_find(account, service, type, id)) : NULL;
}

bool dxaws_memory_at_tree(dxaws_memory_account *account, const char *service, const char *type,
                          size_t index, const char **id, json_t **document)
{
    const char *name = memory_id_at(account, service, type, index);
    json_t *copy = name ? copy_of(account, memory_find(account, service, type, name)) : NULL;
    if (copy != NULL) {
        *id = name;
        *document = copy;
    }
    return copy != NULL;
}

dxaws_error *dxaws_memory_put_tree(dxaws_memory_account *account, const char *service,
                                   const char *type, const char *id, const json_t *document)
{
    json_t *value = document ? dxaws_tree_copy(document) : NULL;
    return value ? memory_put(account, service, type, id, value) : dxaws_error_out_of_memory();
}

dxaws_error *dxaws_memory_refusal(dxaws_error_kind kind, const char *service, const char *operation,
                                  const char *resource, const char *aws_code, int http_status,
                                  const char *text)
{
    dxaws_error *error =
        dxaws_error_new(kind, "core", DXAWS_CORE_ERROR_SERVICE, "%s %s%s%s: %s: %s", service,
                        operation, resource ? " " : "", resource ? resource : "", aws_code, text);
    dxaws_error_set_aws(error, aws_code, http_status, "memory");
    dxaws_error_set_operation(error, operation);
    dxaws_error_set_resource(error, resource);
    if (dxaws_error_aws_code(error) == NULL) { /* it would be taken for another one */
        dxaws_error_free(error);
        return dxaws_error_out_of_memory();
    }
    return error;
}

const char *dxaws_memory_tags_fault(const json_t *tags)
{
    enum { MOST = 50 };
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        if (dxaws_tag_key_fault(key) != NULL) {
            return "The TagKey you have provided is invalid";
        }
        if (dxaws_tag_value_fault(json_string_value(value)) != NULL) {
            return "The TagValue you have provided is invalid";
        }
    }
    return json_object_size(tags) > MOST ? "a resource has at most 50 tags" : NULL;
}
