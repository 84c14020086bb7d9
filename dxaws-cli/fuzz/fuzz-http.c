/* SPDX-License-Identifier: MIT */
/* Requests of anybody: a line each for a range, an ETag, a date, a path and a host. */
#include "edge/http.h"

#include <stdlib.h>
#include <string.h>

#include <dxaws/kit/fuzz-main.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size);
    char *line = text;
    char *end = NULL;
    for (int kind = 0; line != NULL && kind < 5; kind++, line = end) {
        int64_t from;
        int64_t count;
        int64_t bytes = (int64_t)(size * 7 % 64);
        end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        switch (kind) {
        case 0:
            if (http_range(line, bytes, &from, &count) != HTTP_NO_SUCH_PART &&
                (from < 0 || count < 0 || from + count > bytes)) {
                abort();
            }
            break;
        case 1:
            (void)http_names_etag(line, "ab");
            break;
        case 2:
            (void)http_is_since(line, 0);
            break;
        default:
            free(kind == 3 ? http_key(line) : http_host(line));
        }
    }
    free(text);
    return 0;
}
