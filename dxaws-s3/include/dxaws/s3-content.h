/* SPDX-License-Identifier: MIT */
/** @file
 * The objects of a bucket, or of a prefix of one, converged to a folder or to objects that are
 * named: what is new or changed is written, what was published once and is not wanted any more goes
 * after a while, and what others put there stays.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * What was published is told by one object of the bucket itself, `.dxaws/content.gz` below the
 * prefix. It is claimed before the first write and written at the end, each only while it is what
 * was read, and every object is written on a condition of its own: of two that publish at once one
 * succeeds and is right, the other ends with STALE, code AnotherPublisher. Whoever was killed is
 * gone on with by the next run, or by who has the rest of its plan. Content and headers are
 * compared, never times.
 *
 * Actions, in order: CLAIM; ABORT_UPLOADS, only where the claim of a run that did not end was taken
 * over, of uploads in parts that it left; PUT_ASSETS, PUT_PAGES, PUT_ENTRIES, so that what others
 * refer to comes first; DELETE_OBJECTS; SETTLE, likewise where a claim was taken over; PUT_INDEX.
 * Copies at an edge are to be invalidated before PUT_INDEX, which says that all is well: who has
 * one drives the plan by dxaws_module's step() until PUT_INDEX is the next action, and finds in
 * what was observed `stale`, `all_stale` and `reference`. With `present` false: CLAIM,
 * DELETE_OBJECTS of all that was published, DELETE_INDEX.
 *
 * "AWS:" says which operation of the Amazon S3 API Reference a declaration stands for. What
 * <dxaws/s3.h> says of ownership, NULL, texts, threads and errors holds here; codes are of
 * <dxaws/s3-errors.h>, in the domain "s3". Documents may also fail with the domain "content".
 *
 * Options (<dxaws/options.h>): SETTLE is waited for up to 10 minutes. `allow_destroy` with the
 * bucket's name consents to more than ten objects, and more than a third of all, being not wanted
 * any more: INVALID_STATE, code RemovesTooMuch, without it.
 *
 * Library: libdxaws-content, pkg-config dxaws-content; that of buckets is not needed.
 */
#ifndef DXAWS_S3_CONTENT_H
#define DXAWS_S3_CONTENT_H

#include <dxaws/core.h>
#include <dxaws/s3-errors.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.9 */
typedef struct dxaws_s3_content_desired dxaws_s3_content_desired;
/** What a provider observed: a value. @since 0.9 */
typedef struct dxaws_s3_content_current dxaws_s3_content_current;
/** What was done, and what is there afterwards: a value. @since 0.9 */
typedef struct dxaws_s3_content_result dxaws_s3_content_result;
/** How the effects happen, see <dxaws/s3-content-providers.h>. Refcounted. @since 0.9 */
typedef struct dxaws_s3_content_provider dxaws_s3_content_provider;
/** Reads, plans and applies through a provider. Refcounted. @since 0.9 */
typedef struct dxaws_s3_content_manager dxaws_s3_content_manager;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one. @since 0.9 */
typedef struct dxaws_s3_content_manager_options dxaws_s3_content_manager_options;

/** @name What to do about a link that leads out of the folder
 * @since 0.9
 * @{ */
#define DXAWS_S3_CONTENT_LINKS_REFUSE "refuse" /**< INVALID_ARGUMENT, naming it */
#define DXAWS_S3_CONTENT_LINKS_FOLLOW "follow" /**< publish what it leads to */
/** @} */

/** @name What to do about an object of others under a wanted key; see
 * dxaws_s3_content_desired_set_existing(). @since 0.9
 * @{ */
#define DXAWS_S3_CONTENT_EXISTING_CHANGE "change" /**< make it what is wanted */
#define DXAWS_S3_CONTENT_EXISTING_REFUSE "refuse" /**< CONFLICT, unless it is adopted */
/** @} */

/** @name Defaults
 * What a Desired that does not say so means, wherever it comes from. They are interface: a release
 * does not change them. @since 0.9
 * @{ */
