/* SPDX-License-Identifier: MIT */
/* What an attempt's outcome means, and what follows from it. */
#include "aws-call.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>

#include "http-date.h"
#include "silence.h"

#define SKEW_LIMIT_MS (4 * 60 * 1000)
#define ACCEPTED_LIMIT_MS (15 * 60 * 1000) /* what a signature may be off */
#define SKEW_DURATION_LIMIT_MS (15 * 60 * 1000)
#define FREE_RESETS 2

/* What the service's clock is ahead of the context's, when the answer says. */
static bool observe_skew(struct aws_call *call, int64_t *skew_ms)
{
    const struct aws_headers *headers = &call->response.headers;
    const char *date = aws_headers_get(headers, "date");
    int64_t duration = dxaws_context_monotonic_ms(call->context) - call->attempt_started_ms;
    int64_t server_ms;
    if (!date || aws_headers_get(headers, "age") || duration > SKEW_DURATION_LIMIT_MS ||
        !aws_http_date_parse(date, &server_ms)) {
        return false;
    }
    int64_t received_ms = call->attempt_now_ms + duration; /* a long upload is not a late clock */
    *skew_ms = server_ms - received_ms;
    int64_t off = *skew_ms - call->skew_ms; /* of what this attempt was signed with */
    bool accepted = call->credentials && call->response.status / 100 == 2;
    if (accepted && (off > ACCEPTED_LIMIT_MS || off < -ACCEPTED_LIMIT_MS)) {
        return false; /* the service took the signature's time, so it is the Date that is wrong */
    }
    atomic_store(&call->session->traffic.measured_skew_ms, *skew_ms);
    if (call->settings->calls.skew_correction != AWS_YES) {
        return false;
    }
    atomic_store(&call->session->traffic.skew_ms, *skew_ms);
    return true;
}

static const struct aws_retry_rates *rates_of(const struct aws_call *call)
{
    return call->settings->calls.retry_2_0 == AWS_YES ? &aws_retry_2_0 : &aws_retry_2_1;
}

/* Arranges for another attempt, unless the limit, the quota or the deadline forbid it. When a
 * long poll may not be tried again, its error at least waits. */
static bool retry(struct aws_call *call, enum aws_retry kind)
{
    call->retry_kind = kind;
    call->delay_ms = 0;
    if (kind == AWS_RETRY_NEVER || !aws_stream_repeats(call) ||
        ++call->failed >= call->settings->max_attempts) {
        return false;
    }
    const struct aws_headers *headers = &call->response.headers;
    struct aws_traffic *traffic = &call->session->traffic;
    int64_t delay = aws_retry_delay_ms(
        rates_of(call), kind, call->failed, dxaws_context_jitter(call->context),
        aws_headers_get(headers, "x-amz-retry-after"), aws_headers_get(headers, "retry-after"),
        dxaws_context_now_ms(call->context) + atomic_load(&traffic->skew_ms));
    if (delay >= dxaws_context_remaining_ms(call->context)) {
        return false;
    }
    bool allowed = aws_retry_quota_take(&aws_traffic_of(traffic, call->service)->quota,
                                        rates_of(call), kind, &call->retry_cost);
    call->repeated |= allowed && aws_retry_leaves_doubt(kind, call->response.outcome);
    if (allowed || aws_retry_is_long_poll(call->service->name, call->request->operation)) {
        call->delay_ms = delay;
        aws_call_again(call, delay);
    }
    return allowed;
}

/* Ends the call, unless it only waits for its end. */
static void conclude(struct aws_call *call, dxaws_error *error)
{
    if (call->state == AWS_CALL_READY) {
        call->verdict = error;
    } else {
        aws_call_end(call, error);
    }
}

/* ---- no answer ---- */

static dxaws_error *transport_error(const struct aws_call *call, bool transient)
{
    enum aws_http_outcome outcome = call->response.outcome;
    struct aws_buffer name = {0};
    char attempts[100] = "";
    const char *why = aws_stream_repeats(call) ? aws_silence_ends(call->request, &call->response)
                      : call->written ? "what was written of the answer cannot be taken back"
                                      : "the body cannot be read again";
    if (why) {
        snprintf(attempts, sizeof(attempts), "; it is not tried again, since %s", why);
    } else if (call->attempt > 1) {
        snprintf(attempts, sizeof(attempts), " (%u attempts)", call->attempt);
    }
    aws_call_name(call, &name);
    dxaws_error *error = dxaws_error_new(
        outcome == AWS_HTTP_GARBAGE ? DXAWS_ERROR_PROTOCOL : DXAWS_ERROR_UNAVAILABLE, "core",
        outcome == AWS_HTTP_UNTRUSTED ? "CertificateError" : "ConnectionError", "%s: %s%s",
        aws_buffer_string(&name), call->response.problem, attempts);
    dxaws_error_set_retryable(error, transient);
    aws_buffer_free(&name);
    return error;
}

