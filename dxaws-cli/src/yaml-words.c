/* SPDX-License-Identifier: MIT */
/* What is wrong with a file that is no YAML, in the words of who wrote it, not of a parser. */
#include "yaml-words.h"

#include <stdio.h>
#include <string.h>

enum place { AT_PROBLEM = 1, AT_CONTEXT };

/* The parser's words, and ours; @a place is where the mistake is, which is not always where the
 * parser noticed it. */
static const struct {
    const char *problem;
    enum place place;
    const char *words;
} table[] = {
    {"could not find expected ':'", AT_CONTEXT,
     "this is neither a key nor a value of the line before; write \"key: value\", with a blank "
     "after the colon"},
    {"did not find expected key", AT_PROBLEM,
     "this line does not fit those before it; the keys of one map begin in the same column"},
    {"did not find expected '-' indicator", AT_PROBLEM,
     "this line does not fit the list before it; each item begins with \"- \", in the same column"},
    {"did not find expected ',' or '}'", AT_CONTEXT,
     "this \"{\" is not closed; write \"}\" behind the last member, and \", \" between two"},
    {"did not find expected ',' or ']'", AT_CONTEXT,
     "this \"[\" is not closed; write \"]\" behind the last item, and \", \" between two"},
    {"found unexpected end of stream", AT_CONTEXT,
     "this quotation mark has no partner; write one at the end of the text"},
    {"found unexpected document indicator", AT_CONTEXT,
     "this quotation mark has no partner; write one at the end of the text"},
    {"found unknown escape character", AT_PROBLEM,
     "in \"...\" a backslash begins an escape; write it twice, or use '...'"},
    {"did not find expected hexdecimal number", AT_PROBLEM,
     "after \\x, \\u and \\U come 2, 4 and 8 hexadecimal digits; write those"},
    {"did not find expected alphabetic or numeric character", AT_CONTEXT,
     "text that begins with \"*\" or \"&\" must be quoted: write it in '...'"},
    {"found undefined tag handle", AT_PROBLEM,
     "text that begins with \"!\" must be quoted: write it in '...'"},
    {"block sequence entries are not allowed in this context", AT_PROBLEM,
     "a list begins on a line of its own; write \"- \" there, or [a, b] here"},
    {"mapping keys are not allowed in this context", AT_PROBLEM,
     "text that begins with \"? \" must be quoted: write it in '...'"},
    {"did not find expected comment or line break", AT_PROBLEM,
     "behind \"|\" or \">\" the line ends; write the text on the next one, or quote it"},
    {"did not find expected node content", AT_PROBLEM,
     "a value is missing here; write one, or take the comma away"},
    {"did not find expected <document start>", AT_PROBLEM,
     "the document has ended before this; take this away, or put all into one map"},
    {"did not find expected whitespace or line break", AT_PROBLEM,
     "text that begins with \"!\" must be quoted: write it in '...'"},
    {"could not find expected directive name", AT_PROBLEM,
     "text that begins with \"%\" must be quoted: write it in '...'"},
    {"found invalid Unicode character escape code", AT_PROBLEM,
     "\\u here is half of a pair, or no character; write the character itself"},
    {"found unexpected ':'", AT_PROBLEM,
     "a \":\" within [...] or {...}; quote the text that has it: 'a:b'"},
    {"found unknown directive name", AT_PROBLEM,
     "text that begins with \"%\" must be quoted: write it in '...'"},
};

static const char *line_of(const char *text, size_t size, size_t number)
{
    const char *end = text + size;
    for (; number > 0 && text < end; number--) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        text = feed ? feed + 1 : end;
    }
    return text;
}

/* The byte at a mark, whose column counts characters; at the end, 0. */
static const char *at_mark(const char *text, size_t size, yaml_mark_t mark)
{
    const char *at = line_of(text, size, mark.line);
    for (size_t column = mark.column; column > 0 && at < text + size; column--) {
        for (at++; at < text + size && ((unsigned char)*at & 0xC0) == 0x80;) {
            at++;
        }
    }
    return at;
}

