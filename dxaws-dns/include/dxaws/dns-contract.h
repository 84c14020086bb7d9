/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-dns must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-dns-contract`.
 *
 *     const dxaws_contract_options options = {.size = sizeof options,
 *                                             .report = dxaws_contract_print};
 *     dxaws_error *error = dxaws_dns_contract_run_suite(&fixture, &options, NULL);
 *
 * A test framework that has cases of its own calls dxaws_dns_contract_run() for each.
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_DNS_CONTRACT_H
#define DXAWS_DNS_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/dns-provider.h>

DXAWS_BEGIN_DECLS

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. @since 0.9 */
typedef enum dxaws_dns_contract_lacks {
    DXAWS_DNS_LACKS_ADD_ZONE = 1 << 0,     /**< add_zone() */
    DXAWS_DNS_LACKS_PUT_RECORD = 1 << 1,   /**< put_record() */
    DXAWS_DNS_LACKS_REFUSAL = 1 << 2,      /**< refuses as Route 53 does, unlike a simulation */
    DXAWS_DNS_LACKS_LOSE_ANSWERS = 1 << 3, /**< lose_answers() without a lag */
    DXAWS_DNS_LACKS_LAG = 1 << 4           /**< lose_answers() with one */
} dxaws_dns_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.1 */
typedef struct dxaws_dns_contract_fixture {
    size_t size;       /**< sizeof(dxaws_dns_contract_fixture) */
    void *self;        /**< handed to the functions */
    const char *level; /**< the release whose cases the provider claims to pass: "0.1" */
    /**
     * Makes a provider over an account with one public hosted zone for the case, in which
     * nothing but its NS and SOA records exists, and writes the zone's name (without a dot at
     * its end).
     */
    dxaws_error *(*open)(void *self, dxaws_dns_provider **provider, char *zone, size_t size);
    /** After each case, whatever became of it: removes what is left in the zone. May be NULL. */
    void (*close)(void *self);
    /** A context for one case, such as one with a fast clock; NULL: a plain one. */
    dxaws_error *(*make_context)(void *self, dxaws_context **context);
    /**
     * Makes one more hosted zone. May be NULL where `lacks` says so.
     */
    dxaws_error *(*add_zone)(void *self, const char *name, bool is_private);
    /**
     * Puts a record set into the case's zone behind the provider's back, replacing one of the
     * same name and type: `{"name", "type", "ttl_s", "values"}`, with "routing_identifier" one of a
     * weighted routing policy. May be NULL where `lacks` says so.
     */
    dxaws_error *(*put_record)(void *self, const char *json);
    /* 0.1 ends here. */
    /** What the fixture lacks: or-ed dxaws_dns_contract_lacks. A case that needs it is skipped;
     * nothing else is. */
    unsigned lacks;
    /**
     * From here on, until close(), the first answer of each operation that writes is lost after it
     * was done, and lists of zones show what was written @a lag_s seconds of the case's context
     * later; record sets are listed at once. May be NULL where `lacks` says so. @since 0.9
     */
    dxaws_error *(*lose_answers)(void *self, int lag_s);
    /* 0.9 ends here. */
} dxaws_dns_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_dns_contract_count(void);
/** A case's name, such as "second_apply_finds_nothing_to_do"; NULL past the end. @since 0.1 */
const char *dxaws_dns_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_dns_contract_since(size_t index);
/**
 * Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it needs
 * or claims an earlier release; else what was wrong. A provider's own UNSUPPORTED is a failure.
 * @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_dns_contract_run(const dxaws_dns_contract_fixture *fixture,
                                                     size_t index);
/**
 * Runs all cases, or those that the options name: NULL when none failed and one passed. INTERNAL,
 * naming the first that failed; INVALID_ARGUMENT, code NothingPassed, when there was none to run.
 * @param options NULL for all, told to nobody
 * @param counts  may be NULL; filled in whatever became of them
 * @since 0.9
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_dns_contract_run_suite(
    const dxaws_dns_contract_fixture *fixture, const dxaws_contract_options *options,
    dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
