/* SPDX-License-Identifier: MIT */
/* Any bytes as a configuration file and as a credentials file: an error or sections, no crash. */
#include <dxaws/kit/fuzz-main.h>

#include "config-file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct aws_config config = {0};
    for (int syntax = AWS_SYNTAX_CONFIG; syntax <= AWS_SYNTAX_CREDENTIALS; syntax++) {
        dxaws_error *error = aws_config_parse(&config, (enum aws_config_syntax)syntax, "file",
                                              (const char *)data, size);
        if (error && (strchr(dxaws_error_message(error), '\n') ||
                      strncmp(dxaws_error_message(error), "file line ", 10) != 0)) {
            abort();
        }
        dxaws_error_free(error);
    }
    const char *value = aws_config_get(&config, AWS_CONFIG_PROFILE, "default", "region");
    if (value && !*value) {
        abort();
    }
    aws_config_free(&config);
    return 0;
}
