/* SPDX-License-Identifier: MIT */
/* The nearest of some names. */
#include "suggest.h"

#include <string.h>

#include <dxaws/extend/names.h>

void suggestion_try(struct suggestion *suggestion, const char *candidate)
{
    size_t size = strlen(candidate);
    size_t far = dxaws_name_distance(suggestion->wanted, candidate);
    size_t limit = size < 5 ? 1 : size / 3; /* a name that shares little is no help */
    if (far <= limit && (suggestion->best == NULL || far < suggestion->distance)) {
        suggestion->best = candidate;
        suggestion->distance = far;
    }
}
