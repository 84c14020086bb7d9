/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

#include <dxaws/cloudfront-viewers.h>
#include <dxaws/extend/cloudfront.h>

#include <dxaws/kit/accessors.h>
#include <dxaws/kit/ownership.h>

const char *dxaws_cloudfront_version(void)
{
    return DXAWS_VERSION;
}

/* Desired */

dxaws_cloudfront_desired *dxaws_cloudfront_desired_new(const char *name)
{
    dxaws_cloudfront_desired *desired = dx_state_new(sizeof *desired, &cloudfront_schema);
    dx_state_set_text((struct dx_state *)desired, CF_NAME, name);
    return desired;
}

dxaws_error *dxaws_cloudfront_desired_check(const dxaws_cloudfront_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

void dxaws_cloudfront_desired_leave(dxaws_cloudfront_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_cloudfront_desired_set_present(dxaws_cloudfront_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, DX_PRESENT, present);
}

void dxaws_cloudfront_desired_set_tag(dxaws_cloudfront_desired *desired, const char *key,
                                      const char *value)
{
    dx_state_set_member((struct dx_state *)desired, CF_TAGS, key, value);
}

DX_PARSE(dxaws_cloudfront_desired, &cloudfront_schema, DX_DESIRED)
DX_FORMAT_AND_FREE(dxaws_cloudfront_desired)
DX_TEXT_GETTER(dxaws_cloudfront_desired, name, CF_NAME)
DX_SWITCH_GETTER(dxaws_cloudfront_desired, is_present, DX_PRESENT, true)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, origin_domain_name, CF_ORIGIN)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, origin_path, CF_ORIGIN_PATH)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, certificate_arn, CF_CERTIFICATE)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, default_root_object, CF_ROOT_OBJECT)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, price_class, CF_PRICE_CLASS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, http_version, CF_HTTP)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, minimum_protocol_version, CF_MINIMUM_TLS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, viewer_protocol_policy, CF_VIEWER_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, cache_policy_id, CF_CACHE_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, response_headers_policy_id, CF_HEADERS_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, viewer_request_function_arn, CF_FUNCTION)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, web_acl_id, CF_WEB_ACL)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, geo_restriction, CF_GEO)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_desired, geo_location, geo_locations, CF_GEO_LOCATIONS)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_desired, enabled, CF_ENABLED)
DX_UNSET(dxaws_cloudfront_desired, enabled, CF_ENABLED)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_desired, ipv6, CF_IPV6)
DX_UNSET(dxaws_cloudfront_desired, ipv6, CF_IPV6)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_desired, compress, CF_COMPRESS)
DX_UNSET(dxaws_cloudfront_desired, compress, CF_COMPRESS)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_desired, alias, aliases, CF_ALIASES)
DX_UNSET(dxaws_cloudfront_desired, aliases, CF_ALIASES)
DX_UNSET(dxaws_cloudfront_desired, geo_locations, CF_GEO_LOCATIONS)
DX_ITEMS_ACCESSORS(dxaws_cloudfront_desired, error_response, error_responses,
                   dxaws_cloudfront_error_response, CF_ERRORS)
DX_UNSET(dxaws_cloudfront_desired, error_responses, CF_ERRORS)
DX_TAGS_ACCESSORS(dxaws_cloudfront_desired, tags, CF_TAGS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_desired, owner, DX_OWNER)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_desired, mark, DX_MARK)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_desired, tags_exact, DX_TAGS_EXACT)
DX_ITEMS_ADD(dxaws_cloudfront_desired, error_response, dxaws_cloudfront_error_response, CF_ERRORS)

/* Current */

dxaws_cloudfront_current *dxaws_cloudfront_current_new(void)
{
    return dx_state_new(sizeof(dxaws_cloudfront_current), &cloudfront_schema);
}

void dxaws_cloudfront_current_set_exists(dxaws_cloudfront_current *current, bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, DX_EXISTS, exists);
}

/* Observed values are compared as they are, so they are put in the canonical order here. */
void dxaws_cloudfront_current_add_error_response(dxaws_cloudfront_current *current,
                                                 const dxaws_cloudfront_error_response *response)
{
    struct dx_state *state = (struct dx_state *)current;
    dx_state_copy_item(state, CF_ERRORS, (const json_t *)response);
    dx_state_set_value(state, CF_ERRORS,
                       cloudfront_error_responses(dx_state_get(state, CF_ERRORS)));
}

void dxaws_cloudfront_current_add_candidate(dxaws_cloudfront_current *current,
                                            const dxaws_cloudfront_current *candidate)
{
    dx_state_copy_item((struct dx_state *)current, CF_CANDIDATES,
                       dxaws_cloudfront_current_tree(candidate));
}

size_t dxaws_cloudfront_current_candidate_count(const dxaws_cloudfront_current *current)
{
    return dx_state_count((const struct dx_state *)current, CF_CANDIDATES);
}

const char *dxaws_cloudfront_current_candidate_id_at(const dxaws_cloudfront_current *current,
                                                     size_t index)
{
    const json_t *all = dx_state_get((const struct dx_state *)current, CF_CANDIDATES);
    return dx_text(json_array_get(all, index), CF_ID);
}

