/* SPDX-License-Identifier: MIT */
/* The grammar of the shared configuration and credentials files. */
#include "config-file.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/* Where the parser is. */
struct reader {
    struct aws_config *config;
    enum aws_config_syntax syntax;
    const char *file; /* the configuration's copy */
    unsigned line;
    bool any_section;                     /* a property before one is an error */
    struct aws_config_section *section;   /* NULL in a section that is ignored */
    struct aws_config_property *property; /* what an indented line continues */
    bool any_property;                    /* same, also in what is ignored */
    bool nested;                          /* the property opened a block */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim(const char **text, size_t *size)
{
    while (*size && is_blank((*text)[0])) {
        (*text)++;
        (*size)--;
    }
    while (*size && is_blank((*text)[*size - 1])) {
        (*size)--;
    }
}

static dxaws_error *bad_line(const struct reader *reader, const char *what)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "ConfigFileError",
                           "%s line %u: %s", reader->file, reader->line, what);
}

/* @param quoted whether blanks are part of it, which is an extension of ours. */
static bool is_section_name(const char *name, size_t size, bool quoted)
{
    for (size_t i = 0; i < size; i++) {
        if (!((quoted && name[i] == ' ') || (name[i] >= 'A' && name[i] <= 'Z') ||
              (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
              (name[i] && strchr("_-/.%@:+", name[i])))) {
            return false;
        }
    }
    return size > 0;
}

static bool starts_with_word(const char *text, size_t size, const char *word)
{
    size_t length = strlen(word);
    return size > length && memcmp(text, word, length) == 0 && is_blank(text[length]);
}

/* What a section header's text names; false for one that is to be ignored. */
static bool classify(enum aws_config_syntax syntax, const char **text, size_t *size,
                     enum aws_config_kind *kind, bool *prefixed)
{
    static const struct {
        const char *word;
        enum aws_config_kind kind;
    } words[] = {{"profile", AWS_CONFIG_PROFILE},
                 {"sso-session", AWS_CONFIG_SSO_SESSION},
                 {"services", AWS_CONFIG_SERVICES}};
    *kind = AWS_CONFIG_PROFILE;
    *prefixed = false;
    if (syntax == AWS_SYNTAX_CREDENTIALS) {
        return is_section_name(*text, *size, false); /* a space, as in a prefix, is no name */
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!starts_with_word(*text, *size, words[i].word)) {
            continue;
        }
        *text += strlen(words[i].word);
        *size -= strlen(words[i].word);
        trim(text, size);
        bool quoted = *size >= 2 && (*text)[0] == '"' && (*text)[*size - 1] == '"';
        if (quoted) {
            (*text)++;
            *size -= 2;
        }
        *kind = words[i].kind;
        *prefixed = words[i].kind == AWS_CONFIG_PROFILE;
        return is_section_name(*text, *size, quoted);
    }
    return *size == 7 && memcmp(*text, "default", 7) == 0;
}

/* In a header a comment needs no white space before it, and no name has its signs. */
static size_t before_comment(const char *line, size_t size)
{
    size_t length = 0;
    while (length < size && line[length] != '#' && line[length] != ';') {
        length++;
    }
    return length;
}

static dxaws_error *open_section(struct reader *reader, const char *line, size_t whole)
{
    size_t size = before_comment(line, whole);
    const char *end = memchr(line, ']', size);
    if (!end) {
        return bad_line(reader, memchr(line, ']', whole)
                                    ? "a comment begins in the section header: put \"]\" before it"
                                    : "the section header has no closing bracket: add \"]\" at its "
                                      "end");
    }
    const char *rest = end + 1;
    size_t rest_size = size - (size_t)(rest - line);
    trim(&rest, &rest_size);
    if (rest_size) {
        return bad_line(reader,
                        "there is text after the section header: write it on a line of its own");
    }
    const char *name = line + 1;
    size_t name_size = (size_t)(end - name);
    trim(&name, &name_size);
    if (!name_size) {
        return bad_line(
            reader,
            "the section header is empty: expected one such as [default] or [profile name]");
    }

    enum aws_config_kind kind;
    bool prefixed;
    reader->any_section = true;
    reader->any_property = false;
    reader->property = NULL;
    reader->section = NULL;
    struct aws_config *config = reader->config;
    if (!classify(reader->syntax, &name, &name_size, &kind, &prefixed)) {
        aws_buffer_format(&config->warnings,
                          "%s%s line %u: the section is ignored, since its "
                          "header is none of this file, such as %s",
                          config->warnings.size ? "; " : "", reader->file, reader->line,
                          reader->syntax == AWS_SYNTAX_CONFIG ? "[profile NAME]" : "[NAME]");
        return NULL;
    }
    struct aws_config_section *section = aws_config_find_section(config, kind, name, name_size);
    if (section && reader->syntax == AWS_SYNTAX_CONFIG && section->prefixed != prefixed) {
        if (section->prefixed) {
            return NULL;
        }
        aws_config_clear_section(section); /* [default], given up for [profile default] */
        section->prefixed = true;
    } else if (!section) {
        struct aws_config_section *sections =
            realloc(config->sections, (config->count + 1) * sizeof(*sections));
        if (!sections) {
            return dxaws_error_out_of_memory();
        }
        config->sections = sections;
        section = &sections[config->count];
        *section = (struct aws_config_section){
            .kind = kind, .prefixed = prefixed, .place = {reader->file, reader->line}};
        section->name = strndup(name, name_size);
        if (!section->name) {
            return dxaws_error_out_of_memory();
        }
        config->count++;
    }
    reader->section = section;
    return NULL;
}

