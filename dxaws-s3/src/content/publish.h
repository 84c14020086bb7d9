/* SPDX-License-Identifier: MIT */
/* One publication, from reading to the index that tells of it.
 *
 * The index is claimed before the first write and written at the end, each only while it is what
 * was read; every object is written on a condition of its own; and before each stage the claim is
 * looked at. So of two that publish at once one succeeds and is right, and the other is told; and
 * whoever is killed is mended by the next run, which takes an unfinished claim over. The claim
 * alone, or the conditions alone, let both report success over a bucket that is mixed. */
#ifndef DXAWS_S3_PUBLISH_H
#define DXAWS_S3_PUBLISH_H

#include <dxaws/extend/names.h>

#include "compare.h"
#include "store.h"

/* What the edge may hold that is not so any more. */
struct publish_stale {
    const char *const *keys;
    size_t count;
    bool all; /* nobody knows what was there */
    /* For a repeated invalidation to be the same one: new with every run, and with every set of
     * keys within one. */
    char reference[DXAWS_DIGEST_SIZE];
};

struct publish_job {
    const struct content_store *store;
    const struct content_place *place;
    /* Where the bytes of what is wanted are; NULL: nobody asks. */
    struct content_body (*body)(void *data, size_t wanted);
    const struct content_entries *wanted; /* sorted */
    const struct content_headers *headers;
    const bool *hashed; /* NULL: no name carries a hash */
    const char *by;     /* whose claim it is: random, new for each run */
    int64_t prune_ms;
    /* Invalidates before the index says that all is well; NULL: there is no edge. */
    dxaws_error *(*invalidate)(void *data, dxaws_context *context,
                               const struct publish_stale *stale);
    void *data;
};

enum publish_end {
    PUBLISH_DONE = 1,
    PUBLISH_NOTHING = 2, /* there was nothing to do, and nothing was written */
    PUBLISH_OVERTAKEN =
        3, /* another run took over, or ended first; nothing of it was overwritten */
    PUBLISH_UNSETTLED = 4, /* somebody writes without an index: the bucket does not hold still */
    PUBLISH_NEWER = 5,     /* the index is of a release that says that this one must not touch it */
};

struct publish_result {
    enum publish_end end;
    size_t written, looked, removed;
    int64_t bytes;
};

dxaws_error *publish_run(const struct publish_job *job, dxaws_context *context,
                         struct publish_result *result);

/* What a run of publish_run() knows. */
struct publish_run {
    const struct publish_job *job;
    dxaws_context *context;
    struct publish_result *result;
    struct content_index index; /* as it was read */
    char *token;                /* the ETag of the index; NULL: there is none */
    int64_t index_modified_ms, now_ms;
    bool known;               /* there was an index */
    bool claimed, unfinished; /* we did; somebody had, and did not end */
    struct content_entries listed, seen;
    struct content_headers seen_headers;
    struct content_comparison made;
    char **etags;          /* of what was written, one a change */
    int64_t last_write_ms; /* of the context's clock, which does not jump */
};

/* publish-index.c: the index as it is read, claimed and written. Each may set result->end. */
dxaws_error *publish_read_index(struct publish_run *run);
dxaws_error *publish_claim(struct publish_run *run);
dxaws_error *publish_check_claim(struct publish_run *run);
dxaws_error *publish_finish(struct publish_run *run);

/* publish-objects.c: what is there, and the stages of writing. */
dxaws_error *publish_compare(struct publish_run *run);
dxaws_error *publish_write(struct publish_run *run, bool *clash);
dxaws_error *publish_remove(struct publish_run *run);
/* Whether all is as this run left it, after a run that may still write. */
dxaws_error *publish_confirm(struct publish_run *run, bool *right);

#endif
