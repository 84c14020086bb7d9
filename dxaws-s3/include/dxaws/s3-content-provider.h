/* SPDX-License-Identifier: MIT */
/** @file
 * The provider protocol of content: how the effects on objects happen. For those who write a
 * provider. What <dxaws/s3-provider.h> says of errors and threads holds here.
 */
#ifndef DXAWS_S3_CONTENT_PROVIDER_H
#define DXAWS_S3_CONTENT_PROVIDER_H

#include <dxaws/s3-content.h>

DXAWS_BEGIN_DECLS

/**
 * Performs one action. Its parameters are in dxaws_action_payload(): always `bucket`, `region` and
 * what else of the Desired says how, `source` or `objects` among it. What is to be done follows
 * from
 * @a observed, which holds what was read, and gets what is so now: `listed` and `seen` of objects
 * that were written, `index` and `index_etag`, `claim`, `written`, `removed` and `bytes`. STALE,
 * code AnotherPublisher, when the index is not that of `index_etag` any more.
 *
 * Called by any thread, several at once; honours the context's deadline and cancellation. An action
 * that is already done is a success. @a self is the provider's, the rest borrowed. @since 0.9
 */
typedef dxaws_error *dxaws_s3_content_action_fn(void *self, dxaws_context *context,
                                                const dxaws_action *action,
                                                dxaws_s3_content_current *observed);

/** The protocol. Slots are only ever appended; NULL means "not supported". @since 0.9 */
typedef struct dxaws_s3_content_provider_ops {
    size_t size;                 /**< sizeof(dxaws_s3_content_provider_ops) */
    const char *name;            /**< for messages: "aws"; copied */
    void (*destroy)(void *self); /**< releases @a self; may be NULL */
    /**
     * Reads the index, the objects below the prefix and what is wanted into @a current; looks at
     * objects of a wanted size that the index does not vouch for. A bucket that is not there is not
     * an error. AWS: GetObject, ListObjectsV2, HeadObject with ChecksumMode.
     */
    dxaws_error *(*get_current)(void *self, dxaws_context *context,
                                const dxaws_s3_content_desired *wanted,
                                dxaws_s3_content_current *current);
    /** `claim`: whose it is from now on. Writes the index with it, and when somebody else's claim
     * was there reads the objects again. AWS: PutObject, If-Match. */
    dxaws_s3_content_action_fn *claim;
    /** Writes what is neither a page nor an entry, new names first; what is larger than 16 MiB in
     * parts. AWS: PutObject, If-Match and If-None-Match; CreateMultipartUpload, UploadPart,
     * CompleteMultipartUpload. */
    dxaws_s3_content_action_fn *put_assets;
    /** Writes pages, and what of the stage before is still to be written. AWS: PutObject. */
    dxaws_s3_content_action_fn *put_pages;
    /** Writes what a visit begins with, likewise. AWS: PutObject. */
    dxaws_s3_content_action_fn *put_entries;
    /** Removes what is due, each object only while it has its ETag. AWS: DeleteObjects. */
    dxaws_s3_content_action_fn *delete_objects;
    /** Reads the objects again and writes what is to be written; `settled` is true when nothing
     * was. AWS: ListObjectsV2, HeadObject, PutObject. */
    dxaws_s3_content_action_fn *settle;
    /** Writes the index without a claim, in a later second than the last object. AWS: PutObject,
     * If-Match. */
    dxaws_s3_content_action_fn *put_index;
    /** Removes the index. AWS: DeleteObjects. */
    dxaws_s3_content_action_fn *delete_index;
    /** Aborts what is left of uploads in parts that the claim's holders before this one began;
     * those of others stay. AWS: ListMultipartUploads, AbortMultipartUpload. */
    dxaws_s3_content_action_fn *abort_uploads;
    /* 0.9 ends here. */
} dxaws_s3_content_provider_ops;

/**
 * Makes a provider, owned by the caller. Copies @a ops; on success the provider owns @a self, and
 * calls destroy(self) once, when the last reference goes. INVALID_ARGUMENT, code InvalidProvider,
 * without size, name or get_current. @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_provider_new(
    const dxaws_s3_content_provider_ops *ops, void *self, dxaws_s3_content_provider **provider);
DXAWS_API dxaws_s3_content_provider *dxaws_s3_content_provider_ref(
    dxaws_s3_content_provider *provider);
DXAWS_API dxaws_s3_content_provider *dxaws_s3_content_provider_unref(
    dxaws_s3_content_provider *provider);
static inline void dxaws_s3_content_provider_cleanup(dxaws_s3_content_provider **pointer)
{
    *pointer = dxaws_s3_content_provider_unref(*pointer);
}

/** The same provider for those who treat all modules alike; borrowed. NULL for NULL. @since 0.9 */
DXAWS_API dxaws_provider *dxaws_s3_content_provider_base(dxaws_s3_content_provider *provider);
/** The typed one of a provider of this module: another reference to it, the caller's.
 * INVALID_ARGUMENT, code InvalidProvider, for NULL and one of another module. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_provider_from(
    dxaws_provider *base, dxaws_s3_content_provider **provider);

/** @name A Current as a document
 * As trees: <dxaws/extend/s3-content.h>. @since 0.9
 * @{ */
/**
 * Replaces those members of @a current that the JSON object @a json has, each whole; null takes one
 * back. Members that this release does not know are kept. INVALID_ARGUMENT, naming the member, when
 * one has a wrong type; nothing has changed then.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_current_assign(
    dxaws_s3_content_current *current, const char *json);
/** The JSON form with sorted keys and all members, hidden ones too, for free(). NULL without
 * memory. */
DXAWS_API char *dxaws_s3_content_current_format_all(const dxaws_s3_content_current *current);
/** @} */

DXAWS_END_DECLS

#endif