/** `present`: the content should be there. */
#define DXAWS_S3_CONTENT_DEFAULT_PRESENT true
/** `account`: the credentials'. AWS: GetCallerIdentity, Account. */
#define DXAWS_S3_CONTENT_DEFAULT_ACCOUNT "caller"
/** `existing`: what stands under a wanted key becomes what is wanted. */
#define DXAWS_S3_CONTENT_DEFAULT_EXISTING DXAWS_S3_CONTENT_EXISTING_CHANGE
/** `prune_ms`: a week, in milliseconds. */
#define DXAWS_S3_CONTENT_DEFAULT_PRUNE_MS INT64_C(604800000)
/** `publish.links`: a link that leads out of the folder is refused. */
#define DXAWS_S3_CONTENT_DEFAULT_LINKS DXAWS_S3_CONTENT_LINKS_REFUSE
/** @} */

/**
 * @name Desired
 * JSON form: `{"bucket", "region", "prefix", "present", "account", "prune_ms", "awaits_bucket",
 * "forgets_copies", "existing", "source", "publish": {"exclude": [], "links", "rules": [{"match",
 * "cache_control", "content_type", "headers": {}}]}, "objects": {KEY: {"text", "headers": {}}}}`,
 * with either `source` or `objects`. Presets, by their JSON names:
 *
 * | attribute | value |
 * |---|---|
 * | `present` | `true` |
 * | `account` | `"caller"` |
 * | `existing` | `"change"` |
 * | `prune_ms` | `604800000` |
 * | `publish.links` | `"refuse"` |
 *
 * Setters copy and cannot fail: what cannot be stored, or is wrong, is reported by the call that
 * consumes the Desired. A NULL text takes back. @since 0.9
 * @{ */
/** Owned by the caller. NULL without memory. */
DXAWS_API dxaws_s3_content_desired *dxaws_s3_content_desired_new(const char *bucket,
                                                                 const char *region);
/** Reads the JSON form; the caller owns the Desired. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_desired_parse(
    const char *json, dxaws_s3_content_desired **desired);
/** The JSON form with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_content_desired_format(const dxaws_s3_content_desired *desired);
DXAWS_API void dxaws_s3_content_desired_free(dxaws_s3_content_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_s3_content_desired, dxaws_s3_content_desired_free)
/** INVALID_ARGUMENT for what is wrong. Reads nothing, the folder neither. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_desired_check(
    const dxaws_s3_content_desired *desired);
/** Reads the folder that is published, as every reading does, and asks no service: whether it could
 * be. INVALID_ARGUMENT, code FolderError, names what cannot; INVALID_STATE, code FileChanged; what
 * dxaws_s3_content_desired_check() says. Nothing for objects that are named. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_desired_check_source(
    const dxaws_s3_content_desired *desired, dxaws_context *context);
/** Leaves an attribute alone, by its JSON name, although it has a preset. */
DXAWS_API void dxaws_s3_content_desired_leave(dxaws_s3_content_desired *desired,
                                              const char *attribute);
/** The bucket's name. AWS: Bucket. */
DXAWS_API const char *dxaws_s3_content_desired_bucket(const dxaws_s3_content_desired *desired);
/** The bucket's region. */
DXAWS_API const char *dxaws_s3_content_desired_region(const dxaws_s3_content_desired *desired);
/** What all keys begin with, with a slash at its end: `docs/`. AWS: Prefix. */
DXAWS_API void dxaws_s3_content_desired_set_prefix(dxaws_s3_content_desired *desired,
                                                   const char *prefix);
/** What was set, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_prefix(const dxaws_s3_content_desired *desired);
/** False: all that was published goes. */
DXAWS_API void dxaws_s3_content_desired_set_present(dxaws_s3_content_desired *desired,
                                                    bool present);
/** What was set, or true. */
DXAWS_API bool dxaws_s3_content_desired_is_present(const dxaws_s3_content_desired *desired);
/** Whose account the bucket has to be of: 12 digits or "caller". AWS: x-amz-expected-bucket-owner.
 */
