/* SPDX-License-Identifier: MIT */
/* DXAWS_EVENTS: events without a change to the program. */
#include "events-file.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* The variable is of the process, so is what becomes of it; none of it is ever changed or released.
 */
static struct {
    pthread_once_t once;
    const char *path;
    dxaws_sink *sink;
    dxaws_error *problem;
} events_file = {.once = PTHREAD_ONCE_INIT};

static void open_file(void)
{
    const char *path = secure_getenv("DXAWS_EVENTS"); /* no file of a setuid program's caller */
    if (path != NULL && path[strspn(path, " \t\r\n")] != '\0') {
        events_file.path = strdup(path);
        events_file.problem = dxaws_sink_new_json_lines(path, &events_file.sink);
    }
}

dxaws_sink *events_file_sink(void)
{
    pthread_once(&events_file.once, open_file);
    return events_file.sink;
}

const char *events_file_path(void)
{
    pthread_once(&events_file.once, open_file);
    return events_file.path;
}

const dxaws_error *events_file_problem(void)
{
    pthread_once(&events_file.once, open_file);
    return events_file.problem;
}
