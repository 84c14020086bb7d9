/* SPDX-License-Identifier: MIT */
/* What a person is told: the place, and what is wrong there. */
#ifndef DXAWS_CLI_TESTS_TOLD_H
#define DXAWS_CLI_TESTS_TOLD_H

#include <dxaws/error.h>

#include <stdio.h>

static inline const char *told(const dxaws_error *error)
{
    static char text[2048];
    char place[64] = "";
    if (dxaws_error_line(error) > 0) {
        snprintf(place, sizeof place, ":%zu:%zu", dxaws_error_line(error),
                 dxaws_error_column(error));
    }
    const char *file = dxaws_error_file(error);
    snprintf(text, sizeof text, "%s%s%s%s", file ? file : "", place, file ? ": " : "",
             dxaws_error_message(error));
    return text;
}

#endif
