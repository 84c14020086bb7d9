/* SPDX-License-Identifier: MIT */
/** @file
 * dxaws-widget: converges one widget: existence, note and tags.
 *
 *     desired -> get_current -> plan (pure) -> apply through a provider -> result
 *
 * What <dxaws/base.h> says of ownership, threads and units holds here. A Desired, Current or Result
 * may be NULL, as it is when there was no memory for it: setters then do nothing, getters say
 * nothing (NULL, false), and what consumes it fails with OUT_OF_MEMORY. Texts are UTF-8; those that
 * getters return are borrowed, and NULL when there is none. Threads may share a manager and a
 * provider.
 *
 * Errors: what consumes a Desired fails with INVALID_ARGUMENT when it is wrong, naming the member.
 * What this module finds itself has the domain "widget" and a code of <dxaws/error-codes.h>.
 *
 * Options (<dxaws/options.h>): nothing is waited for, and nothing can be adopted.
 */
#ifndef DXAWS_WIDGET_H
#define DXAWS_WIDGET_H

#include <dxaws/core.h>

DXAWS_BEGIN_DECLS

/** What the caller wants: a value. @since 0.9 */
typedef struct dxaws_widget_desired dxaws_widget_desired;
/** What a provider observed: a value. @since 0.9 */
typedef struct dxaws_widget_current dxaws_widget_current;
/** What exists afterwards: a value. @since 0.9 */
typedef struct dxaws_widget_result dxaws_widget_result;
/** How the effects happen, see <dxaws/widget-providers.h>. Refcounted. @since 0.9 */
typedef struct dxaws_widget_provider dxaws_widget_provider;
/** What a manager is told besides its provider: a value. There is nothing yet, and no way to make
 * one. @since 0.9 */
typedef struct dxaws_widget_manager_options dxaws_widget_manager_options;
/** Reads, plans and applies through a provider. Refcounted. @since 0.9 */
typedef struct dxaws_widget_manager dxaws_widget_manager;

/** The version of the loaded dxaws-widget, such as "0.9.0": a static string. @since 0.9 */
DXAWS_API const char *dxaws_widget_version(void);

/** What is preset where a Desired does not say it. @since 0.9 */
#define DXAWS_WIDGET_DEFAULT_PRESENT true

/** @name Desired
 * JSON form: `{"name", "present", "note", "tags": {}}`; only `name` is required. What is not said
 * is left alone, but for what is preset when it is consumed:
 *
 * | attribute | preset |
 * |---|---|
 * | `present` | `true` |
 *
 * Setters copy; what cannot be stored is reported by what consumes the Desired.
 * @since 0.9
 * @{ */
/** A widget that should exist, of that name; owned by the caller. NULL without memory. */
DXAWS_API dxaws_widget_desired *dxaws_widget_desired_new(const char *name);
/** Reads the JSON form; the caller owns the Desired. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_desired_parse(const char *json,
                                                                   dxaws_widget_desired **desired);
/** What was set, as JSON with sorted keys, for free(). NULL without memory. */
DXAWS_API char *dxaws_widget_desired_format(const dxaws_widget_desired *desired);
DXAWS_API void dxaws_widget_desired_free(dxaws_widget_desired *desired);
DXAWS_DEFINE_CLEANUP(dxaws_widget_desired, dxaws_widget_desired_free)
/** The whole check of a Desired, offline. INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_desired_check(
    const dxaws_widget_desired *desired);
/** False: it should not exist. */
DXAWS_API void dxaws_widget_desired_set_present(dxaws_widget_desired *desired, bool present);
/** What stands on it, at most 256 bytes; NULL takes it back. */
DXAWS_API void dxaws_widget_desired_set_note(dxaws_widget_desired *desired, const char *note);
/** All its tags; NULL takes them back. */
DXAWS_API void dxaws_widget_desired_set_tags(dxaws_widget_desired *desired, const dxaws_tags *tags);
/** The name; borrowed. */
DXAWS_API const char *dxaws_widget_desired_name(const dxaws_widget_desired *desired);
/** @} */

/** @name Current
 * @since 0.9
 * @{ */
