/* SPDX-License-Identifier: MIT */
/* What the edge is asked to forget: brought into its canonical form, checked, planned, awaited. */
#include "attributes.h"
#include "invalidation-paths.h"
#include "providers/invalidation-rules.h"
#include "ownership.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is said about keys, and has no meaning without them. */
static const char *const about_keys[] = {CF_INVALIDATION_KEYS, CF_INVALIDATION_PREFIX,
                                         CF_INVALIDATION_ROOT, CF_INVALIDATION_URLS,
                                         CF_INVALIDATION_QUERIES};

/* A word that there is not: the checks refuse it. */
#define NO_URLS ((enum invalidation_urls) - 1)

static enum invalidation_urls urls_of(const json_t *wanted)
{
    const char *urls = dx_text(wanted, CF_INVALIDATION_URLS);
    return urls == NULL || strcmp(urls, "exact") == 0 ? INVALIDATION_EXACT
           : strcmp(urls, "directories") == 0         ? INVALIDATION_DIRECTORIES
           : strcmp(urls, "html") == 0                ? INVALIDATION_HTML
                                                      : NO_URLS;
}

/* NULL without memory. */
static json_t *paths_of_keys(const json_t *wanted)
{
    const json_t *list = json_object_get(wanted, CF_INVALIDATION_KEYS);
    const char **keys = calloc(json_array_size(list) + 1, sizeof *keys);
    struct invalidation_asked asked = {
        .keys = keys,
        .prefix = dx_text(wanted, CF_INVALIDATION_PREFIX),
        .root_name = dx_text(wanted, CF_INVALIDATION_ROOT),
        .urls = urls_of(wanted),
        .queries = json_is_true(json_object_get(wanted, CF_INVALIDATION_QUERIES)),
    };
    size_t index;
    json_t *key;
    json_array_foreach((json_t *)(uintptr_t)list, index, key) {
        if (keys != NULL && json_is_string(key)) {
            keys[asked.count++] = json_string_value(key);
        }
    }
    json_t *paths = keys ? invalidation_paths(&asked) : NULL;
    free(keys);
    return paths;
}

dxaws_error *cloudfront_normalise_invalidation(json_t *desired)
{
    json_t *wanted = json_object_get(desired, CF_INVALIDATION);
    json_t *given = json_object_get(wanted, CF_INVALIDATION_PATHS);
    bool has_keys = json_object_get(wanted, CF_INVALIDATION_KEYS) != NULL;
    if ((given == NULL && !has_keys) || urls_of(wanted) == NO_URLS) {
        return NULL; /* there is none, or one that the checks refuse */
    }
    json_t *paths = has_keys ? paths_of_keys(wanted) : json_array();
    bool whole = paths != NULL && (given == NULL || json_array_extend(paths, given) == 0);
    if (whole && given == NULL && json_array_size(paths) == 0) {
        json_object_del(desired, CF_INVALIDATION); /* nothing is to be forgotten */
        json_decref(paths);
        return NULL;
    }
    dx_put(&whole, wanted, CF_INVALIDATION_PATHS, whole ? cloudfront_sorted(paths) : NULL);
    json_decref(paths);
    for (size_t i = 0; i < sizeof about_keys / sizeof *about_keys; i++) {
        json_object_del(wanted, about_keys[i]);
    }
    return whole ? NULL : dxaws_error_out_of_memory();
}

CF_CHECK(cloudfront_check_invalidation_paths)
{
    size_t index;
    json_t *path;
    size_t wildcards = invalidation_wildcards(value);
    size_t single = json_array_size(value) - wildcards;
    if (json_array_size(value) == 0) {
        return dx_invalid(schema,
                          "cloudfront: \"%s\" is empty; give a path such as \"/docs/*\", or leave "
                          "\"" CF_INVALIDATION "\" out",
                          attribute->name);
    }
    json_array_foreach((json_t *)(uintptr_t)value, index, path) {
        if (!invalidation_is_path(json_string_value(path))) {
            return dx_at_index(
                dx_invalid(schema,
                           "cloudfront: \"%s\" has \"%s\"; begin with \"/\", write as in a URL "
                           "(%%20 for a blank), with \"*\" at the end only, and before a \"~\"",
                           attribute->name, json_string_value(path)),
                index);
        }
    }
    if (wildcards > INVALIDATION_MOST_WILDCARDS || single > INVALIDATION_MOST_PATHS) {
        return dx_invalid(schema,
                          "cloudfront: \"%s\" has %zu paths with \"*\" and %zu without; CloudFront "
                          "allows %d and %d: use \"/*\"",
                          attribute->name, wildcards, single, INVALIDATION_MOST_WILDCARDS,
                          INVALIDATION_MOST_PATHS);
    }
    return NULL;
}

