/* SPDX-License-Identifier: MIT */
/** @file
 * What the modules' tests ask of the AWS double at AWS_ENDPOINT_URL (tests/aws), which is no
 * service's business. Header only.
 */
#ifndef DXAWS_KIT_DOUBLE_ACCOUNT_H
#define DXAWS_KIT_DOUBLE_ACCOUNT_H

#include <stdio.h>
#include <string.h>

#include <dxaws/core.h>

/** So many times as fast the time of a test runs: what is waited for takes the double no time. */
enum { DX_DOUBLE_SPEED = 20 };

/** `make_context` of a fixture: a context whose clock is that fast. @a self is not looked at. */
static inline dxaws_error *dx_double_context(void *self, dxaws_context **context)
{
    DXAWS_AUTO(dxaws_context) made = dxaws_context_new();
    (void)self;
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = dxaws_context_set_scaled_clock(made, DX_DOUBLE_SPEED, 0);
    *context = error ? NULL : dxaws_context_ref(made);
    return error;
}

/** POST /double/@a command, which has JSON in its @a body. */
static inline dxaws_error *dx_double_control(dxaws_session *session, const char *command,
                                             const char *body)
{
    char path[80];
    snprintf(path, sizeof path, "/double/%s", command);
    dxaws_aws_request *request = dxaws_aws_request_new("cloudfront", "Control", "POST", path);
    dxaws_aws_request_set_body(request, body, strlen(body));
    dxaws_aws_request_set_content_type(request, "application/json");
    dxaws_error *error = dxaws_aws_call(session, NULL, request);
    dxaws_aws_request_free(request);
    return error;
}

/** Its lists are @a lag_s seconds of a test's context late from here on. */
static inline dxaws_error *dx_double_be_late(dxaws_session *session, int lag_s)
{
    char body[60];
    snprintf(body, sizeof body, "{\"list\":%.3f}", (double)lag_s / DX_DOUBLE_SPEED);
    return dx_double_control(session, "delays", body);
}

/** As it is to begin with, but for what is in the account: no faults, no list is late. */
static inline dxaws_error *dx_double_calm(dxaws_session *session)
{
    dxaws_error *error = dx_double_control(session, "faults", "[]");
    return error ? error : dx_double_be_late(session, 0);
}

/** `lose_answers` of a fixture: the first answer of each of the @a count @a calls, expressions for
 * "METHOD URI ACTION", is lost after it was done, and lists are late. */
static inline dxaws_error *dx_double_lose_answers(dxaws_session *session, const char *const *calls,
                                                  size_t count, int lag_s)
{
    char rules[2000] = "[";
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(rules);
        snprintf(rules + used, sizeof rules - used,
                 "%s{\"match\":\"%s\",\"do\":\"lost-reply\",\"first\":1}", i ? "," : "", calls[i]);
    }
    size_t used = strlen(rules);
    snprintf(rules + used, sizeof rules - used, "]");
    dxaws_error *error = dx_double_be_late(session, lag_s);
    return error ? error : dx_double_control(session, "faults", rules);
}

#endif
