/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of dxaws-cloudfront: how the effects on a distribution happen. For those
 * who write a provider; test yours with the contract suite, <dxaws/cloudfront-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager, so
 * they should be of the kinds that <dxaws/cloudfront.h> names, with the service's own code: see
 * dxaws_error_set_aws().
 */
#ifndef DXAWS_CLOUDFRONT_PROVIDER_H
#define DXAWS_CLOUDFRONT_PROVIDER_H

#include <dxaws/cloudfront.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): always `name`, and what the
 * kind needs (below). What the service answered goes into @a observed, which begins as what the
 * plan was made from and carries the answers of the actions before.
 *
 * Called by any thread, several at once; honours the context's deadline and cancellation. An action
 * that is already done is a success. @a self is the provider's, the rest borrowed. @since 0.1
 */
typedef dxaws_error *dxaws_cloudfront_action_fn(void *self, dxaws_context *context,
                                                const dxaws_action *action,
                                                dxaws_cloudfront_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.1 */
typedef struct dxaws_cloudfront_provider_ops {
    size_t size;                 /**< sizeof(dxaws_cloudfront_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /**
     * Finds the distribution of @a wanted and reads all of it into @a current: at least `exists`.
     * Ours is what is marked so: tag `dxaws:managed` "made" or "adopted" and the caller reference
     * (what a tag cannot hold is a "_"), tag `dxaws:site` the `owner` of @a wanted, and tag
     * `dxaws:redirect` what the `tags` of @a wanted have, or none, where these have none; or, when
     * `mark` is false, what has its comment or caller reference. For want of one, what has our
     * caller reference all the same is reported, and then, unless `present` is false, what holds an
     * alias of ours. What else was looked at goes into `candidates`. Our origin access control is
     * read too, whether there is a distribution or not: `oac_id`, `oac_description`, `oac_used_by`,
     * and `oac_signing_behavior`, `oac_signing_protocol` and `oac_origin_type`, which are left
     * alone when they are not reported. Several that are ours are a CONFLICT. When @a wanted has
     * an `invalidation`, that of its `id`, or of its `reference` among the latest: `invalidation`,
     * `invalidation_id`, `invalidation_status`; none is told when there is none. Ids of other
     * distributions that run the function of our name are `function_used_by`. Also the hidden
     * `caller_account`: in whose account it is or would be made, where that is known; and, for the
     * one whose `name` is its owner's, the hidden `siblings`: `name` and `aliases` of those whose
     * comment has a name "OWNER.REST", where there are any; and the hidden `conflicting_aliases`:
     * `alias`, `distribution_id` and `account_id` of those of @a wanted that the distribution does
     * not have yet and that another account's holds, where that is told, and `told_to`, the id of
     * the one it was asked with. AWS: ListDistributions, GetDistribution, ListTagsForResource,
     * ListOriginAccessControls, GetOriginAccessControl, ListConflictingAliases.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context,
                                const dxaws_cloudfront_desired *wanted,
                                dxaws_cloudfront_current *current);
    /** `oac_name`, `oac_description`. Sets what is read of one. One of that name and description is
     * a success; STALE for one of that name that says something else. AWS:
     * CreateOriginAccessControl; STALE as create_distribution() is. */
    dxaws_cloudfront_action_fn *create_oac;
    /** `comment`, and the attributes of the Desired; `tags`: all that it is made with, of which
     * `dxaws:managed`, when it is there, is to be "made" and the caller reference that is used;
     * `oac_id`, or @a observed's. One that was made already, by a request whose answer was lost, is
     * a success. STALE, code StalePlan, before anything is made, when this is known to be another
     * account than `caller_account`. AWS: CreateDistributionWithTags. */
    dxaws_cloudfront_action_fn *create_distribution;
    /**
     * `id`, `arn`, `expected`, `expected_marks`, and only those attributes that change (`comment`
     * and `oac_id` may be among them); all else stays as it is by then. STALE when a member of
     * `expected` (attributes, `comment`, `origin_oac_id`) is neither as it says nor as it is to
     * be, or when the tags `dxaws:site` and `dxaws:managed` are not `expected_marks`; it is not
     * there when nothing is marked. AWS: UpdateDistribution, If-Match.
     */
    dxaws_cloudfront_action_fn *update_distribution;
    /** `id`, `arn`, `expected_marks`; `tags`: what is to be set; `removed_tags`: the keys to be
     * taken off. All others stay. Performs ADOPT and RELEASE, too. STALE when the mark is another,
     * or a tag that is to be written is neither as `expected_values` has it, null for none, nor as
     * it is to be. AWS: TagResource, UntagResource. */
    dxaws_cloudfront_action_fn *put_tags;
    /** `id`, `arn`, `expected_marks`. Keeps everything else as it is. STALE when the mark is
     * another. AWS: UpdateDistribution, Enabled. */
    dxaws_cloudfront_action_fn *disable;
    /** `id`, or @a observed's: one look, that sets exists, status, enabled and etag. AWS:
     * GetDistribution. */
    dxaws_cloudfront_action_fn *wait_deployed;
    /** `id`, `arn`, `expected_marks`. A distribution that is not there is a success; STALE when the
     * mark is another. AWS: DeleteDistribution, If-Match. */
    dxaws_cloudfront_action_fn *delete_distribution;
    /** `oac_id`, `expected_description`. One that is not there is a success; STALE when its
     * description is another. AWS: DeleteOriginAccessControl, If-Match. */
    dxaws_cloudfront_action_fn *delete_oac;
    /**
     * `oac_id`, `expected_description`, and those of `oac_description`, `oac_signing_behavior`,
     * `oac_signing_protocol` and `oac_origin_type` that change. Keeps everything else as it is.
     * STALE when its description is another. AWS: UpdateOriginAccessControl, If-Match.
     */
    dxaws_cloudfront_action_fn *update_oac;
    /* 0.1 ends here. */
    /**
     * Performs FIND, which no plan has: sets `found` to everything of the account that may carry a
     * mark, of the `owner` of the payload when it names one: `{"kind", "identity", "tags"}` each,
     * of kind "distribution" (its id) and "access_control" (its id; what its name and description
     * say, as tags). AWS: ListDistributions, GetDistribution, ListTagsForResource,
     * ListOriginAccessControls. @since 0.9
     */
    dxaws_cloudfront_action_fn *find;
    /** `invalidation`: `reference` and `paths`; `id` or @a observed's, `arn` and `expected_marks`
     * when the distribution was there. Sets `invalidation`, `invalidation_id` and
     * `invalidation_status`. One of that reference and those paths is a success; CONFLICT, code
     * InvalidationReference, for other paths; STALE when the mark is another. AWS:
     * CreateInvalidation, ListInvalidations, GetInvalidation. @since 0.9 */
    dxaws_cloudfront_action_fn *invalidate;
    /** `id`, or @a observed's, whose `invalidation_id` it is about: one look, that sets
     * `invalidation_status`. AWS: GetInvalidation. @since 0.9 */
    dxaws_cloudfront_action_fn *wait_invalidated;
    /* 0.9 ends here. */
} dxaws_cloudfront_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes. INVALID_ARGUMENT, code InvalidProvider,
 * without size, name or get_current. @since 0.1
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_provider_new(
    const dxaws_cloudfront_provider_ops *ops, void *self, dxaws_cloudfront_provider **provider);
DXAWS_API dxaws_cloudfront_provider *dxaws_cloudfront_provider_ref(
    dxaws_cloudfront_provider *provider);
DXAWS_API dxaws_cloudfront_provider *dxaws_cloudfront_provider_unref(
    dxaws_cloudfront_provider *provider);
static inline void dxaws_cloudfront_provider_cleanup(dxaws_cloudfront_provider **pointer)
{
    *pointer = dxaws_cloudfront_provider_unref(*pointer);
}

/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_cloudfront_provider_base(dxaws_cloudfront_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_provider_from(
    dxaws_provider *base, dxaws_cloudfront_provider **provider);

/** @name What a Desired says
 * What the setter of its name set: texts are borrowed, NULL when they were not set; a switch's
 * getter is then false, and leaves the output alone. @since 0.9
 * @{ */
/** The bucket's regional domain. */
DXAWS_API const char *dxaws_cloudfront_desired_origin_domain_name(
    const dxaws_cloudfront_desired *desired);
/** A folder of the bucket. */
DXAWS_API const char *dxaws_cloudfront_desired_origin_path(const dxaws_cloudfront_desired *desired);
/** The certificate; "" for CloudFront's own. */
DXAWS_API const char *dxaws_cloudfront_desired_certificate_arn(
    const dxaws_cloudfront_desired *desired);
/** What "/" serves. */
DXAWS_API const char *dxaws_cloudfront_desired_default_root_object(
    const dxaws_cloudfront_desired *desired);
/** Where it serves from. */
DXAWS_API const char *dxaws_cloudfront_desired_price_class(const dxaws_cloudfront_desired *desired);
/** The HTTP versions. */
DXAWS_API const char *dxaws_cloudfront_desired_http_version(
    const dxaws_cloudfront_desired *desired);
/** The least TLS policy. */
DXAWS_API const char *dxaws_cloudfront_desired_minimum_protocol_version(
    const dxaws_cloudfront_desired *desired);
/** Whether viewers may come by HTTP. */
DXAWS_API const char *dxaws_cloudfront_desired_viewer_protocol_policy(
    const dxaws_cloudfront_desired *desired);
/** The cache policy. */
DXAWS_API const char *dxaws_cloudfront_desired_cache_policy_id(
    const dxaws_cloudfront_desired *desired);
/** The response headers policy; "" for none. */
DXAWS_API const char *dxaws_cloudfront_desired_response_headers_policy_id(
    const dxaws_cloudfront_desired *desired);
/** Whether it answers viewers. */
DXAWS_API bool dxaws_cloudfront_desired_enabled(const dxaws_cloudfront_desired *desired,
                                                bool *enabled);
/** Whether viewers may come by IPv6. */
DXAWS_API bool dxaws_cloudfront_desired_ipv6(const dxaws_cloudfront_desired *desired,
                                             bool *enabled);
/** Whether it compresses what it serves. */
DXAWS_API bool dxaws_cloudfront_desired_compress(const dxaws_cloudfront_desired *desired,
                                                 bool *compress);
/** How many aliases. */
DXAWS_API size_t dxaws_cloudfront_desired_alias_count(const dxaws_cloudfront_desired *desired);
/** The alias at @a index; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_desired_alias_at(const dxaws_cloudfront_desired *desired,
                                                        size_t index);
/** How many error responses. */
DXAWS_API size_t
dxaws_cloudfront_desired_error_response_count(const dxaws_cloudfront_desired *desired);
/** The error response at @a index, borrowed; NULL past the end. */
DXAWS_API const dxaws_cloudfront_error_response *dxaws_cloudfront_desired_error_response_at(
    const dxaws_cloudfront_desired *desired, size_t index);
/** A new set, owned by the caller; NULL when there is none, or without memory. */
DXAWS_API dxaws_tags *dxaws_cloudfront_desired_tags(const dxaws_cloudfront_desired *desired);
/** Who the distribution belongs to. */
DXAWS_API const char *dxaws_cloudfront_desired_owner(const dxaws_cloudfront_desired *desired);
/** Whether tags say so. */
DXAWS_API bool dxaws_cloudfront_desired_mark(const dxaws_cloudfront_desired *desired, bool *mark);
/** Whether tags of others go. */
DXAWS_API bool dxaws_cloudfront_desired_tags_exact(const dxaws_cloudfront_desired *desired,
                                                   bool *exact);
/** @} */

/** @name What a provider observed
 * Copy, and accept a NULL Current; a NULL text takes the attribute back. @since 0.9
 * @{ */
/** Whether the distribution exists: always to be set. */
DXAWS_API void dxaws_cloudfront_current_set_exists(dxaws_cloudfront_current *current, bool exists);
/** The name that was wanted. */
DXAWS_API void dxaws_cloudfront_current_set_name(dxaws_cloudfront_current *current,
                                                 const char *name);
/** Such as "E2QWRUHEXAMPLE". AWS: Distribution, Id. */
DXAWS_API void dxaws_cloudfront_current_set_id(dxaws_cloudfront_current *current, const char *id);
/** Its ARN. AWS: Distribution, ARN. */
DXAWS_API void dxaws_cloudfront_current_set_arn(dxaws_cloudfront_current *current, const char *arn);
/** Such as "d111111abcdef8.cloudfront.net". AWS: Distribution, DomainName. */
DXAWS_API void dxaws_cloudfront_current_set_domain_name(dxaws_cloudfront_current *current,
                                                        const char *domain_name);
/** DXAWS_CLOUDFRONT_HOSTED_ZONE_ID. */
DXAWS_API void dxaws_cloudfront_current_set_hosted_zone_id(dxaws_cloudfront_current *current,
                                                           const char *id);
/** By which it is found again. AWS: DistributionConfig, Comment. */
DXAWS_API void dxaws_cloudfront_current_set_comment(dxaws_cloudfront_current *current,
                                                    const char *comment);
/** What it was created with. AWS: DistributionConfig, CallerReference. */
DXAWS_API void dxaws_cloudfront_current_set_caller_reference(dxaws_cloudfront_current *current,
                                                             const char *reference);
/** Our origin access control, which may exist without a distribution. AWS: OriginAccessControl, Id.
 */
DXAWS_API void dxaws_cloudfront_current_set_oac_id(dxaws_cloudfront_current *current,
                                                   const char *id);
/** The one that its origin uses. AWS: Origin, OriginAccessControlId. */
DXAWS_API void dxaws_cloudfront_current_set_origin_oac_id(dxaws_cloudfront_current *current,
                                                          const char *id);
/** What ours says of its owner. AWS: OriginAccessControlConfig, Description. */
DXAWS_API void dxaws_cloudfront_current_set_oac_description(dxaws_cloudfront_current *current,
                                                            const char *description);
/** The id of one more distribution, besides the one that was found, that uses ours in any of its
 * origins. AWS: DistributionSummary, Origins. */
DXAWS_API void dxaws_cloudfront_current_add_oac_user(dxaws_cloudfront_current *current,
                                                     const char *id);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_current_clear_oac_users(dxaws_cloudfront_current *current);
/** How ours signs: "always". AWS: OriginAccessControlConfig, SigningBehavior. */
DXAWS_API void dxaws_cloudfront_current_set_oac_signing_behavior(dxaws_cloudfront_current *current,
                                                                 const char *behavior);
/** How ours signs: "sigv4". AWS: OriginAccessControlConfig, SigningProtocol. */
DXAWS_API void dxaws_cloudfront_current_set_oac_signing_protocol(dxaws_cloudfront_current *current,
                                                                 const char *protocol);
/** What ours signs for: "s3". AWS: OriginAccessControlConfig, OriginAccessControlOriginType. */
DXAWS_API void dxaws_cloudfront_current_set_oac_origin_type(dxaws_cloudfront_current *current,
                                                            const char *type);
/** The continuous deployment that hangs on it; "" for none. AWS: DistributionConfig,
 * ContinuousDeploymentPolicyId. */
DXAWS_API void dxaws_cloudfront_current_set_continuous_deployment_policy_id(
    dxaws_cloudfront_current *current, const char *id);
/** "direct", or "tenant-only" for a template of tenants. AWS: DistributionConfig, ConnectionMode.
 */
DXAWS_API void dxaws_cloudfront_current_set_connection_mode(dxaws_cloudfront_current *current,
                                                            const char *mode);
/** Adds a copy of one that looks like the one wanted and is not ours: with its id, what it is, and
 * its tags; of a staging copy, id and staging suffice. */
DXAWS_API void dxaws_cloudfront_current_add_candidate(dxaws_cloudfront_current *current,
                                                      const dxaws_cloudfront_current *candidate);
/** How many of them there are. */
DXAWS_API size_t dxaws_cloudfront_current_candidate_count(const dxaws_cloudfront_current *current);
/** The id of the one at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_current_candidate_id_at(
    const dxaws_cloudfront_current *current, size_t index);
/** The version that was read: for the provider's own use. AWS: GetDistribution, ETag. */
DXAWS_API void dxaws_cloudfront_current_set_etag(dxaws_cloudfront_current *current,
                                                 const char *etag);
/** Its configuration as the service gave it: for the provider's own use. AWS: DistributionConfig.
 */
DXAWS_API void dxaws_cloudfront_current_set_document(dxaws_cloudfront_current *current,
                                                     const char *document);
/** Whether a change is deployed everywhere. AWS: Distribution, Status. */
DXAWS_API void dxaws_cloudfront_current_set_status(dxaws_cloudfront_current *current,
                                                   dxaws_cloudfront_status status);
/** Whether it is the staging half of a continuous deployment. AWS: DistributionConfig, Staging. */
DXAWS_API void dxaws_cloudfront_current_set_staging(dxaws_cloudfront_current *current,
                                                    bool staging);
/** The bucket's regional domain. AWS: Origins, DomainName. */
DXAWS_API void dxaws_cloudfront_current_set_origin_domain_name(dxaws_cloudfront_current *current,
                                                               const char *domain_name);
/** A folder of the bucket. AWS: Origins, OriginPath. */
DXAWS_API void dxaws_cloudfront_current_set_origin_path(dxaws_cloudfront_current *current,
                                                        const char *path);
/** The certificate; "" for CloudFront's own. AWS: ViewerCertificate, ACMCertificateArn. */
DXAWS_API void dxaws_cloudfront_current_set_certificate_arn(dxaws_cloudfront_current *current,
                                                            const char *arn);
/** What "/" serves. AWS: DefaultRootObject. */
DXAWS_API void dxaws_cloudfront_current_set_default_root_object(dxaws_cloudfront_current *current,
                                                                const char *object);
/** Where it serves from. AWS: PriceClass. */
DXAWS_API void dxaws_cloudfront_current_set_price_class(dxaws_cloudfront_current *current,
                                                        const char *price_class);
/** The HTTP versions. AWS: HttpVersion. */
DXAWS_API void dxaws_cloudfront_current_set_http_version(dxaws_cloudfront_current *current,
                                                         const char *version);
/** The least TLS policy. AWS: ViewerCertificate, MinimumProtocolVersion. */
DXAWS_API void dxaws_cloudfront_current_set_minimum_protocol_version(
    dxaws_cloudfront_current *current, const char *version);
/** Whether viewers may come by HTTP. AWS: DefaultCacheBehavior, ViewerProtocolPolicy. */
DXAWS_API void dxaws_cloudfront_current_set_viewer_protocol_policy(
    dxaws_cloudfront_current *current, const char *policy);
/** The cache policy. AWS: DefaultCacheBehavior, CachePolicyId. */
DXAWS_API void dxaws_cloudfront_current_set_cache_policy_id(dxaws_cloudfront_current *current,
                                                            const char *id);
/** The response headers policy; "" for none. AWS: DefaultCacheBehavior, ResponseHeadersPolicyId. */
DXAWS_API void dxaws_cloudfront_current_set_response_headers_policy_id(
    dxaws_cloudfront_current *current, const char *id);
/** Whether it answers viewers. AWS: Enabled. */
DXAWS_API void dxaws_cloudfront_current_set_enabled(dxaws_cloudfront_current *current,
                                                    bool enabled);
/** Whether viewers may come by IPv6. AWS: IsIPV6Enabled. */
DXAWS_API void dxaws_cloudfront_current_set_ipv6(dxaws_cloudfront_current *current, bool enabled);
/** Whether it compresses what it serves. AWS: DefaultCacheBehavior, Compress. */
DXAWS_API void dxaws_cloudfront_current_set_compress(dxaws_cloudfront_current *current,
                                                     bool enabled);
/** One more alias. AWS: Aliases. */
DXAWS_API void dxaws_cloudfront_current_add_alias(dxaws_cloudfront_current *current,
                                                  const char *alias);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_current_clear_aliases(dxaws_cloudfront_current *current);
/** Adds a copy of an error response, all of it. AWS: CustomErrorResponses. */
DXAWS_API void dxaws_cloudfront_current_add_error_response(
    dxaws_cloudfront_current *current, const dxaws_cloudfront_error_response *response);
/** There is none, as far as none is added afterwards. */
DXAWS_API void dxaws_cloudfront_current_clear_error_responses(dxaws_cloudfront_current *current);
/** All tags, marks and AWS's own "aws:" ones with them. AWS: ListTagsForResource. */
DXAWS_API void dxaws_cloudfront_current_set_tags(dxaws_cloudfront_current *current,
                                                 const dxaws_tags *tags);
/** @} */

/** @name A Current as a document
 * For providers that carry what they observe elsewhere, or bring it from there: next to the typed
 * functions of <dxaws/cloudfront.h>, and of hidden members, which a provider keeps for itself. As
 * trees: <dxaws/extend/cloudfront.h>. @since 0.9
 * @{ */
/**
 * Replaces those members of @a current that the JSON object @a json has, each whole; null takes one
 * back. Members that this release does not know are kept. INVALID_ARGUMENT, naming the member, when
 * one has a wrong type; nothing has changed then.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_current_assign(
    dxaws_cloudfront_current *current, const char *json);
/** The JSON form with sorted keys and all members, hidden ones too, for free(). NULL without
 * memory. */
DXAWS_API char *dxaws_cloudfront_current_format_all(const dxaws_cloudfront_current *current);
/** @} */

DXAWS_END_DECLS

#endif
