/* SPDX-License-Identifier: MIT */
/* Desired, Current and Result: typed accessors over their documents. */
#include "schema.h"

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

dxaws_error *dxaws_cloudfront_desired_parse(const char *json, dxaws_cloudfront_desired **desired)
{
    return dx_state_parse_new(sizeof **desired, &cloudfront_schema, DX_DESIRED, json,
                              (void **)desired);
}

char *dxaws_cloudfront_desired_format(const dxaws_cloudfront_desired *desired)
{
    return dx_state_format((const struct dx_state *)desired);
}

void dxaws_cloudfront_desired_free(dxaws_cloudfront_desired *desired)
{
    dx_state_free((struct dx_state *)desired);
}

void dxaws_cloudfront_desired_leave(dxaws_cloudfront_desired *desired, const char *attribute)
{
    dx_state_leave((struct dx_state *)desired, attribute);
}

void dxaws_cloudfront_desired_set_origin_domain_name(dxaws_cloudfront_desired *desired,
                                                     const char *domain_name)
{
    dx_state_set_text((struct dx_state *)desired, CF_ORIGIN, domain_name);
}

void dxaws_cloudfront_desired_set_origin_path(dxaws_cloudfront_desired *desired, const char *path)
{
    dx_state_set_text((struct dx_state *)desired, CF_ORIGIN_PATH, path);
}

void dxaws_cloudfront_desired_set_certificate_arn(dxaws_cloudfront_desired *desired,
                                                  const char *arn)
{
    dx_state_set_text((struct dx_state *)desired, CF_CERTIFICATE, arn);
}

void dxaws_cloudfront_desired_set_default_root_object(dxaws_cloudfront_desired *desired,
                                                      const char *object)
{
    dx_state_set_text((struct dx_state *)desired, CF_ROOT_OBJECT, object);
}

void dxaws_cloudfront_desired_set_price_class(dxaws_cloudfront_desired *desired,
                                              const char *price_class)
{
    dx_state_set_text((struct dx_state *)desired, CF_PRICE_CLASS, price_class);
}

void dxaws_cloudfront_desired_set_http_version(dxaws_cloudfront_desired *desired,
                                               const char *version)
{
    dx_state_set_text((struct dx_state *)desired, CF_HTTP, version);
}

void dxaws_cloudfront_desired_set_minimum_protocol_version(dxaws_cloudfront_desired *desired,
                                                           const char *version)
{
    dx_state_set_text((struct dx_state *)desired, CF_MINIMUM_TLS, version);
}

void dxaws_cloudfront_desired_set_viewer_protocol_policy(dxaws_cloudfront_desired *desired,
                                                         const char *policy)
{
    dx_state_set_text((struct dx_state *)desired, CF_VIEWER_POLICY, policy);
}

void dxaws_cloudfront_desired_set_cache_policy_id(dxaws_cloudfront_desired *desired, const char *id)
{
    dx_state_set_text((struct dx_state *)desired, CF_CACHE_POLICY, id);
}

void dxaws_cloudfront_desired_set_response_headers_policy_id(dxaws_cloudfront_desired *desired,
                                                             const char *id)
{
    dx_state_set_text((struct dx_state *)desired, CF_HEADERS_POLICY, id);
}

void dxaws_cloudfront_desired_set_present(dxaws_cloudfront_desired *desired, bool present)
{
    dx_state_set_boolean((struct dx_state *)desired, "present", present);
}

void dxaws_cloudfront_desired_set_ipv6(dxaws_cloudfront_desired *desired, bool enabled)
{
    dx_state_set_boolean((struct dx_state *)desired, CF_IPV6, enabled);
}

void dxaws_cloudfront_desired_set_compress(dxaws_cloudfront_desired *desired, bool compress)
{
    dx_state_set_boolean((struct dx_state *)desired, CF_COMPRESS, compress);
}

void dxaws_cloudfront_desired_set_enabled(dxaws_cloudfront_desired *desired, bool enabled)
{
    dx_state_set_boolean((struct dx_state *)desired, CF_ENABLED, enabled);
}

void dxaws_cloudfront_desired_set_wait(dxaws_cloudfront_desired *desired, bool wait)
{
    dx_state_set_boolean((struct dx_state *)desired, "wait", wait);
}

void dxaws_cloudfront_desired_set_timeout_s(dxaws_cloudfront_desired *desired, int64_t seconds)
{
    dx_state_set_integer((struct dx_state *)desired, "timeout_s", seconds);
}

void dxaws_cloudfront_desired_add_alias(dxaws_cloudfront_desired *desired, const char *alias)
{
    dx_state_add_text((struct dx_state *)desired, CF_ALIASES, alias);
}

static void set_aliases(struct dx_state *state, const char *const *aliases, size_t count)
{
    dx_state_set_value(state, CF_ALIASES, json_array());
    for (size_t i = 0; aliases != NULL && i < count; i++) {
        dx_state_add_text(state, CF_ALIASES, aliases[i]);
    }
}

void dxaws_cloudfront_desired_set_aliases(dxaws_cloudfront_desired *desired,
                                          const char *const *aliases, size_t count)
{
    set_aliases((struct dx_state *)desired, aliases, count);
}

void dxaws_cloudfront_desired_add_error_response(dxaws_cloudfront_desired *desired, int error_code,
                                                 int response_code, const char *page,
                                                 int caching_min_ttl)
{
    dx_state_add_item((struct dx_state *)desired, CF_ERRORS,
                      cloudfront_error_response(error_code, response_code, page, caching_min_ttl));
}