DXAWS_API void dxaws_s3_content_desired_set_account(dxaws_s3_content_desired *desired,
                                                    const char *account);
/** What was set, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_account(const dxaws_s3_content_desired *desired);
/** How long what is not wanted any more is kept, in milliseconds from the first run that does not
 * find it; 0: until the next run. By the clock of the service. */
DXAWS_API void dxaws_s3_content_desired_set_prune_ms(dxaws_s3_content_desired *desired,
                                                     int64_t prune_ms);
/** As if it had not been set. */
DXAWS_API void dxaws_s3_content_desired_unset_prune_ms(dxaws_s3_content_desired *desired);
/** What was set; false, leaving the output alone, without it. */
DXAWS_API bool dxaws_s3_content_desired_prune_ms(const dxaws_s3_content_desired *desired,
                                                 int64_t *prune_ms);
/**
 * What to do about an object under a wanted key that no index of ours speaks of, as another wrote
 * it: DXAWS_S3_CONTENT_EXISTING_CHANGE, the preset, makes it what is wanted, since naming the
 * folder is declaring its keys; DXAWS_S3_CONTENT_EXISTING_REFUSE is CONFLICT, code NotOurs, unless
 * the apply options adopt "content/BUCKET". What was not wanted any more and somebody replaced is
 * left in any case. @since 0.9
 */
DXAWS_API void dxaws_s3_content_desired_set_existing(dxaws_s3_content_desired *desired,
                                                     const char *existing);
/** What was set, borrowed, or NULL. @since 0.9 */
DXAWS_API const char *dxaws_s3_content_desired_existing(const dxaws_s3_content_desired *desired);
/** True: a bucket that is not there is made before this plan is applied. */
DXAWS_API void dxaws_s3_content_desired_set_awaits_bucket(dxaws_s3_content_desired *desired,
                                                          bool awaits);
/** As if it had not been set. */
DXAWS_API void dxaws_s3_content_desired_unset_awaits_bucket(dxaws_s3_content_desired *desired);
/** What was set; false, leaving the output alone, without it. */
DXAWS_API bool dxaws_s3_content_desired_awaits_bucket(const dxaws_s3_content_desired *desired,
                                                      bool *awaits);
/** True: an edge may have copies of what was never here, as one has that fetched from another
 * bucket so far. All is stale then, and published on a claim although nothing differs, so that a
 * run which is killed before the edge has forgotten is gone on with. @since 0.9 */
DXAWS_API void dxaws_s3_content_desired_set_forgets_copies(dxaws_s3_content_desired *desired,
                                                           bool forgets);
/** As if it had not been set. @since 0.9 */
DXAWS_API void dxaws_s3_content_desired_unset_forgets_copies(dxaws_s3_content_desired *desired);
/** What was set; false, leaving the output alone, without it. @since 0.9 */
DXAWS_API bool dxaws_s3_content_desired_forgets_copies(const dxaws_s3_content_desired *desired,
                                                       bool *forgets);
/** The folder whose files are published; it is read with the bucket, and its files once more while
 * they are written. */
DXAWS_API void dxaws_s3_content_desired_set_source(dxaws_s3_content_desired *desired,
                                                   const char *folder);
/** What was set, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_source(const dxaws_s3_content_desired *desired);
/** One more pattern of files that are left out, as `*.map` or `drafts/`. */
DXAWS_API void dxaws_s3_content_desired_add_exclude(dxaws_s3_content_desired *desired,
                                                    const char *pattern);
/** How many there are. */
DXAWS_API size_t dxaws_s3_content_desired_exclude_count(const dxaws_s3_content_desired *desired);
/** One of them; NULL past the end. */
DXAWS_API const char *dxaws_s3_content_desired_exclude_at(const dxaws_s3_content_desired *desired,
                                                          size_t index);
/** DXAWS_S3_CONTENT_LINKS_REFUSE or DXAWS_S3_CONTENT_LINKS_FOLLOW. */
DXAWS_API void dxaws_s3_content_desired_set_links(dxaws_s3_content_desired *desired,
                                                  const char *links);
