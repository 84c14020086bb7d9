/* SPDX-License-Identifier: MIT */
/* The shared configuration and credentials files: sections of properties, merged. */
#ifndef DXAWS_CORE_CONFIG_FILE_H
#define DXAWS_CORE_CONFIG_FILE_H

#include <dxaws/error.h>

#include "buffer.h"

enum aws_config_kind {
    AWS_CONFIG_PROFILE = 1,
    AWS_CONFIG_SSO_SESSION = 2,
    AWS_CONFIG_SERVICES = 3
};

enum aws_config_syntax { AWS_SYNTAX_CONFIG = 1, AWS_SYNTAX_CREDENTIALS = 2 };

struct aws_config_property {
    char *name; /* lower case; "block.name" inside a nested block */
    char *value;
    enum aws_config_syntax syntax; /* of the file that it is from */
    unsigned line;                 /* there */
};

struct aws_config_section {
    enum aws_config_kind kind;
    char *name;
    bool prefixed; /* [profile default], which wins over [default] altogether */
    struct aws_config_property *items;
    size_t count;
};

/* All zero is an empty configuration. */
struct aws_config {
    struct aws_config_section *sections;
    size_t count;
    struct aws_buffer warnings; /* of sections that are ignored, one clause each */
};

/* Merges a file's text over what is there: later properties win, so credentials come last.
 * @param file its name, for errors. INVALID_ARGUMENT names file and line, never the text. */
dxaws_error *aws_config_parse(struct aws_config *config, enum aws_config_syntax syntax,
                              const char *file, const char *text, size_t size);

bool aws_config_has(const struct aws_config *config, enum aws_config_kind kind, const char *name);

/* A property, borrowed; NULL when there is none or it is blank. A property of a nested block is
 * named "block.property". */
const char *aws_config_get(const struct aws_config *config, enum aws_config_kind kind,
                           const char *name, const char *property);

/* The line that a property is from, and of which file; 0 for none. */
unsigned aws_config_line(const struct aws_config *config, enum aws_config_kind kind,
                         const char *name, const char *property, enum aws_config_syntax *syntax);

/* For the parser: what is there, or NULL; and a section without its properties, wiped. */
struct aws_config_section *aws_config_find_section(const struct aws_config *config,
                                                   enum aws_config_kind kind, const char *name,
                                                   size_t size);
struct aws_config_property *aws_config_find_property(const struct aws_config_section *section,
                                                     const char *name);
void aws_config_section_clear(struct aws_config_section *section);

/* Wipes the values. */
void aws_config_free(struct aws_config *config);

#endif
