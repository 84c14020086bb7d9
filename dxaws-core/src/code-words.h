/* SPDX-License-Identifier: MIT */
/* Sets of codes and of operations' names, as words with one blank between them: a pointer for all
 * of them, where a table of names has one for each. */
#ifndef DXAWS_CORE_CODE_WORDS_H
#define DXAWS_CORE_CODE_WORDS_H

#include <stdbool.h>

/* Whether the word is one of them; the empty one, and one with a blank in it, never is. */
bool aws_words_have(const char *words, const char *word);

#endif
