/* SPDX-License-Identifier: MIT */
/* Documents for people: one line a value, aligned. */
#ifndef DXAWS_CLI_OUTPUT_TABLE_H
#define DXAWS_CLI_OUTPUT_TABLE_H

#include <stdio.h>

#include <dxaws/base.h>

/* Prints the members of a JSON object, those of objects in it as "a.b"; "url" first, absent
 * values and empty objects left out. */
void table_print(FILE *stream, const char *json, bool colors);

#endif
