/* SPDX-License-Identifier: MIT */
/* Objects written and removed in a simulated bucket. ETags are MD5 but under a KMS key. */
#include "memory-store.h"

#include <dxaws/extend/context.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/tree.h>
#include <dxaws/kit/json.h>
#include <dxaws/s3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

#define METADATA "x-amz-meta-"

enum {
    FEW = 256,     /* objects of a bucket in which each call is a transaction of its own: beyond, */
    TOGETHER = 64, /* so many are one, since each writes the whole bucket */
    MOST_KEY = 1024,
    MOST_METADATA = 2048,
};
static const int64_t most_bytes = INT64_C(5) * 1024 * 1024 * 1024; /* of one PUT */
static const int64_t most_parts_bytes = INT64_C(5) * 1024 * 1024 * 1024 * 1024;

struct memory_call memory_store_call(const struct content_place *place, const char *operation)
{
    return (struct memory_call){
        .account = place->self, .operation = operation, .bucket = &place->bucket};
}

char *memory_store_key(const struct content_place *place, const char *key)
{
    char *whole = NULL;
    return asprintf(&whole, "%s%s", place->prefix, key) < 0 ? NULL : whole;
}

dxaws_error *memory_store_check(const struct memory_call *call, const char *key,
                                const json_t *headers)
{
    const char *name;
    json_t *value;
    size_t metadata = 0;
    json_object_foreach((json_t *)(uintptr_t)headers, name, value) {
        bool is_metadata = strncmp(name, METADATA, strlen(METADATA)) == 0;
        metadata += is_metadata ? strlen(name) - strlen(METADATA) + json_string_length(value) : 0;
    }
    if (strlen(key) > MOST_KEY) {
        return memory_call_refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "KeyTooLongError", 400,
                                  "Your key is too long");
    }
    if (metadata > MOST_METADATA) {
        return memory_call_refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "MetadataTooLarge", 400,
                                  "Your metadata headers exceed the maximum allowed metadata size");
    }
    return NULL;
}

/* What S3 refuses of an object, whatever stands there. */
static dxaws_error *check_object(const struct memory_call *call,
                                 const struct memory_writing *writing)
{
    int64_t most = writing->parts > 0 ? most_parts_bytes : most_bytes;
    return writing->bytes.size > most
               ? memory_call_refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "EntityTooLarge", 400,
                                    "Your proposed upload exceeds the maximum allowed size")
               : memory_store_check(call, writing->key, writing->headers);
}

/* Under a KMS key an ETag is no digest, and another one each time. */
static bool new_etag(const struct memory_call *call, struct memory_writing *writing)
{
    char parts[8] = "";
    const json_t *encryption = json_object_get(call->document, S3_ENCRYPTION);
    const char *algorithm = dx_text(encryption, S3_ALGORITHM);
    snprintf(writing->etag, sizeof writing->etag, "%s",
             writing->parts > 0 ? writing->of_parts : writing->bytes.md5);
    if (algorithm == NULL || strcmp(algorithm, DXAWS_S3_ENCRYPTION_SSE_S3) == 0) {
        return true;
    }
    uint64_t number = dxaws_memory_next_number(call->account, "s3-etag");
    if (writing->parts > 0) {
        snprintf(parts, sizeof parts, "-%u", (unsigned)writing->parts);
    }
    snprintf(writing->etag, sizeof writing->etag, "%016llx%016llx%s",
             (unsigned long long)number * 0x9e3779b97f4a7c15U, (unsigned long long)number, parts);
    return number > 0;
}

