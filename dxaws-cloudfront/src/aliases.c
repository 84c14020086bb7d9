/* SPDX-License-Identifier: MIT */
/* Aliases that somebody else holds, as CloudFront tells of them: CloudFront lets one distribution
 * of all accounts have a name. Pure. */
#include "ownership.h"

#include <dxaws/extend/error.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "providers/service.h"

bool cloudfront_holds(const json_t *distribution, const char *alias)
{
    size_t index;
    json_t *held;
    json_array_foreach(json_object_get(distribution, CF_ALIASES), index, held) {
        const char *text = json_string_value(held);
        if (text != NULL && strcasecmp(text, alias) == 0) {
            return true;
        }
    }
    return false;
}

dxaws_error *cloudfront_alias_taken(const char *name, const json_t *conflict, const json_t *own)
{
    char move[800] = "";
    const char *alias = dx_text(conflict, CF_CONFLICT_ALIAS);
    const char *asker = dx_text(conflict, CF_CONFLICT_ASKER);
    const char *id = dx_text(own, CF_ID);
    const char *domain = dx_text(own, CF_DOMAIN_NAME);
    /* Only who may be told may have it moved: its certificate covers the name. */
    if (asker != NULL && id != NULL && domain != NULL && strcmp(asker, id) == 0) {
        snprintf(move, sizeof move,
                 ", or move it: disable that one, add the record _%.253s TXT \"%.80s\", and run: "
                 "aws cloudfront associate-alias --target-distribution-id %.32s --alias %.253s",
                 alias, domain, id, alias);
    }
    dxaws_error *error = dxaws_error_new(
        DXAWS_ERROR_CONFLICT, "cloudfront", DXAWS_CLOUDFRONT_ERROR_ALIAS_CONFLICT,
        "cloudfront %s: take the alias \"%s\" off distribution %s of account %s, which holds it%s",
        name, alias, dx_text(conflict, CF_CONFLICT_DISTRIBUTION),
        dx_text(conflict, CF_CONFLICT_ACCOUNT), move);
    dxaws_error_set_resource(error, alias);
    return error;
}

dxaws_error *cloudfront_check_aliases_free(const struct dx_planner *planner)
{
    size_t index;
    json_t *conflict;
    json_array_foreach(json_object_get(planner->observed, CF_CONFLICTS), index, conflict) {
        const char *alias = dx_text(conflict, CF_CONFLICT_ALIAS);
        if (alias != NULL && cloudfront_holds(planner->desired, alias) &&
            !cloudfront_holds(planner->observed, alias)) {
            return cloudfront_alias_taken(dx_text(planner->desired, CF_NAME), conflict,
                                          planner->observed);
        }
    }
    return NULL;
}
