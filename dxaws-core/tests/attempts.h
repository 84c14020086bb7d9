/* SPDX-License-Identifier: MIT */
/* Calls whose answers are made up: the endpoint is AWS's own, nothing is sent, and time stands
 * still but for waiting. */
#ifndef DXAWS_CORE_ATTEMPTS_H
#define DXAWS_CORE_ATTEMPTS_H

#include "testing.h"

#include "aws-call.h"

#define SITUATION_START_MS 1440938160000 /* 2015-08-30T12:36:00Z */

struct situation {
    dxaws_session *session;
    dxaws_context *context;
    dxaws_aws_request *request;
    struct aws_call call;
    int64_t elapsed_ms;
    double jitter;
    bool stranger; /* what answers is not the service: it sends no request id */
};

static int64_t situation_now(void *self)
{
    return SITUATION_START_MS + ((struct situation *)self)->elapsed_ms;
}

static int64_t situation_monotonic(void *self)
{
    return ((struct situation *)self)->elapsed_ms;
}

static void situation_sleep(void *self, int64_t ms)
{
    ((struct situation *)self)->elapsed_ms += ms;
}

static double situation_jitter(void *self)
{
    return ((struct situation *)self)->jitter;
}

/* The next call; the session's tokens, rates and skew stay. */
static inline void situation_call(struct situation *s, const char *service, const char *operation,
                                  const char *method, const char *bucket)
{
    aws_call_free(&s->call);
    dxaws_aws_request_free(s->request);
    s->request = dxaws_aws_request_new(service, operation, method, "/");
    dxaws_aws_request_set_bucket(s->request, bucket);
    s->call =
        (struct aws_call){.session = s->session, .context = s->context, .request = s->request};
    ck_ok(aws_session_settings(s->session, &s->call.settings));
    ck_ok(aws_session_credentials(s->session, NULL, &s->call.credentials));
    aws_call_prepare(&s->call);
    ck_assert_int_eq(s->call.state, AWS_CALL_READY);
}

/* @param options may be NULL; taken. */
static inline void situation_begin(struct situation *s, dxaws_session_options *options)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    static const dxaws_clock_ops clock = {sizeof(clock),   situation_now,    situation_monotonic,
                                          situation_sleep, situation_jitter, NULL};
    *s = (struct situation){.jitter = 1, .context = dxaws_context_new()};
    ck_ok(dxaws_context_set_clock(s->context, &clock, s));
    if (!options) {
        options = dxaws_session_options_new();
    }
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "secret", NULL);
    ck_ok(dxaws_session_new(options, &s->session));
    dxaws_session_options_free(options);
}

static inline void situation_end(struct situation *s)
{
    aws_call_free(&s->call);
    dxaws_aws_request_free(s->request);
    dxaws_session_unref(s->session);
    dxaws_context_unref(s->context);
}

/* As aws_call_start(), but for sending. */
static inline void situation_send(struct situation *s)
{
    struct aws_call *call = &s->call;
    ck_assert_int_eq(call->state, AWS_CALL_READY);
    s->elapsed_ms = call->due_ms > s->elapsed_ms ? call->due_ms : s->elapsed_ms;
    aws_http_response_clear(&call->response);
    call->state = AWS_CALL_RUNNING;
    call->attempt++;
    call->attempt_started_ms = s->elapsed_ms;
    call->attempt_now_ms = SITUATION_START_MS + s->elapsed_ms;
    call->skew_ms = atomic_load(&s->session->traffic.skew_ms);
}

static inline void situation_header(struct situation *s, const char *name, const char *value)
{
    if (value) {
        aws_headers_add(&s->call.response.headers, name, value);
    }
}

/* What situation_send() sent is answered so. */
static inline void situation_answer(struct situation *s, int status, const char *body)
{
    s->call.response.outcome = AWS_HTTP_ANSWERED;
    s->call.response.status = status;
    if (!s->stranger && status / 100 == 2 && !aws_fault_request_id(&s->call.response.headers)) {
        situation_header(s, "x-amzn-RequestId", "A");
    }
    aws_buffer_text(&s->call.response.body, body);
    aws_call_finish(&s->call);
}

static inline int situation_tokens(struct situation *s)
{
    return aws_retry_quota_left(
        &aws_traffic_of(&s->session->traffic, aws_service_find(s->request->service))->quota);
}

#endif
