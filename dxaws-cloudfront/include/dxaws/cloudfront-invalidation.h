/* SPDX-License-Identifier: MIT */
/** @file
 * Invalidations: what the edge should forget of what it holds. An attribute of a distribution's
 * Desired, `invalidation`, which <dxaws/cloudfront.h> converges with all others; what that says of
 * errors, ownership and NULL holds here. A value is for one thread at a time.
 *
 *     {"invalidation": {"reference": "2026-11-30T12:00Z", "paths": ["/index.html", "/docs*"]}}
 *
 * An invalidation is known by its reference: with the same paths it is the same invalidation, so
 * that a run whose answer was lost, or that is repeated, makes none beside it; with other paths it
 * is a CONFLICT, code InvalidationReference. INVALIDATE comes after the distribution's own changes.
 * It is waited for, WAIT_INVALIDATED, with DXAWS_WAIT_DEPLOYED, which is the default, up to 15
 * minutes; CloudFront usually takes one.
 * While as many paths are in progress as CloudFront allows (3000, of which 15 end in "*"),
 * INVALIDATE waits up to 15 minutes for those to end.
 *
 * Paths are given, or made from the keys of the objects that changed: as few as say it, at most 20
 * single ones, then the folders, at most 15, then all. What a path cannot say, or clients spell in
 * several ways, is cut before the first such letter: "a b.html" is "/a*".
 */
#ifndef DXAWS_CLOUDFRONT_INVALIDATION_H
#define DXAWS_CLOUDFRONT_INVALIDATION_H

#include <dxaws/cloudfront.h>

DXAWS_BEGIN_DECLS

/** How far an invalidation is. AWS: Invalidation, Status. @since 0.9 */
typedef enum dxaws_cloudfront_invalidation_status {
    DXAWS_CLOUDFRONT_INVALIDATION_STATUS_UNKNOWN = 0,     /**< nothing was said */
    DXAWS_CLOUDFRONT_INVALIDATION_STATUS_OTHER = 1,       /**< a word of a later release */
    DXAWS_CLOUDFRONT_INVALIDATION_STATUS_IN_PROGRESS = 2, /**< InProgress: not everywhere yet */
    DXAWS_CLOUDFRONT_INVALIDATION_STATUS_COMPLETED = 3    /**< Completed */
} dxaws_cloudfront_invalidation_status;
/** AWS's word, such as "Completed"; "UNKNOWN" for a number that is none. A static string.
 * @since 0.9 */
DXAWS_API const char *dxaws_cloudfront_invalidation_status_name(
    dxaws_cloudfront_invalidation_status status);
/** Which one AWS's word names: OTHER for one that this release does not know, UNKNOWN for NULL.
 * @since 0.9 */
DXAWS_API dxaws_cloudfront_invalidation_status
dxaws_cloudfront_invalidation_status_from_name(const char *name);

/** An invalidation: a value, or borrowed from what it was got from. AWS: InvalidationBatch.
 * @since 0.9 */
typedef struct dxaws_cloudfront_invalidation dxaws_cloudfront_invalidation;

/** @name Invalidations
 * JSON form: `{"reference", "paths", "keys", "prefix", "root_object", "urls", "queries", "id"}`;
 * `reference` is required, and `paths`, `keys` or both. What is made of keys is in the `paths` of
 * the canonical form, which has neither those nor what is said about them.
 *
 * Setters copy and cannot fail: what cannot be stored, or is wrong, is reported by the call that
 * consumes the Desired. A NULL text takes back. All of these accept NULL. @since 0.9
 * @{ */
/** An invalidation of which nothing is said yet; owned by the caller. NULL without memory. */
DXAWS_API dxaws_cloudfront_invalidation *dxaws_cloudfront_invalidation_new(void);
/** Not for one that is borrowed. */
DXAWS_API void dxaws_cloudfront_invalidation_free(dxaws_cloudfront_invalidation *invalidation);
DXAWS_DEFINE_CLEANUP(dxaws_cloudfront_invalidation, dxaws_cloudfront_invalidation_free)
/** Its name, not empty: new for what is to be forgotten anew. AWS: CallerReference. */
DXAWS_API void dxaws_cloudfront_invalidation_set_reference(
    dxaws_cloudfront_invalidation *invalidation, const char *reference);
/** One more path: begins with "/", written as in a URL, without "~"; "*" at its end stands for
 * anything. AWS: Paths. */
DXAWS_API void dxaws_cloudfront_invalidation_add_path(dxaws_cloudfront_invalidation *invalidation,
                                                      const char *path);
/** One more key of an object of the bucket: a path is made of it. */
DXAWS_API void dxaws_cloudfront_invalidation_add_key(dxaws_cloudfront_invalidation *invalidation,
                                                     const char *key);
/** What keys begin with and paths do not, such as "site/" for the origin path "/site"; keys that do
 * not begin so are nobody's here. */
DXAWS_API void dxaws_cloudfront_invalidation_set_prefix(dxaws_cloudfront_invalidation *invalidation,
                                                        const char *prefix);
