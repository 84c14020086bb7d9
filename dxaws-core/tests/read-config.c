/* SPDX-License-Identifier: MIT */
/* What this library reads in configuration files, for config-against-botocore.py. Standard input is
 * [{"config", "credentials", "profile"}]; standard output {"absent": true}, {"error": "..."} or
 * {"properties": {"region": "eu-west-1", "s3.addressing_style": "path"}} for each. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "config-file.h"

static void read_file(struct aws_config *config, enum aws_config_syntax syntax, const json_t *row,
                      const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    if (aws_config_parse(config, syntax, name, text, strlen(text))) {
        exit(1); /* without memory */
    }
}

static json_t *read_profile(const struct aws_config *config, const char *profile)
{
    const struct aws_config_section *section =
        aws_config_find_section(config, AWS_CONFIG_PROFILE, profile, strlen(profile));
    if (!section) {
        return json_pack("{sb}", "absent", 1);
    }
    dxaws_error *error = aws_config_check(config, AWS_CONFIG_PROFILE, profile);
    if (error) {
        json_t *told = json_pack("{ss}", "error", dxaws_error_message(error));
        dxaws_error_free(error);
        return told;
    }
    json_t *properties = json_object();
    for (size_t i = 0; i < section->count; i++) {
        json_object_set_new(properties, section->items[i].name,
                            json_string(section->items[i].value));
    }
    return json_pack("{so}", "properties", properties);
}

int main(void)
{
    json_t *rows = json_loadf(stdin, 0, NULL);
    json_t *row;
    size_t index;
    json_t *all = json_array();
    json_array_foreach(rows, index, row) {
        struct aws_config config = {0};
        read_file(&config, AWS_SYNTAX_CONFIG, row, "config");
        read_file(&config, AWS_SYNTAX_CREDENTIALS, row, "credentials");
        json_array_append_new(
            all, read_profile(&config, json_string_value(json_object_get(row, "profile"))));
        aws_config_free(&config);
    }
    json_dumpf(all, stdout, 0);
    json_decref(all);
    json_decref(rows);
    return 0;
}
