/* SPDX-License-Identifier: MIT */
/* Planning our origin access control. It has no tags: its name makes it the one that is meant, its
 * description says whose it is. */
#include "ownership.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX DX_TAG_SITE "="
#define ADOPTED "adopted "

/* Whether the description is @a text, which is released; false without memory (remembered). */
static bool says(struct dx_planner *planner, char *text)
{
    const char *description = dx_text(planner->observed, CF_OAC_DESCRIPTION);
    bool same = text != NULL && description != NULL && strcmp(text, description) == 0;
    planner->out_of_memory = planner->out_of_memory || text == NULL;
    free(text);
    return same;
}

static enum dx_ownership ownership_of(struct dx_planner *planner)
{
    const char *description = dx_text(planner->observed, CF_OAC_DESCRIPTION);
    const char *owner = dx_text(planner->desired, DX_OWNER);
    if (!cloudfront_is_marked(planner) || says(planner, cloudfront_oac_mark(owner))) {
        return DX_MADE;
    }
    if (says(planner, cloudfront_oac_adopted(owner))) {
        return DX_ADOPTED;
    }
    const char *mark = description && strncmp(description, ADOPTED, strlen(ADOPTED)) == 0
                           ? description + strlen(ADOPTED)
                           : description;
    bool anothers = mark != NULL && (strncmp(mark, PREFIX, strlen(PREFIX)) == 0 ||
                                     strcmp(mark, DX_TAG_MANAGED) == 0);
    return anothers ? DX_ANOTHERS : DX_NOBODYS;
}

static bool is_consented(const struct dx_planner *planner, enum dx_ownership ownership)
{
    char consent[100];
    snprintf(consent, sizeof consent, "access_control/%.64s", dx_text(planner->observed, CF_OAC));
    return ownership == DX_NOBODYS && dxaws_apply_options_adopts(planner->options, consent);
}

/* "is not ours (description \"x\")" */
static void describe(const struct dx_planner *planner, enum dx_ownership ownership, char *text,
                     size_t size)
{
    const char *description = dx_text(planner->observed, CF_OAC_DESCRIPTION);
    snprintf(text, size, "%s (description \"%.100s\")",
             ownership == DX_ANOTHERS ? "belongs to somebody else who uses dxaws" : "is not ours",
             description ? description : "");
    for (char *at = text; *at != '\0'; at++) {
        *at = *at >= ' ' && *at <= '~' ? *at : '?';
    }
}

/* One change of what is observed of the access control. */
static void change(struct dx_planner *planner, const char *attribute, json_t *after)
{
    const json_t *before = json_object_get(planner->observed, attribute);
    json_t *action = dx_planner_action(planner, CF_UPDATE_OAC, "drift");
    const char *description = dx_text(planner->observed, CF_OAC_DESCRIPTION);
    cloudfront_carry(planner, action, CF_OAC);
    if (cloudfront_is_marked(planner)) {
        dx_planner_payload(planner, action, CF_EXPECTED_DESCRIPTION,
                           json_string(description ? description : ""));
    }
    dx_planner_change(planner, action, attribute, before, after);
    dx_planner_payload(planner, action, attribute, after);
}

/* With other settings CloudFront would send requests that the bucket's policy refuses. */
static bool signs(const struct dx_planner *planner, const struct cloudfront_signing *row)
{
    const char *found = dx_text(planner->observed, row->attribute);
    return found == NULL || strcmp(found, row->wanted) == 0;
}

static dxaws_error *refuse(const struct dx_planner *planner, enum dx_ownership ownership)
{
    char what[200];
    const char *id = dx_text(planner->observed, CF_OAC);
    const char *name = dx_text(planner->desired, CF_NAME);
    describe(planner, ownership, what, sizeof what);
    if (ownership == DX_ANOTHERS) {
        return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                               DXAWS_MODULE_ERROR_ANOTHERS_RESOURCE,
                               "cloudfront %s: access_control %s does not sign as it has to, and "
                               "%s; release it there first",
                               name, id, what);
    }
    char consent[300];
    snprintf(consent, sizeof consent, "access_control/%s", id);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_MODULE_ERROR_NOT_OURS,
        "cloudfront %s: adopt \"%s\" to take it over, or rename it: it does not sign as it has to, "
        "and %s",
        name, consent, what);
    dxaws_error_set_resource(error, consent);
    return error;
}

