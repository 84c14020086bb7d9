/* SPDX-License-Identifier: MIT */
/** @file
 * What every module can do, as data: for those who treat all modules alike, such as a command, a
 * composed module, a function that is called from afar, or a binding. A library hands out one of
 * these: dxaws_s3_module(). Documents are those that the module's own header describes; errors are
 * those of the typed functions of the same names.
 *
 *     const dxaws_module *module = dxaws_s3_module();
 *     error = module->open(module, provider, NULL, &manager);
 *     error = error ? error : module->read(module, manager, context, desired, &current);
 *     error = error ? error : module->plan(module, desired, current, options, &plan);
 *     while (!error && dxaws_plan_count(plan) > 0)
 *         error = module->step(module, manager, context, plan, options, &rest); ...
 *
 * Any number of threads may use a module and a manager. Outputs are the caller's.
 */
#ifndef DXAWS_MODULE_H
#define DXAWS_MODULE_H

#include <dxaws/context.h>
#include <dxaws/document.h>
#include <dxaws/memory.h>
#include <dxaws/options.h>
#include <dxaws/plan.h>
#include <dxaws/provider.h>
#include <dxaws/session.h>

DXAWS_BEGIN_DECLS

typedef struct dxaws_module
    dxaws_module; /**< A module; static, borrowed from its library. @since 0.9 */

/** A module's manager. Refcounted, whatever its type: a `dxaws_s3_manager *` is one, and may be
 * cast to it and back. @since 0.9 */
typedef struct dxaws_manager dxaws_manager;

/** What a provider is made with; what its kind does not need may be NULL. Members are only ever
 * appended. @since 0.9 */
typedef struct dxaws_provider_parts {
    size_t size;                   /**< sizeof(dxaws_provider_parts) */
    dxaws_session *session;        /**< "aws" */
    dxaws_memory_account *account; /**< "memory" */
    dxaws_provider *inner;         /**< "dry-run", "recording": what it decorates */
    const char *path;              /**< "recording", "replay": a file of JSON Lines */
    const char *function;          /**< "lambda": a function's name or ARN, with a session */
    /* 0.9 ends here. */
} dxaws_provider_parts;

/** Parts for one call: `DXAWS_PROVIDER_PARTS(.inner = provider, .path = "run.jsonl")`. @since 0.9
 */
#define DXAWS_PROVIDER_PARTS(...)                                                                  \
    (&(const dxaws_provider_parts){.size = sizeof(dxaws_provider_parts), __VA_ARGS__})

/** What a module does. Static, borrowed from its library; members are only ever appended.
 * @since 0.9 */
struct dxaws_module {
    size_t size;         /**< sizeof(dxaws_module) when the module was compiled */
    const char *name;    /**< "s3": the prefix of its actions, the domain of its errors */
    const char *version; /**< of the library, such as "0.9.0" */
    const void *self;    /**< the module's own */
    /** The modules whose managers its own manager works through, by name; ends with NULL. */
    const char *const *uses;

    /** @name Offline, and pure: no clock, no provider
     * @{ */
    /** Checks a Desired. */
    dxaws_error *(*check)(const dxaws_module *module, const dxaws_document *desired);
    /** Plans what leads from @a current to @a desired. */
    dxaws_error *(*plan)(const dxaws_module *module, const dxaws_document *desired,
                         const dxaws_document *current, const dxaws_apply_options *options,
                         dxaws_plan **plan);
    /** What the module consists of: its attributes, actions, error codes and events; see
     * docs/describe.md. */
    dxaws_error *(*describe)(const dxaws_module *module, dxaws_document **description);
    /**
     * What an action makes of what was observed, when it succeeds: for those who perform nothing,
     * as "dry-run" does. @a before is left as it is. What only a service decides is made up.
     * UNSUPPORTED, code UnsupportedAction, for a kind that the module does not have;
     * INVALID_ARGUMENT for a payload or a @a before that is none. NULL for a module that has no
     * provider of its own.
     */
    dxaws_error *(*simulate)(const dxaws_module *module, const dxaws_action *action,
                             const dxaws_document *before, dxaws_document **after);
    /** @} */

    /**
     * Makes a provider of a kind: "aws", "memory", "dry-run", "recording", "replay" or "lambda".
     * Takes references to what it works on. UNSUPPORTED, code UnknownProvider, for a kind that it
     * does not know; INVALID_ARGUMENT, code InvalidProvider, without what that kind needs. NULL for
     * a module that has no provider of its own.
     */
    dxaws_error *(*make)(const dxaws_module *module, const char *kind,
                         const dxaws_provider_parts *parts, dxaws_provider **provider);
    /**
     * Makes a manager. Takes references.
     * @param provider of this module; NULL for one that has none
     * @param used     a manager of each module that `uses` names, in that order
     */
    dxaws_error *(*open)(const dxaws_module *module, dxaws_provider *provider,
                         dxaws_manager *const *used, dxaws_manager **manager);
    dxaws_manager *(*ref)(dxaws_manager *manager);
    dxaws_manager *(*unref)(dxaws_manager *manager);