static bool is_indented_with_tab(const char *line, const char *end)
{
    while (line < end && *line == ' ') {
        line++;
    }
    return line < end && *line == '\t';
}

/* Of a line with a ": " too many: one that is deeper than it may be, or one with two. */
static const char *surplus_colon(const char *line, const char *at)
{
    for (; line + 1 < at; line++) {
        if (line[0] == ':' && (line[1] == ' ' || line[1] == '\t')) {
            return "two \": \" in one line; quote the text that has one: key: 'a: b'";
        }
    }
    return "this line is indented more than the one before, which has a value already; begin both "
           "in the same column";
}

/* A no-break space is a letter to YAML, and a blank to who looks at it. */
static bool has_false_blank(const char *text, size_t size, yaml_mark_t *mark)
{
    static const char colon[] = ":\xC2\xA0";
    const char *end = line_of(text, size, mark->line);
    const char *line = mark->line > 0 ? line_of(text, size, mark->line - 1) : end;
    const char *found =
        line < end ? memmem(line, (size_t)(end - line), colon, sizeof colon - 1) : NULL;
    if (found == NULL) {
        return false;
    }
    mark->line--;
    mark->column = 0;
    for (; line <= found; line++) {
        mark->column += ((unsigned char)*line & 0xC0) != 0x80;
    }
    return true;
}

/* What no key can be: something after the end of a text or of a map or a list. */
static const char *behind(const char *line, const char *at)
{
    while (at > line && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    switch (at > line ? at[-1] : '\0') {
    case '}':
        return "this stands behind the \"}\" that ends the map; take it away, or write it before";
    case ']':
        return "this stands behind the \"]\" that ends the list; take it away, or write it before";
    default:
        return "this stands behind a text in quotation marks; within '...' write '' for a '";
    }
}

static const char *strange_character(char character)
{
    switch (character) {
    case '@':
        return "text that begins with \"@\" must be quoted: write it in '...'";
    case '`':
        return "text that begins with \"`\" must be quoted: write it in '...'";
    case '%':
        return "text that begins with \"%\" must be quoted: write it in '...'";
    default:
        return "no value begins with this character; write the text in '...'";
    }
}

const char *yaml_words(const yaml_parser_t *parser, const char *text, size_t size,
                       yaml_mark_t *mark)
{
    const char *problem = parser->problem ? parser->problem : "";
    *mark = parser->problem_mark;
    const char *line = line_of(text, size, mark->line);
    const char *end = text + size;
    if (is_indented_with_tab(line, end)) {
        mark->column = strspn(line, " ");
        return "a tab in the indentation; write blanks instead";
    }
    const char *at = at_mark(text, size, *mark);
    if (strstr(problem, "cannot start any token") != NULL) {
        return strange_character(at < end ? *at : '\0');
    }
    if (strcmp(problem, "did not find expected key") == 0 && line + strspn(line, " -") < at) {
        return behind(line, at);
    }
    if (strstr(problem, "mapping values are not allowed") != NULL) {
        return has_false_blank(text, size, mark)
                   ? "a no-break space (U+00A0), which is no blank to YAML; write a blank"
                   : surplus_colon(line, at);
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(problem, table[i].problem) == 0) {
            *mark = table[i].place == AT_CONTEXT ? parser->context_mark : *mark;
            return table[i].words;
        }
    }
    return "this cannot be read; a text with other signs than letters and digits is written in "
           "'...'";
}

void yaml_offset_place(const char *text, size_t size, size_t offset, yaml_mark_t *mark)
{
    *mark = (yaml_mark_t){.index = offset};
    for (size_t i = 0; i < offset && i < size; i++) {
        if (text[i] == '\n') {
            mark->line++;
            mark->column = 0;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            mark->column++;
        }
    }
}
