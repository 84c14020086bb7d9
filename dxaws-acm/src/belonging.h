/* SPDX-License-Identifier: MIT */
/* Planning with certificates that are ours and others that are not. Pure. */
#ifndef DXAWS_ACM_BELONGING_H
#define DXAWS_ACM_BELONGING_H

#include "schema.h"

/* Whether the one that is observed is not ours and is not to become so: used as it is. */
bool acm_is_borrowed(const struct dx_planner *planner, const struct acm_claim *own);
/* What is observed once the certificate that was given away is ours: a new document; NULL when
 * none was, or one of ours is there. */
json_t *acm_adoption(struct dx_planner *planner);
/* Names those beside which one of our own is requested. */
void acm_leave_beside(struct dx_planner *planner);
/* Says of each action which certificate it is about, and what its marks have to be by then. */
void acm_address(struct dx_planner *planner, bool requested, const struct acm_claim *own);
/* What becomes of a certificate that is not wanted, and of others of its name. */
void acm_plan_absent(struct dx_planner *planner);

/* renewal.c: names what keeps ACM from renewing the one that is kept. */
void acm_tell_renewal(struct dx_planner *planner);

/* planner.c: why a new certificate is needed; NULL when that one will do. */
const char *acm_why_not(const json_t *desired, const json_t *certificate);

#endif
