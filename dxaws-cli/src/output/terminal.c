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

/* The code point at the beginning, and how many bytes it has; 0 when it is no UTF-8. */
static size_t decode(const char *text, size_t size, unsigned long *point)
{
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0x80           ? 1
                    : (first >> 5) == 0x06 ? 2
                    : (first >> 4) == 0x0e ? 3
                    : (first >> 3) == 0x1e ? 4
                                           : 0;
    if (length == 0 || length > size) {
        return 0;
    }
    *point = length == 1 ? first : first & (0x7fU >> length);
    for (size_t i = 1; i < length; i++) {
        if (((unsigned char)text[i] & 0xc0) != 0x80) {
            return 0;
        }
        *point = *point << 6 | ((unsigned char)text[i] & 0x3f);
    }
    bool valid =
        *point >= least[length] && *point <= 0x10ffff && (*point < 0xd800 || *point > 0xdfff);
    return valid ? length : 0;
}

/* Controls (Cc), what is not seen but changes what is (Cf), and what breaks lines (Zl, Zp): a
 * terminal would show something else than what is meant. By Unicode 16. */
static bool is_hidden(unsigned long point)
{
    static const struct {
        unsigned long first, last;
    } ranges[] = {
        {0x0, 0x1f},        {0x7f, 0x9f},       {0xad, 0xad},       {0x600, 0x605},
        {0x61c, 0x61c},     {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},
        {0x8e2, 0x8e2},     {0x180e, 0x180e},   {0x200b, 0x200f},   {0x2028, 0x202e},
        {0x2060, 0x206f},   {0xfeff, 0xfeff},   {0xfff9, 0xfffb},   {0x110bd, 0x110bd},
        {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
        {0xe0001, 0xe0001}, {0xe0020, 0xe007f},
    };
    size_t i = 0;
    while (i < sizeof ranges / sizeof *ranges && point > ranges[i].last) {
        i++;
    }
    return i < sizeof ranges / sizeof *ranges && point >= ranges[i].first;
}

void print_part(FILE *stream, const char *text, size_t size)
{
    while (size > 0) {
        unsigned long point = 0;
        size_t length = decode(text, size, &point);
        if (length == 0) {
            fprintf(stream, "\\x%02x", (unsigned char)*text);
            length = 1;
        } else if (!is_hidden(point)) {
            fwrite(text, 1, length, stream);
        } else if (point < 0x80) {
            fprintf(stream, "\\x%02lx", point);
        } else {
            fprintf(stream, "\\u%04lx", point);
        }
        text += length;
        size -= length;
    }
}

void print_safely(FILE *stream, const char *text)
{
    print_part(stream, text, strlen(text));
}

void print_shortened(FILE *stream, const char *text, size_t size)
{
    size_t length = strlen(text);
    if (length <= size) {
        print_part(stream, text, length);
        return;
    }
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--; /* not in the middle of a character */
    }
    print_part(stream, text, size);
    fputs("...", stream);
}
