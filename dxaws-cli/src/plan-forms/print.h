/* SPDX-License-Identifier: MIT */
/* What `plan` prints in the place of the plan, when it is asked to. */
#ifndef DXAWS_CLI_PLAN_FORMS_PRINT_H
#define DXAWS_CLI_PLAN_FORMS_PRINT_H

#include "../options.h"
#include "../subject.h"

bool plan_is_printed_otherwise(const struct options *options);

/* On standard output. @a account is whose the plan is, or NULL. */
dxaws_error *plan_print_otherwise(const struct run *run, const struct subject *subject,
                                  const dxaws_plan *plan, const char *account);

#endif
