/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-cloudfront must do, as cases that any test
 * program can run. Link with `pkg-config --libs dxaws-cloudfront-contract`.
 *
 *     const dxaws_contract_options options = {.size = sizeof options,
 *                                             .report = dxaws_contract_print};
 *     dxaws_error *error = dxaws_cloudfront_contract_run_suite(&fixture, &options, NULL);
 *
 * A test framework that has cases of its own calls dxaws_cloudfront_contract_run() for each.
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_CLOUDFRONT_CONTRACT_H
#define DXAWS_CLOUDFRONT_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/cloudfront-provider.h>

DXAWS_BEGIN_DECLS

/** What dxaws_cloudfront_contract_fixture::break_state does, by other means. @since 0.1 */
typedef enum dxaws_cloudfront_contract_breakage {
    DXAWS_CLOUDFRONT_BREAK_COMMENT = 1,     /**< Sets the comment to "changed by hand". */
    DXAWS_CLOUDFRONT_BREAK_ALIASES = 2,     /**< Removes all aliases. */
    DXAWS_CLOUDFRONT_BREAK_ERRORS = 3,      /**< Removes all error responses. */
    DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS = 4, /**< Sets PriceClass_All. */
    DXAWS_CLOUDFRONT_BREAK_TAGS = 5,        /**< Replaces all tags, dxaws:site and dxaws:managed
                                                 aside, by drifted=yes. */
    DXAWS_CLOUDFRONT_BREAK_ENABLED = 6,     /**< Disables the distribution. */
    DXAWS_CLOUDFRONT_BREAK_ORIGIN = 7,      /**< Takes the origin's access control away. */
    DXAWS_CLOUDFRONT_BREAK_DELETE = 8,      /**< Deletes the distribution, not its OAC. */
    DXAWS_CLOUDFRONT_BREAK_TAKE = 9,     /**< Makes another distribution, with another comment, that
                                              holds the alias www.<name>.example.com. */
    DXAWS_CLOUDFRONT_BREAK_SIGNING = 10, /**< Has the access control never sign. */
    DXAWS_CLOUDFRONT_BREAK_MARK = 11,    /**< Removes all tags. @since 0.9 */
    /** Makes another distribution that has the comment "dxaws-cloudfront:<name>" and, when @a id is
     * not NULL, a copy of all tags of that one. @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_COPY = 12,
    DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG = 13, /**< Adds the tag cost=7. @since 0.9 */
    /** Makes an origin access control of the name "dxaws-<name>", with the description "theirs",
     * that never signs. @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_CONTROL = 14,
    /** Makes another distribution whose origin has the access control "dxaws-<name>". @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_SHARE = 15,
    /** Gives the access control "dxaws-<name>" the description "theirs". @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_CONTROL_MARK = 18,
    /** Sets the tag dxaws:managed to "made another"; all others stay. @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK = 21,
    /** Makes a distribution of another account that holds the alias ww2.<name>.example.com.
     * @since 0.9 */
    DXAWS_CLOUDFRONT_BREAK_TAKE_ELSEWHERE = 23
} dxaws_cloudfront_contract_breakage;

/** What is special about a provider. @since 0.1 */
typedef enum dxaws_cloudfront_contract_flags {
    /** Reads may lag behind writes: they are tried for a while. */
    DXAWS_CLOUDFRONT_CONTRACT_EVENTUAL = 1
} dxaws_cloudfront_contract_flags;

/** What a fixture cannot do, to be or-ed: cases that need it are skipped.
 * `DXAWS_CLOUDFRONT_LACKS_BREAK_x` is break_state() with `DXAWS_CLOUDFRONT_BREAK_x`. @since 0.9 */
