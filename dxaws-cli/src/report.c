/* SPDX-License-Identifier: MIT */
/* report: a page about a run, from its events. */
#include "run.h"

#include <stdlib.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"
#include "input-file.h"
#include "output-file.h"
#include "report/page.h"

enum { EVENTS_MAX = 256 * 1024 * 1024 };

static dxaws_error *no_run(const struct run *run, const struct run_events *found)
{
    dxaws_error *error =
        found->runs == 0
            ? dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_FILE,
                              "holds no event; name a file that a run wrote with --events=FILE, or "
                              "with DXAWS_EVENTS=FILE")
            : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_USAGE,
                              "--run=%zu must be 1 to %zu, as many runs as it holds", found->number,
                              found->runs);
    dxaws_error_set_place(error, run->options->operand, 0, 0);
    return error;
}

/* Of the events that were read. */
static dxaws_error *compose(const struct run *run, const struct run_events *events, char **text)
{
    size_t size;
    struct spans spans;
    if (json_array_size(events->events) == 0) {
        return no_run(run, events);
    }
    FILE *out = spans_find(events->events, &spans) ? open_memstream(text, &size) : NULL;
    if (out != NULL) {
        page_print(out, events, &spans);
    }
    spans_clear(&spans);
    return out != NULL && fclose(out) == 0 ? NULL : dxaws_error_out_of_memory();
}

dxaws_error *report_run(struct run *run)
{
    const char *path = run->options->operand;
    struct run_events events = {.events = NULL};
    char *text = NULL;
    char *page = NULL;
    size_t size = 0;
    dxaws_error *error = input_file_read(path, run->context, EVENTS_MAX, &text, &size);
    if (error == NULL && size > EVENTS_MAX) {
        error = dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_FILE,
                                "is larger than 256 MiB; give each run a file of its own, with "
                                "--events=FILE");
        dxaws_error_set_place(error, path, 0, 0);
    }
    if (error == NULL && !run_events_read(text, size, (size_t)run->options->run_number, &events)) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : compose(run, &events, &page);
    if (error == NULL && run->options->out != NULL) {
        error = output_file_write(run->options->out, "the page", page);
    } else if (error == NULL) {
        fputs(page, stdout);
    }
    run_events_clear(&events);
    free(text);
    free(page);
    return error;
}
