/* SPDX-License-Identifier: MIT */
/* What a reading finds: of what is wanted now, in the bucket that there is, or that actions made
 * which were only simulated. Pure. */
#include "content-schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>

#include "state.h"

/* What a run that ended here a moment ago knows, and the service does not say. */
static bool resume(struct content_run *run)
{
    const json_t *left = json_object_get(run->document, DOC_RESUMES);
    const char *by = dx_text(left, DOC_CLAIM);
    const json_t *claim = index_claim(&run->index);
    const char *holder = dx_text(claim ? claim : run->index.head, "by");
    if (by == NULL) {
        return true;
    }
    snprintf(run->by, sizeof run->by, "%s", by);
    run->ended = claim == NULL;
    run->overtaken = !run->withdraws && (holder == NULL || strcmp(holder, by) != 0);
    run->written = state_number(left, DOC_WRITTEN);
    run->removed = state_number(left, DOC_REMOVED_COUNT);
    run->bytes = state_number(left, DOC_BYTES_WRITTEN);
    run->all_stale = json_is_true(json_object_get(left, DOC_ALL_STALE));
    const char *reference = dx_text(left, DOC_REFERENCE);
    snprintf(run->reference, sizeof run->reference, "%s", reference ? reference : "");
    return state_take_stale(left, run);
}

dxaws_error *run_judge(struct content_run *run)
{
    const json_t *claim = index_claim(&run->index);
    run->all_stale = run->made.all_stale || json_is_true(json_object_get(claim, DOC_ALL_STALE));
    dxaws_error *error = resume(run) ? run_shorten_changed(run) : dxaws_error_out_of_memory();
    error = error ? error : run_compare(run);
    return error || run->stale != NULL ? error : run_tell_stale(run);
}

/* Takes over what is wanted, and nothing of the run that was simulated. */
static void want(struct content_run *run, struct content_run *seen, const json_t *wanted)
{
    entries_clear(&run->wanted);
    headers_clear(&run->headers);
    free(run->notes);
    free(run->stale);
    run->wanted = seen->wanted;
    run->headers = seen->headers;
    run->notes = seen->notes;
    run->stale = NULL;
    seen->wanted = (struct content_entries){0};
    seen->headers = (struct content_headers){0};
    seen->notes = NULL;
    run->by[0] = run->reference[0] = '\0';
    run->ended = run->overtaken = run->settled = false;
    run->written = run->removed = run->bytes = run->last_write_ms = 0;
    run->exists = run->exists || seen->exists;
    run->now_ms = seen->now_ms > run->index_modified_ms ? seen->now_ms : run->index_modified_ms;
    state_desire(wanted, run);
}

/* Adds what was looked at of objects that nothing was simulated of. */
static bool add_seen(struct content_run *run, const struct content_run *seen)
{
    size_t sorted = run->seen.count;
    for (size_t i = 0; i < seen->seen.count; i++) {
        struct content_entries before = run->seen;
        const struct content_entry *entry = &seen->seen.items[i];
        const char *key = entries_key(&seen->seen, i);
        before.count = sorted;
        if (entries_find(&before, key) != CONTENT_ABSENT) {
            continue;
        }
        struct content_entry *added = entries_add(&run->seen, key, entries_etag(&seen->seen, i));
        uint32_t number =
            entry->headers < headers_count(&seen->seen_headers)
                ? headers_add(&run->seen_headers, headers_at(&seen->seen_headers, entry->headers))
                : 0;
        if (added == NULL || number == CONTENT_NO_HEADERS) {
            return false;
        }
        added->size = entry->size;
        added->headers = number;
        memcpy(added->digest, entry->digest, CONTENT_DIGEST);
    }
    entries_sort(&run->seen);
    return true;
}

static dxaws_error *look(struct content_run *run, struct content_run *seen, const json_t *wanted)
{
    want(run, seen, wanted);
    if (!add_seen(run, seen)) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = run_compare(run);
    return error ? error : run_judge(run);
}

dxaws_error *content_look_again(const dxaws_module *module, const dxaws_document *wanted,
                                const dxaws_document *seen, const dxaws_document *known,
                                dxaws_document **observed)
{
    struct content_run run = {.store = NULL};
    struct content_run fresh = {.store = NULL};
    (void)module;
    dxaws_error *error = state_read(dxaws_document_tree(known), &run);
    error = error ? error : state_read(dxaws_document_tree(seen), &fresh);
    error = error ? error : look(&run, &fresh, dxaws_document_tree(wanted));
    json_t *members = error ? NULL : state_write(&run);
    json_t *tree = error ? NULL : dxaws_tree_copy(dxaws_document_tree(known));
    bool whole = error != NULL || state_take_over(tree, members);
    error = error ? error : dxaws_document_new(dx_whole(whole, tree), observed);
    json_decref(members);
    run_clear(&run);
    run_clear(&fresh);
    return error;
}
