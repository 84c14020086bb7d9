/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-acm must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-acm-contract`.
 *
 *     for (size_t i = 0; i < dxaws_acm_contract_count(); i++) {
 *         dxaws_error *error = dxaws_acm_contract_run(&fixture, i);
 *         ... NULL: passed; UNSUPPORTED: skipped; anything else: failed ...
 *     }
 *
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_ACM_CONTRACT_H
#define DXAWS_ACM_CONTRACT_H

#include <dxaws/acm-provider.h>

DXAWS_BEGIN_DECLS

/** What dxaws_acm_contract_fixture::break_state does, by other means. @since 0.1 */
typedef enum dxaws_acm_contract_breakage {
    DXAWS_ACM_BREAK_DELETE = 1, /**< Deletes the certificate. */
    DXAWS_ACM_BREAK_TAGS = 2,   /**< Replaces all tags by drifted=yes. */
    DXAWS_ACM_BREAK_RECORD = 3, /**< Removes the validation record from DNS. */
    DXAWS_ACM_BREAK_FAIL = 4,   /**< Makes the certificate FAILED with CAA_ERROR. */
    DXAWS_ACM_BREAK_USE = 5,    /**< Makes some other resource use the certificate. */
    DXAWS_ACM_BREAK_RELEASE = 6 /**< Ends that use. */
} dxaws_acm_contract_breakage;

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
     * Changes the certificate behind the provider's back. UNSUPPORTED for what the fixture
     * cannot do; NULL for nothing at all: the cases that need it are then skipped.
     */
    dxaws_error *(*break_state)(void *self, const char *domain, const char *region,
                                dxaws_acm_contract_breakage breakage);
    /* 0.1 ends here. */
} dxaws_acm_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_acm_contract_count(void);
/** A case's name, such as "deleted_certificate_is_requested_again". NULL past the end. @since 0.1
 */
const char *dxaws_acm_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_acm_contract_since(size_t index);
/**
 * Runs one case: NULL when passed, UNSUPPORTED when it does not apply, else what was wrong.
 * A fixture that claims a release never meets the cases of later ones. @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_acm_contract_run(const dxaws_acm_contract_fixture *fixture,
                                                     size_t index);

DXAWS_END_DECLS

#endif
