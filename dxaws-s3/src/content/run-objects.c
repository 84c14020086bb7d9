/* SPDX-License-Identifier: MIT */
/* What the bucket has, and what of it is written and removed. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

#include "keys.h"

enum {
    ATTEMPTS = 4,
    SOME = 256, /* objects that are written at once, and whose answers are held */
};

/* ---- what is known of an object */

/* An entry of that key among the first so many, which are sorted; made behind them when there is
 * none. */
static struct content_entry *entry_of(struct content_entries *set, size_t sorted, const char *key,
                                      const char *etag)
{
    struct content_entries before = *set;
    before.count = sorted;
    ptrdiff_t at = entries_find(&before, key);
    struct content_entry *added = entries_add(set, key, etag);
    if (added == NULL || at == CONTENT_ABSENT) {
        return added;
    }
    /* An ETag is of the set's texts: the new one is kept with the old entry. */
    uint32_t text = added->etag;
    set->count--;
    set->items[at].etag = text;
    return &set->items[at];
}

/* A time that no index vouches for yet. */
static int64_t unbelieved_ms(const struct content_run *run)
{
    return run->now_ms > run->index_modified_ms ? run->now_ms : run->index_modified_ms;
}

static bool wrote_one(struct content_run *run, const struct content_change *change,
                      const char *etag, const size_t sorted[2])
{
    const struct content_entry *want = &run->wanted.items[change->wanted];
    const char *key = entries_key(&run->wanted, (size_t)change->wanted);
    struct content_entry *listed = entry_of(&run->listed, sorted[0], key, etag);
    struct content_entry *seen = listed ? entry_of(&run->seen, sorted[1], key, etag) : NULL;
    uint32_t number =
        seen ? headers_add(&run->seen_headers, headers_at(&run->headers, want->headers))
             : CONTENT_NO_HEADERS;
    if (number == CONTENT_NO_HEADERS) {
        return false;
    }
    listed->size = want->size;
    listed->time_ms = unbelieved_ms(run);
    seen->size = want->size;
    seen->headers = number;
    memcpy(seen->digest, want->digest, CONTENT_DIGEST);
    return true;
}

bool run_wrote(struct content_run *run, const struct content_change *changes, char *const *etags,
               size_t count)
{
    const size_t sorted[2] = {run->listed.count, run->seen.count};
    bool whole = true;
    for (size_t i = 0; whole && i < count; i++) {
        whole = wrote_one(run, &changes[i], etags[i], sorted);
    }
    entries_sort(&run->listed);
    entries_sort(&run->seen);
    return whole;
}

void run_forget(struct content_run *run)
{
    size_t kept = 0;
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->reason == CONTENT_EXPIRED && change->listed != CONTENT_ABSENT) {
            run->listed.items[change->listed].size = -1;
        }
    }
    for (size_t i = 0; i < run->listed.count; i++) {
        if (run->listed.items[i].size >= 0) {
            run->listed.items[kept++] = run->listed.items[i];
        }
    }
    run->listed.count = kept;
}

/* ---- reading */

static dxaws_error *look(struct content_run *run)
{
    const char **keys = calloc(run->made.looks + 1, sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; keys != NULL && i < run->made.count; i++) {
        if (run->made.changes[i].looks) {
            keys[count++] = entries_key(&run->wanted, (size_t)run->made.changes[i].wanted);
        }
    }
    dxaws_error *error = keys ? run->store->look(&run->place, run->context, keys, count, &run->seen,
                                                 &run->seen_headers)
                              : dxaws_error_out_of_memory();
    entries_sort(&run->seen);
    free(keys);
    return error;
}

/* Leaves out what has a name that nothing of ours can have: a document may not hold it. */
static void leave_strange(struct content_entries *listed)
{
    size_t kept = 0;
    for (size_t i = 0; i < listed->count; i++) {
        if (content_key_fault(0, entries_key(listed, i)) == NULL) {
            listed->items[kept++] = listed->items[i];
        }
    }
    listed->count = kept;
}

