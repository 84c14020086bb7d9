/* SPDX-License-Identifier: MIT */
/* Findings, kept and printed. */
#include "findings.h"

#include <stdarg.h>
#include <string.h>

#include "../output/terminal.h"

static const char *const outcomes[] = {
    [FINDING_OK] = "ok", [FINDING_NOTE] = "note", [FINDING_FAILED] = "failed"};

enum { NAMES = 16 };

void findings_begin(struct findings *findings)
{
    *findings = (struct findings){.list = json_array()};
    findings->whole = findings->list != NULL;
}

void findings_end(struct findings *findings)
{
    json_decref(findings->list);
    findings->list = NULL;
}

/* A text of an answer may be anything. */
static json_t *text_value(const char *text)
{
    json_t *value = json_string(text);
    return value ? value : json_string("(a text that is no UTF-8)");
}

void findings_add(struct findings *findings, const char *check, enum finding outcome,
                  const char *format, ...)
{
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    json_t *one = json_pack("{ss ss so}", "check", check, "outcome", outcomes[outcome], "detail",
                            text_value(text));
    findings->whole = json_array_append_new(findings->list, one) == 0 && findings->whole;
    findings->failed += outcome == FINDING_FAILED;
}

void findings_advise(struct findings *findings, const char *format, ...)
{
    char text[600];
    va_list arguments;
    size_t count = json_array_size(findings->list);
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    json_t *last = count > 0 ? json_array_get(findings->list, count - 1) : NULL;
    findings->whole = json_object_set_new(last, "remedy", text_value(text)) == 0 && findings->whole;
}

static enum color color_of(const char *outcome)
{
    return strcmp(outcome, outcomes[FINDING_OK]) == 0     ? COLOR_GREEN
           : strcmp(outcome, outcomes[FINDING_NOTE]) == 0 ? COLOR_YELLOW
                                                          : COLOR_RED;
}

void findings_print(FILE *stream, const struct findings *findings, bool colors)
{
    size_t index;
    json_t *one;
    json_array_foreach(findings->list, index, one) {
        const char *outcome = json_string_value(json_object_get(one, "outcome"));
        const char *remedy = json_string_value(json_object_get(one, "remedy"));
        fprintf(stream, "%s%-6s%s  %-*s  ", color_code(colors, color_of(outcome)), outcome,
                color_code(colors, COLOR_NONE), NAMES,
                json_string_value(json_object_get(one, "check")));
        print_safely(stream, json_string_value(json_object_get(one, "detail")));
        if (remedy != NULL) {
            fputs("; ", stream);
            print_safely(stream, remedy);
        }
        fputc('\n', stream);
    }
}
