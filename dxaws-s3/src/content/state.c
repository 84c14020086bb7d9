/* SPDX-License-Identifier: MIT */
/* A run from a document, and back. */
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/json.h>

#include "members.h"
#include "pack.h"

static dxaws_error *damaged(const json_t *observed, const char *member)
{
    const char *bucket = dx_text(observed, DOC_BUCKET);
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_INVALID_ACTION,
                           "s3 %s: \"%s\" of what was observed is not as it was read; plan again",
                           bucket ? bucket : "content", member);
}

static dxaws_error *read_set(const json_t *observed, const char *member,
                             struct content_entries *set, struct content_headers *headers)
{
    const char *text = dx_text(observed, member);
    enum pack_found found = text ? pack_read(text, set, headers) : PACK_READ;
    return found == PACK_READ        ? NULL
           : found == PACK_NO_MEMORY ? dxaws_error_out_of_memory()
                                     : damaged(observed, member);
}

static dxaws_error *read_index(const json_t *observed, struct content_run *run)
{
    const char *text = dx_text(observed, DOC_INDEX);
    enum index_found found = text ? index_read_text(text, &run->index) : INDEX_READ;
    return found == INDEX_READ        ? NULL
           : found == INDEX_NO_MEMORY ? dxaws_error_out_of_memory()
                                      : damaged(observed, DOC_INDEX);
}

static bool copy_text(char **copy, const char *text)
{
    *copy = text ? strdup(text) : NULL;
    return text == NULL || *copy != NULL;
}

/* The texts of a list, a line each; NULL for none. False without memory. */
static bool join_lines(char **lines, const json_t *list)
{
    struct pack_text text = {.whole = true};
    size_t index;
    json_t *item;
    json_array_foreach((json_t *)(uintptr_t)list, index, item) {
        pack_add(&text, json_string_value(item), json_string_length(item));
        pack_add(&text, "\n", 1);
    }
    *lines = list ? pack_end(&text) : NULL;
    return list == NULL || *lines != NULL;
}

