/* SPDX-License-Identifier: MIT */
/* Consents to take something over, given on the command line. */
#ifndef DXAWS_CLI_ADOPTION_H
#define DXAWS_CLI_ADOPTION_H

#include "run.h"
#include "subject.h"

/* Whether what was named is there, in what was read: who misspells an identity would else believe
 * that it was taken over. REFUSED, code NothingToAdopt, with the first that is not. A record makes
 * way when it is taken over, and so may be gone by a second run. Those of a file are not looked at:
 * they stay in it. */
dxaws_error *adoption_check(const struct run *run, const struct subject *subject,
                            const dxaws_document *current);

#endif
