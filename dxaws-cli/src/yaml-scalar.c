/* SPDX-License-Identifier: MIT */
/* The core schema of YAML 1.2: null, true, false and numbers; everything else is text. */
#include "yaml-scalar.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(text, *words) == 0) {
            return true;
        }
    }
    return false;
}

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* [-+]? ( [0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+ ); sets the base and where the digits begin. */
static bool is_integer(const char *text, int *base, const char **start)
{
    const char *body = text + (text[0] == '-' || text[0] == '+');
    *base = 10;
    *start = text;
    if (strncmp(text, "0o", 2) == 0) {
        *base = 8;
        *start = text + 2;
        return text[2] != '\0' && text[2 + strspn(text + 2, "01234567")] == '\0';
    }
    if (strncmp(text, "0x", 2) == 0) {
        *base = 16;
        *start = text + 2;
        return text[2] != '\0' && text[2 + strspn(text + 2, "0123456789abcdefABCDEF")] == '\0';
    }
    return *body != '\0' && body[digits(body)] == '\0';
}

/* [-+]? ( .[0-9]+ | [0-9]+ ( .[0-9]* )? ) ( [eE] [-+]? [0-9]+ )?, .inf and .nan */
static bool is_real(const char *text)
{
    static const char *const special[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN", NULL};
    const char *body = text + (text[0] == '-' || text[0] == '+');
    if (is_one_of(body, special)) {
        return true;
    }
    size_t whole = digits(body);
    body += whole;
    if (*body == '.') {
        size_t fraction = digits(body + 1);
        if (whole + fraction == 0) {
            return false;
        }
        body += 1 + fraction;
    } else if (whole == 0) {
        return false;
    }
    if (*body == 'e' || *body == 'E') {
        body += 1 + (body[1] == '-' || body[1] == '+');
        size_t exponent = digits(body);
        if (exponent == 0) {
            return false;
        }
        body += exponent;
    }
    return *body == '\0';
}

bool yaml_scalar_resolve(struct yaml_node *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const trues[] = {"true", "True", "TRUE", NULL};
    static const char *const falses[] = {"false", "False", "FALSE", NULL};
    int base = 10;
    const char *start = NULL;
    node->kind = YAML_TEXT;
    if (is_one_of(node->text, nulls)) {
        node->kind = YAML_NULL;
    } else if (is_one_of(node->text, trues) || is_one_of(node->text, falses)) {
        node->kind = YAML_BOOLEAN;
        node->boolean = is_one_of(node->text, trues);
    } else if (is_integer(node->text, &base, &start)) {
        node->kind = YAML_INTEGER;
        errno = 0;
        node->integer = strtoll(start, NULL, base);
        return errno == 0;
    } else if (is_real(node->text)) {
        node->kind = YAML_REAL;
    }
    return true;
}