typedef enum dxaws_cloudfront_contract_lacks {
    DXAWS_CLOUDFRONT_LACKS_BREAK_COMMENT = 1 << DXAWS_CLOUDFRONT_BREAK_COMMENT,
    DXAWS_CLOUDFRONT_LACKS_BREAK_ALIASES = 1 << DXAWS_CLOUDFRONT_BREAK_ALIASES,
    DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS = 1 << DXAWS_CLOUDFRONT_BREAK_ERRORS,
    DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS = 1 << DXAWS_CLOUDFRONT_BREAK_PRICE_CLASS,
    DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS = 1 << DXAWS_CLOUDFRONT_BREAK_TAGS,
    DXAWS_CLOUDFRONT_LACKS_BREAK_ENABLED = 1 << DXAWS_CLOUDFRONT_BREAK_ENABLED,
    DXAWS_CLOUDFRONT_LACKS_BREAK_ORIGIN = 1 << DXAWS_CLOUDFRONT_BREAK_ORIGIN,
    DXAWS_CLOUDFRONT_LACKS_BREAK_DELETE = 1 << DXAWS_CLOUDFRONT_BREAK_DELETE,
    DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE = 1 << DXAWS_CLOUDFRONT_BREAK_TAKE,
    DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING = 1 << DXAWS_CLOUDFRONT_BREAK_SIGNING,
    DXAWS_CLOUDFRONT_LACKS_BREAK_MARK = 1 << DXAWS_CLOUDFRONT_BREAK_MARK,
    DXAWS_CLOUDFRONT_LACKS_BREAK_COPY = 1 << DXAWS_CLOUDFRONT_BREAK_COPY,
    DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG = 1 << DXAWS_CLOUDFRONT_BREAK_OTHERS_TAG,
    DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL = 1 << DXAWS_CLOUDFRONT_BREAK_CONTROL,
    DXAWS_CLOUDFRONT_LACKS_BREAK_SHARE = 1 << DXAWS_CLOUDFRONT_BREAK_SHARE,
    DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL_MARK = 1 << DXAWS_CLOUDFRONT_BREAK_CONTROL_MARK,
    DXAWS_CLOUDFRONT_LACKS_BREAK_ANOTHERS_MARK = 1 << DXAWS_CLOUDFRONT_BREAK_ANOTHERS_MARK,
    DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE_ELSEWHERE = 1 << DXAWS_CLOUDFRONT_BREAK_TAKE_ELSEWHERE,
    DXAWS_CLOUDFRONT_LACKS_CERTIFICATES = 1 << 16, /**< make_certificate() */
    DXAWS_CLOUDFRONT_LACKS_STRANGERS = 1 << 17,    /**< read_strangers() */
    DXAWS_CLOUDFRONT_LACKS_LOSE_ANSWERS = 1 << 19, /**< lose_answers() without a lag */
    DXAWS_CLOUDFRONT_LACKS_LAG = 1 << 20,          /**< lose_answers() with one */
    /** Invalidations beside the last one: as in a dry run, nobody remembers them. */
    DXAWS_CLOUDFRONT_LACKS_INVALIDATIONS = 1 << 22,
    DXAWS_CLOUDFRONT_LACKS_BREAKING =
        DXAWS_CLOUDFRONT_LACKS_BREAK_COMMENT | DXAWS_CLOUDFRONT_LACKS_BREAK_ALIASES |
        DXAWS_CLOUDFRONT_LACKS_BREAK_ERRORS | DXAWS_CLOUDFRONT_LACKS_BREAK_PRICE_CLASS |
        DXAWS_CLOUDFRONT_LACKS_BREAK_TAGS | DXAWS_CLOUDFRONT_LACKS_BREAK_ENABLED |
        DXAWS_CLOUDFRONT_LACKS_BREAK_ORIGIN | DXAWS_CLOUDFRONT_LACKS_BREAK_DELETE |
        DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE | DXAWS_CLOUDFRONT_LACKS_BREAK_SIGNING |
        DXAWS_CLOUDFRONT_LACKS_BREAK_MARK | DXAWS_CLOUDFRONT_LACKS_BREAK_COPY |
        DXAWS_CLOUDFRONT_LACKS_BREAK_OTHERS_TAG | DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL |
        DXAWS_CLOUDFRONT_LACKS_BREAK_SHARE | DXAWS_CLOUDFRONT_LACKS_BREAK_CONTROL_MARK |
        DXAWS_CLOUDFRONT_LACKS_BREAK_ANOTHERS_MARK |
        DXAWS_CLOUDFRONT_LACKS_BREAK_TAKE_ELSEWHERE /**< break_state() altogether */
} dxaws_cloudfront_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.1 */
typedef struct dxaws_cloudfront_contract_fixture {
    size_t size;       /**< sizeof(dxaws_cloudfront_contract_fixture) */
    void *self;        /**< handed to the functions */
    const char *level; /**< the release whose cases the provider claims to pass: "0.9" */
    unsigned flags;    /**< or-ed dxaws_cloudfront_contract_flags */
    /** Makes a provider over an account in which no distribution of this suite exists. */
    dxaws_error *(*open)(void *self, dxaws_cloudfront_provider **provider);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** A context for one case, such as one with a fast clock; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /** Writes a distribution's name that is free; NULL: "contract-" and a number. */
    void (*make_name)(void *self, char *name, size_t size);
    /**
     * Writes the ARN of an issued certificate for @a domain, such as "*.name.example.com"; it may
     * be NULL where `lacks` says so.
     */
    dxaws_error *(*make_certificate)(void *self, const char *domain, char *arn, size_t size);
    /**
     * Changes things behind the provider's back. @a id is the distribution's, or NULL when there
     * is none. May be NULL where `lacks` says so.
     */
    dxaws_error *(*break_state)(void *self, const char *name, const char *id,
                                dxaws_cloudfront_contract_breakage breakage);
    /* 0.1 ends here. */
    /** What the fixture lacks: or-ed dxaws_cloudfront_contract_lacks. A case that needs it is
     * skipped; nothing else is. */
    unsigned lacks;
    /** All distributions but @a id, which may be NULL, with their tags, as a text that is equal as
     * long as they are: for free(). May be NULL where `lacks` says so. @since 0.9 */
    dxaws_error *(*read_strangers)(void *self, const char *id, char **text);
    /**
     * From here on, until close(), the first answer of each operation that writes is lost after it
     * was done, and lists show what was written @a lag_s seconds of the case's context later. May
     * be NULL where `lacks` says so. @since 0.9
     */
    dxaws_error *(*lose_answers)(void *self, int lag_s);
    /* 0.9 ends here. */
} dxaws_cloudfront_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_cloudfront_contract_count(void);
/** A case's name, such as "an_absent_distribution_is_made"; NULL past the end. @since 0.1 */
const char *dxaws_cloudfront_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_cloudfront_contract_since(size_t index);
/**
 * Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it needs
 * or claims an earlier release; else what was wrong. A provider's own UNSUPPORTED is a failure.
 * @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_contract_run(
    const dxaws_cloudfront_contract_fixture *fixture, size_t index);
/**
 * Runs all cases, or those that the options name: NULL when none failed and one passed. INTERNAL,
 * naming the first that failed; INVALID_ARGUMENT, code NothingPassed, when there was none to run.
 * @param options NULL for all, told to nobody
 * @param counts  may be NULL; filled in whatever became of them
 * @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_cloudfront_contract_run_suite(
    const dxaws_cloudfront_contract_fixture *fixture, const dxaws_contract_options *options,
    dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
