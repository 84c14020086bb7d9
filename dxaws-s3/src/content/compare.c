/* SPDX-License-Identifier: MIT */
/* Going along three sorted sets. */
#include "compare.h"

#include <stdlib.h>
#include <string.h>

const char *content_reason_name(enum content_reason reason)
{
    static const char *const names[] = {NULL,      "new",     "content", "headers",
                                        "touched", "removed", "expired"};
    return names[reason];
}

void content_comparison_clear(struct content_comparison *made)
{
    free(made->changes);
    *made = (struct content_comparison){0};
}

/* What is compared, and where each set is. */
struct walk {
    const struct content_compared *given;
    struct content_comparison *made;
    uint32_t *index_number; /* of each wanted set of headers, which of the index; of those seen */
    uint32_t *seen_number;
    size_t wanted, listed, known;
    int64_t believed_before_ms;
};

/* Which of the others each set of headers is; NULL without memory. */
static uint32_t *number_headers(const struct content_headers *sets,
                                const struct content_headers *others)
{
    size_t count = headers_count(sets);
    uint32_t *numbers = calloc(count + 1, sizeof *numbers);
    bool whole = numbers != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        whole = headers_find(others, headers_at(sets, (uint32_t)i), &numbers[i]);
    }
    if (!whole) {
        free(numbers);
        return NULL;
    }
    return numbers;
}

static bool is_digest(const struct content_entry *left, const struct content_entry *right)
{
    return left->size == right->size && memcmp(left->digest, right->digest, CONTENT_SHORT) == 0;
}

/* Whether what the index says of an object is what the bucket has. */
static bool is_believed(const struct walk *walk, const struct content_change *change)
{
    const struct content_entries *listed = walk->given->listed;
    const struct content_entries *known = &walk->given->index->entries;
    if (change->listed == CONTENT_ABSENT || change->known == CONTENT_ABSENT) {
        return false;
    }
    const struct content_entry *is = &listed->items[change->listed];
    const struct content_entry *was = &known->items[change->known];
    const char *etag = entries_etag(listed, (size_t)change->listed);
    return was->time_ms == 0 && is->size == was->size && etag[0] != '\0' &&
           strcmp(etag, entries_etag(known, (size_t)change->known)) == 0 &&
           is->time_ms < walk->believed_before_ms;
}

/* Whether we put what stands there, as far as anything says so. */
static bool is_ours(const struct walk *walk, const struct content_change *change)
{
    const struct content_entries *listed = walk->given->listed;
    const struct content_entries *known = &walk->given->index->entries;
    int64_t time_ms = listed->items[change->listed].time_ms;
    if (time_ms >= walk->given->begun_ms) {
        return true;
    }
    const char *etag =
        change->known != CONTENT_ABSENT ? entries_etag(known, (size_t)change->known) : NULL;
    return etag != NULL &&
           (etag[0] == '\0' ? time_ms < walk->believed_before_ms
                            : strcmp(etag, entries_etag(listed, (size_t)change->listed)) == 0);
}

/* An object that the index knows as it is. */
static void judge_believed(const struct walk *walk, struct content_change *change)
{
    const struct content_entry *want = &walk->given->wanted->items[change->wanted];
    const struct content_entry *was = &walk->given->index->entries.items[change->known];
    if (!is_digest(want, was)) {
        change->reason = CONTENT_BYTES;
        change->changes_name = walk->given->hashed != NULL && walk->given->hashed[change->wanted];
    } else if (walk->index_number[want->headers] != was->headers) {
        change->reason = CONTENT_HEADERS;
    }
    change->stale = change->reason != 0;
}

/* An object that somebody wrote since: equal ones stay. */
static void judge_written(const struct walk *walk, struct content_change *change)
{
    const struct content_compared *given = walk->given;
    const struct content_entry *want = &given->wanted->items[change->wanted];
    const char *key = entries_key(given->wanted, (size_t)change->wanted);
    ptrdiff_t at = given->seen ? entries_find(given->seen, key) : CONTENT_ABSENT;
    bool sized = given->listed->items[change->listed].size == want->size;
    change->stale = true;
    if (sized && at == CONTENT_ABSENT) {
        change->looks = true;
        return;
    }
    const struct content_entry *seen = sized ? &given->seen->items[at] : NULL;
    bool equal = seen != NULL && is_digest(want, seen);
    if (equal && walk->seen_number[want->headers] == seen->headers) {
        return;
    }
    change->reason = change->known != CONTENT_ABSENT ? CONTENT_TOUCHED
                     : equal                         ? CONTENT_HEADERS
                                                     : CONTENT_BYTES;
}

static void judge_wanted(const struct walk *walk, struct content_change *change)
{
    if (change->listed == CONTENT_ABSENT) {
        change->reason = CONTENT_NEW;
        change->stale = change->known != CONTENT_ABSENT;
    } else if (is_believed(walk, change)) {
        judge_believed(walk, change);
    } else {
        judge_written(walk, change);
        change->of_others = change->known == CONTENT_ABSENT && !is_ours(walk, change);
    }
}

