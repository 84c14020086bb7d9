/* SPDX-License-Identifier: MIT */
/* The program's own description, from its tables: its contract, as describe() gives a module's. */
#ifndef DXAWS_CLI_COMMAND_DESCRIPTION_H
#define DXAWS_CLI_COMMAND_DESCRIPTION_H

#include <jansson.h>

/* A new reference; NULL without memory. What the values of the manifest can be is said by the
 * description of the module that gets them, @a website; borrowed. */
json_t *command_describe(const json_t *website);

#endif
