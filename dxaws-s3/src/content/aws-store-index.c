/* SPDX-License-Identifier: MIT */
/* The index of what was published, over S3's requests. */
#include "aws-store.h"

#include <string.h>

#include <dxaws/extend/error.h>

#include "keys.h"
#include "times.h"

#define INDEX_KEY CONTENT_OWN "content.gz"

static dxaws_error *write_index(void *self, dxaws_context *context, const void *data, size_t size)
{
    (void)context;
    index_reader_take(self, data, size);
    return NULL;
}

static dxaws_error *restart_index(void *self, dxaws_context *context)
{
    (void)context;
    index_reader_restart(self);
    return NULL;
}

static dxaws_error *read_time(const dxaws_aws_request *answered, const char *operation,
                              const char *name, int64_t *ms)
{
    const char *text = dxaws_aws_request_answer_header(answered, name);
    if (text != NULL && times_read_header(text, ms)) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                           "s3 %s: the answer has no time in %s", operation, name);
}

/* What the answer says of the index; there may be none. */
static dxaws_error *take_index(dxaws_aws_request *answered, char **etag, int64_t *modified_ms,
                               int64_t *now_ms)
{
    dxaws_error *error = dxaws_aws_request_take_error(answered);
    bool absent = aws_store_is_absent(error);
    if (absent) {
        dxaws_error_free(error);
        error = NULL;
    }
    error = error ? error : read_time(answered, "GetObject", "Date", now_ms);
    if (error == NULL && !absent) {
        error = read_time(answered, "GetObject", "Last-Modified", modified_ms);
        *etag = error ? NULL : aws_store_etag(answered);
    }
    return error;
}

/* The list that was begun beside the index. An index that may be younger than its first page tells
 * of objects that the list may not have: then it is asked for again. */
static dxaws_error *take_list(const struct content_place *place, dxaws_context *context,
                              dxaws_aws_request *first, int64_t modified_ms,
                              struct content_entries *listed)
{
    int64_t answered_ms = 0;
    bool failed = dxaws_aws_request_error(first) != NULL;
    dxaws_error *error = failed ? NULL : read_time(first, "ListObjectsV2", "Date", &answered_ms);
    bool later = !failed && modified_ms >= answered_ms;
    return error ? error : aws_store_list(place, context, later ? NULL : first, listed);
}

dxaws_error *aws_store_get_index(const struct content_place *place, dxaws_context *context,
                                 struct index_reader *reader, char **etag, int64_t *modified_ms,
                                 int64_t *now_ms, struct content_entries *listed)
{
    static const dxaws_writer_ops ops = {
        .size = sizeof ops, .write = write_index, .restart = restart_index};
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_store_request(place, "GetObject", "GET", INDEX_KEY);
    DXAWS_AUTO(dxaws_aws_request)
    first = listed ? aws_store_list_request(place) : NULL;
    dxaws_aws_request *both[] = {request, first};
    dxaws_aws_request_set_answer_writer(request, &ops, reader);
    dxaws_error *error = aws_store_call(place, context, both, listed ? 2 : 1);
    error = error ? error : take_index(request, etag, modified_ms, now_ms);
    return error || listed == NULL
               ? error
               : take_list(place, context, first, *etag ? *modified_ms : -1, listed);
}

dxaws_error *aws_store_put_index(const struct content_place *place, dxaws_context *context,
                                 const void *data, size_t size, const char *if_match,
                                 struct content_index_put *outcome)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_store_request(place, "PutObject", "PUT", INDEX_KEY);
    dxaws_aws_request_set_body(request, data, size);
    dxaws_aws_request_set_content_type(request, "application/gzip");
    dxaws_aws_request_set_checksum(request, "SHA256");
    aws_store_add_condition(request, if_match);
    dxaws_error *error = dxaws_aws_call(place->self, context, request);
    outcome->refused = aws_store_is_refused(error);
    if (outcome->refused) {
        dxaws_error_free(error);
        return NULL;
    }
    if (error == NULL) {
        const char *version = dxaws_aws_request_answer_header(request, "x-amz-version-id");
        outcome->versioned = version != NULL && strcmp(version, "null") != 0;
        outcome->etag = aws_store_etag(request);
        error = outcome->etag ? NULL : dxaws_error_out_of_memory();
    }
    return error;
}
