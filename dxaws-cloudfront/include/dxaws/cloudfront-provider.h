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
     * Finds the distribution of @a wanted, by its aliases and by its comment, and reads all of
     * it into @a current: at least `exists`. Our origin access control is read too, whether there
     * is a distribution or not: `oac_id`, and `oac_signing_behavior`, `oac_signing_protocol` and
     * `oac_origin_type`, which are left alone when they are not reported. A distribution that holds
     * an alias of ours and is not ours is a CONFLICT, unless `present` is false. AWS:
     * ListDistributions, GetDistribution, ListTagsForResource, ListOriginAccessControls,
     * GetOriginAccessControl.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context,
                                const dxaws_cloudfront_desired *wanted,
                                dxaws_cloudfront_current *current);
    /** `oac_name`. Sets what is read of one. One of that name is adopted. AWS:
     * CreateOriginAccessControl. */
    dxaws_cloudfront_action_fn *create_oac;
    /** `comment`, and the attributes of the Desired with its tags; `oac_id`, or @a observed's. AWS:
     * CreateDistributionWithTags. */
    dxaws_cloudfront_action_fn *create_distribution;
    /**
     * `id`, `etag`, and only those attributes that change (`comment` and `oac_id` may be among
     * them). STALE when the distribution is not at that ETag any more. AWS: UpdateDistribution,
     * If-Match.
     */
    dxaws_cloudfront_action_fn *update_distribution;
    /** `arn`; `tags`: what should be set; `untag`: the keys to remove. AWS: TagResource,
     * UntagResource. */
    dxaws_cloudfront_action_fn *put_tags;
    /** `id`. Keeps everything else as it is. AWS: UpdateDistribution, Enabled. */
    dxaws_cloudfront_action_fn *disable;
    /** `id`, or @a observed's: one look, that sets exists, status, enabled and etag. AWS:
     * GetDistribution. */
    dxaws_cloudfront_action_fn *wait_deployed;
    /** `id`. A distribution that is not there is a success. AWS: DeleteDistribution, If-Match. */
    dxaws_cloudfront_action_fn *delete_distribution;
    /** `oac_id`. One that is not there is a success. AWS: DeleteOriginAccessControl, If-Match. */
    dxaws_cloudfront_action_fn *delete_oac;
    /**
     * `oac_id`, and those of `oac_signing_behavior`, `oac_signing_protocol` and `oac_origin_type`
     * that change. Keeps everything else as it is. AWS: UpdateOriginAccessControl, If-Match.
     */
    dxaws_cloudfront_action_fn *update_oac;
    /* 0.1 ends here. */
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

/** @name What a provider observed
 * Copy, and accept a NULL Current; a NULL text takes the attribute back. @since 0.1
 * @{ */
/** Whether the distribution exists: always to be set. */
DXAWS_API void dxaws_cloudfront_current_set_exists(dxaws_cloudfront_current *current, bool exists);
/** Any text attribute or output by its JSON name, such as "id", "price_class" or "etag". */
DXAWS_API void dxaws_cloudfront_current_set_text(dxaws_cloudfront_current *current,
                                                 const char *name, const char *text);
/** Any boolean attribute by its JSON name: "enabled", "ipv6", "compress", "staging". */
DXAWS_API void dxaws_cloudfront_current_set_boolean(dxaws_cloudfront_current *current,
                                                    const char *name, bool value);
/** All aliases; a @a count of 0 for none. AWS: DistributionConfig, Aliases. */
DXAWS_API void dxaws_cloudfront_current_set_aliases(dxaws_cloudfront_current *current,
                                                    const char *const *aliases, size_t count);
/** One more, see dxaws_cloudfront_desired_add_error_response(). AWS: DistributionConfig,
 * CustomErrorResponses. */
DXAWS_API void dxaws_cloudfront_current_add_error_response(dxaws_cloudfront_current *current,
                                                           int error_code, int response_code,
                                                           const char *page, int caching_min_ttl);
/** There are none, as far as is not added afterwards. */
DXAWS_API void dxaws_cloudfront_current_clear_error_responses(dxaws_cloudfront_current *current);
/** The tags without AWS's own "aws:" ones. AWS: ListTagsForResource. */
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