/** What was set, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_links(const dxaws_s3_content_desired *desired);
/** One more rule, as JSON: `{"match": "*.pdf", "cache_control": "public, max-age=60"}`. Of those
 * that match a file the first that says a header counts; null leaves that header out. */
DXAWS_API void dxaws_s3_content_desired_add_rule(dxaws_s3_content_desired *desired,
                                                 const char *json);
/** How many there are. */
DXAWS_API size_t dxaws_s3_content_desired_rule_count(const dxaws_s3_content_desired *desired);
/** One of them as JSON, for free(); NULL past the end, or without memory. */
DXAWS_API char *dxaws_s3_content_desired_rule_at(const dxaws_s3_content_desired *desired,
                                                 size_t index);
/** An object of that text, in the place of the one before. AWS: PutObject. */
DXAWS_API void dxaws_s3_content_desired_set_object(dxaws_s3_content_desired *desired,
                                                   const char *key, const char *text);
/** A header of an object that was set. AWS: PutObject, Cache-Control and its like. */
DXAWS_API void dxaws_s3_content_desired_set_object_header(dxaws_s3_content_desired *desired,
                                                          const char *key, const char *name,
                                                          const char *value);
/** How many there are. */
DXAWS_API size_t dxaws_s3_content_desired_object_count(const dxaws_s3_content_desired *desired);
/** The key of one, in no order; NULL past the end. */
DXAWS_API const char *dxaws_s3_content_desired_object_key_at(
    const dxaws_s3_content_desired *desired, size_t index);
/** The text of one, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_object(const dxaws_s3_content_desired *desired,
                                                      const char *key);
/** A header that was set, or NULL. */
DXAWS_API const char *dxaws_s3_content_desired_object_header(
    const dxaws_s3_content_desired *desired, const char *key, const char *name);
/** @} */

/**
 * @name Current
 * JSON form: `{"exists", "bucket", "listed", "wanted", "seen", "index", "index_etag",
 * "index_modified_ms", "service_time_ms", "stale": [], "all_stale", ...}`. `listed`, `wanted` and
 * `seen` are sets of objects: a text whose first line is `{"headers":[{...}]}`, followed by one
 * line an object, sorted by the bytes of the key, of seven fields with a tab between them: ETag,
 * size, LastModified in milliseconds, SHA-256 in hexadecimal, the number of its headers in the
 * first line, its stage (1 asset, 2 page, 3 entry), and the key below the prefix; what is not known
 * is empty or 0. `seen` is what was looked at because the index does not vouch for it. `index` is
 * that object's text before it was packed. @since 0.9
 * @{ */
/** Owned by the caller. NULL without memory. */
DXAWS_API dxaws_s3_content_current *dxaws_s3_content_current_new(void);
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_current_parse(
    const char *json, dxaws_s3_content_current **current);
/** The JSON form with sorted keys and without hidden members, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_content_current_format(const dxaws_s3_content_current *current);
DXAWS_API void dxaws_s3_content_current_free(dxaws_s3_content_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_s3_content_current, dxaws_s3_content_current_free)
/** Whether the bucket is there. */
DXAWS_API bool dxaws_s3_content_current_exists(const dxaws_s3_content_current *current);
/** @} */

/** @name Result
 * What this run did; 0 and nothing where there was nothing to be done. JSON form: a Current's.
 * @since 0.9
 * @{ */
/** The JSON form with sorted keys and without hidden members, for free(). NULL without memory. */
DXAWS_API char *dxaws_s3_content_result_format(const dxaws_s3_content_result *result);
DXAWS_API void dxaws_s3_content_result_free(dxaws_s3_content_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_s3_content_result, dxaws_s3_content_result_free)
/** How many keys an edge may have copies of that are wrong: more than what was written. */
DXAWS_API size_t dxaws_s3_content_result_stale_count(const dxaws_s3_content_result *result);
/** One of them, below the prefix; borrowed, NULL past the end. */
DXAWS_API const char *dxaws_s3_content_result_stale_at(const dxaws_s3_content_result *result,
                                                       size_t index);
