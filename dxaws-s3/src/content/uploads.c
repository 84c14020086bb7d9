/* SPDX-License-Identifier: MIT */
/* Lists of uploads in parts. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

bool uploads_add(struct content_uploads *uploads, const char *key, const char *id, int64_t begun_ms)
{
    if (uploads->count == uploads->room) {
        size_t room = uploads->room ? 2 * uploads->room : 8;
        void *items = reallocarray(uploads->items, room, sizeof *uploads->items);
        if (items == NULL) {
            return false;
        }
        uploads->items = items;
        uploads->room = room;
    }
    struct content_upload added = {.key = strdup(key), .id = strdup(id), .begun_ms = begun_ms};
    if (added.key == NULL || added.id == NULL) {
        free(added.key);
        free(added.id);
        return false;
    }
    uploads->items[uploads->count++] = added;
    return true;
}

void uploads_clear(struct content_uploads *uploads)
{
    for (size_t i = 0; i < uploads->count; i++) {
        free(uploads->items[i].key);
        free(uploads->items[i].id);
    }
    free(uploads->items);
    *uploads = (struct content_uploads){.items = NULL};
}