/* A connection that the service closed while it was idle: nobody saw the request. */
static bool was_idle(const struct aws_call *call)
{
    const struct aws_http_response *response = &call->response;
    return response->outcome == AWS_HTTP_BROKEN && response->reused && !response->timed_out &&
           !response->headers_size && !response->body.size && call->resets < FREE_RESETS &&
           aws_stream_repeats(call);
}

/* As if the attempt had not been. */
static void again_for_free(struct aws_call *call)
{
    call->retry_kind = AWS_RETRY_TRANSIENT;
    call->delay_ms = 0;
    aws_call_again(call, 0);
    aws_event_attempt(call, NULL);
    call->attempt--;
}

static void transport_failed(struct aws_call *call)
{
    enum aws_http_outcome outcome = call->response.outcome;
    bool transient = outcome == AWS_HTTP_UNREACHABLE || outcome == AWS_HTTP_BROKEN;
    struct aws_secrets secrets = {0};
    aws_call_secrets(call, &secrets);
    bool shown = aws_redact(call->response.problem, &secrets);
    aws_secrets_free(&secrets);
    if (outcome == AWS_HTTP_NO_MEMORY || !shown) {
        aws_call_end(call, dxaws_error_out_of_memory());
        return;
    }
    if (was_idle(call)) {
        call->resets++;
        again_for_free(call);
        return;
    }
    dxaws_error *ended = dxaws_context_check(call->context);
    if (ended) { /* which a transport that waits for its answer has told as its own failure */
        call->retry_kind = AWS_RETRY_NEVER;
        call->delay_ms = 0;
        aws_event_attempt(call, NULL);
        aws_call_fail(call, ended);
        return;
    }
    transient = transient && !aws_silence_ends(call->request, &call->response);
    bool again = retry(call, !transient                 ? AWS_RETRY_NEVER
                             : call->response.timed_out ? AWS_RETRY_TIMEOUT
                                                        : AWS_RETRY_TRANSIENT);
    aws_event_attempt(call, NULL);
    if (!again) {
        conclude(call, transport_error(call, transient));
    }
}

/* ---- an answer ---- */

/* A service says that the credentials have expired: with others, once per call (rule 31). */
static bool renew(struct aws_call *call, const struct aws_fault *fault)
{
    bool expired = strcmp(fault->code, "ExpiredToken") == 0 ||
                   strcmp(fault->code, "ExpiredTokenException") == 0 ||
                   strcmp(fault->code, "InvalidToken") == 0;
    if (!expired || call->fixed || !call->credentials || !aws_stream_repeats(call) ||
        call->renewed || !aws_session_refuse(call->session, call->context, call->credentials)) {
        return false;
    }
    call->renewed = true;
    call->retry_kind = AWS_RETRY_TRANSIENT;
    call->delay_ms = 0;
    aws_call_again(call, 0);
    return true;
}

static enum aws_retry classify(const struct aws_call *call, const struct aws_fault *fault,
                               int status, bool skew_known, int64_t skew_ms)
{
    enum aws_retry kind = aws_retry_classify(call->service->name, status, fault->code);
    int64_t off = skew_ms - call->skew_ms; /* of what this attempt was signed with */
    if (kind == AWS_RETRY_NEVER && skew_known && aws_retry_may_be_clock_skew(fault->code) &&
        (off > SKEW_LIMIT_MS || off < -SKEW_LIMIT_MS)) {
        kind = AWS_RETRY_CLOCK_SKEW;
    }
    return kind;
}

