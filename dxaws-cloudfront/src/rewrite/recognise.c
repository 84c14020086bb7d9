/* SPDX-License-Identifier: MIT */
/* From code to what it says. What is read is written again: only the same bytes are that code. */
#include "rewrite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The value behind a text that begins a line or a statement: JSON up to its end; NULL without. */
static json_t *value_behind(const char *code, const char *text)
{
    const char *found = strstr(code, text);
    return found ? json_loads(found + strlen(text), JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, NULL)
                 : NULL;
}

/* The word that the first line ends with. */
static json_t *urls_of(const char *code)
{
    static const char before[] = "Addresses: ";
    const char *found = strstr(code, before);
    const char *word = found ? found + strlen(before) : "";
    return json_stringn(word, strcspn(word, ".\n"));
}

static json_t *read_code(const char *code)
{
    static const struct {
        const char *text, *member;
    } places[] = {
        {"\nvar DOMAIN = ", REWRITE_DOMAIN}, {"\nvar REDIRECTS = ", REWRITE_REDIRECTS},
        {"\nvar FILES = ", REWRITE_FILES},   {"\nvar FOLDERS = ", REWRITE_FOLDERS},
        {"request.uri = uri + \"", NULL},    {"request.uri = '/' + \"", NULL},
    };
    bool whole = true;
    json_t *said = json_object();
    dx_put(&whole, said, REWRITE_URLS, urls_of(code));
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *member = places[i].member;
        char text[40];
        snprintf(text, sizeof text, "%s", places[i].text);
        text[strlen(text) - (member == NULL)] = '\0'; /* its quote begins the value */
        json_t *value = member || strstr(code, places[i].text) ? value_behind(code, text) : NULL;
        if (value != NULL) {
            dx_put(&whole, said, member ? member : REWRITE_ROOT, value);
        }
    }
    return dx_whole(whole, said);
}

static dxaws_error *not_ours(void)
{
    return dx_invalid(
        &rewrite_schema,
        "cloudfront: the code is not one that dxaws writes, and what it answers is not "
        "known; give it one as dxaws_cloudfront_rewrite_format_code() makes it");
}

dxaws_error *dxaws_cloudfront_rewrite_parse_code(const char *code,
                                                 dxaws_cloudfront_rewrite **rewrite)
{
    dxaws_cloudfront_rewrite *made = NULL;
    char *again = NULL;
    json_t *said = read_code(code);
    char *text = said ? json_dumps(said, JSON_COMPACT) : NULL;
    dxaws_error *error =
        text ? dxaws_cloudfront_rewrite_parse(text, &made) : dxaws_error_out_of_memory();
    error = error ? error : dxaws_cloudfront_rewrite_format_code(made, &again);
    if (error != NULL && dxaws_error_get_kind(error) == DXAWS_ERROR_INVALID_ARGUMENT) {
        dxaws_error_free(error);
        error = not_ours();
    } else if (error == NULL && (again == NULL || strcmp(again, code) != 0)) {
        error = not_ours();
    }
    json_decref(said);
    free(text);
    free(again);
    if (error != NULL) {
        dxaws_cloudfront_rewrite_free(made);
        return error;
    }
    *rewrite = made;
    return NULL;
}
