/* SPDX-License-Identifier: MIT */
/* What is known, compared, and what is stale. */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hashed-names.h"
#include "pack.h"

void run_clear(struct content_run *run)
{
    entries_clear(&run->wanted);
    headers_clear(&run->headers);
    free(run->hashed);
    entries_clear(&run->listed);
    entries_clear(&run->seen);
    headers_clear(&run->seen_headers);
    index_clear(&run->index);
    free(run->token);
    free(run->stale);
    free(run->notes);
    content_comparison_clear(&run->made);
    *run = (struct content_run){.store = NULL};
}

/* Which of the wanted names carry a hash. */
static bool find_hashed(struct content_run *run)
{
    size_t count = run->wanted.count;
    const char **keys = calloc(count + 1, sizeof *keys);
    run->hashed = keys ? calloc(count + 1, sizeof *run->hashed) : NULL;
    for (size_t i = 0; run->hashed != NULL && i < count; i++) {
        keys[i] = entries_key(&run->wanted, i);
    }
    bool found = run->hashed != NULL && content_are_hashed(keys, count, run->hashed);
    free(keys);
    return found;
}

bool run_holds_claim(const struct content_run *run)
{
    const char *holder = dx_text(index_claim(&run->index), "by");
    return holder != NULL && run->by[0] != '\0' && strcmp(holder, run->by) == 0;
}

int64_t run_begun_ms(const struct content_run *run)
{
    const json_t *claim = index_claim(&run->index);
    const json_t *begun = json_object_get(claim, "begun_ms");
    if (begun != NULL) {
        return json_integer_value(begun);
    }
    return claim == NULL || run_holds_claim(run) ? INT64_MAX : run->index_modified_ms;
}

dxaws_error *run_compare(struct content_run *run)
{
    if (run->hashed == NULL && !find_hashed(run)) {
        return dxaws_error_out_of_memory();
    }
    struct content_compared given = {
        .wanted = &run->wanted,
        .wanted_headers = &run->headers,
        .hashed = run->hashed,
        .listed = &run->listed,
        .index = &run->index,
        .index_modified_ms = run->index_modified_ms,
        .seen = &run->seen,
        .seen_headers = &run->seen_headers,
        .begun_ms = run_begun_ms(run),
        .now_ms = run->now_ms,
        .prune_ms = run->ended ? INT64_MAX : run->prune_ms,
        .withdraws = run->withdraws,
    };
    content_comparison_clear(&run->made);
    return content_compare(&given, &run->made) ? NULL : dxaws_error_out_of_memory();
}

bool run_name(const struct content_run *run, char by[DXAWS_DIGEST_SIZE],
              char wants[DXAWS_DIGEST_SIZE])
{
    char text[2 * DXAWS_DIGEST_SIZE + 300];
    char *packed = pack_write(&run->wanted, &run->headers);
    bool whole = packed != NULL && dxaws_digest(packed, strlen(packed), wants);
    free(packed);
    int size = whole ? snprintf(text, sizeof text, "%.200s %lld %s", run->token ? run->token : "",
                                (long long)run->now_ms, wants)
                     : 0;
    return whole && dxaws_digest(text, (size_t)size, by);
}

static const char *key_of(const struct content_run *run, const struct content_change *change)
{
    return change->wanted != CONTENT_ABSENT
               ? entries_key(&run->wanted, (size_t)change->wanted)
               : entries_key(&run->index.entries, (size_t)change->known);
}

/* Of the claim's ETag, which is new for each run, and of what is stale. */
bool run_refer(struct content_run *run)
{
    if ((run->stale == NULL || run->stale[0] == '\0') && !run->all_stale) {
        run->reference[0] = '\0';
        return true;
    }
    struct pack_text text = {.whole = true};
    const char *token = run->token ? run->token : "";
    const char *stale = run->stale ? run->stale : "";
    pack_add(&text, token, strlen(token));
    pack_add(&text, run->all_stale ? "\n*\n" : "\n", run->all_stale ? 3 : 1);
    pack_add(&text, stale, strlen(stale));
    size_t size = text.used;
    char *data = pack_end(&text);
    bool whole = data != NULL && dxaws_digest(data, size, run->reference);
    free(data);
    return whole;
}

dxaws_error *run_tell_stale(struct content_run *run)
{
    struct pack_text text = {.whole = true};
    for (size_t i = 0; i < run->made.count; i++) {
        if (run->made.changes[i].stale) {
            const char *key = key_of(run, &run->made.changes[i]);
            pack_add(&text, key, strlen(key));
            pack_add(&text, "\n", 1);
        }
    }
    free(run->stale);
    run->stale = pack_end(&text);
    /* An index that is only a claim knows nothing either. */
    run->all_stale = run->all_stale || run->made.all_stale || run->forgets;
    return run->stale && run_refer(run) ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *run_overtaken(const struct content_run *run)
{
    return dxaws_error_new(
        DXAWS_ERROR_STALE, "s3", DXAWS_S3_ERROR_ANOTHER_PUBLISHER,
        "s3 %s: run it again to publish this: somebody else publishes there, or has "
        "since this was planned; nothing of that was overwritten",
        run->place.bucket.name);
}
