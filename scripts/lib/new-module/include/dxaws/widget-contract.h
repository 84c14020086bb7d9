/* SPDX-License-Identifier: MIT */
/** @file
 * The contract suite: what every provider of dxaws-widget must do, as cases that any test program
 * can run. Link with `pkg-config --libs dxaws-widget-contract`. Cases may run in several threads at
 * once when the fixture allows it: each opens it anew.
 */
#ifndef DXAWS_WIDGET_CONTRACT_H
#define DXAWS_WIDGET_CONTRACT_H

#include <dxaws/contract.h>
#include <dxaws/widget-provider.h>

DXAWS_BEGIN_DECLS

/** What dxaws_widget_contract_fixture::break_state does to a widget, by other means. @since 0.9 */
typedef enum dxaws_widget_contract_breakage {
    DXAWS_WIDGET_BREAK_NOTE = 1,  /**< Writes another note. */
    DXAWS_WIDGET_BREAK_DELETE = 2 /**< Deletes it. */
} dxaws_widget_contract_breakage;

/** What a fixture cannot do, to be or-ed: cases that need it are skipped. @since 0.9 */
typedef enum dxaws_widget_contract_lacks {
    DXAWS_WIDGET_LACKS_BREAKING = 1 /**< break_state() */
} dxaws_widget_contract_lacks;

/** How the suite gets at the provider. Members are only ever appended. @since 0.9 */
typedef struct dxaws_widget_contract_fixture {
    size_t size;       /**< sizeof(dxaws_widget_contract_fixture) */
    void *self;        /**< handed to the functions */
    const char *level; /**< the release whose cases the provider claims to pass: "0.9" */
    /** Makes a provider over an account in which no widget exists. */
    dxaws_error *(*open)(void *self, dxaws_widget_provider **provider);
    /** After each case, whatever became of it; may be NULL. */
    void (*close)(void *self);
    /** Changes the widget behind the provider's back; NULL when the fixture lacks it. */
    dxaws_error *(*break_state)(void *self, const char *name,
                                dxaws_widget_contract_breakage breakage);
    unsigned lacks; /**< or-ed dxaws_widget_contract_lacks */
    /* 0.9 ends here. */
} dxaws_widget_contract_fixture;

/** The number of cases. @since 0.9 */
size_t dxaws_widget_contract_count(void);
/** A case's name; NULL past the end. @since 0.9 */
const char *dxaws_widget_contract_name(size_t index);
/** The release that brought the case; NULL past the end. @since 0.9 */
const char *dxaws_widget_contract_since(size_t index);
/** Runs one case: NULL when passed; UNSUPPORTED, code Skipped, when the fixture lacks what it
 * needs; else what was wrong. @since 0.9 */
DXAWS_MUST_CHECK dxaws_error *dxaws_widget_contract_run(
    const dxaws_widget_contract_fixture *fixture, size_t index);
/** Runs all cases, or those that the options name: NULL when none failed and one passed; INTERNAL,
 * naming the first that failed. @since 0.9 */
DXAWS_MUST_CHECK dxaws_error *dxaws_widget_contract_run_suite(
    const dxaws_widget_contract_fixture *fixture, const dxaws_contract_options *options,
    dxaws_contract_counts *counts);

DXAWS_END_DECLS

#endif
