/* SPDX-License-Identifier: MIT */
/** @file
 * The words of a public enumeration: what a service writes, and a document holds. Pure.
 */
#ifndef DXAWS_KIT_WORDS_H
#define DXAWS_KIT_WORDS_H

#include <dxaws/core.h>

/** The value of every enumeration for what nobody said. */
enum { DX_WORD_UNKNOWN = 0 };

/** An enumeration. */
struct dx_words {
    const char *const *words; /**< by value; NULL where a value has none */
    size_t count;             /**< one more than the greatest value */
    int other;                /**< the value for a word that is none of these; may be UNKNOWN */
};

/** The value of a word: UNKNOWN for NULL, and the table's `other` for one that it does not have. */
int dx_word_find(const struct dx_words *words, const char *word);
/** The word of a value, "UNKNOWN" where there is none: a static string. */
const char *dx_word_name(const struct dx_words *words, int value);
/** The word that a document holds: NULL for UNKNOWN. */
const char *dx_word_stored(const struct dx_words *words, int value);

#endif
