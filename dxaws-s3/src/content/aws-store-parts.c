/* SPDX-License-Identifier: MIT */
/* Large objects, written in parts. A file is read once before, so that each part is sent with its
 * checksum, and S3 refuses one that changed since; each that fails is sent again by itself. The
 * condition is that of the completion, which is when the object comes into being. */
#include "aws-store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dxaws/extend/error.h>
#include <dxaws/kit/xml.h>

#include "base64.h"
#include "pack.h"
#include "parts.h"

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"

enum {
    TOGETHER = 1000,    /* parts whose requests are held at once */
    COMPLETION_S = 300, /* S3 puts the parts together before it answers */
    HEX = 2 * CONTENT_DIGEST + 1,
    NUMBER = 24,
};

/* One object on its way. */
struct sending {
    struct content_put *put;
    struct content_parts parts;
    char *id;     /* of the upload; NULL: there is none, or none any more */
    char **etags; /* of its parts */
};

static bool goes_on(const struct sending *sending)
{
    return sending->put->error == NULL && !sending->put->refused;
}

static void fail(struct sending *sending, dxaws_error *error)
{
    if (sending->put->error == NULL) {
        sending->put->error = error;
    } else {
        dxaws_error_free(error);
    }
}

/* ---- beginning */

static void read_file(const struct content_place *place, dxaws_context *context,
                      struct sending *sending)
{
    struct content_put *put = sending->put;
    fail(sending, parts_read_wanted(place, context, put, false, &sending->parts));
    sending->etags = calloc(sending->parts.count + 1, sizeof *sending->etags);
    if (sending->etags == NULL) {
        fail(sending, dxaws_error_out_of_memory());
    }
}

static dxaws_aws_request *creation(const struct content_place *place, const struct sending *sending)
{
    dxaws_aws_request *request =
        aws_store_request(place, "CreateMultipartUpload", "POST", sending->put->key);
    dxaws_aws_request_add_query(request, "uploads", NULL);
    dxaws_aws_request_add_header(request, "x-amz-checksum-algorithm", "SHA256");
    aws_store_add_headers(request, sending->put->headers);
    return request;
}

static void take_creation(struct sending *sending, dxaws_aws_request *request)
{
    static const char *const what = "s3 CreateMultipartUpload";
    size_t size = 0;
    xmlDoc *document = NULL;
    dxaws_error *error = dxaws_aws_request_take_error(request);
    const char *body = dxaws_aws_request_answer_body(request, &size);
    error =
        error ? error : dx_xml_parse(what, body, size, "InitiateMultipartUploadResult", &document);
    if (error == NULL) {
        sending->id = dx_xml_text(xmlDocGetRootElement(document), "UploadId");
        error = sending->id
                    ? NULL
                    : dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                                      "%s: the answer has no <UploadId>", what);
    }
    xmlFreeDoc(document);
    fail(sending, error);
}

/* ---- parts */

/* What a request reads: a part of the file that the sending has open, or of the bytes. */
struct piece {
    const struct content_parts *parts;
    size_t number;
    int64_t position;
};

static dxaws_error *read_piece(void *self, dxaws_context *context, void *buffer, size_t capacity,
                               size_t *count)
{
    struct piece *piece = self;
    const struct content_parts *parts = piece->parts;
    int64_t offset = parts_offset(parts, piece->number) + piece->position;
    ssize_t got = (ssize_t)capacity;
    (void)context;
    if (parts->file < 0) {
        memcpy(buffer, parts->data + offset, capacity);
    } else {
        do {
            got = pread(parts->file, buffer, capacity, (off_t)offset);
        } while (got < 0 && errno == EINTR);
    }
    if (got <= 0) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_FILE_CHANGED,
                               "s3: plan again when the files do not change any more: one has "
                               "become shorter, or cannot be read, while it was sent");
    }
    piece->position += got;
    *count = (size_t)got;
    return NULL;
}

static dxaws_error *rewind_piece(void *self, dxaws_context *context)
{
    struct piece *piece = self;
    (void)context;
    piece->position = 0;
    return NULL;
}