static void service_failed(struct aws_call *call, bool skew_known, int64_t skew_ms)
{
    struct aws_http_response *response = &call->response;
    struct aws_fault fault;
    if (!aws_call_read_fault(call, &fault)) {
        aws_call_end(call, dxaws_error_out_of_memory());
        return;
    }
    /* An error inside a 200 is the service's failure. */
    int status = response->status < 300 ? 500 : response->status;
    enum aws_retry kind = classify(call, &fault, status, skew_known, skew_ms);
    if (call->settings->calls.adaptive == AWS_YES) {
        aws_traffic_answered(&call->session->traffic, call->service, kind == AWS_RETRY_THROTTLING,
                             dxaws_context_monotonic_ms(call->context));
    }
    bool again = renew(call, &fault) || retry(call, kind);
    aws_event_attempt(call, &fault);
    if (!again) {
        dxaws_error *error = aws_call_service_error(call, &fault, status, kind != AWS_RETRY_NEVER);
        if (!aws_redirect(call, &fault, error)) {
            aws_call_keep_answer(call);
            conclude(call, error);
        }
    }
    aws_fault_free(&fault);
}

/* What arrived cannot be used: another attempt may bring something better. @param error taken. */
static void answer_unusable(struct aws_call *call, dxaws_error *error)
{
    bool again = retry(call, AWS_RETRY_TRANSIENT);
    aws_event_attempt(call, NULL);
    dxaws_error_set_retryable(error, true);
    if (again) {
        dxaws_error_free(error);
    } else {
        conclude(call, error);
    }
}

static void answer_foreign(struct aws_call *call)
{
    struct aws_buffer name = {0};
    aws_call_name(call, &name);
    answer_unusable(
        call, dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "ForeignAnswer",
                              "%s: %s answered with %s (HTTP %d): something else answers in the "
                              "service's place, such as a proxy",
                              aws_buffer_string(&name), call->endpoint.host,
                              aws_answer_is_known(call) ? "a web page" : "no request id",
                              call->response.status));
    aws_buffer_free(&name);
}

/* What arrived is not what S3 holds. */
static void body_damaged(struct aws_call *call, const struct aws_buffer *problem)
{
    struct aws_buffer name = {0};
    aws_call_name(call, &name);
    answer_unusable(call, problem->failed
                              ? dxaws_error_out_of_memory()
                              : dxaws_error_new(DXAWS_ERROR_PROTOCOL, "core", "ChecksumMismatch",
                                                "%s: %s (%u attempts)", aws_buffer_string(&name),
                                                problem->data, call->attempt));
    aws_buffer_free(&name);
}

/* The program's own reader or writer has had enough. */
static void stream_failed(struct aws_call *call)
{
    dxaws_error *error = call->stream_error;
    call->stream_error = NULL;
    call->retry_kind = AWS_RETRY_NEVER;
    call->delay_ms = 0;
    aws_event_attempt(call, NULL);
    aws_call_fail(call, error);
}

void aws_call_finish(struct aws_call *call)
{
    const struct aws_http_response *response = &call->response;
    if (call->probe) {
        call->retry_kind = AWS_RETRY_NEVER;
        call->delay_ms = 0;
        aws_event_attempt(call, NULL);
        aws_redirect_probed(call);
        return;
    }
    if (call->stream_error) {
        stream_failed(call);
        return;
    }
    if (response->outcome != AWS_HTTP_ANSWERED) {
        transport_failed(call);
        return;
    }
    if (response->status == 417 && call->expecting &&
        aws_stream_repeats(call)) { /* the body was not sent */
        call->no_expect = true;
        again_for_free(call);
        return;
    }
    int64_t skew_ms = 0;
    bool skew_known = observe_skew(call, &skew_ms);
    bool failed = response->status < 200 || response->status >= 300;
    if (!failed && aws_answer_is_foreign(call)) {
        answer_foreign(call);
        return;
    }
    if (!failed && !aws_call_is_payload(call)) {
        failed = aws_fault_is_in_body(aws_buffer_string(&response->body), response->body.size);
    }
    if (failed) {
        service_failed(call, skew_known, skew_ms);
        return;
    }
    struct aws_buffer problem = {0};
    bool intact = aws_checksum_matches(call, &problem);
    if (!intact) {
        body_damaged(call, &problem);
    }
    aws_buffer_free(&problem);
    if (!intact) {
        return;
    }
    call->retry_kind = AWS_RETRY_NEVER;
    call->delay_ms = 0;
    if (call->settings->calls.adaptive == AWS_YES) {
        aws_traffic_answered(&call->session->traffic, call->service, false,
                             dxaws_context_monotonic_ms(call->context));
    }
    aws_retry_quota_give(&aws_traffic_of(&call->session->traffic, call->service)->quota,
                         call->retry_cost);
    aws_event_attempt(call, NULL);
    dxaws_error *error = aws_stream_deliver(call);
    aws_call_keep_answer(call);
    aws_call_end(call, error);
}
