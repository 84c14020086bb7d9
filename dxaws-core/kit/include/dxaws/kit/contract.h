/* SPDX-License-Identifier: MIT */
/** @file
 * What the modules' contract suites share. Header only, because a contract suite is linked by
 * people who have no kit; no test framework, because they have one of their own.
 */
#ifndef DXAWS_KIT_CONTRACT_H
#define DXAWS_KIT_CONTRACT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/contract.h>
#include <dxaws/core.h>
#include <dxaws/extend/error.h>

/** Leaves the case with that error, if it is one. */
#define DX_TRY(expression)                                                                         \
    do {                                                                                           \
        dxaws_error *try_error = (expression);                                                     \
        if (try_error != NULL) {                                                                   \
            return try_error;                                                                      \
        }                                                                                          \
    } while (0)

/** Leaves the case as failed unless the condition holds; the rest is printf()'s. */
#define DX_EXPECT(condition, ...)                                                                  \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed", __VA_ARGS__);       \
        }                                                                                          \
    } while (0)

/** True when a fixture that claims the release @a level has to pass a case of release @a since. */
static inline bool dx_contract_reaches(const char *level, const char *since)
{
    int claimed[2] = {0, 0};
    int needed[2] = {0, 0};
    if (level == NULL || sscanf(level, "%d.%d", &claimed[0], &claimed[1]) < 1 ||
        sscanf(since, "%d.%d", &needed[0], &needed[1]) < 1) {
        return false;
    }
    return claimed[0] > needed[0] || (claimed[0] == needed[0] && claimed[1] >= needed[1]);
}

/** Fails unless the plan's actions are exactly those kinds, separated by blanks. */
static inline dxaws_error *dx_contract_kinds(const dxaws_plan *plan, const char *kinds)
{
    char found[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < dxaws_plan_count(plan) && used < sizeof found; i++) {
        int more = snprintf(found + used, sizeof found - used, "%s%s", i ? " " : "",
                            dxaws_action_kind(dxaws_plan_at(plan, i)));
        used += more > 0 ? (size_t)more : 0;
    }
    DX_EXPECT(strcmp(found, kinds) == 0, "planned [%s], expected [%s]", found, kinds);
    return NULL;
}

/** Takes @a error over; NULL when it is of that kind, else a failure. */
static inline dxaws_error *dx_contract_error(dxaws_error *error, dxaws_error_kind kind)
{
    DX_EXPECT(error != NULL, "succeeded, expected %s", dxaws_error_kind_name(kind));
    dxaws_error_kind found = dxaws_error_get_kind(error);
    if (found == kind) {
        dxaws_error_free(error);
        return NULL;
    }
    dxaws_error *failure =
        dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed", "failed with %s, expected %s",
                        dxaws_error_kind_name(found), dxaws_error_kind_name(kind));
    dxaws_error_set_cause(failure, error);
    return failure;
}

/** One case being run: each suite defines its own. */
struct run;

/** One case of a suite. */
struct dx_contract_case {
    const char *name;
    const char *since; /**< the release that brought it: "0.1" */
    dxaws_error *(*function)(struct run *run);
    unsigned needs;     /**< what the fixture must be able to do: bits of its `lacks` */
    const void *detail; /**< the function's own; NULL for none */
};

/** A case of 0.1 that is named like its function, and needs of the fixture those bits. */
#define DX_CASE(title, bits)                                                                       \
    {                                                                                              \
        .name = #title, .since = "0.1", .function = title, .needs = (bits)                         \
    }

/** What a fixture may lack; a table that ends with a NULL name. */
struct dx_contract_capability {
    unsigned bit;
    const char *name; /**< as the constant of the public header ends: "BREAK_TAGS" */
};

/** The cases of a suite: tables that each end with a NULL name, and a NULL after the last. */
typedef const struct dx_contract_case *const *dx_contract_tables;