static dxaws_aws_request *part_request(const struct content_place *place,
                                       const struct sending *sending, size_t number)
{
    static const dxaws_reader_ops ops = {
        .size = sizeof ops, .read = read_piece, .rewind = rewind_piece, .destroy = free};
    char text[NUMBER];
    char hexadecimal[HEX];
    char base64[BASE64_DIGEST];
    struct piece *piece = malloc(sizeof *piece);
    dxaws_aws_request *request =
        piece ? aws_store_request(place, "UploadPart", "PUT", sending->put->key) : NULL;
    if (request == NULL) {
        free(piece);
        return NULL;
    }
    *piece = (struct piece){.parts = &sending->parts, .number = number};
    snprintf(text, sizeof text, "%zu", number + 1);
    pack_hexadecimal(sending->parts.digests[number], CONTENT_DIGEST, hexadecimal);
    base64_write(sending->parts.digests[number], base64);
    dxaws_aws_request_add_query(request, "partNumber", text);
    dxaws_aws_request_add_query(request, "uploadId", sending->id);
    dxaws_aws_request_set_body_hash(request, hexadecimal);
    dxaws_aws_request_add_header(request, "x-amz-checksum-sha256", base64);
    dxaws_aws_request_set_body_reader(request, &ops, piece,
                                      (uint64_t)parts_length(&sending->parts, number));
    return request;
}

/* An upload that is gone was aborted by whoever took over. */
static void take_part(struct sending *sending, size_t number, dxaws_aws_request *request)
{
    dxaws_error *error = dxaws_aws_request_take_error(request);
    if (dxaws_error_is_refusal(error, "NoSuchUpload")) {
        sending->put->refused = true;
        free(sending->id);
        sending->id = NULL;
        dxaws_error_free(error);
        return;
    }
    sending->etags[number] = error ? NULL : aws_store_etag(request);
    fail(sending, error || sending->etags[number] ? error : dxaws_error_out_of_memory());
}

/* Some parts: which of which object. */
struct some {
    struct part_of {
        struct sending *sending;
        size_t number;
    } parts[TOGETHER];
    dxaws_aws_request *requests[TOGETHER];
    size_t count;
};

static dxaws_error *send_some(const struct content_place *place, dxaws_context *context,
                              struct some *some)
{
    for (size_t i = 0; i < some->count; i++) {
        some->requests[i] = part_request(place, some->parts[i].sending, some->parts[i].number);
    }
    dxaws_error *error = aws_store_call(place, context, some->requests, some->count);
    for (size_t i = 0; i < some->count; i++) {
        if (error == NULL) {
            take_part(some->parts[i].sending, some->parts[i].number, some->requests[i]);
        }
        dxaws_aws_request_free(some->requests[i]);
    }
    some->count = 0;
    return error;
}

static dxaws_error *send_parts(const struct content_place *place, dxaws_context *context,
                               struct sending *sendings, size_t count)
{
    struct some *some = calloc(1, sizeof *some);
    dxaws_error *error = some ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < count && error == NULL; i++) {
        for (size_t number = 0;
             number < sendings[i].parts.count && goes_on(&sendings[i]) && error == NULL; number++) {
            some->parts[some->count++] = (struct part_of){&sendings[i], number};
            error = some->count == TOGETHER ? send_some(place, context, some) : NULL;
        }
    }
    error = error || some->count == 0 ? error : send_some(place, context, some);
    free(some);
    return error;
}

/* ---- ending */

