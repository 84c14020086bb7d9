/* SPDX-License-Identifier: MIT */
/* What of an account carries a mark. */
#ifndef DXAWS_LAMBDA_INVENTORY_H
#define DXAWS_LAMBDA_INVENTORY_H

#include "call.h"

/* The operation "find": "found" of "owner", or of anybody; with "owners", the names of all who are
 * to be there, also "leftovers", how many are nobody's of them, each of which has "leftover". */
dxaws_error *inventory_find(struct call *call);

#endif