/** Reads the JSON form; the caller owns the Current. INVALID_ARGUMENT, naming the member. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_current_parse(const char *json,
                                                                   dxaws_widget_current **current);
/** The JSON form, for free(). NULL without memory. */
DXAWS_API char *dxaws_widget_current_format(const dxaws_widget_current *current);
DXAWS_API void dxaws_widget_current_free(dxaws_widget_current *current);
DXAWS_DEFINE_CLEANUP(dxaws_widget_current, dxaws_widget_current_free)
/** Whether it is there. */
DXAWS_API bool dxaws_widget_current_exists(const dxaws_widget_current *current);
/** What stands on it; borrowed. */
DXAWS_API const char *dxaws_widget_current_note(const dxaws_widget_current *current);
/** @} */

/** @name Result
 * @since 0.9
 * @{ */
/** The JSON form, for free(). NULL without memory. */
DXAWS_API char *dxaws_widget_result_format(const dxaws_widget_result *result);
DXAWS_API void dxaws_widget_result_free(dxaws_widget_result *result);
DXAWS_DEFINE_CLEANUP(dxaws_widget_result, dxaws_widget_result_free)
/** Whether it is there now. */
DXAWS_API bool dxaws_widget_result_exists(const dxaws_widget_result *result);
/** What identifies it within AWS, borrowed; NULL when it is not there. */
DXAWS_API const char *dxaws_widget_result_arn(const dxaws_widget_result *result);
/** @} */

/** @name Manager
 * A NULL context means no limits, NULL options the defaults. Plans and outputs are owned by the
 * caller.
 * @since 0.9
 * @{ */
/** Takes a reference to @a provider; without one INVALID_ARGUMENT. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_new(
    dxaws_widget_provider *provider, const dxaws_widget_manager_options *options,
    dxaws_widget_manager **manager);
DXAWS_API dxaws_widget_manager *dxaws_widget_manager_ref(dxaws_widget_manager *manager);
DXAWS_API dxaws_widget_manager *dxaws_widget_manager_unref(dxaws_widget_manager *manager);
static inline void dxaws_widget_manager_cleanup(dxaws_widget_manager **pointer)
{
    *pointer = dxaws_widget_manager_unref(*pointer);
}
/** Reads what exists. Fails as the provider does. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_get_current(
    dxaws_widget_manager *manager, dxaws_context *context, const dxaws_widget_desired *desired,
    dxaws_widget_current **current);
/** Plans purely. UNSUPPORTED when @a current does not report what is managed. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_desired_plan(
    const dxaws_widget_desired *desired, const dxaws_widget_current *current,
    const dxaws_apply_options *options, dxaws_plan **plan);
/** Reads and plans. Kinds, in order: CREATE_WIDGET, PUT_NOTE, PUT_TAGS, DELETE_WIDGET. Fails as
 * both. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_plan(
    dxaws_widget_manager *manager, dxaws_context *context, const dxaws_widget_desired *desired,
    const dxaws_apply_options *options, dxaws_plan **plan);
/** Performs a plan and reads back. INVALID_ARGUMENT, INVALID_STATE, UNSUPPORTED, PARTIAL. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_apply(
    dxaws_widget_manager *manager, dxaws_context *context, const dxaws_plan *plan,
    const dxaws_apply_options *options, dxaws_widget_result **result);
/** dxaws_widget_manager_plan() and apply, with the errors of both, such as PARTIAL. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_execute(
    dxaws_widget_manager *manager, dxaws_context *context, const dxaws_widget_desired *desired,
    const dxaws_apply_options *options, dxaws_widget_result **result);
/** Execute with present = false; @a desired is left as it is. Fails as that does: PARTIAL. */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_widget_manager_destroy(
    dxaws_widget_manager *manager, dxaws_context *context, const dxaws_widget_desired *desired,
    const dxaws_apply_options *options, dxaws_widget_result **result);
/** @} */

/** This module as data, for those who treat all modules alike; static. Its managers are those of
 * dxaws_widget_manager_new(). @since 0.9 */
DXAWS_API const dxaws_module *dxaws_widget_module(void);

DXAWS_END_DECLS

#endif
