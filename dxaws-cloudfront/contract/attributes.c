/* SPDX-License-Identifier: MIT */
/* Contract cases: each attribute can be changed by itself, and back. */
#include "contract.h"

#include <dxaws/cloudfront-viewers.h>

/* Changes a full distribution by @a change, and back. */
static dxaws_error *there_and_back(struct run *run, void (*change)(dxaws_cloudfront_desired *),
                                   const char *kinds)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) other = run_full_desired(run);
    change(other);
    DX_TRY(run_execute(run, desired));
    DX_TRY(run_converge(run, other, kinds));
    return run_converge(run, desired, kinds);
}

static void change_origin(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_origin_domain_name(desired, "other.s3.eu-west-1.amazonaws.com");
    dxaws_cloudfront_desired_set_origin_path(desired, "");
}

static dxaws_error *the_origin_can_be_changed(struct run *run)
{
    return there_and_back(run, change_origin, UPDATE);
}

static void change_behaviour(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_viewer_protocol_policy(desired, "https-only");
    dxaws_cloudfront_desired_set_compress(desired, false);
    /* CachingDisabled, and no policy of headers. */
    dxaws_cloudfront_desired_set_cache_policy_id(desired, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    dxaws_cloudfront_desired_set_response_headers_policy_id(desired, "");
}

static dxaws_error *the_behaviour_can_be_changed(struct run *run)
{
    return there_and_back(run, change_behaviour, UPDATE);
}

static void change_edges(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_price_class(desired, "PriceClass_All");
    dxaws_cloudfront_desired_set_http_version(desired, "http2");
    dxaws_cloudfront_desired_set_ipv6(desired, false);
    dxaws_cloudfront_desired_set_default_root_object(desired, "");
}

static dxaws_error *price_class_and_protocols_can_be_changed(struct run *run)
{
    return there_and_back(run, change_edges, UPDATE);
}

static void change_errors(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_clear_error_responses(desired);
    DXAWS_AUTO(dxaws_cloudfront_error_response) response = dxaws_cloudfront_error_response_new();
    dxaws_cloudfront_error_response_set_error_code(response, 500);
    dxaws_cloudfront_error_response_set_caching_min_ttl_s(response, 0);
    dxaws_cloudfront_desired_add_error_response(desired, response);
    dxaws_cloudfront_error_response_set_error_code(response, 404);
    dxaws_cloudfront_error_response_set_response_code(response, 404);
    dxaws_cloudfront_error_response_set_page(response, "/404.html");
    dxaws_cloudfront_error_response_set_caching_min_ttl_s(response, 60);
    dxaws_cloudfront_desired_add_error_response(desired, response);
}

static dxaws_error *error_responses_can_be_changed(struct run *run)
{
    return there_and_back(run, change_errors, UPDATE);
}

static dxaws_error *error_responses_can_be_removed(struct run *run)
{
    return there_and_back(run, dxaws_cloudfront_desired_clear_error_responses, UPDATE);
}

static void disable(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_enabled(desired, false);
}

static dxaws_error *a_distribution_can_be_disabled(struct run *run)
{
    return there_and_back(run, disable, UPDATE);
}

static void restrict_viewers(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_geo_restriction(desired, "blacklist");
    dxaws_cloudfront_desired_add_geo_location(desired, "us");
    dxaws_cloudfront_desired_add_geo_location(desired, "CA");
}

static void let_others_in(dxaws_cloudfront_desired *desired)
{
    dxaws_cloudfront_desired_set_geo_restriction(desired, "whitelist");
    dxaws_cloudfront_desired_add_geo_location(desired, "FR");
}

/* What says nothing of countries changes none. */
static dxaws_error *countries_can_be_restricted(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) silent = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) everywhere = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) restricted = run_full_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) others = run_full_desired(run);
    dxaws_cloudfront_desired_set_geo_restriction(everywhere, "none");
    dxaws_cloudfront_desired_set_web_acl_id(everywhere, "");
    restrict_viewers(restricted);
    let_others_in(others);
    DX_TRY(run_execute(run, silent));
    DX_TRY(run_converge(run, everywhere, ""));
    DX_TRY(run_converge(run, restricted, UPDATE));
    DX_TRY(run_converge(run, silent, ""));
    DX_TRY(run_converge(run, others, UPDATE));
    return run_converge(run, everywhere, UPDATE);
}

static void change_tags(dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_tags_set(tags, "env", "other +=@ \xc3\xa9");
    dxaws_cloudfront_desired_set_tags(desired, tags);
}

static dxaws_error *tags_can_be_changed(struct run *run)
{
    return there_and_back(run, change_tags, "PUT_TAGS");
}

static void remove_tags(dxaws_cloudfront_desired *desired)
{
    DXAWS_AUTO(dxaws_tags) tags = dxaws_tags_new();
    dxaws_cloudfront_desired_set_tags(desired, tags);
}

static dxaws_error *tags_can_be_removed(struct run *run)
{
    return there_and_back(run, remove_tags, "PUT_TAGS");
}

static dxaws_error *aliases_and_their_certificate_can_be_added_and_removed(struct run *run)
{
    DXAWS_AUTO(dxaws_cloudfront_desired) plain = run_desired(run);
    DXAWS_AUTO(dxaws_cloudfront_desired) named = run_desired(run);
    DX_TRY(run_add_alias(run, named));
    dxaws_cloudfront_desired_clear_aliases(plain);
    dxaws_cloudfront_desired_set_certificate_arn(plain, "");
    DX_TRY(run_converge(run, plain, CREATION));
    DX_TRY(run_converge(run, named, UPDATE));
    return run_converge(run, plain, UPDATE);
}

static dxaws_error *a_second_alias_can_be_added(struct run *run)
{
    char alias[120];
    DXAWS_AUTO(dxaws_cloudfront_desired) desired = run_desired(run);
    DX_TRY(run_add_alias(run, desired));
    DX_TRY(run_converge(run, desired, CREATION));
    snprintf(alias, sizeof alias, "more.%s.example.com", run->name);
    dxaws_cloudfront_desired_add_alias(desired, alias);
    dxaws_cloudfront_desired_set_minimum_protocol_version(desired, "TLSv1.2_2019");
    return run_converge(run, desired, UPDATE);
}

const struct dx_contract_case contract_attribute_cases[] = {
    DX_CASE(the_origin_can_be_changed, 0),
    DX_CASE(the_behaviour_can_be_changed, 0),
    DX_CASE(price_class_and_protocols_can_be_changed, 0),
    DX_CASE(error_responses_can_be_changed, 0),
    DX_CASE(error_responses_can_be_removed, 0),
    DX_CASE(a_distribution_can_be_disabled, 0),
    {.name = "countries_can_be_restricted",
     .since = "0.9",
     .function = countries_can_be_restricted},
    DX_CASE(tags_can_be_changed, 0),
    DX_CASE(tags_can_be_removed, 0),
    DX_CASE(aliases_and_their_certificate_can_be_added_and_removed,
            DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    DX_CASE(a_second_alias_can_be_added, DXAWS_CLOUDFRONT_LACKS_CERTIFICATES),
    {.name = NULL},
};
