/* SPDX-License-Identifier: MIT */
/* Sets of headers, found by their text. */
#include "header-sets.h"

#include <stdlib.h>

void headers_clear(struct content_headers *headers)
{
    json_decref(headers->sets);
    json_decref(headers->numbers);
    *headers = (struct content_headers){0};
}

/* Equal sets have equal texts. */
static char *text_of(const json_t *set)
{
    return json_dumps(set, JSON_COMPACT | JSON_SORT_KEYS);
}

static uint32_t number_of(const struct content_headers *headers, const char *text)
{
    const json_t *number = text ? json_object_get(headers->numbers, text) : NULL;
    return number ? (uint32_t)json_integer_value(number) : CONTENT_NO_HEADERS;
}

bool headers_find(const struct content_headers *headers, const json_t *set, uint32_t *number)
{
    char *text = text_of(set);
    bool whole = text != NULL;
    *number = number_of(headers, text);
    free(text);
    return whole;
}

uint32_t headers_add(struct content_headers *headers, json_t *set)
{
    headers->sets = headers->sets ? headers->sets : json_array();
    headers->numbers = headers->numbers ? headers->numbers : json_object();
    char *text = text_of(set);
    uint32_t number = number_of(headers, text);
    size_t next = json_array_size(headers->sets);
    if (text != NULL && number == CONTENT_NO_HEADERS && next < CONTENT_NO_HEADERS &&
        json_object_set_new(headers->numbers, text, json_integer((json_int_t)next)) == 0) {
        if (json_array_append(headers->sets, set) == 0) {
            number = (uint32_t)next;
        } else {
            json_object_del(headers->numbers, text);
        }
    }
    free(text);
    return number;
}

size_t headers_count(const struct content_headers *headers)
{
    return json_array_size(headers->sets);
}

json_t *headers_at(const struct content_headers *headers, uint32_t number)
{
    return json_array_get(headers->sets, number);
}
