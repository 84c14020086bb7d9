/* SPDX-License-Identifier: MIT */
/* Finding our distribution and its origin access control, over the calls of a service. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

/* Assigns @a members, which are released. */
static dxaws_error *assign(dxaws_cloudfront_current *observed, json_t *members)
{
    dxaws_error *error = dxaws_cloudfront_current_assign_tree(observed, members);
    json_decref(members);
    return error;
}

dxaws_error *operations_absorb(dxaws_cloudfront_current *observed, const json_t *found)
{
    bool whole = true;
    json_t *members = found ? dx_members(found) : json_object();
    dx_put(&whole, members, "exists", json_boolean(found != NULL));
    /* Which access control is ours is found out, not told. */
    json_object_del(members, CF_OAC);
    json_object_del(members, "origin_oac");
    return assign(observed, dx_whole(whole, members));
}

dxaws_error *operations_absorb_oac(dxaws_cloudfront_current *observed, const json_t *oac)
{
    bool whole = true;
    json_t *members = json_pack("{ss?}", CF_OAC, dx_text(oac, CF_ID));
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        json_t *value = json_object_get(oac, row->member);
        dx_put(&whole, members, row->attribute, value ? json_incref(value) : json_null());
    }
    return assign(observed, dx_whole(whole, members));
}

dxaws_error *operations_find_oac(const struct operations *on, dxaws_context *context,
                                 const char *name, dxaws_cloudfront_current *observed)
{
    json_t *oacs = NULL;
    const json_t *ours = NULL;
    dxaws_error *error = on->service->list_oacs(on->self, context, &oacs);
    error = error ? error : cloudfront_find_oac(name, oacs, &ours);
    error = error ? error : operations_absorb_oac(observed, ours);
    json_decref(oacs);
    return error;
}

/* The origin's own access control is usually ours: then no list is needed. */
static dxaws_error *settle_oac(const struct operations *on, dxaws_context *context,
                               const char *name, const json_t *found,
                               dxaws_cloudfront_current *observed)
{
    const json_t *oac = json_object_get(found, "origin_oac");
    const char *used = dx_text(oac, CF_NAME);
    char *ours = cloudfront_oac_name(name);
    if (ours == NULL) {
        return dxaws_error_out_of_memory();
    }
    bool same = used != NULL && strcmp(used, ours) == 0;
    free(ours);
    if (same) {
        return operations_absorb_oac(observed, oac);
    }
    return operations_find_oac(on, context, name, observed);
}

static bool is_ours(const char *name, const json_t *found)
{
    return cloudfront_is_our_comment(name, dx_text(found, CF_COMMENT)) ||
           cloudfront_is_our_reference(name, dx_text(found, CF_REFERENCE));
}

/* The distribution of @a wanted, whole; *found is NULL when there is none. */
static dxaws_error *discover(const struct operations *on, dxaws_context *context,
                             const json_t *wanted, const json_t *summaries, json_t **found)
{
    const char *name = dx_text(wanted, CF_NAME);
    bool destroying = json_is_false(json_object_get(wanted, "present"));
    const json_t *summary = NULL;
    dxaws_error *error = cloudfront_find_by_alias(wanted, summaries, &summary);
    if (error == NULL && summary != NULL) {
        error = on->service->describe(on->self, context, summary, found);
        if (error != NULL || *found == NULL || is_ours(name, *found)) {
            return error;
        }
        if (!destroying) {
            error = cloudfront_foreign(wanted, *found);
        }
        json_decref(*found);
        *found = NULL;
    }
    if (error == NULL) {
        summary = NULL;
        error = cloudfront_find_by_comment(name, summaries, &summary);
    }
    if (error == NULL && summary != NULL) {
        error = on->service->describe(on->self, context, summary, found);
    }
    return error;
}

dxaws_error *operations_get_current(void *self, dxaws_context *context,
                                    const dxaws_cloudfront_desired *wanted,
                                    dxaws_cloudfront_current *current)
{
    const struct operations *on = self;
    const json_t *document = dxaws_cloudfront_desired_tree(wanted);
    const char *name = dx_text(document, CF_NAME);
    json_t *summaries = NULL;
    json_t *found = NULL;
    dxaws_error *error = on->service->list(on->self, context, &summaries);
    if (error == NULL) {
        error = discover(on, context, document, summaries, &found);
    }
    if (error == NULL) {
        error = operations_absorb(current, found);
    }
    if (error == NULL) {
        error = settle_oac(on, context, name, found, current);
    }
    json_decref(summaries);
    json_decref(found);
    return error;
}
