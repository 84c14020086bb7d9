/* SPDX-License-Identifier: MIT */
/* The nearest of some names. */
#include "suggest.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <dxaws/extend/names.h>

enum { NAME_MAX_SIZE = 65 }; /* longer ones are near nothing */

static void lower(char to[NAME_MAX_SIZE], const char *name)
{
    snprintf(to, NAME_MAX_SIZE, "%s", name);
    for (; *to != '\0'; to++) {
        *to = (char)tolower((unsigned char)*to);
    }
}

/* As they are typed: in any case, and a beginning that is long enough is as good as one slip. */
static size_t distance(const char *wanted, const char *candidate)
{
    char typed[NAME_MAX_SIZE];
    char name[NAME_MAX_SIZE];
    lower(typed, wanted);
    lower(name, candidate);
    size_t size = strlen(typed);
    size_t far = dxaws_name_distance(typed, name);
    return far > 1 && size >= 4 && strncmp(typed, name, size) == 0 ? 1 : far;
}

void suggestion_try(struct suggestion *suggestion, const char *candidate)
{
    size_t size = strlen(candidate);
    size_t far = distance(suggestion->wanted, candidate);
    size_t limit = size < 5 ? 1 : size / 3; /* a name that shares little is no help */
    if (far <= limit && (suggestion->best == NULL || far < suggestion->distance)) {
        suggestion->best = candidate;
        suggestion->distance = far;
    }
}
