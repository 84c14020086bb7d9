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

enum { LONGEST_COMMENT = 128 };

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

/* Whether a draft that never went live is written over, which is somebody's work. Any other is what
 * runs: that it changes is shown where it goes live, once. */
static bool loses_draft(const struct dx_planner *planner)
{
    const json_t *draft = json_object_get(planner->observed, FUNCTION_DRAFT);
    return draft != NULL && !is_equal(planner, FUNCTION_CODE, FUNCTION_DRAFT) &&
           !json_equal(draft, json_object_get(planner->observed, FUNCTION_CODE));
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
    if (loses_draft(planner)) {
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
    if (!is_equal(planner, FUNCTION_CODE, FUNCTION_CODE)) {
        dx_planner_change(planner, action, FUNCTION_CODE,
                          json_object_get(planner->observed, FUNCTION_CODE),
                          json_object_get(planner->desired, FUNCTION_CODE));
    }
    /* The payload says it again: by it a publication that was done before is recognised, and each
     * action may be performed by a process that sees no other. */
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

/* Whose it is, as its comment says. */
static enum dx_ownership ownership_of(const struct dx_planner *planner, const char *comment)
{
    const char *said = dx_text(planner->observed, FUNCTION_COMMENT);
    bool adopted = strncmp(said, FUNCTION_ADOPTED, strlen(FUNCTION_ADOPTED)) == 0;
    const char *mark = adopted ? said + strlen(FUNCTION_ADOPTED) : said;
    if (strcmp(mark, comment) == 0) {
        return adopted ? DX_ADOPTED : DX_MADE;
    }
    return strncmp(mark, comment, strcspn(comment, ":") + 1) == 0 ? DX_ANOTHERS : DX_NOBODYS;
}

/* What another owner's is, no consent takes over. */
static dxaws_error *refuse(const struct dx_planner *planner, enum dx_ownership ownership)
{
    char consent[100];
    const char *name = dx_text(planner->desired, FUNCTION_NAME);
    const char *said = dx_text(planner->observed, FUNCTION_COMMENT);
    if (ownership == DX_ANOTHERS) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                               DXAWS_MODULE_ERROR_ANOTHERS_RESOURCE,
                               "function %s: choose another name, or release it there first: it "
                               "belongs to somebody else who uses dxaws (comment \"%.128s\")",
                               name, said);
    }
    snprintf(consent, sizeof consent, "function/%.64s", name);
    dxaws_error *error =
        dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
                        "function %s: adopt \"%s\" to take it over, or choose another name: it is "
                        "not ours (comment \"%.128s\")",
                        name, consent, said);
    dxaws_error_set_resource(error, consent);
    return error;
}

static bool is_adopted_now(const struct dx_planner *planner, enum dx_ownership ownership)
{
    char consent[100];
    snprintf(consent, sizeof consent, "function/%.64s", dx_text(planner->desired, FUNCTION_NAME));
    return ownership == DX_NOBODYS && dxaws_apply_options_adopts(planner->options, consent);
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

static void plan_deletion(struct dx_planner *planner)
{
    json_t *action = dx_planner_action(planner, FUNCTION_DELETE, "not wanted");
    json_t *said = json_object_get(planner->observed, FUNCTION_COMMENT);
    dx_planner_payload(planner, action, FUNCTION_COMMENT, json_incref(said));
    expect(planner, action);
}

/* It says no more whose it is; what runs and what is drafted stay. */
static void plan_release(struct dx_planner *planner)
{
    json_t *action = dx_planner_action(planner, FUNCTION_UPDATE, "given back");
    json_t *nothing = json_string("");
    json_t *draft = json_object_get(planner->observed, FUNCTION_DRAFT);
    planner->out_of_memory = planner->out_of_memory || nothing == NULL;
    dx_planner_change(planner, action, FUNCTION_COMMENT,
                      json_object_get(planner->observed, FUNCTION_COMMENT), nothing);
    dx_planner_payload(planner, action, FUNCTION_COMMENT, nothing);
    dx_planner_payload(planner, action, FUNCTION_CODE, json_incref(draft));
    dx_planner_payload(planner, action, FUNCTION_RUNTIME, runtime_of(planner));
    expect(planner, action);
    dx_planner_left(planner, "function", dx_text(planner->desired, FUNCTION_NAME),
                    "it is given back, and stays as it is set: code", NULL);
}

/* Nothing is adopted in order to be removed. */
static void plan_end(struct dx_planner *planner, enum dx_ownership ownership)
{
    char why[200];
    if (ownership == DX_NOBODYS || ownership == DX_ANOTHERS) {
        snprintf(why, sizeof why, "its comment is \"%.128s\"",
                 dx_text(planner->observed, FUNCTION_COMMENT));
        dx_planner_left(planner, "function", dx_text(planner->desired, FUNCTION_NAME), why,
                        ownership == DX_ANOTHERS ? "leave it to its owner"
                                                 : "delete it yourself if nobody needs it");
    } else if (ownership == DX_ADOPTED || dxaws_apply_options_release(planner->options)) {
        plan_release(planner);
    } else {
        plan_deletion(planner);
    }
}

/* One that exists. */
static dxaws_error *plan_found(struct dx_planner *planner, const char *comment)
{
    char adopted[sizeof FUNCTION_ADOPTED + LONGEST_COMMENT];
    if (dx_text(planner->observed, FUNCTION_COMMENT) == NULL) {
        return unreadable(planner);
    }
    enum dx_ownership ownership = ownership_of(planner, comment);
    if (!dx_is_present(planner->desired)) {
        plan_end(planner, ownership);
        return NULL;
    }
    if (ownership != DX_MADE && ownership != DX_ADOPTED && !is_adopted_now(planner, ownership)) {
        return refuse(planner, ownership);
    }
    snprintf(adopted, sizeof adopted, FUNCTION_ADOPTED "%s", comment);
    plan_existing(planner, ownership == DX_MADE ? comment : adopted);
    return NULL;
}

dxaws_error *function_plan(struct dx_planner *planner)
{
    bool exists = dx_exists(planner->observed);
    bool wanted = dx_is_present(planner->desired);
    char *comment = function_comment(planner->desired);
    dxaws_error *error = comment ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && exists) {
        error = plan_found(planner, comment);
    } else if (error == NULL && wanted) {
        plan_write(planner, FUNCTION_CREATE, "absent", comment);
        plan_publish(planner, true);
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
