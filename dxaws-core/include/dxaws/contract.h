/* SPDX-License-Identifier: MIT */
/** @file
 * What the contract suites of all modules have in common: how a suite is run, and what it tells.
 * A module's suite, such as <dxaws/s3-contract.h>, says what every provider of it must do:
 *
 *     const dxaws_contract_options options = {
 *         .size = sizeof options,
 *         .report = dxaws_contract_print,
 *     };
 *     dxaws_error *error = dxaws_s3_contract_run_suite(&fixture, &options, NULL);
 *
 * A case passes, or it fails. It is skipped only when the fixture itself says what it lacks, or
 * that it claims an earlier release: a provider that refuses with UNSUPPORTED fails.
 *
 * A suite is run by one thread; several suites may be run at once.
 */
#ifndef DXAWS_CONTRACT_H
#define DXAWS_CONTRACT_H

#include <stdio.h>

#include <dxaws/base.h>
#include <dxaws/error.h>

DXAWS_BEGIN_DECLS

/** What became of a case. @since 0.9 */
typedef enum dxaws_contract_outcome {
    DXAWS_CONTRACT_PASSED = 1,
    DXAWS_CONTRACT_FAILED = 2,
    DXAWS_CONTRACT_SKIPPED = 3 /**< the fixture says that it lacks what the case needs */
} dxaws_contract_outcome;

/** How a suite is run; members are only ever appended. @since 0.9 */
typedef struct dxaws_contract_options {
    size_t size;      /**< sizeof(dxaws_contract_options) */
    const char *only; /**< run the cases whose names hold this text; NULL for all */
    void *self;       /**< handed to report() */
    /** Told of each case once it has ended; may be NULL. @a why is one line, NULL when it passed;
     * both texts are borrowed for the call. */
    void (*report)(void *self, const char *name, dxaws_contract_outcome outcome, const char *why);
    /* 0.9 ends here. */
} dxaws_contract_options;

/** How often each outcome was seen. It will not get more members. @since 0.9 */
typedef struct dxaws_contract_counts {
    size_t passed;  /**< cases that passed */
    size_t failed;  /**< cases that failed */
    size_t skipped; /**< cases that need what the fixture lacks */
} dxaws_contract_counts;

/** A report() that prints one line a case to @a self, a `FILE *`; NULL for standard output.
 * @since 0.9 */
static inline void dxaws_contract_print(void *self, const char *name,
                                        dxaws_contract_outcome outcome, const char *why)
{
    FILE *stream = self ? (FILE *)self : stdout;
    const char *said = outcome == DXAWS_CONTRACT_PASSED    ? "passed "
                       : outcome == DXAWS_CONTRACT_SKIPPED ? "skipped"
                                                           : "FAILED ";
    fprintf(stream, "%s  %s%s%s\n", said, name, why ? ": " : "", why ? why : "");
    fflush(stream);
}

DXAWS_END_DECLS

#endif
