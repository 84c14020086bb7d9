/* SPDX-License-Identifier: MIT */
/* A plan's text says of each member what it was when the text was written. Who cuts, swaps or edits
 * something by hand leaves a digest behind that tells so, whichever module the plan is of, and
 * before any of it is looked at. It is no signature: who means to change a plan writes none. */
#include "plan-digests.h"

#include <dxaws/extend/names.h>
#include <dxaws/kit/json.h>

#include <stdlib.h>
#include <string.h>

#define DIGESTS "digests"

/* Of the value, not of the bytes: white space, escapes and the order of names are no edit. As many
 * digits as a number needs are said here, since jansson changed what it writes by itself. */
enum { CANONICAL = JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(17) };

static json_t *digest_of(const char *text)
{
    char digest[DXAWS_DIGEST_SIZE];
    bool made = text != NULL && dxaws_digest(text, strlen(text), digest);
    return made ? json_string(digest) : NULL;
}

/* Of every member, those of a later release as well. NULL without memory. */
static json_t *digests_of(const json_t *document)
{
    json_t *digests = json_object();
    const char *name;
    json_t *value;
    bool whole = digests != NULL;
    json_object_foreach((json_t *)(uintptr_t)document, name, value) {
        char *text = json_dumps(value, CANONICAL);
        dx_put(&whole, digests, name, digest_of(text));
        free(text);
    }
    return dx_whole(whole, digests);
}

/* A member as it is written: "NAME":VALUE. */
struct member {
    const char *name;
    char *quoted, *value;
};

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct member *)left)->name, ((const struct member *)right)->name);
}

static bool write_member(struct member *member, const char *name, const json_t *value)
{
    json_t *text = json_string(name);
    *member = (struct member){name, json_dumps(text, CANONICAL), json_dumps(value, CANONICAL)};
    json_decref(text);
    return member->quoted != NULL && member->value != NULL;
}

/* For free(); NULL without memory. */
static char *join(const struct member *members, size_t count)
{
    size_t size = 3;
    for (size_t i = 0; i < count; i++) {
        size += strlen(members[i].quoted) + strlen(members[i].value) + 2;
    }
    char *text = malloc(size);
    char *end = text;
    for (size_t i = 0; text != NULL && i < count; i++) {
        *end++ = i == 0 ? '{' : ',';
        end = stpcpy(end, members[i].quoted);
        *end++ = ':';
        end = stpcpy(end, members[i].value);
    }
    if (text != NULL) {
        memcpy(end, "}", 2);
    }
    return text;
}

/* Members are written once, for their digests and for the text: one may be megabytes. */
char *plan_digests_write(const json_t *document)
{
    size_t count = 0;
    struct member *members = calloc(json_object_size(document) + 1, sizeof *members);
    json_t *digests = json_object();
    bool whole = members != NULL && digests != NULL;
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)document, name, value) {
        if (whole && strcmp(name, DIGESTS) != 0) {
            whole = write_member(&members[count], name, value);
            dx_put(&whole, digests, name, digest_of(members[count++].value));
        }
    }
    whole = whole && write_member(&members[count++], DIGESTS, digests);
    if (whole) {
        qsort(members, count, sizeof *members, by_name);
    }
    char *text = whole ? join(members, count) : NULL;
    for (size_t i = 0; i < count; i++) {
        free(members[i].quoted);
        free(members[i].value);
    }
    free(members);
    json_decref(digests);
    return text;
}

static dxaws_error *edited(const char *name, const char *how)
{
    return dxaws_error_new(
        DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_INVALID_PLAN,
        "the plan was edited: \"%s\" %s since it was written; plan again, or leave out \"" DIGESTS
        "\" if that is meant",
        name, how);
}

/* Each member of @a found is said by @a said; else *error is about it. */
static bool agree(const json_t *said, const json_t *found, dxaws_error **error)
{
    const char *name;
    json_t *digest;
    json_object_foreach((json_t *)(uintptr_t)said, name, digest) {
        const json_t *now = json_object_get(found, name);
        if (!json_equal(digest, now)) {
            *error = edited(name, now ? "was changed" : "was taken out");
            return false;
        }
    }
    json_object_foreach((json_t *)(uintptr_t)found, name, digest) {
        if (json_object_get(said, name) == NULL) {
            *error = edited(name, "was added");
            return false;
        }
    }
    return true;
}

dxaws_error *plan_digests_take(json_t **document)
{
    json_t *said = json_object_get(*document, DIGESTS);
    if (said == NULL) {
        return NULL;
    }
    if (!json_is_object(said)) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", DXAWS_CORE_ERROR_INVALID_PLAN,
                               "not a plan: \"" DIGESTS "\" must be an object");
    }
    json_t *members = dx_members(*document);
    json_object_del(members, DIGESTS);
    json_t *found = members ? digests_of(members) : NULL;
    dxaws_error *error = found ? NULL : dxaws_error_out_of_memory();
    if (found != NULL && agree(said, found, &error)) {
        json_decref(*document);
        *document = json_incref(members);
    }
    json_decref(found);
    json_decref(members);
    return error;
}
