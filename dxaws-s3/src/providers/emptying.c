/* SPDX-License-Identifier: MIT */
/* Emptying a bucket that was made to be ours, page by page, from the beginning of what is left: a
 * run that is killed or cancelled is gone on with by the next. */
#include "operations.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/events.h>

#include <stdio.h>
#include <string.h>

/* Only what was made by us is emptied, and only when that is said: a plan may be written by hand.
 */
static dxaws_error *check_consent(const struct action *action)
{
    const json_t *expected = json_object_get(action->payload, S3_EXPECTED_TAGS);
    const char *mark = dx_text(expected, S3_MARK);
    bool made = mark != NULL && (strncmp(mark, "made ", 5) == 0 || strcmp(mark, "true") == 0);
    if (made && json_is_true(json_object_get(action->payload, S3_FORCE_EMPTY))) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_INVALID_ACTION,
                           "s3 %s: EMPTY_BUCKET needs \"" S3_FORCE_EMPTY "\", and a bucket that is "
                           "marked as made by us",
                           action->bucket.name);
}

static void tell(const struct action *action, size_t removed)
{
    char fields[60];
    snprintf(fields, sizeof fields, "{\"removed\":%zu}", removed);
    dxaws_context_emit(action->context, "dxaws.s3", "bucket.emptying", DXAWS_EVENT_INFO,
                       action->bucket.name, fields);
}

static dxaws_error *list(const struct action *action, enum s3_part part, json_t **page)
{
    dxaws_error *error = dxaws_context_check(action->context);
    error = error ? error : operations_check(action);
    return error ? error
                 : action->on->service->contents(action->on->self, action->context, &action->bucket,
                                                 part, page);
}

/* Removes all of one kind. */
static dxaws_error *remove_all(const struct action *action, enum s3_part part, s3_write *remove,
                               size_t *removed)
{
    json_t *before = NULL;
    json_t *page = NULL;
    dxaws_error *error = list(action, part, &page);
    while (error == NULL && json_array_size(page) > 0) {
        if (before != NULL && json_equal(before, page)) {
            error = dxaws_error_new(DXAWS_ERROR_PROTOCOL, "s3", DXAWS_S3_ERROR_INVALID_RESPONSE,
                                    "s3 %s: S3 says that it deleted what it goes on listing",
                                    action->bucket.name);
        }
        error = error ? error : operations_send(action, remove, page);
        if (error == NULL) {
            *removed += json_array_size(page);
            tell(action, *removed);
            json_decref(before);
            before = page;
            page = NULL;
            error = list(action, part, &page);
        }
    }
    json_decref(before);
    json_decref(page);
    return error;
}

dxaws_error *operations_empty(const struct action *action)
{
    const struct s3_service *service = action->on->service;
    size_t removed = 0;
    dxaws_error *error = check_consent(action);
    error = error ? error : remove_all(action, S3_PART_VERSIONS, service->delete_objects, &removed);
    error = error ? error : remove_all(action, S3_PART_UPLOADS, service->abort_uploads, &removed);
    if (dxaws_error_is_refusal(error, "NoSuchBucket")) { /* the whole bucket is gone already */
        dxaws_error_free(error);
        error = NULL;
    }
    if (error == NULL) {
        dxaws_s3_current_set_has_objects(action->observed, false);
        dxaws_s3_current_set_has_uploads(action->observed, false);
    }
    return error;
}
