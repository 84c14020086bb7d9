/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-acm must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-acm-contract`.
 *
 *     const dxaws_contract_options options = {.size = sizeof options,
 *                                             .report = dxaws_contract_print};
 *     dxaws_error *error = dxaws_acm_contract_run_suite(&fixture, &options, NULL);
 *
 * A test framework that has cases of its own calls dxaws_acm_contract_run() for each.
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_ACM_CONTRACT_H
#define DXAWS_ACM_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/acm-provider.h>

DXAWS_BEGIN_DECLS

/** What dxaws_acm_contract_fixture::break_state does, by other means. @since 0.1 */
typedef enum dxaws_acm_contract_breakage {
    DXAWS_ACM_BREAK_DELETE = 1,  /**< Deletes the certificate. */
    DXAWS_ACM_BREAK_TAGS = 2,    /**< Sets the tags env=drifted and drifted=yes; all others stay. */
    DXAWS_ACM_BREAK_RECORD = 3,  /**< Removes the validation record from DNS. */
    DXAWS_ACM_BREAK_FAIL = 4,    /**< Makes the certificate FAILED with CAA_ERROR. */
    DXAWS_ACM_BREAK_USE = 5,     /**< Makes some other resource use the certificate. */
    DXAWS_ACM_BREAK_RELEASE = 6, /**< Ends that use. */
    DXAWS_ACM_BREAK_DISOWN = 7,  /**< Replaces all tags by owner=finance. */
    DXAWS_ACM_BREAK_COPY_MARK = 8 /**< Sets the tag `dxaws:managed` to that of another certificate
                                     of the name; all others stay. */
} dxaws_acm_contract_breakage;

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. `DXAWS_ACM_LACKS_BREAK_x`
 * is break_state() with `DXAWS_ACM_BREAK_x`. @since 0.9 */
typedef enum dxaws_acm_contract_lacks {
    DXAWS_ACM_LACKS_BREAK_DELETE = 1 << DXAWS_ACM_BREAK_DELETE,
    DXAWS_ACM_LACKS_BREAK_TAGS = 1 << DXAWS_ACM_BREAK_TAGS,
    DXAWS_ACM_LACKS_BREAK_RECORD = 1 << DXAWS_ACM_BREAK_RECORD,
    DXAWS_ACM_LACKS_BREAK_FAIL = 1 << DXAWS_ACM_BREAK_FAIL,
    DXAWS_ACM_LACKS_BREAK_USE = 1 << DXAWS_ACM_BREAK_USE,
    DXAWS_ACM_LACKS_BREAK_RELEASE = 1 << DXAWS_ACM_BREAK_RELEASE,
    DXAWS_ACM_LACKS_BREAK_DISOWN = 1 << DXAWS_ACM_BREAK_DISOWN,
    DXAWS_ACM_LACKS_BREAK_COPY_MARK = 1 << DXAWS_ACM_BREAK_COPY_MARK,
    DXAWS_ACM_LACKS_SEVERAL = 1 << 16, /**< reads what is there of several certificates at a time */
    DXAWS_ACM_LACKS_LOSE_ANSWERS = 1 << 17, /**< lose_answers() without a lag */
    DXAWS_ACM_LACKS_LAG = 1 << 18,          /**< lose_answers() with one */
    DXAWS_ACM_LACKS_BREAKING = DXAWS_ACM_LACKS_BREAK_DELETE | DXAWS_ACM_LACKS_BREAK_TAGS |
                               DXAWS_ACM_LACKS_BREAK_RECORD | DXAWS_ACM_LACKS_BREAK_FAIL |
                               DXAWS_ACM_LACKS_BREAK_USE | DXAWS_ACM_LACKS_BREAK_RELEASE |
                               DXAWS_ACM_LACKS_BREAK_DISOWN |
                               DXAWS_ACM_LACKS_BREAK_COPY_MARK /**< break_state() altogether */
} dxaws_acm_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.1 */
typedef struct dxaws_acm_contract_fixture {
    size_t size;              /**< sizeof(dxaws_acm_contract_fixture) */
    void *self;               /**< handed to the functions */
    const char *level;        /**< the release whose cases the provider claims to pass: "0.1" */
    const char *region;       /**< where certificates are made; NULL for "eu-west-1" */
    const char *other_region; /**< a second one; NULL for "us-east-1" */
    const char *zone;         /**< the public hosted zone of all names; NULL: "example.com" */
    /**
     * Makes a provider and a dns manager over one account, which has the zone and no
     * certificate of this suite.
     */
    dxaws_error *(*open)(void *self, dxaws_acm_provider **provider, dxaws_dns_manager **dns);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** A context for one case, such as one with a fast clock; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /** Writes a domain name in the zone that is free; NULL: "contract-" and a number. */
    void (*make_name)(void *self, char *name, size_t size);
    /**
     * Changes the certificate behind the provider's back. May be NULL where `lacks` says so.
     */
    dxaws_error *(*break_state)(void *self, const char *domain, const char *region,
                                dxaws_acm_contract_breakage breakage);
    /* 0.1 ends here. */
    /** What the fixture lacks: or-ed dxaws_acm_contract_lacks. A case that needs it is skipped;
     * nothing else is. */
    unsigned lacks;
    /**
     * From here on, until close(), the first answer of each operation of a service that writes is
     * lost after it was done, and lists show what was written @a lag_s seconds of the case's
     * context later. May be NULL where `lacks` says so. @since 0.9
     */
    dxaws_error *(*lose_answers)(void *self, int lag_s);
    /* 0.9 ends here. */
} dxaws_acm_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_acm_contract_count(void);
/** A case's name, such as "deleted_certificate_is_requested_again". NULL past the end. @since 0.1
 */
const char *dxaws_acm_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_acm_contract_since(size_t index);
/**
 * Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it needs
 * or claims an earlier release; else what was wrong. A provider's own UNSUPPORTED is a failure.
 * @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_acm_contract_run(const dxaws_acm_contract_fixture *fixture,
                                                     size_t index);
/**
 * Runs all cases, or those that the options name: NULL when none failed and one passed. INTERNAL,
 * naming the first that failed; INVALID_ARGUMENT, code NothingPassed, when there was none to run.
 * @param options NULL for all, told to nobody
 * @param counts  may be NULL; filled in whatever became of them
 * @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_acm_contract_run_suite(
    const dxaws_acm_contract_fixture *fixture, const dxaws_contract_options *options,
    dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
