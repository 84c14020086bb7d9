/* SPDX-License-Identifier: MIT */
/* What the tests share. */
#ifndef DXAWS_CLOUDFRONT_TESTING_H
#define DXAWS_CLOUDFRONT_TESTING_H

#include <dxaws/kit/check.h>
#include <stdio.h>

#include "schema.h"

#define COUNT(table) (int)(sizeof table / sizeof *table)

static inline json_t *json_of(const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
    ck_assert_msg(value != NULL, "not JSON: %s", text);
    return value;
}

/* A file of tests/data; release with free(). */
static inline char *data_of(const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = calloc(1, 65536);
    size_t size = fread(text, 1, 65535, file);
    ck_assert_uint_gt(size, 0);
    fclose(file);
    return text;
}

#endif
