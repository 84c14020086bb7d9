/* SPDX-License-Identifier: MIT */
/* Drift that is left: the module is asked again, with nothing said of what is ignored. */
#include "ignored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/tree.h>

#include "desires.h"
#include "how.h"

/* What may be null in a site, and what it is to its module. */
static const struct ignorable {
    const char *name;
    enum module module;
    const char *attribute;
} ignorable[] = {
    {"bucket.versioning", MODULE_S3, "versioning"},
    {"cdn.cache_policy_id", MODULE_CLOUDFRONT, "cache_policy_id"},
    {"cdn.geo_locations", MODULE_CLOUDFRONT, "geo_locations"},
    {"cdn.geo_restriction", MODULE_CLOUDFRONT, "geo_restriction"},
    {"cdn.http_version", MODULE_CLOUDFRONT, "http_version"},
    {"cdn.ipv6", MODULE_CLOUDFRONT, "ipv6"},
    {"cdn.minimum_protocol_version", MODULE_CLOUDFRONT, "minimum_protocol_version"},
    {"cdn.price_class", MODULE_CLOUDFRONT, "price_class"},
    {"cdn.response_headers_policy_id", MODULE_CLOUDFRONT, "response_headers_policy_id"},
    {"cdn.web_acl_id", MODULE_CLOUDFRONT, "web_acl_id"},
    {"fallback", MODULE_CLOUDFRONT, "error_responses"},
};
enum { IGNORABLE = sizeof ignorable / sizeof *ignorable, NAMES_SIZE = 400 };

static bool is_ignorable(const char *name)
{
    for (size_t i = 0; i < IGNORABLE; i++) {
        if (strcmp(ignorable[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static dxaws_error *refuse(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const char *name)
{
    char names[NAMES_SIZE] = "";
    for (size_t i = 0; i < IGNORABLE; i++) {
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", ignorable[i].name);
    }
    return dx_invalid(schema, "website: \"%s\" has \"%s\"; it must be one of %s", attribute->name,
                      name, names);
}

dxaws_error *ignored_check(const struct dx_schema *schema, const struct dx_attribute *attribute,
                           const json_t *value)
{
    dxaws_error *error = NULL;
    for (size_t i = 0; i < json_array_size(value) && error == NULL; i++) {
        const char *name = json_string_value(json_array_get(value, i));
        error = is_ignorable(name) ? NULL : refuse(schema, attribute, name);
        for (size_t k = 0; k < i && error == NULL; k++) {
            if (strcmp(json_string_value(json_array_get(value, k)), name) == 0) {
                error = dx_invalid(schema,
                                   "website: leave one \"%s\" out of \"%s\": it is there "
                                   "twice",
                                   name, attribute->name);
            }
        }
        error = dx_at_index(error, i);
    }
    return error;
}

/* Those inside a site are as it says. */
static bool is_named(const struct site *site, const char *name)
{
    const struct site *owner = site->of ? site->of : site;
    const json_t *named = json_object_get(owner->desired, WEBSITE_IGNORE_DRIFT);
    for (size_t i = 0; i < json_array_size(named); i++) {
        if (strcmp(json_string_value(json_array_get(named, i)), name) == 0) {
            return true;
        }
    }
    return false;
}

/* The change that a plan makes of an attribute; NULL for none. */
static const json_t *change_of(const dxaws_plan *plan, const char *attribute)
{
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(dxaws_plan_tree(plan), "actions"), index, action) {
        size_t at;
        json_t *change;
        json_array_foreach(json_object_get(action, "changes"), at, change) {
            const char *path = dx_text(change, "path");
            if (path != NULL && strcmp(path, attribute) == 0) {
                return change;
            }
        }
    }
    return NULL;
}

static bool note(struct site *site, const char *name, const json_t *change)
{
    json_t **notes = &site->current.notes;
    bool whole = true;
    char *is = json_dumps(json_object_get(change, "before"), JSON_ENCODE_ANY | JSON_COMPACT);
    char *said = json_dumps(json_object_get(change, "after"), JSON_ENCODE_ANY | JSON_COMPACT);
    json_t *text =
        json_sprintf("%s of %s is %s, and should be %s: left, as " WEBSITE_IGNORE_DRIFT " says",
                     name, site_host(site), is ? is : "not set", said ? said : "not set");
    *notes = *notes ? *notes : json_array();
    size_t count = json_array_size(*notes);
    for (size_t i = 0; i < count && text != NULL; i++) {
        if (json_equal(json_array_get(*notes, i), text)) { /* it is planned more than once */
            json_decref(text);
            free(is);
            free(said);
            return true;
        }
    }
    dx_append(&whole, *notes, text);
    free(is);
    free(said);
    return whole;
}

/* What the module is asked for without what of @a plan is ignored; NULL: it is to be as it is, or,
 * with @a whole false, there is no memory. */
static dxaws_document *without_ignored(struct site *site, enum module module,
                                       const dxaws_document *desired, const dxaws_plan *plan,
                                       bool *whole)
{
    json_t *less = NULL;
    *whole = true;
    for (size_t i = 0; i < IGNORABLE; i++) {
        const json_t *change = change_of(plan, ignorable[i].attribute);
        if (ignorable[i].module != module || change == NULL || !is_named(site, ignorable[i].name)) {
            continue;
        }
        less = less ? less : dx_members(dxaws_document_tree(desired));
        *whole = *whole && note(site, ignorable[i].name, change);
        dx_put(whole, less, ignorable[i].attribute, json_null());
    }
    dxaws_document *made = less ? document_of(dx_whole(*whole, less)) : NULL;
    *whole = *whole && (less == NULL || made != NULL);
    return made;
}

dxaws_error *ignored_plan(struct site *site, enum module module, const dxaws_document *desired,
                          const dxaws_document *current, dxaws_plan **plan)
{
    bool whole;
    dxaws_error *error = site_plan(site, module, desired, current, plan);
    if (error != NULL || !site_is_present(site) ||
        !json_is_true(json_object_get(dxaws_document_tree(current), "exists"))) {
        return error; /* what is yet to be made is made as the site says */
    }
    DXAWS_AUTO(dxaws_document) rest = without_ignored(site, module, desired, *plan, &whole);
    if (rest != NULL || !whole) {
        dxaws_plan_free(*plan);
        *plan = NULL;
    }
    if (!whole) {
        return dxaws_error_out_of_memory();
    }
    return rest ? site_plan(site, module, rest, current, plan) : NULL;
}
