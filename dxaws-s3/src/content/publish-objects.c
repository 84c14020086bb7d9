/* SPDX-License-Identifier: MIT */
/* What the bucket has, and the stages of writing. */
#include "publish.h"

#include <stdlib.h>
#include <string.h>

static dxaws_error *compare(struct publish_run *run)
{
    struct content_compared given = {
        .wanted = run->job->wanted,
        .wanted_headers = run->job->headers,
        .hashed = run->job->hashed,
        .listed = &run->listed,
        .index = &run->index,
        .index_modified_ms = run->index_modified_ms,
        .seen = &run->seen,
        .seen_headers = &run->seen_headers,
        .now_ms = run->now_ms,
        .prune_ms = run->job->prune_ms,
    };
    content_comparison_clear(&run->made);
    if (!content_compare(&given, &run->made)) {
        return dxaws_error_out_of_memory();
    }
    run->made.all_stale = !run->known && run->listed.count > 0;
    return NULL;
}

static dxaws_error *look(struct publish_run *run, const char *const *keys, size_t count)
{
    dxaws_error *error = run->job->store->look(run->job->place, run->context, keys, count,
                                               &run->seen, &run->seen_headers);
    run->result->looked += count;
    entries_sort(&run->seen);
    return error;
}

/* Looks at what the comparison wants to know. */
static dxaws_error *look_at_doubtful(struct publish_run *run)
{
    const char **keys = calloc(run->made.looks + 1, sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; keys != NULL && i < run->made.count; i++) {
        if (run->made.changes[i].looks) {
            keys[count++] = entries_key(run->job->wanted, (size_t)run->made.changes[i].wanted);
        }
    }
    dxaws_error *error = keys ? look(run, keys, count) : dxaws_error_out_of_memory();
    free(keys);
    return error ? error : compare(run);
}

dxaws_error *publish_compare(struct publish_run *run)
{
    dxaws_error *error = run->job->store->list(run->job->place, run->context, &run->listed);
    error = error ? error : compare(run);
    if (error == NULL && run->made.looks > 0) {
        error = look_at_doubtful(run);
    }
    if (error == NULL) {
        run->etags = calloc(run->made.count + 1, sizeof *run->etags);
        error = run->etags ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}

/* Whether what is under a key is what is wanted there; @a etag, for free(), if so. */
static dxaws_error *is_as_wanted(struct publish_run *run, size_t wanted, char **etag)
{
    const char *key = entries_key(run->job->wanted, wanted);
    const struct content_entry *want = &run->job->wanted->items[wanted];
    struct content_entries seen = {0};
    struct content_headers headers = {0};
    uint32_t number = CONTENT_NO_HEADERS;
    dxaws_error *error =
        run->job->store->look(run->job->place, run->context, &key, 1, &seen, &headers);
    run->result->looked++;
    bool whole = error == NULL &&
                 headers_find(&headers, headers_at(run->job->headers, want->headers), &number);
    if (whole && seen.count == 1 && seen.items->etag != 0 && seen.items->size == want->size &&
        memcmp(seen.items->digest, want->digest, CONTENT_SHORT) == 0 &&
        seen.items->headers == number) {
        *etag = strdup(entries_etag(&seen, 0));
        whole = *etag != NULL;
    }
    entries_clear(&seen);
    headers_clear(&headers);
    return error || whole ? error : dxaws_error_out_of_memory();
}

/* A change that is a write, and where it stands among all. */
struct write {
    struct content_change change;
    size_t number;
};

/* What came of one write. One that was refused may be ours, with a lost answer; if not, somebody
 * wrote there meanwhile. */
static dxaws_error *take_outcome(struct publish_run *run, struct content_put *put, char **etag,
                                 bool *clash)
{
    dxaws_error *error = put->error;
    put->error = NULL;
    if (error == NULL && put->refused) {
        error = is_as_wanted(run, (size_t)(put->wanted - run->job->wanted->items), etag);
        *clash = *clash || (error == NULL && *etag == NULL);
    } else if (error == NULL) {
        *etag = put->etag;
        put->etag = NULL;
        run->result->written++;
        run->result->bytes += put->wanted->size;
    }
    return error;
}

static void take_outcomes(struct publish_run *run, const struct write *writes,
                          struct content_put *puts, size_t count, bool *clash, dxaws_error **error)
{
    for (size_t i = 0; i < count; i++) {
        if (*error == NULL) {
            *error = take_outcome(run, &puts[i], &run->etags[writes[i].number], clash);
        }
        free(puts[i].etag);
        dxaws_error_free(puts[i].error);
    }
}

static struct content_put put_of(const struct publish_run *run, size_t wanted)
{
    const struct publish_job *job = run->job;
    const struct content_entry *want = &job->wanted->items[wanted];
    return (struct content_put){.key = entries_key(job->wanted, wanted),
                                .wanted = want,
                                .headers = headers_at(job->headers, want->headers),
                                .body = job->body ? job->body(job->data, wanted)
                                                  : (struct content_body){NULL, NULL}};
}

/* One stage: the claim is looked at, then all of it is written; the first error ends the run. */
static dxaws_error *write_stage(struct publish_run *run, const struct write *writes, size_t count,
                                bool *clash)
{
    dxaws_error *error = publish_check_claim(run);
    if (error != NULL || run->result->end != 0) {
        return error;
    }
    struct content_put *puts = calloc(count, sizeof *puts);
    if (puts == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        puts[i] = put_of(run, (size_t)writes[i].change.wanted);
        puts[i].if_match = writes[i].change.listed != CONTENT_ABSENT
                               ? entries_etag(&run->listed, (size_t)writes[i].change.listed)
                               : NULL;
    }
    error = run->job->store->put(run->job->place, run->context, puts, count);
    run->last_write_ms = dxaws_context_now_ms(run->context);
    take_outcomes(run, writes, puts, count, clash, &error);
    free(puts);
    return error;
}

/* All that is to be written, in the order of writing; NULL without memory. */
static struct write *sorted_writes(const struct publish_run *run, size_t *count)
{
    struct write *writes = calloc(run->made.writes + 1, sizeof *writes);
    for (size_t i = 0; writes != NULL && i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->reason >= CONTENT_NEW && change->reason <= CONTENT_TOUCHED) {
            writes[(*count)++] = (struct write){*change, i};
        }
    }
    if (writes != NULL) {
        qsort_r(writes, *count, sizeof *writes, content_write_order,
                (void *)(uintptr_t)run->job->wanted);
    }
    return writes;
}

