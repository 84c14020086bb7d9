/* SPDX-License-Identifier: MIT */
/* JSON writes a character beyond U+FFFF as two escapes, "\ud83d\ude00", which YAML does not know:
 * there it is one, "\U0001f600". */
#ifndef DXAWS_CLI_YAML_PAIRS_H
#define DXAWS_CLI_YAML_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include <yaml.h>

/* Where pairs were joined, in the text that came of it, which has two characters less for each. */
struct yaml_pairs {
    struct yaml_pair {
        size_t line, column; /* from 0 */
    } * places;
    size_t count;
};

/* Whether the parser stopped at such an escape. */
bool yaml_stopped_at_pair(const yaml_parser_t *parser);
/* Joins the pairs from there to the end of the scalar, in JSON to the end of the text, in place.
 * False when there are none, or without memory: the parser's error stands. */
bool yaml_join_pairs(struct yaml_pairs *pairs, const yaml_parser_t *parser, char *text,
                     size_t *size);
/* The column that a place of the joined text has in the file. */
size_t yaml_pairs_column(const struct yaml_pairs *pairs, size_t line, size_t column);
void yaml_pairs_clear(struct yaml_pairs *pairs);

#endif
