/* SPDX-License-Identifier: MIT */
/* Memory for secrets: pages of their own that no core dump has, wiped before they go. */
#ifndef DXAWS_CORE_SECRET_H
#define DXAWS_CORE_SECRET_H

#include <dxaws/base.h>

/* Zeroed. NULL without memory. Whole pages: for few and long-lived things. */
void *aws_secret_allocate(size_t size);
/* Wipes and releases; NULL is accepted. */
void aws_secret_free(void *memory);
/* A copy; NULL without memory. */
char *aws_secret_copy(const char *text);

#endif
