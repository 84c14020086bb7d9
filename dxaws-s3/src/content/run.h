/* SPDX-License-Identifier: MIT */
/* One publication: what is known of the bucket, the index and what is wanted, and what is done with
 * it. What a run knows is a Current's document (state.h), so that each of its actions may be
 * performed by another process.
 *
 * The index is claimed before the first write and written at the end, each only while it is what
 * was read; every object is written on a condition of its own; and before each stage the claim is
 * looked at. So of two that publish at once one succeeds and is right, and the other is told; and
 * whoever is killed is mended by the next run, which takes an unfinished claim over. The claim
 * alone, or the conditions alone, let both report success over a bucket that is mixed. */
#ifndef DXAWS_S3_RUN_H
#define DXAWS_S3_RUN_H

#include <dxaws/extend/names.h>

#include "compare.h"
#include "store.h"

struct content_run {
    const struct content_store *store; /* NULL: the run is only planned with, or simulated */
    struct content_place place;
    dxaws_context *context;

    /* What is wanted: sorted; where its bytes are is said by the Desired. */
    struct content_entries wanted;
    struct content_headers headers;
    bool *hashed;           /* whose name carries a hash, one an entry */
    const json_t *document; /* the Desired, or an action's payload, which has the same; borrowed */
    int64_t prune_ms;
    bool withdraws;
    bool forgets; /* the edge may have copies of what was never here */

    /* The bucket, as it was read and as it was written since. */
    bool exists;
    struct content_entries listed;
    struct content_entries seen; /* that was looked at, or written by this run */
    struct content_headers seen_headers;
    struct content_index index;
    char *token; /* the ETag of the index; NULL: there is none */
    int64_t index_modified_ms, now_ms;
    int64_t last_write_ms; /* of the context's clock; 0: none */

    /* The run itself. */
    char by[DXAWS_DIGEST_SIZE]; /* whose claim it is; "": it has none yet */
    bool ended;                 /* it published: what fell due since is the next run's */
    bool overtaken;             /* somebody published since this run ended */
    bool versioned;             /* old versions of the index are kept */
    bool left;                  /* uploads in parts were begun, of which one may be left */
    bool settled;               /* a look after a claim was taken over found nothing to be done */
    char *stale;                /* the keys that the edge may have otherwise, a line each */
    bool all_stale;             /* nobody knows what was there */
    char reference[DXAWS_DIGEST_SIZE];
    int64_t written, removed, bytes;
    char *notes; /* lines about what may not be meant; NULL: none */

    struct content_comparison made;
};

void run_clear(struct content_run *run);

/* After reading: goes on with what the Desired says that a run left here a moment ago, and
 * compares. Pure. */
dxaws_error *run_judge(struct content_run *run);
/* Compares what is known. Pure, like all here that does not say which call it makes. */
dxaws_error *run_compare(struct content_run *run);
/* Whose claim it would be: of what was read and of what is wanted, so that a run which is repeated
 * is the same, and two that publish the same at the same moment are one. False without memory. */
bool run_name(const struct content_run *run, char by[DXAWS_DIGEST_SIZE],
              char wants[DXAWS_DIGEST_SIZE]);
/* Whether the claim that stands there is this run's own, as after a first step. */
bool run_holds_claim(const struct content_run *run);
/* Since when a run that did not end may have written, by the clock of S3; INT64_MAX: there is none.
 * Of one that was taken over before, its claim says it; of another, the time of the claim does. */
int64_t run_begun_ms(const struct content_run *run);
/* What of the comparison is stale. */
dxaws_error *run_tell_stale(struct content_run *run);
/* How an invalidation of it is called: by the claim's ETag, so new with every run, and with every
 * set of keys within one. False without memory. */
bool run_refer(struct content_run *run);

/* run-index.c: the index with the claim of run->by, and the one that tells of what is there now. */
dxaws_error *run_put_claim(struct content_run *run);
dxaws_error *run_next_index(const struct content_run *run, struct content_index *next);
/* GetObject, and if asked for ListObjectsV2 beside it. */
dxaws_error *run_read_index(struct content_run *run, bool lists);
/* PutObject. STALE when somebody else's is there by now. */
dxaws_error *run_claim(struct content_run *run);
dxaws_error *run_finish(struct content_run *run);
/* HeadObject: STALE when the claim was taken over. */
dxaws_error *run_check_claim(struct content_run *run);

/* run-uploads.c: what a claim says of uploads in parts: those of the claim before, which is NULL or
 * taken over, and those that may be begun now; false without memory. */
bool run_claim_uploads(const struct content_run *run, const json_t *before, json_t *claim);
/* ListMultipartUploads, AbortMultipartUpload: what is left of those. */
dxaws_error *run_abort_uploads(struct content_run *run);

/* run-objects.c: changes of the comparison were made; false without memory. */
bool run_wrote(struct content_run *run, const struct content_change *changes, char *const *etags,
               size_t count);
void run_forget(struct content_run *run);
/* What is to be written up to a stage, in the order of writing; NULL without memory. */
struct content_change *run_writes(const struct content_run *run, enum content_stage last,
                                  size_t *count);
/* HeadObject: what of the list is not believed is looked at. */
dxaws_error *run_look(struct content_run *run);
/* ListObjectsV2, and the same. */
dxaws_error *run_read_objects(struct content_run *run);
/* recognise.c: gives what was looked at the digest of what is wanted where both have one MD5, or
 * one digest of their parts' digests. */
dxaws_error *run_recognise(struct content_run *run);
/* PutObject: all that is to be written up to a stage. Where somebody wrote meanwhile it is looked
 * at again, a few times. */
dxaws_error *run_write(struct content_run *run, enum content_stage last);
/* DeleteObjects. */
dxaws_error *run_remove(struct content_run *run);

/* wanted.c: what is wanted, from the Desired: the one place that reads files. */
dxaws_error *run_read_wanted(struct content_run *run);
/* What is sent with names that carry a hash, and whose bytes changed all the same: known to the
 * index, and found by comparing. */
dxaws_error *run_shorten_known(struct content_run *run);
dxaws_error *run_shorten_changed(struct content_run *run);
enum { CONTENT_PATH_SIZE = 4200 };
/* Where the bytes are, which the body borrows: of a file, in `path`. INVALID_STATE when what is
 * wanted has another size than its text. */
dxaws_error *run_body(const struct content_run *run, const struct content_entry *wanted,
                      const char *key, char path[CONTENT_PATH_SIZE], struct content_body *body);

dxaws_error *run_overtaken(const struct content_run *run);

#endif
