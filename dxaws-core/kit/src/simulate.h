/* SPDX-License-Identifier: MIT */
/* What an action makes of what was observed: in a simulation, and where a service answers less than
 * it did. */
#ifndef DXAWS_KIT_SIMULATE_H
#define DXAWS_KIT_SIMULATE_H

#include <dxaws/kit/schema.h>

/* A plan is a text that may come from anywhere: INVALID_ARGUMENT unless the members of the action's
 * payload that are attributes are of their types, and those that every payload begins with are
 * there. */
dxaws_error *simulation_check_payload(const struct dx_schema *schema, const dxaws_action *action);

/* Makes of @a observed, a copy of the caller's, what a successful action makes of it; false
 * without memory, when it is to be thrown away. */
bool simulation_run(const struct dx_schema *schema, const char *kind, const json_t *payload,
                    json_t *observed);

/*
 * What is known when a provider has performed @a action: what it answered, as far as it answered;
 * else what the action makes of @a before. What only the service decides, such as an ARN, is never
 * made up. A new reference; NULL without memory.
 */
json_t *simulation_settle(const struct dx_schema *schema, const dxaws_action *action,
                          const json_t *before, const json_t *answered);

#endif
