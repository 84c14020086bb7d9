/* SPDX-License-Identifier: MIT */
/* What may be published, and is perhaps not what was meant. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "folder-faults.h"
#include "folder.h"
#include "media-types.h"

enum note { UNKNOWN_TYPE, CASE, COMBINING, TILDE, NOTES };

static const char *const words_of[NOTES] = {
    [UNKNOWN_TYPE] = "sent as " CONTENT_UNKNOWN_TYPE ": a rule's content_type says what it is",
    [CASE] = "differs from another name in upper and lower case alone",
    [COMBINING] = "has letters with marks behind them (not NFC): a link as it is typed misses it",
    [TILDE] = "has a ~, which CloudFront invalidates by a wildcard alone",
};

/* Combining diacritical marks, U+0300 to U+036F, as macOS spells names. */
static bool has_combining(const char *key)
{
    for (const unsigned char *at = (const unsigned char *)key; *at != '\0'; at++) {
        if ((at[0] == 0xcc && at[1] >= 0x80) || (at[0] == 0xcd && at[1] >= 0x80 && at[1] < 0xb0)) {
            return true;
        }
    }
    return false;
}

static int by_letters(const void *left, const void *right)
{
    return strcasecmp(*(const char *const *)left, *(const char *const *)right);
}

struct notes {
    size_t counts[NOTES];
    const char *first[NOTES];
};

static void note(struct notes *notes, enum note which, const char *key)
{
    if (notes->counts[which]++ == 0) {
        notes->first[which] = key;
    }
}

static bool note_cases(const struct content_folder *folder, struct notes *notes)
{
    const char **keys = calloc(folder->count, sizeof *keys);
    if (keys == NULL) {
        return false;
    }
    for (size_t i = 0; i < folder->count; i++) {
        keys[i] = folder->files[i].key;
    }
    qsort(keys, folder->count, sizeof *keys, by_letters);
    for (size_t i = 1; i < folder->count; i++) {
        if (strcasecmp(keys[i - 1], keys[i]) == 0) {
            note(notes, CASE, keys[i]);
        }
    }
    free(keys);
    return true;
}

static bool is_unknown(const struct content_folder *folder, size_t index)
{
    const json_t *set = headers_at(&folder->headers, folder->entries.items[index].headers);
    const char *type = json_string_value(json_object_get(set, "Content-Type"));
    return type != NULL && strcmp(type, CONTENT_UNKNOWN_TYPE) == 0 &&
           content_media_type(folder->files[index].key) == NULL;
}

bool folder_note(struct content_folder *folder)
{
    struct notes notes = {0};
    char *text = NULL;
    bool whole = note_cases(folder, &notes);
    for (size_t i = 0; i < folder->count; i++) {
        const char *key = folder->files[i].key;
        if (is_unknown(folder, i)) {
            note(&notes, UNKNOWN_TYPE, key);
        }
        if (has_combining(key)) {
            note(&notes, COMBINING, key);
        }
        if (strchr(key, '~') != NULL) {
            note(&notes, TILDE, key);
        }
    }
    for (size_t i = 0; i < NOTES && whole; i++) {
        char shown[FOLDER_SHOWN];
        char more[40] = "";
        char *longer = NULL;
        if (notes.counts[i] == 0) {
            continue;
        }
        folder_show(notes.first[i], shown);
        if (notes.counts[i] > 1) {
            snprintf(more, sizeof more, ", as %zu more", notes.counts[i] - 1);
        }
        int added = asprintf(&longer, "%s%s%s %s%s", text ? text : "", text ? "\n" : "", shown,
                             words_of[i], more);
        free(text);
        text = added < 0 ? NULL : longer;
        whole = added >= 0;
    }
    free(folder->notes);
    folder->notes = text;
    return whole;
}
