/* SPDX-License-Identifier: MIT */
/* How the program ends. */
#ifndef DXAWS_CLI_EXIT_STATUS_H
#define DXAWS_CLI_EXIT_STATUS_H

enum {
    EXIT_DONE = 0,
    EXIT_ERROR = 1,
    EXIT_CHANGES = 2,
    EXIT_REFUSED = 3,
    EXIT_TIMEOUT = 4,
    EXIT_STALE = 5,
    EXIT_INTERRUPTED = 130,
};

struct exit_status {
    int status;
    const char *name; /* "done"; never changed */
    const char *help;
};

/* The table; ends with a row whose name is NULL. */
extern const struct exit_status exit_statuses[];

#endif
