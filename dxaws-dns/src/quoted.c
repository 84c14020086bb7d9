/* SPDX-License-Identifier: MIT */
/* Texts in quotation marks: escapes are octal, as Route53 writes them. */
#include "quoted.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_byte(struct quoted *quoted, unsigned char byte)
{
    if (byte == '"' || byte == '\\') {
        quoted->text[quoted->size++] = '\\';
        quoted->text[quoted->size++] = (char)byte;
    } else if (byte >= ' ' && byte <= '~') {
        quoted->text[quoted->size++] = (char)byte;
    } else {
        quoted->size +=
            (size_t)snprintf(quoted->text + quoted->size, sizeof "\\000", "\\%03o", byte);
    }
    quoted->piece_bytes++;
}

static void begin_piece(struct quoted *quoted)
{
    if (quoted->size > 0) {
        quoted->text[quoted->size++] = ' ';
    }
    quoted->text[quoted->size++] = '"';
    quoted->piece_bytes = 0;
}

static void end_piece(struct quoted *quoted)
{
    quoted->text[quoted->size++] = '"';
    quoted->text[quoted->size] = '\0';
}

/* One character of a quoted text, or one escape; NULL at a broken one. */
static const char *take_byte(const char *text, unsigned char *byte, const char **why)
{
    static const char broken[] = "its quotation marks or escapes (\\ooo) are not complete";
    if (*text != '\\' && *text != '\0') {
        *byte = (unsigned char)*text;
        return text + 1;
    }
    text += *text != '\0';
    if (text[0] >= '0' && text[0] <= '3' && strspn(text, "01234567") >= 3) {
        *byte = (unsigned char)((text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0'));
        return text + 3;
    }
    if (strspn(text, "0123456789") >= 3) {
        *why = "an escape is octal here, \\000 to \\377, as Route53 writes it; in zone files it is "
               "decimal";
        return NULL;
    }
    if (*text == '\0' || isdigit((unsigned char)*text)) {
        *why = broken;
        return NULL;
    }
    *byte = (unsigned char)*text;
    return text + 1;
}

const char *quoted_take(struct quoted *quoted, const char *text, size_t longest, const char **why)
{
    begin_piece(quoted);
    text++;
    while (*text != '"') {
        unsigned char byte;
        text = take_byte(text, &byte, why);
        if (text == NULL) {
            return NULL;
        }
        put_byte(quoted, byte);
        if (quoted->piece_bytes > longest) {
            *why = "a text in quotation marks has more than 255 bytes; cut it into several";
            return NULL;
        }
    }
    end_piece(quoted);
    return text + 1;
}

void quoted_put(struct quoted *quoted, const char *text, size_t size, size_t longest)
{
    begin_piece(quoted);
    for (size_t i = 0; i < size; i++) {
        if (quoted->piece_bytes == longest) {
            end_piece(quoted);
            begin_piece(quoted);
        }
        put_byte(quoted, (unsigned char)text[i]);
    }
    end_piece(quoted);
}

/* At worst each byte becomes \ooo, and a pair of quotation marks stands around one byte. */
bool quoted_init(struct quoted *quoted, const char *text)
{
    *quoted = (struct quoted){.text = malloc(4 * strlen(text) + 16)};
    return quoted->text != NULL;
}
