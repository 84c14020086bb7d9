/* SPDX-License-Identifier: MIT */
/* Errors for people and for scripts. */
#include "failure.h"

#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "output/terminal.h"

const struct exit_status exit_statuses[] = {
    {EXIT_DONE, "done", "done, or nothing to do"},
    {EXIT_ERROR, "error",
     "an error; the message says which and what would be right, and what was done before it"},
    {EXIT_CHANGES, "changes", "plan found changes"},
    {EXIT_REFUSED, "refused",
     "refused by a protection or a check, by the state that something is in, or for something that "
     "is not ours; nothing was written"},
    {EXIT_TIMEOUT, "timeout", "a deadline passed; it is safe to run again"},
    {EXIT_STALE, "stale", "something changed since the plan was made; plan again"},
    {EXIT_INTERRUPTED, "interrupted",
     "interrupted; the message says what was done and how to go on"},
    {.name = NULL},
};

/* What really stopped it. */
static const dxaws_error *reason_of(const dxaws_error *error)
{
    while (dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL && dxaws_error_cause(error) != NULL) {
        error = dxaws_error_cause(error);
    }
    return error;
}

int failure_status(const dxaws_error *error)
{
    bool written = dxaws_error_get_kind(error) == DXAWS_ERROR_PARTIAL;
    switch (dxaws_error_get_kind(reason_of(error))) {
    case DXAWS_ERROR_REFUSED:
    case DXAWS_ERROR_CONFLICT:
    case DXAWS_ERROR_INVALID_STATE:
        return written ? EXIT_ERROR : EXIT_REFUSED;
    case DXAWS_ERROR_TIMEOUT:
        return EXIT_TIMEOUT;
    case DXAWS_ERROR_STALE:
        return EXIT_STALE;
    case DXAWS_ERROR_CANCELLED:
        return EXIT_INTERRUPTED;
    default:
        return EXIT_ERROR;
    }
}

static void print_details(FILE *stream, const dxaws_error *error)
{
    for (; error != NULL; error = dxaws_error_cause(error)) {
        fprintf(stream, "       %s %s/%s", dxaws_error_kind_name(dxaws_error_get_kind(error)),
                dxaws_error_domain(error), dxaws_error_code(error));
        if (dxaws_error_operation(error) != NULL) {
            fprintf(stream, " %s", dxaws_error_operation(error));
        }
        if (dxaws_error_aws_code(error) != NULL) {
            fputc(' ', stream);
            print_safely(stream, dxaws_error_aws_code(error));
            fprintf(stream, " (HTTP %d)", dxaws_error_http_status(error));
        }
        if (dxaws_error_request_id(error) != NULL) {
            fputs(" request ", stream);
            print_safely(stream, dxaws_error_request_id(error));
        }
        fputs(": ", stream);
        print_safely(stream, dxaws_error_message(error));
        fputc('\n', stream);
    }
}

void failure_print_word(FILE *stream, const char *word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "-_=./:,@%+";
    bool plain = word[0] != '\0' && word[strspn(word, safe)] == '\0';
    fputs(plain ? " " : " '", stream);
    while (*word != '\0') {
        size_t length = strcspn(word, "'");
        print_part(stream, word, length);
        word += length;
        if (*word == '\'') {
            fputs("'\\''", stream);
            word++;
        }
    }
    fputs(plain ? "" : "'", stream);
}

/* "site.yaml:7:3: " */
static void print_place(FILE *stream, const dxaws_error *error)
{
    if (dxaws_error_file(error) == NULL) {
        return;
    }
    print_safely(stream, dxaws_error_file(error));
    if (dxaws_error_line(error) > 0) {
        fprintf(stream, ":%zu:%zu", dxaws_error_line(error), dxaws_error_column(error));
    }
    fputs(": ", stream);
}

/* What is read of a line at a glance: a remedy begins within it. */
enum { GLANCE = 90 };

/* The message and what to do about it, of which the remedy is never far behind. */
static void print_message(FILE *stream, const dxaws_error *error, const struct options *options)
{
    const char *message = dxaws_error_message(error);
    const dxaws_error *about = NULL;
    const struct advice *advice = advice_find(error, options, &about);
    char *line = advice ? advice_line(advice, options, about) : NULL;
    bool first = line != NULL && !advice->follows && strlen(message) > GLANCE;
    if (first) {
        print_safely(stream, line);
        fputs(" (", stream);
    }
    print_safely(stream, message);
    if (first) {
        fputc(')', stream);
    } else if (line != NULL) {
        fputs("; ", stream);
        print_safely(stream, line);
    }
    free(line);
}

void failure_print(FILE *stream, const dxaws_error *error, const struct options *options)
{
    bool colors = terminal_has_colors(stream, options->no_color);
    fprintf(stream, "%sdxaws:%s ", color_code(colors, COLOR_RED), color_code(colors, COLOR_NONE));
    print_place(stream, error);
    print_message(stream, error, options);
    fputc('\n', stream);
    if (options->verbose) {
        print_details(stream, error);
    }
}

json_t *failure_json(const dxaws_error *error, const struct options *options)
{
    const dxaws_error *about = NULL;
    const struct advice *advice = advice_find(error, options, &about);
    char *text = dxaws_error_format(error);
    json_t *made = text ? json_loads(text, 0, NULL) : NULL;
    if (advice != NULL && made != NULL) {
        json_object_set_new(made, "advice", advice_json(advice, options, about));
    }
    free(text);
    return made;
}
