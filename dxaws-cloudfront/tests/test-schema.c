/* SPDX-License-Identifier: MIT */
/* The distribution's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

#define ORIGIN "b.s3.eu-west-1.amazonaws.com"
#define THERE                                                                                      \
    "\"exists\":true,\"id\":\"E1\",\"web_acl_id\":\"\",\"geo_restriction\":\"blacklist\",\"geo_"   \
    "locations\":[\"FR\"],\"arn\":\"arn:aws:cloudfront::1:distribution/E1\","                      \
    "\"status\":\"Deployed\",\"comment\":\"dxaws-cloudfront:site\",\"oac_id\":\"EOAC\","           \
    "\"origin_oac_id\":\"EOAC\",\"oac_description\":\"(known after "                               \
    "apply)\",\"etag\":\"ETAG\",\"origin_path\":\"/v1\","                                          \
    "\"aliases\":[\"www.example.com\"],\"certificate_arn\":\"arn:aws:acm:us-east-1:1:"             \
    "certificate/a\",\"tags\":{\"team\":\"web\",\"dxaws:managed\":\"made "                         \
    "r\"},\"caller_reference\":\"r\",\"error_responses\":[{\"error_code\":404,"                    \
    "\"caching_min_ttl_s\":5}]"

static const char *const currents[] = {
    "{\"exists\":false}",
    "{" THERE ",\"origin_domain_name\":\"old.s3.eu-west-1.amazonaws.com\",\"enabled\":false,"
    "\"default_root_object\":\"\",\"price_class\":\"PriceClass_All\",\"http_version\":\"http1.1\","
    "\"ipv6\":false,\"minimum_protocol_version\":\"TLSv1\",\"compress\":false,"
    "\"viewer_protocol_policy\":\"allow-all\",\"response_headers_policy_id\":\"\","
    "\"cache_policy_id\":\"4135ea2d-6df8-44a3-9df3-4b5a84be39ad\"}",
    NULL,
};

static struct dx_state *made(void)
{
    dxaws_cloudfront_desired *desired = dxaws_cloudfront_desired_new("site");
    dxaws_cloudfront_desired_set_origin_domain_name(desired, ORIGIN);
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &cloudfront_schema,
    .module = dxaws_cloudfront_module,
    .desired = "{\"name\":\"site\",\"origin_domain_name\":\"" ORIGIN "\"}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(an_error_response_is_cached_as_the_header_says)
{
    struct dx_state desired;
    json_t *normalised = NULL;
    ck_assert(dx_state_init(&desired, &cloudfront_schema));
    ck_ok(dx_state_parse(&desired, DX_DESIRED,
                         "{\"name\":\"site\",\"origin_domain_name\":\"" ORIGIN "\","
                         "\"error_responses\":[{\"error_code\":404}]}"));
    ck_ok(dx_validate(&desired, &normalised));
    const json_t *item = json_array_get(json_object_get(normalised, CF_ERRORS), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(item, "caching_min_ttl_s")),
                     DXAWS_CLOUDFRONT_DEFAULT_ERROR_CACHING_MIN_TTL_S);
    json_decref(normalised);
    dx_state_clear(&desired);
}
END_TEST

/* The configuration is listed where providers can see it: an attribute that is in one of the two
 * lists only would be planned and never written, or the other way. */
START_TEST(what_an_update_converges_is_the_configuration)
{
    size_t listed = 0;
    size_t converged = 0;
    for (; cloudfront_configured[listed] != NULL; listed++) {
        const char *name = cloudfront_configured[listed];
        const struct dx_attribute *row = dx_schema_attribute(&cloudfront_schema, name);
        ck_assert_ptr_nonnull(row);
        ck_assert_msg(strcmp(name, CF_COMMENT) == 0 ||
                          (row->action != NULL && strcmp(row->action, CF_UPDATE) == 0),
                      "%s is converged by no update", name);
    }
    for (size_t i = 0; i < cloudfront_schema.attribute_count; i++) {
        const char *action = cloudfront_schema.attributes[i].action;
        converged += action != NULL && strcmp(action, CF_UPDATE) == 0;
    }
    ck_assert_uint_eq(listed, converged + 1);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_test(cases, what_an_update_converges_is_the_configuration);
    tcase_add_test(cases, an_error_response_is_cached_as_the_header_says);
    return dx_schema_main(&sample, cases);
}
