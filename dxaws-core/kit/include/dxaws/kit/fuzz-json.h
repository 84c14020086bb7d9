/* SPDX-License-Identifier: MIT */
/** @file
 * How libFuzzer changes inputs that are JSON: mostly as documents, whose members are taken away,
 * moved and replaced, since changed bytes seldom are JSON again. Header only; include it once in
 * a target.
 */
#ifndef DXAWS_KIT_FUZZ_JSON_H
#define DXAWS_KIT_FUZZ_JSON_H

#include <dxaws/kit/fuzz-main.h>

#ifdef DXAWS_LIBFUZZER
#include <jansson.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t limit);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed);

/** All values of a document, each with what it is in. */
struct dx_fuzz_values {
    struct {
        json_t *parent;
        const char *key; /**< in an object */
        size_t index;    /**< in an array */
        json_t *value;
    } items[512];
    size_t count;
};

static inline void dx_fuzz_collect(struct dx_fuzz_values *values, json_t *parent)
{
    enum { LIMIT = sizeof values->items / sizeof *values->items };
    size_t index;
    const char *key;
    json_t *value;
    json_object_foreach(parent, key, value) {
        if (values->count < LIMIT) {
            values->items[values->count].parent = parent;
            values->items[values->count].key = key;
            values->items[values->count++].value = value;
            dx_fuzz_collect(values, value);
        }
    }
    json_array_foreach(parent, index, value) {
        if (values->count < LIMIT) {
            values->items[values->count].parent = parent;
            values->items[values->count].index = index;
            values->items[values->count++].value = value;
            dx_fuzz_collect(values, value);
        }
    }
}

/** A value for another one's place: of any type, or its text changed. */
static inline json_t *dx_fuzz_value(const json_t *old, unsigned seed)
{
    static const char *const values[] = {
        "null", "true", "false", "0",    "-1",     "1",    "9223372036854775807",         "1.5",
        "{}",   "[]",   "[1]",   "[[]]", "[null]", "\"\"", "{\"$known\":\"after apply\"}"};
    char text[4096];
    if (!json_is_string(old) || seed % 3 == 0) {
        return json_loads(values[seed / 3 % (sizeof values / sizeof *values)], JSON_DECODE_ANY,
                          NULL);
    }
    size_t size = json_string_length(old) < sizeof text / 2 ? json_string_length(old) : 0;
    memcpy(text, json_string_value(old), size);
    json_t *changed = json_stringn(text, LLVMFuzzerMutate((uint8_t *)text, size, sizeof text));
    return changed && strlen(json_string_value(changed)) == json_string_length(changed)
               ? changed
               : (json_decref(changed), json_string("x"));
}

/** One change of a document. */
static inline void dx_fuzz_change(json_t *document, unsigned seed)
{
    struct dx_fuzz_values *values = calloc(1, sizeof *values);
    dx_fuzz_require(values != NULL);
    dx_fuzz_collect(values, document);
    size_t count = values->count;
    size_t to = count ? seed / 8 % count : 0;
    size_t from = count ? seed / 4096 % count : 0;
    json_t *parent = count ? values->items[to].parent : NULL;
    const char *key = count ? values->items[to].key : NULL;
    json_t *copy = count ? json_deep_copy(values->items[from].value) : NULL;
    if (copy != NULL && seed % 8 < 3) { /* a member of one object, in another one too */
        const char *name = values->items[from].key;
        json_t *target = json_is_object(values->items[to].value) ? values->items[to].value : parent;
        json_object_set(target, name ? name : "x", copy);
        json_array_append(target, copy);
    } else if (copy != NULL && seed % 8 == 3) {
        json_object_del(parent, key ? key : "");
        json_array_remove(parent, values->items[to].index);
    } else if (copy != NULL) {
        json_t *made =
            seed % 8 == 4 ? json_incref(copy) : dx_fuzz_value(values->items[to].value, seed / 8);
        if (json_is_object(parent)) {
            json_object_set(parent, key, made);
        } else {
            json_array_set(parent, values->items[to].index, made);
        }
        json_decref(made);
    }
    json_decref(copy);
    free(values);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed)
{
    json_t *document = seed % 5 ? json_loadb((const char *)data, size, 0, NULL) : NULL;
    char *text = NULL;
    if (document != NULL) {
        dx_fuzz_change(document, seed / 5);
        text = json_dumps(document, JSON_COMPACT);
    }
    size_t made = text ? strlen(text) : 0;
    if (made > 0 && made <= limit) {
        memcpy(data, text, made);
    } else {
        made = LLVMFuzzerMutate(data, size, limit);
    }
    free(text);
    json_decref(document);
    return made;
}
#endif

#endif
