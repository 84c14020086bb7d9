/* SPDX-License-Identifier: MIT */
/* What the streams can show. */
#ifndef DXAWS_CLI_TERMINAL_H
#define DXAWS_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

enum color { COLOR_NONE = 0, COLOR_RED = 31, COLOR_GREEN = 32, COLOR_YELLOW = 33, COLOR_DIM = 2 };

/* Colours only on a terminal that has them, and never with NO_COLOR. */
bool terminal_has_colors(FILE *stream, bool refused);
/* True when lines can be redrawn. */
bool terminal_is_live(FILE *stream);
/* Columns of the terminal; 80 when unknown. */
size_t terminal_width(FILE *stream);

/* The escape sequence that begins a colour (COLOR_NONE: ends it), or "" without colours. */
const char *color_code(bool colors, enum color color);

/* Prints text so that what is read is what it says, and no answer of a service can drive the
 * terminal: control and format characters, and separators of lines, are shown as \xNN or \uNNNN,
 * bytes that are no UTF-8 as \xNN. Everything that is not the program's own goes through here. */
void print_safely(FILE *stream, const char *text);
/* The same for the first @a size bytes, which end with a character. */
void print_part(FILE *stream, const char *text, size_t size);
/* The same for at most @a size bytes of it, with "..." for what is left out. */
void print_shortened(FILE *stream, const char *text, size_t size);

#endif
