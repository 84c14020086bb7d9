/* SPDX-License-Identifier: MIT */
/* The index as claim and as result. */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

/* An index lies in a later second than all that it tells of: times of S3 have no more. */
enum { TURN_MS = 1000 };

static dxaws_error *read_end(const struct content_run *run, struct index_reader *reader,
                             struct content_index *index)
{
    switch (index_reader_end(reader, index)) {
    case INDEX_NO_MEMORY:
        return dxaws_error_out_of_memory();
    case INDEX_NEWER:
        return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "s3", DXAWS_S3_ERROR_NEWER_INDEX,
                               "s3 %s: publish with a newer dxaws: one has published to \"%s\", "
                               "and this one must not touch its index",
                               run->place.bucket.name, run->place.prefix);
    default: /* what is damaged is as if it were not there */
        return NULL;
    }
}

dxaws_error *run_read_index(struct content_run *run, bool lists)
{
    struct index_reader *reader = index_reader_new();
    if (reader == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error =
        run->store->get_index(&run->place, run->context, reader, &run->token,
                              &run->index_modified_ms, &run->now_ms, lists ? &run->listed : NULL);
    if (error == NULL && run->token != NULL) {
        error = read_end(run, reader, &run->index);
    }
    index_reader_free(reader);
    return error;
}

/* Keys of hashed names whose bytes changed all the same: known as long as they are not written. */
static json_t *changed_names(const struct content_run *run)
{
    bool whole = true;
    json_t *names = json_copy(json_object_get(run->index.head, "mutable"));
    names = names ? names : json_array();
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        const char *key =
            change->changes_name ? entries_key(&run->wanted, (size_t)change->wanted) : NULL;
        if (key != NULL && !index_is_mutable(&run->index, key)) {
            dx_append(&whole, names, json_string(key));
        }
    }
    return dx_whole(whole, names);
}

/* A claim that was taken over has the time that counts. */
dxaws_error *run_put_claim(struct content_run *run)
{
    char by[DXAWS_DIGEST_SIZE];
    char wants[DXAWS_DIGEST_SIZE];
    const json_t *before = index_claim(&run->index);
    int64_t time = before ? json_integer_value(json_object_get(before, "index_modified_ms"))
                          : run->index_modified_ms;
    int64_t begun_ms = run_begun_ms(run);
    bool whole = run_name(run, by, wants);
    if (run->index.head == NULL) {
        run->index.head = json_object();
        time = 0; /* what nobody knew is not believed */
    }
    json_t *claim = json_object();
    dx_put(&whole, claim, "by", json_string(run->by));
    dx_put(&whole, claim, "wants", json_string(wants));
    dx_put(&whole, claim, "index_modified_ms", json_integer(time));
    dx_put(&whole, claim, "all_stale", json_boolean(run->all_stale));
    whole = run_claim_uploads(run, before, claim) && whole;
    if (begun_ms != INT64_MAX) {
        dx_put(&whole, claim, "begun_ms", json_integer(begun_ms));
    }
    dx_put(&whole, run->index.head, "claim", claim);
    dx_put(&whole, run->index.head, "mutable", changed_names(run));
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* Whether the index that is there now is ours after all, the answer having been lost; the token is
 * then its ETag. */
static dxaws_error *look_at_index(struct content_run *run, bool claimed, bool *ours)
{
    struct index_reader *reader = index_reader_new();
    struct content_index index = {0};
    char *etag = NULL;
    int64_t modified = 0;
    int64_t now = 0;
    dxaws_error *error = reader ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        error =
            run->store->get_index(&run->place, run->context, reader, &etag, &modified, &now, NULL);
    }
    if (error == NULL && etag != NULL && index_reader_end(reader, &index) == INDEX_READ) {
        const json_t *claim = index_claim(&index);
        const char *by = dx_text(claimed ? claim : index.head, "by");
        *ours = (claimed || claim == NULL) && by != NULL && strcmp(by, run->by) == 0;
    }
    if (*ours) {
        free(run->token);
        run->token = etag;
        run->index_modified_ms = modified;
        etag = NULL;
    }
    free(etag);
    index_clear(&index);
    index_reader_free(reader);
    return error;
}

