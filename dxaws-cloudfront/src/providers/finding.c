/* SPDX-License-Identifier: MIT */
/* Finding what carries a mark in the whole account. */
#include "operations.h"

#include <stdlib.h>
#include <string.h>

/* What a description says of an owner, as tags would. */
#define OWNED "dxaws:site="
#define ADOPTED "adopted "
/* Its name begins so. */
#define CONTROL "dxaws-"

/* @a name: the one that its mark has to have, which is released. */
static void add(bool *whole, json_t *found, const char *kind, const char *identity, char *name,
                json_t *tags)
{
    *whole = *whole && name != NULL;
    dx_append(whole, found,
              json_pack("{ss ss ss* so}", "kind", kind, "identity", identity, "name", name, "tags",
                        tags));
    free(name);
}

static dxaws_error *find_distributions(const struct operations *on, dxaws_context *context,
                                       const char *owner, json_t *found)
{
    json_t *summaries = NULL;
    dxaws_error *error = on->service->list(on->self, context, &summaries);
    size_t index;
    json_t *summary;
    json_array_foreach(summaries, index, summary) {
        json_t *seen = NULL;
        bool whole = true;
        /* Of one owner, only what looks like it; no list shows tags. */
        const char *comment = dx_text(summary, CF_COMMENT);
        bool like = owner == NULL || cloudfront_is_our_comment(owner, comment) ||
                    cloudfront_sibling_name(owner, comment) != NULL;
        if (error == NULL && like && !json_is_true(json_object_get(summary, CF_STAGING))) {
            error = on->service->describe(on->self, context, summary, &seen);
        }
        if (error == NULL && json_is_object(json_object_get(seen, CF_TAGS))) {
            add(&whole, found, "distribution", dx_text(seen, CF_ID),
                cloudfront_mark_name(dx_text(seen, CF_REFERENCE)),
                json_incref(json_object_get(seen, CF_TAGS)));
        }
        error = whole || error ? error : dxaws_error_out_of_memory();
        json_decref(seen);
    }
    json_decref(summaries);
    return error;
}

/* Whose the description says an access control is, also one that was adopted; NULL: it does not. */
static const char *owner_of(const json_t *oac, bool *adopted)
{
    const char *said = dx_text(oac, "description");
    *adopted = said != NULL && strncmp(said, ADOPTED, strlen(ADOPTED)) == 0;
    said = *adopted ? said + strlen(ADOPTED) : said;
    bool says = said != NULL && strncmp(said, OWNED, strlen(OWNED)) == 0;
    return says ? said + strlen(OWNED) : NULL;
}

/* The name that one of the owner's has. A primitive may go by another name than its owner's. */
static char *name_of(const char *name, const char *owner)
{
    return strncmp(name, CONTROL, strlen(CONTROL)) == 0 ? strdup(name) : cloudfront_oac_name(owner);
}

/* As it says itself: what a list shows may be gone, and one of a stranger's by now. */
static dxaws_error *find_oac(const struct operations *on, dxaws_context *context,
                             const json_t *listed, json_t *found)
{
    json_t *oac = NULL;
    bool whole = true;
    dxaws_error *error = on->service->look_oac(on->self, context, dx_text(listed, CF_ID), &oac);
    bool adopted;
    const char *owner = owner_of(oac, &adopted);
    const char *name = dx_text(oac, CF_NAME);
    if (error == NULL && owner != NULL && name != NULL) {
        char *own = name_of(name, owner);
        add(&whole, found, "access_control", dx_text(listed, CF_ID), strdup(name),
            json_pack("{ss ss+}", CF_SITE_TAG, owner, CF_MANAGED_TAG, adopted ? ADOPTED : "made ",
                      own ? own : ""));
        whole = whole && own != NULL;
        free(own);
    }
    json_decref(oac);
    return error || whole ? error : dxaws_error_out_of_memory();
}

static dxaws_error *find_oacs(const struct operations *on, dxaws_context *context,
                              const char *owner, json_t *found)
{
    json_t *oacs = NULL;
    dxaws_error *error = on->service->list_oacs(on->self, context, &oacs);
    size_t index;
    json_t *oac;
    json_array_foreach(oacs, index, oac) {
        bool adopted;
        const char *other = owner_of(oac, &adopted);
        bool wanted = other != NULL && (owner == NULL || strcmp(owner, other) == 0);
        if (error == NULL && wanted && dx_text(oac, CF_ID) != NULL) {
            error = find_oac(on, context, oac, found);
        }
    }
    json_decref(oacs);
    return error;
}

dxaws_error *operations_find(void *self, dxaws_context *context, const json_t *payload,
                             dxaws_cloudfront_current *observed)
{
    json_t *found = json_array();
    dxaws_error *error = found ? NULL : dxaws_error_out_of_memory();
    const char *owner = dx_text(payload, CF_OWNER);
    error = error ? error : find_distributions(self, context, owner, found);
    error = error ? error : find_oacs(self, context, owner, found);
    json_t *members = error ? NULL : json_pack("{sO}", CF_FOUND, found);
    error = error ? error : dxaws_cloudfront_current_assign_tree(observed, members);
    json_decref(members);
    json_decref(found);
    return error;
}
