/* SPDX-License-Identifier: MIT */
/* The grammar of the shared configuration and credentials files. */
#include "config-file.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "config-section.h"
#include "config-text.h"

/* Where the parser is. */
struct reader {
    struct aws_config *config;
    enum aws_config_syntax syntax;
    struct aws_place place;
    bool any_section;
    struct aws_config_section *section;   /* NULL in a section that is passed over */
    struct aws_config_property *property; /* what a line that is indented further continues */
    bool any_property;                    /* same, also in what is passed over */
    size_t indent;                        /* of that property's line */
    bool nested;                          /* the property opened a block */
};

/* A mistake is one of its section. */
static dxaws_error *spoil(const struct reader *reader, const char *what)
{
    return reader->section ? aws_config_spoil(reader->config, reader->section, reader->place, what)
                           : NULL;
}

/* Said again, a block is another one. */
static void drop_block(struct aws_config_section *section, const char *name)
{
    size_t size = strlen(name);
    size_t kept = 0;
    for (size_t i = 0; i < section->count; i++) {
        struct aws_config_property *item = &section->items[i];
        if (strncmp(item->name, name, size) == 0 && item->name[size] == '.') {
            aws_config_drop(item->name, item->value);
            free(item->name);
        } else {
            section->items[kept++] = *item;
        }
    }
    section->count = kept;
}

static dxaws_error *set_property(struct reader *reader, const char *block, const char *name,
                                 size_t name_size, const char *value, size_t value_size)
{
    struct aws_buffer key = {0};
    if (block) {
        aws_buffer_format(&key, "%s.", block);
    }
    for (size_t i = 0; i < name_size; i++) {
        aws_buffer_char(&key, name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i]);
    }
    char *owned_name = aws_buffer_take(&key);
    char *owned_value = owned_name ? aws_config_keep(owned_name, value, value_size) : NULL;
    if (!owned_value) {
        free(owned_name);
        return dxaws_error_out_of_memory();
    }
    struct aws_config_section *section = reader->section;
    if (!block) {
        drop_block(section, owned_name);
    }
    struct aws_config_property *property = aws_config_find_property(section, owned_name);
    if (property) {
        free(owned_name);
        aws_config_drop(property->name, property->value);
        property->value = owned_value;
        property->place = reader->place;
    } else {
        struct aws_config_property *items =
            realloc(section->items, (section->count + 1) * sizeof(*items));
        if (!items) {
            aws_config_drop(owned_name, owned_value);
            free(owned_name);
            return dxaws_error_out_of_memory();
        }
        section->items = items;
        property = &items[section->count++];
        *property = (struct aws_config_property){owned_name, owned_value, reader->place};
    }
    if (!block) {
        reader->property = property;
    }
    return NULL;
}

/* Splits at the first of the delimiters; *name_size is 0 for a line that is spoilt. */
static dxaws_error *split(struct reader *reader, const char *delimiters, const char *line,
                          size_t size, const char **name, size_t *name_size, const char **value,
                          size_t *value_size)
{
    size_t at = 0;
    while (at < size && !strchr(delimiters, line[at])) {
        at++;
    }
    *name_size = 0;
    if (at == size) {
        return spoil(reader, "expected \"name = value\" or \"[section]\"");
    }
    *name = line;
    *name_size = at;
    *value = line + at + 1;
    *value_size = size - at - 1;
    aws_config_trim(name, name_size);
    return *name_size ? NULL
                      : spoil(reader, "there is no name before the equals sign: expected \"name = "
                                      "value\"");
}

/* A property of the block that one without a value opened. */
static dxaws_error *add_to_block(struct reader *reader, const char *line, size_t size)
{
    const char *name;
    const char *value;
    size_t name_size;
    size_t value_size;
    dxaws_error *error = split(reader, "=", line, size, &name, &name_size, &value, &value_size);
    if (error || !name_size || !reader->property) {
        return error;
    }
    aws_config_trim(&value, &value_size);
    size_t index = (size_t)(reader->property - reader->section->items);
    error = set_property(reader, reader->property->name, name, name_size, value, value_size);
    reader->property = &reader->section->items[index]; /* the array may have moved */
    return error;
}

