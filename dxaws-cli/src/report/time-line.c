/* SPDX-License-Identifier: MIT */
/* When each action was under way. Rows are in the order in which they began: pale is what was
 * expected, dark what it took, a tick a look at AWS. */
#include "page.h"

enum { MARKS_MAX = 8 };

struct scale {
    int64_t begin_ms;
    int64_t total_ms;
};

static double percent(const struct scale *scale, int64_t milliseconds)
{
    double part = 100.0 * (double)milliseconds / (double)scale->total_ms;
    return part < 0 ? 0 : part > 100 ? 100 : part;
}

static void print_axis(FILE *out, const struct scale *scale)
{
    static const int steps_s[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600};
    int64_t step = scale->total_ms;
    for (size_t i = sizeof steps_s / sizeof *steps_s; i > 0; i--) {
        bool fits = scale->total_ms / (steps_s[i - 1] * 1000LL) <= MARKS_MAX;
        step = fits ? steps_s[i - 1] * 1000LL : step;
    }
    fputs("<div class=\"row axis\" aria-hidden=\"true\"><span></span><span class=\"lane\">", out);
    for (int64_t at = 0; at < scale->total_ms; at += step) {
        fprintf(out, "<span style=\"left:%.2f%%\">", percent(scale, at));
        if (at == 0) {
            fputc('0', out);
        } else {
            page_duration(out, at);
        }
        fputs("</span>", out);
    }
    fputs("</span><span></span></div>\n", out);
}

static void print_bar(FILE *out, const struct scale *scale, const char *kind, const char *module,
                      int64_t from_ms, int64_t took_ms)
{
    double left = percent(scale, from_ms - scale->begin_ms);
    double width = percent(scale, took_ms);
    fprintf(out, "<i class=\"%s", kind);
    page_text(out, module);
    fprintf(out, "\" style=\"left:%.2f%%;width:%.2f%%\"></i>", left,
            left + width > 100 ? 100 - left : width);
}

static void print_span(FILE *out, const struct scale *scale, const struct span *span)
{
    int64_t took = span->end_ms - span->begin_ms;
    bool failed = span->state == SPAN_FAILED;
    fputs("<div class=\"row\"><span><code>", out);
    page_text(out, span->module);
    fputc(' ', out);
    page_text(out, span->action);
    fputs("</code></span><span class=\"lane\" title=\"", out);
    page_text(out, span->subject);
    fputs(span->why[0] != '\0' ? ": " : "", out);
    page_text(out, span->why);
    fputs("\">", out);
    if (span->expected_ms > 0) {
        print_bar(out, scale, "expected ", span->module, span->begin_ms, span->expected_ms);
    }
    print_bar(out, scale, failed ? "failed" : "", failed ? "" : span->module, span->begin_ms, took);
    for (size_t i = 0; i < span->looks; i++) {
        fprintf(out, "<i class=\"look\" style=\"left:%.2f%%\"></i>",
                percent(scale, span->looks_ms[i] - scale->begin_ms));
    }
    fprintf(out, "</span><span%s>", failed ? " class=\"failed\"" : " class=\"pale\"");
    page_duration(out, took);
    fputs("</span></div>\n", out);
}

void page_time_line(FILE *out, const struct run_events *run, const struct spans *spans)
{
    int64_t total = run->end_ms - run->begin_ms;
    const struct scale scale = {.begin_ms = run->begin_ms, .total_ms = total > 0 ? total : 1};
    if (spans->count == 0) {
        return;
    }
    fputs("<h2>Time line</h2>\n", out);
    print_axis(out, &scale);
    for (size_t i = 0; i < spans->count; i++) {
        print_span(out, &scale, &spans->list[i]);
    }
}
