/* SPDX-License-Identifier: MIT */
/** @file
 * How something is done, beside what: how long to wait, where to stop, what the caller consents to.
 * A Desired says what should be; these options go to the call that plans or applies it, and NULL
 * stands for the defaults everywhere. One vocabulary for all modules. What a plan was made with is
 * kept in it; what apply is given besides goes before that. An option that would have no effect is
 * refused by its name: a deadline of what is no wait, a stop in a step, parallelism where actions
 * follow one another, allow_destroy where nothing is protected, and in apply and step a consent
 * (allow_destroy, adopt, release) that the plan was made without.
 *
 * The JSON form, all members optional; an unknown one is refused:
 *
 *     {"wait": "accepted", "timeouts_ms": {"acm.WAIT_ISSUED": 2700000}, "stop_after": "PUT_TAGS",
 *      "parallelism": 16, "allow_destroy": "example", "adopt": ["bucket/my-bucket"],
 *      "release": false}
 *
 * Options are a value, for one thread at a time. Setters copy, accept NULL options, and cannot
 * fail: what is wrong or could not be stored is reported by the call that consumes them, with
 * INVALID_ARGUMENT, code InvalidOptions, naming the member. Getters accept NULL for the defaults.
 */
#ifndef DXAWS_OPTIONS_H
#define DXAWS_OPTIONS_H

#include <dxaws/base.h>
#include <dxaws/error.h>
#include <dxaws/plan.h>

DXAWS_BEGIN_DECLS

/** How to plan and apply: a value. @since 0.9 */
typedef struct dxaws_apply_options dxaws_apply_options;

/** How much is waited for. Each module's header says what that is, and what its default is.
 * @since 0.9 */
typedef enum dxaws_wait {
    DXAWS_WAIT_DEFAULT = 0,  /**< as the module's header says */
    DXAWS_WAIT_NONE = 1,     /**< "none": only for what a later action of the plan needs */
    DXAWS_WAIT_ACCEPTED = 2, /**< "accepted": until others may depend on it */
    DXAWS_WAIT_DEPLOYED = 3  /**< "deployed": until it is in effect everywhere */
} dxaws_wait;

/** "none", "accepted" or "deployed"; "default" for anything else: a static string. @since 0.9 */
DXAWS_API const char *dxaws_wait_name(dxaws_wait wait);
/** The level of that name; DXAWS_WAIT_DEFAULT for NULL and anything else. @since 0.9 */
DXAWS_API dxaws_wait dxaws_wait_from_name(const char *name);

/** The defaults; the caller owns them. NULL without memory. @since 0.9 */
DXAWS_API dxaws_apply_options *dxaws_apply_options_new(void);
/** Reads the JSON form; the caller owns the options. INVALID_ARGUMENT, code InvalidOptions, naming
 * the member. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_apply_options_parse(const char *json,
                                                                  dxaws_apply_options **options);
/** What was set, as JSON with sorted keys, for free(). NULL without memory. @since 0.9 */
DXAWS_API char *dxaws_apply_options_format(const dxaws_apply_options *options);
DXAWS_API void dxaws_apply_options_free(dxaws_apply_options *options);
DXAWS_DEFINE_CLEANUP(dxaws_apply_options, dxaws_apply_options_free)
/** What the consuming calls check: INVALID_ARGUMENT, code InvalidOptions. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_apply_options_check(
    const dxaws_apply_options *options);

/** What a plan is to be applied with, for those who write modules: the options that it was made
 * with, and @a given over them, member by member. The caller owns @a merged. INVALID_ARGUMENT, code
 * InvalidOptions, when either is wrong. @since 0.9 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_apply_options_merge(const dxaws_plan *plan,
                                                                  const dxaws_apply_options *given,
                                                                  dxaws_apply_options **merged);

/** @name Setters and getters
 * @since 0.9
 * @{ */
/** How much is waited for. */
DXAWS_API void dxaws_apply_options_set_wait(dxaws_apply_options *options, dxaws_wait wait);
/** The level that was set, or DXAWS_WAIT_DEFAULT. */
DXAWS_API dxaws_wait dxaws_apply_options_wait(const dxaws_apply_options *options);
/** How long a wait may take, from 1 ms to a week. @param kind the action's, "WAIT_DEPLOYED", with
 * its module before it where modules are composed: "cloudfront.WAIT_DEPLOYED". */
DXAWS_API void dxaws_apply_options_set_timeout_ms(dxaws_apply_options *options, const char *kind,
                                                  int64_t timeout_ms);
/** That of @a kind; 0 when it was not set: each module has its own defaults. */
DXAWS_API int64_t dxaws_apply_options_timeout_ms(const dxaws_apply_options *options,
                                                 const char *kind);
/** Apply ends, successfully, when the last planned action of that kind is done; NULL: at the end.
 */
DXAWS_API void dxaws_apply_options_set_stop_after(dxaws_apply_options *options, const char *kind);
/** Borrowed, or NULL. */
DXAWS_API const char *dxaws_apply_options_stop_after(const dxaws_apply_options *options);
/** How many steps may run at the same time, 1 to 64; the default is 16. It is for a module that is
 * composed of others, such as dxaws-website. */
DXAWS_API void dxaws_apply_options_set_parallelism(dxaws_apply_options *options, int parallelism);
/** What was set, or 16. */
DXAWS_API int dxaws_apply_options_parallelism(const dxaws_apply_options *options);
/** Consent to destroy the protected thing of that name; NULL for none. Each module that protects
 * something says so in its header. */
DXAWS_API void dxaws_apply_options_set_allow_destroy(dxaws_apply_options *options,
                                                     const char *name);
/** Borrowed, or NULL. */
DXAWS_API const char *dxaws_apply_options_allow_destroy(const dxaws_apply_options *options);
/**
 * Consent to take over what exists and is not ours, by its identity as a refusal names it, ready to
 * be given: "bucket/my-bucket", "distribution/E2EXAMPLE", "record/A/192.0.2.9"; each module's
 * header says which it has. What is before the first "/" alone is consent for all of that kind.
 * Nothing that carries the mark of somebody else is ever taken over.
 */
DXAWS_API void dxaws_apply_options_add_adopt(dxaws_apply_options *options, const char *identity);
/** Whether there is consent for that identity, by itself or by its kind. */
DXAWS_API bool dxaws_apply_options_adopts(const dxaws_apply_options *options, const char *identity);
/** What is to be destroyed is let go instead: our marks are taken off, and all else stays. False by
 * default; without effect on what is to be present. */
DXAWS_API void dxaws_apply_options_set_release(dxaws_apply_options *options, bool release);
/** What was set, or false. */
DXAWS_API bool dxaws_apply_options_release(const dxaws_apply_options *options);
/** @} */

DXAWS_END_DECLS

#endif
