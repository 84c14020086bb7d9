/* SPDX-License-Identifier: MIT */
/* Sessions as tables describe them: by environment, files and options, and nothing of the real
 * machine but a CA bundle. */
#ifndef DXAWS_CORE_TABLE_SESSION_H
#define DXAWS_CORE_TABLE_SESSION_H

#include <errno.h>

#include "table.h"

/* The members of such a row: {"NAME": "value"} with HOME as /home, {"/path": "content"}, and what
 * table_session() knows of options. */
#define TABLE_SESSION_MEMBERS "name:s! environment:o files:o options:o "

static inline const char *table_session_look_up(void *row, const char *name)
{
    const char *value = table_text(json_object_get(row, "environment"), name);
    return value || strcmp(name, "HOME") != 0 ? value : "/home";
}

static inline int table_session_read(void *row, const char *path, char **text, size_t *size)
{
    const char *value = table_text(json_object_get(row, "files"), path);
    if (!value) {
        return ENOENT;
    }
    if (strcmp(value, "EACCES") == 0) {
        return EACCES;
    }
    *text = strdup(value);
    *size = strlen(value);
    return 0;
}

static inline void table_session_flag(dxaws_session_options *options, const char *name, bool value)
{
    if (strcmp(name, "fips") == 0) {
        dxaws_session_options_set_fips(options, value);
    } else if (strcmp(name, "dualstack") == 0) {
        dxaws_session_options_set_dualstack(options, value);
    } else if (strcmp(name, "accelerate") == 0) {
        dxaws_session_options_set_s3_accelerate(options, value);
    } else if (strcmp(name, "path_style") == 0) {
        dxaws_session_options_set_bucket_addressing(options, value ? DXAWS_BUCKET_ADDRESSING_PATH
                                                                   : DXAWS_BUCKET_ADDRESSING_AUTO);
    } else if (strcmp(name, "adaptive") == 0) {
        dxaws_session_options_set_retry_mode(options, value ? DXAWS_RETRY_MODE_ADAPTIVE
                                                            : DXAWS_RETRY_MODE_STANDARD);
    } else if (strcmp(name, "retry_2_0") == 0) {
        dxaws_session_options_set_retry_pace(options, value ? DXAWS_RETRY_PACE_BEFORE_2026
                                                            : DXAWS_RETRY_PACE_2026);
    } else {
        bool requests = strcmp(name, "request_checksum") == 0;
        ck_assert_msg(requests || strcmp(name, "response_checksum") == 0, "no option %s", name);
        (requests ? dxaws_session_options_set_request_checksum
                  : dxaws_session_options_set_response_checksum)(
            options,
            value ? DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED : DXAWS_CHECKSUM_MODE_WHEN_REQUIRED);
    }
}

/* The row must outlive it. */
static inline dxaws_session *table_session(json_t *row)
{
    static const dxaws_file_ops files = {sizeof(files), table_session_read, NULL};
    const json_t *wanted = json_object_get(row, "options");
    const char *name;
    json_t *value;
    DXAWS_AUTO(dxaws_session_options) options = dxaws_session_options_new();
    dxaws_session_options_set_environment(options, table_session_look_up, row);
    dxaws_session_options_set_files(options, &files, row);
    dxaws_session_options_set_profile(options, table_text(wanted, "profile"));
    dxaws_session_options_set_region(options, table_text(wanted, "region"));
    dxaws_session_options_set_endpoint_url(options, table_text(wanted, "endpoint_url"));
    dxaws_session_options_set_proxy(options, table_text(wanted, "proxy"));
    dxaws_session_options_set_ca_bundle(options, table_text(wanted, "ca_bundle"));
    dxaws_session_options_set_max_attempts(options, (unsigned)table_number(wanted, "max_attempts"));
    json_object_foreach((json_t *)(uintptr_t)wanted, name, value) {
        if (json_is_boolean(value)) {
            table_session_flag(options, name, json_is_true(value));
        }
    }
    dxaws_session *session = NULL;
    ck_ok(dxaws_session_new(options, &session));
    return session;
}

/* Ends the program when a row has an option that is none. */
static inline void table_session_understand(const struct tables *tables)
{
    for (size_t i = 0; i < tables->rows; i++) {
        const json_t *row = tables_row(tables, i);
        table_understand(tables_file(tables, i), table_name(row), json_object_get(row, "options"),
                         "profile:s region:s endpoint_url:s proxy:s ca_bundle:s max_attempts:i "
                         "fips:b dualstack:b path_style:b accelerate:b adaptive:b retry_2_0:b "
                         "request_checksum:b response_checksum:b");
    }
}

#endif
