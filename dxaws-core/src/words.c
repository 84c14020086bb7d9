/* SPDX-License-Identifier: MIT */
/* Words as a shell reads them. */
#include "words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Reads one word, without its quotes, to *out. False when a quote is left open. */
static bool take_word(const char **text, char **out)
{
    char quote = '\0';
    for (; **text; (*text)++) {
        char c = **text;
        if (quote == '\'' && c != '\'') {
            *(*out)++ = c;
        } else if (c == '\\' && (!quote || strchr("\"\\$`", (*text)[1]))) {
            if (!(*text)[1]) {
                return false;
            }
            *(*out)++ = *++*text;
        } else if (quote && c == quote) {
            quote = '\0';
        } else if (!quote && (c == '\'' || c == '"')) {
            quote = c;
        } else if (!quote && strchr(" \t\r\n", c)) {
            break;
        } else {
            *(*out)++ = c;
        }
    }
    *(*out)++ = '\0';
    return !quote;
}

void aws_words_split(const char *text, char ***words, const char **why)
{
    size_t size = strlen(text);
    size_t most = size / 2 + 2; /* a word and a space each, and the NULL */
    *words = NULL;
    *why = NULL;
    char **list = calloc(1, most * sizeof(char *) + size + 1);
    if (!list) {
        return;
    }
    char *out = (char *)(list + most);
    size_t count = 0;
    for (;;) {
        text += strspn(text, " \t\r\n");
        if (!*text) {
            break;
        }
        list[count++] = out;
        if (!take_word(&text, &out)) {
            free(list);
            *why = "a quote or backslash at its end is left open";
            return;
        }
    }
    *words = list;
}
