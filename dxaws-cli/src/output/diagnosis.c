/* SPDX-License-Identifier: MIT */
/* What `dxaws doctor` found, for people. */
#include "diagnosis.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "terminal.h"

enum { NAMES = 28, SOURCES = 30, SKEW_WORTH_SAYING_MS = 5 * 60 * 1000 };

struct page {
    FILE *stream;
    bool colors;
    int width; /* of the column of names */
};

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void begin(const struct page *page, const char *name)
{
    fprintf(page->stream, "  %s%-*s%s ", color_code(page->colors, COLOR_DIM), page->width, name,
            color_code(page->colors, COLOR_NONE));
}

static void print_line(const struct page *page, const char *name, const char *text)
{
    if (text != NULL) {
        begin(page, name);
        print_safely(page->stream, text);
        fputc('\n', page->stream);
    }
}

/* A value and where it comes from, which is not worth saying of what nobody set. */
static void print_sourced(const struct page *page, const char *name, const char *value,
                          const json_t *entry)
{
    const char *source = text_of(entry, "source");
    begin(page, name);
    if (text_of(entry, "problem") != NULL) {
        fprintf(page->stream, "%swrong%s, see below", color_code(page->colors, COLOR_RED),
                color_code(page->colors, COLOR_NONE));
    } else {
        print_safely(page->stream, value ? value : "none");
    }
    if (source != NULL && (value != NULL || strcmp(source, "default") != 0)) {
        fprintf(page->stream, "  %s(", color_code(page->colors, COLOR_DIM));
        print_safely(page->stream, source);
        fprintf(page->stream, ")%s", color_code(page->colors, COLOR_NONE));
    }
    fputc('\n', page->stream);
}

static void print_settings(const struct page *page, const json_t *document)
{
    size_t index;
    json_t *entry;
    fputs("Settings\n", page->stream);
    json_array_foreach(json_object_get(document, "settings"), index, entry) {
        print_sourced(page, text_of(entry, "name"), text_of(entry, "value"), entry);
    }
    fputs("Endpoints\n", page->stream);
    json_array_foreach(json_object_get(document, "endpoints"), index, entry) {
        static const char *const used[] = {"s3", "route53", "acm", "cloudfront", "sts"};
        for (size_t i = 0; i < sizeof used / sizeof used[0]; i++) {
            if (strcmp(text_of(entry, "service"), used[i]) == 0) {
                print_sourced(page, used[i], text_of(entry, "url"), entry);
            }
        }
    }
}

static void print_credentials(const struct page *page, const json_t *document)
{
    const json_t *credentials = json_object_get(document, "credentials");
    size_t index;
    json_t *entry;
    if (json_array_size(json_object_get(credentials, "sources")) == 0) {
        return; /* no source could be asked, and the problem says why */
    }
    fputs("Credentials\n", page->stream);
    json_array_foreach(json_object_get(credentials, "sources"), index, entry) {
        const char *outcome = text_of(entry, "outcome");
        const char *detail = text_of(entry, "detail");
        enum color color = strcmp(outcome, "found") == 0    ? COLOR_GREEN
                           : strcmp(outcome, "failed") == 0 ? COLOR_RED
                                                            : COLOR_NONE;
        begin(page, text_of(entry, "source"));
        fprintf(page->stream, "%s%s%s", color ? color_code(page->colors, color) : "", outcome,
                color ? color_code(page->colors, COLOR_NONE) : "");
        if (detail != NULL) {
            fputs(": ", page->stream);
            print_safely(page->stream, detail);
        }
        fputc('\n', page->stream);
    }
    print_line(page, "access key id", text_of(credentials, "access_key_id"));
    print_line(page, "expire", text_of(credentials, "expires"));
}

static void print_caller(const struct page *page, const json_t *document)
{
    const json_t *caller = json_object_get(document, "caller");
    const json_t *skew = json_object_get(json_object_get(document, "clock"), "skew_ms");
    if (caller == NULL && skew == NULL) {
        return;
    }
    fputs("Account\n", page->stream);
    print_line(page, "account", text_of(caller, "account"));
    print_line(page, "caller", text_of(caller, "arn"));
    print_line(page, "partition", text_of(caller, "partition"));
    if (skew != NULL) {
        json_int_t ms = json_integer_value(skew);
        json_int_t size = ms < 0 ? -ms : ms;
        begin(page, "clock");
        if (size < 2000) { /* services tell the time to the second */
            fputs("in step with AWS\n", page->stream);
        } else {
            fprintf(page->stream, "%" PRId64 " s %s AWS%s\n", (int64_t)(size + 500) / 1000,
                    ms > 0 ? "behind" : "ahead of",
                    size >= SKEW_WORTH_SAYING_MS ? "; set this machine's clock" : "");
        }
    }
}

static void print_warnings(const struct page *page, const json_t *document)
{
    size_t index;
    json_t *warning;
    const json_t *warnings = json_object_get(document, "warnings");
    if (json_array_size(warnings) > 0) {
        fputs("Warnings\n", page->stream);
    }
    json_array_foreach((json_t *)(uintptr_t)warnings, index, warning) {
        fputs("  ", page->stream);
        print_safely(page->stream, json_string_value(warning));
        fputc('\n', page->stream);
    }
}

void diagnosis_print(FILE *stream, const json_t *document, bool colors)
{
    const struct page page = {stream, colors, NAMES};
    const struct page sources = {stream, colors, SOURCES};
    const json_t *problems = json_object_get(document, "problems");
    size_t index;
    json_t *problem;
    print_settings(&page, document);
    print_credentials(&sources, document);
    print_caller(&page, document);
    print_warnings(&page, document);
    if (json_array_size(problems) == 0) {
        bool warned = json_array_size(json_object_get(document, "warnings")) > 0;
        fputs(warned ? "No problems, but the warnings above.\n" : "All is well.\n", stream);
        return;
    }
    fputs("Problems\n", stream);
    json_array_foreach((json_t *)problems, index, problem) {
        fprintf(stream, "  %s!%s ", color_code(colors, COLOR_RED), color_code(colors, COLOR_NONE));
        print_safely(stream, text_of(problem, "message"));
        fputc('\n', stream);
    }
}
