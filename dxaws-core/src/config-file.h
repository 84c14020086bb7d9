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

/* Where something is written. */
struct aws_place {
    const char *file; /* borrowed; NULL for nowhere */
    unsigned line;
};

struct aws_config_property {
    char *name; /* lower case; "block.name" inside a nested block */
    char *value;
    struct aws_place place;
};

struct aws_config_section {
    enum aws_config_kind kind;
    char *name;
    bool prefixed; /* [profile default], which wins over [default] altogether */
    struct aws_place place;
    struct aws_config_property *items;
    size_t count;
    size_t fault; /* which note, from 1, says that it cannot be used as it stands; 0 for none */
};

/* Something in a file that is passed over, or that makes a section unusable. */
struct aws_config_note {
    char *name; /* of the profile that was meant, or NULL */
    dxaws_error *error;
    bool unread; /* it was meant for this run, which goes elsewhere without it */
};

#define AWS_CONFIG_FILES 4 /* there are two */

/* All zero is an empty configuration. */
struct aws_config {
    char *files[AWS_CONFIG_FILES]; /* their names */
    size_t file_count;
    struct aws_config_section *sections;
    size_t count;
    struct aws_config_note *notes;
    size_t note_count;
};

/* Merges a file's text over what is there: later properties win, so credentials come last. A
 * mistake is noted, and makes the section that it is in unusable, not the others: fails only
 * without memory.
 * @param file its name, for notes, which name file and line, never the text. */
dxaws_error *aws_config_parse(struct aws_config *config, enum aws_config_syntax syntax,
                              const char *file, const char *text, size_t size);

/* What is wrong with a section that is to be used: INVALID_ARGUMENT. */
dxaws_error *aws_config_check(const struct aws_config *config, enum aws_config_kind kind,
                              const char *name);
/* The first note about a profile that has no section because its header is ignored; NULL for none.
 */
const struct aws_config_note *aws_config_note_about(const struct aws_config *config,
                                                    const char *name);

/* The name of a profile that there is, and that a name of none was probably meant to be: another
 * case, or two slips at most; borrowed, or NULL. */
const char *aws_config_near_profile(const struct aws_config *config, const char *name);

bool aws_config_has(const struct aws_config *config, enum aws_config_kind kind, const char *name);

/* A property, borrowed; NULL when there is none or it is blank. A property of a nested block is
 * named "block.property". */
const char *aws_config_get(const struct aws_config *config, enum aws_config_kind kind,
                           const char *name, const char *property);

/* Where a property is set, else where its section begins, else nowhere. */
struct aws_place aws_config_place(const struct aws_config *config, enum aws_config_kind kind,
                                  const char *name, const char *property);
/* An error of the domain "core" about what is written there: "FILE line N: ...". */
dxaws_error *aws_place_error(struct aws_place place, dxaws_error_kind kind, const char *code,
                             const char *format, ...) DXAWS_PRINTF(4, 5);

/* For the parser. NULL when there is none; without memory. */
struct aws_config_section *aws_config_find_section(const struct aws_config *config,
                                                   enum aws_config_kind kind, const char *name,
                                                   size_t size);
struct aws_config_property *aws_config_find_property(const struct aws_config_section *section,
                                                     const char *name);
/* A property's value as it is kept, and its end, wiped. NULL without memory. */
char *aws_config_keep(const char *name, const char *text, size_t size);
void aws_config_drop(const char *name, char *value);
const char *aws_config_keep_file(struct aws_config *config, const char *file);
void aws_config_clear_section(struct aws_config_section *section);
/* Notes something. @param name of the profile that is concerned, or NULL. */
dxaws_error *aws_config_note(struct aws_config *config, struct aws_place place, const char *name,
                             const char *format, ...) DXAWS_PRINTF(4, 5);
/* Notes what makes a section unusable. @param section NULL when it is passed over anyway. */
dxaws_error *aws_config_spoil(struct aws_config *config, struct aws_config_section *section,
                              struct aws_place place, const char *what);

/* Wipes the values. */
void aws_config_free(struct aws_config *config);

#endif
