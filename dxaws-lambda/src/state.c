/* SPDX-License-Identifier: MIT */
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <dxaws/aws.h>

#include "error-codes.h"

#define FOLDER "dxaws-states/"

enum { RANDOM_BYTES = 16, KEY_SIZE = 64 };

static size_t size_of(const json_t *tree)
{
    return tree ? json_dumpb(tree, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) : 0;
}

/* A machine has the desired document in its state as well. */
static size_t state_size(const struct call *call)
{
    const json_t *desired = json_object_get(json_object_get(call->reply, "plan"), "desired");
    return size_of(call->reply) +
           size_of(desired ? desired : json_object_get(call->request, "desired"));
}

static dxaws_error *too_large(const struct call *call, json_int_t most)
{
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "lambda", DXAWS_LAMBDA_ERROR_STATE_TOO_LARGE,
                           "a state of %zu bytes is more than the %lld that it may have: %s",
                           state_size(call), (long long)most,
                           call->host->state_bucket
                               ? "use fewer redirects or records in one document, or dxaws apply"
                               : "set DXAWS_STATE_BUCKET to a bucket that the function may write");
}

/* The context of a simulated account has that account's time, with which nothing can be signed. */
static dxaws_error *open_context(const struct call *call, dxaws_context **context)
{
    if (call->host->account == NULL) {
        *context = dxaws_context_ref(call->context);
        return NULL;
    }
    *context = dxaws_context_new();
    int64_t left = (int64_t)((double)dxaws_context_remaining_ms(call->context) / call->host->speed);
    if (*context != NULL) {
        dxaws_context_set_timeout_ms(*context, left > 0 ? left : 1);
    }
    return *context ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *exchange(const struct call *call, dxaws_aws_request *request)
{
    DXAWS_AUTO(dxaws_context) context = NULL;
    dxaws_aws_request_set_bucket(request, call->host->state_bucket);
    dxaws_aws_request_set_payload_header(request, true);
    dxaws_aws_request_set_writes(request, false); /* nothing of what the operation is about */
    dxaws_aws_request_set_idempotent(request, true);
    dxaws_error *error = open_context(call, &context);
    return error ? error : dxaws_aws_call(call->host->session, context, request);
}

static bool make_key(char key[KEY_SIZE])
{
    unsigned char random[RANDOM_BYTES];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random) {
        return false;
    }
    size_t used = (size_t)snprintf(key, KEY_SIZE, FOLDER);
    for (size_t i = 0; i < sizeof random; i++) {
        used += (size_t)snprintf(key + used, KEY_SIZE - used, "%02x", random[i]);
    }
    return true;
}

/* Puts a member of the reply into the bucket, and its key in its place. */
static dxaws_error *keep(struct call *call, const char *name)
{
    char key[KEY_SIZE];
    char path[KEY_SIZE + 1];
    char *text = json_dumps(json_object_get(call->reply, name), JSON_COMPACT);
    if (text == NULL || !make_key(key)) {
        free(text);
        return dxaws_error_out_of_memory();
    }
    snprintf(path, sizeof path, "/%s", key);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "PutObject", "PUT", path);
    dxaws_aws_request_set_content_type(request, "application/json");
    dxaws_aws_request_set_body(request, text, strlen(text));
    dxaws_error *error = exchange(call, request);
    free(text);
    return error ? error : call_put(call, name, json_pack("{s:s}", "kept", key));
}

dxaws_error *state_fit(struct call *call)
{
    const json_t *told = json_object_get(call->request, "most_bytes");
    json_int_t most = json_integer_value(told);
    const char *name = json_object_get(call->reply, "plan") ? "plan" : "found";
    if (told == NULL) {
        return NULL;
    }
    if (most <= 0) {
        return call_wrong_member("most_bytes", told, "a number of bytes, or absent");
    }
    if (state_size(call) <= (size_t)most) {
        return NULL;
    }
    if (call->host->state_bucket == NULL || json_object_get(call->reply, name) == NULL) {
        return too_large(call, most);
    }
    dxaws_error *error = keep(call, name);
    return error || state_size(call) <= (size_t)most ? error : too_large(call, most);
}

/* As make_key() makes them: nobody is shown another object of the bucket. */
static bool is_key(const char *key)
{
    size_t folder = strlen(FOLDER);
    return key != NULL && strncmp(key, FOLDER, folder) == 0 &&
           strspn(key + folder, "0123456789abcdef") == 2 * (size_t)RANDOM_BYTES &&
           strlen(key) == folder + 2 * (size_t)RANDOM_BYTES;
}

dxaws_error *state_fetch(const struct call *call, const json_t *member, char **text)
{
    const json_t *kept = json_object_get(member, "kept");
    const char *key = json_string_value(kept);
    char path[KEY_SIZE + 1];
    size_t size = 0;
    if (kept == NULL) {
        return NULL;
    }
    if (!is_key(key) || call->host->state_bucket == NULL) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_ARGUMENT, "lambda", DXAWS_LAMBDA_ERROR_INVALID_REQUEST,
            "\"kept\" is %s%s; it must be as this function's reply had it", key ? key : "no text",
            call->host->state_bucket ? "" : ", and DXAWS_STATE_BUCKET is not set");
    }
    snprintf(path, sizeof path, "/%s", key);
    DXAWS_AUTO(dxaws_aws_request) request = dxaws_aws_request_new("s3", "GetObject", "GET", path);
    dxaws_error *error = exchange(call, request);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_NOT_FOUND) {
        dxaws_error_free(error);
        return dxaws_error_new(DXAWS_ERROR_NOT_FOUND, "lambda", DXAWS_LAMBDA_ERROR_STATE_LOST,
                               "bucket %s does not have %s any more: use a new execution, which "
                               "goes on with what is left",
                               call->host->state_bucket, key);
    }
    const char *body = error ? NULL : dxaws_aws_request_answer_body(request, &size);
    *text = body ? strndup(body, size) : NULL;
    return error || *text ? error : dxaws_error_out_of_memory();
}
