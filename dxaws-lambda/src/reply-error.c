/* SPDX-License-Identifier: MIT */
#include "reply-error.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

void reply_error_type(const dxaws_error *error, char type[REPLY_ERROR_TYPE_SIZE])
{
    static const char prefix[] = "Dxaws.";
    const dxaws_error *told = error;
    while (dxaws_error_get_kind(told) == DXAWS_ERROR_PARTIAL && dxaws_error_cause(told) != NULL) {
        told = dxaws_error_cause(told);
    }
    size_t used = 0;
    for (const char *at = prefix; *at != '\0'; at++) {
        type[used++] = *at;
    }
    bool first = true;
    const char *name = dxaws_error_kind_name(dxaws_error_get_kind(told));
    for (; *name != '\0' && used + 1 < REPLY_ERROR_TYPE_SIZE; name++) {
        if (*name == '_') {
            first = true;
        } else {
            type[used++] = first ? *name : (char)tolower((unsigned char)*name);
            first = false;
        }
    }
    type[used] = '\0';
}

/* What a machine's history keeps as the cause of a failure. */
static const size_t MOST_BYTES = 32000;

/* As Lambda has it; takes @a whole, the error's JSON form, and NULL for no memory. */
static char *told(const dxaws_error *error, json_t *whole, bool wrote)
{
    char type[REPLY_ERROR_TYPE_SIZE];
    reply_error_type(error, type);
    json_t *reply =
        whole ? json_pack("{s:s, s:s, s:[], s:o, s:b}", "errorType", type, "errorMessage",
                          dxaws_error_message(error), "stackTrace", "dxaws", whole, "wrote", wrote)
              : NULL;
    char *text = reply ? json_dumps(reply, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    json_decref(reply);
    return text;
}

char *reply_error_format(const dxaws_error *error, bool wrote)
{
    char *said = dxaws_error_format(error);
    char *text = told(error, said ? json_loads(said, 0, NULL) : NULL, wrote);
    free(said);
    if (text == NULL || strlen(text) <= MOST_BYTES) {
        return text;
    }
    free(text); /* without causes, and names that somebody made as long as they like */
    return told(error,
                json_pack("{s:s, s:s, s:s, s:s}", "kind",
                          dxaws_error_kind_name(dxaws_error_get_kind(error)), "domain",
                          dxaws_error_domain(error), "code", dxaws_error_code(error), "message",
                          dxaws_error_message(error)),
                wrote);
}
