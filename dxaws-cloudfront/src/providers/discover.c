/* SPDX-License-Identifier: MIT */
/* Which distribution is ours. A list shows none of the tags that say it, so what looks like the one
 * wanted is looked at. Pure. */
#include "service.h"

#include <dxaws/extend/error.h>

#include <stdlib.h>
#include <string.h>

static bool is_same(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

/* What is no text, as a Current from anywhere may hold it, is no alias. */
const char *cloudfront_common_alias(const json_t *wanted, const json_t *found)
{
    size_t i;
    size_t k;
    json_t *ours;
    json_t *theirs;
    json_array_foreach(json_object_get(wanted, CF_ALIASES), i, ours) {
        const char *alias = json_string_value(ours);
        json_array_foreach(json_object_get(found, CF_ALIASES), k, theirs) {
            const char *held = json_string_value(theirs);
            if (alias != NULL && held != NULL && strcasecmp(alias, held) == 0) {
                return alias;
            }
        }
    }
    return NULL;
}

bool cloudfront_uses_oac(const json_t *summary, const char *oac)
{
    size_t index;
    json_t *id;
    json_array_foreach(json_object_get(summary, CF_OAC_IDS), index, id) {
        if (is_same(json_string_value(id), oac)) {
            return true;
        }
    }
    return is_same(dx_text(summary, CF_ORIGIN_OAC), oac);
}

enum cloudfront_likeness cloudfront_likeness(const json_t *wanted, const char *oac,
                                             const json_t *summary)
{
    if (cloudfront_common_alias(wanted, summary) != NULL) {
        return CLOUDFRONT_ALIAS;
    }
    if (cloudfront_is_our_comment(dx_text(wanted, CF_NAME), dx_text(summary, CF_COMMENT))) {
        return CLOUDFRONT_COMMENT;
    }
    if (is_same(dx_text(wanted, CF_ORIGIN), dx_text(summary, CF_ORIGIN))) {
        return CLOUDFRONT_ORIGIN;
    }
    return cloudfront_uses_oac(summary, oac) ? CLOUDFRONT_CONTROL : CLOUDFRONT_LIKENESSES;
}

/* Whether a mark names the caller reference; "true" is what 0.1 wrote beside a site's name. */
static dxaws_error *names(const char *mark, const char *site, const char *reference, bool *named)
{
    static const char *const words[] = {"made ", "adopted "};
    char *name = cloudfront_mark_name(reference);
    if (name == NULL) {
        return dxaws_error_out_of_memory();
    }
    *named = site != NULL && strcmp(mark, "true") == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        *named = *named || (strncmp(mark, words[i], length) == 0 && is_same(mark + length, name));
    }
    free(name);
    return NULL;
}

/* Of several of one owner: the one that is wanted. */
static bool is_that_one(const json_t *wanted, const json_t *tags)
{
    const char *redirect = dx_text(json_object_get(wanted, CF_TAGS), CF_REDIRECT_TAG);
    const char *found = dx_text(tags, CF_REDIRECT_TAG);
    return redirect == NULL ? found == NULL : is_same(redirect, found);
}

bool cloudfront_is_siblings(const json_t *wanted, const json_t *found)
{
    const json_t *tags = json_object_get(found, CF_TAGS);
    const char *owner = dx_text(wanted, CF_OWNER);
    return owner != NULL && is_same(owner, dx_text(tags, CF_SITE_TAG)) &&
           !is_that_one(wanted, tags);
}

dxaws_error *cloudfront_is_ours(const json_t *wanted, const json_t *found, bool *ours)
{
    const char *name = dx_text(wanted, CF_NAME);
    const char *owner = dx_text(wanted, CF_OWNER);
    const char *reference = dx_text(found, CF_REFERENCE);
    const json_t *tags = json_object_get(found, CF_TAGS);
    const char *mark = dx_text(tags, CF_MANAGED_TAG);
    const char *site = dx_text(tags, CF_SITE_TAG);
    *ours = false;
    if (json_is_false(json_object_get(wanted, CF_MARKED))) {
        *ours = cloudfront_is_our_comment(name, dx_text(found, CF_COMMENT)) ||
                cloudfront_is_our_reference(name, reference);
        return NULL;
    }
    bool owned = (site == NULL ? owner == NULL : is_same(site, owner)) && is_that_one(wanted, tags);
    return mark != NULL && owned ? names(mark, site, reference, ours) : NULL;
}

dxaws_error *cloudfront_several(const char *name, const json_t *first, const json_t *second)
{
    return dxaws_error_new(DXAWS_ERROR_CONFLICT, "cloudfront",
                           DXAWS_CLOUDFRONT_ERROR_SEVERAL_DISTRIBUTIONS,
                           "cloudfront %s: distributions %s and %s are both marked as the one "
                           "wanted; take the tag " CF_MANAGED_TAG " off one of them, or delete it",
                           name, dx_text(first, CF_ID), dx_text(second, CF_ID));
}

const json_t *cloudfront_oac_named(const char *name, const json_t *oacs)
{
    size_t index;
    json_t *oac;
    json_array_foreach((json_t *)(uintptr_t)oacs, index, oac) {
        if (is_same(dx_text(oac, CF_NAME), name)) {
            return oac;
        }
    }
    return NULL;
}
