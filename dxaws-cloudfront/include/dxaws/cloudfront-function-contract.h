/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite of functions: what every provider of them must do, as cases that any test
 * program can run. Link with `pkg-config --libs dxaws-cloudfront-contract`. Cases may run in
 * several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_H
#define DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/cloudfront-function-provider.h>

DXAWS_BEGIN_DECLS

/** The code that dxaws_cloudfront_function_contract_fixture::break_state writes. @since 0.9 */
#define DXAWS_CLOUDFRONT_FUNCTION_CONTRACT_OTHER_CODE                                              \
    "function handler(event) { return event.request; } // theirs"

/** What dxaws_cloudfront_function_contract_fixture::break_state does, by other means. @since 0.9 */
typedef enum dxaws_cloudfront_function_contract_breakage {
    DXAWS_CLOUDFRONT_FUNCTION_BREAK_CODE = 1,    /**< Writes and publishes the other code. */
    DXAWS_CLOUDFRONT_FUNCTION_BREAK_DRAFT = 2,   /**< Writes it, and publishes nothing. */
    DXAWS_CLOUDFRONT_FUNCTION_BREAK_COMMENT = 3, /**< Gives it the comment "theirs". */
    DXAWS_CLOUDFRONT_FUNCTION_BREAK_DELETE = 4,  /**< Deletes it. */
    /** Makes one of that name, with the other code and the comment "theirs". */
    DXAWS_CLOUDFRONT_FUNCTION_BREAK_FOREIGN = 5
} dxaws_cloudfront_function_contract_breakage;

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. @since 0.9 */
typedef enum dxaws_cloudfront_function_contract_lacks {
    DXAWS_CLOUDFRONT_FUNCTION_LACKS_BREAKING = 1,    /**< break_state() */
    DXAWS_CLOUDFRONT_FUNCTION_LACKS_LOSE_ANSWERS = 2 /**< lose_answers() */
} dxaws_cloudfront_function_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.9 */
typedef struct dxaws_cloudfront_function_contract_fixture {
    size_t size;       /**< sizeof(dxaws_cloudfront_function_contract_fixture) */
    void *self;        /**< handed to the functions */
    const char *level; /**< the release whose cases the provider claims to pass: "0.9" */
    /** Makes a provider over an account in which no function exists. */
    dxaws_error *(*open)(void *self, dxaws_cloudfront_function_provider **provider);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** A context for one case, such as one with a fast clock; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /** Changes the function behind the provider's back; NULL when the fixture lacks it. */
    dxaws_error *(*break_state)(void *self, const char *name,
                                dxaws_cloudfront_function_contract_breakage breakage);
    /** From here on, until close(), the first answer of each operation that writes is lost after
     * it was done, and lists show what was written @a lag_s seconds of the case's context later;
     * NULL when the fixture lacks it. */
    dxaws_error *(*lose_answers)(void *self, int lag_s);
    unsigned lacks; /**< or-ed dxaws_cloudfront_function_contract_lacks */
    /* 0.9 ends here. */
} dxaws_cloudfront_function_contract_fixture;

/** The number of cases. @since 0.9 */
size_t dxaws_cloudfront_function_contract_count(void);
/** A case's name; NULL past the end. @since 0.9 */
const char *dxaws_cloudfront_function_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.9 */
const char *dxaws_cloudfront_function_contract_since(size_t index);
/** Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it
 * needs; else what was wrong. @since 0.9 */
DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_contract_run(
    const dxaws_cloudfront_function_contract_fixture *fixture, size_t index);
/** Runs all cases, or those that the options name: NULL when none failed and one passed; INTERNAL,
 * naming the first that failed. @since 0.9 */
DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_function_contract_run_suite(
    const dxaws_cloudfront_function_contract_fixture *fixture,
    const dxaws_contract_options *options, dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
