/* SPDX-License-Identifier: MIT */
/* Single objects looked at: what is told of one without reading it. */
#include "aws-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base64.h"
#include "keys.h"
#include "pack.h"

#define INDEX_KEY CONTENT_OWN "content.gz"
#define METADATA "x-amz-meta-"

enum { BATCH = 1000 };

/* Headers that are kept with an object, as sets spell them. */
static const char *const kept[] = {
    "Content-Type",
    "Cache-Control",
    "Content-Encoding",
    "Content-Language",
    "Content-Disposition",
    "Expires",
    "x-amz-website-redirect-location",
};

static bool add_header(json_t *set, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (strcasecmp(name, kept[i]) == 0) {
            return json_object_set_new(set, kept[i], json_string(value)) == 0;
        }
    }
    if (strncasecmp(name, METADATA, strlen(METADATA)) != 0) {
        return true;
    }
    char *lower = strdup(name);
    for (char *at = lower; at != NULL && *at != '\0'; at++) {
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at;
    }
    bool added = lower != NULL && json_object_set_new(set, lower, json_string(value)) == 0;
    free(lower);
    return added;
}

/* The number of the headers of an answer; CONTENT_NO_HEADERS without memory, and when they are no
 * UTF-8, which none that is wanted is. */
static uint32_t headers_of(const dxaws_aws_request *answered, struct content_headers *headers)
{
    json_t *set = json_object();
    bool whole = set != NULL;
    const char *name;
    const char *value;
    for (size_t i = 0; whole && dxaws_aws_request_answer_header_at(answered, i, &name, &value);
         i++) {
        whole = add_header(set, name, value);
    }
    uint32_t number = whole ? headers_add(headers, set) : CONTENT_NO_HEADERS;
    json_decref(set);
    return number;
}

/* BASE64, or of an object that was uploaded in parts BASE64-PARTS. */
static bool read_digest(const char *text, struct content_entry *entry)
{
    char base64[BASE64_DIGEST];
    int64_t parts = 0;
    const char *dash = strchr(text, '-');
    if (dash == NULL) {
        return base64_read(text, entry->digest);
    }
    snprintf(base64, sizeof base64, "%.*s", (int)(dash - text), text);
    bool read = (size_t)(dash - text) == strlen(base64) && pack_number(dash + 1, &parts) &&
                parts > 0 && parts <= UINT16_MAX && base64_read(base64, entry->digest);
    entry->parts = read ? (uint16_t)parts : 0;
    return read;
}

/* What one answer says. The digest stays unknown when S3 has none of the whole object. */
static dxaws_error *take_answer(const char *key, dxaws_aws_request *request,
                                struct content_entries *seen, struct content_headers *headers)
{
    dxaws_error *error = dxaws_aws_request_take_error(request);
    bool absent = aws_store_is_absent(error);
    if (error != NULL && !absent) {
        return error;
    }
    dxaws_error_free(error);
    char *etag = absent ? NULL : aws_store_etag(request);
    struct content_entry *entry = entries_add(seen, key, etag);
    free(etag);
    if (entry == NULL) {
        return dxaws_error_out_of_memory();
    }
    if (!absent) {
        const char *size = dxaws_aws_request_answer_header(request, "Content-Length");
        const char *digest = dxaws_aws_request_answer_header(request, "x-amz-checksum-sha256");
        entry->size = size ? strtoll(size, NULL, 10) : -1;
        entry->headers = headers_of(request, headers);
        if (digest == NULL || !read_digest(digest, entry)) {
            memset(entry->digest, 0, CONTENT_DIGEST);
        }
    }
    return NULL;
}

static dxaws_error *look_batch(const struct content_place *place, dxaws_context *context,
                               const char *const *keys, size_t count, struct content_entries *seen,
                               struct content_headers *headers)
{
    dxaws_aws_request **requests = calloc(count, sizeof *requests);
    for (size_t i = 0; requests != NULL && i < count; i++) {
        requests[i] = aws_store_request(place, "HeadObject", "HEAD", keys[i]);
        dxaws_aws_request_add_header(requests[i], "x-amz-checksum-mode", "ENABLED");
    }
    dxaws_error *error =
        requests ? aws_store_call(place, context, requests, count) : dxaws_error_out_of_memory();
    for (size_t i = 0; requests != NULL && i < count; i++) {
        error = error ? error : take_answer(keys[i], requests[i], seen, headers);
        dxaws_aws_request_free(requests[i]);
    }
    free(requests);
    return error;
}

dxaws_error *aws_store_look(const struct content_place *place, dxaws_context *context,
                            const char *const *keys, size_t count, struct content_entries *seen,
                            struct content_headers *headers)
{
    dxaws_error *error = NULL;
    for (size_t first = 0; first < count && error == NULL; first += BATCH) {
        error = look_batch(place, context, keys + first,
                           count - first < BATCH ? count - first : BATCH, seen, headers);
    }
    return error;
}

dxaws_error *aws_store_holds_index(const struct content_place *place, dxaws_context *context,
                                   const char *etag, bool *holds)
{
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_store_request(place, "HeadObject", "HEAD", INDEX_KEY);
    dxaws_error *error = dxaws_aws_call(place->self, context, request);
    if (aws_store_is_absent(error)) {
        dxaws_error_free(error);
        *holds = false;
        return NULL;
    }
    char *found = error ? NULL : aws_store_etag(request);
    *holds = found != NULL && strcmp(found, etag) == 0;
    free(found);
    return error;
}
