/* SPDX-License-Identifier: MIT */
/* Large objects in a simulated bucket: an upload that others see until it is finished or aborted,
 * its parts, each a call, and a completion on the condition. The bytes of parts are not kept: they
 * come with the completion. */
#include "memory-store.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/json.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack.h"
#include "parts.h"

#define UPLOAD_BEGUN "begun_ms"

enum { ID = 40 };

/* One upload, by the name that it has. */
struct uploading {
    const struct content_place *place;
    char *key; /* with its prefix */
    char id[ID];
};

/* Where in a bucket it is; the count of uploads when it is not there any more. */
static size_t find_upload(const struct memory_call *call, const char *id)
{
    size_t i;
    json_t *upload;
    json_array_foreach(json_object_get(call->document, MEMORY_UPLOADS), i, upload) {
        const char *found = dx_text(upload, S3_UPLOAD);
        if (found != NULL && strcmp(found, id) == 0) {
            return i;
        }
    }
    return i;
}

static bool is_there(const struct memory_call *call, const struct uploading *uploading)
{
    return find_upload(call, uploading->id) <
           json_array_size(json_object_get(call->document, MEMORY_UPLOADS));
}

static dxaws_error *no_upload(const struct memory_call *call)
{
    return memory_call_refuse(call, DXAWS_ERROR_NOT_FOUND, "NoSuchUpload", 404,
                              "The specified multipart upload does not exist");
}

static dxaws_error *begin_now(struct memory_call *call, struct uploading *uploading,
                              const json_t *headers)
{
    bool whole = true;
    uint64_t number = dxaws_memory_next_number(call->account, "s3-upload");
    dxaws_error *error = memory_call_check_access(call);
    error = error ? error : memory_store_check(call, uploading->key, headers);
    if (error != NULL) {
        return error;
    }
    snprintf(uploading->id, sizeof uploading->id, "upload-%llu", (unsigned long long)number);
    json_t *upload = json_pack("{ss ss sI}", S3_KEY, uploading->key, S3_UPLOAD, uploading->id,
                               UPLOAD_BEGUN, (json_int_t)dxaws_memory_now_ms(call->account));
    if (json_object_get(call->document, MEMORY_UPLOADS) == NULL) {
        dx_put(&whole, call->document, MEMORY_UPLOADS, json_array());
    }
    dx_append(&whole, json_object_get(call->document, MEMORY_UPLOADS), upload);
    return whole && number > 0 ? memory_call_store(call) : dxaws_error_out_of_memory();
}

static dxaws_error *begin(struct uploading *uploading, dxaws_context *context,
                          const json_t *headers)
{
    struct memory_call call = memory_store_call(uploading->place, "CreateMultipartUpload");
    dxaws_error *error = memory_call_begin(&call, context, true);
    return error ? error : memory_call_end(&call, begin_now(&call, uploading, headers));
}

static dxaws_error *send_part(const struct uploading *uploading, dxaws_context *context)
{
    struct memory_call call = memory_store_call(uploading->place, "UploadPart");
    dxaws_error *error = memory_call_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    error = memory_call_check_access(&call);
    error = error || is_there(&call, uploading) ? error : no_upload(&call);
    return memory_call_end(&call, error);
}

static dxaws_error *complete_now(struct memory_call *call, const struct uploading *uploading,
                                 struct memory_writing *writing, json_t *dropped)
{
    dxaws_error *error = memory_call_check_access(call);
    error = error || is_there(call, uploading) ? error : no_upload(call);
    error = error ? error : memory_store_write_now(call, writing, dropped);
    if (error == NULL && !writing->refused) {
        json_array_remove(json_object_get(call->document, MEMORY_UPLOADS),
                          find_upload(call, uploading->id));
    }
    return error ? error : memory_store_settle(call, writing);
}

static dxaws_error *complete(const struct uploading *uploading, dxaws_context *context,
                             struct memory_writing *writing)
{
    struct memory_call call = memory_store_call(uploading->place, "CompleteMultipartUpload");
    json_t *dropped = json_array();
    dxaws_error *error =
        dropped ? memory_call_begin(&call, context, true) : dxaws_error_out_of_memory();
    if (error == NULL) {
        error = memory_store_end(&call, writing, complete_now(&call, uploading, writing, dropped));
    }
    memory_objects_collect(uploading->place->self, context, dropped);
    return error;
}

