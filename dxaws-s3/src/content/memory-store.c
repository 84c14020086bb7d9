/* SPDX-License-Identifier: MIT */
/* Content in a simulated bucket. Times have seconds, as S3's; ETags are MD5 but under a KMS key. */
#include "memory-store.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/json.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../providers/memory-objects.h"

enum { SECOND_MS = 1000 };

static int64_t second_of(int64_t ms)
{
    return ms - ms % SECOND_MS;
}

static int64_t modified(const json_t *object)
{
    return second_of(json_integer_value(json_object_get(object, OBJECT_MODIFIED)));
}

static int64_t size_of(const json_t *object)
{
    return json_integer_value(json_object_get(object, OBJECT_SIZE));
}

static bool read_digest(const char *hex, unsigned char digest[CONTENT_DIGEST])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < (size_t)2 * CONTENT_DIGEST; i++) {
        const char *found = hex && hex[i] ? strchr(digits, hex[i]) : NULL;
        if (found == NULL) {
            return false;
        }
        digest[i / 2] = (unsigned char)(digest[i / 2] << 4 | (found - digits));
    }
    return true;
}

/* ---- reading */

/* The objects that are served, by key; NULL without memory. */
static json_t *served(const json_t *bucket)
{
    size_t i;
    json_t *object;
    bool whole = true;
    json_t *latest = json_object();
    json_array_foreach(json_object_get(bucket, MEMORY_OBJECTS), i, object) {
        const char *key = dx_text(object, S3_KEY);
        if (key != NULL) {
            dx_put(&whole, latest, key, json_incref(object));
        }
    }
    return dx_whole(whole, latest);
}

static dxaws_error *list_objects(const struct memory_call *call, const char *prefix,
                                 struct content_entries *listed)
{
    const char *key;
    json_t *object;
    size_t skipped = strlen(prefix);
    json_t *latest = served(call->document);
    bool whole = latest != NULL;
    json_object_foreach(latest, key, object) {
        bool own = strncmp(key, prefix, skipped) == 0 &&
                   strncmp(key + skipped, CONTENT_OWN, strlen(CONTENT_OWN)) != 0;
        if (own && !json_is_true(json_object_get(object, OBJECT_MARKER))) {
            struct content_entry *entry =
                entries_add(listed, key + skipped, dx_text(object, OBJECT_ETAG));
            whole = whole && entry != NULL;
            if (entry != NULL) {
                entry->size = size_of(object);
                entry->time_ms = modified(object);
            }
        }
    }
    json_decref(latest);
    entries_sort(listed);
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *list(const struct content_place *place, dxaws_context *context,
                         struct content_entries *listed)
{
    struct memory_call call = memory_store_call(place, "ListObjectsV2");
    dxaws_error *error = memory_call_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    error = memory_call_check_access(&call);
    return memory_call_end(&call, error ? error : list_objects(&call, place->prefix, listed));
}

/* Within a transaction: the bytes of an object, for free(); of an index, which is small. */
static dxaws_error *read_bytes(const struct memory_call *call, const json_t *object,
                               unsigned char **data, size_t *size)
{
    FILE *stream = NULL;
    int file = -1;
    int64_t length = 0;
    const char *digest = dx_text(object, OBJECT_DIGEST);
    *size = 0;
    if (digest == NULL || !memory_bytes_open(call->account, digest, &file, data, &length)) {
        return digest ? memory_call_refuse(call, DXAWS_ERROR_UNAVAILABLE, "InternalError", 500,
                                           "the object's bytes are not there any more")
                      : NULL;
    }
    *size = (size_t)length;
    if (file >= 0) {
        stream = fdopen(file, "r");
        *data = malloc((size_t)length + 1);
        bool whole = stream && *data && fread(*data, 1, (size_t)length, stream) == (size_t)length;
        if (stream != NULL) {
            fclose(stream);
        }
        return whole ? NULL
                     : memory_call_refuse(call, DXAWS_ERROR_UNAVAILABLE, "InternalError", 500,
                                          "the object's bytes cannot be read");
    }
    return NULL;
}

static dxaws_error *get_index(const struct content_place *place, dxaws_context *context,
                              struct index_reader *reader, char **etag, int64_t *modified_ms,
                              int64_t *now_ms, struct content_entries *listed)
{
    struct memory_call call = memory_store_call(place, "GetObject");
    unsigned char *data = NULL;
    size_t size = 0;
    char *key = memory_store_key(place, MEMORY_INDEX_KEY);
    dxaws_error *error =
        key ? memory_call_begin(&call, context, false) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = memory_call_check_access(&call);
        const json_t *object = error ? NULL : memory_objects_find(call.document, key);
        *now_ms = second_of(dxaws_memory_now_ms(call.account));
        if (object != NULL) {
            error = read_bytes(&call, object, &data, &size);
            *modified_ms = modified(object);
            const char *found = dx_text(object, OBJECT_ETAG);
            *etag = error ? NULL : strdup(found ? found : "");
            error = error || *etag ? error : dxaws_error_out_of_memory();
        }
        error = memory_call_end(&call, error);
    }
    if (error == NULL && *etag != NULL) {
        index_reader_take(reader, data, size);
    }
    free(data);
    free(key);
    return error || listed == NULL ? error : list(place, context, listed);
}