dxaws_error *cloudfront_check_payload(const char *kind, const json_t *payload)
{
    const json_t *asked = json_object_get(payload, CF_INVALIDATION);
    const json_t *paths = json_object_get(asked, CF_INVALIDATION_PATHS);
    if (strcmp(kind, CF_INVALIDATE) != 0 ||
        (dx_text(asked, CF_INVALIDATION_REFERENCE) != NULL && json_array_size(paths) > 0)) {
        return NULL;
    }
    return dx_invalid(&cloudfront_schema,
                      "cloudfront %s: the payload of " CF_INVALIDATE " has no \"" CF_INVALIDATION
                      "\" with \"" CF_INVALIDATION_REFERENCE "\" and \"" CF_INVALIDATION_PATHS
                      "\"; plan again",
                      dx_text(payload, CF_NAME));
}

/* What is sent of it, and compared. */
static json_t *request_of(const json_t *wanted)
{
    bool whole = true;
    json_t *request = json_object();
    dx_put_from(&whole, request, CF_INVALIDATION_REFERENCE, wanted);
    dx_put_from(&whole, request, CF_INVALIDATION_PATHS, wanted);
    return dx_whole(whole && request != NULL, request);
}

static dxaws_error *check_reference(const struct dx_planner *planner, const json_t *wanted,
                                    const json_t *seen)
{
    if (json_equal(json_object_get(wanted, CF_INVALIDATION_PATHS),
                   json_object_get(seen, CF_INVALIDATION_PATHS))) {
        return NULL;
    }
    return dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_CLOUDFRONT_ERROR_INVALIDATION_REFERENCE,
        "cloudfront %s: give the invalidation another reference than \"%s\", "
        "which was used for other paths",
        dx_text(planner->desired, CF_NAME), dx_text(wanted, CF_INVALIDATION_REFERENCE));
}

static void plan_invalidate(struct dx_planner *planner, const struct cloudfront_claim *claim,
                            const json_t *wanted)
{
    json_t *action = dx_planner_action(planner, CF_INVALIDATE, "asked for");
    json_t *request = request_of(wanted);
    planner->out_of_memory = planner->out_of_memory || request == NULL;
    if (request != NULL) {
        dx_planner_diff(planner, action, CF_INVALIDATION, NULL, request);
        dx_planner_payload(planner, action, CF_INVALIDATION, request);
    }
    if (claim != NULL) {
        cloudfront_expect(planner, action, claim);
    }
}

dxaws_error *cloudfront_plan_invalidation(struct dx_planner *planner,
                                          const struct cloudfront_claim *claim)
{
    const json_t *wanted = json_object_get(planner->desired, CF_INVALIDATION);
    const json_t *seen = json_object_get(planner->observed, CF_INVALIDATION);
    const char *status = dx_text(planner->observed, CF_INVALIDATION_STATUS);
    json_t *reference = json_object_get(wanted, CF_INVALIDATION_REFERENCE);
    bool made = reference != NULL &&
                json_equal(reference, json_object_get(seen, CF_INVALIDATION_REFERENCE));
    if (wanted == NULL) {
        return NULL;
    }
    dxaws_error *error = made ? check_reference(planner, wanted, seen) : NULL;
    if (error == NULL && !made) {
        plan_invalidate(planner, claim, wanted);
    }
    if (error == NULL && (!made || status == NULL || strcmp(status, CF_COMPLETED) != 0)) {
        json_t *wait =
            dx_planner_action(planner, CF_WAIT_INVALIDATED, made ? "in progress" : "asked for");
        cloudfront_carry(planner, wait, CF_ID);
    }
    return error;
}

void cloudfront_invalidation_converged(const json_t *observed, struct dx_wait_state *state)
{
    const char *id = dx_text(observed, CF_INVALIDATION_ID);
    const char *status = dx_text(observed, CF_INVALIDATION_STATUS);
    state->done = status != NULL && strcmp(status, CF_COMPLETED) == 0;
    snprintf(state->why, sizeof state->why,
             "invalidation %s is %s, to be " CF_COMPLETED "; this usually takes a minute",
             id ? id : "without an id", status ? status : "in an unknown state");
}

void cloudfront_simulate_invalidation(bool *whole, const json_t *payload, json_t *observed)
{
    char id[CLOUDFRONT_ID_SIZE];
    const char *reference =
        dx_text(json_object_get(payload, CF_INVALIDATION), CF_INVALIDATION_REFERENCE);
    cloudfront_make_id('I', reference ? reference : "", id);
    dx_put(whole, observed, CF_INVALIDATION_ID, json_string(id));
    dx_put(whole, observed, CF_INVALIDATION_STATUS, json_string(CF_IN_PROGRESS));
}

bool cloudfront_recall(json_t *wanted, const json_t *observed)
{
    json_t *asked = json_object_get(wanted, CF_INVALIDATION);
    json_t *id = json_object_get(observed, CF_INVALIDATION_ID);
    return asked == NULL || id == NULL || json_object_set(asked, CF_ID, id) == 0;
}
