/* SPDX-License-Identifier: MIT */
/* Functions of the simulated account, with CloudFront's rules and error codes: a document each, in
 * the form of a Current with hidden members. */
#include "service.h"

#include "../providers/memory-rules.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <string.h>

enum { MOST_FUNCTIONS = 100 };

static json_t *stored(const struct memory_call *call, const char *name)
{
    return dxaws_memory_get_tree(call->account, MEMORY_SERVICE, MEMORY_FUNCTION, name);
}

static dxaws_error *store(const struct memory_call *call, const char *name, const json_t *function)
{
    return dxaws_memory_put_tree(call->account, MEMORY_SERVICE, MEMORY_FUNCTION, name, function);
}

static dxaws_error *none(const struct memory_call *call)
{
    return memory_refuse(call->operation, "NoSuchFunctionExists", "the function does not exist");
}

static dxaws_error *look(void *self, dxaws_context *context, const char *name, json_t **found)
{
    const struct memory_call call = {.account = self, .operation = "DescribeFunction"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *function = stored(&call, name);
    error = memory_end(&call, NULL);
    if (error != NULL) {
        json_decref(function);
        return error;
    }
    *found = function;
    return NULL;
}

/* What of a payload is of the draft. */
static bool write_draft(const struct memory_call *call, json_t *function, const json_t *wanted)
{
    bool whole = true;
    json_t *code = json_object_get(wanted, FUNCTION_CODE);
    dx_put(&whole, function, FUNCTION_DRAFT, json_incref(code));
    dx_put_from(&whole, function, FUNCTION_COMMENT, wanted);
    dx_put_from(&whole, function, FUNCTION_RUNTIME, wanted);
    return memory_put_etag(call, function) && whole;
}

/* Ends the call; what is answered is arn and etag of what is there now. */
static dxaws_error *finish(const struct memory_call *call, dxaws_error *error, json_t *function,
                           json_t **made)
{
    json_t *told = error == NULL
                       ? json_pack("{ss ss}", FUNCTION_ARN, dx_text(function, FUNCTION_ARN),
                                   FUNCTION_ETAG, dx_text(function, FUNCTION_ETAG))
                       : NULL;
    error = memory_end(call, error || told ? error : dxaws_error_out_of_memory());
    json_decref(function);
    if (error != NULL) {
        json_decref(told);
        return error;
    }
    *made = told;
    return NULL;
}

static size_t count(dxaws_memory_account *account)
{
    const char *id;
    json_t *one;
    size_t functions = 0;
    while (dxaws_memory_at_tree(account, MEMORY_SERVICE, MEMORY_FUNCTION, functions, &id, &one)) {
        json_decref(one);
        functions++;
    }
    return functions;
}

static dxaws_error *list(void *self, dxaws_context *context, json_t **found)
{
    const struct memory_call call = {.account = self, .operation = "ListFunctions"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    const char *name;
    json_t *one;
    bool whole = true;
    json_t *functions = json_array();
    for (size_t i = 0; dxaws_memory_at_tree(self, MEMORY_SERVICE, MEMORY_FUNCTION, i, &name, &one);
         i++) {
        dx_append(&whole, functions,
                  json_pack("{ss sO}", FUNCTION_NAME, name, FUNCTION_COMMENT,
                            json_object_get(one, FUNCTION_COMMENT)));
        json_decref(one);
    }
    functions = dx_whole(whole && functions != NULL, functions);
    error = memory_end(&call, functions ? NULL : dxaws_error_out_of_memory());
    if (error != NULL) {
        json_decref(functions);
        return error;
    }
    *found = functions;
    return NULL;
}

static dxaws_error *create(void *self, dxaws_context *context, const json_t *wanted, json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "CreateFunction"};
    const char *name = dx_text(wanted, FUNCTION_NAME);
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    if (dxaws_memory_get(self, MEMORY_SERVICE, MEMORY_FUNCTION, name) != NULL) {
        error = memory_refuse(call.operation, "FunctionAlreadyExists",
                              "a function with the same name already exists in this account");
    } else if (count(self) >= MOST_FUNCTIONS) {
        error = memory_refuse(call.operation, "TooManyFunctions",
                              "you have reached the maximum number of functions");
    }
    json_t *function = json_pack(
        "{so ss}", FUNCTION_ARN,
        json_sprintf("arn:aws:cloudfront::%s:function/%s", dxaws_memory_account_id(self), name),
        FUNCTION_STATUS, "UNPUBLISHED");
    if (error == NULL) {
        error = function != NULL && write_draft(&call, function, wanted)
                    ? store(&call, name, function)
                    : dxaws_error_out_of_memory();
    }
    return finish(&call, error, function, made);
}

/* The function, when it is at the version that is expected; a new reference. */
static dxaws_error *take(const struct memory_call *call, const char *name, const char *etag,
                         json_t **function)
{
    *function = stored(call, name);
    return *function ? memory_check_match(call, *function, etag) : none(call);
}

static dxaws_error *update(void *self, dxaws_context *context, const json_t *wanted,
                           const char *etag, json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "UpdateFunction"};
    const char *name = dx_text(wanted, FUNCTION_NAME);
    json_t *function = NULL;
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    error = take(&call, name, etag, &function);
    if (error == NULL) {
        error = write_draft(&call, function, wanted) ? store(&call, name, function)
                                                     : dxaws_error_out_of_memory();
    }
    return finish(&call, error, function, made);
}

