/* SPDX-License-Identifier: MIT */
/* How verify and preflight end. */
#ifndef DXAWS_CLI_CHECKS_REPORT_H
#define DXAWS_CLI_CHECKS_REPORT_H

#include "../run.h"
#include "findings.h"

/* Prints the findings, or their document, in which the member @a good says whether none failed;
 * @a failed is the exit status when one did. */
dxaws_error *checks_report(struct run *run, const struct findings *findings, const char *schema,
                           const char *good, int failed);

#endif
