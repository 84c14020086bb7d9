/* SPDX-License-Identifier: MIT */
/* Which distribution is ours: by alias first, then by comment. Pure. */
#include "service.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

/* An alias that both hold; NULL for none. */
static const char *common_alias(const json_t *wanted, const json_t *summary)
{
    size_t i;
    size_t k;
    json_t *ours;
    json_t *theirs;
    json_array_foreach(json_object_get(wanted, CF_ALIASES), i, ours) {
        json_array_foreach(json_object_get(summary, CF_ALIASES), k, theirs) {
            if (strcasecmp(json_string_value(ours), json_string_value(theirs)) == 0) {
                return json_string_value(ours);
            }
        }
    }
    return NULL;
}

static dxaws_error *several(const char *name, const json_t *first, const json_t *second)
{
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_SEVERAL_DISTRIBUTIONS,
                           "cloudfront %s: distributions %s and %s both look like the one wanted; "
                           "delete one of them, or take its aliases and its comment away",
                           name, dx_text(first, CF_ID), dx_text(second, CF_ID));
}

dxaws_error *cloudfront_find_by_alias(const json_t *wanted, const json_t *summaries,
                                      const json_t **found)
{
    const char *name = dx_text(wanted, CF_NAME);
    bool destroying = json_is_false(json_object_get(wanted, "present"));
    size_t index;
    json_t *summary;
    const json_t *holder = NULL;
    json_array_foreach((json_t *)(uintptr_t)summaries, index, summary) {
        if (common_alias(wanted, summary) == NULL) {
            continue;
        }
        if (holder != NULL && !destroying) {
            return several(name, holder, summary);
        }
        if (holder == NULL || cloudfront_is_our_comment(name, dx_text(summary, CF_COMMENT))) {
            holder = summary;
        }
    }
    *found = holder;
    return NULL;
}

dxaws_error *cloudfront_find_by_comment(const char *name, const json_t *summaries,
                                        const json_t **found)
{
    size_t index;
    json_t *summary;
    const json_t *first = NULL;
    json_array_foreach((json_t *)(uintptr_t)summaries, index, summary) {
        /* A staging distribution is a copy, comment included, of the one that it serves. */
        if (!cloudfront_is_our_comment(name, dx_text(summary, CF_COMMENT)) ||
            json_is_true(json_object_get(summary, CF_STAGING))) {
            continue;
        }
        if (first != NULL) {
            return several(name, first, summary);
        }
        first = summary;
    }
    *found = first;
    return NULL;
}

dxaws_error *cloudfront_foreign(const json_t *wanted, const json_t *holder)
{
    const char *name = dx_text(wanted, CF_NAME);
    const char *alias = common_alias(wanted, holder);
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
        "cloudfront %s: the alias \"%s\" is held by distribution %s, which is not ours: its "
        "comment is \"%s\", not \"dxaws-cloudfront:%s\"; remove the alias there, or give it that "
        "comment to have it taken over",
        name, alias ? alias : "", dx_text(holder, CF_ID),
        dx_text(holder, CF_COMMENT) ? dx_text(holder, CF_COMMENT) : "", name);
    dxaws_error_set_resource(error, dx_text(holder, CF_ID));
    return error;
}

dxaws_error *cloudfront_find_oac(const char *name, const json_t *oacs, const json_t **ours)
{
    char *wanted = cloudfront_oac_name(name);
    *ours = NULL;
    size_t index;
    json_t *oac;
    json_array_foreach((json_t *)(uintptr_t)oacs, index, oac) {
        const char *found = dx_text(oac, "name");
        if (wanted != NULL && found != NULL && strcmp(wanted, found) == 0) {
            *ours = oac;
            break;
        }
    }
    dxaws_error *error = wanted ? NULL : dxaws_error_out_of_memory();
    free(wanted);
    return error;
}