/* What was published once, and is not wanted. */
static void judge_unwanted(const struct walk *walk, struct content_change *change)
{
    const struct content_compared *given = walk->given;
    int64_t since = given->index->entries.items[change->known].time_ms;
    if (change->listed == CONTENT_ABSENT) {
        change->stale = true;
        return;
    }
    if (!is_ours(walk, change)) {
        change->of_others = change->stale = true;
        walk->made->others++;
        return;
    }
    change->since_ms = since ? since : given->now_ms;
    bool due = given->withdraws || (since != 0 && given->now_ms - since >= given->prune_ms);
    change->reason = due ? CONTENT_EXPIRED : CONTENT_REMOVED;
    change->stale = due;
    walk->made->differs = walk->made->differs || since == 0;
    walk->made->vanished += since == 0;
}

static void count(struct content_comparison *made, const struct content_change *change)
{
    bool written = change->reason >= CONTENT_NEW && change->reason <= CONTENT_TOUCHED;
    made->looks += change->looks;
    made->writes += written;
    made->expired += change->reason == CONTENT_EXPIRED;
    made->stale += change->stale;
    made->differs = made->differs || written || change->stale;
}

static const char *key_at(const struct content_entries *set, size_t index)
{
    return index < set->count ? entries_key(set, index) : NULL;
}

/* The lesser of two keys, of which each may be NULL for no more. */
static const char *lesser(const char *left, const char *right)
{
    return left == NULL || (right != NULL && strcmp(right, left) < 0) ? right : left;
}

/* Where a set has the key, going on if it does. */
static ptrdiff_t take(const struct content_entries *set, size_t *at, const char *key)
{
    bool here = *at < set->count && strcmp(entries_key(set, *at), key) == 0;
    return here ? (ptrdiff_t)(*at)++ : CONTENT_ABSENT;
}

/* The next key of any set; false after the last. */
static bool step(struct walk *walk)
{
    const struct content_compared *given = walk->given;
    const char *key =
        lesser(lesser(key_at(given->wanted, walk->wanted), key_at(given->listed, walk->listed)),
               key_at(&given->index->entries, walk->known));
    if (key == NULL) {
        return false;
    }
    struct content_change change = {
        .wanted = take(given->wanted, &walk->wanted, key),
        .listed = take(given->listed, &walk->listed, key),
        .known = take(&given->index->entries, &walk->known, key),
    };
    walk->made->published +=
        change.known != CONTENT_ABSENT && given->index->entries.items[change.known].time_ms == 0;
    if (change.wanted != CONTENT_ABSENT) {
        judge_wanted(walk, &change);
    } else if (change.known != CONTENT_ABSENT) {
        judge_unwanted(walk, &change);
    } else {
        walk->made->others++;
        return true;
    }
    count(walk->made, &change);
    walk->made->changes[walk->made->count++] = change;
    return true;
}

bool content_compare(const struct content_compared *compared, struct content_comparison *made)
{
    static const struct content_headers none;
    const json_t *claim = index_claim(compared->index);
    struct walk walk = {.given = compared, .made = made};
    size_t most = compared->wanted->count + compared->index->entries.count;
    *made = (struct content_comparison){.changes = calloc(most + 1, sizeof *made->changes)};
    walk.index_number = number_headers(compared->wanted_headers, &compared->index->headers);
    walk.seen_number = number_headers(compared->wanted_headers,
                                      compared->seen_headers ? compared->seen_headers : &none);
    /* A claim moved the index's own time: what it knew is as old as it says. */
    walk.believed_before_ms = claim
                                  ? json_integer_value(json_object_get(claim, "index_modified_ms"))
                                  : compared->index_modified_ms;
    bool whole = made->changes && walk.index_number && walk.seen_number;
    if (whole) {
        made->all_stale = compared->index->head == NULL && compared->listed->count > 0;
        made->differs = compared->index->head == NULL || claim != NULL;
        while (step(&walk)) {
        }
    } else {
        content_comparison_clear(made);
    }
    free(walk.index_number);
    free(walk.seen_number);
    return whole;
}

int content_write_order(const void *left, const void *right, void *wanted)
{
    const struct content_change *l = left;
    const struct content_change *r = right;
    const struct content_entries *set = wanted;
    int l_stage = set->items[l->wanted].stage;
    int r_stage = set->items[r->wanted].stage;
    if (l_stage != r_stage) {
        return l_stage - r_stage;
    }
    int order = (l->reason != CONTENT_NEW) - (r->reason != CONTENT_NEW);
    if (l_stage == CONTENT_ASSETS && order != 0) {
        return order;
    }
    return strcmp(entries_key(set, (size_t)l->wanted), entries_key(set, (size_t)r->wanted));
}