static dxaws_error *publish(void *self, dxaws_context *context, const char *name, const char *etag)
{
    const struct memory_call call = {.account = self, .operation = "PublishFunction"};
    json_t *function = NULL;
    bool whole = true;
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    error = take(&call, name, etag, &function);
    if (error == NULL) {
        json_t *draft = json_object_get(function, FUNCTION_DRAFT);
        dx_put(&whole, function, FUNCTION_CODE, json_incref(draft));
        dx_put(&whole, function, FUNCTION_STATUS, json_string("UNASSOCIATED"));
        error = whole ? store(&call, name, function) : dxaws_error_out_of_memory();
    }
    json_decref(function);
    return memory_end(&call, error);
}

static bool is_used(dxaws_memory_account *account, const char *arn)
{
    bool used = false;
    const char *id;
    json_t *one;
    for (size_t i = 0;
         !used && dxaws_memory_at_tree(account, MEMORY_SERVICE, MEMORY_DISTRIBUTION, i, &id, &one);
         i++) {
        const char *function = dx_text(one, CF_FUNCTION);
        used = function != NULL && arn != NULL && strcmp(function, arn) == 0;
        json_decref(one);
    }
    return used;
}

static dxaws_error *remove_function(void *self, dxaws_context *context, const char *name,
                                    const char *etag)
{
    const struct memory_call call = {.account = self, .operation = "DeleteFunction"};
    json_t *function = NULL;
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    error = take(&call, name, etag, &function);
    if (error == NULL && is_used(self, dx_text(function, FUNCTION_ARN))) {
        error = memory_refuse(call.operation, "FunctionInUse",
                              "it is in use by one or more distributions");
    }
    if (error == NULL) {
        dxaws_memory_remove(self, MEMORY_SERVICE, MEMORY_FUNCTION, name);
    }
    json_decref(function);
    return memory_end(&call, error);
}

static void destroy(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct function_service service = {
    .needs = "an account",
    .destroy = destroy,
    .look = look,
    .list = list,
    .create = create,
    .update = update,
    .publish = publish,
    .remove = remove_function,
};

dxaws_error *dxaws_cloudfront_function_provider_new_memory(
    dxaws_memory_account *account, dxaws_cloudfront_function_provider **provider)
{
    return function_service_provider_new("memory", &service, dxaws_memory_account_ref(account),
                                         provider);
}
