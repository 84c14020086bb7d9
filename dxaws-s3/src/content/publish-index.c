/* SPDX-License-Identifier: MIT */
/* The index as claim and as result. */
#include "publish.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

/* An index lies in a later second than all that it tells of: times of S3 have no more. */
enum { TURN_MS = 1000 };

dxaws_error *publish_read_index(struct publish_run *run)
{
    struct index_reader *reader = index_reader_new();
    if (reader == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = run->job->store->get_index(
        run->job->place, run->context, reader, &run->token, &run->index_modified_ms, &run->now_ms);
    if (error == NULL && run->token != NULL) {
        enum index_found found = index_reader_end(reader, &run->index);
        error = found == INDEX_NO_MEMORY ? dxaws_error_out_of_memory() : NULL;
        run->result->end = found == INDEX_NEWER ? PUBLISH_NEWER : 0;
        run->known = run->index.head != NULL;
        run->unfinished = index_claim(&run->index) != NULL;
    }
    index_reader_free(reader);
    return error;
}

/* A digest of what is wanted, for whoever finds the claim. */
static bool digest_wanted(const struct publish_job *job, char digest[DXAWS_DIGEST_SIZE])
{
    struct {
        char before[DXAWS_DIGEST_SIZE];
        unsigned char bytes[CONTENT_DIGEST];
        uint32_t headers;
        char key[1025];
    } part;
    bool whole = true;
    memset(&part, 0, sizeof part);
    for (size_t i = 0; whole && i < job->wanted->count; i++) {
        memset(part.key, 0, sizeof part.key);
        memcpy(part.key, entries_key(job->wanted, i),
               strnlen(entries_key(job->wanted, i), sizeof part.key - 1));
        memcpy(part.bytes, job->wanted->items[i].digest, CONTENT_DIGEST);
        part.headers = job->wanted->items[i].headers;
        whole = dxaws_digest(&part, sizeof part, part.before);
    }
    memcpy(digest, part.before, DXAWS_DIGEST_SIZE);
    return whole;
}

/* The index that was read, with our claim. A claim that was taken over has the time that counts. */
static bool put_claim(struct publish_run *run)
{
    char wants[DXAWS_DIGEST_SIZE];
    const json_t *before = index_claim(&run->index);
    int64_t time = before ? json_integer_value(json_object_get(before, "index_modified_ms"))
                          : run->index_modified_ms;
    if (run->index.head == NULL) {
        run->index.head = json_object();
        time = 0; /* what nobody knew is not believed */
    }
    bool whole = digest_wanted(run->job, wants);
    json_t *claim = json_object();
    dx_put(&whole, claim, "by", json_string(run->job->by));
    dx_put(&whole, claim, "wants", json_string(wants));
    dx_put(&whole, claim, "index_modified_ms", json_integer(time));
    dx_put(&whole, run->index.head, "claim", claim);
    return whole;
}

/* Whether the index that is there now is ours after all, the answer having been lost; @a has then
 * its ETag. */
static dxaws_error *look_at_index(struct publish_run *run, const char *member, bool *ours)
{
    struct index_reader *reader = index_reader_new();
    struct content_index index = {0};
    char *etag = NULL;
    int64_t modified = 0;
    int64_t now = 0;
    dxaws_error *error = reader ? NULL : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = run->job->store->get_index(run->job->place, run->context, reader, &etag, &modified,
                                           &now);
    }
    if (error == NULL && etag != NULL && index_reader_end(reader, &index) == INDEX_READ) {
        const json_t *holder = member ? json_object_get(index.head, member) : index.head;
        const char *by = dx_text(holder, "by");
        *ours = by != NULL && strcmp(by, run->job->by) == 0;
    }
    if (*ours) {
        free(run->token);
        run->token = etag;
        etag = NULL;
    }
    free(etag);
    index_clear(&index);
    index_reader_free(reader);
    return error;
}

