/* SPDX-License-Identifier: MIT */
/* A distribution as it is wanted and as it is read, for tests of the planner. */
#ifndef DXAWS_CLOUDFRONT_PLANNING_H
#define DXAWS_CLOUDFRONT_PLANNING_H

#include "testing.h"

#define ORIGIN "b.s3.eu-west-1.amazonaws.com"
#define ARN "arn:aws:acm:us-east-1:123456789012:certificate/a"
#define SPA "[{\"error_code\":403,\"response_code\":200,\"page\":\"/index.html\"}]"
#define SPA_READ                                                                                   \
    "[{\"error_code\":403,\"response_code\":200,\"page\":\"/"                                      \
    "index.html\",\"caching_min_ttl_s\":10}]"

/* A distribution as wanted, with everything that can be managed set. */
static const char wanted[] =
    "{\"name\":\"site\",\"present\":true,\"enabled\":true,\"origin_domain_name\":\"" ORIGIN "\","
    "\"origin_path\":\"/v1\",\"aliases\":[\"www.example.com\",\"a.example.com\"],"
    "\"certificate_arn\":\"" ARN "\",\"default_root_object\":\"index.html\","
    "\"error_responses\":" SPA ",\"price_class\":\"PriceClass_100\","
    "\"http_version\":\"http2and3\",\"ipv6\":true,\"minimum_protocol_version\":\"TLSv1.2_2021\","
    "\"viewer_protocol_policy\":\"redirect-to-https\",\"compress\":true,"
    "\"cache_policy_id\":\"" DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID "\","
    "\"response_headers_policy_id\":\"" DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID
    "\",\"tags\":{\"team\":\"web\"}}";

/* What says that it is ours. */
#define MARK "\"dxaws:managed\":\"made dxaws-cloudfront:site\""
#define MARKS "{" MARK "}"

/* The same as it is read when nothing has drifted. */
static const char read[] =
    "{\"exists\":true,\"id\":\"E1\",\"arn\":\"arn:aws:cloudfront::1:distribution/E1\","
    "\"status\":\"Deployed\",\"comment\":\"dxaws-cloudfront:site\",\"oac_id\":\"EOAC\","
    "\"caller_reference\":\"dxaws-cloudfront:site\",\"oac_description\":\"dxaws:managed\","
    "\"origin_oac_id\":\"EOAC\",\"etag\":\"ETAG\",\"enabled\":true,"
    "\"origin_domain_name\":\"" ORIGIN "\",\"origin_path\":\"/v1\","
    "\"aliases\":[\"a.example.com\",\"www.example.com\"],\"certificate_arn\":\"" ARN "\","
    "\"default_root_object\":\"index.html\",\"error_responses\":" SPA_READ ","
    "\"price_class\":\"PriceClass_100\",\"http_version\":\"http2and3\",\"ipv6\":true,"
    "\"minimum_protocol_version\":\"TLSv1.2_2021\","
    "\"viewer_protocol_policy\":\"redirect-to-https\",\"compress\":true,"
    "\"cache_policy_id\":\"" DXAWS_CLOUDFRONT_DEFAULT_CACHE_POLICY_ID "\","
    "\"response_headers_policy_id\":\"" DXAWS_CLOUDFRONT_DEFAULT_RESPONSE_HEADERS_POLICY_ID
    "\",\"tags\":{" MARK ",\"team\":\"web\"}}";

/* A document with some members replaced; a null takes one of a Current away, and leaves one of a
 * Desired alone. */
static inline char *patched(enum dx_role role, const char *base, const char *patch)
{
    json_t *document = json_loads(base, 0, NULL);
    json_t *changes = json_loads(patch, 0, NULL);
    ck_assert_msg(document != NULL && changes != NULL, "%s", patch);
    const char *key;
    json_t *value;
    json_object_foreach(changes, key, value) {
        if (json_is_null(value) && role == DX_OBSERVED) {
            json_object_del(document, key);
        } else {
            json_object_set(document, key, value);
        }
    }
    char *text = json_dumps(document, 0);
    json_decref(changes);
    json_decref(document);
    return text;
}

static inline void assert_kinds(const dxaws_plan *plan, const char *kinds)
{
    char found[200] = "";
    for (size_t i = 0; i < dxaws_plan_count(plan); i++) {
        strcat(found, i ? " " : "");
        strcat(found, dxaws_action_kind(dxaws_plan_at(plan, i)));
    }
    ck_assert_str_eq(found, kinds);
}

#endif
