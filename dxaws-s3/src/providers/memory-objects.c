/* SPDX-License-Identifier: MIT */
/* Objects and their versions in a simulated bucket. */
#include "memory-objects.h"

#include <dxaws/kit/json.h>

#include <stdio.h>
#include <string.h>

#define UNVERSIONED "null"

static json_t *objects_of(const json_t *bucket)
{
    return json_object_get(bucket, MEMORY_OBJECTS);
}

static bool is_of(const json_t *object, const char *key)
{
    const char *own = dx_text(object, S3_KEY);
    return own != NULL && strcmp(own, key) == 0;
}

static bool is_unversioned(const json_t *object)
{
    const char *version = dx_text(object, S3_VERSION);
    return version == NULL || strcmp(version, UNVERSIONED) == 0;
}

json_t *memory_objects_find(const json_t *bucket, const char *key)
{
    json_t *objects = objects_of(bucket);
    for (size_t i = json_array_size(objects); i > 0; i--) {
        json_t *object = json_array_get(objects, i - 1);
        if (is_of(object, key)) {
            return json_is_true(json_object_get(object, OBJECT_MARKER)) ? NULL : object;
        }
    }
    return NULL;
}

static dxaws_error *drop(struct memory_call *call, size_t index, json_t *dropped)
{
    json_t *objects = objects_of(call->document);
    const char *digest = dx_text(json_array_get(objects, index), OBJECT_DIGEST);
    dxaws_error *error = memory_bytes_drop(call->account, digest);
    bool whole =
        error != NULL || digest == NULL || json_array_append_new(dropped, json_string(digest)) == 0;
    json_array_remove(objects, index);
    return whole ? error : dxaws_error_out_of_memory();
}

/* The version without a number is one only: the next takes its place. */
static dxaws_error *drop_unversioned(struct memory_call *call, const char *key, json_t *dropped)
{
    json_t *objects = objects_of(call->document);
    dxaws_error *error = NULL;
    for (size_t i = json_array_size(objects); i > 0 && error == NULL; i--) {
        const json_t *object = json_array_get(objects, i - 1);
        if (is_of(object, key) && is_unversioned(object)) {
            error = drop(call, i - 1, dropped);
        }
    }
    return error;
}

static bool has_versions(const struct memory_call *call)
{
    return json_is_true(json_object_get(call->document, S3_VERSIONING));
}

static dxaws_error *append(struct memory_call *call, json_t *object)
{
    bool whole = object != NULL;
    char version[40] = UNVERSIONED;
    json_t *objects = objects_of(call->document);
    if (has_versions(call)) {
        uint64_t number = dxaws_memory_next_number(call->account, "s3-version");
        snprintf(version, sizeof version, "version-%llu", (unsigned long long)number);
        whole = whole && number > 0;
    }
    if (objects == NULL) {
        dx_put(&whole, call->document, MEMORY_OBJECTS, json_array());
        objects = objects_of(call->document);
    }
    dx_put(&whole, object, S3_VERSION, json_string(version));
    dx_append(&whole, objects, object);
    return whole ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *memory_objects_put(struct memory_call *call, json_t *object, json_t *dropped)
{
    const char *key = dx_text(object, S3_KEY);
    dxaws_error *error = NULL;
    if (key != NULL && !has_versions(call)) {
        error = drop_unversioned(call, key, dropped);
    }
    if (error != NULL) {
        json_decref(object);
        return error;
    }
    return append(call, object);
}

static bool holds(const json_t *bucket, const char *key)
{
    size_t i;
    json_t *object;
    json_array_foreach(objects_of(bucket), i, object) {
        if (is_of(object, key)) {
            return true;
        }
    }
    return false;
}

dxaws_error *memory_objects_delete(struct memory_call *call, const char *key, json_t *dropped)
{
    bool versions = has_versions(call);
    dxaws_error *error = versions ? NULL : drop_unversioned(call, key, dropped);
    if (error != NULL || (!versions && !holds(call->document, key))) {
        return error; /* nothing is left that a marker would hide */
    }
    return append(call, json_pack("{ss sb sI}", S3_KEY, key, OBJECT_MARKER, 1, OBJECT_MODIFIED,
                                  (json_int_t)dxaws_memory_now_ms(call->account)));
}

static bool is_same_version(const json_t *left, const json_t *right)
{
    const char *key = dx_text(right, S3_KEY);
    const char *versions[] = {dx_text(left, S3_VERSION), dx_text(right, S3_VERSION)};
    if (key == NULL || versions[0] == NULL || versions[1] == NULL) {
        return json_equal(left, right);
    }
    return is_of(left, key) && strcmp(versions[0], versions[1]) == 0;
}

dxaws_error *memory_objects_remove(struct memory_call *call, const json_t *version, json_t *dropped)
{
    json_t *objects = objects_of(call->document);
    for (size_t i = 0; i < json_array_size(objects); i++) { /* mostly it is the first */
        if (is_same_version(json_array_get(objects, i), version)) {
            return drop(call, i, dropped);
        }
    }
    return NULL;
}

void memory_objects_collect(dxaws_memory_account *account, dxaws_context *context, json_t *dropped)
{
    size_t i;
    json_t *digest;
    json_array_foreach(dropped, i, digest) {
        memory_bytes_collect(account, context, json_string_value(digest));
    }
    json_decref(dropped);
}
