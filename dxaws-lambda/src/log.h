/* SPDX-License-Identifier: MIT */
/* Events go to the function's log, a line of JSON each, with what ties them to the invocation. */
#ifndef DXAWS_LAMBDA_LOG_H
#define DXAWS_LAMBDA_LOG_H

#include <dxaws/o11y.h>
#include <jansson.h>

/* What every line of an invocation has besides. */
struct log_line {
    const char *request_id; /* borrowed */
    const json_t *context; /* the request's, such as {"run_id": ...}: an object, borrowed or NULL */
};

/* A sink that prints what is worth a line (INFO and above) to standard output. @a line is borrowed
 * for as long as the sink lives. */
dxaws_error *log_new(const struct log_line *line, dxaws_sink **sink);

#endif
