/* SPDX-License-Identifier: MIT */
/* For the reader of the shared configuration files: its sections. */
#ifndef DXAWS_CORE_CONFIG_SECTION_H
#define DXAWS_CORE_CONFIG_SECTION_H

#include "config-file.h"

/* Finds or makes the section that a header opens, from its "[" on. NULL in *section when what
 * follows is to be passed over. Fails only without memory; what is wrong is noted. */
dxaws_error *aws_config_open_section(struct aws_config *config, enum aws_config_syntax syntax,
                                     struct aws_place place, const char *line, size_t size,
                                     struct aws_config_section **section);
/* One more; NULL without memory. */
struct aws_config_section *aws_config_add_section(struct aws_config *config,
                                                  enum aws_config_kind kind, const char *name,
                                                  struct aws_place place);

#endif
