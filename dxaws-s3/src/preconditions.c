/* SPDX-License-Identifier: MIT */
/* What S3 would refuse in the middle of a plan, and what was read tells before its first action. */
#include "policy.h"
#include "schema.h"

#include <dxaws/kit/ownership.h>

#include <stdlib.h>
#include <string.h>

/* The action that removes what the bucket holds. */
static void empty(struct dx_planner *planner)
{
    static const char *const members[] = {S3_HAS_OBJECTS, S3_HAS_UPLOADS};
    json_t *action = dx_planner_action(planner, S3_EMPTY, "not empty");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *held = json_object_get(planner->observed, members[i]);
        if (json_is_true(held)) {
            dx_planner_change(planner, action, members[i], held, NULL);
        }
    }
}

dxaws_error *s3_plan_contents(struct dx_planner *planner)
{
    bool objects = json_is_true(json_object_get(planner->observed, S3_HAS_OBJECTS));
    bool uploads = json_is_true(json_object_get(planner->observed, S3_HAS_UPLOADS));
    bool forced = json_is_true(json_object_get(planner->desired, S3_FORCE_EMPTY));
    bool marked = !json_is_false(json_object_get(planner->desired, DX_MARK));
    if (!objects && !uploads) {
        return NULL;
    }
    if (forced && marked && objects && json_is_true(json_object_get(planner->observed, S3_LOCK))) {
        return dxaws_error_new(
            DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_OBJECT_LOCK,
            "s3 %s: the bucket has Object Lock, and what is locked cannot be removed before its "
            "time; nothing was changed: empty it by hand, old versions included, then destroy it",
            dx_text(planner->desired, S3_NAME));
    }
    if (forced && marked) { /* it is one that was made by us, or would not be deleted */
        empty(planner);
        return NULL;
    }
    return dxaws_error_new(
        DXAWS_ERROR_INVALID_STATE, "s3", DXAWS_S3_ERROR_BUCKET_NOT_EMPTY,
        "s3 %s: the bucket holds %s, and only an empty one can be destroyed; "
        "nothing was changed: %s",
        dx_text(planner->desired, S3_NAME), objects ? "objects" : "unfinished uploads",
        forced ? "\"" S3_FORCE_EMPTY "\" is for a bucket that is marked as "
                 "made by us; empty this one by hand"
               : "empty it, old versions included, or set \"" S3_FORCE_EMPTY "\"");
}

json_t *s3_planned(const struct dx_planner *planner, const char *kind)
{
    size_t index;
    json_t *action;
    json_array_foreach(planner->actions, index, action) {
        if (strcmp(dx_text(action, "kind"), kind) == 0) {
            return action;
        }
    }
    return NULL;
}

static bool is_planned(const struct dx_planner *planner, const char *kind)
{
    return s3_planned(planner, kind) != NULL;
}

/* Blocking would make a site dark that lives from such a statement, and S3 takes no policy with it
 * any more. */
dxaws_error *s3_check_public_statements(const struct dx_planner *planner)
{
    const json_t *block = json_object_get(planner->desired, S3_BLOCK);
    const json_t *policy = json_object_get(planner->observed, S3_POLICY);
    const json_t *ours = json_object_get(planner->desired, S3_STATEMENTS);
    bool blocks = json_is_true(json_object_get(block, "block_public_policy")) ||
                  json_is_true(json_object_get(block, "restrict_public_buckets"));
    bool written =
        is_planned(planner, "PUT_PUBLIC_ACCESS_BLOCK") || is_planned(planner, S3_PUT_POLICY);
    const char *sid = NULL;
    if (!blocks || !written || !policy_has_public(policy, ours, &sid)) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_PUBLIC_STATEMENT,
                           "s3 %s: take the statement %s%s%s off the bucket's policy: it lets "
                           "everybody in, which public_access_block forbids",
                           dx_text(planner->desired, S3_NAME), sid ? "\"" : "",
                           sid ? sid : "without a Sid", sid ? "\"" : "");
}

/* S3 turns no ACLs off while the bucket's own lets somebody in: a request would be taken back that
 * others may live from. */
dxaws_error *s3_check_grants(const struct dx_planner *planner)
{
    const char *grantee = dx_text(planner->observed, S3_GRANTEE);
    const char *wanted = dx_text(planner->desired, S3_OWNERSHIP);
    if (grantee == NULL || wanted == NULL || !is_planned(planner, S3_PUT_OWNERSHIP) ||
        strcmp(wanted, DXAWS_S3_OWNERSHIP_ENFORCED) != 0) {
        return NULL;
    }
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "s3", DXAWS_S3_ERROR_BUCKET_ACL,
                           "s3 %s: reset the bucket's ACL to private, and put what it grants into "
                           "a policy statement: it lets \"%.100s\" in, and S3 turns no ACLs off "
                           "with such a grant",
                           dx_text(planner->desired, S3_NAME), grantee);
}
