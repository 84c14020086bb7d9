/* SPDX-License-Identifier: MIT */
/* What each action makes of what was observed, when nobody writes against it. Pure. */
#include "content-schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "state.h"

enum { LATER_MS = 1000, ETAG = 33 };

/* ETags are S3's: one that looks like those. */
static bool set_token(struct content_run *run, const char *digest)
{
    free(run->token);
    run->token = strndup(digest, ETAG - 1);
    return run->token != NULL;
}

/* All that can be wrong with what is simulated for no service is want of memory, or an action that
 * would be refused: that one changes nothing. */
static dxaws_error *no_memory(bool whole)
{
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *simulate_claim(struct content_run *run, const json_t *payload)
{
    const char *by = dx_text(payload, DOC_CLAIM);
    snprintf(run->by, sizeof run->by, "%s", by ? by : "");
    run->exists = true;
    dxaws_error *error = run_tell_stale(run);
    error = error ? error : run_put_claim(run);
    return error ? error : no_memory(set_token(run, run->by) && run_refer(run));
}

static bool simulate_writes(struct content_run *run, enum content_stage last)
{
    size_t count = 0;
    struct content_change *changes = run_writes(run, last, &count);
    char(*texts)[ETAG] = calloc(count + 1, sizeof *texts);
    char **etags = calloc(count + 1, sizeof *etags);
    bool whole = changes != NULL && texts != NULL && etags != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        pack_hexadecimal(run->wanted.items[changes[i].wanted].digest, CONTENT_SHORT, texts[i]);
        etags[i] = texts[i];
        run->bytes += run->wanted.items[changes[i].wanted].size;
    }
    whole = whole && run_wrote(run, changes, etags, count);
    run->written += (int64_t)count;
    free(etags);
    free(texts);
    free(changes);
    return whole;
}

static dxaws_error *simulate_index(struct content_run *run)
{
    char by[DXAWS_DIGEST_SIZE];
    char wants[DXAWS_DIGEST_SIZE];
    struct content_index next = {.head = NULL};
    dxaws_error *error = run_next_index(run, &next);
    error = error ? error : no_memory(run_name(run, by, wants) && set_token(run, by));
    if (error != NULL) {
        index_clear(&next);
        return error;
    }
    for (size_t i = 0; i < run->listed.count; i++) {
        int64_t time = run->listed.items[i].time_ms;
        run->index_modified_ms = time > run->index_modified_ms ? time : run->index_modified_ms;
    }
    run->index_modified_ms += LATER_MS;
    index_clear(&run->index);
    run->index = next;
    return NULL;
}

static dxaws_error *simulate(struct content_run *run, const char *kind, const json_t *payload)
{
    if (strcmp(kind, CONTENT_DO_CLAIM) == 0) {
        return simulate_claim(run, payload);
    }
    if (strcmp(kind, CONTENT_DO_ASSETS) == 0) {
        return no_memory(simulate_writes(run, CONTENT_ASSETS));
    }
    if (strcmp(kind, CONTENT_DO_PAGES) == 0) {
        return no_memory(simulate_writes(run, CONTENT_PAGES));
    }
    if (strcmp(kind, CONTENT_DO_ENTRIES) == 0) {
        return no_memory(simulate_writes(run, CONTENT_ENTRIES));
    }
    if (strcmp(kind, CONTENT_DO_INDEX) == 0) {
        return simulate_index(run);
    }
    if (strcmp(kind, CONTENT_DO_DELETE) == 0) {
        run->removed += (int64_t)run->made.expired;
        run_forget(run);
    } else if (strcmp(kind, CONTENT_DO_SETTLE) == 0) {
        run->settled = true;
    } else if (strcmp(kind, CONTENT_DO_FORGET) == 0) {
        index_clear(&run->index);
        free(run->token);
        run->token = NULL;
    }
    return NULL;
}

bool content_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    struct content_run run = {.store = NULL};
    dxaws_error *error = state_read(observed, &run);
    state_desire(payload, &run);
    error = error ? error : run_compare(&run);
    error = error ? error : simulate(&run, kind, payload);
    json_t *members = error ? NULL : state_write(&run);
    bool whole = error ? dxaws_error_get_kind(error) != DXAWS_ERROR_OUT_OF_MEMORY
                       : state_take_over(observed, members);
    dxaws_error_free(error);
    json_decref(members);
    run_clear(&run);
    return whole;
}
