/* SPDX-License-Identifier: MIT */
/* Tags: a sorted array of pairs. */
#include <dxaws/tags.h>

#include <stdlib.h>
#include <string.h>

struct pair {
    char *key;
    char *value;
};

struct dxaws_tags {
    struct pair *pairs;
    size_t count;
    bool out_of_memory;
};

dxaws_tags *dxaws_tags_new(void)
{
    return calloc(1, sizeof(dxaws_tags));
}

void dxaws_tags_free(dxaws_tags *tags)
{
    if (tags != NULL) {
        for (size_t i = 0; i < tags->count; i++) {
            free(tags->pairs[i].key);
            free(tags->pairs[i].value);
        }
        free(tags->pairs);
        free(tags);
    }
}

/* Where the key is, or where it would have to be inserted. */
static size_t position(const dxaws_tags *tags, const char *key, bool *found)
{
    size_t low = 0;
    size_t high = tags->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(tags->pairs[middle].key, key);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *found = false;
    return low;
}

static bool insert(dxaws_tags *tags, size_t index, char *key, char *value)
{
    struct pair *pairs = reallocarray(tags->pairs, tags->count + 1, sizeof *pairs);
    if (pairs == NULL) {
        return false;
    }
    tags->pairs = pairs;
    memmove(&pairs[index + 1], &pairs[index], (tags->count - index) * sizeof *pairs);
    pairs[index] = (struct pair){.key = key, .value = value};
    tags->count++;
    return true;
}

void dxaws_tags_set(dxaws_tags *tags, const char *key, const char *value)
{
    if (tags == NULL || key == NULL || value == NULL) {
        return;
    }
    bool found;
    size_t index = position(tags, key, &found);
    char *value_copy = strdup(value);
    char *key_copy = found ? NULL : strdup(key);
    if (value_copy != NULL && found) {
        free(tags->pairs[index].value);
        tags->pairs[index].value = value_copy;
        return;
    }
    if (value_copy == NULL || key_copy == NULL || !insert(tags, index, key_copy, value_copy)) {
        free(value_copy);
        free(key_copy);
        tags->out_of_memory = true;
    }
}

void dxaws_tags_remove(dxaws_tags *tags, const char *key)
{
    bool found = false;
    size_t index = tags && key ? position(tags, key, &found) : 0;
    if (found) {
        free(tags->pairs[index].key);
        free(tags->pairs[index].value);
        tags->count--;
        memmove(&tags->pairs[index], &tags->pairs[index + 1],
                (tags->count - index) * sizeof *tags->pairs);
    }
}

const char *dxaws_tags_get(const dxaws_tags *tags, const char *key)
{
    bool found = false;
    size_t index = tags && key ? position(tags, key, &found) : 0;
    return found ? tags->pairs[index].value : NULL;
}

size_t dxaws_tags_count(const dxaws_tags *tags)
{
    return tags ? tags->count : 0;
}

bool dxaws_tags_at(const dxaws_tags *tags, size_t index, const char **key, const char **value)
{
    if (index >= dxaws_tags_count(tags)) {
        return false;
    }
    *key = tags->pairs[index].key;
    *value = tags->pairs[index].value;
    return true;
}

bool dxaws_tags_equal(const dxaws_tags *left, const dxaws_tags *right)
{
    if (dxaws_tags_count(left) != dxaws_tags_count(right)) {
        return false;
    }
    for (size_t i = 0; i < dxaws_tags_count(left); i++) {
        if (strcmp(left->pairs[i].key, right->pairs[i].key) != 0 ||
            strcmp(left->pairs[i].value, right->pairs[i].value) != 0) {
            return false;
        }
    }
    return true;
}

dxaws_error *dxaws_tags_check(const dxaws_tags *tags)
{
    return tags && tags->out_of_memory ? dxaws_error_out_of_memory() : NULL;
}
