/* SPDX-License-Identifier: MIT */
/* Objects listed, written and removed, over S3's requests. */
#include "aws-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/kit/xml.h>

#include "../providers/aws-calls.h"
#include "../providers/aws-contents.h"
#include "base64.h"
#include "keys.h"
#include "listing.h"
#include "pack.h"
#include "parts.h"

#define NAMESPACE "http://s3.amazonaws.com/doc/2006-03-01/"

enum {
    BATCH = 1000,   /* requests that are held at once */
    LARGE = 16,     /* objects that are uploaded in parts at once */
    DELETED = 1000, /* objects a call */
    HEX = 2 * CONTENT_DIGEST + 1,
    PRECONDITION = 412,
    CONFLICT = 409,
    NOT_FOUND = 404,
    ETAG = 200,
};

dxaws_aws_request *aws_store_request(const struct content_place *place, const char *operation,
                                     const char *method, const char *key)
{
    dxaws_aws_request *request = aws_new_request(operation, method, &place->bucket, NULL);
    dxaws_aws_request_add_path(request, place->prefix);
    dxaws_aws_request_add_path(request, key);
    return request;
}

dxaws_error *aws_store_call(const struct content_place *place, dxaws_context *context,
                            dxaws_aws_request **requests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (requests[i] == NULL) {
            return dxaws_error_out_of_memory();
        }
    }
    return count > 0 ? dxaws_aws_call_batch(place->self, context, requests, count) : NULL;
}

char *aws_store_unquoted(const char *etag)
{
    size_t size = etag ? strlen(etag) : 0;
    bool quoted = size >= 2 && etag[0] == '"' && etag[size - 1] == '"';
    return etag ? strndup(etag + quoted, size - 2 * quoted) : NULL;
}

char *aws_store_etag(const dxaws_aws_request *answered)
{
    return aws_store_unquoted(dxaws_aws_request_answer_header(answered, "ETag"));
}

bool aws_store_is_absent(const dxaws_error *error)
{
    return error != NULL && dxaws_error_http_status(error) == NOT_FOUND &&
           !dxaws_error_is_refusal(error, "NoSuchBucket");
}

/* ---- lists */

struct listing {
    const struct content_place *place;
    struct content_entries *listed;
};

static dxaws_aws_request *request_page(void *self, const char *token)
{
    const struct listing *listing = self;
    dxaws_aws_request *request =
        aws_new_request("ListObjectsV2", "GET", &listing->place->bucket, NULL);
    dxaws_aws_request_add_query(request, "list-type", "2");
    dxaws_aws_request_add_query(request, "encoding-type", "url");
    if (listing->place->prefix[0] != '\0') {
        dxaws_aws_request_add_query(request, "prefix", listing->place->prefix);
    }
    if (token != NULL) {
        dxaws_aws_request_add_query(request, "continuation-token", token);
    }
    return request;
}

static dxaws_error *read_page(void *self, const dxaws_aws_request *answer, char **next, bool *stop)
{
    const struct listing *listing = self;
    size_t size = 0;
    const char *body = dxaws_aws_request_answer_body(answer, &size);
    (void)stop;
    return listing_read_page(body, size, listing->place->prefix, listing->listed, next);
}

dxaws_aws_request *aws_store_list_request(const struct content_place *place)
{
    struct listing listing = {.place = place};
    return request_page(&listing, NULL);
}

dxaws_error *aws_store_list(const struct content_place *place, dxaws_context *context,
                            dxaws_aws_request *first, struct content_entries *listed)
{
    static const dxaws_aws_pages_ops ops = {sizeof ops, request_page, read_page};
    struct listing listing = {place, listed};
    dxaws_error *error = dxaws_aws_call_pages(place->self, context, &ops, &listing, first);
    entries_sort(listed);
    return error;
}

static dxaws_error *list(const struct content_place *place, dxaws_context *context,
                         struct content_entries *listed)
{
    return aws_store_list(place, context, NULL, listed);
}

/* ---- writing */

/* The condition of a write, and whether it did not hold: another was there, or none. */
void aws_store_add_condition(dxaws_aws_request *request, const char *if_match)
{
    char quoted[ETAG];
    snprintf(quoted, sizeof quoted, "\"%.*s\"", ETAG - 3, if_match ? if_match : "");
    dxaws_aws_request_add_header(request, if_match ? "If-Match" : "If-None-Match",
                                 if_match ? quoted : "*");
}

bool aws_store_is_refused(const dxaws_error *error)
{
    int status = error ? dxaws_error_http_status(error) : 0;
    return status == PRECONDITION || aws_store_is_absent(error) ||
           (status == CONFLICT && dxaws_error_is_refusal(error, "ConditionalRequestConflict"));
}

void aws_store_add_headers(dxaws_aws_request *request, const json_t *headers)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)headers, name, value) {
        if (strcmp(name, "Content-Type") == 0) {
            dxaws_aws_request_set_content_type(request, json_string_value(value));
        } else {
            dxaws_aws_request_add_header(request, name, json_string_value(value));
        }
    }
}

