/* SPDX-License-Identifier: MIT */
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dxaws/extend/error.h>

#include "../error-codes.h"
#include "../exit-status.h"
#include "../output/terminal.h"
#include "books.h"

/* What functions and Step Functions say went wrong, where the exit status is not that of any error.
 */
static const struct {
    const char *type;
    dxaws_error_kind kind;
} kinds[] = {
    {"Dxaws.Conflict", DXAWS_ERROR_CONFLICT}, {"Dxaws.Refused", DXAWS_ERROR_REFUSED},
    {"Dxaws.Stale", DXAWS_ERROR_STALE},       {"Dxaws.Timeout", DXAWS_ERROR_TIMEOUT},
    {"States.Timeout", DXAWS_ERROR_TIMEOUT},
};

static dxaws_error_kind kind_of(const char *type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(type, kinds[i].type) == 0) {
            return kinds[i].kind;
        }
    }
    return DXAWS_ERROR_UNAVAILABLE;
}

/* The error that a function answered with, which the machine hands on as a text; NULL for any
 * other. */
static dxaws_error *answered(const char *cause)
{
    json_t *told = cause ? json_loads(cause, 0, NULL) : NULL;
    const json_t *whole = json_object_get(told, "dxaws");
    char *text = whole ? json_dumps(whole, JSON_COMPACT) : NULL;
    dxaws_error *error = text ? dxaws_error_parse(text) : NULL;
    free(text);
    json_decref(told);
    return error;
}

static dxaws_error *failed(const struct execution *execution, const char *type, const char *cause,
                           bool wrote)
{
    dxaws_error *reason = answered(cause);
    const char *why = reason ? dxaws_error_message(reason) : cause ? cause : "it does not say why";
    dxaws_error *error =
        dxaws_error_new(kind_of(type), "cli", DXAWS_CLI_ERROR_EXECUTION_ENDED,
                        "the execution %s failed: %s: %.400s", execution->name, type, why);
    if (reason != NULL) {
        dxaws_error_set_cause(error, reason);
    }
    if (!wrote) {
        return error;
    }
    dxaws_error *partly =
        dxaws_error_new(DXAWS_ERROR_PARTIAL, "cli", DXAWS_CLI_ERROR_EXECUTION_ENDED, "%s",
                        dxaws_error_message(error));
    dxaws_error_set_cause(partly, error);
    return partly;
}

/* Takes the verdicts that a map has written to S3, each the output of an execution of its own. */
static dxaws_error *read_results(const struct execution *execution, const json_t *details,
                                 json_t *verdicts)
{
    json_t *manifest = NULL;
    const char *bucket = book_text(details, "Bucket");
    dxaws_error *error = object_read(execution->run, bucket, book_text(details, "Key"), &manifest);
    size_t index;
    json_t *file;
    json_array_foreach(json_object_get(json_object_get(manifest, "ResultFiles"), "SUCCEEDED"),
                       index, file) {
        json_t *children = NULL;
        size_t place;
        json_t *child;
        error =
            error ? error : object_read(execution->run, bucket, book_text(file, "Key"), &children);
        json_array_foreach(children, place, child) {
            json_array_append_new(verdicts, json_loads(book_text(child, "Output"), 0, NULL));
        }
        json_decref(children);
    }
    json_decref(manifest);
    return error;
}

/* One verdict for each site. */
static dxaws_error *read_output(const struct execution *execution, const json_t *described,
                                json_t **verdicts)
{
    json_t *output = json_loads(book_text(described, "output"), 0, NULL);
    const json_t *details = json_object_get(output, "ResultWriterDetails");
    dxaws_error *error = NULL;
    *verdicts = json_is_array(output) ? json_incref(output) : json_array();
    if (details != NULL) {
        error = read_results(execution, details, *verdicts);
    } else if (json_is_object(output)) {
        json_array_append(*verdicts, output);
    }
    json_decref(output);
    return error;
}

static void print_verdict(const json_t *book, const json_t *verdict)
{
    const char *outcome = book_text(verdict, "outcome");
    size_t index;
    json_t *end;
    fputs("  ", stdout);
    print_safely(stdout, book_text(verdict, "site"));
    fputs(": ", stdout);
    print_safely(stdout, outcome);
    const json_t *actions = json_object_get(verdict, "actions");
    if (json_is_integer(actions)) {
        printf(", %lld action%s", (long long)json_integer_value(actions),
               json_integer_value(actions) == 1 ? "" : "s");
    }
    const json_t *why = json_object_get(verdict, "error");
    dxaws_error *reason = answered(book_text(why, "Cause"));
    if (why != NULL) {
        fputs(": ", stdout);
        print_safely(stdout, book_text(why, "Error"));
        fputs(": ", stdout);
        print_safely(stdout, reason ? dxaws_error_message(reason) : book_text(why, "Cause"));
    }
    dxaws_error_free(reason);
    fputc('\n', stdout);
    json_array_foreach(json_object_get(book, "ends"), index, end) {
        if (strcmp(book_text(end, "outcome"), outcome) == 0 && why == NULL &&
            !book_is_of_many(book)) {
            puts(book_text(end, "then"));
        }
    }
}

/* The worst of all: an error before differences. */
static int status_of(const json_t *book, const json_t *verdicts)
{
    int worst = json_array_size(verdicts) == 0 ? EXIT_ERROR : EXIT_DONE;
    size_t index;
    json_t *verdict;
    json_array_foreach((json_t *)(uintptr_t)verdicts, index, verdict) {
        int status = book_status(book, book_text(verdict, "outcome"));
        status = status < 0 ? EXIT_ERROR : status;
        worst = status == EXIT_ERROR || worst == EXIT_DONE ? status : worst;
    }
    return worst;
}

static dxaws_error *succeeded(const struct execution *execution, const json_t *book,
                              const json_t *described)
{
    struct run *run = execution->run;
    json_t *verdicts = NULL;
    dxaws_error *error = read_output(execution, described, &verdicts);
    size_t index;
    json_t *verdict;
    run->status = status_of(book, verdicts);
    if (error == NULL && run->options->json) {
        error = run_print_json(run, "dxaws.runbook/1",
                               json_pack("{ss ss ss sO}", "runbook", run->options->runbook,
                                         "execution", execution->arn, "status",
                                         book_text(described, "status"), "verdicts", verdicts));
    } else if (error == NULL) {
        printf("%s: %zu site%s.\n", execution->name, json_array_size(verdicts),
               json_array_size(verdicts) == 1 ? "" : "s");
        json_array_foreach(verdicts, index, verdict) {
            print_verdict(book, verdict);
        }
    }
    json_decref(verdicts);
    return error;
}

dxaws_error *verdict_tell(const struct execution *execution, const json_t *book,
                          const json_t *described, bool wrote)
{
    const char *status = book_text(described, "status");
    const char *cause = json_string_value(json_object_get(described, "cause"));
    const char *type = json_string_value(json_object_get(described, "error"));
    if (strcmp(status, "SUCCEEDED") == 0) {
        return succeeded(execution, book, described);
    }
    if (strcmp(status, "TIMED_OUT") == 0) {
        return failed(execution, "States.Timeout",
                      cause ? cause : "the machine's time is over; start it again, which goes on",
                      wrote);
    }
    return failed(execution, type ? type : status,
                  cause || strcmp(status, "ABORTED") != 0
                      ? cause
                      : "somebody stopped it; start it again, which goes on",
                  wrote);
}
