/* SPDX-License-Identifier: MIT */
/* What the tests that call a scripted server share. */
#ifndef DXAWS_CORE_CALLS_H
#define DXAWS_CORE_CALLS_H

#include <stdio.h>

#include "scripted-server.h"
#include "testing.h"

#define OK_XML "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nx-amz-request-id: R\r\n\r\n<a/>"
#define STEPS(...)                                                                                 \
    (const struct server_step[]){__VA_ARGS__},                                                     \
        sizeof((const struct server_step[]){__VA_ARGS__}) / sizeof(struct server_step)

static inline dxaws_session *open_session(const char *url, unsigned attempts)
{
    static const char *const environment[] = {"AWS_REGION=us-east-1", NULL};
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, test_environment,
                                          (void *)(uintptr_t)environment);
    dxaws_session_options_set_endpoint_url(options, url);
    dxaws_session_options_set_keys(options, "AKIDEXAMPLE", "canary-secret", "canary-token");
    dxaws_session_options_set_max_attempts(options, attempts);
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

static inline dxaws_aws_request *make_request(const char *path)
{
    dxaws_aws_request *request = dxaws_aws_request_new("s3", "GetBucketTagging", "GET", path);
    dxaws_aws_request_set_bucket(request, "my-bucket");
    dxaws_aws_request_add_query(request, "tagging", NULL);
    return request;
}

/* Gives what happens in a context to @a emit. */
static inline void observe(dxaws_context *context,
                           void (*emit)(void *self, const dxaws_event *event), void *self)
{
    const dxaws_sink_ops ops = {.size = sizeof(ops), .emit = emit};
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    ck_ok(dxaws_sink_new(&ops, self, &sink));
    dxaws_context_set_sink(context, sink);
}

#endif