static dxaws_error *continue_property(struct reader *reader, const char *line, size_t size)
{
    if (reader->nested) {
        return add_to_block(reader, line, size);
    }
    if (!reader->property) {
        return NULL;
    }
    struct aws_buffer joined = {0};
    aws_buffer_format(&joined, "%s\n", reader->property->value);
    aws_buffer_append(&joined, line, size);
    struct aws_config_property *property = reader->property;
    char *value = joined.failed ? NULL : aws_config_keep(property->name, joined.data, joined.size);
    aws_buffer_free(&joined);
    if (!value) {
        return dxaws_error_out_of_memory();
    }
    aws_config_drop(property->name, property->value);
    property->value = value;
    return NULL;
}

/* What stands above all sections was most likely meant for the profile that nobody names. */
static dxaws_error *begin_without_section(struct reader *reader)
{
    struct aws_config *config = reader->config;
    reader->any_section = true;
    reader->section = aws_config_find_section(config, AWS_CONFIG_PROFILE, "default", 7);
    if (!reader->section) {
        reader->section =
            aws_config_add_section(config, AWS_CONFIG_PROFILE, "default", reader->place);
    }
    return reader->section
               ? spoil(reader, "the line comes before any section: write one such as [default] "
                               "above it")
               : dxaws_error_out_of_memory();
}

static dxaws_error *read_property(struct reader *reader, const char *line, size_t size)
{
    const char *name;
    const char *value;
    size_t name_size;
    size_t value_size;
    dxaws_error *error = reader->any_section ? NULL : begin_without_section(reader);
    reader->any_property = true;
    reader->nested = false;
    reader->property = NULL;
    if (!error) {
        error = split(reader, "=:", line, size, &name, &name_size, &value, &value_size);
    }
    if (error || !name_size) {
        return error;
    }
    aws_config_strip_comment(value, &value_size);
    aws_config_trim(&value, &value_size);
    reader->nested = value_size == 0;
    return reader->section && aws_config_is_property_name(name, name_size)
               ? set_property(reader, NULL, name, name_size, value, value_size)
               : NULL;
}

/* A line that is indented further than the property above continues it; any other one begins anew,
 * wherever it begins: so does the AWS CLI, and the SDKs, which take less, agree where they take it.
 */
static dxaws_error *parse_line(struct reader *reader, const char *line, size_t size)
{
    size_t indent = aws_config_indent(&line, &size);
    aws_config_trim(&line, &size);
    if (!size || line[0] == '#' || line[0] == ';') {
        return NULL;
    }
    if (memchr(line, '\0', size)) {
        return spoil(reader, "the line holds a NUL byte");
    }
    if (reader->any_property && indent > reader->indent) {
        return continue_property(reader, line, size);
    }
    reader->indent = indent;
    if (line[0] != '[') {
        return read_property(reader, line, size);
    }
    reader->any_section = true;
    reader->any_property = false;
    reader->property = NULL;
    return aws_config_open_section(reader->config, reader->syntax, reader->place, line, size,
                                   &reader->section);
}

/* The line feed, the carriage return or both. */
static size_t line_end(const char *text, size_t size)
{
    return size > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : size ? 1 : 0;
}

dxaws_error *aws_config_parse(struct aws_config *config, enum aws_config_syntax syntax,
                              const char *file, const char *text, size_t size)
{
    struct reader reader = {.config = config, .syntax = syntax};
    reader.place.file = aws_config_keep_file(config, file);
    if (!reader.place.file) {
        return dxaws_error_out_of_memory();
    }
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    while (size) {
        size_t line_size = 0;
        while (line_size < size && text[line_size] != '\n' && text[line_size] != '\r') {
            line_size++;
        }
        reader.place.line++;
        dxaws_error *error = parse_line(&reader, text, line_size);
        if (error) {
            return error;
        }
        line_size += line_end(text + line_size, size - line_size);
        text += line_size;
        size -= line_size;
    }
    return NULL;
}