dxaws_error *memory_store_write_now(struct memory_call *call, struct memory_writing *writing,
                                    json_t *dropped)
{
    dxaws_error *error = memory_call_check_access(call);
    error = error ? error : check_object(call, writing);
    if (error != NULL) {
        return error;
    }
    const json_t *there = memory_objects_find(call->document, writing->key);
    const char *found = dx_text(there, OBJECT_ETAG);
    bool holds =
        writing->if_match ? found != NULL && strcmp(found, writing->if_match) == 0 : there == NULL;
    writing->refused = !holds;
    if (!holds) {
        return NULL;
    }
    error = memory_bytes_keep(call->account, &writing->bytes);
    if (error == NULL && !new_etag(call, writing)) {
        error = dxaws_error_out_of_memory();
    }
    if (error != NULL) {
        return error;
    }
    json_t *object =
        json_pack("{ss ss sI ss sI}", S3_KEY, writing->key, OBJECT_ETAG, writing->etag, OBJECT_SIZE,
                  (json_int_t)writing->bytes.size, OBJECT_DIGEST, writing->bytes.digest,
                  OBJECT_MODIFIED, (json_int_t)dxaws_memory_now_ms(call->account));
    bool whole = object != NULL;
    dx_put(&whole, object, OBJECT_HEADERS,
           writing->headers ? dxaws_tree_copy(writing->headers) : json_object());
    if (writing->parts > 0) {
        dx_put(&whole, object, OBJECT_PARTS, json_integer(writing->parts));
        dx_put(&whole, object, OBJECT_COMPOSITE, json_string(writing->composite));
    }
    if (!whole) {
        json_decref(object);
        return dxaws_error_out_of_memory();
    }
    return memory_objects_put(call, object, dropped);
}

dxaws_error *memory_store_settle(const struct memory_call *call,
                                 const struct memory_writing *writing)
{
    return writing->refused
               ? memory_call_refuse(call, DXAWS_ERROR_CONFLICT, "PreconditionFailed", 412,
                                    "At least one of the pre-conditions you specified did not hold")
               : memory_call_store(call);
}

dxaws_error *memory_store_end(struct memory_call *call, const struct memory_writing *writing,
                              dxaws_error *error)
{
    error = memory_call_end(call, error);
    if (writing->refused && dxaws_error_is_refusal(error, "PreconditionFailed")) {
        dxaws_error_free(error);
        error = NULL;
    }
    return error;
}

dxaws_error *memory_store_put_index(const struct content_place *place, dxaws_context *context,
                                    const void *data, size_t size, const char *if_match,
                                    struct content_index_put *outcome)
{
    struct memory_call call = memory_store_call(place, "PutObject");
    char *key = memory_store_key(place, MEMORY_INDEX_KEY);
    json_t *headers = json_pack("{ss}", "Content-Type", "application/gzip");
    json_t *dropped = json_array();
    struct memory_writing writing = {.key = key, .headers = headers, .if_match = if_match};
    dxaws_error *error = key && headers && dropped ? NULL : dxaws_error_out_of_memory();
    error =
        error ? error
              : memory_bytes_take(place->self, context, NULL, data, (int64_t)size, &writing.bytes);
    error = error ? error : memory_call_begin(&call, context, true);
    if (error == NULL) {
        error = memory_store_write_now(&call, &writing, dropped);
        error = error ? error : memory_store_settle(&call, &writing);
        outcome->versioned = json_is_true(json_object_get(call.document, S3_VERSIONING));
        error = memory_store_end(&call, &writing, error);
        outcome->refused = error == NULL && writing.refused;
    }
    if (error == NULL && !writing.refused) {
        outcome->etag = strdup(writing.etag);
        error = outcome->etag ? NULL : dxaws_error_out_of_memory();
    }
    memory_objects_collect(place->self, context, dropped);
    memory_bytes_clear(&writing.bytes);
    json_decref(headers);
    free(key);
    return error;
}

/* Within a transaction. */
static dxaws_error *sweep_now(struct memory_call *call, const char *key, json_t *dropped)
{
    const json_t *last = memory_objects_find(call->document, key);
    const json_t *objects = json_object_get(call->document, MEMORY_OBJECTS);
    dxaws_error *error = memory_call_check_access(call);
    for (size_t i = 0; error == NULL && i < json_array_size(objects);) {
        const json_t *object = json_array_get(objects, i);
        const char *found = dx_text(object, S3_KEY);
        if (object != last && found != NULL && strcmp(found, key) == 0) {
            error = memory_objects_remove(call, object, dropped);
        } else {
            i++;
        }
    }
    return error ? error : memory_call_store(call);
}