    /** @name Through a manager of this module
     * @{ */
    /** Reads what exists, with what the module keeps for its own use. */
    dxaws_error *(*read)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                         const dxaws_document *desired, dxaws_document **current);
    /**
     * Performs a plan and reads the result back.
     * @param rest   may be NULL; else what is left to do: a plan without actions, unless the
     * options say where to stop. What it observed is what is there now.
     * @param result may be NULL
     */
    dxaws_error *(*apply)(const dxaws_module *module, dxaws_manager *manager,
                          dxaws_context *context, const dxaws_plan *plan,
                          const dxaws_apply_options *options, dxaws_plan **rest,
                          dxaws_document **result);
    /**
     * Performs the first action of a plan, of a wait one look, and gives the plan of what is left:
     * of a wait that is not over, the same action again, whose "waiting" says why. The last action
     * is over when what is read back is as it was applied: until then it is given again, in the
     * same way, and after half a minute it ends as apply does, PARTIAL, code NotAsApplied.
     * Nothing is remembered but in that plan, so that each step may be taken by another process. A
     * step that is taken again does nothing twice. A plan without actions is given back as it is.
     */
    dxaws_error *(*step)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                         const dxaws_plan *plan, const dxaws_apply_options *options,
                         dxaws_plan **rest);
    /**
     * Finds what carries the mark of @a owner, or with NULL of anybody: what is there in the
     * account whether or not a document still speaks of it. @a found is
     * `{"found": [{"kind": "bucket", "identity": "my-bucket", "owner": "site", "mark": "made
     * my-bucket"}]}`, with "region" where there is one, and "copied" true where the mark is that of
     * another resource, so that it proves nothing; kind and identity are the words of a consent.
     * Empty for a module whose resources carry no marks.
     */
    dxaws_error *(*find)(const dxaws_module *module, dxaws_manager *manager, dxaws_context *context,
                         const char *owner, dxaws_document **found);
    /** @} */
    /**
     * Whether a consent to adopt, such as "bucket/my-bucket", names something of what was observed:
     * who misspells one would else believe that the thing was taken over. A kind alone does, and
     * what only planning can tell, such as a record, which may have made way already. False for a
     * kind that the module does not have, and without memory. Pure; @a consent is borrowed. NULL
     * for a module that takes nothing over.
     */
    bool (*adoptable)(const dxaws_module *module, const dxaws_document *current,
                      const char *consent);
    /**
     * What is observed by another reading when actions were simulated since the first: for
     * "dry-run".
     * @a seen was read for @a wanted just now, and has nothing of those actions; @a known is what
     * the last of them made. Pure; all three are borrowed. NULL for a module whose Current is the
     * same whatever is wanted, so that what was simulated is what is observed.
     */
    dxaws_error *(*look_again)(const dxaws_module *module, const dxaws_document *wanted,
                               const dxaws_document *seen, const dxaws_document *known,
                               dxaws_document **observed);
    /* 0.9 ends here. */
};

/**
 * Makes one of the providers that are the same for every module, and which its make() gives as
 * well: "dry-run" reads through `inner` once, then simulates, so that a second apply finds nothing
 * to do; "recording" does what `inner` does, and appends each operation with its request and answer
 * to `path`, JSON Lines without account numbers and key ids; "replay" answers from such a file;
 * "lambda" has it done by `function`, a function of AWS Lambda that runs the program of
 * dxaws-lambda, in the region of the session or of its ARN. Nothing is asked of it yet.
 *
 * Takes references; the caller owns @a provider. INVALID_ARGUMENT, code InvalidProvider, without
 * what the kind needs, and code Recording for a file that cannot be opened or is no recording;
 * UNSUPPORTED, code UnknownProvider, for another kind. A replay answers INVALID_STATE, code
 * ReplayDiverged, to what was not recorded. What a function answers has the function's own errors,
 * and those of dxaws_aws_call(); besides INVALID_ARGUMENT, code NoFunction, when it is not there;
 * UNSUPPORTED, code RequestTooLarge, for more than Lambda takes; UNAVAILABLE, TIMEOUT and INTERNAL,
 * with Lambda's code, such as "Sandbox.Timedout", when it ended without an answer. Thread-safe, as
 * every provider. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_provider_decorate(const dxaws_module *module,
                                                                const char *kind,
                                                                const dxaws_provider_parts *parts,
                                                                dxaws_provider **provider);

/**
 * Whether that kind of action changes nothing, by what the module says of itself: it is a question,
 * or reads back what was done. False for a kind that it does not have. Pure.
 * @param description what describe() gives; borrowed
 * @since 0.9
 */
DXAWS_API bool dxaws_module_only_reads(const dxaws_document *description, const char *kind);

/**
 * Reads, and plans once more what @a plan leads to, with the options that it was made with: for who
 * was handed a plan, and would know whether it was done already. Applying a plan that was done ends
 * well, as an action that is done already does, and does not tell the two apart; the plan that this
 * gives has no actions then. One that has some is what is left, or what is otherwise by now, and
 * applying the first one does it, or ends with STALE before anything is overwritten.
 *
 * Writes nothing. The caller owns @a again. INVALID_ARGUMENT, code InvalidPlan, of a plan that does
 * not say what is desired; STALE, code StalePlan, when what is wanted is read, as a folder is, and
 * is otherwise by now; else the errors of read() and plan(), such as CONFLICT for what came in the
 * way since.
 * @since 0.9
 */
DXAWS_API DXAWS_MUST_CHECK dxaws_error *dxaws_module_plan_again(const dxaws_module *module,
                                                                dxaws_manager *manager,
                                                                dxaws_context *context,
                                                                const dxaws_plan *plan,
                                                                dxaws_plan **again);

DXAWS_END_DECLS

#endif
