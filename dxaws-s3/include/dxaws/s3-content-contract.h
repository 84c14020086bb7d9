/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite of content: what every provider of it must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-s3-contract`. What <dxaws/s3-contract.h> says of
 * fixtures and threads holds here.
 *
 * Cases publish a few objects to a prefix of one bucket, and what somebody else does there
 * meanwhile they do themselves, by publishing to the bucket as a whole through the same provider.
 */
#ifndef DXAWS_S3_CONTENT_CONTRACT_H
#define DXAWS_S3_CONTENT_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/s3-content-provider.h>

DXAWS_BEGIN_DECLS

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. @since 0.9 */
typedef enum dxaws_s3_content_contract_lacks {
    DXAWS_S3_CONTENT_LACKS_SOMEBODY = 1 << 0, /**< to show what others write, as a dry run cannot */
    DXAWS_S3_CONTENT_LACKS_TIME = 1 << 1      /**< a clock that a case's context can move */
} dxaws_s3_content_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.9 */
typedef struct dxaws_s3_content_contract_fixture {
    size_t size;        /**< sizeof(dxaws_s3_content_contract_fixture) */
    void *self;         /**< handed to the functions */
    const char *level;  /**< the release whose cases the provider claims to pass: "0.9" */
    const char *bucket; /**< its name */
    const char *region; /**< where it is; NULL for "eu-west-1" */
    /** Makes a provider over an account in which the bucket is there, and empty. */
    dxaws_error *(*open)(void *self, dxaws_s3_content_provider **provider);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** A context for one case; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /** What the fixture lacks: or-ed dxaws_s3_content_contract_lacks. */
    unsigned lacks;
    /* 0.9 ends here. */
} dxaws_s3_content_contract_fixture;

/** The number of cases. @since 0.9 */
size_t dxaws_s3_content_contract_count(void);
/** A case's name, such as "second_run_plans_nothing"; NULL past the end. @since 0.9 */
const char *dxaws_s3_content_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.9 */
const char *dxaws_s3_content_contract_since(size_t index);
/**
 * Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it needs
 * or claims an earlier release; else what was wrong. @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_contract_run(
    const dxaws_s3_content_contract_fixture *fixture, size_t index);
/**
 * Runs all cases, or those that the options name: NULL when none failed and one passed. INTERNAL,
 * naming the first that failed; INVALID_ARGUMENT, code NothingPassed, when there was none to run.
 * @param options NULL for all, told to nobody
 * @param counts  may be NULL; filled in whatever became of them
 * @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_s3_content_contract_run_suite(
    const dxaws_s3_content_contract_fixture *fixture, const dxaws_contract_options *options,
    dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
