/* SPDX-License-Identifier: MIT */
/* Invalidations of the simulated account, with CloudFront's rules of paths and references. */
#include "invalidation-rules.h"
#include "memory-rules.h"

#include <dxaws/extend/cloudfront.h>
#include <dxaws/extend/memory.h>

#include <stdio.h>
#include <string.h>

#define INVALIDATION "invalidation"
#define DISTRIBUTION "distribution"

enum { TAKES_MS = 60000 };

/* Makes it what is reported: with its status at this moment. */
static json_t *reported(const struct memory_call *call, json_t *stored)
{
    bool whole = true;
    json_int_t done_ms = json_integer_value(json_object_get(stored, "completed_ms"));
    bool done = dxaws_memory_now_ms(call->account) >= done_ms;
    dx_put(&whole, stored, CF_STATUS, json_string(done ? CF_COMPLETED : CF_IN_PROGRESS));
    json_object_del(stored, "completed_ms");
    json_object_del(stored, DISTRIBUTION);
    return dx_whole(whole, stored);
}

static bool is_text(const json_t *object, const char *name, const char *text)
{
    const char *value = dx_text(object, name);
    return value != NULL && strcmp(value, text) == 0;
}

/* The one of that reference, and what is in progress beside. */
struct others {
    json_t *same; /* a new reference; NULL: none */
    size_t paths, wildcards;
};

static struct others look_around(const struct memory_call *call, const char *distribution,
                                 const char *reference)
{
    struct others others = {.same = NULL};
    const char *id;
    json_t *one;
    for (size_t i = 0;
         dxaws_memory_at_tree(call->account, MEMORY_SERVICE, INVALIDATION, i, &id, &one); i++) {
        bool here = is_text(one, DISTRIBUTION, distribution);
        const json_t *paths = json_object_get(one, CF_INVALIDATION_PATHS);
        if (here && dxaws_memory_now_ms(call->account) <
                        json_integer_value(json_object_get(one, "completed_ms"))) {
            others.wildcards += invalidation_wildcards(paths);
            others.paths += json_array_size(paths) - invalidation_wildcards(paths);
        }
        if (here && others.same == NULL && is_text(one, CF_INVALIDATION_REFERENCE, reference)) {
            others.same = json_incref(one);
        }
        json_decref(one);
    }
    return others;
}

static dxaws_error *check(const struct memory_call *call, const json_t *paths,
                          const struct others *others)
{
    size_t index;
    json_t *path;
    bool good = json_array_size(paths) > 0;
    json_array_foreach((json_t *)(uintptr_t)paths, index, path) {
        good = good && invalidation_is_path(json_string_value(path));
    }
    if (!good) {
        return memory_refuse(call->operation, "InvalidArgument",
                             "your request contains one or more invalid invalidation paths");
    }
    size_t wildcards = invalidation_wildcards(paths);
    bool many = others->wildcards + wildcards > INVALIDATION_MOST_WILDCARDS ||
                others->paths + json_array_size(paths) - wildcards > INVALIDATION_MOST_PATHS;
    return many ? memory_refuse(call->operation, "TooManyInvalidationsInProgress",
                                "you have exceeded the maximum number of allowable InProgress "
                                "invalidation batch requests, or invalidation objects")
                : NULL;
}

