/* SPDX-License-Identifier: MIT */
/* Help, from the tables. */
#include "options.h"

#include <string.h>

enum { WIDTH = 80, COLUMN = 28 };

/* Prints text in a column, broken between words. */
static void wrap(FILE *stream, size_t used, const char *text)
{
    if (used + 2 > COLUMN) {
        fprintf(stream, "\n");
        used = 0;
    }
    fprintf(stream, "%*s", (int)(COLUMN - used), "");
    size_t column = COLUMN;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > COLUMN && column + 1 + word > WIDTH) {
            fprintf(stream, "\n%*s", COLUMN, "");
            column = COLUMN;
        } else if (column > COLUMN) {
            fprintf(stream, " ");
            column++;
        }
        fprintf(stream, "%.*s", (int)word, text);
        column += word;
        text += word + (text[word] == ' ');
    }
    fprintf(stream, "\n");
}

static void print_command(FILE *stream, const struct command *command)
{
    int used = fprintf(stream, "  %s%s%s%s%s", command->group ? command->group : "",
                       command->group ? " " : "", command->name, command->operand ? " " : "",
                       command->operand ? command->operand : "");
    wrap(stream, (size_t)used, command->help);
}

static void print_option(FILE *stream, const struct option *option)
{
    int used = option->letter ? fprintf(stream, "  -%c, --%s", option->letter, option->name)
                              : fprintf(stream, "  --%s", option->name);
    if (option->argument != NULL) {
        used += fprintf(stream, "=%s", option->argument);
    }
    wrap(stream, (size_t)used, option->help);
}

/* Whether help about @a only, or else about that group, or all, is about @a command, too. */
static bool is_asked(const struct command *command, const struct command *only, const char *group)
{
    if (only != NULL) {
        return command == only;
    }
    return group == NULL || (command->group != NULL && strcmp(command->group, group) == 0);
}

/* The commands that take it, of those asked for. */
static bool is_taken(const struct option *option, const struct command *only, const char *group)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (is_asked(command, only, group) && option_is_for(option, command)) {
            return true;
        }
    }
    return false;
}

void help_print(FILE *stream, const struct command *only, const char *group)
{
    if (only == NULL && group != NULL) {
        fprintf(stream, "Usage: dxaws %s COMMAND [OPTION...]\n\nCommands:\n", group);
    } else if (only == NULL) {
        fprintf(stream, "Usage: dxaws COMMAND [OPTION...]\n\n"
                        "Puts a static website on AWS from one file, and keeps it so.\n\n"
                        "Commands:\n");
    } else {
        fprintf(stream, "Usage: dxaws %s%s%s%s%s [OPTION...]\n\nCommand:\n",
                only->group ? only->group : "", only->group ? " " : "", only->name,
                only->operand ? " " : "", only->operand ? only->operand : "");
    }
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (is_asked(command, only, group)) {
            print_command(stream, command);
        }
    }
    fprintf(stream, "\nOptions:\n");
    for (const struct option *option = options_table; option->name != NULL; option++) {
        if (is_taken(option, only, group)) {
            print_option(stream, option);
        }
    }
    fprintf(stream, "\nExit status: 0 done, 1 error, 2 changes planned, 3 refused or conflict,\n"
                    "4 deadline passed, 5 stale plan, 130 interrupted. See dxaws(1).\n");
}
