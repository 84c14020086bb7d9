/* SPDX-License-Identifier: MIT */
/* A transaction that ran out of memory may have seen less than there is, or done less than it was
 * to: whatever its caller made of that, it ends with OUT_OF_MEMORY. */
#ifndef DXAWS_MEMORY_PRIVATE_H
#define DXAWS_MEMORY_PRIVATE_H

#include <dxaws/extend/memory.h>

/* Says so of the current transaction, and asks. */
void memory_ran_out(dxaws_memory_account *account);
bool memory_is_out(const dxaws_memory_account *account);

#endif
