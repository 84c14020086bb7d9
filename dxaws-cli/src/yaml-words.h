/* SPDX-License-Identifier: MIT */
/* What is wrong with a file that is no YAML, in the words of who wrote it, not of a parser. */
#ifndef DXAWS_CLI_YAML_WORDS_H
#define DXAWS_CLI_YAML_WORDS_H

#include <stdbool.h>
#include <yaml.h>

/* What to do about the parser's error, a static text, and in *mark where the mistake is. NULL:
 * there are no better words than the parser's. */
const char *yaml_words(const yaml_parser_t *parser, const char *text, size_t size,
                       yaml_mark_t *mark);

/* Line and column, from 0, of a byte. */
void yaml_offset_place(const char *text, size_t size, size_t offset, yaml_mark_t *mark);

#endif
