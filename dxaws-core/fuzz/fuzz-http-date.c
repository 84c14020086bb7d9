/* SPDX-License-Identifier: MIT */
/* Any text as the Date of an answer: a moment that is written and read the same, or none. */
#include <dxaws/kit/fuzz-main.h>

#include "http-date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    int64_t ms = 0;
    if (!text || !aws_http_date_parse(text, &ms)) {
        free(text);
        return 0;
    }
    time_t seconds = (time_t)(ms / 1000);
    struct tm utc;
    char again[64];
    if (ms < 0 || ms % 1000 || !gmtime_r(&seconds, &utc) ||
        !strftime(again, sizeof(again), "%a, %d %b %Y %H:%M:%S GMT", &utc)) {
        abort();
    }
    int64_t read_again;
    if (!aws_http_date_parse(again, &read_again) || read_again != ms) {
        abort();
    }
    free(text);
    return 0;
}