static void leave(struct dx_planner *planner, enum dx_ownership ownership, const char *how)
{
    char what[200];
    char why[300];
    describe(planner, ownership, what, sizeof what);
    snprintf(why, sizeof why, "it %s%s", what, how);
    dx_planner_left(planner, "access_control", dx_text(planner->observed, CF_OAC), why, NULL);
}

static dxaws_error *plan_existing(struct dx_planner *planner)
{
    enum dx_ownership ownership = ownership_of(planner);
    bool adopts = is_consented(planner, ownership);
    bool foreign = ownership != DX_MADE && ownership != DX_ADOPTED;
    bool right = true;
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        right = right && signs(planner, &cloudfront_signing[i]);
    }
    if (planner->out_of_memory) {
        return dxaws_error_out_of_memory();
    }
    if (foreign && !adopts && !right) {
        return refuse(planner, ownership);
    }
    if (foreign && !adopts) {
        leave(planner, ownership, " and is used as it is");
        return NULL;
    }
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        if (!signs(planner, &cloudfront_signing[i])) {
            change(planner, cloudfront_signing[i].attribute,
                   json_string(cloudfront_signing[i].wanted));
        }
    }
    if (adopts) {
        change(planner, CF_OAC_DESCRIPTION,
               cloudfront_own_text(planner,
                                   cloudfront_oac_adopted(dx_text(planner->desired, DX_OWNER))));
    }
    return NULL;
}

dxaws_error *cloudfront_plan_oac(struct dx_planner *planner)
{
    if (cloudfront_is_set(dx_text(planner->observed, CF_OAC))) {
        return plan_existing(planner);
    }
    json_t *name =
        cloudfront_own_text(planner, cloudfront_oac_name(dx_text(planner->desired, CF_NAME)));
    json_t *action = dx_planner_action(planner, CF_CREATE_OAC, "absent");
    cloudfront_carry(planner, action, CF_CALLER);
    dx_planner_change(planner, action, "origin_access_control", NULL, name);
    dx_planner_payload(planner, action, CF_OAC_NAME, name);
    if (cloudfront_is_marked(planner)) {
        dx_planner_payload(
            planner, action, CF_OAC_DESCRIPTION,
            cloudfront_own_text(planner, cloudfront_oac_mark(dx_text(planner->desired, DX_OWNER))));
    }
    return NULL;
}

/* Another distribution that uses it; NULL for none. */
static const char *user_of(const struct dx_planner *planner, bool stays)
{
    const char *oac = dx_text(planner->observed, CF_OAC);
    const char *used = dx_text(planner->observed, CF_ORIGIN_OAC);
    const char *other =
        json_string_value(json_array_get(json_object_get(planner->observed, CF_OAC_USERS), 0));
    bool own = stays && used != NULL && strcmp(used, oac) == 0;
    return other ? other : own ? dx_text(planner->observed, CF_ID) : NULL;
}

void cloudfront_plan_no_oac(struct dx_planner *planner, bool stays)
{
    char why[200];
    const char *oac = dx_text(planner->observed, CF_OAC);
    if (!cloudfront_is_set(oac)) {
        return;
    }
    enum dx_ownership ownership = ownership_of(planner);
    const char *user = user_of(planner, stays);
    if (ownership != DX_MADE && ownership != DX_ADOPTED) {
        leave(planner, ownership, "");
        return;
    }
    if (ownership == DX_ADOPTED || dxaws_apply_options_release(planner->options)) {
        change(planner, CF_OAC_DESCRIPTION, json_string(""));
        return;
    }
    if (user != NULL) {
        snprintf(why, sizeof why, "distribution %.64s uses it too", user);
        dx_planner_left(planner, "access_control", oac, why,
                        "delete it when no distribution uses it any more");
        return;
    }
    json_t *action = dx_planner_action(planner, CF_DELETE_OAC, "not wanted");
    const char *description = dx_text(planner->observed, CF_OAC_DESCRIPTION);
    cloudfront_carry(planner, action, CF_OAC);
    if (cloudfront_is_marked(planner)) {
        dx_planner_payload(planner, action, CF_EXPECTED_DESCRIPTION,
                           json_string(description ? description : ""));
    }
}