/** True when nobody knows what was there, or what the edge has of elsewhere: then everything is
 * stale. */
DXAWS_API bool dxaws_s3_content_result_is_all_stale(const dxaws_s3_content_result *result);
/** For an invalidation of them: new with each run, the same for one that is repeated. Borrowed, or
 * NULL. AWS: CreateInvalidation, CallerReference. */
DXAWS_API const char *dxaws_s3_content_result_reference(const dxaws_s3_content_result *result);
/** How many objects were written. */
DXAWS_API bool dxaws_s3_content_result_written(const dxaws_s3_content_result *result,
                                               int64_t *written);
/** How many objects were removed. */
DXAWS_API bool dxaws_s3_content_result_removed(const dxaws_s3_content_result *result,
                                               int64_t *removed);
/** How many bytes of objects were written. */
DXAWS_API bool dxaws_s3_content_result_bytes(const dxaws_s3_content_result *result, int64_t *bytes);
/** @} */

/** @name Manager
 * @since 0.9
 * @{ */
/** Takes a reference to @a provider; @a options may be NULL. The caller owns the manager.
 * INVALID_ARGUMENT, code MissingProvider, without a provider. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_new(
    dxaws_s3_content_provider *provider, const dxaws_s3_content_manager_options *options,
    dxaws_s3_content_manager **manager);
DXAWS_API dxaws_s3_content_manager *dxaws_s3_content_manager_ref(dxaws_s3_content_manager *manager);
DXAWS_API dxaws_s3_content_manager *dxaws_s3_content_manager_unref(
    dxaws_s3_content_manager *manager);
static inline void dxaws_s3_content_manager_cleanup(dxaws_s3_content_manager **pointer)
{
    *pointer = dxaws_s3_content_manager_unref(*pointer);
}
/** Reads the bucket and the folder; the caller owns @a current. INVALID_ARGUMENT, code FolderError,
 * naming each file that cannot be published. AWS: GetObject, ListObjectsV2, HeadObject. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_get_current(
    dxaws_s3_content_manager *manager, dxaws_context *context,
    const dxaws_s3_content_desired *desired, dxaws_s3_content_current **current);
/** Plans, purely; the caller owns @a plan. NOT_FOUND, code NoSuchBucket; INVALID_STATE, code
 * RemovesTooMuch. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_desired_plan(
    const dxaws_s3_content_desired *desired, const dxaws_s3_content_current *current,
    const dxaws_apply_options *options, dxaws_plan **plan);
/** Reads, then plans; the caller owns @a plan. Errors are those of reading and of planning, such as
 * PERMISSION and NOT_FOUND. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_plan(
    dxaws_s3_content_manager *manager, dxaws_context *context,
    const dxaws_s3_content_desired *desired, const dxaws_apply_options *options, dxaws_plan **plan);
/** Performs a plan and reads back; the caller owns @a result. STALE, code AnotherPublisher, when
 * somebody else publishes, or has since this was planned; INVALID_STATE, code FileChanged;
 * UNAVAILABLE, code ContentUnsettled. AWS: PutObject, HeadObject, DeleteObjects. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_apply(
    dxaws_s3_content_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_s3_content_result **result);
/** Plans and applies; the caller owns @a result. Errors are those of planning and of applying, such
 * as STALE; PARTIAL when something was done before. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_execute(
    dxaws_s3_content_manager *manager, dxaws_context *context,
    const dxaws_s3_content_desired *desired, const dxaws_apply_options *options,
    dxaws_s3_content_result **result);
/** Executes with `present` false; the caller owns @a result. STALE and PARTIAL likewise. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_manager_destroy(
    dxaws_s3_content_manager *manager, dxaws_context *context,
    const dxaws_s3_content_desired *desired, const dxaws_apply_options *options,
    dxaws_s3_content_result **result);
/** @} */

/** Content as a module, for those who treat all alike: static. @since 0.9 */
DXAWS_API const dxaws_module *dxaws_s3_content_module(void);

DXAWS_END_DECLS

#endif