static dxaws_error *holds_index(const struct content_place *place, dxaws_context *context,
                                const char *etag, bool *holds)
{
    struct memory_call call = memory_store_call(place, "HeadObject");
    char *key = memory_store_key(place, MEMORY_INDEX_KEY);
    dxaws_error *error =
        key ? memory_call_begin(&call, context, false) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = memory_call_check_access(&call);
        const json_t *object = error ? NULL : memory_objects_find(call.document, key);
        const char *found = dx_text(object, OBJECT_ETAG);
        *holds = found != NULL && strcmp(found, etag) == 0;
        error = memory_call_end(&call, error);
    }
    free(key);
    return error;
}

static bool add_seen(const json_t *object, const char *key, struct content_entries *seen,
                     struct content_headers *headers)
{
    struct content_entry *entry = entries_add(seen, key, dx_text(object, OBJECT_ETAG));
    json_t *none = json_object();
    json_t *held = json_object_get(object, OBJECT_HEADERS);
    bool whole = entry != NULL && none != NULL;
    if (whole && object != NULL) {
        entry->size = size_of(object);
        entry->headers = headers_add(headers, held ? held : none);
        whole = entry->headers != CONTENT_NO_HEADERS;
        const char *composite = dx_text(object, OBJECT_COMPOSITE);
        entry->parts = (uint16_t)json_integer_value(json_object_get(object, OBJECT_PARTS));
        if (!read_digest(composite ? composite : dx_text(object, OBJECT_DIGEST), entry->digest)) {
            entry->parts = 0;
            memset(entry->digest, 0, CONTENT_DIGEST);
        }
    }
    json_decref(none);
    return whole;
}

static dxaws_error *look(const struct content_place *place, dxaws_context *context,
                         const char *const *keys, size_t count, struct content_entries *seen,
                         struct content_headers *headers)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < count && error == NULL; i++) {
        struct memory_call call = memory_store_call(place, "HeadObject");
        char *key = memory_store_key(place, keys[i]);
        error = key ? memory_call_begin(&call, context, false) : dxaws_error_out_of_memory();
        if (error == NULL) {
            error = memory_call_check_access(&call);
            const json_t *object = error ? NULL : memory_objects_find(call.document, key);
            bool whole = error != NULL || add_seen(object, keys[i], seen, headers);
            error = memory_call_end(&call, whole ? error : dxaws_error_out_of_memory());
        }
        free(key);
    }
    return error;
}

const struct content_store memory_store = {
    .list = list,
    .get_index = get_index,
    .holds_index = holds_index,
    .put_index = memory_store_put_index,
    .sweep_index = memory_store_sweep_index,
    .look = look,
    .put = memory_store_put,
    .remove = memory_store_remove,
    .list_uploads = memory_store_list_uploads,
    .abort_uploads = memory_store_abort_uploads,
};
