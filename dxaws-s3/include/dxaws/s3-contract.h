/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-s3 must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-s3-contract`.
 *
 *     const dxaws_contract_options options = {.size = sizeof options,
 *                                             .report = dxaws_contract_print};
 *     dxaws_error *error = dxaws_s3_contract_run_suite(&fixture, &options, NULL);
 *
 * A test framework that has cases of its own calls dxaws_s3_contract_run() for each.
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_S3_CONTRACT_H
#define DXAWS_S3_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/s3-provider.h>

DXAWS_BEGIN_DECLS

/** What dxaws_s3_contract_fixture::break_state does to a bucket, by other means. @since 0.1 */
typedef enum dxaws_s3_contract_breakage {
    DXAWS_S3_BREAK_TAGS = 1,        /**< Replaces all tags by drifted=yes. */
    DXAWS_S3_BREAK_VERSIONING = 2,  /**< Suspends versioning. */
    DXAWS_S3_BREAK_BLOCK = 3,       /**< Turns all four switches off. */
    DXAWS_S3_BREAK_POLICY = 4,      /**< Replaces the policy by one other statement, Sid "Other",
                                         of the fixture's choice. */
    DXAWS_S3_BREAK_SYSTEM_TAGS = 5, /**< Adds the tag aws:contract=kept, as only AWS can. */
    DXAWS_S3_BREAK_FILL = 6,        /**< Puts an object into the bucket. */
    DXAWS_S3_BREAK_DELETE = 7,      /**< Deletes the bucket. */
    DXAWS_S3_BREAK_TAKE = 8,        /**< Makes the bucket, which is absent, another account's. */
    DXAWS_S3_BREAK_OWN_TAG = 9,     /**< Sets the tags env=drifted and cost=7; all others stay. */
    DXAWS_S3_BREAK_COPY_MARK = 10, /**< Replaces all tags by dxaws:managed="made another-bucket". */
    DXAWS_S3_BREAK_PUBLIC = 11,    /**< Turns all four switches off, and replaces the policy by a
                                        statement, Sid "Public", that lets everybody read. */
    DXAWS_S3_BREAK_MAKE = 12,      /**< Makes the bucket, which is absent, in this account, with
                                        the tag owner=finance. */
    DXAWS_S3_BREAK_UPLOAD = 13,    /**< Begins an upload in parts, and never ends it. */
    DXAWS_S3_BREAK_ENCRYPTION = 14, /**< Encrypts with SSE-KMS, the key alias/other and a key of
                                         the bucket. */
    DXAWS_S3_BREAK_LIFECYCLE = 18,  /**< Replaces the lifecycle by one rule, ID "Other", that aborts
                                         uploads with the prefix "tmp/" after 3 days. */
    DXAWS_S3_BREAK_OWNERSHIP = 15   /**< Gives objects to their writers, and lets another account
                                         list the bucket by its ACL. */
} dxaws_s3_contract_breakage;

/** What is special about a provider. @since 0.1 */
typedef enum dxaws_s3_contract_flags {
    DXAWS_S3_CONTRACT_EVENTUAL = 1 /**< Reads may lag behind writes: they are tried for a while. */
} dxaws_s3_contract_flags;

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. `DXAWS_S3_LACKS_BREAK_x`
 * is break_state() with `DXAWS_S3_BREAK_x`. @since 0.9 */
typedef enum dxaws_s3_contract_lacks {
    DXAWS_S3_LACKS_BREAK_TAGS = 1 << DXAWS_S3_BREAK_TAGS,
    DXAWS_S3_LACKS_BREAK_VERSIONING = 1 << DXAWS_S3_BREAK_VERSIONING,
    DXAWS_S3_LACKS_BREAK_BLOCK = 1 << DXAWS_S3_BREAK_BLOCK,
    DXAWS_S3_LACKS_BREAK_POLICY = 1 << DXAWS_S3_BREAK_POLICY,
    DXAWS_S3_LACKS_BREAK_SYSTEM_TAGS = 1 << DXAWS_S3_BREAK_SYSTEM_TAGS,
    DXAWS_S3_LACKS_BREAK_FILL = 1 << DXAWS_S3_BREAK_FILL,
    DXAWS_S3_LACKS_BREAK_DELETE = 1 << DXAWS_S3_BREAK_DELETE,
    DXAWS_S3_LACKS_BREAK_TAKE = 1 << DXAWS_S3_BREAK_TAKE,
    DXAWS_S3_LACKS_BREAK_OWN_TAG = 1 << DXAWS_S3_BREAK_OWN_TAG,
    DXAWS_S3_LACKS_BREAK_COPY_MARK = 1 << DXAWS_S3_BREAK_COPY_MARK,
    DXAWS_S3_LACKS_BREAK_PUBLIC = 1 << DXAWS_S3_BREAK_PUBLIC,
    DXAWS_S3_LACKS_BREAK_MAKE = 1 << DXAWS_S3_BREAK_MAKE,
    DXAWS_S3_LACKS_BREAK_UPLOAD = 1 << DXAWS_S3_BREAK_UPLOAD,
    DXAWS_S3_LACKS_BREAK_ENCRYPTION = 1 << DXAWS_S3_BREAK_ENCRYPTION,
    DXAWS_S3_LACKS_BREAK_OWNERSHIP = 1 << DXAWS_S3_BREAK_OWNERSHIP,
    DXAWS_S3_LACKS_BREAK_LIFECYCLE = 1 << DXAWS_S3_BREAK_LIFECYCLE,
    DXAWS_S3_LACKS_LOSE_ANSWERS = 1 << 16, /**< lose_answers() without a lag */
    DXAWS_S3_LACKS_LAG = 1 << 17,          /**< lose_answers() with one */
    DXAWS_S3_LACKS_BREAKING =
        DXAWS_S3_LACKS_BREAK_TAGS | DXAWS_S3_LACKS_BREAK_VERSIONING | DXAWS_S3_LACKS_BREAK_BLOCK |
        DXAWS_S3_LACKS_BREAK_POLICY | DXAWS_S3_LACKS_BREAK_SYSTEM_TAGS | DXAWS_S3_LACKS_BREAK_FILL |
        DXAWS_S3_LACKS_BREAK_DELETE | DXAWS_S3_LACKS_BREAK_TAKE | DXAWS_S3_LACKS_BREAK_OWN_TAG |
        DXAWS_S3_LACKS_BREAK_COPY_MARK | DXAWS_S3_LACKS_BREAK_PUBLIC | DXAWS_S3_LACKS_BREAK_MAKE |
        DXAWS_S3_LACKS_BREAK_UPLOAD | DXAWS_S3_LACKS_BREAK_ENCRYPTION |
        DXAWS_S3_LACKS_BREAK_OWNERSHIP |
        DXAWS_S3_LACKS_BREAK_LIFECYCLE /**< break_state() altogether */
} dxaws_s3_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.1 */
typedef struct dxaws_s3_contract_fixture {
    size_t size;        /**< sizeof(dxaws_s3_contract_fixture) */
    void *self;         /**< handed to the functions */
    const char *level;  /**< the release whose cases the provider claims to pass: "0.1" */
    const char *region; /**< where buckets are made; NULL for "eu-west-1" */
    unsigned flags;     /**< or-ed dxaws_s3_contract_flags */
    /** Makes a provider over an account in which no bucket of this suite exists. */
    dxaws_error *(*open)(void *self, dxaws_s3_provider **provider);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** A context for one case, such as one with a fast clock; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /** Writes a bucket name that is free; NULL: "dxaws-contract-" and a number. */
    void (*make_name)(void *self, char *name, size_t size);
    /**
     * Changes the bucket behind the provider's back. UNSUPPORTED for what the fixture cannot do;
     * NULL for nothing at all: the cases that need it are then skipped.
     */
    dxaws_error *(*break_state)(void *self, const char *bucket,
                                dxaws_s3_contract_breakage breakage);
    /* 0.1 ends here. */
    /** What the fixture lacks: or-ed dxaws_s3_contract_lacks. A case that needs it is skipped;
     * nothing else is. */
    unsigned lacks;
    /**
     * From here on, until close(), the first answer of each operation that writes is lost after it
     * was done, and lists of buckets show what was written @a lag_s seconds of the case's context
     * later. May be NULL where `lacks` says so. @since 0.9
     */
    dxaws_error *(*lose_answers)(void *self, int lag_s);
    /* 0.9 ends here. */
} dxaws_s3_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_s3_contract_count(void);
/** A case's name, such as "second_apply_finds_nothing_to_do"; NULL past the end. @since 0.1 */
const char *dxaws_s3_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_s3_contract_since(size_t index);
/**
 * Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it needs
 * or claims an earlier release; else what was wrong. A provider's own UNSUPPORTED is a failure.
 * @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_s3_contract_run(const dxaws_s3_contract_fixture *fixture,
                                                    size_t index);
/**
 * Runs all cases, or those that the options name: NULL when none failed and one passed. INTERNAL,
 * naming the first that failed; INVALID_ARGUMENT, code NothingPassed, when there was none to run.
 * @param options NULL for all, told to nobody
 * @param counts  may be NULL; filled in whatever became of them
 * @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_s3_contract_run_suite(const dxaws_s3_contract_fixture *fixture,
                                                          const dxaws_contract_options *options,
                                                          dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
