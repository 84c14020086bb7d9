/* SPDX-License-Identifier: MIT */
/** @file
 * What a module's description says beside the tables of attributes and actions: its codes of errors
 * and its events. A description is the module's contract as a document: what is in it is only ever
 * added to, and scripts/contract-check holds against the committed ones. Pure; any thread.
 */
#ifndef DXAWS_KIT_DESCRIPTION_H
#define DXAWS_KIT_DESCRIPTION_H

#include <dxaws/kit/schema.h>

/** One code of errors, as the public header declares it. */
struct dx_error_code {
    const char *code;  /**< DXAWS_X_ERROR_Y */
    const char *kinds; /**< the words before its colon there: "CONFLICT, REFUSED" or "Any kind" */
};

/** A member of an event. */
struct dx_event_member {
    const char *name;
    enum dx_type type;
    bool optional; /**< not always there */
};

/** One type of event. */
struct dx_event_type {
    const char *type; /**< "manager.plan.done" */
    dxaws_event_level level;
    const struct dx_event_member *members;
    size_t member_count;
};

/** @name What every module has
 * @{ */
extern const struct dx_error_code dx_errors[];
extern const size_t dx_error_count;
extern const struct dx_event_type dx_events[];
extern const size_t dx_event_count;
/** @} */

/** The description of a module with that schema, for its describe(); see docs/describe.md. */
dxaws_error *dx_describe(const dxaws_module *module, const struct dx_schema *schema,
                         dxaws_document **description);

#endif
