/* SPDX-License-Identifier: MIT */
/* Makes calls: one, or a batch whose requests run concurrently and are retried independently. */
#include "aws-call.h"

#include <stdlib.h>

#define IN_FLIGHT_LIMIT 16
#define SLICE_MS 50 /* how often cancellation and deadline are looked at */

struct batch {
    dxaws_context *context;
    struct aws_call *calls;
    size_t count;
    struct aws_http_client *client;
    struct aws_credentials *credentials;
    bool fixed; /* the credentials are the caller's, which may be none */
};

/* Starts what is due, as far as the limit allows. Says how many are under way and when the next
 * waiting one is due (INT64_MAX: none waits for its time). */
static size_t start_due(struct batch *batch, int64_t *next_due)
{
    size_t running = 0;
    for (size_t i = 0; i < batch->count; i++) {
        running += batch->calls[i].state == AWS_CALL_RUNNING;
    }
    int64_t now = dxaws_context_monotonic_ms(batch->context);
    *next_due = INT64_MAX;
    for (size_t i = 0; i < batch->count; i++) {
        struct aws_call *call = &batch->calls[i];
        if (call->state != AWS_CALL_READY) {
            continue;
        }
        if (call->due_ms <= now && running < IN_FLIGHT_LIMIT) {
            aws_call_start(call, batch->client);
            running += call->state == AWS_CALL_RUNNING;
        } else if (call->due_ms > now && call->due_ms < *next_due) {
            *next_due = call->due_ms;
        }
    }
    return running;
}

static bool is_done(const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->calls[i].state != AWS_CALL_DONE) {
            return false;
        }
    }
    return true;
}

/* Cancelled, or out of time: whatever is not done ends with its own error. */
static void abandon(struct batch *batch, dxaws_error *reason)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct aws_call *call = &batch->calls[i];
        if (call->state != AWS_CALL_DONE) {
            aws_call_fail(call, dxaws_error_new(dxaws_error_get_kind(reason), "core",
                                                dxaws_error_code(reason), "%s",
                                                dxaws_error_message(reason)));
        }
    }
    dxaws_error_free(reason);
}

static int slice(const struct batch *batch, int64_t next_due)
{
    int64_t now = dxaws_context_monotonic_ms(batch->context);
    int64_t left = dxaws_context_remaining_ms(batch->context);
    int64_t time = SLICE_MS;
    if (next_due - now < time) {
        time = next_due - now;
    }
    if (left < time) {
        time = left;
    }
    return time > 0 ? (int)time : 0;
}

static void run(struct batch *batch)
{
    while (!is_done(batch)) {
        dxaws_error *error = dxaws_context_check(batch->context);
        int64_t next_due;
        if (!error) {
            size_t running = start_due(batch, &next_due);
            if (running) {
                aws_http_wait(batch->client, slice(batch, next_due));
                for (struct aws_call *call; (call = aws_http_next(batch->client));) {
                    aws_call_finish(call);
                }
            } else if (next_due != INT64_MAX) {
                error = dxaws_context_sleep_ms(
                    batch->context, next_due - dxaws_context_monotonic_ms(batch->context));
            }
        }
        if (error) {
            abandon(batch, error);
        }
    }
}

static bool wants_credentials(const struct batch *batch, dxaws_aws_request *const *requests)
{
    for (size_t i = 0; i < batch->count && !batch->fixed; i++) {
        if (!requests[i]->is_unsigned) {
            return true;
        }
    }
    return false;
}

/* Finds what all requests need; nothing was sent when this fails. */
static dxaws_error *prepare(struct batch *batch, dxaws_session *session,
                            dxaws_aws_request *const *requests)
{
    const struct aws_settings *settings;
    dxaws_error *error = dxaws_context_check(batch->context);
    if (!error) {
        error = aws_session_settings(session, &settings);
    }
    if (!error && wants_credentials(batch, requests)) { /* which each attempt asks for again */
        error = aws_session_credentials(session, batch->context, &batch->credentials);
    }
    if (error) {
        return error;
    }
    batch->calls = calloc(batch->count, sizeof(*batch->calls));
    if (!batch->calls) {
        return dxaws_error_out_of_memory();
    }
    const char *host = "";
    for (size_t i = 0; i < batch->count; i++) {
        struct aws_call *call = &batch->calls[i];
        call->session = session;
        call->context = batch->context;
        call->settings = settings;
        call->fixed = batch->fixed;
        if (batch->credentials && !requests[i]->is_unsigned) {
            call->credentials = aws_credentials_ref(batch->credentials);
        }
        call->request = requests[i];
        aws_call_prepare(call);
        if (call->state == AWS_CALL_READY) {
            host = call->endpoint.host;
        }
    }
    batch->client = aws_http_pool_take(session->pool, host);
    return batch->client ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *call_batch(dxaws_session *session, dxaws_aws_request *const *requests,
                               struct batch *batch)
{
    dxaws_error *error = prepare(batch, session, requests);
    if (!error) {
        run(batch);
    }
    if (batch->client) { /* before the calls: abandoned transfers write into them */
        aws_http_pool_give(session->pool, batch->client);
    }
    for (size_t i = 0; batch->calls && i < batch->count; i++) {
        aws_call_free(&batch->calls[i]);
    }
    free(batch->calls);
    return error;
}

dxaws_error *dxaws_aws_call_batch(dxaws_session *session, dxaws_context *context,
                                  dxaws_aws_request *const *requests, size_t count)
{
    if (!session || (count && !requests)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "NullArgument",
                               "a call needs a session and requests");
    }
    for (size_t i = 0; i < count; i++) {
        if (!requests[i]) { /* what dxaws_aws_request_new() gives without memory */
            return dxaws_error_out_of_memory();
        }
    }
    if (!count) {
        return NULL;
    }
    struct batch batch = {.context = context, .count = count};
    dxaws_error *error = call_batch(session, requests, &batch);
    aws_credentials_unref(batch.credentials);
    return error;
}

dxaws_error *aws_call_as(dxaws_session *session, dxaws_context *context, dxaws_aws_request *request,
                         struct aws_credentials *credentials)
{
    struct batch batch = {
        .context = context, .count = 1, .credentials = credentials, .fixed = true};
    dxaws_error *error = call_batch(session, &request, &batch);
    return error ? error : dxaws_aws_request_take_error(request);
}

dxaws_error *dxaws_aws_call(dxaws_session *session, dxaws_context *context,
                            dxaws_aws_request *request)
{
    dxaws_error *error = dxaws_aws_call_batch(session, context, &request, 1);
    return error ? error : dxaws_aws_request_take_error(request);
}