/** NULL past the end. */
static inline const struct dx_contract_case *dx_contract_at(dx_contract_tables tables, size_t index)
{
    for (; *tables != NULL; tables++) {
        for (const struct dx_contract_case *row = *tables; row->name != NULL; row++) {
            if (index-- == 0) {
                return row;
            }
        }
    }
    return NULL;
}

static inline size_t dx_contract_count(dx_contract_tables tables)
{
    size_t count = 0;
    while (dx_contract_at(tables, count) != NULL) {
        count++;
    }
    return count;
}

/** NULL past the end. */
static inline const char *dx_contract_name(dx_contract_tables tables, size_t index)
{
    const struct dx_contract_case *row = dx_contract_at(tables, index);
    return row ? row->name : NULL;
}

/** NULL past the end. */
static inline const char *dx_contract_since(dx_contract_tables tables, size_t index)
{
    const struct dx_contract_case *row = dx_contract_at(tables, index);
    return row ? row->since : NULL;
}

/**
 * Finds the case, and copies a caller's fixture, of whatever release, into the newest layout, so
 * that nothing else looks at its size. @a known has @a size bytes, all zero but for the first
 * member, which is the size in both.
 */
static inline dxaws_error *dx_contract_take(dx_contract_tables tables, size_t index,
                                            const void *fixture, void *known, size_t size,
                                            const struct dx_contract_case **row)
{
    const size_t *given = fixture;
    *row = dx_contract_at(tables, index);
    if (*row == NULL || given == NULL || *given < sizeof *given) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "no fixture, or no case %zu", index);
    }
    memcpy(known, fixture, *given < size ? *given : size);
    return NULL;
}

/** What a case is skipped with, and nothing else ever: see dx_contract_conclude(). */
#define DX_CONTRACT_SKIPPED "Skipped"

static inline dxaws_error *dx_contract_skip(const char *why, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "contract", DX_CONTRACT_SKIPPED, "%s%s", why,
                           what);
}

/** What a fixture says of itself. */
struct dx_contract_claims {
    bool opens; /**< it has an open() */
    const char *level;
    unsigned lacks;
};

/** Fails when the fixture cannot be opened; skips when it claims an earlier release, or says that
 * it lacks what the case needs. */
static inline dxaws_error *dx_contract_admit(const struct dx_contract_case *row,
                                             const struct dx_contract_claims *claims,
                                             const struct dx_contract_capability *capabilities)
{
    if (!claims->opens) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "the fixture has no open()");
    }
    if (!dx_contract_reaches(claims->level, row->since)) {
        return dx_contract_skip("the fixture claims an earlier release than ", row->since);
    }
    for (; capabilities->name != NULL; capabilities++) {
        if (row->needs & claims->lacks & capabilities->bit) {
            return dx_contract_skip("the fixture lacks ", capabilities->name);
        }
    }
    return NULL;
}

/** What became of a case that was begun: it takes @a error over, and is not skipped any more. */
static inline dxaws_error *dx_contract_conclude(dxaws_error *error)
{
    if (error == NULL || dxaws_error_get_kind(error) != DXAWS_ERROR_UNSUPPORTED) {
        return error;
    }
    dxaws_error *failure =
        dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed", "refused with UNSUPPORTED: %s",
                        dxaws_error_message(error));
    dxaws_error_set_cause(failure, error);
    return failure;
}

/** Fails unless the fixture has the function that a case needs, and the case says so. */
static inline dxaws_error *dx_contract_has(const struct dx_contract_case *row, unsigned bit,
                                           bool has, const char *function)
{
    DX_EXPECT((row->needs & bit) != 0, "the case does not say that it needs %s (bit %#x)", function,
              bit);
    if (!has) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "InvalidFixture",
                               "the fixture has no %s, and does not say that it lacks it",
                               function);
    }
    return NULL;
}

/** The fixture's context for one case; a plain one when @a make is NULL. */
static inline dxaws_error *dx_contract_context(dxaws_error *(*make)(void *self,
                                                                    dxaws_context **context),
                                               void *self, dxaws_context **context)
{
    if (make != NULL) {
        return make(self, context);
    }
    *context = dxaws_context_new();
    return *context ? NULL : dxaws_error_out_of_memory();
}

