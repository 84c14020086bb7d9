/* SPDX-License-Identifier: MIT */
/* What is wanted, as a Desired says it: objects that are named one by one, or a folder. */
#include "content-schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>
#include <dxaws/kit/json.h>

#include "folder.h"
#include "members.h"
#include "pack.h"
#include "state.h"

static const json_t *publish_member(const struct content_run *run, const char *name)
{
    return json_object_get(json_object_get(run->document, DOC_PUBLISH), name);
}

/* ---- objects that are named one by one */

static bool digest_text(const char *text, size_t size, unsigned char digest[CONTENT_DIGEST])
{
    char hexadecimal[DXAWS_DIGEST_SIZE];
    return dxaws_digest(text, size, hexadecimal) &&
           pack_digest(hexadecimal, digest, CONTENT_DIGEST);
}

/* What a file of that name would have, and what was said. A document's texts are UTF-8. */
static json_t *headers_of(const char *key, const json_t *object)
{
    json_t *headers = folder_headers(NULL, key, true, false);
    bool whole = headers != NULL;
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(object, DOC_HEADERS), name, value) {
        dx_put(&whole, headers, folder_header_name(name), json_incref(value));
    }
    return dx_whole(whole, headers);
}

static dxaws_error *add_object(struct content_run *run, const char *key, const json_t *object)
{
    const json_t *text = json_object_get(object, DOC_TEXT);
    json_t *headers = headers_of(key, object);
    struct content_entry *entry = headers ? entries_add(&run->wanted, key, NULL) : NULL;
    bool whole = entry != NULL;
    if (whole) {
        const char *type = dx_text(headers, "Content-Type");
        entry->size = (int64_t)json_string_length(text);
        entry->headers = headers_add(&run->headers, headers);
        entry->stage = (uint8_t)folder_stage(key, type ? type : "");
        whole = entry->headers != CONTENT_NO_HEADERS &&
                digest_text(json_string_value(text), json_string_length(text), entry->digest);
    }
    json_decref(headers);
    return whole ? NULL : dxaws_error_out_of_memory();
}

static dxaws_error *add_objects(struct content_run *run, const json_t *objects)
{
    dxaws_error *error = NULL;
    const char *key;
    json_t *object;
    json_object_foreach((json_t *)(uintptr_t)objects, key, object) {
        error = error ? error : add_object(run, key, object);
    }
    entries_sort(&run->wanted);
    return error;
}

/* ---- a folder */

static dxaws_error *add_folder(struct content_run *run, const char *path)
{
    const char *links = json_string_value(publish_member(run, DOC_LINKS));
    const struct folder_wish wish = {
        .path = path,
        .exclude = publish_member(run, DOC_EXCLUDE),
        .rules = publish_member(run, DOC_RULES),
        .follow = links != NULL && strcmp(links, DXAWS_S3_CONTENT_LINKS_FOLLOW) == 0,
        .prefix = strlen(run->place.prefix),
    };
    struct content_folder folder = {.path = NULL};
    dxaws_error *error = folder_read(&wish, run->context, &folder);
    if (error == NULL) {
        run->wanted = folder.entries;
        run->headers = folder.headers;
        run->hashed = folder.hashed;
        run->notes = folder.notes;
        folder.entries = (struct content_entries){0};
        folder.headers = (struct content_headers){0};
        folder.hashed = NULL;
        folder.notes = NULL;
    }
    folder_clear(&folder);
    dxaws_error_set_path(error, "/" DOC_SOURCE, false);
    return error;
}

static dxaws_error *add_packed(struct content_run *run, const char *text)
{
    switch (pack_read(text, &run->wanted, &run->headers)) {
    case PACK_READ:
        return NULL;
    case PACK_NO_MEMORY:
        return dxaws_error_out_of_memory();
    default:
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "s3", DXAWS_S3_ERROR_INVALID_ACTION,
                               "s3 %s: \"" DOC_RESUMES "\" is not what a run left; plan again",
                               run->place.bucket.name);
    }
}

