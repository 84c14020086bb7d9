/* SPDX-License-Identifier: MIT */
/* The index's own old versions, where a bucket keeps them: two more with each publication. */
#include "aws-store.h"

#include <stdio.h>
#include <string.h>

#include <dxaws/kit/json.h>

#include "../providers/aws-calls.h"
#include "../providers/aws-contents.h"
#include "keys.h"

#define INDEX_KEY CONTENT_OWN "content.gz"

/* Leaves those that are older than the one that is served: S3 lists the newest first. */
static void leave_older(json_t *page, const char *key)
{
    bool served = false;
    for (size_t i = 0; i < json_array_size(page);) {
        const char *found = dx_text(json_array_get(page, i), S3_KEY);
        bool older = served && found != NULL && strcmp(found, key) == 0;
        served = served || (found != NULL && strcmp(found, key) == 0);
        if (older) {
            i++;
        } else {
            json_array_remove(page, i);
        }
    }
}

dxaws_error *aws_store_sweep_index(const struct content_place *place, dxaws_context *context)
{
    char key[1100];
    size_t size = 0;
    json_t *page = NULL;
    DXAWS_AUTO(dxaws_aws_request)
    request = aws_new_request("ListObjectVersions", "GET", &place->bucket, "versions");
    snprintf(key, sizeof key, "%s" INDEX_KEY, place->prefix);
    dxaws_aws_request_add_query(request, "encoding-type", "url");
    dxaws_aws_request_add_query(request, "prefix", key);
    dxaws_error *error = dxaws_aws_call(place->self, context, request);
    const char *body = error ? NULL : dxaws_aws_request_answer_body(request, &size);
    error = error ? error : list_read_versions(body, size, &page);
    leave_older(page, key);
    if (error == NULL && json_array_size(page) > 0) {
        error = aws_delete_objects(place->self, context, &place->bucket, page);
    }
    json_decref(page);
    return error;
}
