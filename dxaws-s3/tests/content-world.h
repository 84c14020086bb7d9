/* SPDX-License-Identifier: MIT */
/* A bucket and its edge, for tests of publishing: conditions, seconds, ETags that are no digests,
 * answers that are lost, publishers that are killed, and several of them step by step. */
#ifndef DXAWS_S3_TESTS_CONTENT_WORLD_H
#define DXAWS_S3_TESTS_CONTENT_WORLD_H

#include <pthread.h>

#include "content/run.h"

enum { WORLD_KEYS = 24, WORLD_TEXT = 24, WORLD_INVALIDATIONS = 64 };

struct world_object {
    char key[WORLD_TEXT]; /* "": none */
    char body[WORLD_TEXT], headers[WORLD_TEXT], etag[WORLD_TEXT];
    int64_t time_ms;
};

struct world {
    struct world_object objects[WORLD_KEYS], edge[WORLD_KEYS];
    unsigned char *index; /* NULL: none */
    size_t index_size;
    char index_etag[WORLD_TEXT];
    int64_t index_ms;
    char references[WORLD_INVALIDATIONS][DXAWS_DIGEST_SIZE];
    size_t invalidations;
    int64_t clock_ms; /* of S3; a call takes a seventh of a second */
    uint64_t writes;  /* so far, for ETags */
    bool kms;         /* ETags are no digests */
    uint32_t random;
    bool visited; /* between any two calls somebody visits the edge */
    /* What is still under way of one who is dead, and how many calls until it lands. */
    struct world_object late;
    char late_if_match[WORLD_TEXT]; /* "": there must be none */
    int late_calls;
    bool landed;
    /* Whose turn it is, when several publish: -1: of the one who deals them out. */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    int turn;
};

/* Why a call is not made or its answer is lost, and what the run then ends with. */
enum world_fate {
    WORLD_LIVES,
    WORLD_DIES_BEFORE,
    WORLD_DIES_AFTER,
    WORLD_ANSWER_LOST,
    WORLD_LANDS_LATE, /* dies; what it was about to write is written at some later call */
};

/* What is published: `body` and `headers`, which is Cache-Control, of each key. */
struct world_site {
    struct world_object objects[WORLD_KEYS];
    size_t count;
};

/* How a run ended that did not fail. */
enum world_end {
    WORLD_DONE = 1,
    WORLD_NOTHING = 2,   /* there was nothing to do, and nothing was written */
    WORLD_OVERTAKEN = 3, /* another run took over, or ended first */
};

struct world_result {
    enum world_end end;
    size_t written, looked, removed;
};

/* One run. */
struct world_run {
    struct world *world;
    const struct world_site *site;
    enum world_fate fate;
    int at; /* which call; 0: none */
    int calls;
    int number; /* of the run, where several take turns; -1: alone */
    bool over;
    int64_t prune_ms;
    struct world_result result;
    char failed[80]; /* the error's message; "": none */
    pthread_t thread;
};

void world_begin(struct world *world, bool kms, uint32_t seed);
void world_end(struct world *world);
uint32_t world_random(struct world *world, uint32_t below);

struct world_object *world_find(struct world_object *objects, const char *key);
/* Writes an object as anybody may; with an ETag of its own. */
void world_write(struct world *world, const char *key, const char *body, const char *headers);
int64_t world_second(const struct world *world);
/* The edge keeps a copy, unless it has one. */
void world_visit(struct world *world, const struct world_object *object);
void world_visit_all(struct world *world);

/* What is sent with an object of that Cache-Control; NULL without memory. */
json_t *world_headers(const char *key, const char *text);
/* The Desired of a site. */
json_t *site_desired(const struct world_site *site, int64_t prune_ms);

void site_add(struct world_site *site, const char *key, const char *body, const char *headers);

/* Its calls; `self` of a place is the run. */
extern const struct content_store world_store;
/* A reference that was used is the invalidation of then. */
dxaws_error *world_invalidate(struct world_run *run, const json_t *observed);

/* Publishes the site; the outcome is in the run. */
void world_publish(struct world_run *run);
/* Runs several at once, one call at a time, in an order that the world draws. */
void world_publish_at_once(struct world_run *runs, size_t count);

/* The first key that is not as the site has it, in the bucket or at the edge; NULL: none. */
const char *world_wrong(struct world *world, const struct world_site *site);

#endif
