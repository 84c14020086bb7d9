/* SPDX-License-Identifier: MIT */
/* Sets of codes and of operations' names. */
#include "code-words.h"

#include <string.h>

bool aws_words_have(const char *words, const char *word)
{
    size_t size = strlen(word);
    if (size == 0 || strchr(word, ' ') != NULL) {
        return false;
    }
    for (const char *at = strstr(words, word); at != NULL; at = strstr(at + size, word)) {
        if ((at == words || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0')) {
            return true;
        }
    }
    return false;
}
