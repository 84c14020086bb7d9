/* SPDX-License-Identifier: MIT */
/* Uploads in parts that are not finished, listed and aborted. */
#include "aws-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/xml.h>

#include "../providers/aws-calls.h"
#include "../providers/aws-contents.h"
#include "times.h"

/* A list that is walked. */
struct listing {
    const struct content_place *place;
    struct content_uploads *uploads;
};

/* A page begins behind an upload of a key: its token is both, with a blank between them, which no
 * name of an upload has. */
static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    dxaws_aws_request *request =
        aws_new_request("ListMultipartUploads", "GET", &listing->place->bucket, "uploads");
    dxaws_aws_request_add_query(request, "encoding-type", "url");
    if (listing->place->prefix[0] != '\0') {
        dxaws_aws_request_add_query(request, "prefix", listing->place->prefix);
    }
    const char *blank = token ? strchr(token, ' ') : NULL;
    if (blank != NULL) {
        char *id = strndup(token, (size_t)(blank - token));
        dxaws_aws_request_add_query(request, "key-marker", blank + 1);
        dxaws_aws_request_add_query(request, "upload-id-marker", id ? id : "");
        free(id);
    }
    return request;
}

static dxaws_error *bad_page(const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                           "s3 ListMultipartUploads: the answer %s", why);
}

static dxaws_error *add_upload(const struct listing *listing, const xmlNode *item, bool encoded)
{
    char *key = dx_xml_text(item, "Key");
    char *id = dx_xml_text(item, "UploadId");
    char *begun = dx_xml_text(item, "Initiated");
    int64_t begun_ms = 0;
    dxaws_error *error = NULL;
    size_t skipped = strlen(listing->place->prefix);
    if (key == NULL || id == NULL || begun == NULL || !times_read_list(begun, &begun_ms)) {
        error = bad_page("has an upload without <Key>, <UploadId> or <Initiated>");
    } else if (!encoded || strstr(key, "%00") == NULL) { /* a key with a NUL is none of ours */
        if (encoded) {
            list_decode(key);
        }
        bool below = strncmp(key, listing->place->prefix, skipped) == 0;
        error = below && !uploads_add(listing->uploads, key + skipped, id, begun_ms)
                    ? dxaws_error_out_of_memory()
                    : NULL;
    }
    free(key);
    free(id);
    free(begun);
    return error;
}

static dxaws_error *read_next(const xmlNode *list, bool encoded, char **next)
{
    if (!dx_xml_is(list, "IsTruncated", "true")) {
        return NULL;
    }
    char *key = dx_xml_text(list, "NextKeyMarker");
    char *id = dx_xml_text(list, "NextUploadIdMarker");
    dxaws_error *error = key && id ? NULL : bad_page("is cut, without where it goes on");
    if (error == NULL) {
        if (encoded) {
            list_decode(key);
        }
        error = asprintf(next, "%s %s", id, key) < 0 ? dxaws_error_out_of_memory() : NULL;
    }
    free(key);
    free(id);
    return error;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **next, bool *stop)
{
    const struct listing *listing = self;
    xmlDoc *document = NULL;
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    dxaws_error *error = dx_xml_parse("s3 ListMultipartUploads", body, size,
                                      "ListMultipartUploadsResult", &document);
    (void)stop;
    if (error != NULL) {
        return error;
    }
    const xmlNode *list = xmlDocGetRootElement(document);
    bool encoded = dx_xml_is(list, "EncodingType", "url");
    for (const xmlNode *item = dx_xml_child(list, "Upload"); item != NULL && error == NULL;
         item = dx_xml_next(item, "Upload")) {
        error = add_upload(listing, item, encoded);
    }
    error = error ? error : read_next(list, encoded, next);
    xmlFreeDoc(document);
    return error;
}

dxaws_error *aws_store_list_uploads(const struct content_place *place, dxaws_context *context,
                                    struct content_uploads *uploads)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    struct listing listing = {place, uploads};
    return dxaws_aws_call_pages(place->self, context, &ops, &listing, NULL);
}

dxaws_error *aws_store_abort_uploads(const struct content_place *place, dxaws_context *context,
                                     const struct content_uploads *uploads)
{
    dxaws_aws_request **requests = calloc(uploads->count + 1, sizeof *requests);
    dxaws_error *error = requests ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < uploads->count; i++) {
        requests[i] =
            aws_store_request(place, "AbortMultipartUpload", "DELETE", uploads->items[i].key);
        dxaws_aws_request_add_query(requests[i], "uploadId", uploads->items[i].id);
    }
    error = error ? error : aws_store_call(place, context, requests, uploads->count);
    for (size_t i = 0; requests != NULL && i < uploads->count; i++) {
        if (error == NULL && !aws_store_is_absent(dxaws_aws_request_error(requests[i]))) {
            error = dxaws_aws_request_take_error(requests[i]);
        }
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    return error;
}
