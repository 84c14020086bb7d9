/* SPDX-License-Identifier: MIT */
/* Random UUIDs, version 4 (RFC 9562). */
#ifndef DXAWS_CORE_UUID_H
#define DXAWS_CORE_UUID_H

#include <stdbool.h>

#define AWS_UUID_SIZE 37 /* with the final NUL */

/* False when the system has no random numbers: the text is the UUID of zeros then. */
bool aws_uuid_make(char text[AWS_UUID_SIZE]);

#endif
