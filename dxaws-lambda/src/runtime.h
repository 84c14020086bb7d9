/* SPDX-License-Identifier: MIT */
/* The Runtime API of AWS Lambda (2018-06-01): where a function's process gets what it is invoked
 * with, and takes its answers. One connection, for one thread.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
#ifndef DXAWS_LAMBDA_RUNTIME_H
#define DXAWS_LAMBDA_RUNTIME_H

#include <curl/curl.h>
#include <dxaws/error.h>

struct runtime {
    CURL *curl;
    const char *api; /* AWS_LAMBDA_RUNTIME_API: host and port; borrowed */
};

/* One invocation. */
struct invocation {
    char id[128];          /* the request's; never empty */
    char trace[512];       /* for _X_AMZN_TRACE_ID; "" for none */
    long long deadline_ms; /* since the epoch; 0: not known */
    char *body;            /* the payload, with a NUL behind it; owned */
    size_t size;
};

enum runtime_status {
    RUNTIME_OK = 1,
    RUNTIME_TOO_LARGE = 2, /* the answer is more than Lambda takes (413) */
    RUNTIME_REFUSED = 3,   /* this invocation is over or not ours: go on with the next */
    RUNTIME_LOST = 4, /* no connection, or the sandbox says that it ends: so does the process */
};

/* UNAVAILABLE when libcurl cannot be started. */
dxaws_error *runtime_open(struct runtime *runtime, const char *api);
void runtime_close(struct runtime *runtime);

/* Waits for the next invocation, for as long as it takes; release it with invocation_clear(). */
enum runtime_status runtime_next(struct runtime *runtime, struct invocation *invocation);
void invocation_clear(struct invocation *invocation);

/* Answers an invocation with a JSON text. */
enum runtime_status runtime_respond(struct runtime *runtime, const struct invocation *invocation,
                                    const char *json);
/* Says that an invocation failed, or with NULL that the function cannot begin. @a json is Lambda's
 * error object, @a type its errorType. */
enum runtime_status runtime_fail(struct runtime *runtime, const struct invocation *invocation,
                                 const char *json, const char *type);

#endif
