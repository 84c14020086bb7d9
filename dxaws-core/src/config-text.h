/* SPDX-License-Identifier: MIT */
/* White space and names as the shared configuration files have them. */
#ifndef DXAWS_CORE_CONFIG_TEXT_H
#define DXAWS_CORE_CONFIG_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

/* How many characters of white space a text begins with; *text is what follows. */
size_t aws_config_indent(const char **text, size_t *size);
/* Both ends. White space is what Python's str.strip() takes off, since that reads these files for
 * the AWS CLI: a value that was pasted with a no-break space is meant without it. */
void aws_config_trim(const char **text, size_t *size);
/* A comment in a value begins after a space or a tab. */
void aws_config_strip_comment(const char *text, size_t *size);
/* Names of properties that somebody may ask for. Others are passed over, as the SDKs do; a dot
 * would look like a property of a block. */
bool aws_config_is_property_name(const char *name, size_t size);
/* A name as it is written in a section header, in quotes where it needs them. */
void aws_config_quote(struct aws_buffer *out, const char *name);

#endif
