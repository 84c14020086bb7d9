/* SPDX-License-Identifier: MIT */
/* Errors as Lambda has them: a state machine matches `errorType` and nothing else. */
#ifndef DXAWS_LAMBDA_REPLY_ERROR_H
#define DXAWS_LAMBDA_REPLY_ERROR_H

#include <stdbool.h>

#include <dxaws/error.h>

enum { REPLY_ERROR_TYPE_SIZE = 64 };

/* "Dxaws." and the kind in one word: "Dxaws.InvalidArgument". Of what was done in part it is the
 * kind of what stopped it: a throttled third action is to be tried again, a forbidden one is not.
 */
void reply_error_type(const dxaws_error *error, char type[REPLY_ERROR_TYPE_SIZE]);

/* `{"errorType", "errorMessage", "stackTrace": [], "dxaws": {...}, "wrote": false}`; "dxaws" is as
 * dxaws_error_format() writes it, so that who invoked it has the whole error again, and "wrote"
 * whether something was written before. Never more than 32,000 bytes, which is what a state machine
 * keeps of a failure: "dxaws" is then without causes and details. For free(); NULL without memory.
 */
char *reply_error_format(const dxaws_error *error, bool wrote);

#endif
