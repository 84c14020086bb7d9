/* SPDX-License-Identifier: MIT */
/* Tables of functions, which begin with their size. */
#ifndef DXAWS_CORE_OPS_H
#define DXAWS_CORE_OPS_H

#include <string.h>

/* What a caller's release of the header has of it; all zero for NULL. */
static inline void aws_ops_copy(void *target, size_t target_size, const void *ops)
{
    size_t size = 0;
    memset(target, 0, target_size);
    if (ops) {
        memcpy(&size, ops, sizeof(size));
        memcpy(target, ops, size < target_size ? size : target_size);
    }
}

#endif
