/* SPDX-License-Identifier: MIT */
/* What the readers of errors share. */
#ifndef DXAWS_CORE_SERVICE_ERROR_PARTS_H
#define DXAWS_CORE_SERVICE_ERROR_PARTS_H

#include "buffer.h"
#include "service-error.h"

/* Appends one line of UTF-8 of bounded size: white space becomes one space, what is no text a '?'.
 */
void aws_fault_append(struct aws_buffer *out, const char *text, size_t size);
/* The same as a string; without memory the fault has failed. */
char *aws_fault_line(struct aws_fault *fault, const char *text);
/* "namespace#Code:uri" is Code; NULL when that is no code at all. */
char *aws_fault_code(struct aws_fault *fault, const char *text);

/* service-error-xml.c */
void aws_fault_read_xml(struct aws_fault *fault, const char *body, size_t size);

#endif
