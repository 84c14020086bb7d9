/* SPDX-License-Identifier: MIT */
/* What the tables of signatures and of signed URLs share: the input. */
#ifndef DXAWS_CORE_SIGNATURE_TABLES_H
#define DXAWS_CORE_SIGNATURE_TABLES_H

#include "sigv4.h"
#include "table.h"

/* The members of such a row. */
#define SIGNATURE_MEMBERS                                                                          \
    "name:s! method:s! path:s! query:s! headers:a! payload_hash:s! path_as_is:b access_key_id:s! " \
    "secret:s! region:s! service:s! date:s! "

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

#endif
