/* SPDX-License-Identifier: MIT */
/* Words as a shell reads them: quoted, with backslashes, and nothing expanded. */
#ifndef DXAWS_CORE_WORDS_H
#define DXAWS_CORE_WORDS_H

/* NULL-terminated, one block for free(). NULL in *words and *why (static) when a quote is open,
 * both NULL without memory. */
void aws_words_split(const char *text, char ***words, const char **why);

#endif