dxaws_error *run_look(struct content_run *run)
{
    leave_strange(&run->listed);
    dxaws_error *error = run_compare(run);
    if (error == NULL && run->made.looks > 0) {
        error = look(run);
        error = error ? error : run_recognise(run);
        error = error ? error : run_compare(run);
    }
    return error;
}

dxaws_error *run_read_objects(struct content_run *run)
{
    entries_clear(&run->listed);
    entries_clear(&run->seen);
    headers_clear(&run->seen_headers);
    dxaws_error *error = run->store->list(&run->place, run->context, &run->listed);
    return error ? error : run_look(run);
}

/* ---- writing */

struct content_change *run_writes(const struct content_run *run, enum content_stage last,
                                  size_t *count)
{
    struct content_change *writes = calloc(run->made.writes + 1, sizeof *writes);
    *count = 0;
    for (size_t i = 0; writes != NULL && i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->reason >= CONTENT_NEW && change->reason <= CONTENT_TOUCHED &&
            run->wanted.items[change->wanted].stage <= last) {
            writes[(*count)++] = *change;
        }
    }
    if (writes != NULL) {
        qsort_r(writes, *count, sizeof *writes, content_write_order,
                (void *)(uintptr_t)&run->wanted);
    }
    return writes;
}

/* Whether what is under a key is what is wanted there; @a etag, for free(), if so. */
static dxaws_error *is_as_wanted(struct content_run *run, const struct content_put *put,
                                 char **etag)
{
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    uint32_t number = CONTENT_NO_HEADERS;
    dxaws_error *error = run->store->look(&run->place, run->context, &put->key, 1, &seen, &headers);
    bool whole = error == NULL && headers_find(&headers, put->headers, &number);
    const struct content_entry *is = seen.count == 1 ? seen.items : NULL;
    const unsigned char *digest =
        is && is->parts > 0 && is->parts == put->parts ? put->composite : put->wanted->digest;
    if (whole && is != NULL && is->etag != 0 && is->size == put->wanted->size &&
        (is->parts == 0 || is->parts == put->parts) &&
        memcmp(is->digest, digest, CONTENT_SHORT) == 0 && is->headers == number) {
        *etag = strdup(entries_etag(&seen, 0));
        whole = *etag != NULL;
    }
    entries_clear(&seen);
    headers_clear(&headers);
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* What came of one write. One that was refused may be ours, with a lost answer; if not, somebody
 * wrote there meanwhile. */
static dxaws_error *take_outcome(struct content_run *run, struct content_put *put, char **etag,
                                 bool *clash)
{
    dxaws_error *error = put->error;
    put->error = NULL;
    run->left = run->left || put->parts > 0;
    if (error == NULL && put->refused) {
        error = is_as_wanted(run, put, etag);
        *clash = *clash || (error == NULL && *etag == NULL);
    } else if (error == NULL) {
        *etag = put->etag;
        put->etag = NULL;
        run->written++;
        run->bytes += put->wanted->size;
    }
    return error;
}

static dxaws_error *make_put(const struct content_run *run, const struct content_change *change,
                             char path[CONTENT_PATH_SIZE], struct content_put *put)
{
    const struct content_entry *want = &run->wanted.items[change->wanted];
    *put = (struct content_put){
        .key = entries_key(&run->wanted, (size_t)change->wanted),
        .wanted = want,
        .headers = headers_at(&run->headers, want->headers),
        .if_match = change->listed != CONTENT_ABSENT
                        ? entries_etag(&run->listed, (size_t)change->listed)
                        : NULL,
    };
    return run_body(run, want, put->key, path, &put->body);
}

/* Some of one stage, all at once; the first error ends the run. */
static dxaws_error *write_some(struct content_run *run, const struct content_change *changes,
                               char **etags, size_t count, bool *clash)
{
    struct content_put *puts = calloc(count, sizeof *puts);
    char(*paths)[CONTENT_PATH_SIZE] = calloc(count, sizeof *paths);
    dxaws_error *error = puts && paths ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < count; i++) {
        error = make_put(run, &changes[i], paths[i], &puts[i]);
    }
    error = error ? error : run->store->put(&run->place, run->context, puts, count);
    run->last_write_ms = dxaws_context_now_ms(run->context);
    for (size_t i = 0; puts != NULL && i < count; i++) {
        if (error == NULL) {
            error = take_outcome(run, &puts[i], &etags[i], clash);
        }
        free(puts[i].etag);
        dxaws_error_free(puts[i].error);
    }
    free(puts);
    free(paths);
    return error;
}

