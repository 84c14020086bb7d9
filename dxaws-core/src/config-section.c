/* SPDX-License-Identifier: MIT */
/* The headers of sections: which there are, and what they name (rule 17). */
#include "config-section.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config-text.h"
#include "words.h"

static const struct {
    const char *word;
    enum aws_config_kind kind;
} words[] = {{"profile", AWS_CONFIG_PROFILE},
             {"sso-session", AWS_CONFIG_SSO_SESSION},
             {"services", AWS_CONFIG_SERVICES}};
enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* What a header says. */
struct header {
    char *text; /* between the brackets */
    enum aws_config_kind kind;
    char *name; /* NULL when it names nothing that this file may have */
    bool prefixed;
    const char *fault;   /* why its section cannot be used; static, or NULL */
    const char *warning; /* what is odd about it; static, or NULL */
};

static bool is_comment(const char *text, size_t size)
{
    aws_config_indent(&text, &size);
    return !size || *text == '#' || *text == ';';
}

/* The bracket that ends the header: the first one with nothing but a comment behind it, else the
 * last one. A name may hold brackets. */
static const char *find_end(const char *line, size_t size, const char **warning)
{
    const char *last = NULL;
    for (size_t i = 1; i < size; i++) {
        if (line[i] != ']') {
            continue;
        }
        last = line + i;
        if (is_comment(last + 1, size - i - 1)) {
            return last;
        }
    }
    if (last) {
        *warning =
            "there is text after the section header, which is passed over: write it on a line "
            "of its own";
    }
    return last;
}

/* In the configuration file: [default], or a word and a name, each in quotes where it needs them.
 */
static bool read_config_name(struct header *header)
{
    if (strcmp(header->text, "default") == 0) {
        header->name = strdup(header->text);
        return header->name != NULL;
    }
    char **parts = NULL;
    const char *why = NULL;
    aws_words_split(header->text, &parts, &why);
    if (!parts) {
        return why != NULL; /* a quote is open, which is nobody's name */
    }
    bool pair = parts[0] && parts[1] && *parts[1] && !parts[2];
    bool done = true;
    for (size_t i = 0; i < WORDS && pair; i++) {
        if (strcmp(parts[0], words[i].word) == 0) {
            header->kind = words[i].kind;
            header->prefixed = words[i].kind == AWS_CONFIG_PROFILE;
            header->name = strdup(parts[1]);
            done = header->name != NULL;
        }
    }
    free(parts);
    return done;
}

/* In the credentials file the header is the name, whatever is in it; only not one of the other
 * file. */
static bool read_credentials_name(struct header *header)
{
    for (size_t i = 0; i < WORDS; i++) {
        size_t length = strlen(words[i].word);
        const char *rest = header->text + length;
        if (strncmp(header->text, words[i].word, length) == 0 && (*rest == ' ' || *rest == '\t')) {
            return true;
        }
    }
    header->name = strdup(header->text);
    return header->name != NULL;
}

static dxaws_error *read_header(enum aws_config_syntax syntax, const char *line, size_t size,
                                struct header *header)
{
    const char *end = find_end(line, size, &header->warning);
    const char *text = line + 1;
    size_t text_size = end ? (size_t)(end - text) : size - 1;
    if (!end) {
        header->fault = "the section header has no closing bracket: add \"]\" at its end";
        aws_config_strip_comment(text, &text_size);
    }
    aws_config_trim(&text, &text_size);
    header->kind = AWS_CONFIG_PROFILE;
    header->text = strndup(text, text_size);
    bool done = header->text != NULL;
    if (done && *header->text) {
        done =
            syntax == AWS_SYNTAX_CONFIG ? read_config_name(header) : read_credentials_name(header);
    }
    return done ? NULL : dxaws_error_out_of_memory();
}

