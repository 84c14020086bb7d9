/* SPDX-License-Identifier: MIT */
/* A runbook here: the commands that take the steps of its machine, one after the other. */
#include "../run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../output/terminal.h"
#include "../several.h"
#include "books.h"
#include "runbook-options.h"

/* On all files, or the one that the step is of. */
static void choose_files(const json_t *step, struct options *options, const struct options *given)
{
    const char *of = book_text(step, "of");
    bool former = strncmp(of, "former", strlen("former")) == 0;
    if (strcmp(of, "list") != 0 && given->operand_count > 0) {
        options->operands[0] = given->operands[former && given->operand_count > 1];
        options->operand_count = 1;
    }
    options->operand = options->operands[0];
    options->second_operand = NULL;
}

static dxaws_error *take_step(struct run *run, struct options *options)
{
    return options->command->verb == VERB_LIST ? list_run(run) : several_run(run, options);
}

static void print_heading(const struct options *options, bool first)
{
    printf("%s%s ", first ? "" : "\n", options->command->name);
    print_safely(stdout, options->operand ? options->operand : "");
    puts(":");
    fflush(stdout); /* before what is said of it on the other stream */
}

/* Each once the one before has done it all. */
static dxaws_error *take_steps(struct run *run, struct options *options, const json_t *steps,
                               json_t *told)
{
    const struct options given = *options;
    size_t index;
    json_t *step;
    json_array_foreach((json_t *)(uintptr_t)steps, index, step) {
        if (index > 0) {
            several_forget(run, options);
        }
        *options = given;
        choose_files(step, options, &given);
        options->command = runbook_command(json_array_get(told, 0), index);
        if (options->json) {
            run->printed = json_array();
        } else {
            print_heading(options, index == 0);
        }
        dxaws_error *error = take_step(run, options);
        json_array_append_new(json_array_get(told, 1),
                              json_pack("{ss ss* si sO*}", "command", book_text(step, "verb"),
                                        "file", options->operand, "status", run->status, "document",
                                        json_array_get(run->printed, 0)));
        json_decref(run->printed);
        run->printed = NULL;
        if (error != NULL || run->status != 0) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *local_run(struct run *run, struct options *options)
{
    json_t *book = NULL;
    dxaws_error *error = books_find(options->runbook, &book);
    const json_t *steps = json_object_get(book, "commands");
    if (error == NULL && json_array_size(steps) == 1) { /* tells what it always does */
        options->command = runbook_command(book, 0);
        error = take_step(run, options);
    } else if (error == NULL) {
        json_t *told = json_pack("[O,[]]", book);
        error = told ? take_steps(run, options, steps, told) : dxaws_error_out_of_memory();
        if (error == NULL && options->json) {
            error = run_print_json(run, "dxaws.runbook/1",
                                   json_pack("{ss sO}", "runbook", options->runbook, "steps",
                                             json_array_get(told, 1)));
        }
        json_decref(told);
    }
    json_decref(book);
    return error;
}
