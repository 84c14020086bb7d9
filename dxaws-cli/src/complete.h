/* SPDX-License-Identifier: MIT */
/* What the last word of a command line could become. */
#ifndef DXAWS_CLI_COMPLETE_H
#define DXAWS_CLI_COMPLETE_H

#include <dxaws/core.h>

#include "options.h"

/* A command line as far as it is typed. */
struct completion {
    FILE *stream;                  /* where candidates go, "value\thelp" a line */
    const char *typed;             /* of the last word, what a candidate begins with */
    const char *before;            /* what stands before it in the same word, "--set=" */
    size_t skip;                   /* of both, what a shell has in another word of its own */
    const struct command *command; /* NULL: none yet */
    const char *group;             /* NULL: none yet */
    const char *file;              /* the first operand; NULL: none yet */
    size_t operand_count;          /* finished ones */
};

/* Prints candidates for the last of the words, which may be empty; the others come before it. A
 * word "=" or ":" was cut out of one by the shell, as bash does. */
dxaws_error *complete_words(FILE *stream, const char *const *words, size_t count);

/* Prints the candidate, if it begins with what is typed; @a help may be NULL. */
void complete_offer(const struct completion *completion, const char *value, const char *help);

/* Offers what an option may be set to; what an operand of the command may be. */
void complete_option(struct completion *completion, const struct option *option);
void complete_operand(const struct completion *completion);

/* Offers files and folders, "folder/": of @a endings first, such as ".yaml"; all when there is none
 * of them, or @a endings is NULL. */
void complete_files(const struct completion *completion, const char *const *endings);
/* Offers the profiles of the AWS files. */
void complete_profiles(const struct completion *completion);

#endif
