/* SPDX-License-Identifier: MIT */
/* What the shared configuration files say, and where they say it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <dxaws/extend/names.h>

#include "config-file.h"
#include "secret.h"

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

/* Whether a value has pages of its own, so that no core dump holds it. */
static bool is_secret(const char *name)
{
    static const char *const names[] = {"aws_secret_access_key", "aws_session_token",
                                        "aws_security_token"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

char *aws_config_keep(const char *name, const char *text, size_t size)
{
    char *value = is_secret(name) ? aws_secret_allocate(size + 1) : malloc(size + 1);
    if (value) {
        memcpy(value, text, size);
        value[size] = '\0';
    }
    return value;
}

void aws_config_drop(const char *name, char *value)
{
    if (is_secret(name)) {
        aws_secret_free(value);
    } else {
        aws_string_wipe(value);
    }
}

void aws_config_clear_section(struct aws_config_section *section)
{
    for (size_t i = 0; i < section->count; i++) {
        aws_config_drop(section->items[i].name, section->items[i].value);
        free(section->items[i].name);
    }
    free(section->items);
    section->items = NULL;
    section->count = 0;
}

const char *aws_config_keep_file(struct aws_config *config, const char *file)
{
    if (config->file_count == AWS_CONFIG_FILES) {
        return NULL;
    }
    char *copy = strdup(file);
    config->files[config->file_count] = copy;
    config->file_count += copy != NULL;
    return copy;
}

bool aws_config_has(const struct aws_config *config, enum aws_config_kind kind, const char *name)
{
    return aws_config_find_section(config, kind, name, strlen(name)) != NULL;
}

const char *aws_config_get(const struct aws_config *config, enum aws_config_kind kind,
                           const char *name, const char *property)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, kind, name, strlen(name));
    const struct aws_config_property *found =
        section ? aws_config_find_property(section, property) : NULL;
    return found && found->value[0] ? found->value : NULL;
}

struct aws_place aws_config_place(const struct aws_config *config, enum aws_config_kind kind,
                                  const char *name, const char *property)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, kind, name, strlen(name));
    const struct aws_config_property *found =
        section && property ? aws_config_find_property(section, property) : NULL;
    return found ? found->place : section ? section->place : (struct aws_place){0};
}

dxaws_error *aws_place_error(struct aws_place place, dxaws_error_kind kind, const char *code,
                             const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = place.file ? dxaws_error_new(kind, "core", code, "%s line %u: %s",
                                                      place.file, place.line, text)
                                    : dxaws_error_new(kind, "core", code, "%s", text);
    free(text);
    return error;
}

const char *aws_config_near_profile(const struct aws_config *config, const char *name)
{
    enum { SLIPS = 2 };
    size_t least = SLIPS + 1;
    const char *near = NULL;
    for (size_t i = 0; i < config->count; i++) {
        const struct aws_config_section *section = &config->sections[i];
        if (section->kind != AWS_CONFIG_PROFILE || strcmp(section->name, name) == 0) {
            continue;
        }
        size_t far =
            strcasecmp(section->name, name) == 0 ? 0 : dxaws_name_distance(section->name, name);
        /* of a short name little is left after two slips */
        if (far < least && far <= strlen(name) / 3) {
            least = far;
            near = section->name;
        }
    }
    return near;
}

/* ---- notes ---- */

dxaws_error *aws_config_note(struct aws_config *config, struct aws_place place, const char *name,
                             const char *format, ...)
{
    struct aws_config_note *notes =
        realloc(config->notes, (config->note_count + 1) * sizeof(*notes));
    if (!notes) {
        return dxaws_error_out_of_memory();
    }
    config->notes = notes;
    struct aws_config_note *note = &notes[config->note_count];
    *note = (struct aws_config_note){0};
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (size < 0) {
        return dxaws_error_out_of_memory();
    }
    note->error =
        aws_place_error(place, DXAWS_ERROR_INVALID_ARGUMENT, "ConfigFileError", "%s", text);
    free(text);
    note->name = name ? strdup(name) : NULL;
    if ((name && !note->name) || dxaws_error_get_kind(note->error) == DXAWS_ERROR_OUT_OF_MEMORY) {
        free(note->name);
        dxaws_error_free(note->error);
        return dxaws_error_out_of_memory();
    }
    config->note_count++;
    return NULL;
}

dxaws_error *aws_config_spoil(struct aws_config *config, struct aws_config_section *section,
                              struct aws_place place, const char *what)
{
    dxaws_error *error = aws_config_note(config, place, NULL, "%s", what);
    if (!error && section && !section->fault) {
        section->fault = config->note_count;
    }
    return error;
}

dxaws_error *aws_config_check(const struct aws_config *config, enum aws_config_kind kind,
                              const char *name)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, kind, name, strlen(name));
    if (!section || !section->fault) {
        return NULL;
    }
    const dxaws_error *fault = config->notes[section->fault - 1].error;
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", dxaws_error_code(fault), "%s",
                           dxaws_error_message(fault));
}

const struct aws_config_note *aws_config_note_about(const struct aws_config *config,
                                                    const char *name)
{
    for (size_t i = 0; i < config->note_count; i++) {
        const struct aws_config_note *note = &config->notes[i];
        if (note->name && strcmp(note->name, name) == 0) {
            return note;
        }
    }
    return NULL;
}

void aws_config_free(struct aws_config *config)
{
    for (size_t i = 0; i < config->count; i++) {
        aws_config_clear_section(&config->sections[i]);
        free(config->sections[i].name);
    }
    free(config->sections);
    for (size_t i = 0; i < config->file_count; i++) {
        free(config->files[i]);
    }
    for (size_t i = 0; i < config->note_count; i++) {
        free(config->notes[i].name);
        dxaws_error_free(config->notes[i].error);
    }
    free(config->notes);
    *config = (struct aws_config){0};
}