/* Sections of the AWS CLI that are no profiles, and that nobody takes for one. */
static bool is_of_others(const char *text)
{
    static const char *const names[] = {"plugins", "preview", "toplevel"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(text, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The profile that was meant, for a header that names none, as [Profile x] and [profile "x]: for
 * free(), NULL without memory. */
static char *meant_name(const char *text)
{
    static const char stray[] = "[]\"' \t";
    text += strspn(text, stray);
    for (size_t i = 0; i < WORDS; i++) {
        size_t length = strlen(words[i].word);
        if (strncasecmp(text, words[i].word, length) == 0 &&
            (text[length] == ' ' || text[length] == '\t')) {
            text += length + strspn(text + length, stray);
            break;
        }
    }
    size_t size = strlen(text);
    while (size && strchr(stray, text[size - 1])) {
        size--;
    }
    return strndup(text, size);
}

/* Does not show the text: whoever wrote it wrote no header, and it may be a secret. */
static dxaws_error *warn_ignored(struct aws_config *config, enum aws_config_syntax syntax,
                                 struct aws_place place, const char *text)
{
    if (!*text) {
        return aws_config_note(config, place, NULL,
                               "the section header is empty: expected one such as [default] or "
                               "[profile NAME]");
    }
    if (syntax == AWS_SYNTAX_CONFIG && is_of_others(text)) {
        return NULL;
    }
    if (syntax == AWS_SYNTAX_CONFIG && strcasecmp(text, "default") == 0) {
        return aws_config_note(config, place, "default",
                               "the section is ignored: write [default] in small letters");
    }
    char *meant = meant_name(text);
    dxaws_error *error =
        meant ? aws_config_note(config, place, meant, "%s",
                                syntax == AWS_SYNTAX_CONFIG
                                    ? "the section is ignored: a profile is named [profile NAME] "
                                      "in this file, with quotes around a NAME that has blanks"
                                    : "the section is ignored: a profile is named [NAME] in this "
                                      "file, without a word before it")
              : dxaws_error_out_of_memory();
    free(meant);
    return error;
}

struct aws_config_section *aws_config_add_section(struct aws_config *config,
                                                  enum aws_config_kind kind, const char *name,
                                                  struct aws_place place)
{
    struct aws_config_section *sections =
        realloc(config->sections, (config->count + 1) * sizeof(*sections));
    if (!sections) {
        return NULL;
    }
    config->sections = sections;
    struct aws_config_section *section = &sections[config->count];
    *section = (struct aws_config_section){.kind = kind, .place = place, .name = strdup(name)};
    if (!section->name) {
        return NULL;
    }
    config->count++;
    return section;
}

/* Of [default] and [profile default] the second one wins altogether. */
static dxaws_error *choose(struct aws_config *config, struct aws_place place, bool prefixed,
                           struct aws_config_section **section)
{
    struct aws_config_section *found = *section;
    if (found->prefixed == prefixed) {
        return NULL;
    }
    struct aws_place ignored = found->prefixed ? place : found->place;
    if (found->prefixed) {
        *section = NULL;
    } else {
        aws_config_clear_section(found);
        found->fault = 0;
        found->prefixed = true;
        found->place = place;
    }
    return aws_config_note(config, ignored, NULL,
                           "the section [default] is ignored: there is a [profile default], which "
                           "wins");
}

static dxaws_error *find_or_add(struct aws_config *config, enum aws_config_syntax syntax,
                                struct aws_place place, const struct header *header,
                                struct aws_config_section **section)
{
    struct aws_config_section *found =
        aws_config_find_section(config, header->kind, header->name, strlen(header->name));
    dxaws_error *error = NULL;
    if (!found) {
        found = aws_config_add_section(config, header->kind, header->name, place);
        if (!found) {
            return dxaws_error_out_of_memory();
        }
        found->prefixed = header->prefixed;
    } else if (syntax == AWS_SYNTAX_CONFIG) {
        error = choose(config, place, header->prefixed, &found);
    }
    *section = found;
    return error;
}

dxaws_error *aws_config_open_section(struct aws_config *config, enum aws_config_syntax syntax,
                                     struct aws_place place, const char *line, size_t size,
                                     struct aws_config_section **section)
{
    struct header header = {0};
    *section = NULL;
    dxaws_error *error = read_header(syntax, line, size, &header);
    if (!error && header.name) {
        error = find_or_add(config, syntax, place, &header, section);
    } else if (!error && !header.fault) {
        error = warn_ignored(config, syntax, place, header.text);
    }
    if (!error && header.fault) {
        error = aws_config_spoil(config, *section, place, header.fault);
    }
    if (!error && header.warning) {
        error = aws_config_note(config, place, header.name, "%s", header.warning);
    }
    free(header.text);
    free(header.name);
    return error;
}
