/* SPDX-License-Identifier: MIT */
/* Finding our distribution and its origin access control, over the calls of a service. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

/* Takes over what a call said about the distribution. */
void operations_absorb(struct dx_state *observed, const json_t *found)
{
    const char *key;
    json_t *value;
    dx_state_set_boolean(observed, "exists", found != NULL);
    json_object_foreach((json_t *)(uintptr_t)found, key, value) {
        const struct dx_attribute *row = dx_schema_attribute(&cloudfront_schema, key);
        /* Which access control is ours is found out, not told. */
        if (row != NULL && strcmp(key, CF_OAC) != 0) {
            dx_state_set_value(observed, key, json_incref(value));
        }
    }
}

void operations_absorb_oac(struct dx_state *observed, const json_t *oac)
{
    dx_state_set_text(observed, CF_OAC, dx_text(oac, CF_ID));
    for (size_t i = 0; i < CLOUDFRONT_SIGNINGS; i++) {
        const struct cloudfront_signing *row = &cloudfront_signing[i];
        dx_state_set_text(observed, row->attribute, dx_text(oac, row->member));
    }
}

dxaws_error *operations_find_oac(const struct operations *on, dxaws_context *context,
                                 const char *name, struct dx_state *observed)
{
    json_t *oacs = NULL;
    dxaws_error *error = on->service->list_oacs(on->self, context, &oacs);
    if (error == NULL) {
        operations_absorb_oac(observed, cloudfront_find_oac(name, oacs));
    }
    json_decref(oacs);
    return error;
}

/* The origin's own access control is usually ours: then no list is needed. */
static dxaws_error *settle_oac(const struct operations *on, dxaws_context *context,
                               const char *name, const json_t *found, struct dx_state *observed)
{
    const json_t *oac = json_object_get(found, "origin_oac");
    const char *used = dx_text(oac, CF_NAME);
    char *ours = cloudfront_oac_name(name);
    bool same = used != NULL && ours != NULL && strcmp(used, ours) == 0;
    free(ours);
    if (same) {
        operations_absorb_oac(observed, oac);
        return NULL;
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
    const char *name = dx_text(wanted->state.document, CF_NAME);
    json_t *summaries = NULL;
    json_t *found = NULL;
    dxaws_error *error = on->service->list(on->self, context, &summaries);
    if (error == NULL) {
        error = discover(on, context, wanted->state.document, summaries, &found);
    }
    if (error == NULL) {
        operations_absorb(&current->state, found);
        error = settle_oac(on, context, name, found, &current->state);
    }
    json_decref(summaries);
    json_decref(found);
    return error;
}
