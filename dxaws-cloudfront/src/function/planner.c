/* SPDX-License-Identifier: MIT */
/* Planning a function: what runs is compared, the code of the stage LIVE. A draft that somebody
 * works at is left until it stands in the way. Pure. */
#include "function.h"

#include "../providers/names.h"

#include <dxaws/extend/error.h>
#include <dxaws/kit/ownership.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *function_comment(const json_t *desired)
{
    const char *owner = dx_text(desired, FUNCTION_OWNER);
    return cloudfront_comment(owner ? owner : dx_text(desired, FUNCTION_NAME));
}

static bool is_equal(const struct dx_planner *planner, const char *wanted, const char *seen)
{
    return json_equal(json_object_get(planner->desired, wanted),
                      json_object_get(planner->observed, seen));
}

/* A version that another one was written over since is not written over. */
static void expect(struct dx_planner *planner, json_t *action)
{
    json_t *etag = json_object_get(planner->observed, FUNCTION_ETAG);
    if (etag != NULL) {
        dx_planner_payload(planner, action, FUNCTION_EXPECTED_ETAG, json_incref(etag));
    }
}

static void carry(struct dx_planner *planner, json_t *action, const char *name)
{
    json_t *value = json_object_get(planner->desired, name);
    if (value != NULL) {
        dx_planner_payload(planner, action, name, json_incref(value));
    }
}

/* One that is left alone is sent back as it is; a function cannot be made without. */
static json_t *runtime_of(const struct dx_planner *planner)
{
    json_t *wanted = json_object_get(planner->desired, FUNCTION_RUNTIME);
    json_t *seen = json_object_get(planner->observed, FUNCTION_RUNTIME);
    return wanted ? json_incref(wanted)
           : seen ? json_incref(seen)
                  : json_string(DXAWS_CLOUDFRONT_FUNCTION_DEFAULT_RUNTIME);
}

/* CREATE and UPDATE take all of it. */
static void plan_write(struct dx_planner *planner, const char *kind, const char *reason,
                       const char *comment)
{
    json_t *action = dx_planner_action(planner, kind, reason);
    json_t *said = json_string(comment);
    planner->out_of_memory = planner->out_of_memory || said == NULL;
    if (json_object_get(planner->desired, FUNCTION_RUNTIME) != NULL &&
        !is_equal(planner, FUNCTION_RUNTIME, FUNCTION_RUNTIME)) {
        dx_planner_change(planner, action, FUNCTION_RUNTIME,
                          json_object_get(planner->observed, FUNCTION_RUNTIME),
                          json_object_get(planner->desired, FUNCTION_RUNTIME));
    }
    if (said != NULL && !json_equal(said, json_object_get(planner->observed, FUNCTION_COMMENT))) {
        dx_planner_change(planner, action, FUNCTION_COMMENT,
                          json_object_get(planner->observed, FUNCTION_COMMENT), said);
    }
    if (!is_equal(planner, FUNCTION_CODE, FUNCTION_DRAFT)) {
        dx_planner_change(planner, action, FUNCTION_DRAFT,
                          json_object_get(planner->observed, FUNCTION_DRAFT),
                          json_object_get(planner->desired, FUNCTION_CODE));
    }
    if (said != NULL) {
        dx_planner_payload(planner, action, FUNCTION_COMMENT, said);
    }
    carry(planner, action, FUNCTION_CODE);
    dx_planner_payload(planner, action, FUNCTION_RUNTIME, runtime_of(planner));
    expect(planner, action);
}

static void plan_publish(struct dx_planner *planner, bool written)
{
    json_t *action = dx_planner_action(planner, FUNCTION_PUBLISH, "not live");
    dx_planner_change(planner, action, FUNCTION_CODE,
                      json_object_get(planner->observed, FUNCTION_CODE),
                      json_object_get(planner->desired, FUNCTION_CODE));
    carry(planner, action, FUNCTION_CODE);
    if (!written) { /* else it is what that answers */
        expect(planner, action);
    }
}

static dxaws_error *unreadable(const struct dx_planner *planner)
{
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cloudfront",
                           DXAWS_MODULE_ERROR_UNSUPPORTED_ATTRIBUTE,
                           "function %s: the provider does not report its comment, which says "
                           "whose it is: use another one",
                           dx_text(planner->desired, FUNCTION_NAME));
}