/* Stage by stage, before each of which the claim is looked at. */
static dxaws_error *write_stages(struct content_run *run, const struct content_change *changes,
                                 char **etags, size_t count, bool *clash)
{
    dxaws_error *error = NULL;
    uint8_t before = 0;
    for (size_t first = 0, next; first < count && error == NULL; first = next) {
        uint8_t stage = run->wanted.items[changes[first].wanted].stage;
        next = first + 1;
        while (next < count && next - first < SOME &&
               run->wanted.items[changes[next].wanted].stage == stage) {
            next++;
        }
        error = stage != before ? run_check_claim(run) : NULL;
        before = stage;
        error =
            error ? error : write_some(run, changes + first, etags + first, next - first, clash);
    }
    return error;
}

/* All of what is compared. */
static dxaws_error *write_once(struct content_run *run, enum content_stage last, bool *clash)
{
    size_t count = 0;
    struct content_change *changes = run_writes(run, last, &count);
    char **etags = changes ? calloc(count + 1, sizeof *etags) : NULL;
    dxaws_error *error =
        etags ? write_stages(run, changes, etags, count, clash) : dxaws_error_out_of_memory();
    if (error == NULL && run->left) { /* what cannot be aborted is left, as others' are */
        run->left = false;
        dxaws_error_free(run_abort_uploads(run));
    }
    if (error == NULL && !*clash && !run_wrote(run, changes, etags, count)) {
        error = dxaws_error_out_of_memory();
    }
    for (size_t i = 0; etags != NULL && i < count; i++) {
        free(etags[i]);
    }
    free(etags);
    free(changes);
    return error;
}

static dxaws_error *unsettled(const struct content_run *run)
{
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_UNAVAILABLE, "s3", DXAWS_S3_ERROR_CONTENT_UNSETTLED,
        "s3 %s: somebody writes objects below \"%s\" while they are published, and not with dxaws; "
        "run it again when that has ended",
        run->place.bucket.name, run->place.prefix);
    dxaws_error_set_retryable(error, true);
    return error;
}

dxaws_error *run_write(struct content_run *run, enum content_stage last)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        bool clash = false;
        dxaws_error *error = write_once(run, last, &clash);
        if (error != NULL || !clash) {
            return error;
        }
        /* Somebody wrote there: another publisher, or a hand. */
        error = run_check_claim(run);
        error = error ? error : run_read_objects(run);
        error = error ? error : run_tell_stale(run);
        if (error != NULL) {
            return error;
        }
    }
    return unsettled(run);
}

dxaws_error *run_remove(struct content_run *run)
{
    size_t count = 0;
    const char **texts = calloc(2 * run->made.expired + 1, sizeof *texts);
    if (texts == NULL || run->made.expired == 0) {
        free(texts);
        return run->made.expired ? dxaws_error_out_of_memory() : NULL;
    }
    const char **etags = texts + run->made.expired;
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->reason == CONTENT_EXPIRED) {
            texts[count] = entries_key(&run->listed, (size_t)change->listed);
            etags[count++] = entries_etag(&run->listed, (size_t)change->listed);
        }
    }
    dxaws_error *error = run_check_claim(run);
    error = error ? error : run->store->remove(&run->place, run->context, texts, etags, count);
    if (error == NULL) {
        run->removed += (int64_t)count;
        run_forget(run);
    }
    free(texts);
    return error;
}