/* Writes it while the one that is there is the one that we know. @a member: where our name is. */
static dxaws_error *put_index(struct publish_run *run, const struct content_index *index,
                              const char *member)
{
    unsigned char *data = NULL;
    size_t size = 0;
    char *etag = NULL;
    bool refused = false;
    if (!index_write(index, &data, &size)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = run->job->store->put_index(run->job->place, run->context, data, size,
                                                    run->token, &etag, &refused);
    free(data);
    if (error == NULL && refused) {
        bool ours = false;
        error = look_at_index(run, member, &ours);
        run->result->end = error == NULL && !ours ? PUBLISH_OVERTAKEN : 0;
    } else if (error == NULL) {
        free(run->token);
        run->token = etag;
        etag = NULL;
    }
    free(etag);
    return error;
}

dxaws_error *publish_claim(struct publish_run *run)
{
    if (!put_claim(run)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = put_index(run, &run->index, "claim");
    run->claimed = error == NULL && run->result->end == 0;
    return error;
}

dxaws_error *publish_check_claim(struct publish_run *run)
{
    bool holds = true;
    dxaws_error *error =
        run->job->store->holds_index(run->job->place, run->context, run->token, &holds);
    if (error == NULL && !holds) {
        run->result->end = PUBLISH_OVERTAKEN;
    }
    return error;
}

/* Adds what the next index says of one object. */
static bool add_entry(const struct publish_run *run, size_t number, struct content_entries *entries)
{
    const struct content_change *change = &run->made.changes[number];
    const struct content_entries *wanted = run->job->wanted;
    if (change->wanted == CONTENT_ABSENT) { /* kept until it expires, or gone */
        if (change->reason != CONTENT_REMOVED) {
            return true;
        }
        const struct content_entries *known = &run->index.entries;
        struct content_entry *entry =
            entries_add(entries, entries_key(known, (size_t)change->known),
                        entries_etag(known, (size_t)change->known));
        if (entry != NULL) {
            const struct content_entry *was = &known->items[change->known];
            entry->size = was->size;
            entry->time_ms = change->since_ms;
            memcpy(entry->digest, was->digest, CONTENT_DIGEST);
        }
        return entry != NULL;
    }
    const char *key = entries_key(wanted, (size_t)change->wanted);
    ptrdiff_t seen = entries_find(&run->seen, key);
    const char *etag = run->etags[number] ? run->etags[number]
                       : seen != CONTENT_ABSENT
                           ? entries_etag(&run->seen, (size_t)seen)
                           : entries_etag(&run->listed, (size_t)change->listed);
    struct content_entry *entry = entries_add(entries, key, etag);
    if (entry != NULL) {
        const struct content_entry *want = &wanted->items[change->wanted];
        entry->size = want->size;
        entry->headers = want->headers;
        memcpy(entry->digest, want->digest, CONTENT_DIGEST);
    }
    return entry != NULL;
}

/* The first line: what was there, our name, no claim, and names that changed all the same. */
static json_t *make_head(const struct publish_run *run)
{
    bool whole = true;
    json_t *head = dx_members(run->index.head);
    json_t *names = json_copy(json_object_get(head, "mutable"));
    names = names ? names : json_array();
    for (size_t i = 0; i < run->made.count; i++) {
        const struct content_change *change = &run->made.changes[i];
        const char *key =
            change->changes_name ? entries_key(run->job->wanted, (size_t)change->wanted) : NULL;
        if (key != NULL && !index_is_mutable(&run->index, key)) {
            dx_append(&whole, names, json_string(key));
        }
    }
    dx_put(&whole, head, "mutable", names);
    dx_put(&whole, head, "by", json_string(run->job->by));
    dx_put(&whole, head, "claim", json_null());
    return dx_whole(whole, head);
}

/* Waits for the turn of S3's second, when the last object was written in this one. */
static dxaws_error *wait_for_turn(const struct publish_run *run)
{
    int64_t passed = dxaws_context_now_ms(run->context) - run->last_write_ms;
    bool waits = run->last_write_ms != 0 && passed >= 0 && passed < TURN_MS;
    return waits ? dxaws_context_sleep_ms(run->context, TURN_MS - passed) : NULL;
}

dxaws_error *publish_finish(struct publish_run *run)
{
    dxaws_error *error = wait_for_turn(run);
    struct content_index next = {.headers = *run->job->headers};
    bool whole = error == NULL;
    for (size_t i = 0; whole && i < run->made.count; i++) {
        whole = add_entry(run, i, &next.entries);
    }
    next.head = whole ? make_head(run) : NULL;
    if (error == NULL) {
        error = next.head ? put_index(run, &next, NULL) : dxaws_error_out_of_memory();
    }
    if (error == NULL && run->result->end == 0) {
        run->result->end = PUBLISH_DONE;
    }
    next.headers = (struct content_headers){0}; /* borrowed */
    index_clear(&next);
    return error;
}
