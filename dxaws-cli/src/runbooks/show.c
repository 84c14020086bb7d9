/* SPDX-License-Identifier: MIT */
/* The runbooks, for people. */
#include "../run.h"

#include <stdio.h>
#include <string.h>

#include "books.h"

static void print_part_of(const char *title, const char *text)
{
    printf("%s\n  %s\n\n", title, text);
}

static void print_input(const json_t *book)
{
    static const char *const files[][2] = {{"document", "SITE.yaml"},
                                           {"list", "SITE.yaml..."},
                                           {"move", "NEW.yaml OLD.yaml"},
                                           {"names", "[SITE.yaml...]"}};
    const char *operands = "";
    const char *name;
    json_t *says;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        operands = strcmp(book_text(book, "takes"), files[i][0]) == 0 ? files[i][1] : operands;
    }
    printf("Here\n  dxaws runbook run %s %s\n\n", book_text(book, "name"), operands);
    printf("By the machine %s\n  dxaws runbook run %s --state-machine=ARN%s %s\n",
           book_text(book, "machine"), book_text(book, "name"),
           book_is_of_many(book) ? " --bucket=NAME" : "", operands);
    json_object_foreach(json_object_get(book, "input"), name, says) {
        printf("  %s: %s\n", name, json_string_value(says));
    }
    puts("");
}

/* The exit status and what then, of an error of those types. */
static void print_error(const json_t *error)
{
    size_t index;
    json_t *type;
    fputs("  ", stdout);
    json_array_foreach(json_object_get(error, "types"), index, type) {
        printf("%s, ", json_string_value(type));
    }
    printf("%sexit status %lld: %s\n", index > 0 ? "" : "any other error, ",
           (long long)json_integer_value(json_object_get(error, "exit")), book_text(error, "then"));
}

/* A book's page. */
static void print_book(const json_t *book)
{
    const json_t *drill = json_object_get(book, "drill");
    size_t index;
    json_t *end;
    printf("%s: %s\n\n", book_text(book, "name"), book_text(book, "title"));
    print_part_of("When", book_text(book, "when"));
    print_input(book);
    print_part_of("What it may change", book_text(book, "may_change"));
    puts("How it ends");
    json_array_foreach(json_object_get(book, "ends"), index, end) {
        printf("  %s, exit status %lld: %s\n", book_text(end, "outcome"),
               (long long)json_integer_value(json_object_get(end, "exit")), book_text(end, "then"));
    }
    for (const char *const *text = errors_text; *text != NULL; text++) {
        json_t *error = json_loads(*text, 0, NULL);
        print_error(error);
        json_decref(error);
    }
    puts("");
    print_part_of("What then", book_text(book, "next"));
    printf("When it fails\n  %s\n  What is left: %s\n  Again: %s\n", book_text(drill, "fails"),
           book_text(drill, "left"), book_text(drill, "again"));
}

dxaws_error *books_run(struct run *run)
{
    json_t *book = NULL;
    json_t *books = NULL;
    size_t index;
    json_t *one;
    dxaws_error *error = NULL;
    if (run->options->command->verb == VERB_BOOK) {
        error = books_find(run->options->operand, &book);
        books = error ? NULL : json_pack("[O]", book);
    } else {
        books = books_all();
    }
    if (error == NULL && books == NULL) {
        error = dxaws_error_out_of_memory();
    } else if (error == NULL && run->options->json) {
        error = run_print_json(run, "dxaws.runbooks/1", json_pack("{sO}", "runbooks", books));
    } else if (book != NULL) {
        print_book(book);
    } else {
        json_array_foreach(books, index, one) {
            printf("%-14s %s\n", book_text(one, "name"), book_text(one, "when"));
        }
    }
    json_decref(book);
    json_decref(books);
    return error;
}
