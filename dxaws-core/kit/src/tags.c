/* SPDX-License-Identifier: MIT */
/* Tags are owned key by key. What a tag of ours remembers, in `dxaws:tags`, is five characters for
 * each pair that we set where the key was absent: 30 bits of a digest of both. So a key of ours is
 * taken off when it is declared no more, and stays when somebody changed its value since. */
#include <dxaws/kit/ownership.h>

#include <dxaws/extend/names.h>

#include <stdlib.h>
#include <string.h>

enum { CODE = 5, CODE_SIZE = CODE + 1, MEMORY_CODES = 45 };

/* The pair, as the memory holds it; false without memory. */
static bool encode(const char *key, const char *value, char code[CODE_SIZE])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char digest[DXAWS_DIGEST_SIZE];
    size_t first = strlen(key) + 1; /* no key holds a NUL, so that no two pairs are alike */
    char *pair = malloc(first + strlen(value));
    memset(code, 0, CODE_SIZE);
    if (pair == NULL) {
        return false;
    }
    memcpy(pair, key, first);
    memcpy(pair + first, value, strlen(value));
    bool done = dxaws_digest(pair, first + strlen(value), digest);
    if (done) {
        digest[8] = '\0';
        unsigned long bits = strtoul(digest, NULL, 16) >> 2;
        for (size_t i = CODE; i > 0; i--, bits >>= 6) {
            code[i - 1] = digits[bits & 63];
        }
    }
    free(pair);
    return done;
}

/* Whether the resource remembers that we gave it this pair. */
static bool remembers(bool *whole, const json_t *observed, const char *key, const char *value)
{
    const char *memory = dx_text(observed, DX_TAG_MEMORY);
    char code[CODE_SIZE];
    if (memory == NULL || value == NULL) {
        return false;
    }
    *whole = encode(key, value, code) && *whole;
    for (; strlen(memory) >= CODE; memory += CODE) {
        if (strncmp(memory, code, CODE) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* A declared key is ours when it was absent before us, whatever value it got since. */
static bool is_ours(bool *whole, const json_t *observed, const char *key, const char *value)
{
    const char *found = dx_text(observed, key);
    return found == NULL || remembers(whole, observed, key, found) ||
           remembers(whole, observed, key, value);
}

/* What is to be remembered of the declared tags; NULL without memory. */
static char *memory_of(const json_t *declared, const json_t *observed)
{
    char *memory = calloc(MEMORY_CODES, CODE_SIZE);
    bool whole = memory != NULL;
    size_t count = 0;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)declared, key, value) {
        const char *text = json_string_value(value);
        if (whole && count < MEMORY_CODES && text != NULL && !has_prefix(key, "dxaws:") &&
            is_ours(&whole, observed, key, text)) {
            whole = encode(key, text, memory + count * CODE) && whole;
            count++;
        }
    }
    if (!whole) {
        free(memory);
        return NULL;
    }
    return memory;
}

/* Only what is otherwise is written: a key that is named in a request is one that somebody
 * else's change of the same moment would be lost of. */
static void set_pair(bool *whole, json_t *set, const json_t *observed, const char *key,
                     json_t *value)
{
    const json_t *found = json_object_get(observed, key);
    if (found == NULL || !json_equal(found, value)) {
        dx_put(whole, set, key, json_incref(value));
    }
}

/* Those that say whose a resource is are written with the mark, and are no tags like others. */
static bool is_mark(const char *key)
{
    return strcmp(key, DX_TAG_SITE) == 0 || strcmp(key, DX_TAG_MANAGED) == 0 ||
           strcmp(key, DX_TAG_MEMORY) == 0;
}

/* Keys that are there and wanted no more: ours, which are all of our own prefix as well. */
static void remove_keys(bool *whole, const struct dx_tags_wanted *wanted, const json_t *observed,
                        json_t *removed)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)observed, key, value) {
        bool kept = json_object_get(wanted->declared, key) != NULL || is_mark(key) ||
                    has_prefix(key, "aws:") ||
                    (wanted->also != NULL && strcmp(wanted->also, key) == 0);
        bool ours =
            has_prefix(key, "dxaws:") || remembers(whole, observed, key, json_string_value(value));
        if (!kept && (wanted->exact || ours)) {
            dx_append(whole, removed, json_string(key));
        }
    }
}

/* The memory itself, which changes with what it remembers. */
static void set_memory(bool *whole, const json_t *declared, const json_t *observed, json_t *set,
                       json_t *removed)
{
    const char *before = dx_text(observed, DX_TAG_MEMORY);
    char *memory = memory_of(declared, observed);
    if (memory == NULL) {
        *whole = false;
    } else if (memory[0] == '\0' && before != NULL) {
        dx_append(whole, removed, json_string(DX_TAG_MEMORY));
    } else if (memory[0] != '\0' && (before == NULL || strcmp(before, memory) != 0)) {
        dx_put(whole, set, DX_TAG_MEMORY, json_string(memory));
    }
    free(memory);
}

bool dx_tags_are_marks(const json_t *set, const json_t *removed)
{
    const char *key;
    json_t *value;
    size_t index;
    bool marks = true;
    json_object_foreach((json_t *)(uintptr_t)set, key, value) {
        marks = marks && is_mark(key);
    }
    json_array_foreach((json_t *)(uintptr_t)removed, index, value) {
        marks = marks && is_mark(json_string_value(value));
    }
    return marks;
}

bool dx_tags_plan(const struct dx_tags_wanted *wanted, const json_t *observed, json_t **set,
                  json_t **removed)
{
    bool whole = true;
    const char *key;
    json_t *value;
    *set = json_object();
    *removed = json_array();
    json_object_foreach((json_t *)(uintptr_t)wanted->declared, key, value) {
        set_pair(&whole, *set, observed, key, value);
    }
    /* Who declares no tags at all leaves them alone, ours as well; an empty set takes ours off. */
    if (wanted->declared != NULL) {
        remove_keys(&whole, wanted, observed, *removed);
    }
    /* Where there is no mark nothing says whose the memory is, so that none is kept. */
    if (wanted->declared != NULL && wanted->marks != NULL) {
        set_memory(&whole, wanted->declared, observed, *set, *removed);
    }
    json_object_foreach((json_t *)(uintptr_t)wanted->marks, key, value) {
        set_pair(&whole, *set, observed, key, value);
    }
    if (!whole || *set == NULL || *removed == NULL) {
        json_decref(*set);
        json_decref(*removed);
        *set = *removed = NULL;
        return false;
    }
    return true;
}

json_t *dx_tags_merged(const json_t *tags, const json_t *set, const json_t *removed)
{
    json_t *merged = tags ? dx_members(tags) : json_object();
    bool whole = merged != NULL &&
                 (set == NULL || json_object_update(merged, (json_t *)(uintptr_t)set) == 0);
    size_t index;
    json_t *key;
    json_array_foreach((json_t *)(uintptr_t)removed, index, key) {
        json_object_del(merged, json_string_value(key));
    }
    return dx_whole(whole, merged);
}

json_t *dx_tags_ours(const json_t *tags, bool all)
{
    bool whole = true;
    json_t *keys = json_array();
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)tags, key, value) {
        if (has_prefix(key, "dxaws:") ||
            (all && remembers(&whole, tags, key, json_string_value(value)))) {
            dx_append(&whole, keys, json_string(key));
        }
    }
    return dx_whole(whole && keys != NULL, keys);
}
