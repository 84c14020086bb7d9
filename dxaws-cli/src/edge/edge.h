/* SPDX-License-Identifier: MIT */
/* What CloudFront would answer a viewer, from the simulated account. */
#ifndef DXAWS_CLI_EDGE_EDGE_H
#define DXAWS_CLI_EDGE_EDGE_H

#include <stdbool.h>
#include <stdint.h>

#include <dxaws/context.h>
#include <dxaws/error.h>
#include <dxaws/memory.h>
#include <jansson.h>

/* One request; texts as they were sent. */
struct edge_request {
    const char *method;
    const char *host;   /* without the port, in lower case */
    const char *target; /* "/docs/?a=b" */
};

/* Its answer, {.file = -1} at the beginning; released with edge_answer_clear(). */
struct edge_answer {
    unsigned status;
    char *location; /* of a redirect; NULL for none */
    json_t *object; /* as dxaws_s3_content_memory_get_object() gives it; NULL: the body is `text` */
    int file;
    char *text;
    const char *origin;   /* of the answer, as X-Cache names it */
    bool secured;         /* with the headers of the managed policy for security */
    bool compresses;      /* for who takes it */
    bool function_passed; /* a function is attached that nobody here knows how to run */
};

/* Answers a request; fails when the account cannot be read, and else never. */
dxaws_error *edge_answer(dxaws_memory_account *account, dxaws_context *context,
                         const struct edge_request *request, struct edge_answer *answer);
void edge_answer_clear(struct edge_answer *answer);

/* The distributions of the account: a new array. */
dxaws_error *edge_distributions(dxaws_memory_account *account, dxaws_context *context,
                                json_t **distributions);
/* Of those: who answers for a host, borrowed; NULL for nobody. "X.localhost" is X, which browsers
 * look for on this machine; a name of this machine is the only site, if it is one. */
const json_t *edge_find(const json_t *distributions, const char *host);

/* What a distribution's function makes of a request: 0, and the path to go on with, or the status
 * of a redirect to *answer, for free(). *passed: its code is not what dxaws writes, and nothing was
 * done. */
dxaws_error *edge_function(dxaws_memory_account *account, dxaws_context *context,
                           const json_t *distribution, const struct edge_request *request,
                           int *status, char **answer, bool *passed);

#endif
