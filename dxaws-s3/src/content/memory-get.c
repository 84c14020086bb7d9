/* SPDX-License-Identifier: MIT */
/* An object of the simulated account for who reads it from outside. */
#include <dxaws/extend/s3-memory.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <dxaws/kit/json.h>

#include "../providers/memory-objects.h"
#include "memory-access.h"

static dxaws_error *denied(const struct memory_call *call)
{
    return memory_call_refuse(call, DXAWS_ERROR_PERMISSION, "AccessDenied", 403, "Access Denied");
}

/* What blocks public policies takes from everybody whom nothing but "*" lets in. */
static bool allows(const struct memory_call *call, const char *action, const char *key,
                   const char *reader)
{
    const struct access_request request = {
        .action = action, .bucket = call->bucket->name, .key = key, .reader = reader};
    const json_t *block = json_object_get(call->document, S3_BLOCK);
    bool restricted = json_is_true(json_object_get(block, "restrict_public_buckets"));
    return (reader != NULL || !restricted) &&
           memory_access_allows(json_object_get(call->document, S3_POLICY), &request);
}

static dxaws_error *find(const struct memory_call *call, const char *key, const char *reader,
                         const json_t **found)
{
    if (call->document == NULL) {
        return memory_call_refuse(call, DXAWS_ERROR_NOT_FOUND, "NoSuchBucket", 404,
                                  "the specified bucket does not exist");
    }
    if (memory_call_is_foreign(call) || !allows(call, "s3:GetObject", key, reader)) {
        return denied(call);
    }
    *found = memory_objects_find(call->document, key);
    if (*found != NULL) {
        return NULL;
    }
    return allows(call, "s3:ListBucket", NULL, reader)
               ? memory_call_refuse(call, DXAWS_ERROR_NOT_FOUND, "NoSuchKey", 404,
                                    "the specified key does not exist")
               : denied(call);
}

static json_t *shown(const json_t *found)
{
    static const char *const members[] = {OBJECT_ETAG, OBJECT_SIZE, OBJECT_DIGEST, OBJECT_MODIFIED,
                                          OBJECT_HEADERS};
    bool whole = true;
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *value = json_object_get(found, members[i]);
        if (value != NULL) {
            dx_put(&whole, object, members[i], json_deep_copy(value));
        }
    }
    return dx_whole(whole, object);
}

/* A file of its own, gone when it is closed, with these bytes. */
static bool lay_down(const unsigned char *data, int64_t size, int *file)
{
    FILE *stream = tmpfile();
    bool whole = stream != NULL &&
                 (size == 0 || fwrite(data, 1, (size_t)size, stream) == (size_t)size) &&
                 fflush(stream) == 0;
    *file = whole ? dup(fileno(stream)) : -1;
    whole = *file >= 0 && lseek(*file, 0, SEEK_SET) == 0;
    if (stream != NULL) {
        fclose(stream);
    }
    if (!whole && *file >= 0) {
        close(*file);
    }
    return whole;
}

static dxaws_error *open_bytes(const struct memory_call *call, const json_t *found, int *file)
{
    unsigned char *data = NULL;
    int64_t size = 0;
    const char *digest = dx_text(found, OBJECT_DIGEST); /* what others put has none, and no bytes */
    *file = -1;
    bool there = digest == NULL || memory_bytes_open(call->account, digest, file, &data, &size);
    if (there && *file < 0) {
        there = lay_down(data, size, file);
    }
    free(data);
    return there ? NULL
                 : memory_call_refuse(call, DXAWS_ERROR_UNAVAILABLE, "InternalError", 500,
                                      "the object's bytes are not there any more");
}

dxaws_error *dxaws_s3_content_memory_get_object(dxaws_memory_account *account,
                                                dxaws_context *context, const char *bucket,
                                                const char *key, const char *reader,
                                                struct json_t **object, int *file)
{
    struct s3_bucket place = {.name = bucket};
    struct memory_call call = {.account = account, .operation = "GetObject", .bucket = &place};
    const json_t *found = NULL;
    json_t *made = NULL;
    int opened = -1;
    dxaws_error *error = memory_call_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    error = find(&call, key, reader, &found);
    if (error == NULL) {
        made = shown(found);
        error = made ? open_bytes(&call, found, &opened) : dxaws_error_out_of_memory();
    }
    error = memory_call_end(&call, error);
    if (error != NULL) {
        json_decref(made);
        if (opened >= 0) {
            close(opened);
        }
        return error;
    }
    *object = made;
    *file = opened;
    return NULL;
}
