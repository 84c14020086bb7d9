/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include <stdlib.h>
#include <string.h>

#include "current.h"
#include "names.h"
#include "site.h"

const char *dxaws_website_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_website_desired *dxaws_website_desired_new(const char *site, const char *domain,
                                                 const char *region)
{
    dxaws_website_desired *desired = dx_state_new(sizeof *desired, &website_schema);
    struct dx_state *state = (struct dx_state *)desired;
    dx_state_set_text(state, WEBSITE_SITE, site);
    dx_state_set_text(state, WEBSITE_DOMAIN, domain);
    dx_state_set_text(state, WEBSITE_REGION, region);
    return desired;
}

dxaws_error *dxaws_website_desired_parse(const char *json, dxaws_website_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &website_schema, DX_DESIRED, json,
                              (void **)desired);
}

char *dxaws_website_desired_format(const dxaws_website_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_website_desired_free(dxaws_website_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

void dxaws_website_desired_leave(dxaws_website_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_website_desired_set_present(dxaws_website_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, WEBSITE_PRESENT, present);
}

void dxaws_website_desired_set_tags(dxaws_website_desired *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, WEBSITE_TAGS, tags);
}

void dxaws_website_desired_set_fallback(dxaws_website_desired *desired, const char *fallback)
{
    dx_state_set_text((struct dx_state *)desired, WEBSITE_FALLBACK, fallback);
}

void dxaws_website_desired_set_protect(dxaws_website_desired *desired, bool protect)
{
    dx_state_set_boolean((struct dx_state *)desired, WEBSITE_PROTECT, protect);
}

void dxaws_website_desired_set_zone(dxaws_website_desired *desired, const char *zone)
{
    dx_state_set_text((struct dx_state *)desired, WEBSITE_ZONE, zone);
}

void dxaws_website_desired_set_bucket_name(dxaws_website_desired *desired, const char *name)
{
    dx_state_set_object_text((struct dx_state *)desired, WEBSITE_BUCKET, "name", name);
}

void dxaws_website_desired_set_versioning(dxaws_website_desired *desired, bool enabled)
{
    dx_state_set_object_member((struct dx_state *)desired, WEBSITE_BUCKET, "versioning",
                               json_boolean(enabled));
}

void dxaws_website_desired_set_certificate_arn(dxaws_website_desired *desired, const char *arn)
{
    dx_state_set_object_text((struct dx_state *)desired, WEBSITE_CERTIFICATE, "arn", arn);
}

void dxaws_website_desired_set_manage_dns(dxaws_website_desired *desired, bool manage)
{
    dx_state_set_object_member((struct dx_state *)desired, WEBSITE_DNS, "manage",
                               json_boolean(manage));
}

const char *dxaws_website_desired_site(const dxaws_website_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, WEBSITE_SITE);
}

const char *dxaws_website_desired_domain(const dxaws_website_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, WEBSITE_DOMAIN);
}

char *dxaws_website_desired_bucket(const dxaws_website_desired *desired)
{
    json_t *document = desired ? dxaws_tree_copy(desired->state.document) : NULL;
    if (json_object_get(document, WEBSITE_BUCKET) == NULL) {
        bool whole = true;
        dx_put(&whole, document, WEBSITE_BUCKET, json_object());
        document = dx_whole(whole, document);
    }
    dxaws_error *error = document ? website_normalise(document) : NULL;
    const char *name = dx_text(json_object_get(document, WEBSITE_BUCKET), "name");
    char *copy = name != NULL && error == NULL ? strdup(name) : NULL;
    dxaws_error_free(error);
    json_decref(document);
    return copy;
}

/* Current */

char *dxaws_website_current_format(const dxaws_website_current *current)
{
    json_t *tree = current ? current_tree(current) : NULL;
    char *text = tree ? json_dumps(tree, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(tree);
    return text;
}

void dxaws_website_current_free(dxaws_website_current *current)
{
    if (current != NULL) {
        current_clear(current);
    }
    free(current);
}

/* Result */

static const char *result_text(const dxaws_website_result *result, const char *name)
{
    return dx_state_text((const struct dx_state *)result, name);
}

const char *dxaws_website_result_site(const dxaws_website_result *result)
{
    return result_text(result, "site");
}

const char *dxaws_website_result_url(const dxaws_website_result *result)
{
    return result_text(result, "url");
}

const char *dxaws_website_result_bucket(const dxaws_website_result *result)
{
    return result_text(result, "bucket");
}

const char *dxaws_website_result_certificate_arn(const dxaws_website_result *result)
{
    return result_text(result, "certificate_arn");
}

const char *dxaws_website_result_distribution_id(const dxaws_website_result *result)
{
    return result_text(result, "distribution_id");
}

const char *dxaws_website_result_distribution_domain_name(const dxaws_website_result *result)
{
    return result_text(result, "distribution_domain_name");
}

const char *dxaws_website_result_status(const dxaws_website_result *result)
{
    return result_text(result, "status");
}

char *dxaws_website_result_format(const dxaws_website_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_website_result_free(dxaws_website_result *result)
{
    dx_state_free((struct dx_state *)result);
}