dxaws_error *memory_store_sweep_index(const struct content_place *place, dxaws_context *context)
{
    struct memory_call call = memory_store_call(place, "DeleteObjects");
    char *key = memory_store_key(place, MEMORY_INDEX_KEY);
    json_t *dropped = json_array();
    dxaws_error *error = key && dropped ? NULL : dxaws_error_out_of_memory();
    error = error ? error : memory_call_begin(&call, context, true);
    if (error == NULL) {
        error = memory_call_end(&call, sweep_now(&call, key, dropped));
    }
    memory_objects_collect(place->self, context, dropped);
    free(key);
    return error;
}

/* ---- sets */

static bool is_wanted(const struct memory_bytes *bytes, const struct content_entry *wanted)
{
    char hex[BYTES_DIGEST];
    for (size_t i = 0; i < CONTENT_DIGEST; i++) {
        snprintf(hex + 2 * i, 3, "%02x", wanted->digest[i]);
    }
    return bytes->size == wanted->size && strcmp(bytes->digest, hex) == 0;
}

dxaws_error *memory_store_prepare(const struct content_place *place, dxaws_context *context,
                                  const struct content_put *put, struct memory_writing *writing)
{
    struct memory_call call = memory_store_call(place, "PutObject");
    writing->headers = put->headers;
    writing->if_match = put->if_match;
    writing->key = memory_store_key(place, put->key);
    if (writing->key == NULL) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = memory_bytes_take(place->self, context, put->body.file, put->body.data,
                                           put->wanted->size, &writing->bytes);
    if (error == NULL && !is_wanted(&writing->bytes, put->wanted)) {
        error =
            memory_call_refuse(&call, DXAWS_ERROR_INVALID_ARGUMENT, "BadDigest", 400,
                               "The SHA256 you specified did not match the calculated checksum");
    }
    return error;
}

/* Writes those that are not lost already, in the transaction that is open; an error of one alone is
 * that of its call. */
static dxaws_error *write_all(struct memory_call *call, struct content_put *puts,
                              struct memory_writing *writings, size_t count, json_t *dropped)
{
    if (count == 1) {
        dxaws_error *error = memory_store_write_now(call, writings, dropped);
        return error ? error : memory_store_settle(call, writings);
    }
    for (size_t i = 0; i < count; i++) {
        if (puts[i].error == NULL) {
            puts[i].error = memory_store_write_now(call, &writings[i], dropped);
        }
        if (puts[i].error != NULL &&
            dxaws_error_get_kind(puts[i].error) == DXAWS_ERROR_OUT_OF_MEMORY) {
            return dxaws_error_out_of_memory();
        }
    }
    return call->document ? memory_call_store(call) : NULL;
}

/* Each is a call; several are one transaction. */
static dxaws_error *begin(struct memory_call *call, dxaws_context *context,
                          struct content_put *puts, size_t count)
{
    if (count == 1) {
        return memory_call_begin(call, context, true);
    }
    for (size_t i = 0; i < count; i++) {
        if (puts[i].error == NULL) {
            puts[i].error =
                dxaws_memory_call(call->account, context, MEMORY_SERVICE, call->operation, true);
        }
    }
    return memory_call_continue(call, context);
}

