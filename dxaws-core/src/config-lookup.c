/* SPDX-License-Identifier: MIT */
/* What the shared configuration files say, once they are read. */
#include "config-file.h"

#include <stdlib.h>
#include <string.h>

struct aws_config_section *aws_config_find_section(const struct aws_config *config,
                                                   enum aws_config_kind kind, const char *name,
                                                   size_t size)
{
    for (size_t i = 0; i < config->count; i++) {
        struct aws_config_section *section = &config->sections[i];
        if (section->kind == kind && strlen(section->name) == size &&
            memcmp(section->name, name, size) == 0) {
            return section;
        }
    }
    return NULL;
}

struct aws_config_property *aws_config_find_property(const struct aws_config_section *section,
                                                     const char *name)
{
    for (size_t i = 0; i < section->count; i++) {
        if (strcmp(section->items[i].name, name) == 0) {
            return &section->items[i];
        }
    }
    return NULL;
}

bool aws_config_has(const struct aws_config *config, enum aws_config_kind kind, const char *name)
{
    return aws_config_find_section(config, kind, name, strlen(name)) != NULL;
}

/* Blank is as good as nothing. */
static const struct aws_config_property *look_up(const struct aws_config *config,
                                                 enum aws_config_kind kind, const char *name,
                                                 const char *property)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, kind, name, strlen(name));
    const struct aws_config_property *found =
        section ? aws_config_find_property(section, property) : NULL;
    return found && found->value[0] ? found : NULL;
}

const char *aws_config_get(const struct aws_config *config, enum aws_config_kind kind,
                           const char *name, const char *property)
{
    const struct aws_config_property *found = look_up(config, kind, name, property);
    return found ? found->value : NULL;
}

unsigned aws_config_line(const struct aws_config *config, enum aws_config_kind kind,
                         const char *name, const char *property, enum aws_config_syntax *syntax)
{
    const struct aws_config_property *found = look_up(config, kind, name, property);
    if (found) {
        *syntax = found->syntax;
    }
    return found ? found->line : 0;
}

void aws_config_section_clear(struct aws_config_section *section)
{
    for (size_t i = 0; i < section->count; i++) {
        free(section->items[i].name);
        aws_string_wipe(section->items[i].value);
    }
    free(section->items);
    section->items = NULL;
    section->count = 0;
}

void aws_config_free(struct aws_config *config)
{
    for (size_t i = 0; i < config->count; i++) {
        aws_config_section_clear(&config->sections[i]);
        free(config->sections[i].name);
    }
    free(config->sections);
    aws_buffer_free(&config->warnings);
    *config = (struct aws_config){0};
}
