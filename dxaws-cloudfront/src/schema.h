/* SPDX-License-Identifier: MIT */
/* The distribution as tables, and the types behind the public ones. */
#ifndef DXAWS_CLOUDFRONT_SCHEMA_H
#define DXAWS_CLOUDFRONT_SCHEMA_H

#include <dxaws/cloudfront-providers.h>
#include <dxaws/kit/engine.h>
#include <dxaws/kit/words.h>

extern const struct dx_schema cloudfront_schema;

/* provider.c: what the schema makes providers with. */
dxaws_error *cloudfront_make_aws(dxaws_session *session, dxaws_provider **provider);
dxaws_error *cloudfront_make_memory(dxaws_memory_account *account, dxaws_provider **provider);

struct dxaws_cloudfront_desired {
    struct dx_state state;
};
struct dxaws_cloudfront_current {
    struct dx_state state;
};
struct dxaws_cloudfront_result {
    struct dx_state state;
};
struct dxaws_cloudfront_manager {
    struct dx_manager manager;
};

/* The attributes' names that more than one file uses. */
#define CF_NAME "name"
#define CF_ORIGIN "origin_domain_name"
#define CF_ORIGIN_PATH "origin_path"
#define CF_ALIASES "aliases"
#define CF_CERTIFICATE "certificate_arn"
#define CF_ROOT_OBJECT "default_root_object"
#define CF_ERRORS "error_responses"
#define CF_PRICE_CLASS "price_class"
#define CF_HTTP "http_version"
#define CF_MINIMUM_TLS "minimum_protocol_version"
#define CF_IPV6 "ipv6"
#define CF_VIEWER_POLICY "viewer_protocol_policy"
#define CF_COMPRESS "compress"
#define CF_CACHE_POLICY "cache_policy_id"
#define CF_HEADERS_POLICY "response_headers_policy_id"
#define CF_ENABLED "enabled"
#define CF_TAGS "tags"
#define CF_ID "id"
#define CF_ARN "arn"
#define CF_DOMAIN_NAME "domain_name"
#define CF_STATUS "status"
#define CF_HOSTED_ZONE "hosted_zone_id"
#define CF_COMMENT "comment"
#define CF_REFERENCE "caller_reference"
#define CF_OAC "oac_id"
#define CF_ORIGIN_OAC "origin_oac_id"
#define CF_OAC_BEHAVIOR "oac_signing_behavior"
#define CF_OAC_PROTOCOL "oac_signing_protocol"
#define CF_OAC_ORIGIN_TYPE "oac_origin_type"
#define CF_ETAG "etag"
#define CF_DOCUMENT "document"
#define CF_STAGING "staging"
#define CF_CONTINUOUS "continuous_deployment_policy_id"

/* Action kinds. */
#define CF_CREATE_OAC "CREATE_OAC"
#define CF_UPDATE_OAC "UPDATE_OAC"
#define CF_CREATE "CREATE_DISTRIBUTION"
#define CF_UPDATE "UPDATE_DISTRIBUTION"
#define CF_PUT_TAGS "PUT_TAGS"
#define CF_DISABLE "DISABLE"
#define CF_WAIT "WAIT_DEPLOYED"
#define CF_DELETE "DELETE_DISTRIBUTION"
#define CF_DELETE_OAC "DELETE_OAC"

#define CF_DEPLOYED "Deployed"
#define CF_IN_PROGRESS "InProgress"

/* models.c: what CloudFront says of the progress of a change. */
extern const struct dx_words cloudfront_status_words;

/* checks.c */
dxaws_error *cloudfront_normalise(json_t *desired);
dxaws_error *cloudfront_check(const json_t *desired);
bool cloudfront_aliases_equal(const json_t *desired, const json_t *observed);
/* An error response in its one canonical form; 0 or NULL for what is not set. */
json_t *cloudfront_error_response(json_int_t error_code, json_int_t response_code, const char *page,
                                  json_int_t caching_min_ttl_s);
/* The list in order of error code, each item canonical: a new reference. */
json_t *cloudfront_error_responses(const json_t *list);

/* names.c: what a distribution is known by; release with free(), NULL without memory. */
char *cloudfront_comment(const char *name);
char *cloudfront_oac_name(const char *name);
/* The n-th caller reference of that name, counted from 1; the first that is free is taken. */
char *cloudfront_reference(const char *name, unsigned number);
/* How an origin access control of ours signs: every request, or the bucket refuses it. */
struct cloudfront_signing {
    const char *attribute; /* of what is observed */
    const char *member;    /* of an access control as JSON */
    const char *element;   /* of its XML */
    const char *wanted;
};
enum { CLOUDFRONT_SIGNINGS = 3 };
extern const struct cloudfront_signing cloudfront_signing[CLOUDFRONT_SIGNINGS];
bool cloudfront_is_our_comment(const char *name, const char *comment);
bool cloudfront_is_our_reference(const char *name, const char *reference);
enum { CLOUDFRONT_MOST_REFERENCES = 50 };

/* An id as CloudFront makes them, from a text: a letter and 13 characters of A-Z and 0-9, or as
 * lower-case letters and digits. */
enum { CLOUDFRONT_ID_SIZE = 15 };
void cloudfront_make_id(char first, const char *text, char id[CLOUDFRONT_ID_SIZE]);

/* planner.c */
dxaws_error *cloudfront_plan(struct dx_planner *planner);

/* simulate.c */
dxaws_error *cloudfront_converged(const char *kind, const json_t *payload, const json_t *observed,
                                  struct dx_wait_state *state);
void cloudfront_simulate(const char *kind, const json_t *payload, json_t *observed);
/* Copies from @a payload what describes a distribution's configuration. A certificate brings our
 * minimum of TLS, where nothing is said of it. */
void cloudfront_copy_configuration(json_t *distribution, const json_t *payload);

#endif
