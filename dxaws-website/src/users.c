/* SPDX-License-Identifier: MIT */
/* Who lets the certificates of a site go. */
#include "users.h"

#include <dxaws/extend/tree.h>

#include <string.h>

#include "desires.h"
#include "search.h"

bool users_has(const struct site *site, const char *arn)
{
    const char *own =
        site_leaves_distribution(site) ? NULL : site->outputs[OUTPUT_DISTRIBUTION_ARN];
    return (own != NULL && strcmp(own, arn) == 0) || dx_has_text(site->current.used_by, arn);
}

/* In a new list: what was asked for has the one before. */
static dxaws_error *add(struct site *site, const char *arn)
{
    json_t *before = site->current.used_by;
    if (dx_has_text(before, arn)) {
        return NULL;
    }
    json_t *longer = before ? json_copy(before) : json_array();
    bool whole = longer != NULL;
    dx_append(&whole, longer, json_string(arn));
    longer = dx_whole(whole, longer);
    if (longer == NULL) {
        return dxaws_error_out_of_memory();
    }
    json_decref(before);
    site->current.used_by = longer;
    return NULL;
}

dxaws_error *users_let_go(struct site *site, const char *arn)
{
    const char *own = dx_text(site_observed(site, MODULE_CLOUDFRONT), "arn");
    bool first = site->current.used_by == NULL && own != NULL && !site_leaves_distribution(site);
    dxaws_error *error = first ? add(site, own) : NULL;
    return error ? error : add(site, arn);
}

/* The distributions that are said to use it, and would have to let go first. */
static json_t *strangers(const struct site *site, const json_t *certificate)
{
    bool whole = true;
    json_t *arns = json_array();
    size_t index;
    json_t *user;
    json_array_foreach(json_object_get(certificate, "in_use_by"), index, user) {
        const char *arn = json_string_value(user);
        if (strstr(arn, ":distribution/") != NULL && !users_has(site, arn)) {
            dx_append(&whole, arns, json_incref(user));
        }
    }
    return dx_whole(whole && arns != NULL, arns);
}

/* Takes @a asked over. */
static dxaws_error *ask(const struct reader *reader, struct site *site, json_t *asked)
{
    DXAWS_AUTO(dxaws_document) wanted = site_desire(site, MODULE_CLOUDFRONT);
    DXAWS_AUTO(dxaws_document) current = NULL;
    json_t *tree = wanted ? dx_members(dxaws_document_tree(wanted)) : NULL;
    bool whole = tree != NULL;
    dx_put(&whole, tree, "asked_about", asked);
    DXAWS_AUTO(dxaws_document) desired = document_of(dx_whole(whole, tree));
    dxaws_error *error =
        manager_read(reader->manager, MODULE_CLOUDFRONT, reader->context, desired, &current);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_PERMISSION) {
        dxaws_error_free(error); /* then it is left, and named */
        error = NULL;
    }
    size_t index;
    json_t *gone;
    json_array_foreach(json_object_get(current ? dxaws_document_tree(current) : NULL, "gone"),
                       index, gone) {
        error = error ? error : add(site, json_string_value(gone));
    }
    return error;
}

dxaws_error *users_add(const struct reader *reader, struct site *site, const json_t *certificate)
{
    json_t *asked = site_is_present(site) ? json_array() : strangers(site, certificate);
    if (asked != NULL && json_array_size(asked) > 0) {
        return ask(reader, site, asked);
    }
    bool whole = asked != NULL;
    json_decref(asked);
    return whole ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *users_remember(const struct reader *reader, struct site *site)
{
    const char *arn = dx_text(site_observed(site, MODULE_CLOUDFRONT), "arn");
    bool goes = arn != NULL && !site_is_present(site) && !site_leaves_distribution(site);
    dxaws_error *error = goes ? add(site, arn) : NULL;
    return error ? error : users_add(reader, site, site_observed(site, MODULE_ACM));
}
