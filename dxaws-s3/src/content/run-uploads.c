/* SPDX-License-Identifier: MIT */
/* Uploads in parts that a run which was killed left behind: nobody sees them, and they are paid
 * for. A claim names the keys of which its holder may begin some, and since when: what is older,
 * and what strangers upload to other keys, is none of ours. So a bucket is only asked for them
 * where a claim was taken over, and after some were begun: one whose answer was lost has a name
 * that nobody knows. */
#include "run.h"

#include <stdlib.h>

#include <dxaws/kit/json.h>

#include "members.h"
#include "parts.h"

bool run_claim_uploads(const struct content_run *run, const json_t *before, json_t *claim)
{
    bool whole = true;
    const json_t *left = json_object_get(before, DOC_UPLOADS);
    json_t *uploads = json_is_object(left) ? dx_members(left) : json_object();
    for (size_t i = 0; i < run->wanted.count; i++) {
        const char *key = entries_key(&run->wanted, i);
        if (parts_are_wanted(&run->place, run->wanted.items[i].size) &&
            json_object_get(uploads, key) == NULL) {
            dx_put(&whole, uploads, key, json_integer(run->now_ms));
        }
    }
    if (json_object_size(uploads) > 0) {
        dx_put(&whole, claim, DOC_UPLOADS, json_incref(uploads));
    }
    whole = whole && uploads != NULL;
    json_decref(uploads);
    return whole;
}

/* Leaves those of the claim. S3's clock says since when, which has seconds. */
static void leave_ours(const json_t *ours, struct content_uploads *uploads)
{
    enum { SECOND_MS = 1000 };
    size_t kept = 0;
    for (size_t i = 0; i < uploads->count; i++) {
        struct content_upload *upload = &uploads->items[i];
        const json_t *since = json_object_get(ours, upload->key);
        if (json_is_integer(since) && upload->begun_ms + SECOND_MS > json_integer_value(since)) {
            uploads->items[kept++] = *upload;
        } else {
            free(upload->key);
            free(upload->id);
        }
    }
    uploads->count = kept;
}

dxaws_error *run_abort_uploads(struct content_run *run)
{
    struct content_uploads uploads = {.items = NULL};
    const json_t *ours = json_object_get(index_claim(&run->index), DOC_UPLOADS);
    if (json_object_size(ours) == 0) {
        return NULL;
    }
    dxaws_error *error = run_check_claim(run);
    error = error ? error : run->store->list_uploads(&run->place, run->context, &uploads);
    leave_ours(ours, &uploads);
    if (error == NULL && uploads.count > 0) {
        error = run->store->abort_uploads(&run->place, run->context, &uploads);
    }
    uploads_clear(&uploads);
    return error;
}
