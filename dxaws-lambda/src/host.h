/* SPDX-License-Identifier: MIT */
/* What a function may do and with what: the modules of the program, with their managers on the
 * adapter that the function's settings name. Made once, before the first invocation. */
#ifndef DXAWS_LAMBDA_HOST_H
#define DXAWS_LAMBDA_HOST_H

#include <dxaws/core.h>

enum { HOST_MODULES = 7 };

struct host {
    const char *handler;           /* _HANDLER: operations that may be performed; borrowed */
    dxaws_session *session;        /* of a simulated account, too */
    dxaws_memory_account *account; /* in the place of AWS, for trying out */
    const char *account_file;      /* where it is kept; borrowed, or NULL */
    const char *edge;              /* "HOST:PORT" that sites are asked of; borrowed, or NULL */
    const char *state_bucket;      /* for what is too large for a state; borrowed, or NULL */
    double speed;                  /* of the time of an invocation, as a multiple of the real one */
    struct {
        const dxaws_module *module;
        dxaws_provider *provider; /* NULL: it has none of its own */
        dxaws_manager *manager;
    } modules[HOST_MODULES];
};

/* Reads _HANDLER, DXAWS_ADAPTER ("aws", "memory" or "memory=FILE"), DXAWS_STATE_BUCKET and, for
 * tests, DXAWS_CLOCK_SPEED of a double whose waits take it no time and DXAWS_EDGE in the place of
 * CloudFront. INVALID_ARGUMENT, code InvalidSetting, naming the one that is wrong; else what
 * opening the adapter answers. */
dxaws_error *host_open(struct host *host);
void host_close(struct host *host);

/* Whether _HANDLER has an operation, such as "s3.plan": it is a list with commas of operations,
 * "s3.*" being all of a module and "*" all of all. */
bool host_may(const struct host *host, const char *operation);
/* The only operation that _HANDLER has; NULL when it has several. */
const char *host_only(const struct host *host);

/* A context for one invocation: its events go to @a sink, it ends before the function's deadline,
 * and with a simulated account its time is that account's. */
dxaws_error *host_context(const struct host *host, long long deadline_ms, dxaws_sink *sink,
                          dxaws_context **context);

#endif
