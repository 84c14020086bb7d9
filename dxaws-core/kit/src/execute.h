/* SPDX-License-Identifier: MIT */
/* One run of a plan. */
#ifndef DXAWS_KIT_EXECUTE_H
#define DXAWS_KIT_EXECUTE_H

#include "events.h"

struct execution {
    struct dx_manager *manager;
    dxaws_context *context;
    const dxaws_plan *plan;
    struct dx_state *observed; /* grows with each answer */
    size_t done;
};

dxaws_error *execution_check(struct dx_manager *manager, const dxaws_plan *plan);
dxaws_error *execution_run(struct execution *execution);
void execution_progress(struct execution *execution, const char *status, int64_t elapsed_ms,
                        const char *why);

#endif
