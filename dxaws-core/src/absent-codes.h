/* SPDX-License-Identifier: MIT */
/* Which refusals say that what was asked for is not there. */
#ifndef DXAWS_CORE_ABSENT_CODES_H
#define DXAWS_CORE_ABSENT_CODES_H

#include <stdbool.h>

/* @param code that the service told, not one made of the status.
 * @param status of HTTP, which decides for operations that are not in the table. */
bool aws_code_says_absent(const char *service, const char *operation, const char *code, int status);

#endif