static json_t *split_lines(const char *lines)
{
    bool whole = true;
    json_t *list = json_array();
    for (const char *end; lines != NULL && (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
        dx_append(&whole, list, json_stringn(lines, (size_t)(end - lines)));
    }
    return dx_whole(whole, list);
}

/* Documents may say any number; what is beyond this would overflow when it is added to. */
static const int64_t MOST = INT64_C(1) << 53;

int64_t state_number(const json_t *document, const char *member)
{
    int64_t value = json_integer_value(json_object_get(document, member));
    return value < -MOST ? -MOST : value > MOST ? MOST : value;
}

static void read_numbers(const json_t *observed, struct content_run *run)
{
    const char *by = dx_text(observed, DOC_CLAIM);
    const char *reference = dx_text(observed, DOC_REFERENCE);
    snprintf(run->by, sizeof run->by, "%s", by ? by : "");
    snprintf(run->reference, sizeof run->reference, "%s", reference ? reference : "");
    run->exists = dx_exists(observed);
    run->ended = json_is_true(json_object_get(observed, DOC_ENDED));
    run->overtaken = json_is_true(json_object_get(observed, DOC_OVERTAKEN));
    run->all_stale = json_is_true(json_object_get(observed, DOC_ALL_STALE));
    run->settled = json_is_true(json_object_get(observed, DOC_SETTLED));
    run->index_modified_ms = state_number(observed, DOC_INDEX_MS);
    run->now_ms = state_number(observed, DOC_NOW_MS);
    run->last_write_ms = state_number(observed, DOC_LAST_WRITE_MS);
    run->written = state_number(observed, DOC_WRITTEN);
    run->removed = state_number(observed, DOC_REMOVED_COUNT);
    run->bytes = state_number(observed, DOC_BYTES_WRITTEN);
}

/* Each object that is wanted has headers. */
static dxaws_error *check_wanted(const json_t *observed, const struct content_run *run)
{
    for (size_t i = 0; i < run->wanted.count; i++) {
        if (run->wanted.items[i].headers >= headers_count(&run->headers)) {
            return damaged(observed, DOC_WANTED);
        }
    }
    return NULL;
}

bool state_take_stale(const json_t *document, struct content_run *run)
{
    free(run->stale);
    return join_lines(&run->stale, json_object_get(document, DOC_STALE));
}

dxaws_error *state_read(const json_t *observed, struct content_run *run)
{
    struct content_headers none = {0};
    dxaws_error *error = read_set(observed, DOC_LISTED, &run->listed, &none);
    error = error ? error : read_set(observed, DOC_WANTED, &run->wanted, &run->headers);
    error = error ? error : check_wanted(observed, run);
    error = error ? error : read_set(observed, DOC_SEEN, &run->seen, &run->seen_headers);
    error = error ? error : read_index(observed, run);
    read_numbers(observed, run);
    bool whole = copy_text(&run->token, dx_text(observed, DOC_INDEX_ETAG)) &&
                 join_lines(&run->stale, json_object_get(observed, DOC_STALE)) &&
                 join_lines(&run->notes, json_object_get(observed, DOC_NOTES));
    headers_clear(&none);
    return error || whole ? error : dxaws_error_out_of_memory();
}

void state_desire(const json_t *document, struct content_run *run)
{
    const char *prefix = dx_text(document, DOC_PREFIX);
    run->document = document;
    run->place.bucket.name = dx_text(document, DOC_BUCKET);
    run->place.bucket.region = dx_text(document, DOC_REGION);
    run->place.prefix = prefix ? prefix : "";
    run->prune_ms = state_number(document, DOC_PRUNE);
    run->withdraws = !dx_is_present(document);
    run->forgets = json_is_true(json_object_get(document, DOC_FORGETS));
}

/* A text that is taken over; NULL is a lack of memory. Its keys were judged when they were read
 * (keys.h), and its ETags are ASCII: that all of it is UTF-8 is not looked at again. */
static void put_taken(bool *whole, json_t *observed, const char *member, char *text)
{
    dx_put(whole, observed, member, text ? json_string_nocheck(text) : NULL);
    free(text);
}

/* A text, or null for none, which takes the one before back. */
static void put_text(bool *whole, json_t *observed, const char *member, const char *text)
{
    dx_put(whole, observed, member, text && *text ? json_string(text) : json_null());
}

static void put_numbers(bool *whole, json_t *observed, const struct content_run *run)
{
    dx_put(whole, observed, DX_EXISTS, json_boolean(run->exists));
    dx_put(whole, observed, DOC_ENDED, json_boolean(run->ended));
    dx_put(whole, observed, DOC_OVERTAKEN, json_boolean(run->overtaken));
    dx_put(whole, observed, DOC_SETTLED, json_boolean(run->settled));
    dx_put(whole, observed, DOC_ALL_STALE, json_boolean(run->all_stale));
    dx_put(whole, observed, DOC_INDEX_MS, json_integer(run->index_modified_ms));
    dx_put(whole, observed, DOC_NOW_MS, json_integer(run->now_ms));
    dx_put(whole, observed, DOC_LAST_WRITE_MS, json_integer(run->last_write_ms));
    dx_put(whole, observed, DOC_WRITTEN, json_integer(run->written));
    dx_put(whole, observed, DOC_REMOVED_COUNT, json_integer(run->removed));
    dx_put(whole, observed, DOC_BYTES_WRITTEN, json_integer(run->bytes));
}

json_t *state_write(const struct content_run *run)
{
    bool whole = true;
    json_t *observed = json_object();
    put_numbers(&whole, observed, run);
    put_taken(&whole, observed, DOC_LISTED, pack_write(&run->listed, NULL));
    put_taken(&whole, observed, DOC_WANTED, pack_write(&run->wanted, &run->headers));
    put_taken(&whole, observed, DOC_SEEN, pack_write(&run->seen, &run->seen_headers));
    if (run->index.head != NULL) {
        put_taken(&whole, observed, DOC_INDEX, index_write_text(&run->index));
    } else {
        dx_put(&whole, observed, DOC_INDEX, json_null());
    }
    put_text(&whole, observed, DOC_BUCKET, run->place.bucket.name);
    put_text(&whole, observed, DOC_INDEX_ETAG, run->token);
    dx_put(&whole, observed, DOC_STALE, split_lines(run->stale));
    dx_put(&whole, observed, DOC_NOTES, split_lines(run->notes));
    put_text(&whole, observed, DOC_CLAIM, run->by);
    put_text(&whole, observed, DOC_REFERENCE, run->reference);
    return dx_whole(whole, observed);
}

bool state_take_over(json_t *observed, const json_t *members)
{
    bool whole = members != NULL;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)members, name, value) {
        if (json_is_null(value)) {
            json_object_del(observed, name);
        } else {
            dx_put(&whole, observed, name, json_incref(value));
        }
    }
    return whole;
}