/* Whose it is stands in its comment; *ours is true when it is ours, or is taken over. */
static dxaws_error *judge(struct dx_planner *planner, const char *comment, bool *ours)
{
    char consent[100];
    const char *name = dx_text(planner->desired, FUNCTION_NAME);
    const char *said = dx_text(planner->observed, FUNCTION_COMMENT);
    if (said == NULL) {
        return unreadable(planner);
    }
    snprintf(consent, sizeof consent, "function/%.64s", name);
    *ours = strcmp(said, comment) == 0 || dxaws_apply_options_adopts(planner->options, consent);
    if (*ours) {
        return NULL;
    }
    if (json_is_false(json_object_get(planner->desired, FUNCTION_PRESENT))) {
        char why[200];
        snprintf(why, sizeof why, "its comment is \"%.128s\"", said);
        dx_planner_left(planner, "function", name, why, "delete it yourself if nobody needs it");
        return NULL;
    }
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
                        "function %s: adopt \"%s\" to take it over, or choose another name: it is "
                        "not ours (comment \"%.128s\")",
                        name, consent, said);
    dxaws_error_set_resource(error, consent);
    return error;
}

static void plan_existing(struct dx_planner *planner, const char *comment)
{
    const char *said = dx_text(planner->observed, FUNCTION_COMMENT);
    bool live = is_equal(planner, FUNCTION_CODE, FUNCTION_CODE);
    bool runs = json_object_get(planner->desired, FUNCTION_RUNTIME) == NULL ||
                is_equal(planner, FUNCTION_RUNTIME, FUNCTION_RUNTIME);
    bool written = !runs || strcmp(said, comment) != 0 ||
                   (!live && !is_equal(planner, FUNCTION_CODE, FUNCTION_DRAFT));
    if (written) {
        plan_write(planner, FUNCTION_UPDATE, "drift", comment);
    }
    if (written || !live) {
        plan_publish(planner, written);
    }
}

static void plan_deletion(struct dx_planner *planner, const char *comment)
{
    json_t *action = dx_planner_action(planner, FUNCTION_DELETE, "not wanted");
    json_t *said = json_object_get(planner->observed, FUNCTION_COMMENT);
    dx_planner_payload(planner, action, FUNCTION_COMMENT,
                       said ? json_incref(said) : json_string(comment));
    expect(planner, action);
}

dxaws_error *function_plan(struct dx_planner *planner)
{
    bool exists = json_is_true(json_object_get(planner->observed, FUNCTION_EXISTS));
    bool wanted = !json_is_false(json_object_get(planner->desired, FUNCTION_PRESENT));
    bool ours = !exists;
    char *comment = function_comment(planner->desired);
    dxaws_error *error = comment == NULL ? dxaws_error_out_of_memory()
                         : exists        ? judge(planner, comment, &ours)
                                         : NULL;
    if (error == NULL && ours && wanted && exists) {
        plan_existing(planner, comment);
    } else if (error == NULL && wanted && !exists) {
        plan_write(planner, FUNCTION_CREATE, "absent", comment);
        plan_publish(planner, true);
    } else if (error == NULL && ours && exists) {
        plan_deletion(planner, comment);
    }
    free(comment);
    return error;
}

/* Every change makes another version. */
static void change(bool *whole, json_t *observed, const char *seed)
{
    char etag[CLOUDFRONT_ID_SIZE];
    const char *before = dx_text(observed, FUNCTION_ETAG);
    cloudfront_make_id('E', before ? before : seed, etag);
    dx_put(whole, observed, FUNCTION_ETAG, json_string(etag));
}

bool function_simulate(const char *kind, const json_t *payload, json_t *observed)
{
    bool whole = true;
    json_t *code = json_object_get(payload, FUNCTION_CODE);
    const char *name = dx_text(payload, FUNCTION_NAME);
    if (strcmp(kind, FUNCTION_CREATE) == 0 || strcmp(kind, FUNCTION_UPDATE) == 0) {
        dx_put_from(&whole, observed, FUNCTION_COMMENT, payload);
        dx_put_from(&whole, observed, FUNCTION_RUNTIME, payload);
        dx_put(&whole, observed, FUNCTION_DRAFT, json_incref(code));
        change(&whole, observed, name ? name : "");
    }
    if (strcmp(kind, FUNCTION_CREATE) == 0) {
        dx_put(&whole, observed, FUNCTION_ARN,
               json_sprintf("arn:aws:cloudfront::123456789012:function/%s", name ? name : ""));
    }
    return whole;
}