void dxaws_cloudfront_desired_clear_error_responses(dxaws_cloudfront_desired *desired)
{
    dx_state_set_value((struct dx_state *)desired, CF_ERRORS, json_array());
}

void dxaws_cloudfront_desired_set_tag(dxaws_cloudfront_desired *desired, const char *key,
                                      const char *value)
{
    dx_state_set_member((struct dx_state *)desired, CF_TAGS, key, value);
}

void dxaws_cloudfront_desired_set_tags(dxaws_cloudfront_desired *desired, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)desired, CF_TAGS, tags);
}

const char *dxaws_cloudfront_desired_name(const dxaws_cloudfront_desired *desired)
{
    return dx_state_text((const struct dx_state *)desired, CF_NAME);
}

dxaws_error *dxaws_cloudfront_desired_check(const dxaws_cloudfront_desired *desired)
{
    json_t *normalised = NULL;
    dxaws_error *error = dx_validate((const struct dx_state *)desired, &normalised);
    json_decref(normalised);
    return error;
}

/* Current */

dxaws_cloudfront_current *dxaws_cloudfront_current_new(void)
{
    return dx_state_new(sizeof(dxaws_cloudfront_current), &cloudfront_schema);
}

dxaws_error *dxaws_cloudfront_current_parse(const char *json, dxaws_cloudfront_current **current)
{
    return dx_state_parse_new(sizeof **current, &cloudfront_schema, DX_OBSERVED, json,
                              (void **)current);
}

char *dxaws_cloudfront_current_format(const dxaws_cloudfront_current *current)
{
    return dx_state_format((const struct dx_state *)current);
}

void dxaws_cloudfront_current_free(dxaws_cloudfront_current *current)
{
    dx_state_free((struct dx_state *)current);
}

bool dxaws_cloudfront_current_exists(const dxaws_cloudfront_current *current)
{
    return json_is_true(dx_state_get((const struct dx_state *)current, "exists"));
}

bool dxaws_cloudfront_current_enabled(const dxaws_cloudfront_current *current, bool *enabled)
{
    return dx_state_boolean((const struct dx_state *)current, CF_ENABLED, enabled);
}

const char *dxaws_cloudfront_current_id(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_ID);
}

const char *dxaws_cloudfront_current_arn(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_ARN);
}

const char *dxaws_cloudfront_current_domain_name(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_DOMAIN_NAME);
}

const char *dxaws_cloudfront_current_status(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_STATUS);
}

const char *dxaws_cloudfront_current_oac_id(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_OAC);
}

const char *dxaws_cloudfront_current_etag(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_ETAG);
}

const char *dxaws_cloudfront_current_document(const dxaws_cloudfront_current *current)
{
    return dx_state_text((const struct dx_state *)current, CF_DOCUMENT);
}

void dxaws_cloudfront_current_set_exists(dxaws_cloudfront_current *current, bool exists)
{
    dx_state_set_boolean((struct dx_state *)current, "exists", exists);
}

void dxaws_cloudfront_current_set_text(dxaws_cloudfront_current *current, const char *name,
                                       const char *text)
{
    dx_state_set_text((struct dx_state *)current, name, text);
}

void dxaws_cloudfront_current_set_boolean(dxaws_cloudfront_current *current, const char *name,
                                          bool value)
{
    dx_state_set_boolean((struct dx_state *)current, name, value);
}

void dxaws_cloudfront_current_set_aliases(dxaws_cloudfront_current *current,
                                          const char *const *aliases, size_t count)
{
    set_aliases((struct dx_state *)current, aliases, count);
}

void dxaws_cloudfront_current_add_error_response(dxaws_cloudfront_current *current, int error_code,
                                                 int response_code, const char *page,
                                                 int caching_min_ttl)
{
    struct dx_state *state = (struct dx_state *)current;
    dx_state_add_item(state, CF_ERRORS,
                      cloudfront_error_response(error_code, response_code, page, caching_min_ttl));
    /* Observed values are compared as they are, so they are put in the canonical order here. */
    dx_state_set_value(state, CF_ERRORS,
                       cloudfront_error_responses(dx_state_get(state, CF_ERRORS)));
}

void dxaws_cloudfront_current_clear_error_responses(dxaws_cloudfront_current *current)
{
    dx_state_set_value((struct dx_state *)current, CF_ERRORS, json_array());
}

void dxaws_cloudfront_current_set_tags(dxaws_cloudfront_current *current, const dxaws_tags *tags)
{
    dx_state_set_tags((struct dx_state *)current, CF_TAGS, tags);
}

/* Result */

char *dxaws_cloudfront_result_format(const dxaws_cloudfront_result *result)
{
    return dx_state_format((const struct dx_state *)result);
}

void dxaws_cloudfront_result_free(dxaws_cloudfront_result *result)
{
    dx_state_free((struct dx_state *)result);
}

bool dxaws_cloudfront_result_exists(const dxaws_cloudfront_result *result)
{
    return json_is_true(dx_state_get((const struct dx_state *)result, "exists"));
}

const char *dxaws_cloudfront_result_name(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_NAME);
}

const char *dxaws_cloudfront_result_id(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_ID);
}

const char *dxaws_cloudfront_result_arn(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_ARN);
}

const char *dxaws_cloudfront_result_domain_name(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_DOMAIN_NAME);
}

const char *dxaws_cloudfront_result_hosted_zone_id(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, "hosted_zone_id");
}

const char *dxaws_cloudfront_result_status(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_STATUS);
}

const char *dxaws_cloudfront_result_oac_id(const dxaws_cloudfront_result *result)
{
    return dx_state_text((const struct dx_state *)result, CF_OAC);
}
