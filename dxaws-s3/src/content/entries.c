/* SPDX-License-Identifier: MIT */
/* Packed sets of objects. */
#include "entries.h"

#include <stdlib.h>
#include <string.h>

/* How much more room: half as much again, so that little of it stays empty. */
static size_t larger(size_t room, size_t needed)
{
    size_t next = room + room / 2 + 64;
    return next > needed ? next : needed;
}

void entries_clear(struct content_entries *set)
{
    free(set->items);
    free(set->texts);
    *set = (struct content_entries){0};
}

static bool make_room(struct content_entries *set, size_t texts)
{
    if (set->count == set->room) {
        size_t room = larger(set->room, 0);
        struct content_entry *items =
            room <= UINT32_MAX ? realloc(set->items, room * sizeof *items) : NULL;
        if (items == NULL) {
            return false;
        }
        set->items = items;
        set->room = room;
    }
    if (texts > set->texts_room - set->used) {
        size_t room = larger(set->texts_room, set->used + texts);
        char *moved = room <= UINT32_MAX ? realloc(set->texts, room) : NULL;
        if (moved == NULL) {
            return false;
        }
        set->texts = moved;
        set->texts_room = room;
    }
    return true;
}

static uint32_t keep_text(struct content_entries *set, const char *text, size_t size)
{
    size_t at = set->used;
    memcpy(set->texts + at, text, size);
    set->texts[at + size] = '\0';
    set->used += size + 1;
    return (uint32_t)at;
}

/* How long an ETag is, without its quotes; 0 for what is none. */
static size_t etag_size(const char **etag)
{
    const char *text = *etag ? *etag : "";
    size_t size = strlen(text);
    if (size >= 2 && text[0] == '"' && text[size - 1] == '"') {
        text++;
        size -= 2;
    }
    *etag = text;
    for (size_t i = 0; i < size; i++) {
        if (text[i] <= ' ' || text[i] > '~' || text[i] == '"') {
            return 0;
        }
    }
    return size;
}

struct content_entry *entries_add(struct content_entries *set, const char *key, const char *etag)
{
    size_t key_size = strlen(key);
    size_t size = etag_size(&etag);
    if (set->failed || !make_room(set, key_size + size + 3)) {
        set->failed = true;
        return NULL;
    }
    if (set->used == 0) {
        keep_text(set, "", 0);
    }
    struct content_entry *entry = &set->items[set->count++];
    *entry = (struct content_entry){.key = keep_text(set, key, key_size)};
    entry->etag = size ? keep_text(set, etag, size) : 0;
    return entry;
}

const char *entries_key(const struct content_entries *set, size_t index)
{
    return set->texts + set->items[index].key;
}

const char *entries_etag(const struct content_entries *set, size_t index)
{
    return set->texts + set->items[index].etag;
}

static int compare(const void *left, const void *right, void *texts)
{
    const char *from = texts;
    return strcmp(from + ((const struct content_entry *)left)->key,
                  from + ((const struct content_entry *)right)->key);
}

static bool is_sorted(const struct content_entries *set)
{
    for (size_t i = 1; i < set->count; i++) {
        if (strcmp(entries_key(set, i - 1), entries_key(set, i)) > 0) {
            return false;
        }
    }
    return true;
}

void entries_sort(struct content_entries *set)
{
    if (!is_sorted(set)) { /* what S3 lists is, and sorting it again takes memory */
        qsort_r(set->items, set->count, sizeof *set->items, compare, set->texts);
    }
}

const char *entries_repeated(const struct content_entries *set)
{
    for (size_t i = 1; i < set->count; i++) {
        if (strcmp(entries_key(set, i - 1), entries_key(set, i)) == 0) {
            return entries_key(set, i);
        }
    }
    return NULL;
}

ptrdiff_t entries_find(const struct content_entries *set, const char *key)
{
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(entries_key(set, middle), key);
        if (order == 0) {
            return (ptrdiff_t)middle;
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return CONTENT_ABSENT;
}
