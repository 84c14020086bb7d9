/* SPDX-License-Identifier: MIT */
/* Prints the manual from what the program says of itself:
 *
 *   dxaws-reference man DESCRIPTION TEMPLATE   the template, its lines @COMMANDS@, @OPTIONS@,
 *                                              @FIELDS@, @LATER@, @STATUSES@ and @ERRORS@ replaced
 *
 * DESCRIPTION is what `dxaws describe command --json` printed.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static json_t *description;

/* The rows of one of its lists. */
static json_t *rows_of(const char *list)
{
    return json_object_get(description, list);
}

static const char *text(const json_t *row, const char *member)
{
    return json_string_value(json_object_get(row, member));
}

/* roff: a text in which "-" is a minus and nothing is a request. */
static void roff(const char *words)
{
    for (; *words != '\0'; words++) {
        if (*words == '-') {
            fputs("\\-", stdout);
        } else if (*words == '\\') {
            fputs("\\e", stdout);
        } else {
            putchar(*words);
        }
    }
}

static void man_commands(void)
{
    size_t index;
    json_t *command;
    json_array_foreach(rows_of("commands"), index, command) {
        printf(".TP\n.B dxaws %s", text(command, "name"));
        if (text(command, "operand") != NULL) {
            printf(" \\fI%s\\fP", text(command, "operand"));
        }
        putchar('\n');
        roff(text(command, "help"));
        puts(".");
    }
}

static void man_options(void)
{
    size_t index;
    json_t *option;
    json_array_foreach(rows_of("options"), index, option) {
        printf(".TP\n");
        if (text(option, "letter") != NULL) {
            printf(".BR \\-%s \", \" \\-\\-", text(option, "letter"));
        } else {
            printf(".B \\-\\-");
        }
        roff(text(option, "name"));
        if (text(option, "argument") != NULL) {
            printf("=\\fI%s\\fP", text(option, "argument"));
        }
        putchar('\n');
        roff(text(option, "help"));
        puts(".");
    }
}

static void man_fields(void)
{
    size_t index;
    json_t *field;
    json_array_foreach(rows_of("manifest"), index, field) {
        printf(".TP\n.B ");
        roff(text(field, "path"));
        printf("\n%s", json_is_true(json_object_get(field, "required")) ? "(required) " : "");
        roff(text(field, "help"));
        size_t at;
        json_t *choice;
        json_array_foreach(json_object_get(field, "choices"), at, choice) {
            printf("%s", at == 0 ? "; one of " : " ");
            roff(json_string_value(choice));
        }
        puts(".");
    }
}

static void man_later(void)
{
    size_t index;
    json_t *path;
    json_array_foreach(rows_of("later"), index, path) {
        printf(".br\n");
        roff(json_string_value(path));
        putchar('\n');
    }
}

static void man_statuses(void)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows_of("exit_statuses"), index, row) {
        printf(".TP\n.B %d\n", (int)json_integer_value(json_object_get(row, "status")));
        roff(text(row, "help"));
        puts(".");
    }
}

static void man_errors(void)
{
    size_t index;
    json_t *row;
    json_array_foreach(rows_of("errors"), index, row) {
        printf(".TP\n.B %s\n", text(row, "code"));
        roff(text(row, "help"));
        puts(".");
    }
}

static const struct {
    const char *line;
    void (*print)(void);
} parts[] = {
    {"@COMMANDS@\n", man_commands}, {"@OPTIONS@\n", man_options},   {"@FIELDS@\n", man_fields},
    {"@LATER@\n", man_later},       {"@STATUSES@\n", man_statuses}, {"@ERRORS@\n", man_errors},
};

static void print_line(const char *line)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strcmp(line, parts[i].line) == 0) {
            parts[i].print();
            return;
        }
    }
    fputs(line, stdout);
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
        print_line(line);
    }
    fclose(template);
    return EXIT_SUCCESS;
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    json_t *printed = count > 2 ? json_load_file(arguments[2], 0, NULL) : NULL;
    description = json_array_get(json_object_get(printed, "descriptions"), 0);
    int status = EXIT_SUCCESS;
    if (description != NULL && strcmp(what, "man") == 0 && count == 4) {
        status = man(arguments[3]);
    } else {
        fputs("usage: dxaws-reference man DESCRIPTION TEMPLATE\n", stderr);
        status = EXIT_FAILURE;
    }
    json_decref(printed);
    return status;
}
