/* SPDX-License-Identifier: MIT */
/* The words of enumerations. */
#include <dxaws/kit/words.h>

#include <string.h>

int dx_word_find(const struct dx_words *words, const char *word)
{
    for (size_t i = 0; word != NULL && i < words->count; i++) {
        if (words->words[i] != NULL && strcmp(words->words[i], word) == 0) {
            return (int)i;
        }
    }
    return word ? words->other : DX_WORD_UNKNOWN;
}

const char *dx_word_stored(const struct dx_words *words, int value)
{
    return value > 0 && (size_t)value < words->count ? words->words[value] : NULL;
}

const char *dx_word_name(const struct dx_words *words, int value)
{
    const char *word = dx_word_stored(words, value);
    return word ? word : "UNKNOWN";
}
