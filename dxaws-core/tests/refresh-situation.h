/* SPDX-License-Identifier: MIT */
/* Credentials that are refreshed from a source which does as it is told, by a clock that stands. */
#ifndef TEST_REFRESH_SITUATION_H
#define TEST_REFRESH_SITUATION_H

#include <stdatomic.h>

#include "credentials/refresh.h"

#define MINUTE_MS ((int64_t)60000)
#define BEGIN_MS 1779537600000

struct source {
    _Atomic int64_t now_ms;
    atomic_int fetches;
    int64_t lifetime_ms;    /* INT64_MAX for ever */
    dxaws_error_kind fails; /* 0: it succeeds */
    bool stable;
    int delay_ms; /* of real time */
};

struct situation {
    struct source source;
    struct aws_refresh refresh;
    dxaws_context *context;
};

/* Now is BEGIN_MS; nothing was fetched yet. */
void begin(struct situation *s, int64_t lifetime_ms, bool stable);
void end(struct situation *s);

/* The credentials that a caller gets; the caller's. */
struct aws_credentials *obtain(struct situation *s);
/* The key there is now, or the error's message; and how often the source was asked so far. */
void expect(struct situation *s, const char *key, int fetches);

#endif