/* Writes it while the one that is there is the one that we know. */
static dxaws_error *put_index(struct content_run *run, const struct content_index *index,
                              bool claims)
{
    unsigned char *data = NULL;
    size_t size = 0;
    struct content_index_put outcome = {.etag = NULL};
    bool ours = true;
    if (!index_write(index, &data, &size)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error =
        run->store->put_index(&run->place, run->context, data, size, run->token, &outcome);
    free(data);
    run->versioned = outcome.versioned;
    if (error == NULL && outcome.refused) {
        ours = false;
        error = look_at_index(run, claims, &ours);
    } else if (error == NULL) {
        free(run->token);
        run->token = outcome.etag;
        outcome.etag = NULL;
    }
    free(outcome.etag);
    return error == NULL && !ours ? run_overtaken(run) : error;
}

dxaws_error *run_claim(struct content_run *run)
{
    dxaws_error *error = run_put_claim(run);
    return error ? error : put_index(run, &run->index, true);
}

dxaws_error *run_check_claim(struct content_run *run)
{
    bool holds = run->token != NULL;
    dxaws_error *error =
        holds ? run->store->holds_index(&run->place, run->context, run->token, &holds) : NULL;
    return error == NULL && !holds ? run_overtaken(run) : error;
}

/* What is not wanted any more: it is told of until it goes. By the ETag that stands there: a run
 * that did not end may have written it since, and by the one before it would be somebody else's. */
static bool keep_removed(const struct content_run *run, const struct content_change *change,
                         struct content_entries *entries)
{
    const struct content_entries *known = &run->index.entries;
    struct content_entry *entry = entries_add(entries, entries_key(known, (size_t)change->known),
                                              entries_etag(&run->listed, (size_t)change->listed));
    if (entry != NULL) {
        const struct content_entry *was = &known->items[change->known];
        entry->size = run->listed.items[change->listed].size;
        entry->time_ms = change->since_ms;
        memcpy(entry->digest, was->digest, CONTENT_DIGEST);
    }
    return entry != NULL;
}

/* Adds what the next index says of one object. */
static bool add_entry(const struct content_run *run, const struct content_change *change,
                      struct content_entries *entries)
{
    if (change->wanted == CONTENT_ABSENT) {
        return change->reason != CONTENT_REMOVED || keep_removed(run, change, entries);
    }
    const char *key = entries_key(&run->wanted, (size_t)change->wanted);
    ptrdiff_t seen = entries_find(&run->seen, key);
    const char *etag = seen != CONTENT_ABSENT ? entries_etag(&run->seen, (size_t)seen)
                       : change->listed != CONTENT_ABSENT
                           ? entries_etag(&run->listed, (size_t)change->listed)
                           : NULL;
    struct content_entry *entry = entries_add(entries, key, etag);
    if (entry != NULL) {
        const struct content_entry *want = &run->wanted.items[change->wanted];
        entry->size = want->size;
        entry->headers = want->headers;
        memcpy(entry->digest, want->digest, CONTENT_DIGEST);
    }
    return entry != NULL;
}

dxaws_error *run_next_index(const struct content_run *run, struct content_index *next)
{
    bool whole = true;
    if (run->index.head == NULL) {
        return run_overtaken(run); /* the claim, which every run begins with, is gone */
    }
    for (size_t i = 0; whole && i < run->made.count; i++) {
        whole = add_entry(run, &run->made.changes[i], &next->entries);
    }
    for (size_t i = 0; whole && i < headers_count(&run->headers); i++) {
        whole = headers_add(&next->headers, headers_at(&run->headers, (uint32_t)i)) == i;
    }
    next->head = dx_members(run->index.head); /* with what a newer release wrote */
    dx_put(&whole, next->head, "by", json_string(run->by));
    dx_put(&whole, next->head, "claim", json_null());
    return whole ? NULL : dxaws_error_out_of_memory();
}

/* Whether somebody else wrote an object, which is as it should be, in the second of the reading. */
static bool is_of_this_second(const struct content_run *run)
{
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        if (change->wanted != CONTENT_ABSENT && change->listed != CONTENT_ABSENT &&
            run->listed.items[change->listed].time_ms >= run->now_ms) {
            return true;
        }
    }
    return false;
}

/* Waits for the turn of S3's second, when the last object was written in this one. */
static dxaws_error *wait_for_turn(const struct content_run *run)
{
    int64_t passed = dxaws_context_now_ms(run->context) - run->last_write_ms;
    if (run->last_write_ms == 0) {
        return is_of_this_second(run) ? dxaws_context_sleep_ms(run->context, TURN_MS) : NULL;
    }
    bool waits = passed >= 0 && passed < TURN_MS;
    return waits ? dxaws_context_sleep_ms(run->context, TURN_MS - passed) : NULL;
}

dxaws_error *run_finish(struct content_run *run)
{
    struct content_index next = {.head = NULL};
    dxaws_error *error = wait_for_turn(run);
    error = error ? error : run_next_index(run, &next);
    error = error ? error : put_index(run, &next, false);
    if (error == NULL) {
        index_clear(&run->index);
        run->index = next;
        if (run->versioned) { /* all is published: what cannot be swept is left for the next run */
            dxaws_error_free(run->store->sweep_index(&run->place, run->context));
        }
    } else {
        index_clear(&next);
    }
    return error;
}
