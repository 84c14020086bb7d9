/* SPDX-License-Identifier: MIT */
/* The program's own description, from its tables: its contract, as describe() gives a module's. */
#ifndef DXAWS_CLI_COMMAND_DESCRIPTION_H
#define DXAWS_CLI_COMMAND_DESCRIPTION_H

#include <jansson.h>

/* A new reference; NULL without memory. */
json_t *command_describe(void);

#endif