/* Gives each its outcome; an error is that of all that have none. */
static dxaws_error *write_group(const struct content_place *place, dxaws_context *context,
                                struct content_put *puts, struct memory_writing *writings,
                                size_t count, size_t *held)
{
    struct memory_call call = memory_store_call(place, "PutObject");
    json_t *dropped = json_array();
    dxaws_error *error = dropped ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < count && error == NULL; i++) {
        puts[i].error = memory_store_prepare(place, context, &puts[i], &writings[i]);
    }
    bool lost = count == 1 && puts[0].error != NULL; /* it never became a call */
    if (error == NULL && !lost) {
        error = begin(&call, context, puts, count);
    }
    if (error == NULL && !lost) {
        error = write_all(&call, puts, writings, count, dropped);
        *held = json_array_size(json_object_get(call.document, MEMORY_OBJECTS));
        error = memory_store_end(&call, writings, error);
    }
    for (size_t i = 0; i < count && error == NULL; i++) {
        bool written = puts[i].error == NULL && !writings[i].refused;
        puts[i].refused = puts[i].error == NULL && writings[i].refused;
        puts[i].etag = written ? strdup(writings[i].etag) : NULL;
        error = written && puts[i].etag == NULL ? dxaws_error_out_of_memory() : NULL;
        if (written && count > 1) { /* one alone was noted by its call */
            dxaws_context_note_write(context);
        }
    }
    memory_objects_collect(place->self, context, dropped);
    return error;
}

static dxaws_error *put_group(const struct content_place *place, dxaws_context *context,
                              struct content_put *puts, size_t count, size_t *held)
{
    struct memory_writing *writings = calloc(count, sizeof *writings);
    dxaws_error *error = writings ? write_group(place, context, puts, writings, count, held)
                                  : dxaws_error_out_of_memory();
    for (size_t i = 0; writings != NULL && i < count; i++) {
        memory_bytes_clear(&writings[i].bytes);
        free(writings[i].key);
    }
    free(writings);
    if (error != NULL && count == 1 && puts->error == NULL) {
        puts->error = error;
        error = NULL;
    }
    return error;
}

dxaws_error *memory_store_put(const struct content_place *place, dxaws_context *context,
                              struct content_put *puts, size_t count)
{
    size_t held = 0;
    dxaws_error *error = dxaws_context_check(context);
    for (size_t done = 0; done < count && error == NULL;) {
        size_t some = 0;
        size_t most = held < FEW ? 1 : TOGETHER;
        while (some < most && done + some < count &&
               !parts_are_wanted(place, puts[done + some].wanted->size)) {
            some++;
        }
        error = some > 0 ? put_group(place, context, puts + done, some, &held)
                         : memory_store_put_parts(place, context, puts + done);
        done += some > 0 ? some : 1;
        error = error ? error : dxaws_context_check(context);
    }
    return error;
}

static dxaws_error *remove_now(struct memory_call *call, const struct content_place *place,
                               const char *const *keys, const char *const *etags, size_t count,
                               json_t *dropped)
{
    dxaws_error *error = memory_call_check_access(call);
    for (size_t i = 0; i < count && error == NULL; i++) {
        char *key = memory_store_key(place, keys[i]);
        const json_t *there = key ? memory_objects_find(call->document, key) : NULL;
        const char *found = dx_text(there, OBJECT_ETAG);
        bool is_it = there != NULL &&
                     (etags[i][0] == '\0' || (found != NULL && strcmp(found, etags[i]) == 0));
        error = key ? NULL : dxaws_error_out_of_memory();
        if (is_it) {
            error = memory_objects_delete(call, key, dropped);
        }
        free(key);
    }
    return error ? error : memory_call_store(call);
}

dxaws_error *memory_store_remove(const struct content_place *place, dxaws_context *context,
                                 const char *const *keys, const char *const *etags, size_t count)
{
    struct memory_call call = memory_store_call(place, "DeleteObjects");
    json_t *dropped = json_array();
    dxaws_error *error = dropped ? NULL : dxaws_error_out_of_memory();
    error = error ? error : memory_call_begin(&call, context, true);
    if (error == NULL) {
        error = memory_call_end(&call, remove_now(&call, place, keys, etags, count, dropped));
    }
    memory_objects_collect(place->self, context, dropped);
    return error;
}
