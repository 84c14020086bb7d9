/* SPDX-License-Identifier: MIT */
/* A runbook by a state machine: started, followed, and told how it ended. It goes on without us. */
#include "../run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

#include "../command-line.h"
#include "../confirm.h"
#include "../error-codes.h"
#include "../output/terminal.h"
#include "books.h"
#include "input.h"
#include "states.h"
#include "verdict.h"

enum {
    POLL_MS = 1000,
    SLOW_POLL_MS = 5000, /* of one that takes its time */
    SOON_MS = 30000,
};

/* How far an execution was followed. */
struct following {
    const struct execution *execution;
    json_int_t last; /* the id of the last event that was told */
    bool wrote;      /* a step was begun */
    bool shown;
};

/* Who adds up what is told of: the machine's own bookkeeping is nobody's business. */
static void tell_event(struct following *following, const json_t *event)
{
    const char *type = book_text(event, "type");
    const char *state = book_text(json_object_get(event, "stateEnteredEventDetails"), "name");
    const char *why = book_text(json_object_get(event, "taskFailedEventDetails"), "error");
    bool works = strcmp(type, "TaskStateEntered") == 0 || strcmp(type, "WaitStateEntered") == 0 ||
                 strcmp(type, "MapStateEntered") == 0;
    bool fails = strcmp(type, "TaskFailed") == 0 || strcmp(type, "TaskTimedOut") == 0;
    following->wrote = following->wrote || (works && strcmp(state, "Step") == 0);
    if (!following->shown || !(works || fails)) {
        return;
    }
    fputs("  ", stderr);
    print_safely(stderr, works ? state : why[0] != '\0' ? why : type);
    fputs(works ? "\n" : ", which the machine tries again, or ends with\n", stderr);
}

static json_int_t id_of(const json_t *events, size_t index)
{
    return json_integer_value(json_object_get(json_array_get(events, index), "id"));
}

/* Adds those that were not told yet; false when a page has older ones, too. */
static bool take_news(const struct following *following, const json_t *page, json_t *events)
{
    bool all = json_array_size(page) > 0;
    for (size_t i = 0; i < json_array_size(page); i++) {
        bool news = id_of(page, i) > following->last;
        all = all && news;
        if (news) {
            json_array_append(events, json_array_get(page, i));
        }
    }
    return all;
}

/* The oldest first, in whichever order they came: some engines know one alone. */
static void tell_events(struct following *following, const json_t *events)
{
    size_t count = json_array_size(events);
    bool reversed = count > 1 && id_of(events, 0) > id_of(events, count - 1);
    for (size_t i = 0; i < count; i++) {
        size_t index = reversed ? count - 1 - i : i;
        tell_event(following, json_array_get(events, index));
        following->last = id_of(events, index);
    }
}

/* What happened since it was looked at: the newest pages of the history, the oldest event first. */
static dxaws_error *look(struct following *following)
{
    json_t *events = json_array();
    char *token = NULL;
    dxaws_error *error = events ? NULL : dxaws_error_out_of_memory();
    for (bool more = true; error == NULL && more;) {
        json_t *page = NULL;
        error =
            execution_call(following->execution, "GetExecutionHistory",
                           json_pack("{ss sb sb si ss*}", "executionArn", following->execution->arn,
                                     "reverseOrder", true, "includeExecutionData", false,
                                     "maxResults", 200, "nextToken", token),
                           &page);
        free(token);
        token = NULL;
        more = take_news(following, json_object_get(page, "events"), events);
        const char *next = json_string_value(json_object_get(page, "nextToken"));
        token = more && next ? strdup(next) : NULL;
        more = token != NULL;
        json_decref(page);
    }
    free(token);
    if (error == NULL) {
        tell_events(following, events);
    }
    json_decref(events);
    return error;
}

/* Until it ends; *described is then the caller's. */
static dxaws_error *follow(struct following *following, json_t **described)
{
    struct run *run = following->execution->run;
    int64_t began_ms = dxaws_context_monotonic_ms(run->context);
    for (;;) {
        json_t *now = NULL;
        dxaws_error *error =
            execution_call(following->execution, "DescribeExecution",
                           json_pack("{ss}", "executionArn", following->execution->arn), &now);
        bool ended = error == NULL && strcmp(book_text(now, "status"), "RUNNING") != 0;
        error = error ? error : look(following);
        if (error == NULL && ended) {
            *described = now;
            return NULL;
        }
        json_decref(now);
        bool soon = dxaws_context_monotonic_ms(run->context) - began_ms < SOON_MS;
        error = error ? error : dxaws_context_sleep_ms(run->context, soon ? POLL_MS : SLOW_POLL_MS);
        if (error != NULL) {
            return error;
        }
    }
}

/* One of that name is ours when it was begun with the same. */
static dxaws_error *check_same(const struct execution *execution, const char *input)
{
    json_t *described = NULL;
    dxaws_error *error =
        execution_call(execution, "DescribeExecution",
                       json_pack("{ss}", "executionArn", execution->arn), &described);
    json_t *theirs = json_loads(book_text(described, "input"), 0, NULL);
    json_t *ours = json_loads(input, 0, NULL);
    bool same = theirs != NULL && json_equal(theirs, ours) != 0;
    json_decref(theirs);
    json_decref(ours);
    json_decref(described);
    return error || same
               ? error
               : dxaws_error_new(DXAWS_ERROR_CONFLICT, "cli", DXAWS_CLI_ERROR_EXECUTION_TAKEN,
                                 "the execution %s was started with another input; choose another "
                                 "name with --execution",
                                 execution->name);
}

/* How it is followed again, by whoever stopped. */
static void say_how_to_go_on(const struct execution *execution)
{
    char *line = command_line(execution->run->options);
    fprintf(stderr, "dxaws: the execution %s goes on; to follow it: %s%s%s\n", execution->name,
            line ? line : "the same command",
            execution->run->options->execution ? "" : " --execution=",
            execution->run->options->execution ? "" : execution->name);
    free(line);
}

static dxaws_error *perform(const struct execution *execution, const json_t *book,
                            const char *input)
{
    struct run *run = execution->run;
    const struct options *options = run->options;
    bool there = false;
    dxaws_error *error = execution_start(execution, input, &there);
    error = error || !there ? error : check_same(execution, input);
    if (error != NULL) {
        return error;
    }
    struct following following = {.execution = execution,
                                  .shown = !options->quiet && options->progress != PROGRESS_NONE};
    if (following.shown) {
        fprintf(stderr, "%s %s\n", there ? "Following" : "Started", execution->name);
    }
    json_t *described = NULL;
    error = follow(&following, &described);
    if (error != NULL) {
        say_how_to_go_on(execution);
        return error;
    }
    error = verdict_tell(execution, book, described, following.wrote);
    json_decref(described);
    return error;
}

dxaws_error *machine_run(struct run *run, struct options *options)
{
    json_t *book = NULL;
    json_t *made = NULL;
    char *input = NULL;
    struct execution execution = {.arn = NULL};
    dxaws_error *error = books_find(options->runbook, &book);
    error = error ? error : input_make(run, options, book, &made);
    if (error == NULL && json_is_true(json_object_get(book, "writes"))) {
        error = confirm(run, "Start the state machine");
    }
    error = error ? error : execution_begin(run, options->execution, options->runbook, &execution);
    error = error ? error : input_hand_over(&execution, book, made, &input);
    error = error ? error : perform(&execution, book, input);
    execution_end(&execution);
    free(input);
    json_decref(made);
    json_decref(book);
    return error;
}
