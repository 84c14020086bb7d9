/* SPDX-License-Identifier: MIT */
/* complete: what is asked for at the end of a command line. Nothing is ever wrong here: what cannot
 * be understood has no candidates. */
#include "complete.h"

#include <stdlib.h>
#include <string.h>

#include "run.h"

enum { WORDS_MAX = OPERANDS_MAX };

/* The words as they were typed, and what is known of them. */
struct line {
    char *words[WORDS_MAX];
    size_t count;
    size_t last_size; /* of the last word, what the shell has of it in its own last one */
};

void complete_offer(const struct completion *completion, const char *value, const char *help)
{
    size_t size = strlen(completion->typed);
    char *whole = NULL;
    if (strncmp(value, completion->typed, size) == 0 && strpbrk(value, "\n\t") == NULL &&
        asprintf(&whole, "%s%s", completion->before, value) >= 0) {
        fprintf(completion->stream, "%s%s%s\n", whole + completion->skip, help ? "\t" : "",
                help ? help : "");
        free(whole);
    }
}

static bool is_cut(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "=:")] == '\0';
}

/* Puts together what a shell cut at "=" and ":". */
static bool join(struct line *line, const char *const *words, size_t count)
{
    bool glue = false;
    for (size_t i = 0; i < count && line->count < WORDS_MAX; i++) {
        bool cut = is_cut(words[i]);
        char *last = line->count > 0 ? line->words[line->count - 1] : NULL;
        char *made = NULL;
        if ((cut || glue) && last != NULL) {
            if (asprintf(&made, "%s%s", last, words[i]) < 0) {
                return false;
            }
            free(last);
            line->words[line->count - 1] = made;
        } else if ((line->words[line->count] = strdup(words[i])) == NULL) {
            return false;
        } else {
            line->count++;
        }
        line->last_size = cut ? 0 : strlen(words[i]);
        glue = cut;
    }
    return line->count > 0;
}

static const struct option *find_option(const char *name, size_t size)
{
    const struct option *option = options_table;
    while (option->name != NULL &&
           (strlen(option->name) != size || strncmp(option->name, name, size) != 0)) {
        option++;
    }
    return option->name ? option : NULL;
}

/* The option whose value is the next word; NULL for none. */
static const struct option *opens(const char *word)
{
    const struct option *option = NULL;
    if (strncmp(word, "--", 2) == 0 && strchr(word, '=') == NULL) {
        option = find_option(word + 2, strlen(word + 2));
    } else if (word[0] == '-' && word[1] != '-' && word[1] != '\0') {
        const struct option *row = options_table;
        while (row->name != NULL && row->letter != word[strlen(word) - 1]) {
            row++;
        }
        option = row->name ? row : NULL;
    }
    return option != NULL && option->argument != NULL ? option : NULL;
}

/* A word that is no option: of the command's name, or an operand. */
static void take_word(struct completion *completion, const char *word)
{
    if (completion->command != NULL) {
        completion->file = completion->file ? completion->file : word;
        completion->operand_count++;
        return;
    }
    for (const struct command *command = commands; command->name != NULL; command++) {
        bool named = strcmp(command->name, word) == 0;
        if (completion->group != NULL
                ? named && command->group && strcmp(command->group, completion->group) == 0
                : named && command->group == NULL) {
            completion->command = command;
        } else if (completion->group == NULL && command->group != NULL &&
                   strcmp(command->group, word) == 0) {
            completion->group = command->group;
            return;
        }
    }
}

static void offer_commands(const struct completion *completion)
{
    const char *last = ""; /* the commands of a group stand together */
    for (const struct command *command = commands; command->name != NULL; command++) {
        const char *group = command->group ? command->group : "";
        if (completion->group != NULL) {
            if (strcmp(group, completion->group) == 0) {
                complete_offer(completion, command->name, command->help);
            }
        } else if (command->group == NULL) {
            complete_offer(completion, command->name, command->help);
        } else if (strcmp(group, last) != 0) {
            complete_offer(completion, group, NULL);
        }
        last = group;
    }
}

static void offer_options(const struct completion *completion)
{
    for (const struct option *option = options_table; option->name != NULL; option++) {
        char name[64];
        snprintf(name, sizeof name, "--%s%s", option->name, option->argument ? "=" : "");
        if (completion->command == NULL || option_is_for(option, completion->command)) {
            complete_offer(completion, name, option->help);
        }
    }
}

/* The last word, after all others. */
static void offer_last(struct completion *completion, const struct option *open, char *last,
                       bool only_words)
{
    char *equals = strchr(last, '=');
    const struct option *option = !only_words && strncmp(last, "--", 2) == 0 && equals
                                      ? find_option(last + 2, (size_t)(equals - last) - 2)
                                      : NULL;
    completion->typed = last;
    if (open != NULL) {
        complete_option(completion, open);
    } else if (option != NULL && option->argument != NULL) {
        char *before = strndup(last, (size_t)(equals - last) + 1);
        completion->before = before ? before : "";
        completion->typed = equals + 1;
        complete_option(completion, option);
        completion->before = "";
        free(before);
    } else if (last[0] == '-' && !only_words) {
        offer_options(completion);
    } else if (completion->command == NULL) {
        offer_commands(completion);
    } else {
        complete_operand(completion);
    }
}

static void complete_line(FILE *stream, const struct line *line)
{
    struct completion completion = {.stream = stream, .before = "", .typed = ""};
    const struct option *open = NULL;
    bool only_words = false;
    for (size_t i = 0; i + 1 < line->count; i++) {
        const char *word = line->words[i];
        bool is_value = open != NULL;
        open = is_value || only_words ? NULL : opens(word);
        if (!is_value && !only_words && strcmp(word, "--") == 0) {
            only_words = true;
        } else if (!is_value && (only_words || word[0] != '-' || word[1] == '\0') &&
                   !(i == 0 && strcmp(word, "help") == 0)) {
            take_word(&completion, word);
        }
    }
    char *last = line->words[line->count - 1];
    completion.skip = strlen(last) - line->last_size;
    offer_last(&completion, open, last, only_words);
}

dxaws_error *complete_words(FILE *stream, const char *const *words, size_t count)
{
    static const char *const nothing[] = {""};
    struct line line = {.count = 0};
    bool joined = join(&line, count > 0 ? words : nothing, count > 0 ? count : 1);
    if (joined) {
        complete_line(stream, &line);
    }
    for (size_t i = 0; i < line.count; i++) {
        free(line.words[i]);
    }
    return joined ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *complete_run(struct run *run)
{
    return complete_words(stdout, run->options->operands, run->options->operand_count);
}
