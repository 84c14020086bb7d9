/* SPDX-License-Identifier: MIT */
/* `bootstrap`, a custom runtime of AWS Lambda that performs operations of dxaws. README.md has its
 * settings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/context.h>

#include "error-codes.h"
#include "host.h"
#include "kinds.h"
#include "log.h"
#include "operations.h"
#include "reply-error.h"
#include "runtime.h"

enum { EXIT_NOT_IN_LAMBDA = 64 };

/* What is said without memory for anything better. */
static const char NO_MEMORY[] =
    "{\"errorType\":\"Dxaws.OutOfMemory\",\"errorMessage\":\"out of memory\"}";

/* @a invocation is NULL for an error before the first one. */
static enum runtime_status tell_error(struct runtime *runtime, const struct invocation *invocation,
                                      const dxaws_error *error, bool wrote)
{
    char type[REPLY_ERROR_TYPE_SIZE];
    char *text = reply_error_format(error, wrote);
    reply_error_type(error, type);
    enum runtime_status status = runtime_fail(runtime, invocation, text ? text : NO_MEMORY,
                                              text ? type : "Dxaws.OutOfMemory");
    free(text);
    return status;
}

/* What came of an invocation. */
struct answer {
    char *text; /* of the reply, when there is no error; owned */
    bool wrote; /* something was written, or may have been */
};

/* The operation that a request names, or the only one that there is. */
static dxaws_error *operation_of(const struct host *host, const json_t *request,
                                 const char **operation)
{
    const json_t *named = json_object_get(request, "op");
    *operation = named ? json_string_value(named) : host_only(host);
    if (*operation == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda",
                               DXAWS_LAMBDA_ERROR_INVALID_REQUEST,
                               "the request's \"op\" is %s; it must name one of the operations of "
                               "this function, \"%s\"",
                               named ? "no text" : "missing", host->handler);
    }
    if (!host_may(host, *operation) && !kinds_only_read(host, *operation, request)) {
        return dxaws_error_new(DXAWS_ERROR_PERMISSION, "lambda",
                               DXAWS_LAMBDA_ERROR_OPERATION_NOT_HOSTED,
                               "this function must not perform \"%s\"; use one whose "
                               "handler has it: this one's is \"%s\"",
                               *operation, host->handler);
    }
    return NULL;
}

/* What ties an event to its invocation, and to what the request says that it is of. */
static dxaws_error *set_fields(dxaws_context *context, const struct invocation *invocation,
                               const json_t *request)
{
    json_t *told = json_object_get(request, "context");
    json_t *fields = json_pack("{s:s, s:O*}", "aws_request_id", invocation->id, "context",
                               json_is_object(told) ? told : NULL);
    char *text = fields ? json_dumps(fields, JSON_COMPACT) : NULL;
    json_decref(fields);
    dxaws_error *error =
        text ? dxaws_context_set_fields(context, text) : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *perform(const struct host *host, const struct invocation *invocation,
                            const json_t *request, struct answer *answer)
{
    const char *operation = NULL;
    json_t *reply = NULL;
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_context) context = NULL;
    dxaws_error *error = operation_of(host, request, &operation);
    error = error ? error : log_new(host, &sink);
    error = error ? error : host_context(host, invocation->deadline_ms, sink, &context);
    error = error ? error : set_fields(context, invocation, request);
    error = error ? error : operations_perform(host, context, operation, request, &reply);
    if (error == NULL) {
        answer->text = json_dumps(reply, JSON_COMPACT | JSON_SORT_KEYS);
        error = answer->text ? NULL : dxaws_error_out_of_memory();
    }
    answer->wrote = dxaws_context_writes(context) > 0;
    log_flush(sink, invocation->deadline_ms);
    json_decref(reply);
    return error;
}

static dxaws_error *make_answer(const struct host *host, const struct invocation *invocation,
                                struct answer *answer)
{
    json_error_t where;
    json_t *request = invocation->body ? json_loadb(invocation->body, invocation->size,
                                                    JSON_REJECT_DUPLICATES, &where)
                                       : NULL;
    dxaws_error *error = json_is_object(request)
                             ? perform(host, invocation, request, answer)
                             : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda",
                                               DXAWS_LAMBDA_ERROR_INVALID_REQUEST,
                                               "the payload must be a JSON object such as "
                                               "{\"op\": \"s3.plan\", \"desired\": {...}}%s%s",
                                               request || !invocation->body ? "" : ": ",
                                               request || !invocation->body ? "" : where.text);
    json_decref(request);
    return error;
}

/* False when the process has nothing more to do. */
static bool serve_one(const struct host *host, struct runtime *runtime)
{
    struct invocation invocation;
    enum runtime_status status = runtime_next(runtime, &invocation);
    if (status == RUNTIME_OK) {
        struct answer made = {.text = NULL};
        if (invocation.trace[0] != '\0') {
            setenv("_X_AMZN_TRACE_ID", invocation.trace, 1);
        } else {
            unsetenv("_X_AMZN_TRACE_ID");
        }
        dxaws_error *error = make_answer(host, &invocation, &made);
        if (error == NULL) {
            status = runtime_respond(runtime, &invocation, made.text);
        }
        if (status == RUNTIME_TOO_LARGE) {
            error = dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "lambda",
                                    DXAWS_LAMBDA_ERROR_REPLY_TOO_LARGE,
                                    "the reply has %zu bytes, more than Lambda returns; ask for "
                                    "less at a time",
                                    strlen(made.text));
        }
        if (error != NULL) {
            status = tell_error(runtime, &invocation, error, made.wrote);
        }
        dxaws_error_free(error);
        free(made.text);
    }
    invocation_clear(&invocation);
    return status != RUNTIME_LOST;
}

int main(void)
{
    const char *api = getenv("AWS_LAMBDA_RUNTIME_API");
    struct runtime runtime;
    struct host host = {.handler = ""};
    if (api == NULL || api[0] == '\0') {
        fputs(
            "bootstrap: AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda; "
            "its README says how\n",
            stderr);
        return EXIT_NOT_IN_LAMBDA;
    }
    dxaws_error *error = runtime_open(&runtime, api);
    error = error ? error : host_open(&host);
    error = error ? error : log_check(&host);
    if (error != NULL) {
        fprintf(stderr, "bootstrap: %s\n", dxaws_error_message(error));
        if (runtime.curl != NULL) {
            tell_error(&runtime, NULL, error, false);
        }
    }
    while (error == NULL && serve_one(&host, &runtime)) {
    }
    bool began = error == NULL;
    dxaws_error_free(error);
    host_close(&host);
    runtime_close(&runtime);
    return began ? EXIT_SUCCESS : EXIT_FAILURE;
}