static dxaws_error *abort_now(struct memory_call *call, const char *id)
{
    json_t *uploads = json_object_get(call->document, MEMORY_UPLOADS);
    size_t at = find_upload(call, id);
    dxaws_error *error = memory_call_check_access(call);
    if (error == NULL && at < json_array_size(uploads)) {
        json_array_remove(uploads, at);
        error = memory_call_store(call);
    }
    return error;
}

static dxaws_error *abort_upload(const struct content_place *place, dxaws_context *context,
                                 const char *id)
{
    struct memory_call call = memory_store_call(place, "AbortMultipartUpload");
    dxaws_error *error = memory_call_begin(&call, context, true);
    return error ? error : memory_call_end(&call, abort_now(&call, id));
}

/* An upload from its beginning to its end. One that is gone was aborted by whoever took over. */
static dxaws_error *upload(struct uploading *uploading, dxaws_context *context, size_t parts,
                           struct memory_writing *writing)
{
    dxaws_error *error = begin(uploading, context, writing->headers);
    bool begun = error == NULL;
    for (size_t i = 0; i < parts && error == NULL; i++) {
        error = send_part(uploading, context);
    }
    error = error ? error : complete(uploading, context, writing);
    if (dxaws_error_is_refusal(error, "NoSuchUpload")) {
        dxaws_error_free(error);
        writing->refused = true;
        return NULL;
    }
    if (begun && (error != NULL || writing->refused)) { /* if not now, then by the next run */
        dxaws_error_free(abort_upload(uploading->place, context, uploading->id));
    }
    return error;
}

/* What S3 makes of the parts: the ETag, and the digest that it tells. */
static void describe(struct content_put *put, const struct content_parts *parts,
                     struct memory_writing *writing)
{
    char md5[BYTES_MD5];
    pack_hexadecimal(parts->md5, PARTS_MD5, md5);
    pack_hexadecimal(parts->composite, CONTENT_DIGEST, writing->composite);
    snprintf(writing->of_parts, sizeof writing->of_parts, "%s-%zu", md5, parts->count);
    writing->parts = put->parts;
}

dxaws_error *memory_store_put_parts(const struct content_place *place, dxaws_context *context,
                                    struct content_put *put)
{
    struct memory_writing writing = {.key = NULL};
    struct content_parts parts = {.file = -1};
    dxaws_error *error = parts_read_wanted(place, context, put, true, &parts);
    error = error ? error : memory_store_prepare(place, context, put, &writing);
    struct uploading uploading = {.place = place, .key = writing.key};
    if (error == NULL) {
        describe(put, &parts, &writing);
        error = upload(&uploading, context, parts.count, &writing);
    }
    put->refused = error == NULL && writing.refused;
    if (error == NULL && !writing.refused) {
        put->etag = strdup(writing.etag);
        error = put->etag ? NULL : dxaws_error_out_of_memory();
    }
    parts_clear(&parts);
    memory_bytes_clear(&writing.bytes);
    free(writing.key);
    put->error = error;
    return NULL;
}

/* ---- uploads that are not finished */

static dxaws_error *list_now(const struct memory_call *call, const char *prefix,
                             struct content_uploads *uploads)
{
    size_t i;
    json_t *upload;
    bool whole = true;
    size_t skipped = strlen(prefix);
    dxaws_error *error = memory_call_check_access(call);
    json_array_foreach(json_object_get(call->document, MEMORY_UPLOADS), i, upload) {
        const char *key = dx_text(upload, S3_KEY);
        const char *id = dx_text(upload, S3_UPLOAD);
        if (key != NULL && id != NULL && strncmp(key, prefix, skipped) == 0) {
            whole = whole && uploads_add(uploads, key + skipped, id,
                                         json_integer_value(json_object_get(upload, UPLOAD_BEGUN)));
        }
    }
    return error || whole ? error : dxaws_error_out_of_memory();
}

dxaws_error *memory_store_list_uploads(const struct content_place *place, dxaws_context *context,
                                       struct content_uploads *uploads)
{
    struct memory_call call = memory_store_call(place, "ListMultipartUploads");
    dxaws_error *error = memory_call_begin(&call, context, false);
    return error ? error : memory_call_end(&call, list_now(&call, place->prefix, uploads));
}

dxaws_error *memory_store_abort_uploads(const struct content_place *place, dxaws_context *context,
                                        const struct content_uploads *uploads)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < uploads->count && error == NULL; i++) {
        error = abort_upload(place, context, uploads->items[i].id);
    }
    return error;
}
