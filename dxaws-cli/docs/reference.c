/* SPDX-License-Identifier: MIT */
/* Prints the manual and the completions from the program's own tables:
 *
 *   dxaws-reference man TEMPLATE    the template, its lines @COMMANDS@, @OPTIONS@, @FIELDS@,
 *                                   @LATER@ and @STATUSES@ replaced
 *   dxaws-reference bash|zsh        a completion
 */
#include <stdlib.h>
#include <string.h>

#include "exit-status.h"
#include "manifest.h"
#include "options.h"

/* roff: a text in which "-" is a minus and nothing is a request. */
static void roff(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '-') {
            fputs("\\-", stdout);
        } else if (*text == '\\') {
            fputs("\\e", stdout);
        } else {
            putchar(*text);
        }
    }
}

static void man_commands(void)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        printf(".TP\n.B dxaws %s%s%s", command->group ? command->group : "",
               command->group ? " " : "", command->name);
        if (command->operand != NULL) {
            printf(" \\fI%s\\fP", command->operand);
        }
        putchar('\n');
        roff(command->help);
        puts(".");
    }
}

static void man_options(void)
{
    for (const struct option *option = options_table; option->name != NULL; option++) {
        printf(".TP\n");
        if (option->letter) {
            printf(".BR \\-%c \", \" \\-\\-", option->letter);
        } else {
            printf(".B \\-\\-");
        }
        roff(option->name);
        if (option->argument != NULL) {
            printf("=\\fI%s\\fP", option->argument);
        }
        putchar('\n');
        roff(option->help);
        puts(".");
    }
}

static void man_fields(bool later)
{
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (later != (field->type == FIELD_LATER)) {
            continue;
        }
        if (later) {
            printf(".br\n");
            roff(field->path);
            putchar('\n');
            continue;
        }
        printf(".TP\n.B ");
        roff(field->path);
        printf("\n%s", field->required ? "(required) " : "");
        roff(field->help);
        if (field->choices != NULL) {
            printf("; one of");
            for (const char *const *choice = field->choices; *choice != NULL; choice++) {
                printf(" %s", *choice);
            }
        }
        puts(".");
    }
}

static void man_statuses(void)
{
    for (const struct exit_status *row = exit_statuses; row->name != NULL; row++) {
        printf(".TP\n.B %d\n", row->status);
        roff(row->help);
        puts(".");
    }
}

static int man(const char *path)
{
    char line[1024];
    FILE *template = fopen(path, "r");
    if (template == NULL) {
        perror(path);
        return EXIT_FAILURE;
    }
    while (fgets(line, sizeof line, template) != NULL) {
        if (strcmp(line, "@COMMANDS@\n") == 0) {
            man_commands();
        } else if (strcmp(line, "@OPTIONS@\n") == 0) {
            man_options();
        } else if (strcmp(line, "@FIELDS@\n") == 0) {
            man_fields(false);
        } else if (strcmp(line, "@LATER@\n") == 0) {
            man_fields(true);
        } else if (strcmp(line, "@STATUSES@\n") == 0) {
            man_statuses();
        } else {
            fputs(line, stdout);
        }
    }
    fclose(template);
    return EXIT_SUCCESS;
}

/* The first words, or the second ones of a group; each once. */
static void words(const char *group)
{
    const char *last = "";
    for (const struct command *command = commands; command->name != NULL; command++) {
        const char *word = NULL;
        if (group == NULL) {
            word = command->group ? command->group : command->name;
        } else if (command->group != NULL && strcmp(command->group, group) == 0) {
            word = command->name;
        }
        if (word != NULL && strcmp(word, last) != 0) {
            printf("%s%s", last[0] ? " " : "", word);
            last = word;
        }
    }
}

static void option_words(void)
{
    for (const struct option *option = options_table; option->name != NULL; option++) {
        printf("%s--%s%s", option == options_table ? "" : " ", option->name,
               option->argument ? "=" : "");
    }
}

static void group_cases(const char *indent, const char *form)
{
    const char *last = "";
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (command->group != NULL && strcmp(command->group, last) != 0) {
            last = command->group;
            printf("%s%s) ", indent, last);
            printf("%s=\"", form);
            words(last);
            puts("\" ;;");
        }
    }
}

static void bash(void)
{
    puts("# bash completion of dxaws; generated\n"
         "_dxaws() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} list=\n"
         "    if [[ $word == -* ]]; then");
    printf("        list=\"");
    option_words();
    puts("\"\n        COMPREPLY=($(compgen -W \"$list\" -- \"$word\"))\n"
         "        [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n"
         "        return\n"
         "    fi\n"
         "    if [[ $COMP_CWORD -eq 1 ]]; then");
    printf("        list=\"");
    words(NULL);
    puts("\"\n    elif [[ $COMP_CWORD -eq 2 ]]; then\n"
         "        case ${COMP_WORDS[1]} in");
    group_cases("            ", "list");
    puts("        esac\n"
         "    fi\n"
         "    if [[ -n $list ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$list\" -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _dxaws dxaws");
}

static void zsh(void)
{
    puts("#compdef dxaws\n# generated\n"
         "local list=\n"
         "if [[ $words[CURRENT] == -* ]]; then");
    printf("    list=\"");
    option_words();
    puts("\"\n    compadd -S '' -- ${=list}\n"
         "    return\n"
         "fi\n"
         "if (( CURRENT == 2 )); then");
    printf("    list=\"");
    words(NULL);
    puts("\"\nelif (( CURRENT == 3 )); then\n"
         "    case $words[2] in");
    group_cases("        ", "list");
    puts("    esac\n"
         "fi\n"
         "if [[ -n $list ]]; then\n"
         "    compadd -- ${=list}\n"
         "else\n"
         "    _files\n"
         "fi");
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    if (strcmp(what, "man") == 0 && count == 3) {
        return man(arguments[2]);
    }
    if (strcmp(what, "bash") == 0) {
        bash();
        return EXIT_SUCCESS;
    }
    if (strcmp(what, "zsh") == 0) {
        zsh();
        return EXIT_SUCCESS;
    }
    fputs("usage: dxaws-reference man TEMPLATE | bash | zsh\n", stderr);
    return EXIT_FAILURE;
}
