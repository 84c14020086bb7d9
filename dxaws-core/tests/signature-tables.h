/* SPDX-License-Identifier: MIT */
/* What the tests of signatures and of signed URLs share: tables of inputs and expectations. A
 * further table of the same form, dropped beside the others, is run as well. */
#ifndef DXAWS_CORE_SIGNATURE_TABLES_H
#define DXAWS_CORE_SIGNATURE_TABLES_H

#include <glob.h>
#include <jansson.h>

#include "sigv4.h"
#include "testing.h"

static inline const char *table_text(const json_t *row, const char *name)
{
    const char *value = json_string_value(json_object_get(row, name));
    ck_assert_msg(value != NULL, "the table lacks %s", name);
    return value;
}

/* What a row is about. @param headers filled in; to be freed after the input was used. */
static inline struct aws_sigv4_input table_input(const json_t *row, struct aws_headers *headers)
{
    size_t i;
    json_t *header;
    *headers = (struct aws_headers){0};
    json_array_foreach(json_object_get(row, "headers"), i, header) {
        aws_headers_add(headers, json_string_value(json_array_get(header, 0)),
                        json_string_value(json_array_get(header, 1)));
    }
    return (struct aws_sigv4_input){
        .method = table_text(row, "method"),
        .path = table_text(row, "path"),
        .query = table_text(row, "query"),
        .headers = headers,
        .payload_hash = table_text(row, "payload_hash"),
        .path_as_is = json_is_true(json_object_get(row, "path_as_is")),
        .access_key_id = table_text(row, "access_key_id"),
        .secret = table_text(row, "secret"),
        .region = table_text(row, "region"),
        .service = table_text(row, "service"),
        .date = table_text(row, "date"),
    };
}

/* Checks the rows of all tables, such as TEST_DATA "/sigv4-*.json", of which there must be so many
 * at least. */
static inline void run_tables(const char *pattern, size_t least,
                              void (*check)(const char *file, const json_t *row))
{
    glob_t files;
    ck_assert_int_eq(glob(pattern, 0, NULL, &files), 0);
    size_t count = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        json_t *table = json_load_file(files.gl_pathv[i], 0, NULL);
        ck_assert_ptr_nonnull(table);
        size_t index;
        json_t *row;
        json_array_foreach(json_object_get(table, "cases"), index, row) {
            check(files.gl_pathv[i], row);
            count++;
        }
        json_decref(table);
    }
    globfree(&files);
    ck_assert_uint_ge(count, least);
}

#endif
