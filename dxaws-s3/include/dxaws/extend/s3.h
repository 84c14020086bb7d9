/* SPDX-License-Identifier: MIT */
/** @file
 * The documents of dxaws-s3 as trees, for authors of providers who link jansson (soname 4); who
 * does not uses the texts of <dxaws/s3-provider.h>.
 *
 * A tree that is lent is borrowed from the value that it belongs to, until that is changed or
 * released, and must not be changed: copy it first (json_deep_copy()). A value is for one thread at
 * a time.
 */
#ifndef DXAWS_EXTEND_S3_H
#define DXAWS_EXTEND_S3_H

#include <dxaws/s3-provider.h>

DXAWS_BEGIN_DECLS

struct json_t; /* <jansson.h> */

/** The Desired's JSON form, an object; borrowed. NULL for a NULL Desired. @since 0.9 */
DXAWS_API const struct json_t *dxaws_s3_desired_tree(const dxaws_s3_desired *desired);
/** The Current's JSON form, hidden members included; borrowed. NULL for a NULL Current.
 * @since 0.9 */
DXAWS_API const struct json_t *dxaws_s3_current_tree(const dxaws_s3_current *current);
/** dxaws_s3_current_assign() with an object, which is copied. OUT_OF_MEMORY for a NULL one, so that
 * the outcome of json_pack() may be passed on unchecked; INVALID_ARGUMENT. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_current_assign_tree(dxaws_s3_current *current,
                                                                     const struct json_t *members);

/** What a new bucket has by itself, in the form of a Current: what the planner does not write, and
 * what a simulated bucket begins with. A new object, owned by the caller; NULL without memory. AWS:
 * CreateBucket. @since 0.9 */
DXAWS_API struct json_t *dxaws_s3_initial_tree(void);

/** @name What an action makes of what stands there now
 * For a provider that writes documents without a version: it reads what the names say right before
 * it writes. @a action is one of this module's. STALE, code BucketChanged, when what the action was
 * planned from is not so any more. @since 0.9
 * @{ */
/** Whether the bucket, of these tags (NULL: none), is still the one that was planned for. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_check_action(const dxaws_action *action,
                                                              const struct json_t *tags);
/** The whole set of tags after PUT_TAGS, ADOPT or RELEASE: a new object in @a after, owned by the
 * caller, or NULL when nothing is to be written. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_merge_tags(const dxaws_action *action,
                                                            const struct json_t *tags,
                                                            struct json_t **after);
/** The whole policy after PUT_POLICY: a new object in @a after, owned by the caller, an empty one
 * for no policy, NULL when nothing is to be written. @a policy is what stands there, an empty
 * object or NULL for none.
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_merge_policy(const dxaws_action *action,
                                                              const struct json_t *tags,
                                                              const struct json_t *policy,
                                                              struct json_t **after);
/** The whole lifecycle after PUT_LIFECYCLE: a new object in @a after, owned by the caller, an empty
 * one for none, NULL when nothing is to be written. @a lifecycle is what stands there, an empty
 * object or NULL for none. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_merge_lifecycle(const dxaws_action *action,
                                                                 const struct json_t *tags,
                                                                 const struct json_t *lifecycle,
                                                                 struct json_t **after);
/** @} */

DXAWS_END_DECLS

#endif