/** The name of the object that stands for its folder; when never set, "index.html". */
DXAWS_API void dxaws_cloudfront_invalidation_set_root_object(
    dxaws_cloudfront_invalidation *invalidation, const char *name);
/** By which addresses objects are asked for: "exact", their own, which is meant when never set;
 * "directories", docs/index.html also as /docs and /docs/; "html", about.html also as /about. */
DXAWS_API void dxaws_cloudfront_invalidation_set_urls(dxaws_cloudfront_invalidation *invalidation,
                                                      const char *urls);
/** True: the cache keeps an object for each query, so that every path ends in "*". */
DXAWS_API void dxaws_cloudfront_invalidation_set_queries(
    dxaws_cloudfront_invalidation *invalidation, bool queries);
/** The id of one that was made: it is then read by that, and not looked for among the latest 16.
 * AWS: Invalidation, Id. */
DXAWS_API void dxaws_cloudfront_invalidation_set_id(dxaws_cloudfront_invalidation *invalidation,
                                                    const char *id);
/** Its name; borrowed. */
DXAWS_API const char *dxaws_cloudfront_invalidation_reference(
    const dxaws_cloudfront_invalidation *invalidation);
/** How many paths were given. */
DXAWS_API size_t
dxaws_cloudfront_invalidation_path_count(const dxaws_cloudfront_invalidation *invalidation);
/** The path at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_invalidation_path_at(
    const dxaws_cloudfront_invalidation *invalidation, size_t index);
/** How many keys were given. */
DXAWS_API size_t
dxaws_cloudfront_invalidation_key_count(const dxaws_cloudfront_invalidation *invalidation);
/** The key at @a index, borrowed; NULL past the end. */
DXAWS_API const char *dxaws_cloudfront_invalidation_key_at(
    const dxaws_cloudfront_invalidation *invalidation, size_t index);
/** What keys begin with; borrowed. */
DXAWS_API const char *dxaws_cloudfront_invalidation_prefix(
    const dxaws_cloudfront_invalidation *invalidation);
/** The name of what stands for its folder; borrowed. */
DXAWS_API const char *dxaws_cloudfront_invalidation_root_object(
    const dxaws_cloudfront_invalidation *invalidation);
/** By which addresses objects are asked for; borrowed. */
DXAWS_API const char *dxaws_cloudfront_invalidation_urls(
    const dxaws_cloudfront_invalidation *invalidation);
/** Whether queries count; false, leaving @a queries alone, when it was not set. */
DXAWS_API bool dxaws_cloudfront_invalidation_queries(
    const dxaws_cloudfront_invalidation *invalidation, bool *queries);
/** The id; borrowed. */
DXAWS_API const char *dxaws_cloudfront_invalidation_id(
    const dxaws_cloudfront_invalidation *invalidation);
/** @} */

/** @name Of a Desired and a Current
 * @since 0.9
 * @{ */
/** What the edge should forget: a copy. A distribution that should not exist ignores it. AWS:
 * CreateInvalidation. */
DXAWS_API void dxaws_cloudfront_desired_set_invalidation(
    dxaws_cloudfront_desired *desired, const dxaws_cloudfront_invalidation *invalidation);
/** Takes it back. */
DXAWS_API void dxaws_cloudfront_desired_unset_invalidation(dxaws_cloudfront_desired *desired);
/** What was set; borrowed. */
DXAWS_API const dxaws_cloudfront_invalidation *dxaws_cloudfront_desired_invalidation(
    const dxaws_cloudfront_desired *desired);
/** For a provider: a copy of the one of the wanted reference, with its paths sorted. AWS:
 * InvalidationBatch. */
DXAWS_API void dxaws_cloudfront_current_set_invalidation(
    dxaws_cloudfront_current *current, const dxaws_cloudfront_invalidation *invalidation);
/** For a provider: takes it back. */
DXAWS_API void dxaws_cloudfront_current_unset_invalidation(dxaws_cloudfront_current *current);
/** The one of the wanted reference, when there is one; borrowed. */
DXAWS_API const dxaws_cloudfront_invalidation *dxaws_cloudfront_current_invalidation(
    const dxaws_cloudfront_current *current);
/** For a provider: its id. AWS: Invalidation, Id. */
DXAWS_API void dxaws_cloudfront_current_set_invalidation_id(dxaws_cloudfront_current *current,
                                                            const char *id);
/** Such as "I2J0I21PCUYOIK"; borrowed. */
DXAWS_API const char *dxaws_cloudfront_current_invalidation_id(
    const dxaws_cloudfront_current *current);
/** For a provider: how far it is. AWS: Invalidation, Status. */
DXAWS_API void dxaws_cloudfront_current_set_invalidation_status(
    dxaws_cloudfront_current *current, dxaws_cloudfront_invalidation_status status);
/** How far it is. */
DXAWS_API dxaws_cloudfront_invalidation_status
dxaws_cloudfront_current_invalidation_status(const dxaws_cloudfront_current *current);
/** @} */

DXAWS_END_DECLS

#endif
