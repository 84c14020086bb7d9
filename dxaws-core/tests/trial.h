/* SPDX-License-Identifier: MIT */
/* Worlds in which everything that can go wrong does, everybody repeats what he was told, and
 * whatever comes out is searched for secrets. */
#ifndef DXAWS_CORE_TRIAL_H
#define DXAWS_CORE_TRIAL_H

#include "canaries.h"
#include "world.h"

/* What answers, from one request on, in the place of what was recorded. */
enum failure {
    NONE,
    NO_CONNECTION,
    XML_ERROR,
    JSON_ERROR,
    ERROR_CODE,
    PROXY_PAGE,
    GARBAGE,
    WRONG_REGION,
    HALF_AN_ANSWER,    /* of what was recorded */
    ANSWER_UNDER_500,  /* the same, as a failure */
    ANSWER_WITH_ERROR, /* the same, with "Code" and "Message" */
    FAILURES
};

/* How what was sent is repeated. */
enum form { AS_IT_IS, PERCENT, BASE64, IN_PART, FORMS };

struct trial {
    struct world world; /* first: what the world calls itself */
    const json_t *row;
    size_t from;
    enum failure failure;
    enum form form;
    size_t failed;             /* requests */
    struct canaries *canaries; /* the row's, and signatures */
    char *said;                /* all that came out */
};

/* Of a row {"name", "canaries": secrets, "repeats": more that a service may know, "world"}. */
void trial_begin(struct trial *trial, const json_t *row);
void trial_end(struct trial *trial);
/* Everything that a session can do, in a world; nothing of it may reveal anything. What came of a
 * call, to be freed. */
dxaws_error *trial_live(struct trial *trial, json_t *json, const char *what);

#endif