static dxaws_aws_request *put_request(const struct content_place *place,
                                      const struct content_put *put)
{
    dxaws_aws_request *request = aws_store_request(place, "PutObject", "PUT", put->key);
    char base64[BASE64_DIGEST];
    char hexadecimal[HEX];
    base64_write(put->wanted->digest, base64);
    pack_hexadecimal(put->wanted->digest, CONTENT_DIGEST, hexadecimal);
    dxaws_aws_request_set_body_hash(request, hexadecimal);
    dxaws_aws_request_add_header(request, "x-amz-checksum-sha256", base64);
    aws_store_add_headers(request, put->headers);
    aws_store_add_condition(request, put->if_match);
    if (put->body.file != NULL) {
        dxaws_aws_request_set_body_file(request, put->body.file);
    } else {
        dxaws_aws_request_set_body(request, put->body.data, (size_t)put->wanted->size);
    }
    return request;
}

static void take_answer(struct content_put *put, dxaws_aws_request *request)
{
    put->error = dxaws_aws_request_take_error(request);
    put->refused = aws_store_is_refused(put->error);
    if (put->refused) {
        dxaws_error_free(put->error);
        put->error = NULL;
    } else if (put->error == NULL) {
        put->etag = aws_store_etag(request);
        put->error = put->etag ? NULL : dxaws_error_out_of_memory();
    }
}

static dxaws_error *put_whole(const struct content_place *place, dxaws_context *context,
                              struct content_put *const *puts, size_t count)
{
    dxaws_aws_request **requests = calloc(count, sizeof *requests);
    for (size_t i = 0; requests != NULL && i < count; i++) {
        requests[i] = put_request(place, puts[i]);
    }
    dxaws_error *error =
        requests ? aws_store_call(place, context, requests, count) : dxaws_error_out_of_memory();
    for (size_t i = 0; requests != NULL && i < count; i++) {
        if (error == NULL) {
            take_answer(puts[i], requests[i]);
        }
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    return error;
}

/* Those of one kind, which are as many as fit at once. */
static dxaws_error *put_some(const struct content_place *place, dxaws_context *context,
                             struct content_put *puts, size_t count, bool in_parts)
{
    struct content_put *some[BATCH];
    size_t most = in_parts ? LARGE : BATCH;
    size_t held = 0;
    dxaws_error *error = NULL;
    for (size_t i = 0; i <= count && error == NULL; i++) {
        if (i < count && parts_are_wanted(place, puts[i].wanted->size) == in_parts) {
            some[held++] = &puts[i];
        }
        if (held == most || (i == count && held > 0)) {
            error = (in_parts ? aws_store_put_parts : put_whole)(place, context, some, held);
            held = 0;
        }
    }
    return error;
}

static dxaws_error *put(const struct content_place *place, dxaws_context *context,
                        struct content_put *puts, size_t count)
{
    dxaws_error *error = put_some(place, context, puts, count, false);
    return error ? error : put_some(place, context, puts, count, true);
}

/* ---- removing */

static char *deletion(const struct content_place *place, const char *const *keys,
                      const char *const *etags, size_t count)
{
    xmlDoc *document = dx_xml_new("Delete", NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    bool whole = dx_xml_add(root, "Quiet", "true") != NULL;
    for (size_t i = 0; whole && i < count; i++) {
        char key[1100];
        xmlNode *object = dx_xml_add(root, "Object", NULL);
        snprintf(key, sizeof key, "%s%s", place->prefix, keys[i]);
        whole = dx_xml_add(object, "Key", key) != NULL &&
                (etags[i][0] == '\0' || dx_xml_add(object, "ETag", etags[i]) != NULL);
    }
    char *text = whole ? dx_xml_format(document) : NULL;
    xmlFreeDoc(document);
    return text;
}

static dxaws_error *remove_objects(const struct content_place *place, dxaws_context *context,
                                   const char *const *keys, const char *const *etags, size_t count)
{
    dxaws_error *error = NULL;
    for (size_t first = 0; first < count && error == NULL; first += DELETED) {
        size_t some = count - first < DELETED ? count - first : DELETED;
        char *body = deletion(place, keys + first, etags + first, some);
        DXAWS_AUTO(dxaws_aws_request)
        request = aws_new_request("DeleteObjects", "POST", &place->bucket, "delete");
        if (body == NULL) {
            return dxaws_error_out_of_memory();
        }
        dxaws_aws_request_set_body(request, body, strlen(body));
        dxaws_aws_request_set_content_type(request, "application/xml");
        free(body);
        error = dxaws_aws_call(place->self, context, request);
        if (error == NULL) {
            size_t size = 0;
            const char *answer = dxaws_aws_request_answer_body(request, &size);
            error = list_read_removed(place->bucket.name, answer, size);
        }
    }
    return error;
}

const struct content_store aws_store = {
    .list = list,
    .get_index = aws_store_get_index,
    .holds_index = aws_store_holds_index,
    .put_index = aws_store_put_index,
    .sweep_index = aws_store_sweep_index,
    .look = aws_store_look,
    .put = put,
    .remove = remove_objects,
    .list_uploads = aws_store_list_uploads,
    .abort_uploads = aws_store_abort_uploads,
};
