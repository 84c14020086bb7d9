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

#include <dxaws/core.h>

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

/** What a case is skipped with. */
static inline dxaws_error *dx_contract_skip(const char *why)
{
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "contract", "Skipped", "%s", why);
}

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

/** Takes @a error over; NULL when it is of that kind, else a failure. UNSUPPORTED passes on. */
static inline dxaws_error *dx_contract_error(dxaws_error *error, dxaws_error_kind kind)
{
    DX_EXPECT(error != NULL, "succeeded, expected %s", dxaws_error_kind_name(kind));
    dxaws_error_kind found = dxaws_error_get_kind(error);
    if (found == kind) {
        dxaws_error_free(error);
        return NULL;
    }
    if (found == DXAWS_ERROR_UNSUPPORTED) {
        return error;
    }
    dxaws_error *failure = dxaws_error_new(
        DXAWS_ERROR_INTERNAL, "contract", "Failed", "failed with %s, expected %s",
        dxaws_error_kind_name(found), dxaws_error_kind_name(kind));
    dxaws_error_set_cause(failure, error);
    return failure;
}

/** How often each outcome was seen. */
struct dx_contract_tally {
    size_t passed;
    size_t skipped;
    size_t failed;
};

/** Prints one line about case @a name, and counts it; takes @a error over. For test programs. */
static inline void dx_contract_report(struct dx_contract_tally *tally, const char *name,
                                      dxaws_error *error)
{
    if (error == NULL) {
        tally->passed++;
        printf("passed   %s\n", name);
    } else if (dxaws_error_get_kind(error) == DXAWS_ERROR_UNSUPPORTED) {
        tally->skipped++;
        printf("skipped  %s: %s\n", name, dxaws_error_message(error));
    } else {
        char *text = dxaws_error_format(error);
        tally->failed++;
        printf("FAILED   %s: %s\n", name, text ? text : dxaws_error_message(error));
        free(text);
    }
    dxaws_error_free(error);
    fflush(stdout);
}

#endif