dxaws_error *publish_write(struct publish_run *run, bool *clash)
{
    size_t count = 0;
    struct write *writes = sorted_writes(run, &count);
    dxaws_error *error = writes ? NULL : dxaws_error_out_of_memory();
    const struct content_entry *wanted = run->job->wanted->items;
    for (size_t first = 0, next; first < count && error == NULL && run->result->end == 0;
         first = next) {
        uint8_t stage = wanted[writes[first].change.wanted].stage;
        next = first + 1;
        while (next < count && wanted[writes[next].change.wanted].stage == stage) {
            next++;
        }
        error = write_stage(run, writes + first, next - first, clash);
    }
    free(writes);
    if (error == NULL && *clash && run->result->end == 0) {
        error = publish_check_claim(run);
    }
    return error;
}

dxaws_error *publish_remove(struct publish_run *run)
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
    dxaws_error *error = publish_check_claim(run);
    if (error == NULL && run->result->end == 0) {
        error = run->job->store->remove(run->job->place, run->context, texts, etags, count);
        run->result->removed += error ? 0 : count;
    }
    free(texts);
    return error;
}

/* Whether an object is listed as this run left it. */
static bool is_as_left(const struct publish_run *run, size_t number,
                       const struct content_entries *after)
{
    const struct content_change *change = &run->made.changes[number];
    if (change->wanted == CONTENT_ABSENT) {
        return true;
    }
    const char *key = entries_key(run->job->wanted, (size_t)change->wanted);
    ptrdiff_t at = entries_find(after, key);
    ptrdiff_t seen = entries_find(&run->seen, key);
    if (at == CONTENT_ABSENT) {
        return false;
    }
    const char *etag = entries_etag(after, (size_t)at);
    if (run->etags[number] != NULL) {
        return strcmp(etag, run->etags[number]) == 0;
    }
    const char *was = seen != CONTENT_ABSENT ? entries_etag(&run->seen, (size_t)seen)
                                             : entries_etag(&run->listed, (size_t)change->listed);
    return strcmp(etag, was) == 0 &&
           after->items[at].time_ms == run->listed.items[change->listed].time_ms;
}

dxaws_error *publish_confirm(struct publish_run *run, bool *right)
{
    struct content_entries after = {0};
    dxaws_error *error = run->job->store->list(run->job->place, run->context, &after);
    *right = error == NULL;
    for (size_t i = 0; *right && i < run->made.count; i++) {
        *right = is_as_left(run, i, &after);
    }
    /* Equal bytes have equal ETags, and other headers perhaps. */
    for (size_t i = 0; error == NULL && *right && i < run->made.count; i++) {
        if (run->etags[i] != NULL) {
            char *etag = NULL;
            error = is_as_wanted(run, (size_t)run->made.changes[i].wanted, &etag);
            *right = etag != NULL;
            free(etag);
        }
    }
    entries_clear(&after);
    return error;
}