/** Plans with the case's manager. */
typedef dxaws_error *(*dx_contract_plan)(struct run *run, const void *desired, dxaws_plan **plan);

/** Plans once, and fails unless exactly those kinds were planned. */
static inline dxaws_error *dx_contract_expect_plan(struct run *run, dx_contract_plan make,
                                                   const void *desired, const char *kinds)
{
    DXAWS_AUTO(dxaws_plan) plan = NULL;
    DX_TRY(make(run, desired, &plan));
    return dx_contract_kinds(plan, kinds);
}

/** The same where reads may lag behind writes: again for up to a minute of @a context. */
static inline dxaws_error *dx_contract_await_plan(struct run *run, dx_contract_plan make,
                                                  const void *desired, const char *kinds,
                                                  dxaws_context *context)
{
    int64_t end = dxaws_context_monotonic_ms(context) + 60000;
    for (;;) {
        dxaws_error *error = dx_contract_expect_plan(run, make, desired, kinds);
        if (error == NULL || dxaws_context_monotonic_ms(context) >= end) {
            return error;
        }
        dxaws_error_free(error);
        DX_TRY(dxaws_context_sleep_ms(context, 1000));
    }
}

/** Runs one case of a suite: dxaws_x_contract_run(). */
typedef dxaws_error *(*dx_contract_run_one)(const void *fixture, size_t index);

/** Tells of one case and counts it; takes @a error over. */
static inline void dx_contract_tell(const dxaws_contract_options *options,
                                    dxaws_contract_counts *counts, const char *name,
                                    dxaws_error *error)
{
    const char *code = error ? dxaws_error_code(error) : NULL;
    bool skipped = code != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_UNSUPPORTED &&
                   strcmp(code, DX_CONTRACT_SKIPPED) == 0;
    char *text = error && !skipped ? dxaws_error_format(error) : NULL;
    const char *why = text ? text : error ? dxaws_error_message(error) : NULL;
    dxaws_contract_outcome outcome = !error    ? DXAWS_CONTRACT_PASSED
                                     : skipped ? DXAWS_CONTRACT_SKIPPED
                                               : DXAWS_CONTRACT_FAILED;
    *(!error ? &counts->passed : skipped ? &counts->skipped : &counts->failed) += 1;
    if (options->report != NULL) {
        options->report(options->self, name, outcome, why);
    }
    free(text);
    dxaws_error_free(error);
}

/** dxaws_x_contract_run_suite(). */
static inline dxaws_error *dx_contract_run_suite(dx_contract_tables tables, dx_contract_run_one run,
                                                 const void *fixture,
                                                 const dxaws_contract_options *options,
                                                 dxaws_contract_counts *counts)
{
    dxaws_contract_options known = {.size = sizeof known};
    dxaws_contract_counts seen = {0};
    const char *failed = NULL;
    if (options != NULL) {
        memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
    }
    for (size_t i = 0; dx_contract_name(tables, i) != NULL; i++) {
        const char *name = dx_contract_name(tables, i);
        if (known.only == NULL || strstr(name, known.only) != NULL) {
            dx_contract_tell(&known, &seen, name, run(fixture, i));
            failed = failed == NULL && seen.failed > 0 ? name : failed;
        }
    }
    if (counts != NULL) {
        *counts = seen;
    }
    if (failed != NULL) {
        return dxaws_error_new(DXAWS_ERROR_INTERNAL, "contract", "Failed",
                               "%zu of %zu cases failed, the first of them %s", seen.failed,
                               seen.passed + seen.failed + seen.skipped, failed);
    }
    return seen.passed > 0
               ? NULL
               : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "contract", "NothingPassed",
                                 "%zu cases were skipped and none was run%s%s", seen.skipped,
                                 known.only ? ": only " : "", known.only ? known.only : "");
}

#endif
