/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of functions: how the effects on one happen. For those who write a
 * provider; test yours with the contract suite, <dxaws/cloudfront-function-contract.h>.
 *
 * A provider is called by several threads at once. Its errors reach the caller of the manager.
 */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_PROVIDER_H
#define DXAWS_CLOUDFRONT_FUNCTION_PROVIDER_H

#include <dxaws/cloudfront-function.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): always `name`, and what the
 * kind needs (below). What the service answered goes into @a observed. An action that is already
 * done is a success. @a self is the provider's, the rest borrowed. @since 0.9
 */
typedef dxaws_error *dxaws_cloudfront_function_action_fn(
    void *self, dxaws_context *context, const dxaws_action *action,
    dxaws_cloudfront_function_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.9 */
typedef struct dxaws_cloudfront_function_provider_ops {
    size_t size;                 /**< sizeof(dxaws_cloudfront_function_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /** Reads the function of the name of @a wanted: `exists`, and `arn`, `comment`, `runtime`,
     * `draft` and `etag` of the stage DEVELOPMENT, `code` of LIVE, which is not told when it was
     * never published. AWS: DescribeFunction, GetFunction. */
    dxaws_error *(*get_current)(void *self, dxaws_context *context,
                                const dxaws_cloudfront_function_desired *wanted,
                                dxaws_cloudfront_function_current *current);
    /** `code`, `runtime`, `comment`. Sets `arn` and `etag`. One that is there and has all three is
     * a success; STALE for another. AWS: CreateFunction. */
    dxaws_cloudfront_function_action_fn *create_function;
    /** `code`, `runtime`, `comment`, `expected_etag`. Sets `etag`. STALE when it has another ETag,
     * unless all three are as they are to be. AWS: UpdateFunction, If-Match. */
    dxaws_cloudfront_function_action_fn *update_function;
    /** `code`; `expected_etag`, or the `etag` of @a observed. STALE when it has another ETag,
     * unless that code is live. AWS: PublishFunction, If-Match. */
    dxaws_cloudfront_function_action_fn *publish_function;
    /** `comment`, `expected_etag`. One that is not there is a success; STALE when it has another
     * ETag; CONFLICT, code FunctionInUse. AWS: DeleteFunction, If-Match. */
    dxaws_cloudfront_function_action_fn *delete_function;
    /** Performs FIND, which no plan has: sets `found` to every function of the account whose
     * comment says an owner, of the `owner` of the payload when it names one: `{"kind", "identity",
     * "name", "tags"}` each, of kind "function" (its name; what its comment says, as tags). AWS:
     * ListFunctions. */
    dxaws_cloudfront_function_action_fn *find;
    /* 0.9 ends here. */
} dxaws_cloudfront_function_provider_ops;

/** Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self.
 * INVALID_ARGUMENT, code InvalidProvider, without size, name or get_current. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_provider_new(
    const dxaws_cloudfront_function_provider_ops *ops, void *self,
    dxaws_cloudfront_function_provider **provider);
DXAWS_API dxaws_cloudfront_function_provider *dxaws_cloudfront_function_provider_ref(
    dxaws_cloudfront_function_provider *provider);
DXAWS_API dxaws_cloudfront_function_provider *dxaws_cloudfront_function_provider_unref(
    dxaws_cloudfront_function_provider *provider);
static inline void dxaws_cloudfront_function_provider_cleanup(
    dxaws_cloudfront_function_provider **pointer)
{
    *pointer = dxaws_cloudfront_function_provider_unref(*pointer);
}
/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_cloudfront_function_provider_base(
    dxaws_cloudfront_function_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_provider_from(
    dxaws_provider *base, dxaws_cloudfront_function_provider **provider);

/** @name What a provider observed
 * Copy, and accept a NULL Current; a NULL text takes the attribute back. @since 0.9
 * @{ */
/** Whether it exists: always to be set. */
DXAWS_API void dxaws_cloudfront_function_current_set_exists(
    dxaws_cloudfront_function_current *current, bool exists);
/** What runs. AWS: GetFunction, Stage LIVE. */
DXAWS_API void dxaws_cloudfront_function_current_set_code(
    dxaws_cloudfront_function_current *current, const char *code);
/** What is worked at. AWS: GetFunction, Stage DEVELOPMENT. */
DXAWS_API void dxaws_cloudfront_function_current_set_draft(
    dxaws_cloudfront_function_current *current, const char *code);
/** Such as "cloudfront-js-2.0". AWS: FunctionConfig, Runtime. */
DXAWS_API void dxaws_cloudfront_function_current_set_runtime(
    dxaws_cloudfront_function_current *current, const char *runtime);
/** Whose it is. AWS: FunctionConfig, Comment. */
DXAWS_API void dxaws_cloudfront_function_current_set_comment(
    dxaws_cloudfront_function_current *current, const char *comment);
/** What a distribution names it by. AWS: FunctionMetadata, FunctionARN. */
DXAWS_API void dxaws_cloudfront_function_current_set_arn(dxaws_cloudfront_function_current *current,
                                                         const char *arn);
/** AWS's word, such as "UNASSOCIATED". AWS: FunctionSummary, Status. */
DXAWS_API void dxaws_cloudfront_function_current_set_status(
    dxaws_cloudfront_function_current *current, const char *status);
/** The version of what is worked at: for the provider's own use. AWS: DescribeFunction, ETag. */
DXAWS_API void dxaws_cloudfront_function_current_set_etag(
    dxaws_cloudfront_function_current *current, const char *etag);
/** What is worked at; borrowed, NULL when unknown. */
DXAWS_API const char *dxaws_cloudfront_function_current_draft(
    const dxaws_cloudfront_function_current *current);
/** The version of what is worked at; borrowed, NULL when unknown. */
DXAWS_API const char *dxaws_cloudfront_function_current_etag(
    const dxaws_cloudfront_function_current *current);
/** @} */

DXAWS_END_DECLS

#endif
