/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-dns must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-dns-contract`.
 *
 *     for (size_t i = 0; i < dxaws_dns_contract_count(); i++) {
 *         dxaws_error *error = dxaws_dns_contract_run(&fixture, i);
 *         ... NULL: passed; UNSUPPORTED: skipped; anything else: failed ...
 *     }
 *
 * Cases may run in several threads at once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_DNS_CONTRACT_H
#define DXAWS_DNS_CONTRACT_H

#include <dxaws/dns-provider.h>

DXAWS_BEGIN_DECLS

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
     * Makes one more hosted zone. NULL when the fixture cannot: the cases that need it are
     * skipped.
     */
    dxaws_error *(*add_zone)(void *self, const char *name, bool is_private);
    /**
     * Puts a record set into the case's zone behind the provider's back, replacing one of the
     * same name and type: `{"name", "type", "ttl_s", "values"}`, with "routing_identifier" one of a
     * weighted routing policy. NULL when the fixture cannot.
     */
    dxaws_error *(*put_record)(void *self, const char *json);
    /* 0.1 ends here. */
} dxaws_dns_contract_fixture;

/** The number of cases. @since 0.1 */
size_t dxaws_dns_contract_count(void);
/** A case's name, such as "second_apply_finds_nothing_to_do"; NULL past the end. @since 0.1 */
const char *dxaws_dns_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.1 */
const char *dxaws_dns_contract_since(size_t index);
/**
 * Runs one case: NULL when passed, UNSUPPORTED when it does not apply, else what was wrong.
 * A fixture that claims a release never meets the cases of later ones. @since 0.1
 */
DXAWS_MUST_CHECK dxaws_error *dxaws_dns_contract_run(const dxaws_dns_contract_fixture *fixture,
                                                     size_t index);

DXAWS_END_DECLS

#endif
