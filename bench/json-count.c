/* SPDX-License-Identifier: MIT */
/* Counts how often a program reads and writes JSON: loaded before libjansson by LD_PRELOAD, it says
 * at the end on standard error `json: PARSES DUMPS MARKED_PARSES MARKED_DUMPS`; marked is what
 * holds the text of JSON_COUNT_MARKER. */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static atomic_ulong parses, dumps, marked_parses, marked_dumps;

static int is_marked(const char *text, size_t size)
{
    const char *marker = getenv("JSON_COUNT_MARKER");
    return marker != NULL && text != NULL && memmem(text, size, marker, strlen(marker)) != NULL;
}

json_t *json_loads(const char *text, size_t flags, json_error_t *error)
{
    json_t *(*real)(const char *, size_t, json_error_t *) = dlsym(RTLD_NEXT, "json_loads");
    parses++;
    marked_parses += (unsigned long)is_marked(text, text ? strlen(text) : 0);
    return real(text, flags, error);
}

json_t *json_loadb(const char *text, size_t size, size_t flags, json_error_t *error)
{
    json_t *(*real)(const char *, size_t, size_t, json_error_t *) = dlsym(RTLD_NEXT, "json_loadb");
    parses++;
    marked_parses += (unsigned long)is_marked(text, size);
    return real(text, size, flags, error);
}

char *json_dumps(const json_t *value, size_t flags)
{
    char *(*real)(const json_t *, size_t) = dlsym(RTLD_NEXT, "json_dumps");
    char *text = real(value, flags);
    dumps++;
    marked_dumps += (unsigned long)is_marked(text, text ? strlen(text) : 0);
    return text;
}

__attribute__((destructor)) static void tell(void)
{
    fprintf(stderr, "json: %lu %lu %lu %lu\n", parses, dumps, marked_parses, marked_dumps);
}