/* Which parts, each with what S3 said of it, and its checksum. */
static char *completion_body(const struct sending *sending)
{
    xmlDoc *document = dx_xml_new("CompleteMultipartUpload", NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    bool whole = root != NULL;
    for (size_t i = 0; whole && i < sending->parts.count; i++) {
        char number[NUMBER];
        char base64[BASE64_DIGEST];
        xmlNode *part = dx_xml_add(root, "Part", NULL);
        snprintf(number, sizeof number, "%zu", i + 1);
        base64_write(sending->parts.digests[i], base64);
        whole = dx_xml_add(part, "ETag", sending->etags[i]) != NULL &&
                dx_xml_add(part, "ChecksumSHA256", base64) != NULL &&
                dx_xml_add(part, "PartNumber", number) != NULL;
    }
    char *text = whole ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

static dxaws_aws_request *completion(const struct content_place *place,
                                     const struct sending *sending)
{
    char size[NUMBER];
    char *body = completion_body(sending);
    dxaws_aws_request *request =
        body ? aws_store_request(place, "CompleteMultipartUpload", "POST", sending->put->key)
             : NULL;
    snprintf(size, sizeof size, "%lld", (long long)sending->parts.size);
    dxaws_aws_request_add_query(request, "uploadId", sending->id);
    dxaws_aws_request_add_header(request, "x-amz-mp-object-size", size);
    dxaws_aws_request_set_content_type(request, "application/xml");
    dxaws_aws_request_set_idle_limit_s(request, COMPLETION_S);
    dxaws_aws_request_set_body(request, body, body ? strlen(body) : 0);
    aws_store_add_condition(request, sending->put->if_match);
    free(body);
    return request;
}

static void take_completion(struct sending *sending, dxaws_aws_request *request)
{
    size_t size = 0;
    xmlDoc *document = NULL;
    struct content_put *put = sending->put;
    dxaws_error *error = dxaws_aws_request_take_error(request);
    put->refused = aws_store_is_refused(error);
    if (put->refused) {
        dxaws_error_free(error);
        return;
    }
    const char *body = dxaws_aws_request_answer_body(request, &size);
    error = error ? error
                  : dx_xml_parse("s3 CompleteMultipartUpload", body, size,
                                 "CompleteMultipartUploadResult", &document);
    if (error == NULL) {
        char *etag = dx_xml_text(xmlDocGetRootElement(document), "ETag");
        put->etag = aws_store_unquoted(etag);
        error = put->etag ? NULL : dxaws_error_out_of_memory();
        free(etag);
        free(sending->id);
        sending->id = NULL;
    }
    xmlFreeDoc(document);
    fail(sending, error);
}

/* What is not needed any more. What cannot be aborted now is by the next run. */
static void abort_rest(const struct content_place *place, dxaws_context *context,
                       struct sending *sendings, size_t count)
{
    struct content_uploads uploads = {.items = NULL};
    bool whole = true;
    for (size_t i = 0; i < count; i++) {
        whole = whole && (sendings[i].id == NULL ||
                          uploads_add(&uploads, sendings[i].put->key, sendings[i].id, 0));
    }
    if (uploads.count > 0) {
        dxaws_error_free(aws_store_abort_uploads(place, context, &uploads));
    }
    uploads_clear(&uploads);
}

/* One call of each that goes on. */
static dxaws_error *call_each(const struct content_place *place, dxaws_context *context,
                              struct sending *sendings, size_t count,
                              dxaws_aws_request *(*make)(const struct content_place *place,
                                                         const struct sending *sending),
                              void (*take)(struct sending *sending, dxaws_aws_request *request))
{
    dxaws_aws_request **requests = calloc(count, sizeof *requests);
    struct sending **senders = calloc(count, sizeof *senders);
    size_t called = 0;
    dxaws_error *error = requests && senders ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; i < count && error == NULL; i++) {
        if (goes_on(&sendings[i])) {
            senders[called] = &sendings[i];
            requests[called++] = make(place, &sendings[i]);
        }
    }
    error = error ? error : aws_store_call(place, context, requests, called);
    for (size_t i = 0; i < called; i++) {
        if (error == NULL) {
            take(senders[i], requests[i]);
        }
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    free(senders);
    return error;
}

static dxaws_error *send_all(const struct content_place *place, dxaws_context *context,
                             struct sending *sendings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        read_file(place, context, &sendings[i]);
    }
    dxaws_error *error = call_each(place, context, sendings, count, creation, take_creation);
    error = error ? error : send_parts(place, context, sendings, count);
    error = error ? error : call_each(place, context, sendings, count, completion, take_completion);
    abort_rest(place, context, sendings, count);
    return error;
}

dxaws_error *aws_store_put_parts(const struct content_place *place, dxaws_context *context,
                                 struct content_put *const *puts, size_t count)
{
    struct sending *sendings = calloc(count, sizeof *sendings);
    if (sendings == NULL) {
        return dxaws_error_out_of_memory();
    }
    for (size_t i = 0; i < count; i++) {
        sendings[i] = (struct sending){.put = puts[i], .parts = {.file = -1}};
    }
    dxaws_error *error = send_all(place, context, sendings, count);
    for (size_t i = 0; i < count; i++) {
        for (size_t part = 0; sendings[i].etags != NULL && part < sendings[i].parts.count; part++) {
            free(sendings[i].etags[part]);
        }
        free(sendings[i].etags);
        free(sendings[i].id);
        parts_clear(&sendings[i].parts);
    }
    free(sendings);
    return error;
}
