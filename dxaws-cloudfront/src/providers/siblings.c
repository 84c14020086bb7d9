/* SPDX-License-Identifier: MIT */
/* Other distributions of the same owner, which go by names below the owner's: as the list says that
 * is read anyhow, so that who had one finds it again without asking for more. */
#include "operations.h"

#include <string.h>

static bool is_told(const json_t *summary, const char *owner)
{
    return cloudfront_sibling_name(owner, dx_text(summary, CF_COMMENT)) != NULL &&
           !json_is_true(json_object_get(summary, CF_STAGING));
}

dxaws_error *operations_report_siblings(const json_t *wanted, const json_t *summaries,
                                        dxaws_cloudfront_current *observed)
{
    const char *name = dx_text(wanted, CF_NAME);
    const char *owner = dx_text(wanted, CF_OWNER);
    if (owner == NULL || name == NULL || strcmp(name, owner) != 0) {
        return NULL;
    }
    bool whole = true;
    json_t *siblings = json_array();
    size_t index;
    json_t *summary;
    json_array_foreach((json_t *)(uintptr_t)summaries, index, summary) {
        if (is_told(summary, owner)) {
            const char *sibling = cloudfront_sibling_name(owner, dx_text(summary, CF_COMMENT));
            dx_append(&whole, siblings,
                      json_pack("{ss sO*}", CF_NAME, sibling, CF_ALIASES,
                                json_object_get(summary, CF_ALIASES)));
        }
    }
    siblings = dx_whole(whole && siblings != NULL, siblings);
    if (siblings != NULL && json_array_size(siblings) == 0) {
        json_decref(siblings);
        return NULL;
    }
    json_t *members = siblings ? json_pack("{so}", CF_SIBLINGS, siblings) : NULL;
    dxaws_error *error = dxaws_cloudfront_current_assign_tree(observed, members);
    json_decref(members);
    return error;
}