/* A new one, stored. */
static dxaws_error *make(const struct memory_call *call, const char *distribution,
                         const json_t *wanted, json_t **made)
{
    char text[48];
    char id[CLOUDFRONT_ID_SIZE];
    bool whole = true;
    snprintf(text, sizeof text, "invalidation %llu",
             (unsigned long long)dxaws_memory_next_number(call->account, "cloudfront.id"));
    cloudfront_make_id('I', text, id);
    json_t *one = json_pack("{ss ss sI}", CF_ID, id, DISTRIBUTION, distribution, "completed_ms",
                            (json_int_t)dxaws_memory_now_ms(call->account) + TAKES_MS);
    dx_put_from(&whole, one, CF_INVALIDATION_REFERENCE, wanted);
    dx_put(&whole, one, CF_INVALIDATION_PATHS,
           cloudfront_sorted(json_object_get(wanted, CF_INVALIDATION_PATHS)));
    one = dx_whole(whole, one);
    dxaws_error *error =
        one ? dxaws_memory_put_tree(call->account, MEMORY_SERVICE, INVALIDATION, id, one)
            : dxaws_error_out_of_memory();
    if (error != NULL) {
        json_decref(one);
        return error;
    }
    *made = one;
    return NULL;
}

static dxaws_error *take(const struct memory_call *call, const char *distribution,
                         const json_t *wanted, json_t **made)
{
    const json_t *paths = json_object_get(wanted, CF_INVALIDATION_PATHS);
    struct others others =
        look_around(call, distribution, dx_text(wanted, CF_INVALIDATION_REFERENCE));
    dxaws_error *error = NULL;
    if (others.same == NULL) {
        error = check(call, paths, &others);
        return error ? error : make(call, distribution, wanted, made);
    }
    json_t *sorted = cloudfront_sorted(paths);
    if (sorted == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (!json_equal(sorted, json_object_get(others.same, CF_INVALIDATION_PATHS))) {
        error = memory_refuse(call->operation, "InvalidationBatchAlreadyExists",
                              "your request contains a caller reference that was used for a "
                              "previous invalidation batch for the same distribution");
    }
    json_decref(sorted);
    if (error != NULL) {
        json_decref(others.same);
        return error;
    }
    *made = others.same;
    return NULL;
}

/* Ends the call with what it reports, which may be NULL. */
static dxaws_error *finish(const struct memory_call *call, dxaws_error *error, json_t *one,
                           json_t **found)
{
    json_t *told = error == NULL && one != NULL ? reported(call, one) : NULL;
    if (error == NULL && one != NULL && told == NULL) {
        error = dxaws_error_out_of_memory();
        one = NULL;
    }
    error = memory_end(call, error);
    if (error != NULL) {
        json_decref(one);
        told = NULL;
    }
    *found = told;
    return error;
}

dxaws_error *memory_invalidate(void *self, dxaws_context *context, const char *distribution,
                               const json_t *wanted, json_t **made)
{
    const struct memory_call call = {.account = self, .operation = "CreateInvalidation"};
    json_t *one = NULL;
    dxaws_error *error = memory_begin(&call, context, true);
    if (error != NULL) {
        return error;
    }
    if (dxaws_memory_get(self, MEMORY_SERVICE, MEMORY_DISTRIBUTION, distribution) == NULL) {
        error = memory_refuse(call.operation, "NoSuchDistribution",
                              "the specified distribution does not exist");
    }
    error = error ? error : take(&call, distribution, wanted, &one);
    return finish(&call, error, one, made);
}

dxaws_error *memory_look_invalidation(void *self, dxaws_context *context, const char *distribution,
                                      const char *id, json_t **found)
{
    const struct memory_call call = {.account = self, .operation = "GetInvalidation"};
    dxaws_error *error = memory_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    json_t *one = dxaws_memory_get_tree(self, MEMORY_SERVICE, INVALIDATION, id);
    if (one != NULL && !is_text(one, DISTRIBUTION, distribution)) {
        json_decref(one);
        one = NULL;
    }
    return finish(&call, NULL, one, found);
}

dxaws_error *memory_find_invalidation(void *self, dxaws_context *context, const char *distribution,
                                      const char *reference, size_t most, json_t **found)
{
    const struct memory_call call = {.account = self, .operation = "ListInvalidations"};
    (void)most; /* one look is enough here */
    dxaws_error *error = memory_begin(&call, context, false);
    return error ? error
                 : finish(&call, NULL, look_around(&call, distribution, reference).same, found);
}
