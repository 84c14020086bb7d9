/* SPDX-License-Identifier: MIT */
#include "runbook-options.h"

#include <string.h>

#include "../options-values.h"
#include "books.h"

static const struct command *command_named(const char *verb)
{
    const struct command *command = commands;
    while (command->name != NULL && (command->group != NULL || strcmp(command->name, verb) != 0)) {
        command++;
    }
    return command->name ? command : NULL;
}

const struct command *runbook_command(const json_t *book, size_t index)
{
    const json_t *step = json_array_get(json_object_get(book, "commands"), index);
    return step ? command_named(book_text(step, "verb")) : NULL;
}

/* Of a runbook's own options, what has no use where it is run. */
static dxaws_error *check_where(uint64_t seen, const struct options *options)
{
    static const enum option_id here[] = {OPTION_ADAPTER,     OPTION_DETAILED_EXITCODE,
                                          OPTION_EVENTS,      OPTION_LOCAL,
                                          OPTION_PARALLELISM, OPTION_STOP_AFTER};
    static const enum option_id there[] = {OPTION_BUCKET, OPTION_EXECUTION};
    bool machine = options->state_machine != NULL;
    const enum option_id *wrong = machine ? here : there;
    size_t count = machine ? sizeof here / sizeof *here : sizeof there / sizeof *there;
    for (const struct option *option = options_table; option->name != NULL; option++) {
        for (size_t i = 0; i < count; i++) {
            if (option->id == wrong[i] && (seen & UINT64_C(1) << option->id) != 0) {
                return machine
                           ? usage_error("--%s has no meaning with --state-machine; leave one out",
                                         option->name)
                           : usage_error("--%s is for a state machine; add --state-machine=ARN, or "
                                         "leave it out",
                                         option->name);
            }
        }
    }
    return NULL;
}

static bool is_own(enum option_id id)
{
    return id == OPTION_BUCKET || id == OPTION_EXECUTION || id == OPTION_LOCAL ||
           id == OPTION_STATE_MACHINE;
}

/* Whether a step of it takes the option. */
static bool takes(const json_t *book, const struct option *option)
{
    bool taken = is_own(option->id);
    const struct command *command;
    for (size_t i = 0; (command = runbook_command(book, i)) != NULL; i++) {
        taken = taken || option_is_for(option, command);
    }
    return taken;
}

/* How many files it is about. */
static void count_files(const json_t *book, size_t *least, size_t *most)
{
    const char *kind = book_text(book, "takes");
    bool move = strcmp(kind, "move") == 0;
    bool names = strcmp(kind, "names") == 0;
    *least = move ? 2 : names ? 0 : 1;
    *most = book_is_of_many(book) || names ? OPERANDS_MAX : *least;
}

static dxaws_error *check_book(const json_t *book, uint64_t seen, const struct options *options)
{
    size_t least, most, count = options->operand_count;
    count_files(book, &least, &most);
    for (const struct option *option = options_table; option->name != NULL; option++) {
        if ((seen & UINT64_C(1) << option->id) != 0 && !takes(book, option)) {
            return usage_error("--%s has no meaning for the runbook %s; leave it out", option->name,
                               options->runbook);
        }
    }
    if (count < least) {
        return usage_error("the runbook %s needs %s", options->runbook,
                           least == 2 ? "NEW.yaml OLD.yaml, the old one to be destroyed"
                                      : "SITE.yaml");
    }
    if (count > most) {
        return usage_error("the runbook %s is about %s; leave \"%.60s\" out%s", options->runbook,
                           most == 1 ? "one site" : "two sites", options->operands[most],
                           most == 1 ? ", or run fleet" : "");
    }
    if (book_is_of_many(book) && options->state_machine != NULL && options->bucket == NULL) {
        return usage_error("the machine of %s reads its documents in S3; name a bucket for them "
                           "with --bucket=NAME",
                           options->runbook);
    }
    return NULL;
}

dxaws_error *runbook_options_take(struct options *options, uint64_t seen)
{
    json_t *book = NULL;
    const struct command *command = options->command;
    if (command == NULL || command->verb != VERB_RUN || options->help || options->version) {
        return NULL;
    }
    dxaws_error *error = check_where(seen, options);
    error = error ? error : books_find(options->operand, &book);
    if (error != NULL) {
        return error;
    }
    options->runbook = options->operand;
    options->operand_count--;
    memmove(options->operands, options->operands + 1,
            sizeof *options->operands * options->operand_count);
    options->operands[options->operand_count] = NULL;
    options->operand = options->operands[0];
    options->second_operand = options->operands[1];
    error = check_book(book, seen, options);
    json_decref(book);
    return error;
}
