/* SPDX-License-Identifier: MIT */
/* What `dxaws doctor` found, for people. */
#ifndef DXAWS_CLI_OUTPUT_DIAGNOSIS_H
#define DXAWS_CLI_OUTPUT_DIAGNOSIS_H

#include <stdio.h>

#include <jansson.h>

#include <dxaws/base.h>

/* Prints the members of a document dxaws.doctor/1; of the endpoints those that dxaws uses. */
void diagnosis_print(FILE *stream, const json_t *document, bool colors);

#endif
