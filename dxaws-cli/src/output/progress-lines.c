/* SPDX-License-Identifier: MIT */
/* The lines of the progress. */
#include "progress-lines.h"

#include <stdlib.h>
#include <string.h>

#include "duration.h"
#include "terminal.h"

#define WHY_INDENT "         "

/* Takes the live lines off the screen; the cursor is then where the first one was. */
static void erase(struct lines *lines)
{
    if (lines->drawn > 0) {
        fprintf(lines->stream, "\033[%zuA\r\033[J", lines->drawn);
        lines->drawn = 0;
    }
}

/* Prints at most a screen's width, so that one line stays one line. */
static void print_cut(FILE *stream, char *text, size_t width)
{
    size_t column = 0;
    char *end = text;
    for (; *end != '\0'; end++) {
        if (((unsigned char)*end & 0xC0) != 0x80 && ++column > width) {
            *end = '\0';
            break;
        }
    }
    print_safely(stream, text);
}

/* One line for the action, and one for what it waits for. */
static void draw_action(struct lines *lines, const struct line *line, int64_t now_ms, size_t width)
{
    char elapsed[32];
    char expected[48] = "";
    char text[512];
    duration_format((now_ms - line->start_ms) / 1000, elapsed, sizeof elapsed);
    if (line->expected_s > 0) {
        char about[32];
        duration_format(line->expected_s, about, sizeof about);
        snprintf(expected, sizeof expected, " of about %s", about);
    }
    snprintf(text, sizeof text, "  ...    %s %s  %s  %s%s", line->module, line->subject,
             line->action, elapsed, expected);
    print_cut(lines->stream, text, width);
    fputc('\n', lines->stream);
    lines->drawn++;
    if (line->why[0] != '\0') {
        snprintf(text, sizeof text, WHY_INDENT "%s", line->why);
        fputs(color_code(lines->colors, COLOR_DIM), lines->stream);
        print_cut(lines->stream, text, width);
        fprintf(lines->stream, "%s\n", color_code(lines->colors, COLOR_NONE));
        lines->drawn++;
    }
}

static void draw(struct lines *lines, int64_t now_ms)
{
    size_t width = terminal_width(lines->stream) - 1;
    for (size_t i = 0; i < lines->count; i++) {
        draw_action(lines, &lines->running[i], now_ms, width);
    }
    fflush(lines->stream);
}

void lines_redraw(struct lines *lines, int64_t now_ms)
{
    if (lines->live) {
        erase(lines);
        draw(lines, now_ms);
    }
}

static struct line *find(struct lines *lines, const struct line_event *event)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->running[i];
        if (strcmp(line->module, event->module) == 0 &&
            strncmp(line->subject, event->subject, sizeof line->subject - 1) == 0 &&
            strcmp(line->action, event->action) == 0) {
            return line;
        }
    }
    return NULL;
}

static void start(struct lines *lines, const struct line_event *event)
{
    if (find(lines, event) != NULL || lines->count == LINES_MAX) {
        return;
    }
    struct line *line = &lines->running[lines->count++];
    *line = (struct line){.start_ms = event->now_ms, .expected_s = event->expected_s};
    snprintf(line->module, sizeof line->module, "%s", event->module);
    snprintf(line->subject, sizeof line->subject, "%s", event->subject);
    snprintf(line->action, sizeof line->action, "%s", event->action);
}

/* A line that stays. */
static void say(struct lines *lines, enum color color, const char *word,
                const struct line_event *event, bool with_why)
{
    fprintf(lines->stream, "  %s%-6s%s ", color_code(lines->colors, color), word,
            color_code(lines->colors, COLOR_NONE));
    print_safely(lines->stream, event->module);
    fputc(' ', lines->stream);
    print_safely(lines->stream, event->subject);
    fputs("  ", lines->stream);
    print_safely(lines->stream, event->action);
    if (event->elapsed_ms >= 1000) {
        char elapsed[32];
        duration_format(event->elapsed_ms / 1000, elapsed, sizeof elapsed);
        fprintf(lines->stream, "  %s", elapsed);
    }
    if (with_why && event->why[0] != '\0') {
        fputs(": ", lines->stream);
        print_safely(lines->stream, event->why);
    }
    fputc('\n', lines->stream);
    fflush(lines->stream);
}

/* Whether one line of the screen does not hold it: a record that somebody has to make is copied. */
static bool is_cut(const struct lines *lines, const char *why)
{
    return strlen(why) + strlen(WHY_INDENT) >= terminal_width(lines->stream);
}

/* Plain lines say a reason when it is new; live ones what they have no room for. */
static void waiting(struct lines *lines, const struct line_event *event)
{
    struct line *line = find(lines, event);
    if (line == NULL) {
        return;
    }
    bool news = strncmp(line->why, event->why, sizeof line->why - 1) != 0;
    line->waits = true;
    snprintf(line->why, sizeof line->why, "%s", event->why);
    if (!lines->live ? news || lines->verbose : news && is_cut(lines, event->why)) {
        if (lines->live) {
            erase(lines);
        }
        say(lines, COLOR_DIM, "wait", event, true);
    }
}

/* How an action ends. The error of one that failed follows, once. */
static const struct end {
    const char *status;
    const char *dry; /* the word in a dry run; NULL: the same */
    enum color color;
} ends[] = {
    {"done", "would", COLOR_GREEN},
    {"failed", NULL, COLOR_RED},
    {"stopped", NULL, COLOR_YELLOW},
};

static void finish(struct lines *lines, const struct line_event *event, const struct end *end)
{
    struct line *line = find(lines, event);
    if (line != NULL) {
        size_t index = (size_t)(line - lines->running);
        memmove(line, line + 1, (lines->count - index - 1) * sizeof *line);
        lines->count--;
    }
    if (lines->live) {
        erase(lines);
    }
    say(lines, end->color, lines->dry_run && end->dry ? end->dry : end->status, event, false);
}

void lines_warn(struct lines *lines, const char *text, int64_t now_ms)
{
    if (lines->live) {
        erase(lines);
    }
    fputs("warning: ", lines->stream);
    print_safely(lines->stream, text);
    fputc('\n', lines->stream);
    if (lines->live) {
        draw(lines, now_ms);
    }
}

void lines_event(struct lines *lines, const struct line_event *event)
{
    if (strcmp(event->status, "start") == 0) {
        start(lines, event);
    } else if (strcmp(event->status, "waiting") == 0) {
        waiting(lines, event);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (strcmp(event->status, ends[i].status) == 0) {
            finish(lines, event, &ends[i]);
        }
    }
    lines_redraw(lines, event->now_ms);
}

void lines_end(struct lines *lines)
{
    if (lines->live) {
        erase(lines);
        fflush(lines->stream);
    }
    lines->count = 0;
}