dxaws_error *run_read_wanted(struct content_run *run)
{
    const char *source = dx_text(run->document, DOC_SOURCE);
    const char *packed = dx_text(json_object_get(run->document, DOC_RESUMES), DOC_WANTED);
    if (run->withdraws) {
        return NULL;
    }
    return packed   ? add_packed(run, packed)
           : source ? add_folder(run, source)
                    : add_objects(run, json_object_get(run->document, DOC_OBJECTS));
}

/* ---- names that carry a hash, and whose bytes changed all the same */

/* Whether an object that is named says how long it is kept. */
static bool says_cache(const struct content_run *run, const char *key)
{
    const json_t *object = json_object_get(json_object_get(run->document, DOC_OBJECTS), key);
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(object, DOC_HEADERS), name, value) {
        if (strcmp(folder_header_name(name), "Cache-Control") == 0) {
            return true;
        }
    }
    return false;
}

/* An hour instead of a year; but what a rule says, or the object itself, stays. */
static dxaws_error *shorten(struct content_run *run, size_t wanted)
{
    if (says_cache(run, entries_key(&run->wanted, wanted))) {
        return NULL;
    }
    struct content_entry *want = &run->wanted.items[wanted];
    json_t *plain = folder_headers(publish_member(run, DOC_RULES),
                                   entries_key(&run->wanted, wanted), false, false);
    json_t *set = dx_members(headers_at(&run->headers, want->headers));
    json_t *cache = json_object_get(plain, "Cache-Control");
    bool whole = plain != NULL && set != NULL;
    if (cache != NULL) {
        dx_put(&whole, set, "Cache-Control", json_incref(cache));
    } else {
        json_object_del(set, "Cache-Control");
    }
    want->headers = whole ? headers_add(&run->headers, set) : CONTENT_NO_HEADERS;
    json_decref(plain);
    json_decref(set);
    return want->headers != CONTENT_NO_HEADERS ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *run_shorten_known(struct content_run *run)
{
    dxaws_error *error = NULL;
    bool any = json_array_size(json_object_get(run->index.head, DOC_MUTABLE)) > 0;
    for (size_t i = 0; any && run->hashed != NULL && i < run->wanted.count && error == NULL; i++) {
        if (run->hashed[i] && index_is_mutable(&run->index, entries_key(&run->wanted, i))) {
            error = shorten(run, i);
        }
    }
    return error;
}

dxaws_error *run_shorten_changed(struct content_run *run)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < run->made.count && error == NULL; i++) {
        if (run->made.changes[i].changes_name) {
            error = shorten(run, (size_t)run->made.changes[i].wanted);
        }
    }
    return error;
}

/* ---- bytes */

dxaws_error *run_body(const struct content_run *run, const struct content_entry *wanted,
                      const char *key, char path[CONTENT_PATH_SIZE], struct content_body *body)
{
    const char *source = dx_text(run->document, DOC_SOURCE);
    if (source != NULL) {
        snprintf(path, CONTENT_PATH_SIZE, "%s/%s", source, key);
        *body = (struct content_body){.file = path};
        return NULL;
    }
    const json_t *objects = json_object_get(run->document, DOC_OBJECTS);
    const json_t *text = json_object_get(json_object_get(objects, key), DOC_TEXT);
    /* Of a file the store sees that it is another one; here as many bytes would be read. */
    if (!json_is_string(text) || (int64_t)json_string_length(text) != wanted->size) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_FILE_CHANGED,
                               "s3 %s: plan again: the text of \"%.200s\" is not what was compared",
                               run->place.bucket.name, key);
    }
    *body = (struct content_body){.data = json_string_value(text)};
    return NULL;
}

dxaws_error *dxaws_s3_content_desired_check_source(const dxaws_s3_content_desired *desired,
                                                   dxaws_context *context)
{
    struct content_run run = {.context = context};
    dxaws_error *error = dxaws_s3_content_desired_check(desired);
    if (error == NULL) {
        state_desire(desired->state.document, &run);
        error = run_read_wanted(&run);
    }
    run_clear(&run);
    return error;
}