/* A comment in a value starts after white space. */
static void strip_comment(const char *text, size_t *size)
{
    for (size_t i = 0; i < *size; i++) {
        if ((text[i] == '#' || text[i] == ';') && i && is_blank(text[i - 1])) {
            *size = i;
            return;
        }
    }
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
    struct aws_config_property *property = aws_config_find_property(section, owned_name);
    if (property) {
        free(owned_name);
        aws_config_drop(property->name, property->value);
        property->value = owned_value;
        property->place = (struct aws_place){reader->file, reader->line};
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
        *property =
            (struct aws_config_property){owned_name, owned_value, {reader->file, reader->line}};
    }
    if (!block) {
        reader->property = property;
    }
    return NULL;
}

/* Splits at the first '='. */
static dxaws_error *split(struct reader *reader, const char *line, size_t size, const char **name,
                          size_t *name_size, const char **value, size_t *value_size)
{
    const char *equals = memchr(line, '=', size);
    if (!equals) {
        return bad_line(reader, "expected \"name = value\" or \"[section]\"");
    }
    *name = line;
    *name_size = (size_t)(equals - line);
    *value = equals + 1;
    *value_size = size - *name_size - 1;
    trim(name, name_size);
    if (!*name_size) {
        return bad_line(reader,
                        "there is no name before the equals sign: expected \"name = value\"");
    }
    return NULL;
}

static dxaws_error *continue_property(struct reader *reader, const char *line, size_t size)
{
    if (!reader->any_property) {
        return bad_line(reader,
                        "the indented line continues no property: begin it in the first column");
    }
    trim(&line, &size);
    if (reader->nested) {
        const char *name;
        const char *value;
        size_t name_size;
        size_t value_size;
        dxaws_error *error = split(reader, line, size, &name, &name_size, &value, &value_size);
        if (error || !reader->property) {
            return error;
        }
        trim(&value, &value_size);
        size_t index = (size_t)(reader->property - reader->section->items);
        error = set_property(reader, reader->property->name, name, name_size, value, value_size);
        reader->property = &reader->section->items[index]; /* the array may have moved */
        return error;
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

/* Others are ignored, as the SDKs do. A dot would look like a property of a block. */
static bool is_property_name(const char *name, size_t size)
{
    return is_section_name(name, size, false) && !memchr(name, '.', size);
}

static dxaws_error *parse_line(struct reader *reader, const char *line, size_t size)
{
    if (size && line[size - 1] == '\r') {
        size--;
    }
    const char *content = line;
    size_t content_size = size;
    trim(&content, &content_size);
    if (!content_size || line[0] == '#' || line[0] == ';') {
        return NULL;
    }
    if (memchr(line, '\0', size)) {
        return bad_line(reader, "the line holds a NUL byte");
    }
    if (line[0] == '[') {
        return open_section(reader, line, size);
    }
    if (is_blank(line[0])) {
        return continue_property(reader, line, size);
    }
    const char *name;
    const char *value;
    size_t name_size;
    size_t value_size;
    dxaws_error *error = split(reader, line, size, &name, &name_size, &value, &value_size);
    if (error) {
        return error;
    }
    if (!reader->any_section) {
        return bad_line(reader, "the property comes before any section: write [default] above it");
    }
    strip_comment(value, &value_size);
    trim(&value, &value_size);
    reader->any_property = true;
    reader->nested = value_size == 0;
    reader->property = NULL;
    return reader->section && is_property_name(name, name_size)
               ? set_property(reader, NULL, name, name_size, value, value_size)
               : NULL;
}

dxaws_error *aws_config_parse(struct aws_config *config, enum aws_config_syntax syntax,
                              const char *file, const char *text, size_t size)
{
    struct reader reader = {.config = config, .syntax = syntax};
    reader.file = aws_config_keep_file(config, file);
    if (!reader.file) {
        return dxaws_error_out_of_memory();
    }
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    while (size) {
        const char *end = memchr(text, '\n', size);
        size_t line_size = end ? (size_t)(end - text) : size;
        reader.line++;
        dxaws_error *error = parse_line(&reader, text, line_size);
        if (error) {
            return error;
        }
        line_size += end ? 1 : 0;
        text += line_size;
        size -= line_size;
    }
    return NULL;
}
