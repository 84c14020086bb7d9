/* SPDX-License-Identifier: MIT */
/* What the streams can show. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_dumb(void)
{
    const char *name = getenv("TERM");
    return name == NULL || name[0] == '\0' || strcmp(name, "dumb") == 0;
}

bool terminal_has_colors(FILE *stream, bool refused)
{
    const char *no_color = getenv("NO_COLOR");
    return !refused && (no_color == NULL || no_color[0] == '\0') && terminal_is_live(stream);
}

bool terminal_is_live(FILE *stream)
{
    return isatty(fileno(stream)) && !is_dumb();
}

size_t terminal_width(FILE *stream)
{
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) {
        return size.ws_col;
    }
    return 80;
}

const char *color_code(bool colors, enum color color)
{
    if (!colors) {
        return "";
    }
    switch (color) {
    case COLOR_RED:
        return "\033[31m";
    case COLOR_GREEN:
        return "\033[32m";
    case COLOR_YELLOW:
        return "\033[33m";
    case COLOR_DIM:
        return "\033[2m";
    default:
        return "\033[0m";
    }
}

static void print_bytes(FILE *stream, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char letter = (unsigned char)text[i];
        if (letter < 0x20 || letter == 0x7f) {
            fprintf(stream, "\\x%02x", letter);
        } else {
            fputc(letter, stream);
        }
    }
}

void print_safely(FILE *stream, const char *text)
{
    print_bytes(stream, text, strlen(text));
}

void print_shortened(FILE *stream, const char *text, size_t size)
{
    size_t length = strlen(text);
    if (length <= size) {
        print_bytes(stream, text, length);
        return;
    }
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--; /* not in the middle of a character */
    }
    print_bytes(stream, text, size);
    fputs("...", stream);
}