DX_PARSE(dxaws_cloudfront_current, &cloudfront_schema, DX_OBSERVED)
DX_FORMAT_AND_FREE(dxaws_cloudfront_current)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, name, CF_NAME)
DX_SWITCH_GETTER(dxaws_cloudfront_current, exists, DX_EXISTS, false)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, origin_domain_name, CF_ORIGIN)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, origin_path, CF_ORIGIN_PATH)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, certificate_arn, CF_CERTIFICATE)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, default_root_object, CF_ROOT_OBJECT)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, price_class, CF_PRICE_CLASS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, http_version, CF_HTTP)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, minimum_protocol_version, CF_MINIMUM_TLS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, viewer_protocol_policy, CF_VIEWER_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, cache_policy_id, CF_CACHE_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, response_headers_policy_id, CF_HEADERS_POLICY)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, viewer_request_function_arn, CF_FUNCTION)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, web_acl_id, CF_WEB_ACL)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, geo_restriction, CF_GEO)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_current, geo_location, geo_locations, CF_GEO_LOCATIONS)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_current, enabled, CF_ENABLED)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_current, ipv6, CF_IPV6)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_current, compress, CF_COMPRESS)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_current, alias, aliases, CF_ALIASES)
DX_ITEMS_ACCESSORS(dxaws_cloudfront_current, error_response, error_responses,
                   dxaws_cloudfront_error_response, CF_ERRORS)
DX_TAGS_ACCESSORS(dxaws_cloudfront_current, tags, CF_TAGS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, id, CF_ID)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, arn, CF_ARN)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, domain_name, CF_DOMAIN_NAME)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, hosted_zone_id, CF_HOSTED_ZONE)
DX_WORD_ACCESSORS(dxaws_cloudfront_current, status, CF_STATUS, dxaws_cloudfront_status,
                  &cloudfront_status_words)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, comment, CF_COMMENT)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, caller_reference, CF_REFERENCE)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, oac_id, CF_OAC)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, origin_oac_id, CF_ORIGIN_OAC)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, oac_description, CF_OAC_DESCRIPTION)
DX_TEXTS_ACCESSORS(dxaws_cloudfront_current, oac_user, oac_users, CF_OAC_USERS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, oac_signing_behavior, CF_OAC_BEHAVIOR)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, oac_signing_protocol, CF_OAC_PROTOCOL)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, oac_origin_type, CF_OAC_ORIGIN_TYPE)
DX_BOOLEAN_ACCESSORS(dxaws_cloudfront_current, staging, CF_STAGING)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, continuous_deployment_policy_id, CF_CONTINUOUS)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, connection_mode, CF_CONNECTION)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, etag, CF_ETAG)
DX_TEXT_ACCESSORS(dxaws_cloudfront_current, document, CF_DOCUMENT)

/* Result */

DX_FORMAT_AND_FREE(dxaws_cloudfront_result)
DX_SWITCH_GETTER(dxaws_cloudfront_result, exists, DX_EXISTS, false)
DX_TEXT_GETTER(dxaws_cloudfront_result, name, CF_NAME)
DX_TEXT_GETTER(dxaws_cloudfront_result, id, CF_ID)
DX_TEXT_GETTER(dxaws_cloudfront_result, arn, CF_ARN)
DX_TEXT_GETTER(dxaws_cloudfront_result, domain_name, CF_DOMAIN_NAME)
DX_TEXT_GETTER(dxaws_cloudfront_result, hosted_zone_id, CF_HOSTED_ZONE)
DX_WORD_GETTER(dxaws_cloudfront_result, status, CF_STATUS, dxaws_cloudfront_status,
               &cloudfront_status_words)
DX_TEXT_GETTER(dxaws_cloudfront_result, oac_id, CF_OAC)

/* Small values */

static const char *const status_words[] = {
    [DXAWS_CLOUDFRONT_STATUS_OTHER] = "OTHER",
    [DXAWS_CLOUDFRONT_STATUS_IN_PROGRESS] = CF_IN_PROGRESS,
    [DXAWS_CLOUDFRONT_STATUS_DEPLOYED] = CF_DEPLOYED,
};
const struct dx_words cloudfront_status_words = {
    status_words, sizeof status_words / sizeof *status_words, DXAWS_CLOUDFRONT_STATUS_OTHER};

const char *dxaws_cloudfront_status_name(dxaws_cloudfront_status status)
{
    return dx_word_name(&cloudfront_status_words, (int)status);
}

dxaws_cloudfront_status dxaws_cloudfront_status_from_name(const char *name)
{
    return (dxaws_cloudfront_status)dx_word_find(&cloudfront_status_words, name);
}

DX_ITEM_LIFE(dxaws_cloudfront_error_response)
DX_ITEM_CODE(dxaws_cloudfront_error_response, error_code, "error_code")
DX_ITEM_CODE(dxaws_cloudfront_error_response, response_code, "response_code")
DX_ITEM_TEXT(dxaws_cloudfront_error_response, page, NULL, "page")
DX_ITEM_INTEGER(dxaws_cloudfront_error_response, caching_min_ttl_s, "caching_min_ttl_s")
