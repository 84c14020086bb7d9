/* SPDX-License-Identifier: MIT */
/* The order of a publication. */
#include "publish.h"

#include <stdlib.h>
#include <string.h>

enum { ATTEMPTS = 3 };

static const char *key_of(const struct publish_run *run, const struct content_change *change)
{
    return change->wanted != CONTENT_ABSENT
               ? entries_key(run->job->wanted, (size_t)change->wanted)
               : entries_key(&run->index.entries, (size_t)change->known);
}

/* Of the claim's ETag, which is new for each run, and of what is stale. */
static bool make_reference(const struct publish_run *run, struct publish_stale *stale)
{
    char text[DXAWS_DIGEST_SIZE + 1024 + 256];
    snprintf(stale->reference, sizeof stale->reference, "%s", stale->all ? "all" : "");
    bool whole = true;
    for (size_t i = 0; whole && i <= stale->count; i++) {
        const char *part = i < stale->count ? stale->keys[i] : run->token;
        int size = snprintf(text, sizeof text, "%s/%s", stale->reference, part);
        whole = dxaws_digest(text, (size_t)size, stale->reference);
    }
    return whole;
}

static dxaws_error *invalidate(const struct publish_run *run)
{
    const char **keys = calloc(run->made.stale + 1, sizeof *keys);
    struct publish_stale stale = {.keys = keys, .all = run->made.all_stale};
    for (size_t i = 0; keys != NULL && i < run->made.count; i++) {
        if (run->made.changes[i].stale) {
            keys[stale.count++] = key_of(run, &run->made.changes[i]);
        }
    }
    bool whole = keys != NULL && make_reference(run, &stale);
    dxaws_error *error = whole ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && (stale.count > 0 || stale.all)) {
        error = run->job->invalidate(run->job->data, run->context, &stale);
    }
    free(keys);
    return error;
}

/* Once, as far as the bucket lets it: `again` when something moved meanwhile. */
static dxaws_error *attempt(struct publish_run *run, bool *again)
{
    bool moved = false;
    dxaws_error *error = publish_compare(run);
    if (error == NULL && !run->claimed && !run->made.differs) {
        run->result->end = PUBLISH_NOTHING;
        return NULL;
    }
    if (error == NULL && !run->claimed) {
        error = publish_claim(run);
        /* Whoever had claimed it may have written until then. */
        *again = run->unfinished;
        if (*again || error != NULL || run->result->end != 0) {
            return error;
        }
    }
    error = error ? error : publish_write(run, &moved);
    if (error == NULL && run->result->end == 0 && !moved) {
        error = publish_remove(run);
    }
    *again = moved;
    if (error != NULL || run->result->end != 0 || moved) {
        return error;
    }
    error = publish_check_claim(run);
    if (error == NULL && run->result->end == 0 && run->job->invalidate != NULL) {
        error = invalidate(run);
    }
    if (error == NULL && run->result->end == 0 && run->unfinished) {
        bool right = false;
        error = publish_confirm(run, &right);
        *again = !right;
    }
    return error || run->result->end != 0 || *again ? error : publish_finish(run);
}

static void forget_attempt(struct publish_run *run)
{
    for (size_t i = 0; run->etags != NULL && i < run->made.count; i++) {
        free(run->etags[i]);
    }
    free(run->etags);
    run->etags = NULL;
    content_comparison_clear(&run->made);
    entries_clear(&run->listed);
    entries_clear(&run->seen);
    headers_clear(&run->seen_headers);
}

dxaws_error *publish_run(const struct publish_job *job, dxaws_context *context,
                         struct publish_result *result)
{
    struct publish_run run = {.job = job, .context = context, .result = result};
    *result = (struct publish_result){0};
    dxaws_error *error = publish_read_index(&run);
    bool again = error == NULL && result->end == 0;
    /* Taking over begins with one more. */
    for (int i = 0; again && i < ATTEMPTS + run.unfinished; i++) {
        again = false;
        error = attempt(&run, &again);
        again = again && error == NULL && result->end == 0;
        forget_attempt(&run);
    }
    if (again) {
        result->end = PUBLISH_UNSETTLED;
    }
    index_clear(&run.index);
    free(run.token);
    return error;
}
